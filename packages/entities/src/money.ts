/**
 * An amount in the one form in which the database prints it: no sign of zero, no zeros that say nothing. An equal amount is the equal text, so that rows
 * can be compared as texts.
 * @param amount as the contract allows it: an optional minus, 1..14 digits, and up to 4 decimals behind a point
 */
export function canonicalMoney(amount: string): string {
  const [whole = "", decimals = ""] = amount.replace("-", "").split(".");
  const digits = whole.replace(/^0+(?=[0-9])/, "");
  const fraction = decimals.replace(/0+$/, "");
  const value = fraction === "" ? digits : `${digits}.${fraction}`;
  return amount.startsWith("-") && value !== "0" ? `-${value}` : value;
}
