import type { Question } from "../question.ts";

type Choice = Readonly<Record<string, unknown>>;

/** Combinations of the booleans and enums that choose lines of a question's SQL: any two values of any two of them come together. */
export function choicesOfLines({ choices: all }: Question): readonly Choice[] {
  const choices = [...all];
  const others = [0, -1].map((place) => Object.fromEntries(choices.map(([name, values]) => [name, values.at(place)])));
  const pairs = choices.flatMap(([one, values], place) =>
    choices.slice(place + 1).flatMap(([other, more]) => values.flatMap((value) => more.map((further) => ({ [one]: value, [other]: further })))),
  );
  const [first = {}, last = {}] = others;
  return [first, last, ...pairs.map((changed, place) => ({ ...(place % 2 === 0 ? first : last), ...changed }))];
}

/** The texts that a question can send for those. */
export function textsOf(question: Question): readonly string[] {
  return [...new Set(choicesOfLines(question).map((choice) => question.textFor(choice)))];
}
