/** What dialogs are: each has a fact table and a column that says when it began. */
export const dialogFacts = ["chat", "call", "lead"] as const;
export type DialogFact = (typeof dialogFacts)[number];

/** The dimensions by which a cut tells its groups apart, see schema/054_dialog_rollup.sql. */
export const dialogCuts = {
  total: [],
  employee: ["employee_id"],
  queue: ["queue_id"],
  employee_queue: ["employee_id", "queue_id"],
  place: ["site_id", "department_id"],
  employee_place: ["employee_id", "site_id", "department_id"],
} as const satisfies Readonly<Record<string, readonly DialogDimension[]>>;
export type DialogCut = keyof typeof dialogCuts;

export const dialogDimensions = ["employee_id", "queue_id", "site_id", "department_id"] as const;
export type DialogDimension = (typeof dialogDimensions)[number];

/** Cuts that anybody asks for: queues of chats alone. */
export const cutsOf: Readonly<Record<DialogFact, readonly DialogCut[]>> = {
  chat: ["total", "employee", "queue", "employee_queue", "place", "employee_place"],
  call: ["total", "employee", "place", "employee_place"],
  lead: ["total", "employee", "place", "employee_place"],
};

/** Raised whenever a figure of dialog_rollup means something else than before: rows of another edition are not read (schema/086_rollup_views.sql). */
export const dialogEdition = 1;
