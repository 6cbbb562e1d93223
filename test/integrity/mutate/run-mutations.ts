import { openStage } from "../system/stage.ts";
import { type Mutation, mutations } from "./mutations.ts";
import { isCaught, isOfSystem, tryMutation, tryUnmutated } from "./try-mutation.ts";
import { tryRollupMutation } from "./try-rollup-mutation.ts";

type Counts = ReadonlyMap<string, number>;
type Say = (line: string) => void;
/** A mutation, what the checks found with it, and what without. */
type OnTried = (mutation: Mutation, found: Counts, control: Counts) => void;

/**
 * Breaks every promise (or the named ones) and says which check has seen it; the same run unbroken must be clean.
 * @returns whether all of them were caught, and nothing else
 */
export async function runMutations(names: readonly string[], say: Say): Promise<boolean> {
  const unknown = names.filter((name) => !mutations.some((mutation) => mutation.name === name));
  if (unknown.length > 0) throw new RangeError(`There is no mutation ${unknown.join(", ")}: there are ${mutations.map(({ name }) => name).join(", ")}.`);
  const chosen = names.length === 0 ? mutations : mutations.filter(({ name }) => names.includes(name));
  let failures = 0;
  const onTried: OnTried = (mutation, found, control) => {
    const isSeen = isCaught(mutation, found);
    say(`${mutation.name}: without it ${control.size === 0 ? "no difference" : `DIFFERENCES (${listed(control)})`}`);
    say(`${mutation.name}: ${isSeen ? "caught" : "NOT CAUGHT"} by ${listed(found) || "nothing"}`);
    if (!isSeen || control.size > 0) failures += 1;
  };
  await tryOfRollups(chosen, onTried);
  await tryOfSystem(chosen, say, onTried);
  say(
    failures === 0
      ? `all ${chosen.length} mutations were caught, and the unmutated runs are clean`
      : `${failures} of ${chosen.length} mutations FAILED the proof`,
  );
  return failures === 0;
}

const listed = (counts: Counts) => [...counts].map(([check, count]) => `${check} (${count})`).join(", ");

/** All of them are provoked by the same run. */
async function tryOfRollups(chosen: readonly Mutation[], onTried: OnTried): Promise<void> {
  const ofRollups = chosen.filter((mutation) => !isOfSystem(mutation));
  if (ofRollups.length === 0) return;
  const control = await tryRollupMutation();
  for (const mutation of ofRollups) onTried(mutation, await tryRollupMutation(mutation), control);
}

async function tryOfSystem(chosen: readonly Mutation[], say: Say, onTried: OnTried): Promise<void> {
  const ofSystem = chosen.filter(isOfSystem);
  if (ofSystem.length === 0) return;
  const stage = await openStage();
  const quiet = () => {};
  try {
    for (const mutation of ofSystem) {
      const control = await tryUnmutated(stage, mutation, quiet);
      for (const line of control.lines()) say(`  ${line}`);
      onTried(mutation, (await tryMutation(stage, mutation, quiet)).counts, control.counts);
    }
  } finally {
    await stage.close(false);
  }
}
