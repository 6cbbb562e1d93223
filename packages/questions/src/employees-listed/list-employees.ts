import type { TenantReader } from "@stats/facts";
import { type EmployeeDirectoryRow, employeeDirectory } from "../employee-directory/question.ts";
import { askPresences, type Presence } from "../last-status/question.ts";
import { isEmployeeVisible, type ScopeParams } from "../scope.ts";

export interface EmployeesListedParams extends ScopeParams {
  readonly employees_given: boolean;
  readonly employee_ids: readonly number[];
  /** Employees who have a row whether they are in view or not: those credited with a counted dialog. */
  readonly participant_ids: readonly number[];
  /** Only employees whose being online now is each of these; empty = all. */
  readonly online: readonly boolean[];
}

export interface EmployeesListedRow {
  readonly id: number;
  readonly is_deleted: boolean;
  readonly login: string;
  readonly first_name: string;
  readonly last_name: string | null;
  readonly patronymic: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly state: Presence;
}

/** What the directory and the statuses say of everybody. */
interface KnownEmployees {
  readonly directory: readonly EmployeeDirectoryRow[];
  readonly presences: ReadonlyMap<number, Presence>;
}

/**
 * Reads what lists of employees are made of.
 * @param now epoch seconds: states look at no status change after this second
 * @throws {QuestionUnanswered}
 */
export async function askEmployees(reader: TenantReader, now: number): Promise<KnownEmployees> {
  const [directory, presences] = await Promise.all([employeeDirectory.ask(reader, {}), askPresences(reader, now)]);
  return { directory, presences };
}

/**
 * Which employees a caller's report lists, and what the directory says of them, in the order of their ids: those in view (without the deleted ones,
 * unless they are asked for by id), and the participants, whoever they are. An id that nobody ever wrote to the directory has empty names.
 */
export function listEmployees({ directory, presences }: KnownEmployees, params: EmployeesListedParams): EmployeesListedRow[] {
  const known = new Map<number, EmployeeDirectoryRow | undefined>([
    ...[...presences.keys()].map((id) => [id, undefined] as const),
    ...directory.map((employee) => [employee.employee_id, employee] as const),
  ]);
  const participants = new Set(params.participant_ids);
  // who sees himself alone is known at least to himself
  const mentioned = params.level === "own" ? [...participants, params.caller_id] : participants;
  const asked = params.employees_given ? new Set(params.employee_ids) : undefined;
  return [...new Set([...known.keys(), ...mentioned])]
    .filter((id) => asked?.has(id) ?? true)
    .filter((id) => !known.has(id) || participants.has(id) || isListed(id, known.get(id), params))
    .map((id) => toRow(id, known.get(id), presences.get(id) ?? "offline"))
    .filter(({ state }) => params.online.every((isOnline) => isOnline === (state === "online")))
    .toSorted((one, other) => one.id - other.id);
}

function isListed(id: number, employee: EmployeeDirectoryRow | undefined, params: EmployeesListedParams): boolean {
  const isVisible = isEmployeeVisible(id, employee ?? { site_ids: [], department_ids: [] }, params);
  return isVisible && (params.employees_given || employee?.is_deleted !== true);
}

function toRow(id: number, employee: EmployeeDirectoryRow | undefined, state: Presence): EmployeesListedRow {
  return {
    id,
    is_deleted: employee?.is_deleted ?? false,
    login: employee?.login ?? "",
    first_name: employee?.first_name ?? "",
    // without a last name or without a word of him: of these only the first is null, also where the one word is that he is deleted
    last_name: employee === undefined || employee.first_name === null ? "" : employee.last_name,
    patronymic: employee?.patronymic ?? null,
    email: employee?.email ?? null,
    phone: employee?.phone ?? null,
    state,
  };
}
