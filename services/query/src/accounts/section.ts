import type { z } from "zod";

/** A dialect's part of an account in the accounts file. */
export interface AccountSection<Schema extends z.ZodType = z.ZodType> {
  /** The property that holds it. */
  readonly name: string;
  readonly schema: Schema;
  /** Paths inside the section (`users.*.login`) whose values no two entries of all accounts may share. */
  readonly unique: readonly string[];
}

export function defineAccountSection<Schema extends z.ZodType>(section: AccountSection<Schema>): AccountSection<Schema> {
  return section;
}
