import { type Attributes, holdingKey, type Holding, type HoldingDay } from "../ledger/entry.ts";
import { codeIn, foldPayer } from "../platforms/reading.ts";
import { dayNumber, spanOf, type DueSpan } from "../text/days.ts";

/** What may lapse: a license or an enrollment ends, a payer wants a revalidation, somebody is to be credentialed again. */
export const lapseKinds = ["license", "enrollment", "revalidation", "recredentialing"] as const;

/** One of {@link lapseKinds}. */
export type LapseKind = (typeof lapseKinds)[number];

/** A day on which something that somebody has ends or must be renewed. */
export interface Lapse {
  readonly kind: LapseKind;
  /** The same for the same thing in every run, also when its day moves. */
  readonly key: string;
  readonly holding: Holding;
  /** The last good day of what ends, the last day in time of what is due; days since 1970. */
  readonly day: number;
}

/** How soon a day is: what ends today has not lapsed yet. */
export function lapseSpan({ day }: Pick<Lapse, "day">, today: number): DueSpan {
  return spanOf({ day, lapsed: false }, today);
}

/** The days of a holding that lapse, whatever its status. */
export function datesOf(holding: Holding): readonly Lapse[] {
  const date = (kind: LapseKind, field: HoldingDay): readonly Lapse[] => {
    const day = dayNumber(holding[field]);
    return day === undefined ? [] : [{ kind, key: holdingKey(holding, field), holding, day }];
  };
  switch (holding.kind) {
    case "license":
      return date("license", "until");
    case "enrollment":
      return [...date("enrollment", "until"), ...date("revalidation", "due")];
    case "recredentialing":
      return date("recredentialing", "due");
    case "profile":
      return [];
  }
}

/**
 * What somebody has to see to, of all that one person or group has: the soonest first. What was replaced, given up or
 * never came into force is left out, and what both platforms know is told once, in the words of the first.
 * @param today days since 1970
 */
export function lapsesOf(holdings: readonly Holding[], today: number): readonly Lapse[] {
  const inForce = new Map<string, Holding[]>();
  for (const holding of holdings.filter((one) => isInForce(one, today)))
    inForce.set(placeOf(holding), [...(inForce.get(placeOf(holding)) ?? []), holding]);
  const told = new Map<string, Lapse>();
  for (const lapse of holdings.flatMap(datesOf)) {
    const others = inForce.get(placeOf(lapse.holding)) ?? [];
    if (!matters(lapse, today) || isReplaced(lapse, others, today)) continue;
    const key = sameOnBoth(lapse);
    const known = told.get(key);
    // of two entries of one platform the later one is the renewal
    const isRenewal = known?.holding.platform === lapse.holding.platform && lapse.day > known.day;
    if (known === undefined || isRenewal) told.set(key, lapse);
  }
  return [...told.values()].toSorted((one, other) => one.day - other.day);
}

/** Only what is held in the same place can take the place of another. */
function placeOf({ kind, state }: Holding): string {
  return `${kind} ${state ?? ""}`;
}

/** Nobody renews what ended longer ago, unless its status still says that it is good. */
const historyDays = 365;

/** Whether a day is news to somebody, by the status of what it belongs to. */
function matters({ kind, holding, day }: Lapse, today: number): boolean {
  const state = conditionOf(holding);
  const isOld = day < today - historyDays;
  switch (kind) {
    case "license":
      if (state === "ended") return day < today && !isOld;
      return state === "good";
    case "enrollment":
      return state === "good" && !isOld;
    case "revalidation": {
      const end = dayNumber(holding.until);
      return state === "good" && (end === undefined || (end >= today && end >= day));
    }
    case "recredentialing":
      return true;
  }
}

/** The platforms' words, and those of boards that they repeat. Any other word may mean that it is in force. */
const endedWords = /^(?:expired|lapsed|inactive|not_active|delinquent|terminated)(?![a-z])/;
const goneWords =
  /^(?:supercee?ded|superseded|pending|revoked|surrendered|retired|cancell?ed|denied|void|null_and_void|withdrawn|closed|deceased)(?![a-z])/;

