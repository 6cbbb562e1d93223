import type { BenchAccount } from "./accounts.ts";

type Parameters = readonly (readonly [name: string, value: string])[];

/** A chats summary as a client asks for it: GET with Basic authentication. */
export async function askThulium(origin: string, { thulium }: BenchAccount, parameters: Parameters): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const authorization = `Basic ${Buffer.from(`${thulium.login}:${thulium.password}`).toString("base64")}`;
  const answer = await fetch(`${origin}/api/chats/reports/summary?${query(parameters)}`, { headers: { authorization } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The chats summary answered ${answer.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as Readonly<Record<string, unknown>>[];
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

function query(parameters: Parameters): string {
  return new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString();
}
