import type { DemoAccount } from "@stats/query";
import { importPKCS8, SignJWT } from "jose";
import type { ApiDocument, ExampleRequest, SecurityScheme } from "./document-examples.ts";

type Credentials = Readonly<Record<string, string | number>>;

/** Sends an example with the demo account's credentials in the places that its security schemes name, and in place of `{login}`, `{password}` and `{access_token}`. */
export async function sendExample(origin: string, document: ApiDocument, example: ExampleRequest, demo: DemoAccount["credentials"]): Promise<Response> {
  const credentials = (demo.dialects[example.tag] ?? {}) as Credentials;
  const url = new URL(example.path, origin);
  for (const [name, value] of example.query) url.searchParams.append(name, value);
  const headers = new Headers();
  for (const name of Object.keys(example.security)) {
    const scheme = document.components.securitySchemes[name];
    if (scheme === undefined) throw new Error(`The security scheme ${name} is not declared`);
    if (scheme.type === "apiKey") url.searchParams.set(scheme.name ?? "", String(credentials[scheme.name ?? ""]));
    else headers.set("authorization", await authorization(origin, example.tag, scheme, credentials, demo.publish_key));
  }
  return await fetch(url, { method: example.method.toUpperCase(), headers, ...bodyOf(example, credentials, headers) });
}

async function authorization(origin: string, tag: string, { scheme }: SecurityScheme, credentials: Credentials, publishKey: string): Promise<string> {
  if (scheme === "basic") return `Basic ${Buffer.from(`${credentials["login"]}:${credentials["password"]}`).toString("base64")}`;
  if (tag === "publish") return `Bearer ${publishKey}`;
  if (credentials["private_key"] === undefined) return `Bearer ${await tokenOf(origin, credentials)}`;
  const key = await importPKCS8(String(credentials["private_key"]), "RS256");
  const jwt = new SignJWT({ iss: credentials["account_id"] as unknown as string }).setProtectedHeader({ alg: "RS256", kid: String(credentials["key_id"]) });
  return `Bearer ${await jwt.setIssuedAt().setExpirationTime("1m").sign(key)}`;
}

async function tokenOf(origin: string, { login = "", password = "" }: Credentials): Promise<string> {
  const body = new URLSearchParams({ grant_type: "password", username: String(login), password: String(password) });
  const reply = await fetch(`${origin}/v2/oauth2/token`, { method: "POST", body });
  return ((await reply.json()) as { results: { access_token: string } }).results.access_token;
}

function bodyOf({ body }: ExampleRequest, credentials: Credentials, headers: Headers): { body?: string | URLSearchParams | FormData } {
  if (body === undefined) return {};
  const text = JSON.stringify(body.value).replace(/\{(login|password|access_token)\}/g, (_braces, name: string) => String(credentials[name]));
  const fields = Object.entries(JSON.parse(text) as Record<string, unknown>).map(([name, value]) => [name, String(value)] as const);
  if (body.contentType === "application/x-www-form-urlencoded") return { body: new URLSearchParams(fields.map(([name, value]) => [name, value])) };
  if (body.contentType === "multipart/form-data") {
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    return { body: form };
  }
  headers.set("content-type", body.contentType);
  return { body: text };
}
