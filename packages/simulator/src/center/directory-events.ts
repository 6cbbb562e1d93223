import type { EventType } from "@stats/events";
import { timedEvent, type EventFields, type EventSource, type TimedEvent } from "../timed-event.ts";
import { addressBook, departments, queues, remarks, scenarios, sites, tags, type Employee } from "./center.ts";

/** When every center was founded: the time of its directory. */
export const foundedMs = Date.UTC(2020, 0, 1);

type Told = readonly [type: EventType, id: number, data: EventFields];

/** The whole directory, once. The ids never change, so publishing it again changes nothing. */
export function* directoryEvents(from: EventSource, staff: readonly Employee[]): Generator<TimedEvent> {
  for (const [type, id, data] of [...objects(), ...staff.map(employed)]) yield timedEvent(from, `directory-${type}-${id}`, type, foundedMs, data);
}

function objects(): readonly Told[] {
  return [
    ...sites.map(({ siteId, url, domainName }): Told => ["site.upserted.v1", siteId, { site_id: siteId, url, domain_name: domainName }]),
    ...departments.map(({ departmentId, title, siteIds }): Told => [
      "department.upserted.v1",
      departmentId,
      { department_id: departmentId, title, site_ids: siteIds },
    ]),
    ...queues.map(({ queueId, title }): Told => ["queue.upserted.v1", queueId, { queue_id: queueId, title }]),
    ...remarks.map(({ remarkId, title }): Told => ["remark.upserted.v1", remarkId, { remark_id: remarkId, title }]),
    ...tags.map(({ tagId, name }): Told => ["tag.upserted.v1", tagId, { tag_id: tagId, name }]),
    ["campaign.upserted.v1", 1, { campaign_id: 1, name: "Spring sale" }],
    ["campaign.upserted.v1", 2, { campaign_id: 2, name: "Newsletter" }],
    ["campaign.upserted.v1", 3, { campaign_id: 3, name: "Calls from the map" }],
    ["segment.upserted.v1", 2, { segment_id: 2, name: "Members" }],
    ["segment.upserted.v1", 1, { segment_id: 1, name: "Returning customers" }],
    ...scenarios.map(({ scenarioId, name }): Told => ["scenario.upserted.v1", scenarioId, { scenario_id: scenarioId, name }]),
    ...addressBook.map(({ contactId, fullName, phone }): Told => [
      "address_book_contact.upserted.v1",
      contactId,
      { contact_id: contactId, full_name: fullName, phone_number: phone },
    ]),
    // Past statistics keep the names of what is gone.
    ["campaign.deleted.v1", 2, { campaign_id: 2 }],
    ["segment.deleted.v1", 1, { segment_id: 1 }],
  ];
}

function employed(employee: Employee): Told {
  return [
    "employee.upserted.v1",
    employee.employeeId,
    {
      employee_id: employee.employeeId,
      login: employee.login,
      first_name: employee.firstName,
      last_name: employee.lastName,
      email: `${employee.login}@example.com`,
      department_ids: employee.departmentIds,
      site_ids: employee.siteIds,
    },
  ];
}
