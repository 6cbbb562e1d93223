/** The digits of a text as a number: null without any, and where a JSON number would not hold all of them (ruling A25). */
export function digitsAsNumber(expression: string): string {
  const digits = `replaceRegexpAll(ifNull(${expression}, ''), '[^0-9]', '')`;
  return `if(length(${digits}) <= 16 and toUInt64OrZero(${digits}) <= ${Number.MAX_SAFE_INTEGER}, toUInt64OrNull(${digits}), null)`;
}
