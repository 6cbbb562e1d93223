import type { RpcError } from "../rpc/errors.ts";
import { withoutSecrets } from "./without-secrets.ts";

const rawBytesMax = 16 * 1024;
const methodCharactersMax = 128;

/** A request of a known account, answered. */
export interface CompletedRequest {
  readonly tenant: string;
  /** The body as it came. */
  readonly text: string;
  /** What proved whose request it is; empty for a login. */
  readonly token: string;
  readonly id: unknown;
  /** The id as it stood in the body. */
  readonly idText: string;
  readonly method: string;
  /** Undefined for a method that does not exist. */
  readonly kind: "heavy" | "light" | undefined;
  /** Undefined when it succeeded. */
  readonly error: RpcError | undefined;
}

/** Where and when it came, and how long it took; epoch milliseconds. */
export interface Arrival {
  readonly address: string;
  readonly arrivedMs: number;
  readonly answeredMs: number;
}

/**
 * The event of a request (rulings, section 4).
 * @param uuid a new one
 */
export function completedEvent(request: CompletedRequest, { address, arrivedMs, answeredMs }: Arrival, uuid: string): Readonly<Record<string, unknown>> {
  const { error } = request;
  return {
    specversion: "1.0",
    id: uuid,
    source: "urn:stats:comagic",
    type: "api_request.completed.v1",
    time: new Date(arrivedMs).toISOString(),
    tenant: request.tenant,
    data: {
      api_request_id: uuid,
      request_id: requestId(request),
      api_type: "rpc_api",
      component: "data_api",
      ip_address: address,
      method: Array.from(request.method.slice(0, 2 * methodCharactersMax))
        .slice(0, methodCharactersMax)
        .join(""),
      method_type: request.kind,
      ...(error === undefined ? { result: "success" } : { result: "error", error_code: String(error.code), error_mnemocode: error.mnemonic }),
      raw: withoutSecrets(request.text, request.token, rawBytesMax),
      execution_time: Math.max(0, Math.round(answeredMs - arrivedMs)),
    },
  };
}

/** As it was sent, but a number that a double rounds is its text: what readers make of the event must keep its digits. */
function requestId({ id, idText }: CompletedRequest): string | number | undefined {
  if (typeof id === "string") return id;
  if (typeof id !== "number") return undefined;
  return Number.isSafeInteger(id) || String(id) === idText ? id : idText;
}
