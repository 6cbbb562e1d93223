import { describe, expect, it } from "vitest";
import { fromKafkaMessage } from "./from-kafka-message.ts";

const message = { key: null, value: null, timestamp: "1741600000000", attributes: 0, offset: "7" };
const headersOf = (headers: Record<string, Buffer | string | (Buffer | string)[] | undefined>) =>
  fromKafkaMessage({ topic: "t", partition: 3 }, { ...message, headers }).headers;

describe("headers of a Kafka message", () => {
  it("keeps the last value of a header that occurs twice, and leaves out those without a value", () => {
    expect(headersOf({ a: [Buffer.from("1"), Buffer.from("2")], b: "text", c: undefined })).toEqual({ a: Buffer.from("2"), b: Buffer.from("text") });
  });

  it("takes a header that is named like a prototype for a header", () => {
    const given = Object.fromEntries([["__proto__", Buffer.from("x")]]);
    const headers = headersOf(given);
    expect(Object.keys(headers)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
  });

  it("has none where the message has none", () => {
    expect(fromKafkaMessage({ topic: "t", partition: 3 }, { ...message, headers: {} }).headers).toEqual({});
  });
});
