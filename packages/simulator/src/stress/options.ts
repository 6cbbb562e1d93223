/** Shares of entities or records, 0 to 1, that get each kind of trouble; 0 turns it off. */
export interface StressFaults {
  /** Chats and status changes whose events come hours or days after they happened. */
  readonly late: number;
  /** Chats whose events arrive in any order. */
  readonly shuffled: number;
  /** Events whose time is anywhere around their chat, before its start and after its close too. */
  readonly misdated: number;
  /** Events at the very millisecond, or in the very second, of the event before. */
  readonly sameInstant: number;
  /** Chats that are told once more, long after: started at another time, closed again, re-opened, rated again. */
  readonly corrections: number;
  /** Records that repeat a (source, id): half of them byte by byte, half with other content. */
  readonly duplicates: number;
  /** Records that must be refused. */
  readonly bad: number;
  /** Records on another partition than their entity's; they come at the very end of the log. */
  readonly misplaced: number;
}

export const defaultFaults: StressFaults = {
  late: 0.05,
  shuffled: 0.15,
  misdated: 0.02,
  sameInstant: 0.05,
  corrections: 0.1,
  duplicates: 0.03,
  bad: 0.01,
  misplaced: 0.0005,
};

/** What the stories of a log are about, and how often each is told next to the others. */
export const familyWeights = {
  chat: 55,
  status: 35,
  directory: 4,
  other: 6,
  call: 40,
  lead: 15,
  contact: 8,
  goal: 12,
  session: 20,
  visitor: 10,
  charge: 5,
  api_request: 8,
} as const;

export type StressFamily = keyof typeof familyWeights;

export const allFamilies = Object.keys(familyWeights) as readonly StressFamily[];

/** The families that a log is made of unless it says otherwise; `other` is something of everything else. */
export const defaultFamilies: readonly StressFamily[] = ["chat", "status", "directory", "other"];

export interface StressTenant {
  readonly tenant: string;
  /** Operators with ids from 501 on; default 12. */
  readonly employees?: number;
}

export interface StressOptions {
  readonly seed: number;
  /** How many records the log gets, exactly. */
  readonly events: number;
  readonly tenants: readonly StressTenant[];
  readonly faults?: Partial<StressFaults>;
  /** Where the log's clock starts, epoch milliseconds. Default 2026-03-25, so that summer time begins in the middle of a fortnight. */
  readonly startMs?: number;
  /** How far the log's clock gets. Default 14 days. */
  readonly spanMs?: number;
  /** Of every topic; needed to misplace a record. Default 12. */
  readonly partitions?: number;
  readonly topicPrefix?: string;
  /** Default: chats, operators' statuses, directory objects and a few others. The employees are told at the beginning in any case. */
  readonly families?: readonly StressFamily[];
}
