import type { Language } from "./errors.ts";

/** The language of error messages: Polish where Accept-Language ranks it above English, else English. */
export function fromAcceptLanguage(header: string | undefined): Language {
  const quality: Record<Language, number> = { en: 0, pl: 0 };
  for (const range of (header ?? "").split(",")) {
    const [tag = "", ...attributes] = range.split(";").map((part) => part.trim().toLowerCase());
    const language = tag.split("-")[0];
    if (language !== "en" && language !== "pl") continue;
    const weight = attributes.find((attribute) => attribute.startsWith("q="))?.slice(2);
    quality[language] = Math.max(quality[language], weight === undefined ? 1 : Number(weight) || 0);
  }
  return quality.pl > quality.en ? "pl" : "en";
}
