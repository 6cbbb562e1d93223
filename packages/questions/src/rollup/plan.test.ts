import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BucketState, type Evidence, type Interval, type KnownDay, plan, type PlanOptions } from "./plan.ts";

const hour = 3600;
const begin = Date.parse("2025-03-28T00:00:00Z") / 1000;
const options: PlanOptions = { finest: "day", factIntervalsMax: 8, sizeMin: 1 };

/** Days of a zone that reach into the interval, with the states of days and hours as told. */
function evidenceOf(asked: Interval, zone: string, stateOf: (grain: "day" | "hour", number: number) => BucketState, more: Partial<Evidence> = {}): Evidence {
  const first = asked.begin - (asked.begin % hour);
  const last = Math.ceil(asked.end / hour) * hour;
  const hours = Array.from({ length: (last - first) / hour }, (_, index) => first + index * hour);
  const dateOf = (at: number) =>
    Temporal.Instant.fromEpochMilliseconds(at * 1000)
      .toZonedDateTimeISO(zone)
      .toPlainDate();
  const days = [...Map.groupBy(hours, (at) => dateOf(at).toString())].map(([date, its], index): KnownDay => {
    const start = its[0] ?? 0;
    const end = (its.at(-1) ?? 0) + hour;
    return {
      bucket: Date.parse(`${date}T00:00:00Z`) / 1000,
      begin: start,
      end,
      state: stateOf("day", index),
      size: 24 * 100,
      isWhole: dateOf(start - 1).toString() !== date && dateOf(end).toString() !== date,
      hours: its.map((at) => ({ bucket: at, begin: at, end: at + hour, state: stateOf("hour", (at - first) / hour), size: 100 })),
    };
  });
  return { days, isEven: true, ...more };
}

const brief = (parts: readonly { from: string; begin: number; end: number }[]) =>
  parts.map(({ from, begin: a, end: b }) => `${from} ${(a - begin) / hour}-${(b - begin) / hour}`);

describe("a plan", () => {
  it("reads whole days from days, edges from hours and what is left from the facts", () => {
    const asked = { begin: begin + 22.5 * hour, end: begin + 73.25 * hour };
    const { parts, days, hours, facts } = plan(
      asked,
      evidenceOf(asked, "UTC", () => "current"),
      options,
    );
    expect(brief(parts)).toEqual(["facts 22.5-23", "hour 23-24", "day 24-48", "day 48-72", "hour 72-73", "facts 73-73.25"]);
    expect(days).toEqual([begin + 24 * hour, begin + 48 * hour]);
    expect(hours).toEqual([begin + 23 * hour, begin + 72 * hour]);
    expect(facts).toHaveLength(2);
  });

  it("takes days of 23 and 25 hours as they are", () => {
    const spring = { begin: Date.parse("2025-03-29T23:00:00Z") / 1000, end: Date.parse("2025-03-30T22:00:00Z") / 1000 };
    const autumn = { begin: Date.parse("2025-10-25T22:00:00Z") / 1000, end: Date.parse("2025-10-26T23:00:00Z") / 1000 };
    for (const asked of [spring, autumn]) {
      expect(
        plan(
          asked,
          evidenceOf(asked, "Europe/Warsaw", () => "current"),
          options,
        ).parts.map(({ from }) => from),
      ).toEqual(["day"]);
      const lessOne = { begin: asked.begin, end: asked.end - 1 };
      const { parts } = plan(
        lessOne,
        evidenceOf(lessOne, "Europe/Warsaw", () => "current"),
        options,
      );
      expect(parts).toHaveLength((asked.end - asked.begin) / hour);
      expect(parts.at(-1)?.from).toBe("facts");
    }
  });

  it("reads a stale day from its hours, stale hours from the facts, and nothing where nothing is", () => {
    const asked = { begin, end: begin + 72 * hour };
    const states = (grain: "day" | "hour", number: number): BucketState => {
      if (grain === "day") return number === 1 ? "stale" : "current";
      return number < 30 ? "empty" : number < 40 ? "current" : "stale";
    };
    expect(brief(plan(asked, evidenceOf(asked, "UTC", states), options).parts)).toEqual([
      "day 0-24",
      "nothing 24-30",
      ...Array.from({ length: 10 }, (_, index) => `hour ${30 + index}-${31 + index}`),
      "facts 40-48",
      "day 48-72",
    ]);
  });

  it("joins intervals of facts between which there is nothing", () => {
    const asked = { begin, end: begin + 24 * hour };
    const states = (grain: "day" | "hour", number: number): BucketState =>
      grain === "day" ? "stale" : number === 0 ? "current" : number % 2 === 0 ? "empty" : "stale";
    expect(brief(plan(asked, evidenceOf(asked, "UTC", states), options).parts)).toEqual(["hour 0-1", "facts 1-24"]);
  });

  it("gives up the smallest roll-ups where there would be too many intervals of facts", () => {
    const asked = { begin, end: begin + 24 * hour };
    const states = (grain: "day" | "hour", number: number): BucketState => (grain === "day" || number % 3 === 0 ? "stale" : "current");
    const evidence = evidenceOf(asked, "UTC", states);
    const small = evidence.days.map((day) => ({ ...day, hours: day.hours.map((its, index) => ({ ...its, size: index > 4 && index < 9 ? 1 : 100 })) }));
    const chosen = plan(asked, { ...evidence, days: small }, { ...options, factIntervalsMax: 6 });
    expect(chosen.facts).toHaveLength(6);
    expect(brief(chosen.parts)).toContain("facts 3-10");
    expect(plan(asked, evidence, { ...options, factIntervalsMax: 1 }).facts).toEqual([{ begin, end: begin + 22 * hour }]);
  });

  it("reads the facts alone where hours are not whole ones, where it saves little, and where by hour only days are known", () => {
    const asked = { begin, end: begin + 48 * hour };
    const alone = [{ from: "facts", begin, end: begin + 48 * hour, bucket: 0, size: 0 }];
    expect(
      plan(
        asked,
        evidenceOf(asked, "UTC", () => "current", { isEven: false }),
        options,
      ).parts,
    ).toEqual(alone);
    expect(
      plan(
        asked,
        evidenceOf(asked, "UTC", () => "current"),
        { ...options, sizeMin: 4801 },
      ).parts,
    ).toEqual(alone);
    expect(
      plan(
        asked,
        evidenceOf(asked, "UTC", () => "current"),
        { ...options, sizeMin: 4800 },
      ).days,
    ).toHaveLength(2);
    expect(
      plan(
        asked,
        evidenceOf(asked, "UTC", (grain) => (grain === "day" ? "current" : "stale")),
        { ...options, finest: "hour" },
      ).parts,
    ).toEqual(alone);
    expect(
      plan(
        { begin, end: begin },
        evidenceOf(asked, "UTC", () => "current"),
        options,
      ).parts,
    ).toEqual([]);
  });
});

