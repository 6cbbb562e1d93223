import type { Question, RowBatches, TenantReader } from "@stats/questions";
import type { z } from "zod";

/** What an endpoint may know besides the request itself. */
interface RequestContext {
  /** IANA zone of the account. */
  readonly timezone: string;
  /** Epoch seconds. */
  readonly now: number;
}

/**
 * One operation of a dialect, declared. `toParams` and `toBody` are pure, synchronous and total: they rename, regroup and format, and never
 * add up; arithmetic is the question's.
 */
export interface Endpoint<Request extends z.ZodType, Params extends z.ZodObject, Row extends z.ZodObject, Response extends z.ZodType, Settings = undefined> {
  /** The vendor's name of it. */
  readonly operation: string;
  readonly request: Request;
  readonly question: Pick<Question<Params, Row>, "params" | "row" | "ask">;
  readonly toParams: (request: z.output<Request>, context: RequestContext) => z.input<Params>;
  readonly response: Response;
  readonly toBody: (rows: readonly z.output<Row>[], request: z.output<Request>, settings: Settings) => z.output<Response>;
}

/** An operation whose answer may be long: its body is made of rows as they come, as pieces of a JSON text that are never held together. */
export interface StreamedEndpoint<
  Request extends z.ZodType,
  Params extends z.ZodObject,
  Row extends z.ZodObject,
  Response extends z.ZodType,
  Settings,
> extends Omit<Endpoint<Request, Params, Row, Response, Settings>, "question" | "toBody"> {
  readonly question: Pick<Question<Params, Row>, "params" | "row"> & {
    readonly askInBatches: (reader: Pick<TenantReader, "select" | "selectBatches" | "rollups">, params: z.input<Params>) => Promise<RowBatches<z.output<Row>>>;
  };
  /** Pure apart from the rows that it reads. */
  readonly toTexts: (rows: AsyncIterable<readonly z.output<Row>[]>, request: z.output<Request>, settings: Settings) => AsyncIterable<string>;
}

export function defineStreamedEndpoint<Request extends z.ZodType, Params extends z.ZodObject, Row extends z.ZodObject, Response extends z.ZodType, Settings>(
  endpoint: StreamedEndpoint<Request, Params, Row, Response, Settings>,
): StreamedEndpoint<Request, Params, Row, Response, Settings> {
  return endpoint;
}

export function defineEndpoint<
  Request extends z.ZodType,
  Params extends z.ZodObject,
  Row extends z.ZodObject,
  Response extends z.ZodType,
  Settings = undefined,
>(endpoint: Endpoint<Request, Params, Row, Response, Settings>): Endpoint<Request, Params, Row, Response, Settings> {
  return endpoint;
}
