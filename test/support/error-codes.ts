import { filesBelow, textOf } from "./pages.ts";

/** Where the program's own codes are not to be looked for: the imitation has the platforms' words, the report none of its own. */
const elsewhere = /^src\/(sandbox|report|workbook)\//;

/** Unions of literals whose every word is a code. */
const unions = ["FaultCode", "StopCode"];

/**
 * Every code that a row, a summary or a check may bear, read from the source: unions of codes, literals after `code:`
 * and `failed:`, and the codes that are made of a word and an ending.
 */
export function errorCodes(): readonly string[] {
  const text = filesBelow("src", ".ts")
    .filter((path) => !elsewhere.test(path))
    .map(textOf)
    .join("\n");
  const codes = [
    ...unions.flatMap((name) => unionIn(text, name)),
    ...captures(text, /\b(?:code|failed): "([a-z]+(?:_[a-z]+)*)"/g),
    ...captures(text, /\bfault\(\s*"[a-z_]+",\s*"([a-z_]+)"/g),
    ...madeCodes(text),
  ];
  return [...new Set(codes)];
}

function unionIn(text: string, name: string): readonly string[] {
  const union = new RegExp(`type ${name} =([^;]+);`).exec(text)?.[1];
  if (union === undefined)
    throw new Error(`there is no union ${name} any more; collect its codes in another way`);
  return captures(union, /"([a-z_]+)"/g);
}

/** `failed: ${thing.word}_not_found` for every `word: "…"`. */
function madeCodes(text: string): readonly string[] {
  const endings = captures(text, /failed: `\$\{thing\.word\}(_[a-z_]+)`/g);
  const words = captures(text, /^\s+word: "([a-z_]+)",$/gm);
  if (endings.length === 0 || words.length === 0)
    throw new Error("codes are not made of word and ending any more; collect them in another way");
  return words.flatMap((word) => endings.map((ending) => `${word}${ending}`));
}

function captures(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, capture]) => capture ?? "");
}
