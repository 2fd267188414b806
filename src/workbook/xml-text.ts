/** XML that is none, or that needs what a workbook never needs. */
export class XmlError extends Error {}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** What stands in an XML text or attribute. */
export function unescapeXml(text: string): string {
  const joined = text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
  if (!joined.includes("&")) return joined;
  return joined.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w*));?/gi, meantBy);
}

function meantBy(all: string, hex?: string, decimal?: string, name?: string): string {
  if (hex === undefined && decimal === undefined) {
    const known = name !== undefined && Object.hasOwn(entities, name) ? entities[name] : undefined;
    if (known === undefined) throw new XmlError(`${all} is not known`);
    return known;
  }
  const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (point > 0x10_ff_ff) throw new XmlError(`${all} is not a character`);
  return String.fromCodePoint(point);
}

/** Writes a text so that it can stand in XML, in an element or between double quotes. */
export function escapeXml(text: string): string {
  return /[&<>"]/.test(text) ? text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign) : text;
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
