import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutSecrets } from "./without-secrets.ts";

const token = "s3cret-token-of-the-caller";
const show = (text: string, bytes = 16 * 1024) => withoutSecrets(text, token, bytes);

describe("a request's body without secrets", () => {
  it.each([
    [`{"params":{"access_token":"${token}","limit":9007199254740993 }}`, `{"params":{"access_token":"***","limit":9007199254740993 }}`],
    ['{"params": {"login": "ann", "password" : "p\\"w", "x": 1}}', '{"params": {"login": "ann", "password" : "***", "x": 1}}'],
    [
      '{"password":123,"a":[{"new_Password":{"a":["}"],"b":2}}],"token":[1,[2]],"b":null}',
      '{"password":"***","a":[{"new_Password":"***"}],"token":"***","b":null}',
    ],
    ['{"access_tok\\u0065n":"x"}', '{"access_tok\\u0065n":"***"}'],
    [`{"comment":"my token is ${token}!","${token}":1,"b":"\\u0073${token.slice(1)}"}`, '{"comment":"***","***":"***","b":"***"}'],
    ['{"access_token":"","fields":["token","password"],"a":"b"}', '{"access_token":"***","fields":["token","password"],"a":"b"}'],
    ["[]", "[]"],
  ])("%s", (text, shown) => {
    expect(show(text)).toBe(shown);
  });

  it("is cut between two characters, and a secret on the edge is none", () => {
    expect(show('{"a":"жжж"}', 10)).toBe('{"a":"жж');
    expect(show('{"a":"жжж"}', 9)).toBe('{"a":"ж');
    expect(show('{"a":"😀😀"}', 13)).toBe('{"a":"😀');
    for (let bytes = 1; bytes < 60; bytes += 1) {
      const shown = show(`{"b":"${"ж".repeat(5)}","access_token":"${token}"}`, bytes);
      expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(bytes);
      expect(shown).not.toMatch(/s3cret|\ufffd/);
    }
  });

  it("is what it was where there is no secret, and never holds one", () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(value, fc.boolean(), (json, isIndented) => {
        const text = JSON.stringify(json, null, isIndented ? 2 : 0);
        expect(show(text)).toBe(text);
        const shown = show(JSON.stringify({ a: [json], password: json, b: json, access_token: token }));
        expect(JSON.parse(shown)).toEqual(JSON.parse(JSON.stringify({ a: [json], password: "***", b: json, access_token: "***" })));
      }),
    );
  });

  it("of a mebibyte is read no further than it is shown", () => {
    const text = `{"fields":[${'"id",'.repeat(200_000)}"id"]}`;
    const started = process.cpuUsage();
    expect(show(text)).toHaveLength(16 * 1024);
    const { user, system } = process.cpuUsage(started);
    expect(user + system).toBeLessThan(200_000);
  });
});
