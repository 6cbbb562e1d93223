import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collect, numbered, readAll, texts, until } from "../contract/collect.ts";
import { LogUnavailableError } from "../port.ts";
import { startOwnedTestKafka, type TestKafka } from "../testing/start-test-kafka.ts";
import { openKafkaLog } from "./open-kafka-log.ts";

describe("a Kafka broker that is killed", () => {
  let kafka: TestKafka;
  beforeAll(async () => {
    kafka = await startOwnedTestKafka();
  });
  afterAll(() => kafka.stop());

  it("interrupts appends and consumption for as long as it is away, and loses nothing acknowledged", { timeout: 120_000 }, async () => {
    const log = openKafkaLog({ brokers: kafka.brokers, clientId: "faults", sessionTimeoutMs: 3_000, appendTimeoutMs: 5_000 });
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    const { records, consumption } = await collect(log, ["t"], { group: "g" });
    const acknowledged: string[] = [];
    let isAppending = true;
    let refused = 0;
    const appending = (async () => {
      for (let index = 0; isAppending; index += 1) {
        await log.append(numbered("t", index, index + 1)).then(
          () => acknowledged.push(String(index)),
          (error: unknown) => {
            expect(error).toBeInstanceOf(LogUnavailableError);
            refused += 1;
          },
        );
      }
    })();
    await until(() => records.length > 20);
    for (let round = 0; round < 2; round += 1) {
      const before = { refused, acknowledged: acknowledged.length };
      await kafka.kill9();
      await until(() => refused > before.refused, 30_000);
      await expect(log.ping()).rejects.toThrow(LogUnavailableError);
      await kafka.restart();
      await until(() => acknowledged.length > before.acknowledged + 20, 40_000);
      await until(() => records.length > before.acknowledged + 20, 40_000);
    }
    isAppending = false;
    await appending;
    const kept = new Set(texts(await readAll(log, "t")));
    expect(acknowledged.filter((value) => !kept.has(value))).toEqual([]);
    await until(() => new Set(texts(records)).isSupersetOf(kept), 40_000);
    await consumption.stop();
    await consumption.finished;
    await log.close();
  });

  it("does not keep stop() or close() waiting for ever", { timeout: 60_000 }, async () => {
    const log = openKafkaLog({ brokers: kafka.brokers, clientId: "faults" });
    await log.createTopics([{ topic: "u", partitions: 1 }]);
    await log.append(numbered("u", 0, 3));
    const { records, consumption } = await collect(log, ["u"], { group: "h" });
    await until(() => records.length === 3);
    await kafka.kill9();
    await consumption.stop();
    await log.close();
    await kafka.restart();
  });

  it("lets a consumption start that begins while it is away", { timeout: 60_000 }, async () => {
    const log = openKafkaLog({ brokers: kafka.brokers, clientId: "faults" });
    await log.createTopics([{ topic: "v", partitions: 1 }]);
    await log.append(numbered("v", 0, 3));
    await kafka.kill9();
    const other = openKafkaLog({ brokers: kafka.brokers, clientId: "faults" });
    const { records } = await collect(other, ["v"], { group: "i" });
    await kafka.restart();
    await until(() => records.length === 3, 40_000);
    await Promise.all([log.close(), other.close()]);
  });
});
