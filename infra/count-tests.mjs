// Usage: node infra/count-tests.mjs RESULTS.json STATUS
// Counts the tests of a vitest JSON report by group, demands that each group ran some, and prints the closing line of the CI run. Exits with 1 when anything failed.
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

const [resultsFile = "", givenStatus = "1"] = process.argv.slice(2);
/** Every group must have run at least one test. */
const groups = {
  packages: (file) => file.startsWith("packages/") && !file.includes(".integration."),
  "packages, integration": (file) => file.startsWith("packages/") && file.includes(".integration."),
  services: (file) => file.startsWith("services/") && !file.includes(".integration."),
  "services, integration": (file) => file.startsWith("services/") && file.includes(".integration."),
  architecture: (file) => file.startsWith("test/architecture/"),
  contract: (file) => file.startsWith("test/contract/"),
  conformance: (file) => file.startsWith("test/conformance/"),
  integrity: (file) => file.startsWith("test/integrity/"),
  oracle: (file) => file.startsWith("test/oracle/"),
  tenancy: (file) => file.startsWith("test/tenancy/"),
};

const report = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, "utf8")) : { testResults: [] };
const tests = report.testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map(({ status }) => ({ file: relative(process.cwd(), name), status })),
);
const count = (list, ...statuses) => list.filter(({ status }) => statuses.includes(status)).length;
let failed = count(tests, "failed");
// A file that could not be loaded has no tests of its own to fail.
const broken = report.testResults.filter(({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"));
failed += broken.length;
for (const { name, message } of broken) console.log(`${relative(process.cwd(), name)} could not run: ${message}`);

let complete = true;
for (const [name, belongs] of Object.entries(groups)) {
  const ran = count(
    tests.filter(({ file }) => belongs(file)),
    "passed",
    "failed",
  );
  console.log(`${name}: ${ran} tests`);
  if (ran === 0) complete = false;
}
const skipped = count(tests, "pending", "skipped", "todo", "disabled");
if (skipped > 0) console.log(`${skipped} tests were skipped, and none may be`);
if (!complete) console.log("A group of tests ran nothing.");
console.log(`${count(tests, "passed")} passed, ${failed} failed`);
process.exit(givenStatus === "0" && failed === 0 && complete && skipped === 0 ? 0 : 1);
