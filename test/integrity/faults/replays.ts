import { offsetOf } from "@stats/entities";
import { topics } from "@stats/events";
import { readPositions } from "@stats/facts";
import type { Position } from "@stats/log";
import { runCommand } from "../system/run-command.ts";
import type { System } from "../system/system.ts";
import { until } from "../until.ts";

const joinLimitMs = 60_000;
/** Records of one partition: a long run has no time to begin anew again and again. */
const backMax = 10_000;

/** While no worker runs, moves the group's commits back, for every other partition; the workers then read all of it again. */
export async function rewind(system: System, share: number): Promise<string> {
  const start = await system.fleet.down(share < 0.5);
  const stored = (await readPositions(system.database)).filter((_, index) => index % 2 === 0);
  const back = stored.map(({ topic, partition, nextVersion }) => ({ topic, partition, offset: rewound(offsetOf(nextVersion), share) }));
  await commitAsGroup(system, back);
  await start();
  return `all workers down, commits of ${back.length} partitions moved back to ${Math.round(100 * share)} % of their positions (at most ${backMax} records), workers up`;
}

function rewound(offset: number, share: number): number {
  return Math.max(Math.floor(offset * share), offset - backMax);
}

/** Commits as a member of the group, which is how an operator's reset appears to the workers. */
async function commitAsGroup({ log, group }: System, positions: readonly Position[]): Promise<void> {
  let isAssigned = false;
  const consumption = await log.consume({
    group,
    topics,
    onAssigned: async () => {
      isAssigned = true;
      return [];
    },
    onRecords: async () => {},
  });
  if (!(await until(() => isAssigned, joinLimitMs))) throw new Error(`The group ${group} gave no partitions within ${joinLimitMs / 1000} s.`);
  await consumption.commit(positions);
  await consumption.stop();
}

/** The replay command for a range of one partition, beside the running workers. */
export async function reprocessRange(system: System, pick: number, share: number): Promise<string> {
  const positions = (await readPositions(system.database)).filter(({ nextVersion }) => offsetOf(nextVersion) > 0);
  const chosen = positions[Math.floor(pick * positions.length)];
  if (chosen === undefined) return "nothing to reprocess yet";
  const from = rewound(offsetOf(chosen.nextVersion), share);
  // To the end of the log: what lies beyond the position is for the command to leave to the workers.
  const said = await runCommand(["replay", "--topic", chosen.topic, "--partition", String(chosen.partition), "--from", String(from)], system.env);
  return `replay of ${chosen.topic}/${chosen.partition} from ${from} beside the workers: ${said}`;
}

export async function resendDeadLetters(system: System): Promise<string> {
  return `replay of the dead letters: ${await runCommand(["replay", "--dead-letters"], system.env)}`;
}
