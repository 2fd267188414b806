import iconv from "iconv-lite";
import type { LineEnd } from "./dialect.ts";
import { notice, type Notice } from "../faults/notice.ts";

/** A sign or a capital in the middle or at the end of a word: what accented letters of a Mac become in Windows-1252. */
const nonsense =
  /\p{L}[€‚ƒ„…†‡ˆ‰‹•˜™›¢£¤¥¦§¨©«¬®¯±¶¸¿]\p{L}|\p{L}[‘“„‚]|\p{Ll}[ŽŠŒŸ](?!\p{Lu})|\p{L}[ŽŠŒŸ]\p{Ll}|(?<!\p{L})\p{Lu}[–—]\p{Ll}/u;

/**
 * Whether a text that is read as Windows-1252 for want of another sign was probably written by a program on a Mac:
 * its letters make no sense, or its lines end as only old programs for the Mac end them.
 */
export function looksLikeMacRoman(sample: Buffer, lineEnd: LineEnd): boolean {
  const text = iconv.decode(sample, "windows-1252");
  return nonsense.test(text) || (lineEnd === "\r" && sample.some((byte) => byte > 0x7f));
}

/** What to say of such a file. */
export function macRomanNotice(looksLikeMac: boolean): readonly Notice[] {
  return notice(
    "doubtful_encoding",
    looksLikeMac ? 1 : 0,
    "The file is not UTF-8 and is read as Windows-1252, but looks as if it was saved on a Mac. If names come out wrong, use --encoding macintosh.",
  );
}
