export type { CallFact } from "./call-fact.ts";
export type { CallLegFact } from "./call-leg-fact.ts";
export type { ChatFact } from "./chat-fact.ts";
export type { ChatsReport, ChatsReportParams, ChatsReportRow } from "./chats-report.ts";
export type { ContactFact } from "./contact-fact.ts";
export type { OracleRecord } from "./decode-record.ts";
export type { DirectoryFact } from "./directory-fact.ts";
export type { LeadFact } from "./lead-fact.ts";
export { aggregations, type Aggregation } from "./local-time.ts";
export {
  acdStatuses,
  type OperatorTimeParams,
  type OperatorTimeResult,
  type TimeAggregation,
} from "./operator-time.ts";
export {
  createOracle,
  Oracle,
  type ExpectedDeadLetter,
  type OracleCounts,
  type OracleOptions,
} from "./oracle.ts";
export type { StatusFact } from "./status-fact.ts";
