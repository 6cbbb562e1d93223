import { catalogue, EVENT_BYTES_MAX, eventJsonSchema, eventTypes } from "@stats/events";
import { type ApiDescription, type ApiResponse, apiSchema, type ApiSchema } from "@stats/kit";
import { z } from "zod";
import { publishExamples } from "./publish-examples.ts";
import { refusalBody } from "./publish-errors.ts";
import { batchType, bodyBytesMax, eventsMax, singleType } from "./read-events.ts";

const acceptedBody = z.object({ accepted: z.int().min(0).meta({ description: "How many events are durably in the log" }) });

const retryAfter = { "retry-after": { description: "Seconds to wait before the same events are sent again", schema: { type: "integer" } } };

/** `POST /events` in the terms of OpenAPI: every event type with the schema that checks it. Examples are of the account `demo`, at `now` (epoch milliseconds). */
export function describePublishing(now: number): ApiDescription {
  const { single, batch } = publishExamples(now);
  return {
    tag: { name: "publish", description: "The door for events: telephony and chat platforms publish here what happens, as CloudEvents 1.0." },
    securitySchemes: { publish_key: { type: "http", scheme: "bearer", description: "A publish key of the account that the events belong to" } },
    schemas: { ...Object.fromEntries(eventTypes.map((type) => [type, eventSchema(type)])), Event: anyEvent },
    paths: {
      "/events": {
        post: {
          operationId: "publishEvents",
          summary: "Publish one event, or a batch",
          description: [
            "Every event is checked, and all are appended to the log or none. `202` says that they are durable: they survive a crash of the server, and are in every report within seconds.",
            `One event may have ${EVENT_BYTES_MAX} bytes, a batch ${eventsMax} events, a body ${bodyBytesMax} bytes. The same \`source\` and \`id\` again on the same entity is the same event and changes nothing, so a request whose outcome is unknown is simply repeated.`,
            "`tenant` of each event must be the account of the publish key. In an optional field null counts as absent (in `visitor.updated.v1` it clears the field).",
          ].join("\n\n"),
          security: [{ publish_key: [] }],
          requestBody: {
            required: true,
            content: {
              [singleType]: { schema: reference("Event"), examples: single },
              [batchType]: { schema: { type: "array", items: reference("Event"), maxItems: eventsMax }, examples: batch },
            },
          },
          responses,
        },
      },
    },
  };
}

const anyEvent: ApiSchema = {
  title: "Event",
  oneOf: eventTypes.map(reference),
  discriminator: { propertyName: "type", mapping: Object.fromEntries(eventTypes.map((type) => [type, reference(type).$ref])) },
};

const responses: Readonly<Record<string, ApiResponse>> = {
  202: { description: "All events are durable", content: { "application/json": { schema: apiSchema(acceptedBody, "output") } } },
  400: refusal("Nothing is accepted: one entry for each bad event"),
  401: refusal("No publish key, or an unknown one"),
  403: refusal("Nothing is accepted: these events belong to another account than the publish key"),
  413: refusal("The body, the batch or an event is too large"),
  415: refusal("The content type is neither of the two"),
  429: refusal("Too many events wait to be processed: try again later", retryAfter),
  500: refusal("Nothing is known to be stored: send the same events again"),
  503: refusal("The event log does not answer; nothing is known to be stored: send the same events again", retryAfter),
};

function refusal(description: string, headers?: ApiResponse["headers"]): ApiResponse {
  return { description, ...(headers === undefined ? {} : { headers }), content: { "application/json": { schema: apiSchema(refusalBody, "output") } } };
}

function eventSchema(type: (typeof eventTypes)[number]): ApiSchema {
  const { $schema: _dialect, ...schema } = eventJsonSchema(type);
  const { topic, kind, idField } = catalogue[type];
  return { ...schema, description: `Topic \`${topic}\`, key \`<tenant>:${kind}:<${idField}>\`` };
}

function reference(name: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}
