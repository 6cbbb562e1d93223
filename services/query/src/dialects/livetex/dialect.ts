import { randomBytes } from "node:crypto";
import { z } from "zod";
import { hashPassword } from "../../accounts/password-hash.ts";
import type { Dialect } from "../dialect.ts";
import { describeLivetex } from "./describe.ts";
import { livetexPlugin, prefixes, refuseTarget } from "./plugin.ts";

const credentialsSchema = z.object({ login: z.string(), password: z.string() });

export const livetex: Dialect = {
  name: "livetex",
  prefixes,
  plugin: livetexPlugin,
  refuseTarget,
  async demo() {
    const credentials: z.output<typeof credentialsSchema> = { login: "demo@example.com", password: randomBytes(12).toString("base64url") };
    return { section: { users: [{ login: credentials.login, password: await hashPassword(credentials.password), role: "admin" }] }, credentials };
  },
  sign(request, credentials) {
    const { login, password } = credentialsSchema.parse(credentials);
    return { ...request, headers: { ...request.headers, authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}` } };
  },
  curl({ origin, credentials }) {
    const { login, password } = credentialsSchema.parse(credentials);
    return [
      `curl -G -u '${login}:${password}' '${origin}/v2/stats/summary' -d 'q=date=lastweek' -d 'fields=online_time_avg,chats_total,chats_first_answer_avg,by_date'`,
    ];
  },
  describe: describeLivetex,
};
