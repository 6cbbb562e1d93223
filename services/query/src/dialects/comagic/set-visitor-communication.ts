import { randomUUID } from "node:crypto";
import { communicationWithId, visitorLastSeen, type VisitorLastSeenRow } from "@stats/questions";
import { z } from "zod";
import { RpcError } from "./rpc/errors.ts";
import { defineMethod, type MethodContext } from "./rpc/method.ts";

const kinds = ["chat", "call", "goal", "offline_message"] as const;
type Kind = (typeof kinds)[number];

/** The field that names the entity in its events. */
const idFields = { chat: "chat_id", call: "call_id", goal: "communication_id", offline_message: "offline_message_id" } as const satisfies Record<Kind, string>;

const type = z.enum(kinds).optional();

const params = z
  .object({
    communication_id: z.int().describe("Of a chat or call its own id"),
    communication_type: type,
    cummunication_type: type.describe("The same, as the vendor's page spells it; one of the two is required"),
    visitor_id: z.int().describe("A visitor of whom anything is known, of whatever site"),
  })
  .superRefine((given) => void kindOf(given));

interface GivenTypes {
  readonly communication_type?: Kind | undefined;
  readonly cummunication_type?: Kind | undefined;
}

/** @throws {RpcError} when no type is given, or two that differ */
function kindOf({ communication_type, cummunication_type }: GivenTypes): Kind {
  const kind = communication_type ?? cummunication_type;
  if (kind === undefined) throw new RpcError("required_parameter_missed", { field: "communication_type" });
  if (cummunication_type !== undefined && cummunication_type !== kind) {
    throw new RpcError("invalid_parameters_combination", { field: "cummunication_type", value: cummunication_type });
  }
  return kind;
}

/**
 * The one write (rulings, section 4): the assignment is an event, so that it outlives the facts; it is answered when the log has it, and seen in
 * reports a moment later. What was published less than that moment ago is not found yet.
 */
export const setVisitorCommunication = defineMethod({
  name: "set.visitor_communication",
  kind: "light",
  summary: "Assigns a visitor to a communication; reports show it within two seconds, and what was published within them is not found yet",
  params,
  data: z.object({}),
  examples: () => ({}),
  async run({ communication_id, visitor_id, ...types }, context) {
    const kind = kindOf(types);
    const entityId = await entityIdOf(kind, communication_id, context);
    const [seen] = visitor_id < 1 ? [] : await visitorLastSeen.ask(context.reader, { visitor_id });
    if (seen === undefined) throw new RpcError("entity_not_found", { field: "visitor_id", value: visitor_id });
    await context.publish([assignedEvent(kind, entityId, visitor_id, seen, context)]);
    return { data: {} };
  },
});

async function entityIdOf(kind: Kind, communication_id: number, { reader }: MethodContext): Promise<number> {
  const found = communication_id < 1 ? [] : await communicationWithId.ask(reader, { communication_id });
  if (found.length === 0) throw new RpcError("entity_not_found", { field: "communication_id", value: communication_id });
  const own = found.find((communication) => communication.kind === kind);
  if (own === undefined) throw new RpcError("invalid_parameters_combination", { field: "communication_type", value: kind });
  return own.entity_id;
}

function assignedEvent(kind: Kind, entityId: number, visitor_id: number, seen: VisitorLastSeenRow, { account, nowMs }: MethodContext): object {
  return {
    specversion: "1.0",
    id: randomUUID(),
    source: "urn:stats:comagic",
    type: `${kind}.visitor_assigned.v1`,
    time: new Date(nowMs).toISOString(),
    tenant: account.tenant,
    data: { [idFields[kind]]: entityId, visitor_id, ...(seen.block_known ? { visitor: { visitor_id, ...blockOf(seen) } } : {}) },
  };
}

/** The visitor as events describe him; what is not known is absent. */
function blockOf(seen: VisitorLastSeenRow): Readonly<Record<string, unknown>> {
  const ids = { person_id: seen.person_id, visitor_session_id: seen.visitor_session_id, first_campaign_id: seen.first_campaign_id };
  const rest = {
    visitor_type: seen.visitor_type,
    visits_count: seen.visits_count,
    city: seen.visitor_city,
    region: seen.visitor_region,
    country: seen.visitor_country,
    device: seen.visitor_device,
    visit_other_campaign: seen.visit_other_campaign,
  };
  return {
    ...Object.fromEntries(Object.entries(ids).filter(([, value]) => value !== 0)),
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)),
    custom_properties: seen.property_names.map((property_name, index) => ({ property_name, property_value: seen.property_values[index] ?? "" })),
    segments: seen.segment_ids,
  };
}
