/** Of a text's header, and of a character that Latin-1 has not: most texts here are Cyrillic. */
const headerBytes = 24;
const characterBytes = 2;

/** About how many bytes of memory a text takes, at most; 0 where there is none. For the weight of states. */
export function textBytes(text: string | null | undefined): number {
  return text === null || text === undefined ? 0 : headerBytes + characterBytes * text.length;
}
