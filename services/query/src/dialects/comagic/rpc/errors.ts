import { z } from "zod";

/** Everything this surface refuses with: the vendor's code and text by mnemonic. Codes repeat; the mnemonic is the key (notes, section 10). */
const catalogue = {
  parse_error: [-32700, "Invalid JSON was received by the server."],
  invalid_request: [-32600, "Invalid Request The JSON sent is not a valid Request object"],
  method_not_found: [-32601, "The method does not exist / is not available"],
  required_parameter_missed: [-32602, "The required parameter has been missed"],
  invalid_parameter_value: [-32602, "Invalid parameter value"],
  data_type_error: [-32602, "Data supplied is of wrong type"],
  unexpected_parameters: [-32602, "Unexpected method parameter(s)"],
  invalid_parameters_combination: [-32602, "The combination of parameters is not permitted"],
  sort_prohibited: [-32602, "Sort by parameter is prohibited"],
  filter_prohibited: [-32602, "Filter by parameter is prohibited"],
  date_interval_limit_reached: [-32602, "Max value of requested date interval is 3 months"],
  entity_not_found: [-32602, "Entity not found"],
  internal_error: [-32603, "Internal error, contact the support service"],
  auth_error: [-32001, "Login or password is wrong"],
  access_token_invalid: [-32001, "Access token is invalid"],
  access_token_expired: [-32001, "Access token has been expired"],
  access_token_blocked: [-32001, "Access token has been blocked"],
  forbidden: [-32003, "Permission denied"],
  ip_not_whitelisted: [-32003, "Your IP {ip} is not whitelisted"],
  limit_exceeded: [-32029, "Limit per {limit_type} has been exceeded. Value of current limit per {limit_type} is {limit_max_value}"],
  // misspelt by the vendor; clients compare it
  batch_opreations_not_supported: [-32099, "Batch operations not supported"],
  notifications_not_supported: [-32099, "Notifications not supported"],
} as const satisfies Readonly<Record<string, readonly [code: number, message: string]>>;

export type Mnemonic = keyof typeof catalogue;
export const mnemonics = Object.keys(catalogue) as Mnemonic[];

/** `error.data`: the five members are always there (live answers). */
export const refusalData = z.object({
  mnemonic: z.string(),
  field: z.string().nullable().describe("The parameter, dotted, elements by index: `sort[1].field`"),
  value: z.string().nullable().describe("What the caller sent there, as text"),
  params: z.record(z.string(), z.unknown()).describe("What the braces of the message stand for"),
  extended_helper: z.null(),
});

export interface RpcErrorDetails {
  /** Where: `limit`, `fields[3]`, `filter.filters[0].value`. */
  readonly field?: string;
  /** What the caller sent there; clients' types allow text and null only, so that anything else becomes its JSON. */
  readonly value?: unknown;
  /** Values for the braces of the message. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** A refusal in this dialect. It travels with HTTP 200. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly code: number;
  readonly mnemonic: Mnemonic;
  readonly data: z.output<typeof refusalData>;

  constructor(mnemonic: Mnemonic, { field, value, params = {} }: RpcErrorDetails = {}) {
    const [code, template] = catalogue[mnemonic];
    super(template.replace(/\{(\w+)\}/g, (braces, name: string) => String(params[name] ?? braces)));
    this.code = code;
    this.mnemonic = mnemonic;
    this.data = { mnemonic, field: field ?? null, value: asText(value), params: { ...params }, extended_helper: null };
  }
}

function asText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
