import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { importsOf, packageOf } from "./imports.ts";
import { allCode, filesIn, isProduction, roomOf } from "./source-tree.ts";

/** Which rooms the production code of a room may import. docs/architecture.md draws it. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  "packages/kit": [],
  "packages/embedded-clickhouse": ["packages/kit"],
  "packages/events": ["packages/kit"],
  "packages/log": ["packages/kit", "packages/events"],
  "packages/entities": ["packages/kit", "packages/events"],
  "packages/facts": ["packages/kit", "packages/events", "packages/entities"],
  "packages/questions": ["packages/kit", "packages/events", "packages/entities", "packages/facts"],
  "packages/lag": ["packages/kit", "packages/events", "packages/entities", "packages/facts", "packages/log"],
  "packages/simulator": ["packages/kit", "packages/events", "packages/log"],
  "services/ingest": ["packages/kit", "packages/events", "packages/entities", "packages/facts", "packages/log", "packages/lag"],
  "services/intake": ["packages/kit", "packages/events", "packages/log"],
  // of the log, query may only know that it can append to it
  "services/query": ["packages/kit", "packages/events", "packages/entities", "packages/facts", "packages/questions", "packages/log"],
};
const compositions = ["services/standalone", "services/cli"];

const files = filesIn(...allCode).map((file) => ({ ...file, imports: importsOf(file) }));
const production = files.filter(isProduction);
const workspaceRooms = new Map(
  filesIn("{packages,services}/*/package.json").map(({ path, text }) => [(JSON.parse(text) as { name: string }).name, posix.dirname(path)]),
);

/** The room that a specifier leads to; undefined for what is not ours. */
function target(path: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return roomOf(posix.join(posix.dirname(path), specifier));
  return workspaceRooms.get(packageOf(specifier) ?? "");
}

describe("arrows between rooms", () => {
  it("sees every room", () => {
    expect([...workspaceRooms.values()].toSorted()).toEqual([...Object.keys(arrows), ...compositions].toSorted());
    expect(new Set(production.map(({ room }) => room))).toEqual(new Set(workspaceRooms.values()));
    expect(production.flatMap(({ imports }) => imports.filter((specifier) => specifier.startsWith("@stats/"))).length).toBeGreaterThan(50);
  });

  it("the drawn arrows have no circle", () => {
    const reaches = (from: string, seen: readonly string[]): boolean => seen.includes(from) || (arrows[from] ?? []).some((to) => reaches(to, [...seen, from]));
    expect(Object.keys(arrows).filter((room) => reaches(room, []))).toEqual([]);
  });

  it("production code imports only along the arrows", () => {
    const faults = production.flatMap(({ path, room, imports }) =>
      imports.flatMap((specifier) => {
        const to = target(path, specifier);
        const isAllowed =
          to === undefined || to === room || (compositions.includes(room) ? to !== "test" && to !== "services/cli" : (arrows[room]?.includes(to) ?? false));
        return isAllowed ? [] : [`${path} -> ${specifier}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  it("nobody but test imports test, and no package's test imports a service", () => {
    const faults = files.flatMap(({ path, room, imports }) =>
      imports
        .filter((specifier) => {
          const to = target(path, specifier) ?? "";
          return room !== to && ((to === "test" && room !== "infra") || (room.startsWith("packages/") && to.startsWith("services/")));
        })
        .map((specifier) => `${path} -> ${specifier}`),
    );
    expect(faults).toEqual([]);
  });

  it("rooms reach each other through their package's entry, never by a path", () => {
    const faults = files.flatMap(({ path, room, imports }) =>
      room === "infra"
        ? []
        : imports.filter((specifier) => specifier.startsWith(".") && target(path, specifier) !== room).map((specifier) => `${path} -> ${specifier}`),
    );
    expect(faults).toEqual([]);
  });

  it("what a package.json declares among ours is only what the arrows allow", () => {
    const faults = filesIn("{packages,services}/*/package.json").flatMap(({ path, room, text }) => {
      const { dependencies = {} } = JSON.parse(text) as { dependencies?: Record<string, string> };
      const ours = Object.keys(dependencies).flatMap((name) => workspaceRooms.get(name) ?? []);
      return compositions.includes(room) ? [] : ours.filter((to) => !arrows[room]?.includes(to)).map((to) => `${path} -> ${to}`);
    });
    expect(faults).toEqual([]);
  });

  it("a dialect imports no other dialect; only the two registries know them all", () => {
    const folder = "services/query/src/dialects/";
    const registries = ["registry.ts", "account-sections.ts"].map((name) => folder + name);
    const dialectOf = (path: string) =>
      path.startsWith(folder) && path.slice(folder.length).includes("/") ? path.slice(folder.length).split("/")[0] : undefined;
    const inQuery = production.filter(({ room }) => room === "services/query");
    expect(new Set(inQuery.map(({ path }) => dialectOf(path))).size).toBeGreaterThan(4);
    const faults = inQuery.flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => specifier.startsWith("."))
        .filter((specifier) => {
          const to = dialectOf(posix.join(posix.dirname(path), specifier));
          return to !== undefined && to !== dialectOf(path) && !registries.includes(path);
        })
        .map((specifier) => `${path} -> ${specifier}`),
    );
    expect(faults).toEqual([]);
  });
});

describe("one importer for each driver", () => {
  it.each([
    ["kafkajs", /^packages\/log\/src\/kafka\//],
    ["kafkajs-snappy", /^packages\/log\/src\/kafka\//],
    ["lz4js", /^packages\/log\/src\/kafka\//],
    ["chdb", /^packages\/embedded-clickhouse\//],
    ["@clickhouse/client", /^(packages\/facts\/|test\/)|\.test\.ts$|\/testing\/|\/scratch-[\w-]+\.ts$/],
    ["commander", /^services\/cli\//],
    ["pino", /^packages\/kit\//],
    ["prom-client", /^packages\/kit\//],
  ])("%s", (name, allowed) => {
    const importers = files.filter(({ imports }) => imports.some((specifier) => packageOf(specifier) === name)).map(({ path }) => path);
    expect(importers.length, "nobody imports it: is the law's name right?").toBeGreaterThan(0);
    expect(importers.filter((path) => !allowed.test(path))).toEqual([]);
  });

  it("a hidden import is seen", () => {
    const path = "x.ts";
    expect(
      importsOf({
        path,
        text: `import type { A } from "a"; export * from "b"; export { c } from "c"; const d = await import("d"); require("e/f"); import "g";`,
      }),
    ).toEqual(expect.arrayContaining(["a", "b", "c", "d", "e/f", "g"]) as string[]);
    expect(() => importsOf({ path, text: "await import(name)" })).toThrow(/computed/);
    expect(packageOf("@a/b/c")).toBe("@a/b");
    expect(packageOf("a/b")).toBe("a");
  });
});

describe("modules of the drivers are named by imports only where the law allows", () => {
  it("no text holds a driver's name to be loaded by other means", () => {
    const allowed = /^(packages\/log\/src\/kafka\/|packages\/embedded-clickhouse\/|test\/)|package\.json$/;
    const faults = production.filter(({ path, text }) => !allowed.test(path) && /["'`](kafkajs|chdb)(\/[^"'`]*)?["'`]/.test(text)).map(({ path }) => path);
    expect(faults).toEqual([]);
    expect(readFileSync(new URL("../../packages/log/package.json", import.meta.url), "utf8")).toContain('"kafkajs"');
  });
});
