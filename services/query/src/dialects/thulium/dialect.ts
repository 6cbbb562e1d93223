import { randomBytes } from "node:crypto";
import { z } from "zod";
import { hashPassword } from "../../accounts/password-hash.ts";
import type { Dialect } from "../dialect.ts";
import { describeThulium } from "./describe.ts";
import { refuseTarget, thuliumPlugin } from "./plugin.ts";

const credentialsSchema = z.object({ login: z.string(), password: z.string() });

export const thulium: Dialect = {
  name: "thulium",
  prefixes: ["/api"],
  plugin: thuliumPlugin,
  refuseTarget,
  async demo() {
    const credentials: z.output<typeof credentialsSchema> = { login: "demo", password: randomBytes(12).toString("base64url") };
    return { section: { users: [{ login: credentials.login, password: await hashPassword(credentials.password) }] }, credentials };
  },
  sign(request, credentials) {
    const { login, password } = credentialsSchema.parse(credentials);
    return { ...request, headers: { ...request.headers, authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}` } };
  },
  curl({ origin, credentials, now }) {
    const { login, password } = credentialsSchema.parse(credentials);
    const [from, to] = [now - 7 * 86_400_000, now].map((at) => new Date(at).toISOString().slice(0, 10));
    return [`curl -g -u '${login}:${password}' '${origin}/api/chats/reports/summary?date_from=${from}&date_to=${to}&aggregate_by=day'`];
  },
  describe: describeThulium,
};
