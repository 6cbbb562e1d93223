/** Further away than any Decimal(18, 4). */
const DECIMAL_END = 1e20;
const PLACES = 4;

/**
 * A number as a text for Decimal(38, 5) that compares with every decimal of four places as the number itself does. The fifth place stands for
 * all that is beyond the fourth; a number that no such decimal reaches becomes one that none reaches.
 */
export function comparableDecimal(value: number): string {
  if (Math.abs(value) >= DECIMAL_END) return value < 0 ? `-${BigInt(DECIMAL_END)}` : String(BigInt(DECIMAL_END));
  const { sign, whole, places } = digitsOf(value);
  const isMore = /[1-9]/.test(places.slice(PLACES));
  return `${sign}${whole}.${places.slice(0, PLACES).padEnd(PLACES, "0")}${isMore ? "5" : "0"}`;
}

/** Whether some Decimal(18, 4) equals the number. */
export function isDecimal(value: number): boolean {
  return Math.abs(value) < 1e14 && !/[1-9]/.test(digitsOf(value).places.slice(PLACES));
}

/** The shortest decimal digits that mean this double, without an exponent. */
function digitsOf(value: number): { readonly sign: string; readonly whole: string; readonly places: string } {
  const [mantissa = "", exponent = "0"] = Math.abs(value).toString().split("e");
  const [before = "", after = ""] = mantissa.split(".");
  const shift = Number(exponent);
  const digits = before + after;
  const point = before.length + shift;
  return {
    sign: value < 0 ? "-" : "",
    whole: point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0"),
    places: point <= 0 ? "0".repeat(-point) + digits : digits.slice(point),
  };
}
