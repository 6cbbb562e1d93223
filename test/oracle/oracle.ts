import type { ApiRequestFact } from "./api-request-fact.ts";
import type { CallFact } from "./call-fact.ts";
import type { CallLegFact } from "./call-leg-fact.ts";
import type { ChargeFact } from "./charge-fact.ts";
import type { ChatFact } from "./chat-fact.ts";
import type { ChatMessageFact } from "./chat-message-fact.ts";
import { chatsReport, type ChatsReport, type ChatsReportParams } from "./chats-report.ts";
import type { ContactFact } from "./contact-fact.ts";
import { decodeRecord, type OracleRecord } from "./decode-record.ts";
import type { DirectoryFact } from "./directory-fact.ts";
import { factsOf, type EntityEvents, type Facts, type StoredEvent } from "./facts.ts";
import type { GoalFact } from "./goal-fact.ts";
import type { LeadFact } from "./lead-fact.ts";
import { operatorTime, type OperatorTimeParams, type OperatorTimeResult } from "./operator-time.ts";
import type { StatusFact } from "./status-fact.ts";
import type { VisitorUpdatedFact } from "./visitor-fact.ts";
import type { VisitorSessionFact } from "./visitor-session-fact.ts";

/** A record that belongs into the dead letters, once per position. */
export interface ExpectedDeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly reason: string;
}

export interface OracleOptions {
  /** IANA zone of each account; a report of an account that is not here throws. */
  readonly timezones: Readonly<Record<string, string>>;
  /** The reason for which a record is known to be bad, else null. Default: what its `known-fault` header says. */
  readonly knownFault?: (record: OracleRecord) => string | null;
}

interface Entity extends EntityEvents {
  readonly identities: Set<string>;
  readonly events: StoredEvent[];
}

export interface OracleCounts {
  readonly records: number;
  /** Stand in the archive: every record but the dead letters, duplicates included. */
  readonly accepted: number;
  /** Of these, repeated (source, id) on one entity. */
  readonly duplicates: number;
  readonly deadLetters: number;
}

/**
 * The yardstick: reads every record once, keeps the distinct events per entity in plain arrays, and computes facts and reports
 * from them as contract section 5 and the rulings say. Shares no code with the system.
 *
 * `ingest` takes records in log order per partition. Across partitions the order matters for one thing only: of an entity that
 * occurs on two partitions without a known fault, the partition ingested first is its home.
 */
export class Oracle {
  readonly #timezones: Readonly<Record<string, string>>;
  readonly #knownFault: (record: OracleRecord) => string | null;
  readonly #entities = new Map<string, Entity>();
  readonly #deadLetters: ExpectedDeadLetter[] = [];
  #records = 0;
  #duplicates = 0;
  #facts: Facts | null = null;

  constructor(options: OracleOptions) {
    this.#timezones = options.timezones;
    this.#knownFault = options.knownFault ?? faultHeader;
  }

  ingest(records: Iterable<OracleRecord>): void {
    this.#facts = null;
    for (const record of records) this.#take(record);
  }

