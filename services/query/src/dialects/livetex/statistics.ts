import type { DialogCell, DialogFigure, OnlineCell } from "@stats/questions";

/** The figures of one row, day or breakdown entry; a part is absent where there is nothing. */
export interface Cell {
  readonly dialogs?: DialogCell | undefined;
  readonly online?: OnlineCell | undefined;
}

interface Statistic {
  /** The figure of the question about dialogs; absent for online time. */
  readonly figure?: DialogFigure;
  readonly value: (cell: Cell) => number;
  /** How much it is computed from: an entry with nothing behind it is not listed (ruling L11). */
  readonly base: (cell: Cell) => number;
}

function counter(figure: Exclude<DialogFigure, "wait_avg">): Statistic {
  const count = ({ dialogs }: Cell) => dialogs?.[figure] ?? 0;
  return { figure, value: count, base: count };
}

/** The dialect's statistics by our figures. Definitions: docs/metrics.md. */
export const statistics = {
  online_time_avg: { value: ({ online }: Cell) => online?.online_avg ?? 0, base: ({ online }: Cell) => online?.online_days ?? 0 },
  chats_total: counter("chats"),
  calls_total: counter("calls"),
  leads_total: counter("leads"),
  employee_remarks: counter("remarks"),
  chats_first_answer_avg: { figure: "wait_avg", value: ({ dialogs }: Cell) => dialogs?.wait_avg ?? 0, base: ({ dialogs }: Cell) => dialogs?.waits ?? 0 },
  visitor_votes_pos: counter("votes_positive"),
  visitor_votes_neg: counter("votes_negative"),
} as const satisfies Record<string, Statistic>;

export type StatisticName = keyof typeof statistics;
export const statisticNames = Object.keys(statistics) as StatisticName[];

export function isStatistic(name: string): name is StatisticName {
  return Object.hasOwn(statistics, name);
}

/** The statistics with their values, in the given order. */
export function valuesOf(cell: Cell, names: readonly StatisticName[]): Record<string, number> {
  const values: Record<string, number> = {};
  for (const name of names) values[name] = statistics[name].value(cell);
  return values;
}

/** Whether any of the statistics has something behind it. */
export function hasBase(cell: Cell, names: readonly StatisticName[]): boolean {
  return names.some((name) => statistics[name].base(cell) > 0);
}

/** The figures of the question about dialogs that these statistics show. */
export function figuresOf(names: readonly StatisticName[]): DialogFigure[] {
  return names.flatMap((name) => {
    const statistic: Statistic = statistics[name];
    return statistic.figure === undefined ? [] : [statistic.figure];
  });
}
