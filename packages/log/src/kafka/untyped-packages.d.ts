declare module "kafkajs-snappy" {
  const createCodec: () => { compress(encoder: { buffer: Buffer }): Promise<Buffer>; decompress(buffer: Buffer): Promise<Buffer> };
  export default createCodec;
}

declare module "lz4js" {
  export function decompress(source: Uint8Array): Uint8Array;
}
