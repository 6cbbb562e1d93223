import { contactsCaptured, type ContactsCapturedRow } from "@stats/questions";
import { z } from "zod";

const count = z.int().min(0);

/**
 * GET stats/contacts: distinct captured contacts of the whole history, on the caller's sites. Not for operators. It takes no parameter. The vendor's
 * table of its fields is lost; the names are ours (docs/metrics.md).
 */
export const contacts = {
  operation: "contacts",
  question: contactsCaptured,
  response: z.object({
    results: z.object({
      contacts_total: count,
      contacts_email: count,
      contacts_phone: count,
      contacts_from_chat: count,
      contacts_from_lead: count,
      contacts_by_employee: count,
      contacts_by_visitor: count,
    }),
  }),
  /** @param row absent where there is no contact */
  toBody: (row: ContactsCapturedRow | undefined) => ({
    results: {
      contacts_total: row?.contacts ?? 0,
      contacts_email: row?.emails ?? 0,
      contacts_phone: row?.phones ?? 0,
      contacts_from_chat: row?.from_chats ?? 0,
      contacts_from_lead: row?.from_leads ?? 0,
      contacts_by_employee: row?.by_employees ?? 0,
      contacts_by_visitor: row?.by_visitors ?? 0,
    },
  }),
};
