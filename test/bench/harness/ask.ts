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

function basic({ login, password }: { readonly login: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}`;
}

function query(parameters: Parameters): string {
  return new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString();
}
