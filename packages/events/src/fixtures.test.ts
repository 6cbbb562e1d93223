import { describe, expect, it } from "vitest";
import { invalidFixtures, invalidRecord, recordedAtMs, validFixtures, validRecord } from "../fixtures/read-fixtures.ts";
import { checkPublished, checkRecord, eventTypes, readArchived, rejectReasons } from "./index.ts";

const valid = validFixtures();
const invalid = invalidFixtures();

describe("valid fixtures", () => {
  it("exist for every type, a minimal and a rich one", () => {
    const names = new Set(valid.map(({ name }) => name));
    const missing = eventTypes.flatMap((type) => [`${type}.minimal`, `${type}.rich`]).filter((name) => !names.has(name));
    expect(missing).toEqual([]);
    for (const { name, event } of valid) if (/\.(minimal|rich)$/.test(name)) expect(name.startsWith(event.type)).toBe(true);
  });

  it.each(valid)("$name: is taken, archived as it came and read back the same", (fixture) => {
    const record = validRecord(fixture);
    const checked = checkRecord(record);
    if (!checked.ok) expect.unreachable(`${checked.reason}: ${checked.detail}`);
    expect(checked.json).toBe(record.value);
    expect(checked.event.type).toBe(fixture.event.type);
    expect(readArchived(checked.json)).toEqual(checked.event);
  });

  it.each(valid)("$name: may be published over HTTP, to the same topic and key", (fixture) => {
    const record = validRecord(fixture);
    const published = checkPublished(fixture.event, recordedAtMs);
    if (!published.ok) expect.unreachable(`${published.reason}: ${published.detail}`);
    expect({ topic: published.topic, key: published.key }).toEqual({ topic: record.topic, key: record.key?.toString() });
    const appended = checkRecord({ ...record, key: Buffer.from(published.key), value: Buffer.from(published.json) });
    expect(appended).toMatchObject({ ok: true, event: published.event });
  });
});

describe("invalid fixtures", () => {
  it("exist for every reason that one record alone can give", () => {
    const given = new Set(invalid.map(({ reason }) => reason));
    expect(rejectReasons.filter((reason) => !given.has(reason))).toEqual(["partition_mismatch"]);
  });

  it.each(invalid)("$name: is refused as $reason", (fixture) => {
    const checked = checkRecord(invalidRecord(fixture));
    expect(checked).toEqual({ ok: false, reason: fixture.reason, detail: expect.stringContaining(fixture.detailContains) as string });
  });

  it.each(invalid.filter(({ event, reason }) => event !== undefined && reason !== "key_mismatch" && reason !== "wrong_topic"))(
    "$name: is refused over HTTP for the same reason",
    (fixture) => {
      expect(checkPublished(fixture.event, recordedAtMs)).toMatchObject({
        ok: false,
        reason: fixture.reason,
        detail: expect.stringContaining(fixture.detailContains) as string,
      });
    },
  );
});
