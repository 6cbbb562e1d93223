import type { DialogCut } from "@stats/facts";
import { z } from "zod";
import type { Figures } from "../figures.ts";
import { defineQuestion } from "../question.ts";
import { planDialogs } from "../rollup/plan-dialogs.ts";
import { planParamsByKind, toPlanParamsByKind } from "../rollup/plan-params.ts";
import type { AccountReader } from "../rollup/rollup-use.ts";
import { criteria, cuts, rowKinds, scope } from "../scope.ts";
import { instant, integer } from "../values.ts";
import { toFigures } from "./figures.ts";

/** What can be counted over dialogs. */
export const dialogFigures = ["chats", "calls", "leads", "wait_avg", "votes_positive", "votes_negative", "remarks"] as const;
export type DialogFigure = (typeof dialogFigures)[number];

const asked = {
  ...scope,
  ...criteria,
  /** Dialogs that start in [from, to); leads are received. */
  from: instant,
  to: instant,
  /** IANA zone of the days. */
  zone: z.string(),
  rows_by: z.enum(rowKinds),
  /** Rows are not cut by what they stand for. */
  by_date: z.boolean(),
  by_department: z.boolean(),
  by_employee: z.boolean(),
  by_remark: z.boolean(),
};

const params = z.object({
  ...asked,
  ...planParamsByKind,
  /** The roll-ups that have all that is asked by. */
  rollup_cut: z.enum(["total", "employee", "place", "employee_place"] satisfies DialogCut[]),
  /** The only cut, or whether there are none or several. */
  cutting: z.enum(["none", "date", "department", "employee", "remark", "several"]),
  /** Which dialogs are read. */
  of: z.enum(["chats", "all"]),
});

/** One element a cell. */
const column = z.array(z.int());

const row = z.object({
  kind: z.enum(["chat", "call", "lead"]),
  row_id: integer,
  cut: z.enum(cuts),
  /** Of the cut; 0 of the whole row, and of dialogs without department, employee or remark. */
  keys: column,
  dialog_counts: column,
  /**
   * Chats whose wait counts, and the seconds of their waits. These and the votes stand with any remark or with none, as they were read: only over
   * all remarks are they anything.
   */
  wait_counts: column,
  wait_sums: column,
  positive_counts: column,
  negative_counts: column,
  remark_counts: column,
});

/**
 * The sums behind the figures of dialogs, of each kind by itself; every cell is there but the whole of a row that has one cut, which is the sum of its
 * cells.
 */
export const dialogSums = defineQuestion({
  name: "dialog-figures",
  at: import.meta.url,
  params,
  row,
  unionOver: { name: "kind", by: "of", parts: { chats: ["chat"], all: ["chat", "call", "lead"] } },
});

export type DialogSumsRow = z.output<typeof row>;

export interface DialogFiguresParams extends z.input<z.ZodObject<typeof asked>> {
  /** What is wanted; other figures may be 0. Rows but the one of all together are there for whatever dialog lies in them. */
  readonly figures: readonly DialogFigure[];
  /** A day is a cell only where one of these has a base. */
  readonly day_figures: readonly DialogFigure[];
  /** Days per row that are answered at most. */
  readonly dates_max: number;
}

export interface DialogCell {
  readonly chats: number;
  readonly calls: number;
  readonly leads: number;
  /** Chats whose wait counts, and their average wait in seconds, rounded half up. 0 in cells of remarks, as the votes are. */
  readonly waits: number;
  readonly wait_avg: number;
  /** Chats by their latest vote. */
  readonly votes_positive: number;
  readonly votes_negative: number;
  /** Chats and calls that have a remark. */
  readonly remarks: number;
}

/** Roll-ups are two or three statements, of a union each: even with the facts at some 600,000 dialogs (docs/benchmarks.md, "Roll-ups"). */
const timesSizeMin = 2;

const ofChatsAlone: ReadonlySet<DialogFigure> = new Set(["chats", "wait_avg", "votes_positive", "votes_negative"]);

/** What is counted over chats, calls and leads, by row and cut. What has no dialog has no cell. Rejects with `QuestionUnanswered`. */
export const dialogFiguresQuestion = {
  async ask(
    reader: Pick<AccountReader, "select" | "rollups">,
    { figures, day_figures, dates_max, ...given }: DialogFiguresParams,
  ): Promise<Figures<DialogCell>> {
    const isListed = given.rows_by !== "none" || given.by_remark;
    if (!isListed && figures.length === 0) return toFigures([], { figures: [], max: dates_max });
    const of = !isListed && figures.every((figure) => ofChatsAlone.has(figure)) ? "chats" : "all";
    const cut = (["date", "department", "employee", "remark"] as const).filter((name) => given[`by_${name}`]);
    const cutting = cut.length > 1 ? "several" : (cut[0] ?? "none");
    const [rollup_cut, from, to] = [rollupCutOf(given), instant.parse(given.from), instant.parse(given.to)];
    const plans = await planDialogs(reader, {
      question: dialogSums.name,
      begin: from,
      end: to,
      zone: given.zone,
      of,
      cut: rollup_cut,
      finest: "day",
      worth: timesSizeMin,
    });
    const sums = await dialogSums.ask(reader, { ...given, ...toPlanParamsByKind(plans), rollup_cut, cutting, of });
    return toFigures(sums, { figures: day_figures, max: dates_max });
  },
};

/** The narrowest cut that has the dimensions of rows, cells, criteria and scope: a managed view looks at site and department of each dialog. */
function rollupCutOf(given: Omit<z.input<z.ZodObject<typeof asked>>, "from" | "to" | "zone">): z.output<typeof params>["rollup_cut"] {
  const isByEmployee = given.rows_by === "employee" || given.by_employee || given.employees_given || given.level === "own";
  const isByPlace =
    given.rows_by === "site" ||
    given.rows_by === "department" ||
    given.by_department ||
    given.sites_given ||
    given.departments_given ||
    given.level === "managed";
  if (isByEmployee) return isByPlace ? "employee_place" : "employee";
  return isByPlace ? "place" : "total";
}
