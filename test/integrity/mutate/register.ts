import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { mutatedLine, mutations, mutationVariable } from "./mutations.ts";
import { replaceOnce } from "./replace-once.ts";

/** Loaded before a worker (node --import): replaces the text of the mutation that the environment names. */
const root = fileURLToPath(new URL("../../../", import.meta.url));
const name = process.env[mutationVariable];
const mutation = mutations.find((candidate) => candidate.name === name);
if (mutation === undefined) throw new Error(`${mutationVariable}=${name ?? ""}: there is no such mutation`);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.startsWith("file:") || fileURLToPath(url) !== `${root}${mutation.file}`) return loaded;
    const source = replaceOnce(Buffer.from(loaded.source as Uint8Array).toString(), mutation.find, mutation.replace, mutation.file);
    process.stderr.write(`${mutatedLine}\n`);
    return { ...loaded, source };
  },
});
