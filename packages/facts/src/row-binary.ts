/** Characters of a text that is worth a loop of its own; below 128, so that its length is one byte. */
const shortMax = 64;

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
    if (typeof value === "string" && value.length <= shortMax && this.#shortAscii(value)) return;
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

  /** Account, kind and id are short and ASCII: written here they cost a third of two calls out of JavaScript. False, and nothing is written, for any other text. */
  #shortAscii(value: string): boolean {
    this.#reserve(1 + shortMax);
    const start = this.#length + 1;
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) return false;
      this.#buffer[start + index] = code;
    }
    this.#buffer[this.#length] = value.length;
    this.#length = start + value.length;
    return true;
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
