import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

/** After so long without a sign of life a process of another machine counts as gone; a living one gives one every few seconds. */
const silentMsMax = 30_000;

/** A name for this process's part in a rebuild: machine, process, and a number that no other has. */
export function newOwner(): string {
  return [hostname(), process.pid, randomBytes(6).toString("hex")].join("/");
}

/**
 * Whether the owner of a rebuild has stopped working at it. A process of this machine is looked up; of any other there is only the time since it wrote.
 * @param mine the caller's name: an owner with its machine and process but another number was killed, and the system has given its number again
 */
export function isGone(owner: string, silentMs: number, mine: string): boolean {
  if (silentMs > silentMsMax) return true;
  const [host, pid, token] = owner.split("/");
  const [myHost, myPid, myToken] = mine.split("/");
  if (host !== myHost) return false;
  if (pid === myPid) return token !== myToken;
  return !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, but somebody else's
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
