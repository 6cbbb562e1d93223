import type { EventType } from "@stats/events";
import type { EventFields, TimedEvent } from "../timed-event.ts";
import { Story, type StoryTeller } from "./story.ts";

const names = ["Anna", "Łukasz", "Żaneta", "Юрий", "Émile", "Zoë", "anna", "𝒵ed", "Bo"];

/** Every employee once, at the beginning; the last one stays unknown to the directory. */
export function hiring(teller: StoryTeller, startMs: number): readonly TimedEvent[] {
  return teller.employeeIds.slice(0, -1).flatMap((employeeId) => {
    const story = new Story(teller, { employee_id: employeeId }, startMs);
    story.tell(0, "employee.upserted.v1", person(teller, employeeId));
    return story.events;
  });
}

/** One object is renamed, deleted or revived; its time may be older than what is known already. */
export function directoryStory(teller: StoryTeller, startMs: number): readonly TimedEvent[] {
  const { random } = teller;
  const [kind, idField, describe] = random.pick(objects);
  const id = kind === "employee" ? random.pick(teller.employeeIds.slice(0, -1)) : random.integer(1, 4);
  const story = new Story(teller, { [idField]: id }, startMs + random.integer(-86_400_000, 0));
  if (random.chance(0.25)) story.tell(0, `${kind}.deleted.v1` satisfies EventType);
  else story.tell(0, `${kind}.upserted.v1` satisfies EventType, describe(teller, id));
  return story.events;
}

type Describe = (teller: StoryTeller, id: number) => EventFields;

const named: Describe = ({ random }, id) => ({ name: `${random.pick(names)} ${id}` });
const titled: Describe = ({ random }, id) => ({ title: `${random.pick(names)} ${id}` });

const objects = [
  ["employee", "employee_id", person],
  ["employee", "employee_id", person],
  [
    "site",
    "site_id",
    ({ random }: StoryTeller, id: number) => ({
      url: `https://${id}.example/${random.integer(1, 9)}`,
      ...(random.chance(0.5) ? { domain_name: `${id}.example` } : {}),
    }),
  ],
  ["department", "department_id", (teller: StoryTeller, id: number) => ({ ...titled(teller, id), site_ids: [1, 2] })],
  ["queue", "queue_id", titled],
  ["campaign", "campaign_id", named],
  ["tag", "tag_id", named],
  ["segment", "segment_id", named],
  ["scenario", "scenario_id", named],
  ["remark", "remark_id", titled],
  [
    "address_book_contact",
    "contact_id",
    ({ random }: StoryTeller) => ({ full_name: random.pick(names), phone_number: String(random.integer(100_000, 999_999)) }),
  ],
] as const;

/** Two employees may share a name, and even a login. */
function person({ random }: StoryTeller, employeeId: number): EventFields {
  const optional: EventFields = {
    last_name: random.pick(["Nowak", "Ivanova", "Ångström", null]),
    email: random.pick([`e${employeeId}@example.com`, null]),
    department_ids: random.pick([[1], [1, 2], [], null]),
    site_ids: random.pick([[1], [2, 3], null]),
    managed_site_ids: random.pick([[1], [], null]),
  };
  return { login: random.chance(0.1) ? "shared" : `login-${employeeId}`, first_name: random.pick(names), ...optional };
}
