import { type Entity, weight } from "@stats/entities";
import { LRUCache } from "lru-cache";

/**
 * The folded states of live entities, bounded by memory, least recently used first out. What is in the batch being prepared or written is held by
 * that batch, so that an eviction can never make a worker read an entity from the archive before its last events are there.
 */
export class EntityCache {
  readonly #entities: LRUCache<string, Entity>;
  #held = new Map<string, Entity>();
  #heldBefore = new Map<string, Entity>();

  constructor(bytesMax: number) {
    this.#entities = new LRUCache({ maxSize: bytesMax, sizeCalculation: weight });
  }

  get(key: string): Entity | undefined {
    return this.#held.get(key) ?? this.#heldBefore.get(key) ?? this.#entities.get(key);
  }

  /** Holds an entity until the batch after the next begins. */
  hold(key: string, entity: Entity): void {
    this.#held.set(key, entity);
  }

  /** A new batch begins; the one before the last is written. Its entities go where they may be evicted. */
  nextBatch(): void {
    for (const [key, entity] of this.#heldBefore) if (!this.#held.has(key)) this.#entities.set(key, entity);
    this.#heldBefore = this.#held;
    this.#held = new Map();
  }

  /** Forgets everything: another worker may have gone on with these entities. */
  clear(): void {
    this.#entities.clear();
    this.#held.clear();
    this.#heldBefore.clear();
  }

  get bytes(): number {
    return this.#entities.calculatedSize;
  }
}
