import { findBadExpression, list, type Listing } from "@stats/questions";
import { z } from "zod";
import { RpcError } from "../rpc/errors.ts";
import { defineMethod, type MethodContext, type MethodExample, type MethodResult, type RpcMethod, JsonText } from "../rpc/method.ts";
import type { Field } from "./field.ts";
import { type ReadFilter, readFilter } from "./filter/read-filter.ts";
import { namesOf } from "./names.ts";
import { readSort } from "./read-sort.ts";
import { rowsSchema } from "./row-schema.ts";
import type { Selection } from "./selection.ts";

export interface ReportDeclaration {
  /** `get.communications_report` */
  readonly name: string;
  readonly summary: string;
  readonly version?: "v2" | "v3";
  /** Absent where the selection decides what is listed. */
  readonly listing?: Listing;
  readonly selection: Selection;
  /** The table; the order is that of the docs. */
  readonly fields: readonly Field[];
  /** The reference's sample calls the list of fields `field`: both are taken (notes, section 5). */
  readonly isFieldAlias?: boolean;
  readonly examples?: (example: Readonly<Record<string, unknown>>) => Readonly<Record<string, MethodExample>>;
}

const LIMIT_MAX = 10_000;
const OFFSET_MAX = 100_000;

/** A report as a method: which parameters it takes, its SQL, its rows and its docs all follow from the declared table. */
export function defineReport(declaration: ReportDeclaration): RpcMethod {
  const { name, summary, version = "v2", listing, selection, fields } = declaration;
  const names = namesOf(fields, version);
  const limit = version === "v2" ? 1000 : 100;
  const params = z.object({
    ...selection.shape,
    limit: z.int().min(0).max(LIMIT_MAX).default(limit),
    offset: z.int().min(0).max(OFFSET_MAX).default(0),
    fields: z.array(z.string()).default([]).describe("Names of fields; none: those of the default answer"),
    ...(declaration.isFieldAlias === true ? { field: z.array(z.string()).optional().describe("The same as `fields`") } : {}),
    filter: z
      .unknown()
      .optional()
      .meta({ type: "object", description: "`{field, operator, value}`, or `{filters, condition}` of such, `condition` being `and` or `or`" }),
    sort: z.array(z.strictObject({ field: z.string(), order: z.enum(["asc", "desc"]).default("asc") })).default([]),
  });
  return defineMethod({
    name,
    kind: "heavy",
    summary,
    params,
    data: rowsSchema(fields),
    examples: (now) => ({
      default: { summary: "The default fields", params: selection.example(now) },
      ...declaration.examples?.(selection.example(now)),
    }),
    async run(given, context): Promise<MethodResult> {
      const zone = context.account.timezone;
      const filter = readFilter(given.filter, { names, version, isPeriodInFilter: selection.isPeriodInFilter, zone });
      const selected = selection.select(withPeriod(given, filter.period), zone);
      const shown = names.shown(...askedFields(given));
      const sort = readSort(given.sort, names);
      await refuseBadExpressions(filter, context);
      const base = context.section.records_base_url;
      const links = base === undefined ? {} : { recordsBaseUrl: base };
      const request = { zone, ...links, within: selected.within, filter: filter.condition, sort, shown, limit: given.limit, offset: given.offset };
      const { total, rows } = await list(listingOf(name, selected.listing ?? listing), context.reader, request);
      return { data: new JsonText(rows), totalItems: total };
    },
  });
}

function listingOf(name: string, listing: Listing | undefined): Listing {
  if (listing === undefined) throw new Error(`${name} has no listing`);
  return listing;
}

function askedFields(given: Readonly<Record<string, unknown>>): [asked: readonly string[], parameter: string] {
  const fields = given["fields"] as readonly string[];
  const alias = given["field"] as readonly string[] | undefined;
  if (alias === undefined) return [fields, "fields"];
  if (fields.length > 0) throw new RpcError("invalid_parameters_combination", { field: "field" });
  return [alias, "field"];
}

/** The period that the filter says, in the place of parameters. @throws {RpcError} when both say the same end (ruling R10) */
function withPeriod<Given extends Readonly<Record<string, unknown>>>(given: Given, period: ReadFilter["period"]): Given {
  for (const end of ["date_from", "date_till"] as const) {
    if (period[end] !== undefined && given[end] !== undefined) throw new RpcError("invalid_parameters_combination", { field: end, value: given[end] });
  }
  return { ...given, ...period };
}

async function refuseBadExpressions({ expressions }: ReadFilter, { reader }: MethodContext): Promise<void> {
  const patterns = [...new Set(expressions.map(({ pattern }) => pattern))];
  const bad = await findBadExpression(reader, patterns);
  if (bad === undefined) return;
  throw new RpcError("invalid_parameter_value", { field: expressions.find(({ pattern }) => pattern === bad)?.path ?? "filter", value: bad });
}
