import type { Reply } from "../http/platform.ts";
import { hashOf } from "../seeded.ts";

type Row = Readonly<Record<string, unknown>>;

const stateNames: Readonly<Record<string, string>> = {
  AZ: "Arizona",
  CA: "California",
  CO: "Colorado",
  FL: "Florida",
  GA: "Georgia",
  IL: "Illinois",
  MA: "Massachusetts",
  NV: "Nevada",
  NY: "New York",
  OH: "Ohio",
  OR: "Oregon",
  PA: "Pennsylvania",
  TX: "Texas",
  UT: "Utah",
  WA: "Washington",
};

const professions: Readonly<Record<string, string>> = {
  MD: "Medical Doctor",
  DO: "Doctor of Osteopathic Medicine",
  NP: "Nurse Practitioner",
  PA: "Physician Assistant",
  RN: "Registered Nurse",
};

/** Put into a request that names no line of business. */
const defaultLine = { id: "5f0c9f2e-7a39-4b1c-9d35-3c2a5be4a001", label: "Commercial" };

/**
 * The same answer in other words, as platforms give it that keep lists of their own: payers by their whole names,
 * states and professions written out, a default line of business, members that are null or left out. A request is
 * always rewritten in the same way, which its id decides.
 */
export function rewritten(reply: Reply): Reply {
  if (typeof reply.payload !== "string" || reply.payload === "") return reply;
  try {
    return { ...reply, payload: JSON.stringify(rewrite(JSON.parse(reply.payload))) };
  } catch {
    return reply;
  }
}

function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewrite);
  if (typeof value !== "object" || value === null) return value;
  const row = value as Row;
  if ("payer_name" in row && "status" in row) return rewriteEnrollment(row);
  if ("registration" in row && "certificate_type" in row) return rewriteLicense(row);
  if ("currentEvent" in row) return { ...row, type: lower(row["type"]) };
  const lists = ["results", "items"].filter((name) => Array.isArray(row[name]));
  return { ...row, ...Object.fromEntries(lists.map((name) => [name, rewrite(row[name])])) };
}

function rewriteEnrollment(row: Row): Row {
  const way = wayOf(row);
  const payer = String(row["payer_name"]);
  const names = [`${payer} Life Insurance Co`, payer.toUpperCase(), `The ${payer} Company, Inc.`, payer];
  const lines = row["lines_of_business"];
  const { resourcetype, ...rest } = row;
  return {
    ...rest,
    ...(way % 5 === 0 ? {} : { resourcetype }),
    payer_name: names[way % names.length],
    state: stateOf(row, way),
    lines_of_business: way % 3 === 1 && Array.isArray(lines) && lines.length === 0 ? [defaultLine] : lines,
    payer_id: way % 7 === 2 ? null : row["payer_id"],
  };
}

function rewriteLicense(row: Row): Row {
  const way = wayOf(row);
  const { resourcetype, registration, ...rest } = row;
  const certificate = String(row["certificate_type"]);
  const duration = String(row["duration_type"]);
  return {
    ...rest,
    ...(way % 5 === 0 ? {} : { resourcetype: way % 11 === 1 ? "NewLicenseServiceRequest" : resourcetype }),
    ...(way % 4 === 3 && registration === "state" ? {} : { registration }),
    state: stateOf(row, way),
    certificate_type: way % 2 === 0 ? (professions[certificate] ?? certificate) : certificate,
    duration_type: way % 3 === 0 ? duration.slice(0, 1).toUpperCase() + duration.slice(1) : duration,
  };
}

function stateOf(row: Row, way: number): unknown {
  const state = String(row["state"]);
  return way % 2 === 1 ? (stateNames[state] ?? state.toLowerCase()) : row["state"];
}

function lower(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase() : value;
}

function wayOf(row: Row): number {
  return hashOf(String(row["id"]));
}
