import { GenericContainer, getContainerRuntimeClient, Wait } from "testcontainers";
import { brokerSettings } from "./broker-settings.ts";
import { freePorts } from "./free-port.ts";
import type { TestKafka } from "./test-kafka.ts";

const IMAGE = "apache/kafka:4.3.1";
const PORT = 9092;
const START_LIMIT_MS = 90_000;

/**
 * Starts the official image by Testcontainers. The host port is fixed, not mapped at random: Docker would choose another one
 * on a restart, and the broker tells clients its address. Rejects where no container runtime runs or the image cannot be had.
 */
export async function startContainerKafka(): Promise<TestKafka> {
  const runtime = await getContainerRuntimeClient();
  const [hostPort = 0] = await freePorts(1);
  const host = runtime.info.containerRuntime.host;
  const settings = brokerSettings({
    listeners: `PLAINTEXT://0.0.0.0:${PORT},CONTROLLER://127.0.0.1:9093`,
    advertised: `PLAINTEXT://${host}:${hostPort}`,
    controller: "127.0.0.1:9093",
    dataDir: "/tmp/kafka-data",
  });
  const environment = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`KAFKA_${name.toUpperCase().replaceAll(".", "_")}`, value]));
  const started = await new GenericContainer(IMAGE)
    .withEnvironment({ ...environment, KAFKA_HEAP_OPTS: "-Xmx512m" })
    .withExposedPorts({ container: PORT, host: hostPort })
    .withWaitStrategy(Wait.forLogMessage("Kafka Server started"))
    .withStartupTimeout(START_LIMIT_MS)
    .start();
  const container = runtime.container.getById(started.getId());
  const kill = async () => {
    const { State } = await container.inspect();
    if (State.Running) await container.kill({ signal: "SIGKILL" });
  };
  return {
    brokers: [`${host}:${hostPort}`],
    kill9: kill,
    restart: async () => {
      await kill();
      await container.start();
    },
    stop: async () => {
      await started.stop();
    },
  };
}
