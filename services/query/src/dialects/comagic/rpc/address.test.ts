import { describe, expect, it } from "vitest";
import { checkAddress, createAddressList, plainAddress } from "./address.ts";

describe("the list of addresses", () => {
  it.each<[string[] | undefined, string, boolean]>([
    [undefined, "203.0.113.9", true],
    [[], "203.0.113.9", false],
    [["203.0.113.0/24"], "203.0.113.9", true],
    [["203.0.113.0/24"], "203.0.114.9", false],
    [["203.0.113.9/32", "10.0.0.0/8"], "10.255.0.1", true],
    [["203.0.113.9/32"], "203.0.113.8", false],
    [["2001:db8::/32"], "2001:db8:ffff::1", true],
    [["2001:db8::/32"], "2001:db9::1", false],
    [["::1/128"], "::1", true],
    [["127.0.0.0/8"], "::1", false],
    [["10.0.0.0/8"], "::ffff:10.1.2.3", true],
    [["::ffff:10.0.0.0/104"], "10.1.2.3", true],
    [["0.0.0.0/0"], "198.51.100.1", true],
    [["0.0.0.0/0"], "2001:db8::1", true],
  ])("%j and %s: %s", (blocks, address, expected) => {
    expect(createAddressList(blocks)(address)).toBe(expected);
  });

  it("tells a caller which address it saw", () => {
    expect(() => checkAddress(() => false, "203.0.113.9")).toThrow(/^Your IP 203\.0\.113\.9 is not whitelisted$/);
  });

  it("shows IPv4 as IPv4, whatever socket it came through", () => {
    expect(["::ffff:127.0.0.1", "127.0.0.1", "::1", "fe80::1%eth0"].map(plainAddress)).toEqual(["127.0.0.1", "127.0.0.1", "::1", "fe80::1"]);
  });
});
