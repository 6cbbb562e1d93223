import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import kafkajs from "kafkajs";
import createSnappyCodec from "kafkajs-snappy";
import { compress as lz4Compress, decompress as lz4Decompress } from "lz4js";

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
    compress: async ({ buffer }: Encoder) => Buffer.from(lz4Compress(buffer)),
    decompress: async (buffer: Buffer) => Buffer.from(lz4Decompress(buffer)),
  });
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: ({ buffer }: Encoder) => promisify(zstdCompress)(buffer),
    decompress: (buffer: Buffer) => promisify(zstdDecompress)(buffer),
  });
}
