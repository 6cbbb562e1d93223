import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { brokerSettings } from "./broker-settings.ts";
import { freePorts } from "./free-port.ts";
import { kafkaJars } from "./kafka-jars.ts";
import type { TestKafka } from "./test-kafka.ts";

const START_LIMIT_MS = 60_000;

/**
 * Java behind a watchdog: the shell prints Java's process id and waits for a word on its standard input. If the pipe closes
 * without one, the test process has died (however that happened), so the broker is killed and its data removed.
 */
const WATCHDOG = `
  dir=$1; shift; exec 3<&0
  "$@" </dev/null >"$dir/broker.log" 2>&1 3<&- & java=$!
  echo $java
  (read -r word <&3 || { kill -9 $java; while kill -0 $java; do sleep 0.1; done; rm -rf "$dir"; }) 2>/dev/null &
  wait $java
`;

/** Starts a real broker from Maven Central's jars: KRaft mode, free ports, data in a temporary folder. Needs `java` and `mvn`. */
export async function startLocalKafka(): Promise<TestKafka> {
  const [jars, [port, controllerPort]] = await Promise.all([kafkaJars(), freePorts(2)]);
  const dir = await mkdtemp(join(tmpdir(), "stats-kafka-"));
  const properties = join(dir, "server.properties");
  const settings = brokerSettings({
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    advertised: `PLAINTEXT://127.0.0.1:${port}`,
    controller: `127.0.0.1:${controllerPort}`,
    dataDir: join(dir, "data"),
  });
  await writeFile(
    properties,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
  const classpath = join(jars, "*");
  const removeData = () => rm(dir, { recursive: true, force: true });
  await formatStorage(classpath, properties).catch(async (error: unknown) => {
    await removeData();
    throw error;
  });
  const java = ["java", "-Xmx512m", "-XX:+UseSerialGC", "-cp", classpath, "kafka.Kafka", properties];
  const launch = () => launchBroker(dir, java, Number(port));
  let broker = await launch();
  return {
    brokers: [`127.0.0.1:${port}`],
    kill9: () => broker.kill(),
    restart: async () => {
      await broker.kill();
      broker = await launch();
    },
    stop: async () => {
      await broker.kill();
      await removeData();
    },
  };
}

async function formatStorage(classpath: string, properties: string): Promise<void> {
  const id = randomBytes(16);
  id[0] = 0; // In base64 the id could begin with a dash, which the tool would take for an option.
  await promisify(execFile)("java", ["-cp", classpath, "kafka.tools.StorageTool", "format", "-t", id.toString("base64url"), "-c", properties]);
}

async function launchBroker(dir: string, java: readonly string[], port: number): Promise<{ kill(): Promise<void> }> {
  const shell = spawn("sh", ["-c", WATCHDOG, "watchdog", dir, ...java], { stdio: ["pipe", "pipe", "ignore"] });
  const ended = once(shell, "exit");
  const [printed] = (await once(shell.stdout, "data")) as [Buffer];
  const pid = Number(printed.toString());
  let isKilled = false;
  const kill = async () => {
    if (shell.exitCode !== null || isKilled) return;
    isKilled = true;
    // First the watchdog is dismissed: Node closes the pipe when the shell ends, which the watchdog takes for our death.
    shell.stdin.end("done\n");
    await once(shell.stdin, "finish");
    process.kill(pid, "SIGKILL");
    await ended;
  };
  try {
    await listening(port, shell);
  } catch (error) {
    await kill();
    throw new Error(`The local Kafka broker did not start; see ${join(dir, "broker.log")}.`, { cause: error });
  }
  return { kill };
}

async function listening(port: number, shell: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await accepts(port))) {
    if (shell.exitCode !== null) throw new Error("It exited at once.");
    if (performance.now() > deadline) throw new Error(`It did not listen within ${START_LIMIT_MS} ms.`);
    await delay(50);
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
