import { z } from "zod";

/** A JSON Schema (draft 2020-12), which is what OpenAPI 3.1 takes. */
export type ApiSchema = Readonly<Record<string, unknown>>;

/** A named example. Those of equal names in one operation belong together: they make one request. */
export interface ApiExample {
  readonly summary: string;
  readonly value: unknown;
}
export type ApiExamples = Readonly<Record<string, ApiExample>>;

export interface ApiParameter {
  readonly name: string;
  readonly in: "query";
  readonly description?: string;
  readonly required: boolean;
  readonly schema: ApiSchema;
  readonly examples?: ApiExamples;
}

export interface ApiMedia {
  readonly schema: ApiSchema;
  readonly examples?: ApiExamples;
}

export interface ApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: ApiSchema }>>;
  readonly content?: Readonly<Record<string, ApiMedia>>;
}

export interface ApiOperation {
  /** Unique in the whole document. */
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  /** Any one of these suffices; each needs all schemes that it names. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly ApiParameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, ApiMedia>> };
  readonly responses: Readonly<Record<string, ApiResponse>>;
}

/** One surface of the system in the terms of OpenAPI 3.1; the document is composed of these. */
export interface ApiDescription {
  readonly tag: { readonly name: string; readonly description: string };
  /** By whole path. */
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<"get" | "post", ApiOperation>>>>>;
  readonly securitySchemes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** For `#/components/schemas/<name>`. */
  readonly schemas?: Readonly<Record<string, ApiSchema>>;
}

/** Describes a surface; `now` (epoch milliseconds) is for examples that ask about the last few days. */
export type DescribeApi = (now: number) => ApiDescription;

/**
 * The JSON Schema of what a zod schema takes in, or of what it gives out. A number that is read from text states its default as a number; what
 * text becomes in other ways, only its schema knows, so such a default stands in the description.
 * @throws {Error} for a schema that JSON Schema cannot say
 */
export function apiSchema(schema: z.ZodType, io: "input" | "output"): ApiSchema {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, {
    io,
    override({ zodSchema: { _zod }, jsonSchema }) {
      if (io === "input" && _zod.def.type === "default" && typeof _zod.def.defaultValue === "number") jsonSchema.default ??= _zod.def.defaultValue;
      if (io === "output") withoutSafeRange(jsonSchema);
    },
  });
  return described;
}

/** That an answer's integer is a safe one goes without saying. */
function withoutSafeRange(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}
