import { isUtf8 } from "node:buffer";
import { reject, shown, type Rejection } from "./reject.ts";

/** The event of a record as structured JSON text, and the form in which it is archived. */
export type StructuredText = { readonly ok: true; readonly text: string; readonly json: string | Buffer } | Rejection;

type Headers = Readonly<Record<string, Buffer>>;

const structuredType = /^\s*application\/cloudevents\+json\s*(?:;(.*))?$/i;
const anyCloudEventsType = /^\s*application\/cloudevents/i;
const charset = /(?:^|;)\s*charset\s*=\s*"?([^";\s]*)/i;
const attributePrefix = "ce_";
const contentType = "content-type";

/** In binary mode each attribute of the event is a header. */
export function isAttributeHeader(name: string): boolean {
  return name.startsWith(attributePrefix);
}

/**
 * Reads a record by the CloudEvents Kafka protocol binding 1.0: a content-type of application/cloudevents says structured, `ce_` headers
 * say binary, a record with neither is structured. Other headers (tracing, for one) mean nothing.
 */
export function structuredText(headers: Headers, value: Buffer): StructuredText {
  const declared = headers[contentType]?.toString("utf8");
  if (declared !== undefined && anyCloudEventsType.test(declared)) return structured(declared, value);
  if (Object.keys(headers).some(isAttributeHeader)) return binary(headers, declared, value);
  if (declared === undefined) return decoded(value, (text) => ({ ok: true, text, json: value }));
  return reject("invalid_envelope", `content-type is ${shown(declared)}: allowed are application/cloudevents+json, or ce_ headers beside it`);
}

function structured(declared: string, value: Buffer): StructuredText {
  const parameters = structuredType.exec(declared);
  if (parameters === null) return reject("invalid_envelope", `content-type is ${shown(declared)}: allowed is application/cloudevents+json`);
  const encoding = charset.exec(parameters[1] ?? "")?.[1]?.toLowerCase();
  if (encoding !== undefined && encoding !== "utf-8" && encoding !== "utf8" && encoding !== "us-ascii") {
    return reject("invalid_envelope", `content-type has charset ${shown(encoding)}: allowed is utf-8`);
  }
  return decoded(value, (text) => ({ ok: true, text, json: value }));
}

/** Every `ce_` header becomes an attribute, content-type becomes datacontenttype, the value becomes data, character by character. */
function binary(headers: Headers, declared: string | undefined, value: Buffer): StructuredText {
  const members: string[] = [];
  for (const [header, bytes] of Object.entries(headers)) {
    if (!isAttributeHeader(header)) continue;
    const name = header.slice(attributePrefix.length);
    if (name === "" || name === "data" || name === "data_base64") return reject("invalid_envelope", `${header} is not the header of an attribute`);
    if (!isUtf8(bytes)) return reject("invalid_envelope", `${header} is not valid UTF-8`);
    if (name === "datacontenttype" && declared !== undefined) continue;
    members.push(member(name, bytes.toString("utf8")));
  }
  if (declared !== undefined) members.push(member("datacontenttype", declared));
  return decoded(value, (data) => {
    // Checked by itself, so that a text such as `1},"x":{2` cannot close the object around it.
    if (!isJson(data)) return reject("invalid_json", "the value is not JSON");
    const text = `{${[...members, `"data":${data}`].join(",")}}`;
    return { ok: true, text, json: text };
  });
}

function member(name: string, text: string): string {
  return `${JSON.stringify(name)}:${JSON.stringify(text)}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function decoded(value: Buffer, then: (text: string) => StructuredText): StructuredText {
  if (!isUtf8(value)) return reject("invalid_json", "the value is not valid UTF-8");
  const text = value.toString("utf8");
  return text.startsWith("\uFEFF") ? reject("invalid_json", "the value begins with a byte order mark") : then(text);
}
