import type { TenantReader } from "@stats/questions";
import type { z } from "zod";
import type { DialectDeps } from "../../dialect.ts";
import { methods } from "../methods.ts";
import type { Caller, Callers } from "./callers.ts";
import { RpcError } from "./errors.ts";
import type { MethodDeclaration, MethodResult, RpcMethod } from "./method.ts";
import { readParams } from "./read-params.ts";
import { loginUser, logoutUser } from "./session-methods.ts";

/** Parameters as they came, once it is known whose they are. */
export interface IdentifiedCall {
  readonly caller: Caller;
  /** Checks the parameters. @throws {RpcError} for the first faulty one. What it returns carries the call out, with the reader that it is given. */
  readonly prepare: () => (reader: TenantReader) => Promise<MethodResult>;
}

export interface Call {
  readonly method: MethodDeclaration;
  /** Rejects when the parameters that prove who calls are missing or wrong. */
  readonly identify: (given: Readonly<Record<string, unknown>>) => Promise<IdentifiedCall>;
}

/** Every method by its name. */
export function createCalls(deps: DialectDeps, callers: Callers): ReadonlyMap<string, Call> {
  const ofAccount = (method: RpcMethod): Call => ({
    method,
    async identify(given) {
      const caller = await callers.fromToken(textParameter(given, "access_token"));
      const prepare = () => {
        const params = readParams(method.params, given);
        return async (reader: TenantReader) => await method.run(params, { ...caller, reader, nowMs: deps.now(), publish: deps.publish });
      };
      return { caller, prepare };
    },
  });

  const login: Call = {
    method: loginUser,
    async identify(given) {
      const { issue, ...caller } = await callers.fromPassword(textParameter(given, "login"), textParameter(given, "password"));
      const prepare = () => {
        readParams(loginUser.params, given);
        return async () => {
          const { token, expiresAt } = await issue();
          return { data: { access_token: token, expire_at: expiresAt, app_id: caller.section.app_id } satisfies z.input<typeof loginUser.data> };
        };
      };
      return { caller, prepare };
    },
  };

  const logout: Call = {
    method: logoutUser,
    async identify(given) {
      const caller = await callers.fromToken(textParameter(given, "access_token"));
      const { account, session } = caller;
      const prepare = () => {
        readParams(logoutUser.params, given);
        return async () => {
          if (session !== undefined) await deps.endSession({ tenant: account.tenant, sessionId: session.id, expiresAt: session.expiresAt });
          return { data: {} };
        };
      };
      return { caller, prepare };
    },
  };

  return new Map([login, logout, ...methods.map(ofAccount)].map((call) => [call.method.name, call]));
}

/** What proves who calls is read before all other parameters. */
function textParameter(given: Readonly<Record<string, unknown>>, field: string): string {
  const value = given[field];
  if (value === undefined || value === null || value === "") throw new RpcError("required_parameter_missed", { field });
  if (typeof value !== "string") throw new RpcError("data_type_error", { field, value });
  return value;
}
