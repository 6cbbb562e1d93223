import { z } from "zod";
import type { ParameterFault } from "./parameter-fault.ts";

/** What went wrong with a request as a whole. Status, our own stable code, and the sentence in both languages. */
const requestFaults = {
  unauthorized: {
    status: 401,
    code: 4010,
    en: "Missing or wrong credentials: HTTP Basic with an API user is required",
    pl: "Brak danych logowania lub są błędne: wymagane HTTP Basic użytkownika API",
  },
  forbidden: { status: 403, code: 4030, en: "The API user is not permitted to call this method", pl: "Użytkownik API nie ma uprawnień do tej metody" },
  not_found: { status: 404, code: 4040, en: "There is no such method", pl: "Nie ma takiej metody" },
  method_not_allowed: { status: 405, code: 4050, en: "This method is called with GET", pl: "Tę metodę wywołuje się przez GET" },
  too_many_requests: { status: 429, code: 4290, en: "Too many requests in this minute; try again later", pl: "Za dużo zapytań w tej minucie; spróbuj później" },
  bad_request: { status: 400, code: 4000, en: "The request cannot be read", pl: "Nie można odczytać zapytania" },
  internal: { status: 500, code: 5000, en: "Internal error", pl: "Błąd wewnętrzny" },
  unavailable: {
    status: 503,
    code: 5030,
    en: "The report cannot be computed now; try again later",
    pl: "Nie można teraz przygotować raportu; spróbuj później",
  },
} as const;

/** Each fault that a request as a whole can have. */
export const requestFaultNames = Object.keys(requestFaults) as RequestFault[];

export type RequestFault = keyof typeof requestFaults;
export type Language = "en" | "pl";

const errorEntry = z.object({ message: z.string(), code: z.int().describe("Stable, unlike the message") });
export type ErrorEntry = Readonly<z.output<typeof errorEntry>>;

/** The body of every refusal. */
export const refusalBody = z.object({ request_id: z.string().regex(/^[0-9a-f]{32}$/), errors: z.array(errorEntry).min(1) });

/** A refusal in this dialect. */
export class ThuliumError extends Error {
  override readonly name = "ThuliumError";
  readonly fault: RequestFault;
  readonly parameters: readonly ParameterFault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(fault: RequestFault, details: { parameters?: readonly ParameterFault[]; headers?: Readonly<Record<string, string>> } = {}) {
    super(requestFaults[fault].en);
    this.fault = fault;
    this.parameters = details.parameters ?? [];
    this.headers = details.headers ?? {};
  }

  get status(): number {
    return requestFaults[this.fault].status;
  }

  /** One entry per faulty parameter, or one for the request. */
  entries(language: Language): readonly ErrorEntry[] {
    const { code, [language]: message } = requestFaults[this.fault];
    return this.parameters.length === 0 ? [{ message, code }] : this.parameters.map((parameter) => ({ message: parameter[language], code: parameter.code }));
  }
}
