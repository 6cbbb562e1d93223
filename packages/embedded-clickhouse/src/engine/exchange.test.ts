import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Exchange } from "./exchange.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "stats-exchange-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe("the exchange", () => {
  it("passes on what is written under the name, to the end, also where the name is gone by then", async () => {
    const exchange = new Exchange(directory, 1);
    const path = exchange.newPath();
    const { readable, finish } = exchange.takePipe().open(path);
    const read = text(readable);
    writeFileSync(path, "rows", { flag: "a" });
    rmSync(path);
    finish();
    expect(await read).toBe("rows");
  });

  it("gives no more pipes than it has, and as many after one was not fit to return", async () => {
    const exchange = new Exchange(directory, 1);
    const spoiled = exchange.takePipe();
    expect(() => exchange.takePipe()).toThrow("more reads are running than there are pipes");
    const { readable, finish } = spoiled.open(exchange.newPath());
    finish();
    readable.destroy();
    exchange.replacePipe();
    const path = exchange.newPath();
    const next = exchange.takePipe().open(path);
    const read = text(next.readable);
    writeFileSync(path, "of its own", { flag: "a" });
    next.finish();
    expect(await read).toBe("of its own");
    expect(readdirSync(directory).filter((name) => name.startsWith("file-"))).toEqual([]);
  });
});
