export interface BasicCredentials {
  readonly login: string;
  readonly password: string;
}

/** Reads an `Authorization: Basic` header (RFC 7617): UTF-8, split at the first colon. Undefined for anything else. */
export function fromBasicAuthorization(header: string | undefined): BasicCredentials | undefined {
  const encoded = /^basic +([A-Za-z0-9+/_-]+={0,2}) *$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? undefined : { login: text.slice(0, colon), password: text.slice(colon + 1) };
}
