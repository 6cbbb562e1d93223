import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "./engine.ts";
import { engineConfigXml } from "./engine-config.ts";
import { loadNative, type Connection } from "./native.ts";

/** The data directory is in use, or cannot be opened. The message is one sentence for people. */
export class DataDirError extends Error {
  override readonly name = "DataDirError";
}

/** The process that the engine's lock file names, if it does. */
function lockHolder(path: string): string {
  try {
    const pid = /PID: (\d+)/.exec(readFileSync(join(path, "status"), "utf8"))?.[1];
    return pid === undefined ? "another process" : `process ${pid}`;
  } catch {
    return "another process";
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Opens the engine on `<dataDir>/clickhouse`, making it when it is not there. One process at a time can have it open.
 * Throws `DataDirError` when it is locked or cannot be opened.
 */
export function openEngine(dataDir: string, memoryLimitBytes: number): Engine {
  // file names of inserts are patterns to the engine
  if (/[*?{}]/.test(dataDir)) throw new DataDirError(`The data directory ${dataDir} must not have any of * ? { } in its name.`);
  const path = join(dataDir, "clickhouse");
  const native = loadNative();
  const config = join(dataDir, "engine-config.xml");
  try {
    mkdirSync(path, { recursive: true });
    writeFileSync(config, engineConfigXml(memoryLimitBytes));
  } catch (error) {
    throw new DataDirError(`The data directory ${dataDir} cannot be written: ${reasonOf(error)}.`, { cause: error });
  }
  let anchor: Connection;
  try {
    anchor = native.CreateConnection(path, [`--config-file=${config}`]);
  } catch (error) {
    throw new DataDirError(
      `The data directory ${dataDir} cannot be opened: it may be in use by ${lockHolder(path)} (another running instance, or one that is still stopping); the engine says: ${reasonOf(error)}`,
      { cause: error },
    );
  }
  return new Engine(native, path, anchor);
}
