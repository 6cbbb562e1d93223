import type { TenantReader } from "@stats/questions";
import { type MethodContext, type RpcMethod, JsonText } from "../rpc/method.ts";
import { readParams } from "../rpc/read-params.ts";
import type { Row } from "./filter-evaluator.ts";

export interface Answer {
  readonly total: number | undefined;
  readonly rows: readonly Row[];
}

/** Asks a method as the surface does once it knows the account: parameters as a request has them. Rejects with its refusal. */
export async function ask(
  method: RpcMethod,
  reader: TenantReader,
  params: Readonly<Record<string, unknown>>,
  timezone = "Europe/Moscow",
  records_base_url?: string,
): Promise<Answer> {
  const context: MethodContext = {
    account: { tenant: "acme", timezone, publishKeys: [], sections: {} },
    section: { app_id: 1, users: [], tokens: [], ...(records_base_url === undefined ? {} : { records_base_url }) },
    reader,
    nowMs: 0,
    publish: async () => await Promise.reject(new Error("a report writes nothing")),
  };
  const { data, totalItems } = await method.run(readParams(method.params, params), context);
  if (!(data instanceof JsonText)) throw new Error("This is no list of rows");
  const json = Buffer.concat(await Array.fromAsync(data.chunks));
  return { total: totalItems, rows: JSON.parse(json.toString()) as readonly Row[] };
}
