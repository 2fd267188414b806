import { posix } from "node:path";
import type { Archive } from "./archive.ts";
import { readingPart } from "./refusal.ts";
import { XmlScanner } from "./xml-scanner.ts";
import { localName } from "./xml-tag.ts";

/** A relation of one part to another, by what its kind ends with. */
export interface Relation {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
}

/** Where the relations of a part are kept; those of the whole file for the empty name. */
export function relationsPart(part: string): string {
  const [folder, file] = split(part);
  return `${folder}_rels/${file}.rels`;
}

/** The relations of a part to other parts of the file. */
export async function relationsOf(archive: Archive, part: string): Promise<readonly Relation[]> {
  const place = relationsPart(part);
  const text = await archive.text(place);
  if (text === undefined) return [];
  return readingPart(archive.name, place, () => {
    const relations: Relation[] = [];
    const scanner = XmlScanner.over(text);
    while (scanner.next()) {
      if (localName(scanner.name) !== "Relationship" || scanner.kind === "close") continue;
      if (scanner.attribute("TargetMode") === "External") continue;
      relations.push({
        id: scanner.attribute("Id") ?? "",
        kind: (scanner.attribute("Type") ?? "").replace(/^.*\//, ""),
        target: resolved(part, scanner.attribute("Target") ?? ""),
      });
    }
    return relations;
  });
}

function split(part: string): readonly [folder: string, file: string] {
  const cut = part.lastIndexOf("/") + 1;
  return [part.slice(0, cut), part.slice(cut)];
}

/** The part that a relation points to, from the folder of the part that it belongs to. */
function resolved(from: string, target: string): string {
  return posix.join("/", target.startsWith("/") ? "" : split(from)[0], target).slice(1);
}
