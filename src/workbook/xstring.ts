import { escapeXml } from "./xml-text.ts";

/**
 * Workbooks write the signs that XML does not take as `_xHHHH_`, and a text that looks like that with its first
 * underscore in that way. This is the text that was meant.
 */
export function decodeXString(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Signs that XML does not take or does not keep, lone halves of pairs among them, and what could become an escape. */
const special = /(?![\t\n\u007F-\u009F])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]|_(?=x[\dA-Fa-f]{4})/gu;

/** The inverse of {@link decodeXString}, ready to stand in XML. */
export function encodeXString(text: string): string {
  const safe = text.replaceAll(
    special,
    (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
  return escapeXml(safe);
}
