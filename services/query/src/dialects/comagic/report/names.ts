import { type Column, constant, type ScalarColumn, type Shown } from "@stats/questions";
import { RpcError } from "../rpc/errors.ts";
import type { Field, Member } from "./field.ts";
import type { Operator } from "./filter/operators.ts";

/** What a leaf of a filter is about. */
export interface Filterable {
  readonly column: Column;
  /** Absent: those of the column's kind. */
  readonly operators?: readonly Operator[];
  readonly aliases: Readonly<Record<string, string>>;
  readonly isSetOfWords: boolean;
  readonly members: readonly Member[];
}

/** The names of a report's table, by what a request may use them for. */
export interface Names {
  filterable(name: string): Filterable | "unknown" | "prohibited";
  sortable(name: string): ScalarColumn | "unknown" | "prohibited";
  /**
   * What rows show for the fields that are asked for; without any, for those of the default answer.
   * @param parameter as the request calls the list, for the path of a fault
   * @throws {RpcError} for a name that is none
   */
  shown(asked: readonly string[], parameter: string): readonly Shown[];
}

const unanswered = constant();

/**
 * The names of a table. Names of members are known beside those of fields: v3 filters and sorts by them and shows that member alone (rulings R6, R13);
 * the classic methods do neither, and show null (notes, question 4).
 */
export function namesOf(fields: readonly Field[], version: "v2" | "v3"): Names {
  const byName = new Map(fields.map((field) => [field.name, field]));
  const members = new Map(fields.flatMap((field) => field.members.map((member) => [member.name, { field, member }] as const)));
  return {
    filterable(name) {
      const field = byName.get(name);
      if (field !== undefined) return field.filter === false ? "prohibited" : filterableOf(field.filter, field);
      const member = members.get(name)?.member;
      if (member === undefined) return "unknown";
      return member.filter === false ? "prohibited" : filterableOf(member.filter, { column: member.column, aliases: {}, isSetOfWords: false, members: [] });
    },
    sortable(name) {
      const found = byName.get(name) ?? members.get(name)?.member;
      if (found === undefined) return "unknown";
      return found.isSortable ? (found.column as ScalarColumn) : "prohibited";
    },
    shown(asked, parameter) {
      const chosen = new Map<string, Shown>();
      const choose = (shown: Shown) => chosen.set(shown.name, shown);
      if (asked.length === 0) for (const field of fields) if (field.isDefault) choose(wholeOf(field));
      // a member after its parent adds nothing, a parent after its member the rest
      for (const [index, name] of asked.entries()) {
        const field = byName.get(name);
        const inner = members.get(name);
        if (field !== undefined) choose(wholeOf(field));
        else if (inner === undefined) throw new RpcError("invalid_parameter_value", { field: `${parameter}[${index}]`, value: name });
        else if (version === "v2") choose({ name, column: unanswered });
        else choose(partOf(inner.field, chosen.get(inner.field.name), inner.member));
      }
      return [...chosen.values()].toSorted((one, other) => inRowOrder(one.name, other.name));
    },
  };
}

function filterableOf(filter: true | readonly Operator[], { column, aliases, isSetOfWords, members }: Omit<Filterable, "operators">): Filterable {
  return { column, aliases, isSetOfWords, members, ...(filter === true ? {} : { operators: filter }) };
}

function wholeOf({ name, column, members }: Field): Shown {
  return members.length === 0 ? { name, column } : { name, column, members: inOrder(members.map(({ name: shownAs, key }) => [shownAs, key])) };
}

function partOf({ name, column }: Field, before: Shown | undefined, member: Member): Shown {
  return { name, column, members: inOrder([...Object.entries(before?.members ?? {}), [member.name, member.key]]) };
}

function inOrder(members: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(members.toSorted(([one], [other]) => inRowOrder(one, other)));
}

/** Live rows are in the order of PostgreSQL's jsonb (notes, section 1). Names are ASCII. */
function inRowOrder(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : Number(one > other));
}
