/** Offsets compare only within one life of a topic; the epoch counts those lives. 2^48 offsets an epoch, and 31 epochs stay exact in a double. */
const offsetsPerEpoch = 2 ** 48;
export const epochMax = 31;

/** version = epoch * 2^48 + offset: totally ordered over the lives of a partition. */
export function versionOf(epoch: number, offset: number): number {
  return epoch * offsetsPerEpoch + offset;
}

export function offsetOf(version: number): number {
  return version % offsetsPerEpoch;
}

export function epochOf(version: number): number {
  return Math.floor(version / offsetsPerEpoch);
}
