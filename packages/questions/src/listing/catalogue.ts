import { chatColumns, chats } from "./chats.ts";
import type { Column } from "./column.ts";
import { communicationListColumns, communications } from "./communications.ts";
import { goalColumns, goals } from "./goals.ts";
import { leadColumns, leads } from "./leads.ts";
import { messageColumns, messagesOf } from "./messages.ts";
import type { Listing } from "./statement.ts";

/** Every listing with all its columns; the tests of tenancy and shape walk this list. */
export const listings: readonly { readonly listing: Listing; readonly columns: Readonly<Record<string, Column>> }[] = [
  { listing: communications, columns: communicationListColumns },
  { listing: chats, columns: chatColumns },
  { listing: goals, columns: goalColumns },
  { listing: leads, columns: leadColumns },
  { listing: messagesOf({ chatIds: [1] }), columns: messageColumns },
  { listing: messagesOf({ since: 0, until: 1 }), columns: messageColumns },
];
