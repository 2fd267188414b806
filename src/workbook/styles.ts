import type { Archive } from "./archive.ts";
import { builtInFormat, plainFormat, readFormat, type NumberFormat } from "./number-format.ts";
import { asDamage } from "./refusal.ts";
import { XmlScanner } from "./xml-scanner.ts";
import { localName } from "./xml-text.ts";

/** How the cells of each style show their numbers. */
export interface Styles {
  readonly formatOf: (style: number) => NumberFormat;
}

/** Reads the number formats of a workbook's styles. */
export async function readStyles(archive: Archive, part: string | undefined): Promise<Styles> {
  const text = part === undefined ? undefined : await archive.text(part);
  try {
    const formats = text === undefined ? [] : formatsIn(text);
    return { formatOf: (style) => formats[style] ?? plainFormat };
  } catch (error) {
    throw asDamage(error, archive.name, `its part ${String(part)}`);
  }
}

function formatsIn(text: string): readonly NumberFormat[] {
  const codes = new Map<number, NumberFormat>();
  const formats: NumberFormat[] = [];
  let isCellFormat = false;
  const scanner = XmlScanner.over(text);
  while (scanner.next()) {
    if (scanner.kind === "text" || scanner.kind === "other") continue;
    const element = localName(scanner.name);
    if (element === "cellXfs") isCellFormat = scanner.kind === "open";
    if (scanner.kind === "close") continue;
    if (element === "numFmt" && !codes.has(idOf(scanner))) {
      codes.set(idOf(scanner), readFormat(scanner.attribute("formatCode") ?? ""));
    }
    if (element === "xf" && isCellFormat) {
      const id = idOf(scanner);
      formats.push(codes.get(id) ?? builtInFormat(id));
    }
  }
  return formats;
}

function idOf(scanner: XmlScanner): number {
  return Number(scanner.attribute("numFmtId") ?? 0);
}
