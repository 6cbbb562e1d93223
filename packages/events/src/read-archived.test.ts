import { describe, expect, it } from "vitest";
import { ArchivedEventError, readArchived } from "./read-archived.ts";

describe("readArchived", () => {
  it.each(["", "{", "null", '{"specversion":"1.0"}'])("says that %j was never accepted", (json) => {
    expect(() => readArchived(json)).toThrow(ArchivedEventError);
  });
});
