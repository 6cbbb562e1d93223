import fs, { type PathLike, type PathOrFileDescriptor } from "node:fs";
import { registerHooks, syncBuiltinESMExports } from "node:module";
import { fileURLToPath } from "node:url";
import { mutatedLine, mutations, mutationVariable } from "./mutations.ts";
import { replaceOnce } from "./replace-once.ts";

/** Loaded before a process (node --import): replaces the text of the mutation that the environment names, in a module or in a file of the schema. */
const root = fileURLToPath(new URL("../../../", import.meta.url));
const name = process.env[mutationVariable];
const mutation = mutations.find((candidate) => candidate.name === name);
if (mutation === undefined) throw new Error(`${mutationVariable}=${name ?? ""}: there is no such mutation`);
const { file, find, replace } = mutation;

function mutated(text: string): string {
  process.stderr.write(`${mutatedLine}\n`);
  return replaceOnce(text, find, replace, file);
}

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.startsWith("file:") || fileURLToPath(url) !== `${root}${file}`) return loaded;
    return { ...loaded, source: mutated(Buffer.from(loaded.source as Uint8Array).toString()) };
  },
});

if (file.endsWith(".sql")) {
  const read = fs.readFileSync;
  const pathOf = (path: PathOrFileDescriptor) => (path instanceof URL ? fileURLToPath(path) : String(path as PathLike | number));
  const readMutated = (path: PathOrFileDescriptor, options: Parameters<typeof read>[1]) => {
    const content = read(path, options);
    return typeof content === "string" && pathOf(path) === `${root}${file}` ? mutated(content) : content;
  };
  fs.readFileSync = readMutated as typeof read;
  syncBuiltinESMExports();
}
