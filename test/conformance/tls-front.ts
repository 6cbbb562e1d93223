import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as forward } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { generate } from "selfsigned";

export interface TlsFront {
  /** `127.0.0.1:port` */
  readonly endpoint: string;
  /** File with the certificate that clients have to trust. */
  readonly certificateFile: string;
  close(): Promise<void>;
}

/** Terminates TLS with a certificate made for this run, and passes everything on to a plain HTTP origin. */
export async function startTlsFront(origin: string): Promise<TlsFront> {
  const { cert, private: key } = await generate([{ name: "commonName", value: "127.0.0.1" }], {
    keySize: 2048,
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), "stats-tls-"));
  const certificateFile = join(folder, "certificate.pem");
  writeFileSync(certificateFile, cert);

  const server = createServer({ cert, key }, (incoming, outgoing) => {
    const onward = forward(new URL(incoming.url ?? "/", origin), { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      void pipeline(answer, outgoing).catch(() => outgoing.destroy());
    });
    onward.on("error", () => outgoing.writeHead(502).end());
    void pipeline(incoming, onward).catch(() => onward.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificateFile,
    async close() {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
      await once(server, "close");
    },
  };
}
