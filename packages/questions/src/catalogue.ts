import { callerRecord } from "./caller-record/question.ts";
import { chatsReport } from "./chats-report/question.ts";
import { contactsCaptured } from "./contacts-captured/question.ts";
import { dialogFiguresQuestion } from "./dialog-figures/question.ts";
import { employeesListed } from "./employees-listed/question.ts";
import { onlineTime } from "./online-time/question.ts";
import { operatorTime } from "./operator-time/question.ts";
import { placesListed } from "./places-listed/question.ts";
import type { Question } from "./question.ts";

/** Every question there is; the tests of tenancy and shape walk this list. */
export const questions = [
  callerRecord,
  chatsReport,
  contactsCaptured,
  dialogFiguresQuestion,
  employeesListed,
  onlineTime,
  operatorTime,
  placesListed,
] as unknown as readonly Question[];
