import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A file of the project as text. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** All files below a folder of the project, by their paths in it. */
export function filesBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted();
}

/** The rows of the table behind a marker such as `<!-- flags -->`, header and rule left out. */
export function tableBehind(page: string, marker: string): readonly (readonly string[])[] {
  const after = page.split(`<!-- ${marker} -->\n`)[1];
  if (after === undefined) throw new Error(`there is no marker "${marker}"`);
  const lines = after
    .trimStart()
    .split("\n")
    .slice(
      0,
      after
        .trimStart()
        .split("\n")
        .findIndex((line) => !line.startsWith("|")),
    );
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

/** What stands in a text as `code`. */
export function codesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? "");
}

/** The relative links of a page, resolved to paths of the project; fragments kept. */
export function linksOf(path: string): readonly string[] {
  const links = [...textOf(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link ?? "");
  return links
    .filter((link) => !/^[a-z]+:/i.test(link))
    .map((link) => (link.startsWith("#") ? `${path}${link}` : join(dirname(path), link)));
}

/** The fragments by which the parts of a page can be linked to: its headings, as GitHub names them, and its anchors. */
export function anchorsOf(path: string): readonly string[] {
  const text = textOf(path);
  const headings = [...text.replaceAll(/^```.*?^```/gms, "").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading ?? "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
  return [...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id ?? "")];
}
