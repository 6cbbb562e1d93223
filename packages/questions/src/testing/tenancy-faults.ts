interface Source {
  readonly name: string;
  /** What stands in the brackets behind the name; undefined without brackets. */
  readonly argument: string | undefined;
}

/** What a statement reads from, subqueries left out. */
export function sourcesOf(sql: string): readonly Source[] {
  const text = sql.replace(/--.*$/gm, "");
  return [...text.matchAll(/(?<!\barray )\b(?:from|join)\s+([`"\w.]+)\s*(?:\(([^)]*)\))?/gi)].map(([, name = "", argument]) => ({ name, argument }));
}

/**
 * Ways in which a statement could see another account's rows: everything it reads must be one of its own common table expressions or a
 * reading view with the bound account; a base table must not be named at all.
 */
export function tenancyFaults(sql: string, tables: readonly string[]): readonly string[] {
  const text = sql.replace(/--.*$/gm, "");
  const expressions = new Set([...text.matchAll(/\b(\w+) as \(/g)].map(([, name = ""]) => name));
  const faults = sourcesOf(sql)
    .filter(({ name, argument }) => (name.endsWith("_of") ? !/^tenant = \{tenant:String\}(?:,|$)/.test(argument ?? "") : !expressions.has(name)))
    .map(({ name }) => name);
  const commaJoined = [...text.matchAll(/\)\s*\w*,\s*(\w+)\s+\w+\s*$/g)].map(([, name = ""]) => name);
  for (const name of commaJoined) if (tables.includes(name)) faults.push(name);
  if (faults.length === 0 && !/\w+_of\(tenant = \{tenant:String\}[,)]/.test(text)) faults.push("nothing is read through a view");
  return faults;
}

/** What a statement without views reads from, and what follows the name. */
export function baseSourcesOf(text: string): readonly { readonly name: string; readonly condition: string }[] {
  return [...text.matchAll(/(?<!\barray )\b(?:from|join)\s+([`"\w.]+)\s*(?=([^]*))/gi)].map(([, name = "", condition = ""]) => ({ name, condition }));
}
