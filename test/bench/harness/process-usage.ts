import { readdirSync, readFileSync } from "node:fs";

/** Linux counts processor time in these, whatever the kernel was built with (USER_HZ). */
const ticksPerSecond = 100;

/** Seconds of processor time that a process has used so far, its threads included, its children not; 0 once it is gone. */
export function cpuSeconds(pid: number): number {
  const text = readProc(`/proc/${pid}/stat`);
  // The name may hold spaces and parentheses: the fields after it begin behind the last one.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond;
}

/** Resident memory now and at its highest since the process began, in MiB. `file` is mapped files (code), which the system can drop. */
export function residentMib(pid: number): { readonly now: number; readonly peak: number; readonly file: number } {
  const text = readProc(`/proc/${pid}/status`);
  const mib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0) / 1024;
  return { now: mib("VmRSS"), peak: mib("VmHWM"), file: mib("RssFile") };
}

/** The descendants of this process whose command line holds the text. */
export function descendants(text: string): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readProc(`/proc/${name}/stat`);
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const isOurs = (pid: number | undefined): boolean => pid !== undefined && (pid === process.pid || isOurs(parents.get(pid)));
  return [...parents.keys()].filter((pid) => isOurs(pid) && readProc(`/proc/${pid}/cmdline`).replaceAll("\0", " ").includes(text));
}

function readProc(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
