import { getAccount } from "./get-account.ts";
import { chatMessagesReport } from "./reports/chat-messages.ts";
import { chatsReport } from "./reports/chats.ts";
import { communicationsReport } from "./reports/communications.ts";
import { goalsReport } from "./reports/goals.ts";
import { offlineMessagesReport } from "./reports/offline-messages.ts";
import { apiRequestsReport } from "./reports/api-requests.ts";
import { callLegsReport } from "./reports/call-legs.ts";
import { callsReport } from "./reports/calls.ts";
import { financialCallLegsReport } from "./reports/financial-call-legs.ts";
import { financialSummaryReport } from "./reports/financial-summary.ts";
import { salesReport } from "./reports/sales.ts";
import { visitorSessionsReport } from "./reports/visitor-sessions.ts";
import { visitorsReport } from "./reports/visitors.ts";
import type { RpcMethod } from "./rpc/method.ts";
import { setVisitorCommunication } from "./set-visitor-communication.ts";

/** The methods that a known account can call; a session is begun and ended beside them. */
export const methods: readonly RpcMethod[] = [
  getAccount,
  communicationsReport,
  chatsReport,
  chatMessagesReport,
  goalsReport,
  offlineMessagesReport,
  callsReport,
  callLegsReport,
  visitorSessionsReport,
  visitorsReport,
  salesReport,
  financialSummaryReport,
  financialCallLegsReport,
  apiRequestsReport,
  setVisitorCommunication,
];
