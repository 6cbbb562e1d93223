import { setImmediate as nextTurn } from "node:timers/promises";

/** Bounds of one transaction; a single larger append still goes in whole. */
const RECORDS_MAX = 20_000;

interface Waiting<Item> {
  readonly items: readonly Item[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

interface GroupCommitOptions<Item> {
  readonly write: (items: readonly Item[]) => Promise<void>;
  /** Whether a failure is about particular items, so that the others of the group would succeed without them. */
  readonly isAboutItems: (error: unknown) => boolean;
}

/**
 * Gathers the appends that are asked for at the same time into one write, and so into one fsync or round trip, which is what
 * an append costs. Everyone's promise settles with the write that held their items. `idle` resolves when nothing is waiting.
 */
export function createGroupCommit<Item>({ write, isAboutItems }: GroupCommitOptions<Item>) {
  const waiting: Waiting<Item>[] = [];
  let draining: Promise<void> = Promise.resolve();
  let isDraining = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      await nextTurn();
      await settle(takeGroup(waiting));
    }
    isDraining = false;
  }

  async function settle(group: readonly Waiting<Item>[]): Promise<void> {
    try {
      await write(group.flatMap(({ items }) => items));
      for (const { resolve } of group) resolve();
    } catch (error) {
      if (group.length > 1 && isAboutItems(error)) for (const one of group) await settle([one]);
      else for (const { reject } of group) reject(error);
    }
  }

  return {
    add: (items: readonly Item[]): Promise<void> => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ items, resolve, reject });
      if (!isDraining) {
        isDraining = true;
        draining = drain();
      }
      return promise;
    },
    idle: (): Promise<void> => draining,
  };
}

function takeGroup<Item>(waiting: Waiting<Item>[]): Waiting<Item>[] {
  let count = 0;
  const end = waiting.findIndex(({ items }) => (count += items.length) > RECORDS_MAX);
  return waiting.splice(0, end === -1 ? waiting.length : Math.max(1, end));
}