describe("whatever is known, a plan", () => {
  const zones = ["UTC", "Europe/Warsaw", "America/Havana", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo"];
  const start = Date.parse("2025-10-01T00:00:00Z") / 1000;
  const any = fc.record({
    zone: fc.constantFrom(...zones),
    offset: fc.integer({ min: 0, max: 40 * 24 * hour }),
    length: fc.oneof(
      fc.integer({ min: 0, max: 5 * 24 * hour }),
      fc.integer({ min: 0, max: 4 * 24 }).map((count) => count * hour),
    ),
    seed: fc.integer(),
    share: fc.constantFrom(0, 0.1, 0.5, 1),
    finest: fc.constantFrom("day" as const, "hour" as const),
    factIntervalsMax: fc.integer({ min: 1, max: 8 }),
    sizeMin: fc.constantFrom(1, 1000),
    /** Buckets that the evidence forgets, or says twice. */
    lost: fc.boolean(),
  });

  it("covers every second once, with few intervals of facts, and from roll-ups only what is current and within", () => {
    fc.assert(
      fc.property(any, ({ zone, offset, length, seed, share, finest, factIntervalsMax, sizeMin, lost }) => {
        const asked = { begin: start + offset, end: start + offset + length };
        const draw = (grain: string, number: number) => Math.abs(Math.sin(seed + number * 7.3 + grain.length)) % 1;
        const evidence = evidenceOf(asked, zone, (grain, number) => {
          const drawn = draw(grain, number);
          return drawn < share ? "stale" : drawn > 0.93 ? "empty" : "current";
        });
        const days = lost ? [...evidence.days.slice(1), ...evidence.days.slice(-1)] : evidence.days;
        const chosen = plan(asked, { ...evidence, days }, { finest, factIntervalsMax, sizeMin });
        let reached = asked.begin;
        for (const part of chosen.parts) {
          expect(part.begin).toBe(reached);
          expect(part.end).toBeGreaterThan(part.begin);
          reached = part.end;
        }
        expect(reached).toBe(Math.max(asked.end, asked.begin));
        expect(chosen.facts.length).toBeLessThanOrEqual(factIntervalsMax);
        const known = new Map<string, unknown>(
          days.flatMap((day) => [[`day ${day.bucket}`, day] as const, ...day.hours.map((its) => [`hour ${its.bucket}`, its] as const)]),
        );
        for (const { from, bucket, begin: a, end: b } of chosen.parts.filter((part) => part.from === "day" || part.from === "hour"))
          expect(known.get(`${from} ${bucket}`)).toMatchObject({ state: "current", begin: a, end: b });
        if (finest === "hour") expect(chosen.days).toEqual([]);
        expect(new Set(chosen.days).size + new Set(chosen.hours).size).toBe(chosen.days.length + chosen.hours.length);
        for (const { from, begin: a, end: b } of chosen.parts.filter((part) => part.from === "nothing")) {
          const hours = days.flatMap((day) => (day.state === "empty" && finest === "day" ? [day] : day.hours.filter((its) => its.state === "empty")));
          expect(
            hours.filter((its) => its.begin < b && its.end > a).reduce((sum, its) => sum + Math.min(its.end, b) - Math.max(its.begin, a), 0),
            from,
          ).toBeGreaterThanOrEqual(b - a);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
