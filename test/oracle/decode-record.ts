/** Reads one record of the log by the contract's envelope (section 1), with nothing but JSON.parse: no code of the system under test. */

/** What the oracle needs of a record; structurally a `LogRecord` of the log's port. */
export interface OracleRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  readonly value: Buffer | null;
}

/** The fields of `data` that the reports depend on; every one is optional because one shape serves all types. */
export interface EventFields {
  readonly chat_id?: number;
  readonly site_id?: number;
  readonly department_id?: number;
  readonly queue_id?: number;
  readonly initiator?: string;
  readonly with_bot?: boolean;
  readonly message_id?: string;
  readonly author?: string;
  readonly employee_id?: number;
  readonly to_employee_id?: number;
  readonly face?: "sad" | "neutral" | "happy";
  readonly vote?: "positive" | "negative";
  readonly score?: number;
  readonly remark_id?: number;
  readonly user_id?: number;
  readonly status?: string;
  readonly [directoryField: string]: unknown;
}

export interface DecodedEvent {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly tenant: string;
  /** Epoch milliseconds; finer digits are cut. */
  readonly timeMs: number;
  readonly data: EventFields;
}

interface Attributes {
  readonly id?: string;
  readonly source?: string;
  readonly type?: string;
  readonly time?: string;
  readonly tenant?: string;
}

/** Throws a RangeError that names the position when the record is no event: the caller should have known it as faulty. */
export function decodeRecord(record: OracleRecord): DecodedEvent {
  try {
    const body: unknown = JSON.parse(record.value?.toString("utf8") ?? "");
    const { attributes, data } = isBinary(record) ? { attributes: headerAttributes(record), data: body } : structured(body);
    const { id, source, type, time, tenant } = attributes;
    if (!id || !source || !type || !time || !tenant) throw new RangeError("an attribute is missing");
    if (typeof data !== "object" || data === null) throw new RangeError("data is no object");
    const timeMs = Temporal.Instant.from(time).epochMilliseconds;
    return { id, source, type, tenant, timeMs, data: data as EventFields };
  } catch (error) {
    const place = `${record.topic}/${record.partition}@${record.offset}`;
    throw new RangeError(`${place} is no event, and was not known to be faulty: ${String(error)}`, {
      cause: error,
    });
  }
}

/** Binary content mode: the attributes are `ce_` headers and the value is the data alone. */
function isBinary({ headers }: OracleRecord): boolean {
  const structuredType = headers["content-type"]?.toString().startsWith("application/cloudevents") ?? false;
  return !structuredType && Object.keys(headers).some((name) => name.startsWith("ce_"));
}

function headerAttributes({ headers }: OracleRecord): Attributes {
  const named = Object.entries(headers).map(([name, value]) => [name.replace(/^ce_/, ""), value.toString("utf8")]);
  return Object.fromEntries(named) as Attributes;
}

function structured(body: unknown): { attributes: Attributes; data: unknown } {
  const attributes = body as Attributes & { readonly data?: unknown };
  return { attributes, data: attributes.data };
}
