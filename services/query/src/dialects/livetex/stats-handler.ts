import type { TenantReader } from "@stats/questions";
import { z } from "zod";
import { bodyOf } from "../../streamed-body.ts";
import type { Admitted } from "./admission.ts";
import { type Criteria, type CriteriaContext, resolveCriteria } from "./criteria.ts";
import { contacts } from "./endpoints/contacts.ts";
import { LivetexError, type ParameterFault } from "./errors.ts";
import type { Condition } from "./grammar/query.ts";
import type { ListMethod, StatsMethod } from "./method.ts";
import { type ReadOutcome, readParameters } from "./read-parameters.ts";
import type { ReportContext } from "./report/figures.ts";
import { type ListReport, listReport, summaryReport } from "./report/report.ts";
import { listSchemaOf, summarySchemaOf } from "./request.ts";
import { scopeOf } from "./scope.ts";

/** Answers a request that was let in, from its query string: an object, or the text of its JSON or a stream of it. Rejects with 422 for all faulty parameters at once. */
export type StatsHandler = (admitted: Admitted, search: string) => Promise<unknown>;

/** Handles a method whose rows are a list. */
export function createListHandler(method: ListMethod): StatsHandler {
  const schema = listSchemaOf(method);
  return async (admitted, search) => {
    const { request, criteria } = withCriteria(readParameters(search, schema), contextOf(admitted));
    const made = await admitted.make(async (reader) => await listReport(method.rowsBy, request, criteria, await reportContextOf(admitted, reader)));
    return await bodyOf(textsOf(made), () => undefined);
  };
}

/** The JSON of a list, row by row: a year by day has some hundred entries a row. */
async function* textsOf({ total, results }: ListReport): AsyncGenerator<string> {
  let before = `{"total":${total},"results":[`;
  for (const row of results) {
    yield before + JSON.stringify(row);
    before = ",";
  }
  yield before === "," ? "]}" : `${before}]}`;
}

/** Handles the method that answers one object over everything. */
export function createSummaryHandler(method: StatsMethod): StatsHandler {
  const schema = summarySchemaOf(method);
  return async (admitted, search) => {
    const { request, criteria } = withCriteria(readParameters(search, schema), contextOf(admitted));
    return await admitted.make(async (reader) => await summaryReport(request.fields, criteria, await reportContextOf(admitted, reader)));
  };
}

function contextOf({ user, now }: Admitted): CriteriaContext {
  return { timezone: user.account.timezone, now };
}

async function reportContextOf(admitted: Admitted, reader: TenantReader): Promise<ReportContext> {
  return { ...contextOf(admitted), reader, scope: await scopeOf(admitted.user, reader) };
}

/** Contacts take no parameter. */
export const answerContacts: StatsHandler = async ({ user, make }, search) => {
  const read = readParameters(search, z.strictObject({}));
  if (!read.ok) throw new LivetexError(422, { faults: read.faults });
  return await make(async (reader) => {
    const { level, every_site, view_sites } = await scopeOf(user, reader);
    const [row] = await contacts.question.ask(reader, { level, every_site, view_sites });
    return contacts.toBody(row);
  });
};

/** Dates that no instant satisfies are a fault of `q`, reported together with those of the other parameters. */
function withCriteria<Request extends { readonly q: readonly Condition[] }>(
  read: ReadOutcome<Request>,
  context: CriteriaContext,
): { request: Request; criteria: Criteria } {
  const criteria = read.request.q === undefined ? undefined : resolveCriteria(read.request.q, context);
  const faults: ParameterFault[] = read.ok ? [] : [...read.faults];
  if (read.request.q !== undefined && criteria === undefined) faults.push({ parameter: "q", reason: "no instant satisfies these dates" });
  if (!read.ok || criteria === undefined) throw new LivetexError(422, { faults });
  return { request: read.request, criteria };
}
