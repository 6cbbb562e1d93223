/** In JSON text, the place behind the closing quote of the string that opens at `start`. */
export function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
  return end + 1;
}

/** In JSON text, the place behind the value that begins at `start`. */
export function endOfValue(text: string, start: number): number {
  let [at, depth] = [start, 0];
  do {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else {
      if (character === "{" || character === "[") depth += 1;
      else if (character === "}" || character === "]") depth -= 1;
      if (depth < 0) return at;
      at += 1;
    }
  } while (at < text.length && (depth > 0 || !/[,}\]\s]/.test(text[at] ?? "")));
  return at;
}
