/** A bucket of a roll-up, and the writes that its facts had known when the ledger was read. */
export interface Bucket {
  /** UTC hour in epoch seconds; of a day its local date, as the epoch seconds at which it begins in UTC. */
  readonly bucket: number;
  /** Its facts lie in [begin, end), epoch seconds. */
  readonly begin: number;
  readonly end: number;
  /** The ledger's count of writes, and their digest: 64 bits, hence a text. */
  readonly writes: number;
  readonly digest: string;
}

export type Grain = "hour" | "day";

/** Buckets of one account and grain; `zone` is that of the days, empty for hours. */
export interface BucketsOf {
  readonly tenant: string;
  readonly grain: Grain;
  readonly zone: string;
  readonly buckets: readonly Bucket[];
}

/** The buckets as a statement takes them: parallel arrays, and the interval around them. */
export function bound({ tenant, grain, zone, buckets }: BucketsOf) {
  return {
    tenant,
    grain,
    zone,
    buckets: buckets.map(({ bucket }) => bucket),
    writes: buckets.map(({ writes }) => writes),
    digests: buckets.map(({ digest }) => BigInt(digest)),
    begin: Math.min(...buckets.map(({ begin }) => begin)),
    end: Math.max(...buckets.map(({ end }) => end)),
  };
}
