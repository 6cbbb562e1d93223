/** Below the 16 MiB that the service takes, with room for what goes around the events. */
const bytesMax = 15 * 1024 * 1024;

/** Events on their way into one request, as JSON texts. */
export class EventBatch {
  readonly #sizeMax: number;
  #events: string[] = [];
  #bytes = 0;

  constructor(sizeMax: number) {
    this.#sizeMax = sizeMax;
  }

  get size(): number {
    return this.#events.length;
  }

  /** Always true for an empty batch: an event that is too large by itself is for the service to refuse. */
  hasRoomFor(json: string): boolean {
    return this.size === 0 || (this.size < this.#sizeMax && this.#bytes + Buffer.byteLength(json) < bytesMax);
  }

  add(json: string): void {
    this.#events.push(json);
    this.#bytes += Buffer.byteLength(json) + 1;
  }

  /** The body of the request; the batch is empty afterwards. */
  take(): string {
    const body = `[${this.#events.join(",")}]`;
    this.#events = [];
    this.#bytes = 0;
    return body;
  }
}
