import { parseSync, Visitor } from "oxc-parser";
import { describe, expect, it } from "vitest";
import { allCode, filesIn, type SourceFile } from "./source-tree.ts";

const everything = filesIn("**/*", ".*", ".ci/**/*");
const code = filesIn(...allCode, "{packages,services,infra,test}/**/*.{sql,py,sh}");
const isBinary = ({ text }: SourceFile) => text.includes("\u0000");

/** `path:line: text` of every match. */
function matches(files: readonly SourceFile[], pattern: RegExp): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}

describe("vendor words stay in their dialect's folder", () => {
  const vendors = ["livetex", "thulium", "voximplant", "comagic"];
  const anyVendor = new RegExp(vendors.join("|"), "i");
  const dialects = "services/query/src/dialects/";
  // the catalog and the lock file hold the name of the vendor's own client, which test/conformance runs
  const outside = everything.filter(
    ({ path }) => !/^(test|docs)\/|^(README\.md|pnpm-workspace\.yaml|pnpm-lock\.yaml)$/.test(path) && !path.startsWith(dialects),
  );

  it("looks at everything else", () => {
    expect(outside.length).toBeGreaterThan(200);
    for (const room of ["packages/", "services/", "infra/"]) expect(outside.some(({ path }) => path.startsWith(room))).toBe(true);
  });

  it("in no text, comment or name outside", () => {
    expect(outside.filter(({ path }) => anyVendor.test(path)).map(({ path }) => path)).toEqual([]);
    expect(matches(outside, anyVendor)).toEqual([]);
  });

  it.each(vendors)("%s is named by no other dialect", (vendor) => {
    const own = filesIn(`${dialects}${vendor}/**/*`);
    expect(own.some(({ text }) => new RegExp(vendor, "i").test(text))).toBe(true);
    const others = filesIn(`${dialects}*/**/*`).filter(({ path }) => !path.startsWith(`${dialects}${vendor}/`));
    expect(matches(others, new RegExp(vendor, "i"))).toEqual([]);
  });
});

describe("what only one machine knows", () => {
  const texts = everything.filter((file) => !isBinary(file) && !file.path.startsWith("test/architecture/"));

  it("no path of a machine", () => {
    expect(matches(texts, /(^|[\s"'`=:(])\/(work|root|home|Users|opt)\/\w/)).toEqual([]);
  });

  it("no host of a package registry", () => {
    expect(
      matches(
        texts,
        /registry\.(npmjs|yarnpkg)|npmjs\.org|pypi\.(org|python)|pythonhosted|repo1?\.maven|verdaccio|--(extra-)?index-url|--find-links|artifactory|jfrog/i,
      ),
    ).toEqual([]);
  });

  it("the lock file has no addresses", () => {
    const lock = filesIn("pnpm-lock.yaml");
    expect(lock[0]?.text).toMatch(/integrity: sha512-/);
    expect(matches(lock, /tarball:|^(?!\s*deprecated:).*https?:\/\//)).toEqual([]);
  });
});

describe("nothing is left undone or switched off", () => {
  const own = code.filter(({ path }) => !path.startsWith("test/architecture/"));

  it("no to-do, and no check switched off", () => {
    expect(own.length).toBeGreaterThan(200);
    expect(matches(own, /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck|expect-error)/)).toEqual([]);
    // a rule of the linter is left out only by name, for a line, with its reason
    expect(matches(own, /(ox|es)lint-disable(?!-(next-)?line [\w/-]+ -- \w)/)).toEqual([]);
  });

  it("every decision that is named is there", () => {
    const known = new Set(everything.flatMap(({ path }) => /^docs\/decisions\/(\d{4})-/.exec(path)?.[1] ?? []));
    const named = everything
      .filter((file) => !isBinary(file))
      .flatMap(({ path, text }) => [...text.matchAll(/docs\/decisions\/(\d{4})/g)].map(([, number = ""]) => ({ path, number })));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ number }) => !known.has(number))).toEqual([]);
  });

  it("no test is skipped, not even under a condition", () => {
    expect(
      matches(
        own.filter(({ path }) => path.startsWith("test/") || path.includes(".test.")),
        /\b(it|test|describe|suite)\.(skip|only|todo|fails|skipIf|runIf)\b|\bcontext\.skip\(|\bctx\.skip\(/,
      ),
    ).toEqual([]);
  });

  it("a lint rule is switched off only with a reason on the same line", () => {
    expect(matches(own, /(ox|es)lint-disable(?!.*\s-- \S)/)).toEqual([]);
  });
});

describe("the environment and the time of day are parameters", () => {
  const production = code.filter(({ path }) => /^(packages|services)\/.*\.ts$/.test(path) && !/\.test\.ts$|\/testing\/|\/contract\/|\/scratch-/.test(path));

  /** Lines on which `process.env` is read, whatever its spelling, or "now" is asked for. */
  function uses({ path, text }: SourceFile): { readonly environment: readonly string[]; readonly now: readonly string[] } {
    const [environment, now]: [string[], string[]] = [[], []];
    const defaults = new Set<number>(); // `now = Date.now` declares a parameter, which is what the law wants
    const at = (start: number) => `${path}:${text.slice(0, start).split("\n").length}`;
    new Visitor({
      AssignmentPattern({ right }) {
        defaults.add(right.start);
      },
      MemberExpression({ object, property, start }) {
        if (defaults.has(start)) return;
        const name = property.type === "Identifier" ? property.name : property.type === "Literal" ? String(property.value) : "";
        if (object.type === "Identifier" && object.name === "process" && name === "env") environment.push(at(start));
        if (object.type === "Identifier" && ((object.name === "Date" && name === "now") || (object.name === "Temporal" && name === "Now"))) now.push(at(start));
      },
      ImportDeclaration({ source, specifiers, start }) {
        const names = specifiers.map((specifier) =>
          specifier.type === "ImportSpecifier" && specifier.imported.type === "Identifier" ? specifier.imported.name : "default",
        );
        if (/^(node:)?process$/.test(source.value) && names.includes("env")) environment.push(at(start));
      },
      NewExpression({ callee, arguments: given, start }) {
        if (callee.type === "Identifier" && callee.name === "Date" && given.length === 0) now.push(at(start));
      },
    }).visit(parseSync(path, text).program);
    return { environment, now };
  }
  const found = production.map((file) => ({ path: file.path, ...uses(file) }));

  it("the environment is read by commands alone, which hand it to the one parser", () => {
    expect(found.flatMap(({ environment }) => environment).length).toBeGreaterThan(0);
    const allowed = [
      /^services\/cli\/src\//,
      // hands its own environment on to the engine's process, with what the engine needs
      /^packages\/embedded-clickhouse\/src\/start-engine\.ts:/,
    ];
    expect(found.flatMap(({ environment }) => environment).filter((use) => !allowed.some((pattern) => pattern.test(use)))).toEqual([]);
  });

  it("the machine's clock is asked in one place, by commands, and for the engine's own log lines", () => {
    expect(found.flatMap(({ now }) => now).length).toBeGreaterThan(0);
    const allowed = [
      /^packages\/kit\/src\/clock\.ts:/,
      /^services\/cli\/src\//,
      /^packages\/embedded-clickhouse\/src\/(child|engine-log)\.ts:/,
      // a Retry-After header may hold a date, which a publisher holds against its own clock
      /^packages\/simulator\/src\/publish\/to-http\.ts:/,
    ];
    expect(found.flatMap(({ now }) => now).filter((use) => !allowed.some((pattern) => pattern.test(use)))).toEqual([]);
  });
});
