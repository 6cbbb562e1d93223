import type { Condition, Listing, ScalarColumn } from "@stats/questions";
import { z } from "zod";
import { type PeriodTexts, withinPeriod } from "./period.ts";

export interface Selected {
  readonly within: Condition;
  /** Where the parameters decide what is listed; absent: the report's listing. */
  readonly listing?: Listing;
}

/** Which rows a report is about, before any filter: its own parameters and what they mean. */
export interface Selection<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** Parameters besides those that all reports take; in this order they are checked. */
  readonly shape: Shape;
  /** v3: the filter may say the period. */
  readonly isPeriodInFilter: boolean;
  /**
   * @param zone IANA zone of the account
   * @throws {RpcError} for what the shape cannot say
   */
  select(params: z.output<z.ZodObject<Shape>>, zone: string): Selected;
  /** Parameters of a request that makes sense. @param now epoch milliseconds */
  example(now: number): Readonly<Record<string, unknown>>;
}

export function defineSelection<Shape extends z.ZodRawShape>(
  selection: Omit<Selection<Shape>, "isPeriodInFilter"> & Partial<Pick<Selection, "isPeriodInFilter">>,
): Selection<Shape> {
  return { isPeriodInFilter: false, ...selection };
}

const localTime = z.string().describe("`YYYY-MM-DD hh:mm:ss` in the account's time zone, or a date: its midnight");

/**
 * The rows of a period (notes, sections 7 and 8).
 * @param more parameters that clients send and that change nothing here
 */
export function period(column: ScalarColumn, more: z.ZodRawShape = {}): Selection {
  const shape = { date_from: localTime, date_till: localTime, ...more };
  return defineSelection({ shape, select: (params, zone) => ({ within: withinPeriod(column, params as PeriodTexts, zone).condition }), example: lastDays });
}

/** A period that need not be said. */
export const optionalPeriod = { date_from: localTime.optional(), date_till: localTime.optional() };

/** The rows of a period that also answer a condition. */
export function periodOf(column: ScalarColumn, and: Condition): Selection {
  const ofTime = period(column);
  return { ...ofTime, select: (params, zone) => ({ within: { all: [ofTime.select(params, zone).within, and] } }) };
}

/** The same of the v3 methods, whose filter may say the ends instead (ruling R10). */
export function periodOfV3(column: ScalarColumn): Selection {
  const shape = { date_from: localTime.optional(), date_till: localTime.optional() };
  return defineSelection({
    shape,
    isPeriodInFilter: true,
    select: (params, zone) => ({ within: withinPeriod(column, params as PeriodTexts, zone).condition }),
    example: lastDays,
  });
}

/** A week that ends today, as an example. */
function lastDays(now: number): Readonly<Record<string, unknown>> {
  const day = (daysAgo: number) => new Date(now - daysAgo * 86_400_000).toISOString().slice(0, 10);
  return { date_from: `${day(7)} 00:00:00`, date_till: `${day(0)} 23:59:59` };
}
