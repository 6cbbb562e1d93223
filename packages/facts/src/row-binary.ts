/**
 * A growing buffer of RowBinary values (the formats are ClickHouse's: little-endian numbers, strings with a varint length). Used for the
 * archive only: its rows are mostly bytes that came in, which this copies without a detour through text.
 */
export class RowBinaryBuffer {
  #buffer: Buffer;
  #length = 0;

  constructor(capacity = 1 << 20) {
    this.#buffer = Buffer.allocUnsafe(capacity);
  }

  uint16(value: number): void {
    this.#reserve(2);
    this.#length = this.#buffer.writeUInt16LE(value, this.#length);
  }

  /** UInt64 and (for non-negative values) Int64; exact up to 2^53 - 1. */
  uint64(value: number): void {
    this.#reserve(8);
    this.#buffer.writeUInt32LE(value % 0x1_0000_0000, this.#length);
    this.#buffer.writeUInt32LE(Math.floor(value / 0x1_0000_0000), this.#length + 4);
    this.#length += 8;
  }

  string(value: string | Uint8Array): void {
    const size = typeof value === "string" ? Buffer.byteLength(value) : value.byteLength;
    this.#reserve(size + 10);
    let rest = size;
    while (rest >= 0x80) {
      this.#buffer[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#buffer[this.#length++] = rest;
    if (typeof value === "string") this.#buffer.write(value, this.#length, "utf8");
    else this.#buffer.set(value, this.#length);
    this.#length += size;
  }

  /** What was written so far; valid until the next write. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + size));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
