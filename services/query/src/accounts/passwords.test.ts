import { describe, expect, it } from "vitest";
import { fromBasicAuthorization } from "./basic-credentials.ts";
import { hashKey, matchesKey } from "./key-hash.ts";
import { hashPassword, passwordHash, verifyPassword } from "./password-hash.ts";
import { createPasswordVerifier, VerifierBusyError } from "./password-verifier.ts";
import { createPublishKeys } from "./publish-keys.ts";

describe("password hashes", () => {
  it("are salted, carry their parameters, and verify", async () => {
    const [one, two] = [await hashPassword("żółw"), await hashPassword("żółw")];
    expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=1\$/);
    expect(one).not.toBe(two);
    expect(passwordHash.safeParse(one).success).toBe(true);
    expect([await verifyPassword("żółw", one), await verifyPassword("zolw", one), await verifyPassword("", one)]).toEqual([true, false, false]);
  });

  it.each([
    "secret",
    "",
    "$scrypt$ln=15,r=8,p=1$$",
    "$2b$10$abcdefghijklmnopqrstuv",
    "$scrypt$ln=31,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  ])("%j is none", async (text) => {
    expect(passwordHash.safeParse(text).success).toBe(false);
    await expect(verifyPassword("secret", text)).rejects.toThrow();
  });
});

describe("the verifier", () => {
  const spent = async (work: () => Promise<unknown>) => {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };

  it("remembers outcomes for a while and no longer, each for its own credentials", async () => {
    const clock = { ms: 1_000_000 };
    const verify = createPasswordVerifier({ now: () => clock.ms, rememberMs: 1000 });
    const ann = { realm: "r", login: "ann", passwordHash: await hashPassword("a") };
    expect(await verify(ann, "a")).toBe(true);
    expect(await verify(ann, "b")).toBe(false);
    expect(await verify({ ...ann, passwordHash: undefined }, "a")).toBe(false);
    const slow = await spent(async () => await verify(ann, "c"));
    const many = await spent(async () => {
      for (let time = 0; time < 100; time += 1) expect(await verify(ann, "a")).toBe(true);
    });
    // a hundred slow hashes would cost a hundred times as much
    expect(many).toBeLessThan(20 * slow);
    clock.ms += 1001;
    expect(await verify({ ...ann, passwordHash: await hashPassword("z") }, "a")).toBe(false);
    expect(await verify(ann, "a")).toBe(true);
  });

  it("works as hard for an unknown login as for a wrong password", async () => {
    const verify = createPasswordVerifier({ now: () => 0 });
    const hash = await hashPassword("a");
    await verify({ realm: "r", login: "warm", passwordHash: undefined }, "up");
    const known = await spent(async () => await verify({ realm: "r", login: "ann", passwordHash: hash }, "wrong"));
    const unknown = await spent(async () => await verify({ realm: "r", login: "nobody", passwordHash: undefined }, "wrong"));
    expect(unknown).toBeGreaterThan(known / 4);
  });

  it("keeps the waiting line short, and works on when it has been worked off", async () => {
    const verify = createPasswordVerifier({ now: () => 0, concurrency: 1, waitingMax: 2 });
    const user = { realm: "r", login: "x", passwordHash: undefined };
    const outcomes = await Promise.allSettled(["1", "2", "3", "4", "5"].map(async (password) => await verify(user, password)));
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(VerifierBusyError);
    expect(await verify(user, "5")).toBe(false);
  });
});

describe("credentials", () => {
  it("of Basic are UTF-8 and split at the first colon", () => {
    const read = (text: string) => fromBasicAuthorization(`basic ${Buffer.from(text, "utf8").toString("base64")}`);
    expect(read("żółw:a:b")).toEqual({ login: "żółw", password: "a:b" });
    expect(read(":")).toEqual({ login: "", password: "" });
    expect(read("none")).toBeUndefined();
    for (const header of [undefined, "", "Basic", "Basic  ", "Bearer YTpi", "Basic ?"]) expect(fromBasicAuthorization(header)).toBeUndefined();
  });

  it("of publishers are found by the hash of the key", () => {
    const tenantOf = createPublishKeys([{ tenant: "acme", timezone: "UTC", publishKeys: [hashKey("one"), hashKey("two")], sections: {} }]);
    expect([tenantOf("one"), tenantOf("two"), tenantOf("three"), tenantOf(""), tenantOf(hashKey("one"))]).toEqual([
      "acme",
      "acme",
      undefined,
      undefined,
      undefined,
    ]);
    expect([matchesKey("one", hashKey("one")), matchesKey("one", hashKey("two")), matchesKey("one", "short")]).toEqual([true, false, false]);
  });
});
