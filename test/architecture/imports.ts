import { parseSync, Visitor } from "oxc-parser";
import type { SourceFile } from "./source-tree.ts";

/**
 * What a file imports, by static and dynamic imports, re-exports and `require`: the specifiers as they stand. Import and export of types count too.
 * @throws {Error} when the file cannot be parsed or an import's specifier is computed, because such a file could hide anything
 */
export function importsOf({ path, text }: Pick<SourceFile, "path" | "text">): readonly string[] {
  const { module, program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const specifiers = new Set<string>();
  for (const { moduleRequest } of module.staticImports) specifiers.add(moduleRequest.value);
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest } of entries) if (moduleRequest !== null) specifiers.add(moduleRequest.value);
  }
  new Visitor({
    ImportExpression({ source }) {
      if (source.type !== "Literal" || typeof source.value !== "string") throw new Error(`${path} imports a computed name`);
      specifiers.add(source.value);
    },
    CallExpression({ callee, arguments: [first] }) {
      const called = callee.type === "MemberExpression" ? callee.object : callee; // also require.resolve("…")
      const isRequire = called.type === "Identifier" && ["require", "load"].includes(called.name);
      if (isRequire && first?.type === "Literal" && typeof first.value === "string") specifiers.add(first.value);
    },
  }).visit(program);
  return [...specifiers];
}

/** `@clickhouse/client-common/x` and `kafkajs/src/y` as `@clickhouse/client-common` and `kafkajs`; undefined for relative and built-in modules. */
export function packageOf(specifier: string): string | undefined {
  if (/^(\.|node:)/.test(specifier)) return undefined;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
