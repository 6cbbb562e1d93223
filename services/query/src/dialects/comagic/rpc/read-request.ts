import { RpcError } from "./errors.ts";
import { topLevelNumber } from "./top-level-number.ts";

/** A request object of the right shape. */
export interface RpcRequest {
  readonly id: string | number;
  /** The id as it stood in the body, number or string: what the answer repeats. */
  readonly idText: string;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A body that is no request; the answer repeats its id, as far as it has one. */
export class RequestRefused extends Error {
  override readonly name = "RequestRefused";
  readonly idText: string;
  override readonly cause: RpcError;

  constructor(cause: RpcError, idText = "null") {
    super(cause.message);
    this.idText = idText;
    this.cause = cause;
  }
}

/**
 * Reads a body, whatever its declared type. Members beside the four are none of our business (clients add some).
 * @throws {RequestRefused} parse_error, batch_opreations_not_supported, invalid_request or notifications_not_supported
 */
export function readRequest(text: string | undefined): RpcRequest {
  const body = parsed(text);
  if (Array.isArray(body)) throw new RequestRefused(new RpcError("batch_opreations_not_supported"));
  if (!isObject(body)) throw new RequestRefused(new RpcError("invalid_request"));
  const { jsonrpc, id, method } = body;
  // a null is a missing one (ruling R15)
  if (id === undefined || id === null) throw new RequestRefused(new RpcError("notifications_not_supported", { field: "id" }));
  if (typeof id !== "string" && typeof id !== "number") throw new RequestRefused(new RpcError("invalid_request", { field: "id", value: id }));
  const idText = typeof id === "string" ? JSON.stringify(id) : topLevelNumber(text ?? "", "id");
  const invalid = (field: string, value: unknown) => new RequestRefused(new RpcError("invalid_request", { field, value }), idText);
  if (jsonrpc !== "2.0") throw invalid("jsonrpc", jsonrpc);
  if (typeof method !== "string") throw invalid("method", method);
  // PHP writes an empty object as an empty list
  const params = Array.isArray(body["params"]) && body["params"].length === 0 ? {} : body["params"];
  if (!isObject(params)) throw invalid("params", params);
  return { id, idText, method, params };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    throw new RequestRefused(new RpcError("parse_error"));
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text of a body; undefined for bytes that are no UTF-8. */
export function textOf(body: unknown): string | undefined {
  if (!Buffer.isBuffer(body)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}
