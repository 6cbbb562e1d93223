import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { scope } from "../scope.ts";
import { integer } from "../values.ts";

const params = z.object({ level: scope.level, every_site: scope.every_site, view_sites: scope.view_sites });

const row = z.object({
  contacts: integer,
  emails: integer,
  phones: integer,
  from_chats: integer,
  from_leads: integer,
  by_employees: integer,
  by_visitors: integer,
});

/** Distinct captured contacts, by what they are and where they come from: one row, or none where there are no contacts. */
export const contactsCaptured = defineQuestion({ name: "contacts-captured", at: import.meta.url, params, row });

export type ContactsCapturedRow = z.output<typeof row>;
