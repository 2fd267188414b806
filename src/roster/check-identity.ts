import { identityOf, type RowCells } from "../cells/cells.ts";
import { addedIdentityColumns, columnSpecs, identityColumns } from "./columns.ts";
import { isDamaged } from "../cells/damage.ts";
import type { Identity } from "../cells/identity.ts";
import { isNpi } from "./npi.ts";
import { uuidOf } from "../cells/values.ts";

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
