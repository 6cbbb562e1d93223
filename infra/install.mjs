// Installs the workspace with the pinned package manager, once per lock file. Runs under any Node from 20 on,
// before anything is installed, so it may use nothing but Node itself.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = `${root}node_modules/.installed`;
const inputs = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"].map((file) => readFileSync(root + file));
const wanted = createHash("sha256").update(Buffer.concat(inputs)).update(`${process.platform}-${process.arch}`).digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  const done = spawnSync("npx", ["--yes", "pnpm@12.21.0", "install", "--frozen-lockfile"], { cwd: root, stdio: "inherit" });
  if (done.status !== 0) {
    console.error("The dependencies could not be installed (see above). Is the npm registry reachable?");
    process.exit(done.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