  #take(record: OracleRecord): void {
    this.#records += 1;
    const fault = this.#knownFault(record);
    if (fault !== null) return this.#reject(record, fault);
    const event = decodeRecord(record);
    const key = keyOf(record);
    const entity = this.#entities.get(key) ?? this.#newEntity(key, record.partition);
    if (entity.partition !== record.partition) return this.#reject(record, "partition_mismatch");
    const identity = JSON.stringify([event.source, event.id]);
    if (entity.identities.has(identity)) {
      this.#duplicates += 1; // contract, section 1: the first one in the log is the event
      return;
    }
    entity.identities.add(identity);
    entity.events.push({ ...event, offset: record.offset });
  }

  #newEntity(key: string, partition: number): Entity {
    const entity = { partition, identities: new Set<string>(), events: [] };
    this.#entities.set(key, entity);
    return entity;
  }

  #reject({ topic, partition, offset }: OracleRecord, reason: string): void {
    this.#deadLetters.push({ topic, partition, offset, reason });
  }

  /** One row a started chat, in no particular order. */
  chatRows(): readonly ChatFact[] {
    return this.#allFacts().chats;
  }

  /** One row a distinct message event, in no particular order. */
  chatMessageRows(): readonly ChatMessageFact[] {
    return this.#allFacts().messages;
  }

  /** One row a distinct status change, in no particular order. */
  statusRows(): readonly StatusFact[] {
    return this.#allFacts().statuses;
  }

  /** One row a directory object, in no particular order. */
  directoryRows(): readonly DirectoryFact[] {
    return this.#allFacts().directory;
  }

  /** One row a call of which a leg has started, in no particular order. */
  callRows(): readonly CallFact[] {
    return this.#allFacts().calls;
  }

  /** One row a started leg, in no particular order. */
  callLegRows(): readonly CallLegFact[] {
    return this.#allFacts().legs;
  }

  /** One row a received offline message, in no particular order. */
  leadRows(): readonly LeadFact[] {
    return this.#allFacts().leads;
  }

  /** One row a time a goal was reached, in no particular order. */
  goalRows(): readonly GoalFact[] {
    return this.#allFacts().goals;
  }

  /** One row a captured contact, in no particular order. */
  contactRows(): readonly ContactFact[] {
    return this.#allFacts().contacts;
  }

  /** One row a started visitor session, in no particular order. */
  visitorSessionRows(): readonly VisitorSessionFact[] {
    return this.#allFacts().sessions;
  }

  /** One row a visitor that was ever updated, in no particular order. */
  visitorRows(): readonly VisitorUpdatedFact[] {
    return this.#allFacts().visitors;
  }

  /** One row a charge, in no particular order. */
  chargeRows(): readonly ChargeFact[] {
    return this.#allFacts().charges;
  }

  /** One row an API request, in no particular order. */
  apiRequestRows(): readonly ApiRequestFact[] {
    return this.#allFacts().requests;
  }

  /** The answer of GET /api/chats/reports/summary for valid parameters; throws a RangeError for others. */
  chatsReport(tenant: string, params: ChatsReportParams): ChatsReport {
    const chats = this.chatRows().filter((chat) => chat.tenant === tenant);
    const employees = this.directoryRows().filter((row) => row.tenant === tenant && row.kind === "employee");
    return chatsReport(chats, employees, this.#timezoneOf(tenant), params);
  }

  /** The answer of GetACDOperatorStatusStatistics for valid parameters; throws a RangeError for others. */
  operatorTime(tenant: string, params: OperatorTimeParams): OperatorTimeResult {
    const changes = this.statusRows().filter((row) => row.tenant === tenant);
    return operatorTime(changes, params);
  }

  /** Every record that must be in the dead letters, with its reason, in the order of ingestion. */
  deadLetters(): readonly ExpectedDeadLetter[] {
    return this.#deadLetters;
  }

  counts(): OracleCounts {
    const deadLetters = this.#deadLetters.length;
    return {
      records: this.#records,
      accepted: this.#records - deadLetters,
      duplicates: this.#duplicates,
      deadLetters,
    };
  }

  /** Computed once for all questions between two ingestions. */
  #allFacts(): Facts {
    return (this.#facts ??= factsOf(this.#entities.values()));
  }

  #timezoneOf(tenant: string): string {
    const zone = this.#timezones[tenant];
    if (zone === undefined) throw new RangeError(`no time zone is known for the account ${tenant}`);
    return zone;
  }
}

export function createOracle(options: OracleOptions): Oracle {
  return new Oracle(options);
}

function faultHeader(record: OracleRecord): string | null {
  return record.headers["known-fault"]?.toString() ?? null;
}

function keyOf(record: OracleRecord): string {
  if (record.key === null) throw new RangeError(`${record.topic}/${record.partition}@${record.offset} has no key, and was not known to be faulty`);
  return record.key.toString("utf8");
}
