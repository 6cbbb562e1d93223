import { accountSizes } from "./account-sizes/question.ts";
import { callerRecord } from "./caller-record/question.ts";
import { chatsCounted } from "./chats-report/question.ts";
import { communicationWithId } from "./communication-with-id/question.ts";
import { contactsCaptured } from "./contacts-captured/question.ts";
import { dialogBuckets } from "./dialog-buckets/question.ts";
import { dialogSums } from "./dialog-figures/question.ts";
import { employeeDirectory } from "./employee-directory/question.ts";
import { lastStatus } from "./last-status/question.ts";
import { onlineSeconds } from "./online-time/question.ts";
import { operatorBuckets } from "./operator-buckets/question.ts";
import { operatorSamples } from "./operator-time/question.ts";
import { placeDirectory } from "./places-listed/question.ts";
import type { Question } from "./question.ts";
import { sessionEnded } from "./session-ended/question.ts";
import { visitorLastSeen } from "./visitor-last-seen/question.ts";

/** Every statement there is; the tests of tenancy and shape walk this list. */
export const questions = [
  accountSizes,
  callerRecord,
  chatsCounted,
  communicationWithId,
  contactsCaptured,
  dialogBuckets,
  dialogSums,
  employeeDirectory,
  lastStatus,
  onlineSeconds,
  operatorBuckets,
  operatorSamples,
  placeDirectory,
  sessionEnded,
  visitorLastSeen,
] as unknown as readonly Question[];
