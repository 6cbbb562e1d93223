import type { z } from "zod";
import type { AccountSection } from "./section.ts";

/** A customer: whose facts a request may read, and who may ask. */
export interface Account {
  readonly tenant: string;
  /** IANA zone of local dates and hours. */
  readonly timezone: string;
  /** Hashes of the keys that may publish its events. */
  readonly publishKeys: readonly string[];
  /** Parsed sections by their name. */
  readonly sections: Readonly<Record<string, unknown>>;
}

/** An account's part for one dialect; undefined where the dialect knows nobody of the account. */
export function sectionOf<Schema extends z.ZodType>(account: Account, section: AccountSection<Schema>): z.output<Schema> | undefined {
  // sections are put there by loadAccounts only, each parsed with the schema of its own name
  return account.sections[section.name] as z.output<Schema> | undefined;
}
