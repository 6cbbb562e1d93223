import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recordedAtMs, validFixtures, validRecord } from "../fixtures/read-fixtures.ts";
import { checkPublished, checkRecord, EVENT_BYTES_MAX, readArchived, rejectReasons, type RecordToCheck } from "./index.ts";
import { compileAll } from "./parsers.ts";

const event = {
  specversion: "1.0",
  id: "1",
  source: "urn:upstream:pbx-1",
  type: "chat.assigned.v1",
  time: "2026-03-01T09:30:00.5Z",
  tenant: "acme",
  data: { chat_id: 42, employee_id: 501 },
};

function recordOf(value: string | Buffer, headers: Record<string, string> = {}): RecordToCheck {
  const bytes = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]));
  return { topic: "chat-events", key: Buffer.from("acme:chat:42"), headers: bytes, value: Buffer.from(value), timestampMs: recordedAtMs };
}

function padded(value: typeof event, bytes: number): string {
  const withFiller = (size: number): string => JSON.stringify({ ...value, data: { ...value.data, filler: "x".repeat(size) } });
  return withFiller(bytes - withFiller(0).length);
}

const binaryHeaders = {
  ce_specversion: "1.0",
  ce_id: "1",
  ce_source: "urn:upstream:pbx-1",
  ce_type: "chat.assigned.v1",
  ce_time: "2026-03-01T09:30:00.5Z",
  ce_tenant: "acme",
};

describe("structured mode", () => {
  it.each([
    {},
    { "content-type": "application/cloudevents+json" },
    { "content-type": "Application/CloudEvents+JSON; charset=UTF-8" },
    { traceparent: "00-0af7" },
  ])("is told by headers %j", (headers) => {
    const record = recordOf(JSON.stringify(event), headers);
    expect(checkRecord(record)).toEqual({
      ok: true,
      json: record.value,
      event: {
        tenant: "acme",
        kind: "chat",
        entityId: "42",
        source: event.source,
        id: "1",
        type: event.type,
        timeMs: Date.UTC(2026, 2, 1, 9, 30, 0, 500),
        data: event.data,
      },
    });
  });

  it("wins over ce_ headers beside its content-type, as the binding says", () => {
    const headers = { ...binaryHeaders, ce_tenant: "other", "content-type": "application/cloudevents+json" };
    expect(checkRecord(recordOf(JSON.stringify(event), headers))).toMatchObject({ ok: true, event: { tenant: "acme" } });
  });
});

describe("binary mode", () => {
  it("gives the same event as structured mode", () => {
    const structured = checkRecord(recordOf(JSON.stringify(event)));
    const binary = checkRecord(recordOf(JSON.stringify(event.data), { ...binaryHeaders, "content-type": "application/json" }));
    expect(structured.ok && structured.event).toEqual(binary.ok && binary.event);
  });

  it("archives extension attributes, the content type and the data to the letter", () => {
    const headers = {
      ...binaryHeaders,
      "content-type": "application/json; charset=utf-8",
      ce_traceparent: '00-"é"\n',
      ce_proto: "__proto__",
      kafka_other: "x",
    };
    const data = '{ "chat_id": 42, "employee_id": 5.01e2, "exact": 1.10, "__proto__": null }';
    const checked = checkRecord(recordOf(data, headers));
    if (!checked.ok) expect.unreachable(checked.detail);
    expect(String(checked.json)).toContain(`"data":${data}}`);
    expect(JSON.parse(String(checked.json))).toMatchObject({
      traceparent: '00-"é"\n',
      proto: "__proto__",
      datacontenttype: "application/json; charset=utf-8",
      tenant: "acme",
    });
    expect(String(checked.json)).not.toContain("kafka_other");
    expect(readArchived(checked.json)).toEqual(checked.event);
  });

  it("refuses attributes that are not UTF-8", () => {
    const record = recordOf(JSON.stringify(event.data), binaryHeaders);
    expect(checkRecord({ ...record, headers: { ...record.headers, ce_id: Buffer.from([0xff]) } })).toMatchObject({
      reason: "invalid_envelope",
      detail: "ce_id is not valid UTF-8",
    });
  });
});

