import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { outputOf } from "./run-program.ts";

/** Clients that cannot share an environment: two have modules of one name. */
export type PythonClient = "voximplant" | "comagic-sdk" | "comagic-wrapper";

/**
 * The Python with a client in it: a virtual environment below this folder, made anew when the client's requirements have changed.
 * @returns the path of its interpreter
 * @throws {Error} with one sentence when Python, venv or the packages cannot be had
 */
export async function pythonWith(client: PythonClient): Promise<string> {
  const folder = fileURLToPath(new URL(`./.venv/${client}`, import.meta.url));
  const requirements = fileURLToPath(new URL(`./requirements/${client}.txt`, import.meta.url));
  const stamp = `${folder}/.installed`;
  const python = `${folder}/bin/python`;
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return python;
  rmSync(folder, { recursive: true, force: true });
  await outputOf("python3", ["-m", "venv", folder]).catch((error: unknown) => explain("python3 with its venv module", error));
  await outputOf(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", requirements]).catch((error: unknown) =>
    explain("the packages of test/conformance/requirements by pip", error),
  );
  writeFileSync(stamp, wanted);
  return python;
}

function explain(what: string, error: unknown): never {
  throw new Error(`A Python client cannot be tested without ${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
