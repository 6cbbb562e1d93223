/** @throws {Error} when the text does not stand in the source exactly once: the mutation is out of date and proves nothing */
export function replaceOnce(source: string, find: string, replace: string, file: string): string {
  const [before, after, ...more] = source.split(find);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${file} does not have this text exactly once, bring the mutation up to date: ${find}`);
  return `${before}${replace}${after}`;
}
