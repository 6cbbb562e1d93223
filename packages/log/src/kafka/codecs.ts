import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import kafkajs from "kafkajs";
import createSnappyCodec from "kafkajs-snappy";
import { decompress as lz4Decompress } from "lz4js";

const { CompressionCodecs, CompressionTypes } = kafkajs;

interface Encoder {
  readonly buffer: Buffer;
}

/**
 * Upstream producers choose the compression; kafkajs knows only gzip and stops at any other. Its registry is global to the
 * process, so this may be called often.
 */
export function registerCodecs(): void {
  CompressionCodecs[CompressionTypes.Snappy] = createSnappyCodec;
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    // The broker refuses lz4js's frames. Nothing here compresses with LZ4; reading it is what matters.
    compress: () => Promise.reject(new Error("LZ4 is for reading only.")),
    decompress: async (buffer: Buffer) => Buffer.from(lz4Decompress(buffer)),
  });
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: ({ buffer }: Encoder) => promisify(zstdCompress)(buffer),
    decompress: (buffer: Buffer) => promisify(zstdDecompress)(buffer),
  });
}
