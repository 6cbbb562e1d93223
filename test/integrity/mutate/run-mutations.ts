import { openStage } from "../system/stage.ts";
import { mutations } from "./mutations.ts";
import { isCaught, tryMutation, tryUnmutated } from "./try-mutation.ts";

/**
 * Breaks every promise (or the named ones) and says which check has seen it; the same run unbroken must be clean.
 * @returns whether all of them were caught, and nothing else
 */
export async function runMutations(names: readonly string[], say: (line: string) => void): Promise<boolean> {
  const unknown = names.filter((name) => !mutations.some((mutation) => mutation.name === name));
  if (unknown.length > 0) throw new RangeError(`There is no mutation ${unknown.join(", ")}: there are ${mutations.map(({ name }) => name).join(", ")}.`);
  const chosen = names.length === 0 ? mutations : mutations.filter(({ name }) => names.includes(name));
  const stage = await openStage();
  let failures = 0;
  const quiet = () => {};
  try {
    for (const mutation of chosen) {
      const control = await tryUnmutated(stage, mutation, quiet);
      for (const line of control.lines()) say(`  ${line}`);
      say(`${mutation.name}: without it ${control.isEmpty ? "no difference" : "DIFFERENCES"}`);
      const findings = await tryMutation(stage, mutation, quiet);
      const isSeen = isCaught(mutation, findings);
      say(
        `${mutation.name}: ${isSeen ? "caught" : "NOT CAUGHT"} by ${[...findings.counts].map(([check, count]) => `${check} (${count})`).join(", ") || "nothing"}`,
      );
      if (!isSeen || !control.isEmpty) failures += 1;
    }
  } finally {
    await stage.close(false);
  }
  say(
    failures === 0
      ? `all ${chosen.length} mutations were caught, and the unmutated runs are clean`
      : `${failures} of ${chosen.length} mutations FAILED the proof`,
  );
  return failures === 0;
}