function conditionOf({ status, attributes }: Holding): "good" | "ended" | "gone" {
  const word = codeIn(status) ?? "";
  if (goneWords.test(word) || codeIn(attributes["par_status"]) === "non_par") return "gone";
  return endedWords.test(word) ? "ended" : "good";
}

function isInForce(holding: Holding, today: number): boolean {
  const end = dayNumber(holding.until);
  return conditionOf(holding) === "good" && (end === undefined || end >= today);
}

/** What has lapsed and is held again under another entry needs nobody. */
function isReplaced(lapse: Lapse, inForce: readonly Holding[], today: number): boolean {
  const { kind, holding, day } = lapse;
  if (day >= today) return false;
  switch (kind) {
    case "license":
      return inForce.some((other) => isSameLicense(holding, other));
    case "enrollment": {
      const payer = payerKeyOf(holding);
      return inForce.some((other) => payerKeyOf(other) === payer);
    }
    case "revalidation":
    case "recredentialing":
      return false;
  }
}

/** On one platform the same kind of license; platforms name kinds in their own words, so that between them the number counts. */
function isSameLicense(one: Holding, other: Holding): boolean {
  if (one.platform !== other.platform) {
    const number = numberKeyOf(one);
    return number !== undefined && number === numberKeyOf(other);
  }
  return kindFacts.every((name) => codeIn(one.attributes[name]) === codeIn(other.attributes[name]));
}

const kindFacts = ["registration", "certificate_type", "rx_authority", "type"] as const;

function payerKeyOf({ subject, attributes }: Holding): string {
  const name = attributes["payer_name"];
  const payer =
    attributes["payer_entity"] ?? attributes["payer_id"] ?? (typeof name === "string" ? foldPayer(name) : "");
  const lines = attributes["lines_of_business"];
  return JSON.stringify([
    subject,
    payer,
    Array.isArray(lines) ? lines.toSorted((a, b) => (a < b ? -1 : 1)) : [],
  ]);
}

/** Licenses with the same number in the same state are one, whichever platform tells of them. */
function sameOnBoth({ kind, key, holding }: Lapse): string {
  return (kind === "license" ? numberKeyOf(holding) : undefined) ?? key;
}

function numberKeyOf({ state, number, attributes }: Holding): string | undefined {
  // boards and platforms write the same number with and without blanks, dots and hyphens
  const plain = number?.toUpperCase().replaceAll(/[^A-Z0-9]/g, "") ?? "";
  return plain === ""
    ? undefined
    : JSON.stringify([state, codeIn(attributes["registration"]) ?? "state", plain]);
}

const registrationNames = new Map([
  ["dea", "DEA registration"],
  ["state_controlled", "CSR registration"],
]);

/** What a lapse is called in lists: `License`, `DEA registration`, `Enrollment ends`. */
export function lapseName({ kind, holding: { attributes } }: Pick<Lapse, "kind" | "holding">): string {
  switch (kind) {
    case "license":
      return registrationNames.get(codeIn(attributes["registration"]) ?? "") ?? "License";
    case "enrollment":
      return "Enrollment ends";
    case "revalidation":
      return "Revalidation";
    case "recredentialing":
      return "Recredentialing";
  }
}

/** The payer of an enrollment; undefined where it is not told, and for everything else. */
export function payerOf({ holding: { attributes } }: Pick<Lapse, "holding">): string | undefined {
  return textOf(attributes["payer_name"]);
}

/** The certificate or type of a license; undefined where it is not told, and for everything else. */
export function lapseType({ holding: { attributes } }: Pick<Lapse, "holding">): string | undefined {
  return textOf(attributes["certificate_type"]) ?? textOf(attributes["type"]);
}

function textOf(fact: Attributes[string]): string | undefined {
  return typeof fact === "string" && fact !== "" ? fact : undefined;
}