describe("limits and decisions", () => {
  it("takes an event of exactly the largest size and none larger", () => {
    const full = padded(event, EVENT_BYTES_MAX);
    const larger = padded(event, EVENT_BYTES_MAX + 1);
    expect(checkRecord(recordOf(full))).toMatchObject({ ok: true });
    expect(checkRecord(recordOf(larger))).toMatchObject({ ok: false, reason: "too_large" });
    expect(checkPublished(JSON.parse(full), recordedAtMs)).toMatchObject({ ok: true });
    expect(checkPublished(JSON.parse(larger), recordedAtMs)).toMatchObject({ ok: false, reason: "too_large" });
  });

  it("measures the event alone: headers that are no attributes of it do not count, ce_ headers do", () => {
    const beside = { "content-type": "application/cloudevents+json; charset=UTF-8", traceparent: "00-0af7" };
    expect(checkRecord(recordOf(padded(event, EVENT_BYTES_MAX), beside))).toMatchObject({ ok: true });
    const attributes = Object.entries(binaryHeaders).join("").replaceAll(",", "").length;
    const data = (size: number): string => JSON.stringify({ ...event.data, filler: "" }).replace('""', `"${"x".repeat(size)}"`);
    const room = EVENT_BYTES_MAX - attributes - data(0).length;
    expect(checkRecord(recordOf(data(room), binaryHeaders))).toMatchObject({ ok: true });
    expect(checkRecord(recordOf(data(room + 1), binaryHeaders))).toMatchObject({ ok: false, reason: "too_large" });
  });

  it("counts the last of a member that is given twice", () => {
    const twice = JSON.stringify(event).replace('"chat_id":42', '"chat_id":41,"chat_id":42');
    expect(checkRecord(recordOf(twice))).toMatchObject({ ok: true, event: { entityId: "42" } });
  });

  it("applies defaults where a field is absent or null", () => {
    const started = { ...event, type: "chat.started.v1", data: { chat_id: 42, initiator: "visitor", with_bot: null, site_id: null } };
    const checked = checkRecord(recordOf(JSON.stringify(started)));
    expect(checked.ok && checked.event.data).toEqual({ chat_id: 42, initiator: "visitor", with_bot: false });
  });

  it("keeps the nulls of visitor.updated, which clear", () => {
    const data = { visitor_id: 77, company: null, emails: null };
    const checked = checkPublished({ ...event, type: "visitor.updated.v1", data, subject: null }, recordedAtMs);
    expect(checked.ok && checked.event.data).toEqual(data);
  });

  it.each([
    [undefined, 501, true],
    [undefined, undefined, false],
    [false, 501, false],
    [true, undefined, true],
  ])("is_operator %j with employee %j is %j", (told, employee, expected) => {
    const data = {
      call_id: 7,
      leg_id: 8,
      direction: "in",
      virtual_phone_number: "7",
      calling_phone_number: "",
      called_phone_number: "",
      is_operator: told,
      employee_id: employee,
    };
    const checked = checkPublished({ ...event, type: "call.leg_started.v1", data }, recordedAtMs);
    expect(checked.ok && checked.event.data).toMatchObject({ is_operator: expected, is_coach: false, is_transferred: false });
  });

  it.each([
    [1.5, "1.5"],
    ["1.50", "1.50"],
    [0, "0"],
    [-0, "0"],
    [-12.0001, "-12.0001"],
    [99999999999999, "99999999999999"],
    ["-99999999999999.9999", "-99999999999999.9999"],
  ])("money %j is the decimal %j", (amount, expected) => {
    const data = { charge_id: 8, date: "2026-03-01", kind: "changes", amount };
    const checked = checkPublished({ ...event, type: "charge.recorded.v1", data }, recordedAtMs);
    expect(checked.ok && checked.event.data).toMatchObject({ amount: expected });
  });

  it("does not change the value it is given", () => {
    const value = { ...event, subject: null, data: { ...event.data, note: null } };
    checkPublished(value, recordedAtMs);
    expect(value).toEqual({ ...event, subject: null, data: { ...event.data, note: null } });
  });

  it("names at most five faults, in at most 500 characters", () => {
    const data = {
      chat_id: 42,
      initiator: 1,
      site_id: "x".repeat(400),
      with_bot: 1,
      queue_id: 0,
      department_id: 0,
      communication_number: "x",
      visitor: 5,
      attribution: 6,
    };
    const checked = checkPublished({ ...event, type: "chat.started.v1", data }, recordedAtMs);
    expect(checked).toMatchObject({ ok: false, detail: expect.stringMatching(/^data\.site_id .*/) as string });
    expect(!checked.ok && checked.detail.length).toBeLessThanOrEqual(500);
  });
});

