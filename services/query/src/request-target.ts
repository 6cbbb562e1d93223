/** The query string of a request target, without the question mark; also of an absolute-form target (a client behind a proxy sends those). */
export function searchOf(target: string): string {
  const mark = target.indexOf("?");
  return mark < 0 ? "" : target.slice(mark + 1);
}

/** The path of a request target, without scheme and host. */
export function pathOf(target: string): string {
  return (target.split("?", 1)[0] ?? "").replace(/^https?:\/\/[^/]*/i, "");
}
