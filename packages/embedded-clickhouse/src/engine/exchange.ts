import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdirSync, openSync, rmSync, symlinkSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";

/** A pipe through which the engine writes the result of one statement at a time. */
export interface ResultPipe {
  /**
   * Opens the reading end. The stream ends when `finish` has been called, which must happen after the statement has ended,
   * and everything written has been read. The engine waits when the reader does: that is the back-pressure.
   * @param name under which the statement writes, and no other one: it is known by it
   */
  open(name: string): { readonly readable: Readable; readonly finish: () => void };
}

function resultPipe(path: string): ResultPipe {
  return {
    open(name) {
      symlinkSync(path, name);
      const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      // as long as this end is open the reader sees no end, even before the engine has opened the pipe
      const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      const finish = (): void => {
        closeSync(writer);
        rmSync(name, { force: true });
      };
      return { readable: new Socket({ fd: reader, readable: true, writable: false }), finish };
    },
  };
}

/** The directory through which bytes pass between HTTP and the engine: named pipes for results, files for inserts. */
export class Exchange {
  readonly #directory: string;
  readonly #pipes: ResultPipe[];
  #pipesMade = 0;
  #files = 0;

  /**
   * Empties the directory (files of a process that was killed) and makes `pipes` named pipes. Only the process that holds the
   * engine's lock may do this.
   */
  constructor(directory: string, pipes: number) {
    this.#directory = directory;
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    this.#pipes = this.#makePipes(pipes);
  }

  takePipe(): ResultPipe {
    const pipe = this.#pipes.pop();
    if (pipe === undefined) throw new Error("more reads are running than there are pipes");
    return pipe;
  }

  returnPipe(pipe: ResultPipe): void {
    this.#pipes.push(pipe);
  }

  /** Instead of returning a pipe that may still hold bytes of its last statement: another one takes its place. */
  replacePipe(): void {
    this.#pipes.push(...this.#makePipes(1));
  }

  /** A path that was never given before. The name has no extension: the engine would read a compression from it. */
  newPath(): string {
    return join(this.#directory, `file-${this.#files++}`);
  }

  #makePipes(count: number): ResultPipe[] {
    const paths = Array.from({ length: count }, () => join(this.#directory, `result-${this.#pipesMade++}`));
    // Node has no mkfifo; the command is POSIX
    execFileSync("mkfifo", paths);
    return paths.map(resultPipe);
  }
}
