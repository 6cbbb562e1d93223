import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSystem, type TestSystem } from "../../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../../system/test-account.ts";
import { askComagic } from "../harness/ask.ts";
import { seededPick } from "../reports/requests.ts";
import { reportFields } from "./report-fields.ts";
import { filteredCases, otherCases, pageCases, type RequestCase, sortedCases } from "./requests.ts";

const fromSeconds = Date.parse("2025-01-01T00:00:00Z") / 1000;
const store = { chats: 1000, statusChanges: 0, accounts: 1, employeesPerAccount: 1, fromSeconds, toSeconds: fromSeconds + 365 * 86_400 };

describe("what the benchmark of the reports asks is taken by the reports", () => {
  let system: TestSystem;
  let account: TestAccount;
  beforeAll(async () => {
    account = await createTestAccount({ tenant: "acme", accountId: 1001 });
    system = await startSystem([account]);
  });
  afterAll(async () => await system?.stop());

  it.each([
    ["pages", pageCases],
    ["filters", filteredCases],
    ["sorts", sortedCases],
    ["other requests", otherCases],
  ] as const)("%s", async (_what, casesOf) => {
    const fields = await reportFields(system.origin);
    const cases: readonly RequestCase[] = casesOf(store, fields);
    expect(cases.length).toBeGreaterThan(5);
    for (const { method, labels, next } of cases) {
      expect(fields.get(method)?.length, method).toBeGreaterThan(1);
      const answer = askComagic(system.origin, account, method, next(seededPick(cases.length)));
      await expect(answer, `${method} ${labels.join(", ")}`).resolves.toMatchObject({ total: expect.any(Number) as number });
    }
  });
});
