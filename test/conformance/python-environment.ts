import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { outputOf } from "./run-program.ts";

const folder = fileURLToPath(new URL("./.venv", import.meta.url));
const requirements = fileURLToPath(new URL("./requirements.txt", import.meta.url));
const stamp = `${folder}/.installed`;

/**
 * The Python with the vendor's client in it: a virtual environment beside this file, made anew when requirements.txt has changed.
 * @returns the path of its interpreter
 * @throws {Error} with one sentence when Python, venv or the packages cannot be had
 */
export async function pythonWithClient(): Promise<string> {
  const python = `${folder}/bin/python`;
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return python;
  rmSync(folder, { recursive: true, force: true });
  await outputOf("python3", ["-m", "venv", folder]).catch((error: unknown) => explain("python3 with its venv module", error));
  await outputOf(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", requirements]).catch((error: unknown) =>
    explain("the packages of test/conformance/requirements.txt by pip", error),
  );
  writeFileSync(stamp, wanted);
  return python;
}

function explain(what: string, error: unknown): never {
  throw new Error(`The official Python client cannot be tested without ${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
