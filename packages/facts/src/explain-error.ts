const tooManyStatements = "202";

const byCode: Readonly<Record<string, string>> = {
  "60": "a table is missing in the database: run `npm run stats -- migrate`",
  "81": "the database does not exist: run `npm run stats -- migrate`",
  "164": "the database allows this user no writing",
  [tooManyStatements]: "the database is overloaded (too many statements at once)",
  "241": "the database is out of memory",
  "242": "the table is read-only at the moment (its replica has lost its coordination service)",
  "243": "the disk of the database is full",
  "252": "the database cannot merge fast enough (too many parts)",
  "516": "the database refuses the credentials of STATS_CLICKHOUSE_URL",
  ECONNREFUSED: "the database does not answer (connection refused)",
  ECONNRESET: "the database closed the connection",
  EPIPE: "the database closed the connection",
  ENOTFOUND: "the host of the database is not known",
  ETIMEDOUT: "the database does not answer in time",
  ENOSPC: "the disk is full",
};

/** What is wrong with the database (or the disk), in plain words; undefined for anything else. Classified by code, never by text. */
export function explainDatabaseError(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  const known = byCode[String(error.code)];
  if (known !== undefined) return known;
  return /^\d+$/.test(String(error.code)) ? `the database refuses a statement (code ${String(error.code)})` : undefined;
}

/** Whether the database says that it has too much to do at the moment: the same request may be answered a little later. */
export function isOverload(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code) === tooManyStatements;
}
