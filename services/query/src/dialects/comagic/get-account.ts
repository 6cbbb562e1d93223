import { z } from "zod";
import { defineMethod } from "./rpc/method.ts";

/** The one convenience beyond the reports (ruling R17): clients ask for the time zone that all dates are in. The list has one element. */
export const getAccount = defineMethod({
  name: "get.account",
  kind: "light",
  summary: "The account and its time zone",
  params: z.object({}),
  data: z.array(z.object({ app_id: z.int(), name: z.string(), timezone: z.string() })),
  examples: () => ({ account: { summary: "Which zone the dates are in", params: {} } }),
  async run(_params, { account, section }) {
    return { data: [{ app_id: section.app_id, name: account.tenant, timezone: account.timezone }], totalItems: 1 };
  },
});
