import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, type Stage } from "../system/stage.ts";
import { mutations } from "./mutations.ts";
import { isCaught, tryMutation } from "./try-mutation.ts";

const limitMs = 300_000;

/** Their unmutated counterparts are the schedules beside this folder, and the control runs of `npm run integrity -- --mutations`. */
describe("the checks notice a promise broken on purpose", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await stage.close(false);
  });

  it.each(mutations)("$name", { timeout: limitMs }, async (mutation) => {
    const told: string[] = [];
    const findings = await tryMutation(stage, mutation, (line) => void told.push(line));
    expect(isCaught(mutation, findings), [...told, ...findings.lines()].join("\n")).toBe(true);
  });
});
