import { randomUUID } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import { createEventBuffer, type EventBuffer } from "../../../event-buffer.ts";
import type { DialectDeps } from "../../dialect.ts";
import { type Arrival, completedEvent, type CompletedRequest } from "./completed-event.ts";

export interface RequestLog {
  /** Publishes the event of a request; never waits and never fails. */
  readonly note: (request: CompletedRequest, arrival: Arrival) => void;
  readonly close: EventBuffer["close"];
}

/** The requests of known accounts, as events: the report on them is made from the log, as all others. */
export function createRequestLog({ publish, telemetry }: DialectDeps, logger: Pick<FastifyBaseLogger, "warn">): RequestLog {
  // one line when events begin to be lost: more would be as many as there are requests
  let isLosing = false;
  const buffer = createEventBuffer({
    publish,
    onPublished(count) {
      telemetry.requestLog.inc({ outcome: "published" }, count);
      isLosing = false;
    },
    onDropped(count, cause) {
      telemetry.requestLog.inc({ outcome: "dropped" }, count);
      if (!isLosing) logger.warn({ err: cause }, "requests will be missing in the report on requests");
      isLosing = true;
    },
  });
  return {
    note: (request, arrival) => buffer.add(completedEvent(request, arrival, randomUUID())),
    close: buffer.close,
  };
}
