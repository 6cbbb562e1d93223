import { randomBytes, randomInt } from "node:crypto";
import { z } from "zod";
import { hashKey } from "../../accounts/key-hash.ts";
import { hashPassword } from "../../accounts/password-hash.ts";
import type { Dialect } from "../dialect.ts";
import { describeComagic } from "./describe.ts";
import { communicationsReport } from "./reports/communications.ts";
import { comagicPlugin, path, refuseTarget } from "./rpc/plugin.ts";

const credentialsSchema = z.object({ app_id: z.int(), login: z.string(), password: z.string(), access_token: z.string() });

const callSchema = z.looseObject({ params: z.looseObject({}).default({}) });

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

export const comagic: Dialect = {
  name: "comagic",
  prefixes: [path],
  plugin: comagicPlugin,
  refuseTarget,
  async demo() {
    const credentials: z.output<typeof credentialsSchema> = {
      app_id: randomInt(1_000_000, 10_000_000),
      login: "demo@example.com",
      password: randomBytes(12).toString("base64url"),
      access_token: randomBytes(24).toString("hex"),
    };
    const { app_id, login, password, access_token } = credentials;
    return { section: { app_id, users: [{ login, password: await hashPassword(password) }], tokens: [{ key: hashKey(access_token) }] }, credentials };
  },
  sign(request, credentials) {
    const { access_token } = credentialsSchema.parse(credentials);
    const call = callSchema.safeParse(jsonOf(request.body));
    if (!call.success) return request;
    return { ...request, body: JSON.stringify({ ...call.data, params: { ...call.data.params, access_token } }) };
  },
  curl({ origin, credentials, now }) {
    const { access_token } = credentialsSchema.parse(credentials);
    const { name, examples } = communicationsReport;
    const call = { jsonrpc: "2.0", id: 1, method: name, params: { access_token, ...examples(now)["default"]?.params, limit: 5 } };
    return [`curl '${origin}${path}' -d '${JSON.stringify(call)}'`];
  },
  describe: describeComagic,
};
