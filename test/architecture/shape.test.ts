import { readdirSync } from "node:fs";
import { basename, matchesGlob, posix } from "node:path";
import { configSchema } from "@stats/kit";
import { describe, expect, it } from "vitest";
import config from "../vitest.config.ts";
import { allCode, filesIn } from "./source-tree.ts";

const code = filesIn(...allCode, "{packages,services,infra,test}/**/*.{sql,py,sh,cjs,mts,cts}", ".ci/*");
const linesMax = 300;

describe("the top level", () => {
  const allowed = ["README.md", "docs", "infra", "package.json", "packages", "pnpm-lock.yaml", "pnpm-workspace.yaml", "services", "test", "tsconfig.base.json"];
  const ignored = new Set(["node_modules", "coverage"]);

  it("has exactly these entries, and dot files", () => {
    const entries = readdirSync(new URL("../..", import.meta.url)).filter((entry) => !entry.startsWith(".") && !ignored.has(entry));
    expect(entries.toSorted()).toEqual(allowed.toSorted());
  });

  it("every room under packages and services is a package", () => {
    const packages = filesIn("{packages,services}/*/package.json").map(({ path }) => posix.dirname(path));
    const folders = ["packages", "services"].flatMap((top) => readdirSync(new URL(`../../${top}`, import.meta.url)).map((name) => `${top}/${name}`));
    expect(packages.toSorted()).toEqual(folders.toSorted());
  });
});

describe("files", () => {
  it(`none has more than ${linesMax} lines`, () => {
    expect(code.length).toBeGreaterThan(200);
    expect(code.filter(({ text }) => text.split("\n").length - 1 > linesMax).map(({ path, text }) => `${path}: ${text.split("\n").length - 1}`)).toEqual([]);
  });

  it("none is named for everything and nothing", () => {
    const asName = /^(utils?|helpers?|common|misc|types?|constants?|managers?|mappers?)$/;
    const anywhere = /(^|-)(utils?|helpers?|common|misc|managers?|mappers?)(-|$)/;
    const faults = code.filter(({ path }) =>
      path
        .replace(/\.[^/]*$/, "")
        .split("/")
        .some((segment) => asName.test(segment) || anywhere.test(segment)),
    );
    expect(faults.map(({ path }) => path)).toEqual([]);
  });

  it("all names are in kebab-case", () => {
    // SQL files carry their place in the order
    const kebab = /^(\d{3}_)?[a-z0-9]+([-_][a-z0-9]+)*(\.[a-z]+)*\.(ts|mjs|sql|py|sh)$/;
    expect(code.filter(({ path }) => !path.startsWith(".ci/") && !kebab.test(basename(path))).map(({ path }) => path)).toEqual([]);
  });

  it("an index.ts stands only at a package's entry, and at the entry of a room of test", () => {
    const faults = code.filter(({ path }) => basename(path) === "index.ts" && !/^((packages|services)\/[\w-]+\/src|test\/[\w-]+)\/index\.ts$/.test(path));
    expect(faults.map(({ path }) => path)).toEqual([]);
  });
});

describe("tests", () => {
  const testLike = code.filter(({ path }) => /[._](test|tests|spec|specs)\.\w+$|(^|\/)(test|spec)\.\w+$/.test(path));

  const projects = (config.test?.projects ?? []).map((project) => (typeof project === "object" && "test" in project ? project.test : undefined) ?? {});
  const runsIn = (path: string) =>
    projects.filter(({ include = [], exclude = [] }) => include.some((of) => matchesGlob(path, of)) && !exclude.some((of) => matchesGlob(path, of)));

  it("every test-like file runs, and runs once", () => {
    expect(testLike.length).toBeGreaterThan(40);
    expect(testLike.map(({ path }) => ({ path, runs: runsIn(path).length })).filter(({ runs }) => runs !== 1)).toEqual([]);
  });

  it("a run without tests fails", () => {
    expect(config.test?.exclude ?? []).toEqual([]);
    expect(config.test?.passWithNoTests ?? false).toBe(false);
  });
});

describe("environment variables", () => {
  // tests may misspell a name on purpose
  const texts = filesIn(...allCode, ".ci/*").filter(({ path }) => !path.includes(".test."));
  const named = new Set(texts.flatMap(({ text }) => text.match(/\bSTATS_[A-Z][A-Z0-9_]*[A-Z0-9]\b/g) ?? []));

  it("every one that code names is declared in the configuration, or is for tests", () => {
    expect(named.size).toBeGreaterThan(15);
    const declared = new Set<string>(Object.keys(configSchema.shape));
    expect([...named].filter((name) => !declared.has(name) && !/^STATS_(TEST|BENCH|INTEGRITY)_/.test(name))).toEqual([]);
  });

  it("every one is documented in the README or in docs", () => {
    const papers = filesIn("{README.md,docs/**/*.md}")
      .map(({ text }) => text)
      .join("\n");
    const missing = [...new Set([...named, ...Object.keys(configSchema.shape)])].filter((name) => !new RegExp(`\\b${name}\\b`).test(papers));
    expect(missing.toSorted()).toEqual([]);
  });
});
