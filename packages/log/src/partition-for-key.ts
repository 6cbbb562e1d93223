/**
 * The partition of a key, exactly as the Java client's default partitioner (and kafkajs's) chooses it, so that upstream
 * producers and both adapters put one entity's events on the same partition.
 */
export function partitionForKey(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}

const SEED = 0x9747b28c | 0;
const M = 0x5bd1e995;
const R = 24;

/** Murmur2, 32 bits, with the seed of Kafka's `Utils.murmur2`; answers a signed integer as Java does. */
export function murmur2(data: Uint8Array): number {
  const length = data.length;
  const view = new DataView(data.buffer, data.byteOffset, length);
  const tail = length & ~3;
  let hash = SEED ^ length;
  for (let index = 0; index < tail; index += 4) {
    let word = Math.imul(view.getInt32(index, true), M);
    word = Math.imul(word ^ (word >>> R), M);
    hash = Math.imul(hash, M) ^ word;
  }
  const rest = length - tail;
  if (rest > 0) {
    for (let index = rest - 1; index >= 0; index -= 1) hash ^= view.getUint8(tail + index) << (8 * index);
    hash = Math.imul(hash, M);
  }
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}
