import type { FileHandle } from "node:fs/promises";
import iconv from "iconv-lite";
import { identityOf, type RowCells, type Identity } from "../cells/cells.ts";
import { isDamaged, uuidOf } from "../cells/values.ts";
import { RosterFileError } from "../errors.ts";
import { bytesOf } from "../text/bytes.ts";
import { addedIdentityColumns, columnSpecs, identityColumns } from "./columns.ts";
import type { Encoding } from "./dialect.ts";

const identitySpecs = columnSpecs.filter(({ role }) => role === "identity");
const thingColumns = identitySpecs.filter(({ thing }) => thing === true).map(({ name }) => name);

/** Who a row is about. Ids, NPI and e-mail are checked; what is wrong is a fault of the row. */
export function checkIdentity(cells: RowCells): Identity {
  const identity: Record<string, string | undefined> = { ...identityOf(cells, identityColumns) };
  for (const { name, id } of identitySpecs) {
    const found = id === "uuid" ? uuidOf(cells, name) : undefined;
    if (found !== undefined) identity[name] = found;
  }
  const { npi, email } = identity as Identity;
  if (npi !== undefined) identity["npi"] = npiOf(cells, npi);
  for (const { name, check } of identitySpecs) {
    const text = identity[name];
    if (check !== undefined && text !== undefined) identity[name] = check(cells, text);
  }
  checkEmail(cells, email);
  if (namesThingsAlone(identity)) {
    for (const column of addedIdentityColumns) if (cells.isAdded(column)) delete identity[column];
  }
  return identity;
}

/**
 * Whether the words of a row are those of a group or a facility and of no person. No run finds a person for such a row,
 * so that an id in a column which the program added stayed behind when the row was moved or typed over.
 */
function namesThingsAlone(identity: Identity): boolean {
  const { email, npi, first_name, last_name } = identity;
  const person = [email, npi, first_name, last_name].some((word) => word !== undefined);
  return !person && thingColumns.some((column) => identity[column] !== undefined);
}

/** Blanks, dashes and `.0` are taken out where the check digit then proves the number; nothing else is repaired. */
function npiOf(cells: RowCells, text: string): string {
  if (isNpi(text)) return text;
  const repaired = text.replaceAll(/[\s-]/g, "").replace(/\.0+$/, "");
  if (isNpi(repaired)) return repaired;
  if (isDamaged(cells, "npi", text)) return text;
  if (!/^\d{10}$/.test(repaired)) {
    cells.fault("npi", "invalid_npi", "is not an NPI: it needs ten digits", "Copy the whole NPI, as text.");
    return text;
  }
  cells.fault(
    "npi",
    "invalid_npi",
    "is not an NPI: its check digit is wrong",
    "Compare it digit by digit with the NPI registry; two digits may be swapped.",
  );
  return text;
}

function checkEmail(cells: RowCells, email: string | undefined): void {
  if (email === undefined || /^[^\s@,;<>"“”‘’]+@[^\s@,;<>"“”‘’]+\.[^\s@,;<>"“”‘’.]+$/u.test(email)) return;
  if (isDamaged(cells, "email", email)) return;
  cells.fault(
    "email",
    "invalid_email",
    "is not a single email address",
    "Write a single address, name@domain.",
  );
}

/** What a decoder writes for bytes that mean nothing to it. */
const lost = "\uFFFD";

/**
 * Throws RosterFileError when a file holds bytes that its encoding has no sign for: they would be lost on the way
 * through, and a cell of the user's would come back changed.
 */
export async function checkText(
  file: FileHandle,
  name: string,
  encoding: Encoding,
  validUtf8: boolean,
): Promise<void> {
  // each byte is a sign in the code page of the Mac
  if (encoding === "macintosh" || (encoding === "utf-8" && validUtf8)) return;
  if (encoding.startsWith("utf-16") && (await isWholeUtf16(file, encoding))) return;
  const line = await lineOfLoss(file, encoding);
  if (line === undefined) return;
  throw new RosterFileError(
    `${name}: line ${line} contains bytes that are not valid ${encoding}.`,
    `Save the spreadsheet as CSV (UTF-8), or specify its encoding with --encoding${encoding === "windows-1252" ? "; a file from a Mac may be macintosh" : ""}.`,
  );
}

async function isWholeUtf16(file: FileHandle, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const bytes of bytesOf(file)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

async function lineOfLoss(file: FileHandle, encoding: Encoding): Promise<number | undefined> {
  // the platform's own decoder takes the undefined bytes of the code page for control signs
  const western = encoding === "windows-1252" ? iconv.getDecoder(encoding) : undefined;
  const other = new TextDecoder(encoding === "windows-1252" ? "utf-8" : encoding);
  let line = 1;
  let before = "";
  const linesIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;
  for await (const bytes of bytesOf(file)) {
    const text = western?.write(bytes) ?? other.decode(bytes, { stream: true });
    // a line end may be cut in two
    if (before === "\r" && text.startsWith("\n")) line -= 1;
    const at = text.indexOf(lost);
    if (at >= 0) return line + linesIn(text.slice(0, at));
    line += linesIn(text);
    before = text.at(-1) ?? before;
  }
  return western === undefined ? line : undefined;
}

/**
 * Whether ten digits are an NPI with a right check digit: Luhn's sum over the digits with `80840` in front, the
 * prefix under which health identifiers are issued in the United States. The prefix alone adds 24.
 */
export function isNpi(text: string): boolean {
  if (!/^\d{10}$/.test(text)) return false;
  let sum = 24;
  for (let index = 0; index < 10; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
