import { chatColumns, chats } from "./chats.ts";
import type { Column } from "./column.ts";
import { communicationListColumns, communications } from "./communications.ts";
import { goalColumns, goals } from "./goals.ts";
import { leadColumns, leads } from "./leads.ts";
import { messageColumns, messagesOf } from "./messages.ts";
import { apiRequestListColumns, apiRequests } from "./api-requests.ts";
import { callLegListColumns, callLegs } from "./call-legs.ts";
import { callListColumns, calls } from "./calls.ts";
import { chargeListColumns, chargesOfMonth } from "./charges.ts";
import { saleListColumns, salesOf } from "./sales.ts";
import { visitorSessionListColumns, visitorSessions } from "./visitor-sessions.ts";
import { visitorListColumns, visitorWithId } from "./visitors.ts";
import type { Listing } from "./statement.ts";

/** Every listing with all its columns; the tests of tenancy and shape walk this list. */
export const listings: readonly { readonly listing: Listing; readonly columns: Readonly<Record<string, Column>> }[] = [
  { listing: communications, columns: communicationListColumns },
  { listing: chats, columns: chatColumns },
  { listing: goals, columns: goalColumns },
  { listing: leads, columns: leadColumns },
  { listing: messagesOf({ chatIds: [1] }), columns: messageColumns },
  { listing: messagesOf({ since: 0, until: 1 }), columns: messageColumns },
  { listing: calls, columns: callListColumns },
  { listing: callLegs, columns: callLegListColumns },
  { listing: visitorSessions, columns: visitorSessionListColumns },
  { listing: visitorWithId(1), columns: visitorListColumns },
  { listing: salesOf({ since: 0, until: 1 }), columns: saleListColumns },
  { listing: chargesOfMonth("2025-01-01", "2025-02-01"), columns: chargeListColumns },
  { listing: apiRequests, columns: apiRequestListColumns },
];
