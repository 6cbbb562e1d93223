export { questions } from "./catalogue.ts";
export { chatGrains, chatsReport, type ChatsReportParams, type ChatsReportRow } from "./chats-report/question.ts";
export { operatorStatuses, operatorTime, timeBuckets, type OperatorStatus, type OperatorTimeParams, type OperatorTimeRow } from "./operator-time/question.ts";
export { defineQuestion, type Question, QuestionUnanswered } from "./question.ts";
export type { TenantReader } from "@stats/facts";
