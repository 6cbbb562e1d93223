import { generateKeyPair, randomBytes, randomInt } from "node:crypto";
import { promisify } from "node:util";
import { z } from "zod";
import { hashKey } from "../../accounts/key-hash.ts";
import type { Dialect } from "../dialect.ts";
import { describeVoximplant } from "./describe.ts";
import { refuseTarget, voximplantPlugin } from "./plugin.ts";
import { toUtcTime } from "./utc-time.ts";

/** The first four fields are the vendor's credentials file, which its clients read. */
const credentialsSchema = z.object({ account_email: z.string(), account_id: z.int(), key_id: z.string(), private_key: z.string(), api_key: z.string() });

export const voximplant: Dialect = {
  name: "voximplant",
  prefixes: ["/platform_api"],
  plugin: voximplantPlugin,
  refuseTarget,
  async demo() {
    const pair = await promisify(generateKeyPair)("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const credentials: z.output<typeof credentialsSchema> = {
      account_email: "demo@example.com",
      account_id: randomInt(1_000_000, 10_000_000),
      key_id: randomBytes(16).toString("hex"),
      private_key: pair.privateKey,
      api_key: randomBytes(24).toString("hex"),
    };
    const { account_id, key_id, api_key } = credentials;
    return { section: { account_id, keys: [{ key_id, public_key: pair.publicKey }], api_keys: [hashKey(api_key)] }, credentials };
  },
  sign(request, credentials) {
    const { account_id, api_key } = credentialsSchema.parse(credentials);
    // A body's parameter wins over the query's, so the body holds them.
    const form = new URLSearchParams(request.body ?? "");
    form.set("account_id", String(account_id));
    form.set("api_key", api_key);
    return { ...request, method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: form.toString() };
  },
  curl({ origin, credentials, now }) {
    const { account_id, api_key } = credentialsSchema.parse(credentials);
    const from = toUtcTime(Math.floor(now / 1000) - 86_400);
    const fields = [`account_id=${account_id}`, `api_key=${api_key}`, `from_date=${from}`, "user_id=all", "aggregation=hour"].map((field) => ` -d '${field}'`);
    return [`curl${fields.join("")} '${origin}/platform_api/GetACDOperatorStatusStatistics'`];
  },
  describe: describeVoximplant,
};
