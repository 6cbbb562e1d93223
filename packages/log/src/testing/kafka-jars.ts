import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const POM = fileURLToPath(new URL("../../../../infra/kafka/pom.xml", import.meta.url));
const CACHE = fileURLToPath(new URL("../../../../.cache/kafka/", import.meta.url));

/**
 * The folder of the broker's jars, fetched from Maven Central once per version and then kept. Several processes may ask at
 * the same time: each fetches into a folder of its own, and the first one to finish names its folder.
 */
export async function kafkaJars(): Promise<string> {
  const version = /kafka_2\.13<\/artifactId>\s*<version>([^<]+)</.exec(await readFile(POM, "utf8"))?.[1];
  if (version === undefined) throw new Error(`No version of kafka_2.13 in ${POM}.`);
  const jars = `${CACHE}${version}`;
  if (existsSync(jars)) return jars;
  await mkdir(CACHE, { recursive: true });
  const partial = await mkdtemp(`${CACHE}partial-`);
  try {
    await run("mvn", ["-q", "-B", "-f", POM, "dependency:copy-dependencies", "-DincludeScope=runtime", `-DoutputDirectory=${partial}`]);
    await rename(partial, jars);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(jars)) throw error;
  }
  return jars;
}
