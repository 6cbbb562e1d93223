import { getAccount } from "./get-account.ts";
import type { RpcMethod } from "./rpc/method.ts";
import { setVisitorCommunication } from "./set-visitor-communication.ts";

/** The methods that a known account can call; a session is begun and ended beside them. */
export const methods: readonly RpcMethod[] = [getAccount, setVisitorCommunication];
