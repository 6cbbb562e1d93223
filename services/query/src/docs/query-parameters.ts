import { type ApiExamples, type ApiParameter, apiSchema, type ApiSchema } from "@stats/kit";
import type { z } from "zod";

/** A request that works as it stands, credentials aside: its parameters by name. */
export interface RequestExample {
  readonly summary: string;
  readonly parameters: Readonly<Record<string, string | number | readonly string[]>>;
}
export type RequestExamples = Readonly<Record<string, RequestExample>>;

/**
 * The query parameters that a request schema takes, each with the examples that give it.
 * @param filled names that the schema requires, but that are filled in when a request does not give them
 */
export function toQueryParameters(request: z.ZodType, examples: RequestExamples, filled: readonly string[] = []): readonly ApiParameter[] {
  const { properties, required } = fieldsOf(request, filled);
  return Object.entries(properties).map(([name, { description, ...schema }]): ApiParameter => {
    const own = examplesOf(name, examples);
    return {
      name,
      in: "query",
      ...(typeof description === "string" ? { description } : {}),
      required: required.includes(name),
      schema,
      ...(Object.keys(own).length === 0 ? {} : { examples: own }),
    };
  });
}

/** The same parameters as the fields of a form. */
export function toForm(
  request: z.ZodType,
  examples: RequestExamples,
  filled: readonly string[] = [],
): { readonly schema: ApiSchema; readonly examples: ApiExamples } {
  const { properties, required } = fieldsOf(request, filled);
  return {
    schema: { type: "object", properties, required },
    examples: Object.fromEntries(Object.entries(examples).map(([name, { summary, parameters }]) => [name, { summary, value: parameters }])),
  };
}

function fieldsOf(
  request: z.ZodType,
  filled: readonly string[],
): { readonly properties: Readonly<Record<string, ApiSchema>>; readonly required: readonly string[] } {
  const schema = apiSchema(request, "input") as { properties?: Record<string, ApiSchema>; required?: readonly string[] };
  return { properties: schema.properties ?? {}, required: (schema.required ?? []).filter((name) => !filled.includes(name)) };
}

function examplesOf(parameter: string, examples: RequestExamples): ApiExamples {
  return Object.fromEntries(
    Object.entries(examples).flatMap(([name, { summary, parameters }]) =>
      parameters[parameter] === undefined ? [] : [[name, { summary, value: parameters[parameter] }]],
    ),
  );
}
