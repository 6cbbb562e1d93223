import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entityKey, entityKinds, parseEntityKey, tenantPattern } from "./entity-key.ts";

const refs = fc
  .record({
    tenant: fc.stringMatching(new RegExp(tenantPattern.source)),
    kind: fc.constantFrom(...entityKinds),
    id: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    uuid: fc.uuid(),
  })
  .map(({ tenant, kind, id, uuid }) => ({ tenant, kind, entityId: kind === "api_request" ? uuid : String(id) }));

describe("entity keys", () => {
  it("read back as what they were made of", () => {
    fc.assert(
      fc.property(refs, (ref) => {
        expect(parseEntityKey(entityKey(ref.tenant, ref.kind, ref.entityId))).toEqual(ref);
      }),
    );
  });

  it("have one spelling: whatever can be read is written the same again", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9-]{0,3}:(chat|call|chats|api_request):[0-9]{0,18}(:1)?$/)), (text) => {
        const ref = parseEntityKey(text);
        if (ref !== undefined) expect(entityKey(ref.tenant, ref.kind, ref.entityId)).toBe(text);
      }),
    );
  });

  it.each([
    "",
    "acme",
    "acme:chat",
    "acme:chat:",
    "acme:chat:0",
    "acme:chat:042",
    "acme:chat:-1",
    "acme:chat:1.0",
    "acme:chat:9007199254740992",
    "acme:chat:42:",
    "Acme:chat:42",
    "acme:constructor:42",
    "acme:api_request:42",
    ":chat:42",
    "acme:chat:42\n",
  ])("refuse %j", (text) => {
    expect(parseEntityKey(text)).toBeUndefined();
  });
});
