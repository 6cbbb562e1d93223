import { afterEach, beforeEach, describe } from "vitest";
import { describeAppending } from "./contract/appending.ts";
import { describeConsuming } from "./contract/consuming.ts";
import { describeReading } from "./contract/reading.ts";
import type { Log } from "./port.ts";

/** A log of a test's own: opening it again finds the same records, and no other test's. */
export interface LogFixture {
  open(): Promise<Log>;
  remove(): Promise<void>;
}

/** What the tests of the contract use: opened logs are closed, and the fixture removed, after each test. */
export interface ContractContext {
  open(): Promise<Log>;
}

/** What every adapter of the log must do, whatever stores the records. */
export function describeLogContract(adapter: string, createFixture: () => LogFixture): void {
  describe(`the log on ${adapter}`, () => {
    let fixture: LogFixture;
    let opened: Log[];
    beforeEach(() => {
      fixture = createFixture();
      opened = [];
    });
    afterEach(async () => {
      await Promise.all(opened.map((log) => log.close()));
      await fixture.remove();
    });
    const context: ContractContext = {
      open: async () => {
        const log = await fixture.open();
        opened.push(log);
        return log;
      },
    };
    describeAppending(context);
    describeReading(context);
    describeConsuming(context);
  });
}
