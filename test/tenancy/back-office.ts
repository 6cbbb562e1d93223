import fc from "fast-check";

/** Publishes an event so many seconds after the story's beginning. */
type Tell = (type: string, second: number, data: Readonly<Record<string, unknown>>) => void;

const employee = fc.constantFrom(undefined, 1, 2, 3, 4);
const place = fc.constantFrom(undefined, 1, 2, 3);
const call = fc.record({
  start: fc.nat(),
  direction: fc.constantFrom("in", "out"),
  employee,
  site: place,
  department: place,
  isAnswered: fc.boolean(),
  remark: fc.constantFrom(undefined, undefined, 1, 2),
});
const lead = fc.record({ start: fc.nat(), writer: employee, assigned: employee, processed: employee, site: place, department: place });
const contact = fc.record({
  start: fc.nat(),
  kind: fc.constantFrom("email", "phone"),
  source_type: fc.constantFrom("chat", "lead"),
  creator_type: fc.constantFrom("employee", "visitor"),
  site: place,
});

/** Where an employee belongs and what he manages: another mixture in every account. */
export function linksOf(employeeId: number, seed: number): Readonly<Record<string, readonly number[] | undefined>> {
  const some = (by: number) => [1, 2, 3].filter((id) => (id * employeeId * seed + by) % 3 !== 0);
  return {
    site_ids: some(0),
    department_ids: some(1),
    managed_site_ids: employeeId === 1 ? undefined : some(2),
    managed_department_ids: employeeId === 2 ? undefined : some(employeeId),
  };
}

/** Sites, departments and remarks, the same ids everywhere; `gamma` has some with ids of its own. */
export function directoryOf(tenant: string, tell: Tell): void {
  for (const id of [1, 2, 3]) {
    tell("site.upserted.v1", 0, { site_id: id, url: `site${id} of ${tenant}` });
    tell("department.upserted.v1", 0, { department_id: id, title: `Department ${id} of ${tenant}` });
    tell("remark.upserted.v1", 0, { remark_id: id, title: `Remark ${id} of ${tenant}` });
  }
  if (tenant !== "gamma") return;
  tell("site.upserted.v1", 0, { site_id: ownId, url: `own site of ${tenant}` });
  tell("department.upserted.v1", 0, { department_id: ownId, title: `Own department of ${tenant}` });
  tell("employee.upserted.v1", 0, { employee_id: ownId, login: "own", first_name: "Own", last_name: `of ${tenant}`, site_ids: [ownId] });
}

/** What only gamma knows by this id. */
export const ownId = 77;

/** Calls, leads and captured contacts. @param spanSeconds when the story is over */
export function dialogsBesideChats(seed: number, spanSeconds: number, tell: Tell): void {
  for (const [index, one] of fc.sample(call, { seed, numRuns: 40 }).entries()) {
    const ids = { call_id: index + 1, leg_id: index + 1 };
    const start = one.start % spanSeconds;
    const numbers = { virtual_phone_number: "4951", calling_phone_number: "7903", called_phone_number: "" };
    tell("call.leg_started.v1", start, {
      ...ids,
      ...numbers,
      direction: one.direction,
      employee_id: one.employee,
      site_id: one.site,
      department_id: one.department,
    });
    if (one.isAnswered) tell("call.leg_talk_started.v1", start + 5, ids);
    tell("call.leg_ended.v1", start + 60, ids);
    tell("call.finished.v1", start + 60, { call_id: index + 1, finish_reason: "numb_hangup" });
    if (one.remark !== undefined) tell("call.remarked.v1", start + 90, { call_id: index + 1, employee_id: 1, remark_id: one.remark });
  }
  for (const [index, one] of fc.sample(lead, { seed, numRuns: 40 }).entries()) {
    const offline_message_id = index + 1;
    const start = one.start % spanSeconds;
    const received = { offline_message_id, communication_id: offline_message_id, employee_id: one.writer };
    tell("offline_message.received.v1", start, { ...received, site_id: one.site, department_id: one.department });
    if (one.assigned !== undefined) tell("offline_message.assigned.v1", start + 10, { offline_message_id, employee_id: one.assigned });
    if (one.processed !== undefined) tell("offline_message.processed.v1", start + 20, { offline_message_id, employee_id: one.processed });
  }
  for (const [index, { start, site, ...one }] of fc.sample(contact, { seed, numRuns: 20 + seed }).entries()) {
    tell("contact.captured.v1", start % spanSeconds, { contact_id: index + 1, value: "x@example.com", site_id: site, ...one });
  }
}
