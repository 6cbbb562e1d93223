import type { BenchAccount } from "./accounts.ts";

type Parameters = readonly (readonly [name: string, value: string])[];

/** A chats summary as a client asks for it: GET with Basic authentication. */
export async function askThulium(origin: string, { thulium }: BenchAccount, parameters: Parameters): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const answer = await fetch(`${origin}/api/chats/reports/summary?${query(parameters)}`, { headers: { authorization: basic(thulium) } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The chats summary answered ${answer.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as Readonly<Record<string, unknown>>[];
}

/**
 * A method of the statistics as a client asks for it: GET with Basic authentication, given up after 30 s.
 * @returns the bytes of the body
 */
export async function askLivetex(origin: string, { livetex }: BenchAccount, method: string, parameters: Parameters): Promise<number> {
  const signal = AbortSignal.timeout(30_000);
  const answer = await fetch(`${origin}/v2/stats/${method}?${query(parameters)}`, { headers: { authorization: basic(livetex) }, signal });
  const body = await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`stats/${method} answered ${answer.status}: ${Buffer.from(body).toString("utf8", 0, 300)}`);
  return body.byteLength;
}

/** Operator statuses as a client asks for them: POST, urlencoded, with an api_key. */
export async function askVoximplant(origin: string, { voximplant }: BenchAccount, parameters: Parameters): Promise<readonly unknown[]> {
  const body = query([["account_id", String(voximplant.accountId)], ["api_key", voximplant.apiKey], ...parameters]);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await fetch(`${origin}/platform_api/GetACDOperatorStatusStatistics`, { method: "POST", headers, body });
  const reply = (await answer.json()) as { result?: readonly unknown[]; error?: unknown };
  if (reply.result === undefined) throw new Error(`The operator statistics answered ${JSON.stringify(reply.error)}`);
  return reply.result;
}

/** What a report of communications answered. */
export interface ListAnswer {
  /** Rows on all pages. */
  readonly total: number;
  readonly bytes: number;
}

/** A report of communications as a client asks for it: JSON-RPC, given up after 120 s. Its rows are received, not read. */
export async function askComagic(
  origin: string,
  { comagic }: Pick<BenchAccount, "comagic">,
  method: string,
  params: Readonly<Record<string, unknown>>,
): Promise<ListAnswer> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: { access_token: comagic.accessToken, ...params } });
  const answer = await fetch(`${origin}/v2.0`, { method: "POST", body, signal: AbortSignal.timeout(120_000) });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const total = /"total_items":(\d+)/.exec(bytes.toString("latin1", bytes.length - 300))?.[1];
  if (!answer.ok || total === undefined) throw new Error(`${method} answered ${answer.status}: ${bytes.toString("utf8", 0, 400)}`);
  return { total: Number(total), bytes: bytes.byteLength };
}

function basic({ login, password }: { readonly login: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}`;
}

function query(parameters: Parameters): string {
  return new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString();
}
