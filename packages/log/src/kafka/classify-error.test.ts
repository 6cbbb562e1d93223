import kafkajs from "kafkajs";
import { describe, expect, it } from "vitest";
import { LogUnavailableError, RecordTooLargeError, UnknownTopicError } from "../port.ts";
import { classifyAdminError, classifyKafkaError } from "./classify-error.ts";

const protocolError = (type: string) => new kafkajs.KafkaJSProtocolError(Object.assign(new Error(type), { type, code: 1, retriable: false }));

describe("an error of the client", () => {
  it("is told by its type: too large, unknown topic, away", () => {
    expect(classifyKafkaError(protocolError("MESSAGE_TOO_LARGE"), "appending")).toBeInstanceOf(RecordTooLargeError);
    expect(classifyKafkaError(protocolError("UNKNOWN_TOPIC_OR_PARTITION"), "asking")).toBeInstanceOf(UnknownTopicError);
    expect(classifyKafkaError(new kafkajs.KafkaJSConnectionError("refused"), "asking")).toBeInstanceOf(LogUnavailableError);
  });

  it("that is a defect stays one", () => {
    const defect = new TypeError("x is not a function");
    expect(classifyKafkaError(defect, "appending")).toBe(defect);
  });
});

it("an admin call whose connection was given up under it finds the log away: it is tried again, where a TypeError would end a worker", () => {
  expect(classifyAdminError(new TypeError("Cannot destructure property 'topicMetadata'"), "looking topics up")).toBeInstanceOf(LogUnavailableError);
  expect(classifyAdminError(protocolError("UNKNOWN_TOPIC_OR_PARTITION"), "asking")).toBeInstanceOf(UnknownTopicError);
});
