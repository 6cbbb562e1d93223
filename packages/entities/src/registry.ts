import type { EntityKind } from "@stats/events";
import { apiRequestFold } from "./api-request/api-request.ts";
import { callFold } from "./call/call.ts";
import { chargeFold } from "./charge/charge.ts";
import { chatFold } from "./chat/chat.ts";
import { contactFold } from "./contact/contact.ts";
import { directoryFold } from "./directory/directory.ts";
import type { Fold } from "./fold.ts";
import { goalFold } from "./goal/goal.ts";
import { leadFold } from "./lead/lead.ts";
import { sessionFold } from "./session/session.ts";
import { visitorFold } from "./visitor/visitor.ts";

const folds: readonly Fold[] = [chatFold, callFold, leadFold, goalFold, contactFold, directoryFold, sessionFold, visitorFold, chargeFold, apiRequestFold];
const foldByKind = new Map(folds.flatMap((fold) => fold.kinds.map((kind) => [kind, fold] as const)));

/** The fold of a kind of entity; undefined where its events have no facts (yet) or are rows of themselves. */
export function foldFor(kind: EntityKind): Fold | undefined {
  return foldByKind.get(kind);
}