describe("whatever comes", () => {
  const headerNames = fc.constantFrom("content-type", "ce_id", "ce_type", "ce_data", "ce_", "x");
  const headers = fc.dictionary(
    headerNames,
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  );
  const damaged = fc
    .record({ fixture: fc.constantFrom(...validFixtures()), name: fc.string(), value: fc.jsonValue(), inData: fc.boolean() })
    .map(({ fixture: { event: whole }, name, value, inData }) => {
      const target = inData ? whole.data : whole;
      const names = Object.keys(target);
      const changed = { ...target, [names[name.length % names.length] ?? name]: value };
      return inData ? { ...whole, data: changed } : changed;
    });

  it("gives an event or a reason, never an exception", () => {
    const values = fc.oneof(
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc.json().map((json) => Buffer.from(json)),
      damaged.map((value) => Buffer.from(JSON.stringify(value))),
    );
    fc.assert(
      fc.property(values, headers, fc.option(fc.string()), (value, given, key) => {
        const checked = checkRecord({ topic: "chat-events", key: key === null ? null : Buffer.from(key), headers: given, value, timestampMs: recordedAtMs });
        if (!checked.ok) expect(rejectReasons).toContain(checked.reason);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is read from the archive exactly as it was checked", () => {
    fc.assert(
      fc.property(damaged, (value) => {
        const published = checkPublished(value, recordedAtMs);
        if (published.ok) expect(readArchived(published.json)).toEqual(published.event);
      }),
      { numRuns: 2_000 },
    );
  });

  it("survives hostile nesting", () => {
    const deep = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    const text = JSON.stringify({ ...event, data: { ...event.data, deep: null } }).replace("null", `[null,${deep(200_000)}]`);
    expect(checkRecord(recordOf(text))).toMatchObject({ ok: true });
    expect(checkPublished(JSON.parse(text), recordedAtMs)).toMatchObject({ ok: expect.any(Boolean) as boolean });
  });
});

describe("speed", () => {
  it("rests on schemas that zod can compile, all of them", () => {
    expect(compileAll).not.toThrow();
  });

  it("is not bought with a different answer for data as it comes and as it is archived", () => {
    for (const fixture of validFixtures()) {
      const record = validRecord(fixture);
      const withNull = JSON.stringify({ ...fixture.event, extension: null });
      const plain = checkRecord(record);
      const cleaned = checkRecord({ ...record, value: Buffer.from(withNull) });
      expect(plain.ok && plain.event).toEqual(cleaned.ok && cleaned.event);
    }
  });
});

it("refuses a time that the facts cannot hold, whatever the record's timestamp allows", () => {
  const late = { ...recordOf(JSON.stringify({ ...event, time: "2106-01-01T00:00:00Z" })), timestampMs: Date.UTC(2200, 0, 1) };
  expect(checkRecord(late)).toEqual({ ok: false, reason: "invalid_envelope", detail: 'time is after 2105-12-31: "2106-01-01T00:00:00Z"' });
  const last = { ...recordOf(JSON.stringify({ ...event, time: "2105-12-31T23:59:59Z" })), timestampMs: Date.UTC(2200, 0, 1) };
  expect(checkRecord(last)).toMatchObject({ ok: true });
});
