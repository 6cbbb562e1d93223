import { z } from "zod";
import { count, dateOrInstant, id, money, openEnum, text } from "../fields.ts";
import { attribution, visitor } from "./visitor-blocks.ts";

/**
 * The fields that chats, calls, goals and offline messages share. Each family spreads them beside its own id field, so that its
 * table stays complete.
 */

/** What the start of any communication tells about its visitor. */
export const origin = {
  visitor: visitor.optional(),
  attribution: attribution.optional(),
  communication_number: count.optional(),
};

export const rating = {
  face: z.enum(["sad", "neutral", "happy"]).optional(),
  vote: z.enum(["positive", "negative"]).optional(),
  score: z.int().min(1).max(5).optional(),
};

export const remarking = { employee_id: id, remark_id: id };

export const tagging = {
  tag_id: id,
  tag_type: z.enum(["auto", "manual"]).optional(),
  user_id: id.optional(),
  user_login: text.optional(),
  employee_id: id.optional(),
};

export const sale = { sale_id: id, sale_date: dateOrInstant, sale_cost: money, comment: text.optional() };

/** Names of an open list; the set replaces the former one. */
export const classification = { attributes: z.array(openEnum) };

export const visitorAssignment = { visitor_id: id, visitor: visitor.optional() };

/** A rating says at least one thing. */
export function saysSomething(data: { face?: unknown; vote?: unknown; score?: unknown }): boolean {
  return data.face !== undefined || data.vote !== undefined || data.score !== undefined;
}
export const saysNothing = { error: "must have at least one of face, vote and score" };
/** The same rule for the JSON Schema. */
export const anyRating = { anyOf: [{ required: ["face"] }, { required: ["vote"] }, { required: ["score"] }] };

/** The visitor block, where given, is about the visitor who is assigned. */
export function isSameVisitor(data: { visitor_id: number; visitor?: { visitor_id: number } | undefined }): boolean {
  return data.visitor === undefined || data.visitor.visitor_id === data.visitor_id;
}
export const otherVisitor = { path: ["visitor", "visitor_id"], error: "must equal the visitor_id beside the block" };
