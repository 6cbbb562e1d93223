/** What a simulated contact center is; everything about it follows from these and nothing else. */
export interface CenterPlan {
  readonly seed: number;
  readonly tenant: string;
  /** IANA zone: when people come to work and when visitors write. */
  readonly zone: string;
  /** At least 1. From 8 on, every shift of the day is staffed. */
  readonly employees: number;
  /** The mean of a working day; Sundays bring a third of it. */
  readonly chatsPerDay: number;
  /** The mean of a working day, incoming and outgoing. Default: a quarter of the chats. */
  readonly callsPerDay?: number;
  /** Offline messages, the mean of a working day. Default: 8 % of the chats. */
  readonly leadsPerDay?: number;
}

/** How much of everything comes on a working day, the defaults filled in. */
export function volumesOf({ chatsPerDay, callsPerDay, leadsPerDay }: CenterPlan): Readonly<Record<"chatsPerDay" | "callsPerDay" | "leadsPerDay", number>> {
  return { chatsPerDay, callsPerDay: callsPerDay ?? chatsPerDay * 0.25, leadsPerDay: leadsPerDay ?? chatsPerDay * 0.08 };
}

export interface Queue {
  readonly queueId: number;
  readonly title: string;
  readonly departmentId: number;
}

/** The day shift first: a center of one employee works then. */
export const shiftNames = ["day", "early", "late", "night"] as const;
export type ShiftName = (typeof shiftNames)[number];

export interface Employee {
  readonly employeeId: number;
  readonly login: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly departmentIds: readonly number[];
  readonly siteIds: readonly number[];
  readonly shift: ShiftName;
  /** Two neighbouring days of the week off, 1 = Monday. */
  readonly daysOff: readonly number[];
}

export const sites = [
  { siteId: 1, url: "https://shop.example", domainName: "shop.example" },
  { siteId: 2, url: "https://help.example", domainName: "help.example" },
] as const;

export const departments = [
  { departmentId: 1, title: "Sales", siteIds: [1] },
  { departmentId: 2, title: "Support", siteIds: [1, 2] },
  { departmentId: 3, title: "Billing", siteIds: [2] },
] as const;

export const queues: readonly Queue[] = [
  { queueId: 1, title: "New orders", departmentId: 1 },
  { queueId: 2, title: "Technical help", departmentId: 2 },
  { queueId: 3, title: "Returns", departmentId: 2 },
  { queueId: 4, title: "Invoices", departmentId: 3 },
];

/** Where a communication arrives. */
export interface Place {
  readonly siteId: number;
  readonly queue: Queue;
}

export const remarks = [
  { remarkId: 1, title: "Slow to answer" },
  { remarkId: 2, title: "Did not greet" },
  { remarkId: 3, title: "Wrong department" },
] as const;

export const tags = ["Complaint", "Repeat order", "Discount asked", "Spam"].map((name, index) => ({ tagId: index + 1, name }));

export const scenarios = [
  { scenarioId: 1, name: "Working hours" },
  { scenarioId: 2, name: "Calls from the map" },
] as const;

/** Who calls so often that the center knows the number. */
export const addressBook = [
  { contactId: 1, fullName: "Head office", phone: "4951234567" },
  { contactId: 2, fullName: "Courier service", phone: "79031112233" },
  { contactId: 3, fullName: "Warehouse", phone: "4957654321" },
] as const;
