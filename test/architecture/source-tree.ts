import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const notOurs = new Set(["node_modules", ".git", ".cache", ".data", ".venv", "coverage", "__pycache__"]);

/** A file of the checkout; `path` is relative to the root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  /** First part of the path that names a room: `packages/kit`, `services/query`, `test`. */
  readonly room: string;
  readonly text: string;
}

/** The files below `rooms` (glob patterns relative to the root) that are the project's own. @throws {Error} when there are none: a law over nothing always holds */
export function filesIn(...patterns: readonly string[]): readonly SourceFile[] {
  const paths = globSync(patterns, { cwd: root, withFileTypes: true, exclude: (entry) => notOurs.has(typeof entry === "string" ? entry : entry.name) })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length))
    .toSorted();
  if (paths.length === 0) throw new Error(`No file matches ${patterns.join(", ")}`);
  return paths.map((path) => ({ path, room: roomOf(path), text: readFileSync(root + path, "utf8") }));
}

export function roomOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  return top === "packages" || top === "services" ? `${top}/${second}` : top;
}

/** Code that runs in production: neither a test nor what only tests use. */
export function isProduction({ path }: Pick<SourceFile, "path">): boolean {
  return /^(packages|services)\//.test(path) && !path.endsWith(".test.ts") && !isTesting(path);
}

/** Folders and entries that a package offers to tests alone. */
function isTesting(path: string): boolean {
  return /\/(testing|contract)\//.test(path) || /\/(contract|scratch-[\w-]+)\.ts$/.test(path);
}

export const allCode = ["{packages,services,test,infra}/**/*.{ts,mjs}"] as const;
