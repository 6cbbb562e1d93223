import type { Question } from "../question.ts";

type Choice = Readonly<Record<string, unknown>>;

/** The flags of the cuts follow from what is cut, and what is read of roll-ups from whether they are. */
function consistent(given: Choice): Choice {
  const isSome = given["rolled"] !== undefined && (given["with_days"] === true || given["with_hours"] === true);
  const choice = given["rolled"] === undefined ? given : { ...given, rolled: isSome, with_facts: !isSome || given["with_facts"] === true };
  if (choice["cutting"] === undefined) return choice;
  const cutBy = (cut: string) => choice["cutting"] === cut || (choice["cutting"] === "several" && choice[`by_${cut}`] === true);
  return { ...choice, by_date: cutBy("date"), by_department: cutBy("department"), by_employee: cutBy("employee"), by_remark: cutBy("remark") };
}

/** Combinations of the booleans and enums that choose lines of a question's SQL: any two values of any two of them come together. */
export function choicesOfLines({ choices: all }: Question): readonly Choice[] {
  const choices = [...all];
  const others = [0, -1].map((place) => Object.fromEntries(choices.map(([name, values]) => [name, values.at(place)])));
  const pairs = choices.flatMap(([one, values], place) =>
    choices.slice(place + 1).flatMap(([other, more]) => values.flatMap((value) => more.map((further) => ({ [one]: value, [other]: further })))),
  );
  const [first = {}, last = {}] = others;
  return [first, last, ...pairs.map((changed, place) => ({ ...(place % 2 === 0 ? first : last), ...changed }))].map(consistent);
}

/** The texts that a question can send for those. */
export function textsOf(question: Question): readonly string[] {
  return [...new Set(choicesOfLines(question).map((choice) => question.textFor(choice)))];
}
