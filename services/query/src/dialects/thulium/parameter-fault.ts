/** Why a parameter is refused, with our own stable codes. */
const kinds = {
  invalid: { code: 4001, en: "is invalid", pl: "jest nieprawidłowy" },
  missing: { code: 4002, en: "is required", pl: "jest wymagany" },
  repeated: { code: 4003, en: "may be given only once", pl: "może wystąpić tylko raz" },
  unknown: { code: 4004, en: "is unknown", pl: "jest nieznany" },
  early: { code: 4005, en: "is earlier than date_from", pl: "jest wcześniejszy niż date_from" },
} as const;

export type ParameterFaultKind = keyof typeof kinds;

/** A faulty parameter, in both languages. */
export interface ParameterFault {
  readonly parameter: string;
  readonly code: number;
  readonly en: string;
  readonly pl: string;
}

/** What a parameter may hold. */
export interface Allowed {
  readonly en: string;
  readonly pl: string;
}

const nameCharactersMax = 64;

export function parameterFault(parameter: string, kind: ParameterFaultKind, allowed?: Allowed): ParameterFault {
  const { code, en, pl } = kinds[kind];
  const name = parameter.slice(0, nameCharactersMax);
  const says = kind === "invalid" || kind === "missing" ? allowed : undefined;
  return {
    parameter,
    code,
    en: `Parameter "${name}" ${en}${says === undefined ? "" : `; allowed: ${says.en}`}`,
    pl: `Parametr "${name}" ${pl}${says === undefined ? "" : `; dozwolone: ${says.pl}`}`,
  };
}
