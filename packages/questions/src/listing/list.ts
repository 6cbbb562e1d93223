import { Readable } from "node:stream";
import type { JsonChunks, TenantReader } from "@stats/facts";
import { z } from "zod";
import { QuestionUnanswered } from "../question.ts";
import { integer } from "../values.ts";
import { countStatement, type Listing, type ListRequest, pageStatement } from "./statement.ts";

export interface Page {
  /** Rows on all pages. */
  readonly total: number;
  /** The page's rows in order, as the text of a JSON array of objects by the names that are shown. */
  readonly rows: JsonChunks;
}

const counted = z.tuple([z.object({ total: integer })]);

/**
 * Lists one page of a relation. Rows are counted and read at the same time; both are known to succeed before the first row comes.
 * @throws {QuestionUnanswered} when the database fails
 */
export async function list(listing: Listing, reader: TenantReader, request: ListRequest): Promise<Page> {
  const count = countStatement(listing, request);
  const page = pageStatement(listing, request);
  const [total, rows] = await Promise.allSettled([
    reader.select<unknown>(count.sql, count.params, listing.name).then((found) => counted.parse(found)[0].total),
    request.limit === 0 ? noRows() : reader.selectJson(page.sql, page.params, listing.name),
  ]);
  if (total.status === "fulfilled" && rows.status === "fulfilled") return { total: total.value, rows: rows.value };
  if (rows.status === "fulfilled") rows.value.destroy();
  throw new QuestionUnanswered(`The listing ${listing.name} got no answer`, {
    cause: total.status === "rejected" ? total.reason : (rows as PromiseRejectedResult).reason,
  });
}

async function noRows(): Promise<JsonChunks> {
  return Readable.from([Buffer.from("[]")]);
}
