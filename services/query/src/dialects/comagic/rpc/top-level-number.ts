import { endOfString } from "./json-text.ts";

/**
 * The source text of a number that is a member of the outermost object: JSON.parse alone rounds what a double cannot hold. Of equal names the
 * last counts, as for JSON.parse. One pass over the text, because it runs before anybody has proven who he is.
 * @param text JSON, known to be an object whose member `name` is a number
 */
export function topLevelNumber(text: string, name: string): string {
  let [depth, found, key] = [0, "", ""];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      if (depth === 1) key = text.slice(at, end);
      at = end - 1;
    } else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    else if (character === ":" && depth === 1 && JSON.parse(key) === name) {
      numberAt.lastIndex = at + 1;
      found = numberAt.exec(text)?.[1] ?? found;
    }
  }
  return found;
}

const numberAt = /[ \t\r\n]*(-?[\d.eE+-]+)/y;
