import type { ScalarKind } from "@stats/questions";

const classic = [
  "=",
  "!=",
  "<",
  ">",
  "<=",
  ">=",
  "like",
  "ilike",
  "not_like",
  "not_ilike",
  "regexp",
  "jsquery",
  "in",
  "not_in",
  "overlap",
  "not_overlap",
  "is_null",
  "is_not_null",
  "sw",
  "ew",
  "co",
] as const;

/** What a leaf of a filter does. The v3 methods have other words for the first six, and three more. */
export type Operator = (typeof classic)[number];

const v3Words: Readonly<Record<string, Operator>> = { eq: "=", ne: "!=", le: "<=", lt: "<", gt: ">", ge: ">=" };
const v3Only = new Set<Operator>(["sw", "ew", "co"]);
const known: ReadonlySet<string> = new Set(classic);

/**
 * The operator that a filter says. The classic methods do not know the words of v3 (ruling R6), the v3 methods know both (notes, question 15);
 * undefined: none.
 */
export function operatorOf(word: string, version: "v2" | "v3"): Operator | undefined {
  if (version === "v3" && Object.hasOwn(v3Words, word)) return v3Words[word];
  if (!known.has(word)) return undefined;
  const operator = word as Operator;
  return version === "v2" && v3Only.has(operator) ? undefined : operator;
}

const nullTests: readonly Operator[] = ["is_null", "is_not_null"];
const equalities: readonly Operator[] = ["=", "!=", ...nullTests];
const sets: readonly Operator[] = ["in", "not_in"];
const orders: readonly Operator[] = ["<", ">", "<=", ">="];
const patterns: readonly Operator[] = ["like", "ilike", "not_like", "not_ilike", "regexp"];

/** Which operators fit which scalar (notes, section 3; ruling R2): words of a list have no patterns (settled last), instants no lists. */
export const operatorsFor: Readonly<Record<ScalarKind, readonly Operator[]>> = {
  integer: [...equalities, ...orders, ...sets],
  decimal: [...equalities, ...orders, ...sets],
  text: [...equalities, ...patterns, ...sets],
  token: [...equalities, ...sets],
  flag: equalities,
  instant: [...equalities, ...orders],
  local: [...equalities, ...orders],
  date: [...equalities, ...orders],
};

/** `=` and `!=` of an array take null alone, unless it is a set of words. */
export const operatorsForRecords: readonly Operator[] = [...equalities, "jsquery"];
export const operatorsForTexts: readonly Operator[] = [...operatorsForRecords, "overlap", "not_overlap"];
export const operatorsForWords: readonly Operator[] = [...operatorsForTexts, "in"];
