import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import iconv from "iconv-lite";
import { RosterFileError } from "../errors.ts";
import { bytesOf } from "../text/bytes.ts";
import { checkText } from "./check-identity.ts";
import { looksLikeMacRoman } from "./csv.ts";
import {
  sepLineOf,
  sniffDelimiter,
  sniffLineEnd,
  textFromRow,
  type Delimiter,
  type Dialect,
  type Encoding,
} from "./dialect.ts";

/** What the bytes of a file tell before anything is parsed. */
export interface Inspection {
  readonly dialect: Dialect;
  /** Stands for the whole content; two readings of an unchanged file give the same. */
  readonly fingerprint: string;
  /** Nothing said that it is Windows-1252, and it looks as if a program on a Mac had written it. */
  readonly looksLikeMac: boolean;
}

/** What the user said that takes the place of what would be detected. */
export interface DialectOverrides {
  readonly delimiter?: Delimiter | undefined;
  readonly encoding?: Encoding | undefined;
  /** The row of the headers, from 1; the rows above it may be of another form. */
  readonly headerRow?: number | undefined;
}

/** So much of the beginning is looked at to find delimiter and line end. */
const sampleBytes = 256 * 1024;

/** Reads a file once, from its first to its last byte. Throws RosterFileError for what is no text. */
export async function inspect(
  file: FileHandle,
  name: string,
  overrides: DialectOverrides,
): Promise<Inspection> {
  const hash = createHash("sha256");
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let validUtf8 = true;
  let sample = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  for await (const bytes of bytesOf(file)) {
    hash.update(bytes);
    if (sample.length < sampleBytes) sample = Buffer.concat([sample, bytes]).subarray(0, sampleBytes);
    tail = Buffer.concat([tail, bytes]).subarray(-4);
    if (validUtf8) validUtf8 = decodes(utf8, bytes);
  }
  validUtf8 &&= decodes(utf8, undefined);
  if (sample.length === 0) {
    throw new RosterFileError(
      `${name} is empty.`,
      "A roster has a header row; roster-sync template prints one.",
    );
  }
  const { encoding, bom } = encodingOf(sample, validUtf8, name, overrides.encoding);
  const text = iconv.decode(sample, encoding);
  await checkText(file, name, encoding, validUtf8);
  const sep = sepLineOf(text);
  const all = sep === undefined ? text : text.slice(sep.line.length).replace(/^(\r\n|\r|\n)/, "");
  const body = textFromRow(all, overrides.headerRow ?? 1);
  const delimiter = overrides.delimiter ?? sep?.delimiter ?? sniffDelimiter(body);
  const ending = iconv.decode(encoding.startsWith("utf-16") ? tail : tail.subarray(-1), encoding);
  const lineEnd = sniffLineEnd(body, delimiter);
  const isGuess = overrides.encoding === undefined && encoding === "windows-1252";
  return {
    fingerprint: hash.digest("base64url"),
    looksLikeMac: isGuess && looksLikeMacRoman(sample, lineEnd),
    dialect: {
      encoding,
      bom,
      delimiter,
      lineEnd,
      sepLine: sep?.line,
      above: "",
      endsWithLineEnd: /[\r\n]$/.test(ending),
    },
  };
}

/** Stands for the whole content of a file; {@link inspect} gives the same. */
export async function fingerprintOf(file: FileHandle): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of bytesOf(file)) hash.update(bytes);
  return hash.digest("base64url");
}

function decodes(decoder: InstanceType<typeof TextDecoder>, bytes: Buffer | undefined): boolean {
  try {
    if (bytes === undefined) decoder.decode();
    else decoder.decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const boms: readonly (readonly [Encoding, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** The mark in front decides; else strict UTF-8; else the code page that Windows programs write in the West. */
function encodingOf(
  sample: Buffer,
  validUtf8: boolean,
  name: string,
  wanted: Encoding | undefined,
): { readonly encoding: Encoding; readonly bom: boolean } {
  const marked = boms.find(([, bytes]) => bytes.every((byte, index) => sample[index] === byte))?.[0];
  if (wanted !== undefined) return { encoding: wanted, bom: marked === wanted };
  if (marked !== undefined) return { encoding: marked, bom: true };
  if (sample.includes(0)) return { encoding: unmarkedUtf16(sample, name), bom: false };
  return { encoding: validUtf8 ? "utf-8" : "windows-1252", bom: false };
}

/** UTF-16 of western text has a zero in every other byte. Zeros elsewhere mean that the file is no text. */
function unmarkedUtf16(sample: Buffer, name: string): Encoding {
  let [even, odd] = [0, 0];
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = sample.length / 2;
  if (odd > half * 0.6 && even < half * 0.05) return "utf-16le";
  if (even > half * 0.6 && odd < half * 0.05) return "utf-16be";
  throw new RosterFileError(
    `${name} is not a text file.`,
    "Save the spreadsheet as CSV (UTF-8) and use that file.",
  );
}
