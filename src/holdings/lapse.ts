import { dayNumber } from "../text/days.ts";
import { spanOf, type DueSpan } from "../platforms/caqh/due.ts";
import { codeIn, foldPayer } from "../platforms/words.ts";
import type { Facts } from "../ledger/entry.ts";
import { holdingKey, type Holding, type HoldingDay } from "./holding.ts";

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
  const told = new Set<string>();
  return holdings
    .flatMap(datesOf)
    .filter((lapse) => matters(lapse, today) && !isReplaced(lapse, holdings, today))
    .filter((lapse) => {
      const key = sameOnBoth(lapse);
      if (told.has(key)) return false;
      told.add(key);
      return true;
    })
    .toSorted((one, other) => one.day - other.day);
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

/** Medallion's words, and those of boards that Verifiable repeats. Any other word may mean that it is in force. */
const endedWords = /^(?:expired|lapsed|inactive|not_active|delinquent|terminated)(?![a-z])/;
const goneWords =
  /^(?:supercee?ded|superseded|pending|revoked|surrendered|retired|cancell?ed|denied|void|null_and_void|withdrawn|closed|deceased)(?![a-z])/;

function conditionOf({ status, facts }: Holding): "good" | "ended" | "gone" {
  const word = codeIn(status) ?? "";
  if (goneWords.test(word) || codeIn(facts["par_status"]) === "non_par") return "gone";
  return endedWords.test(word) ? "ended" : "good";
}

/** What has lapsed and is held again under another entry needs nobody. */
function isReplaced({ kind, holding, day }: Lapse, all: readonly Holding[], today: number): boolean {
  if (day >= today || (kind !== "license" && kind !== "enrollment")) return false;
  return all.some((other) => {
    const end = dayNumber(other.until);
    const isGood = other !== holding && conditionOf(other) === "good" && (end === undefined || end >= today);
    return isGood && isAlike(holding, other);
  });
}

function isAlike(one: Holding, other: Holding): boolean {
  if (one.kind !== other.kind || one.state !== other.state) return false;
  if (one.kind === "enrollment") return payerKeyOf(one) === payerKeyOf(other);
  const same = (name: string): boolean => {
    const [mine, theirs] = [codeIn(one.facts[name]), codeIn(other.facts[name])];
    return mine === theirs || mine === undefined || theirs === undefined;
  };
  return same("registration") && same("certificate_type") && same("rx_authority");
}

function payerKeyOf({ subject, facts }: Holding): string {
  const name = facts["payer_name"];
  const payer =
    facts["payer_entity"] ?? facts["payer_id"] ?? (typeof name === "string" ? foldPayer(name) : "");
  const lines = facts["lines_of_business"];
  return JSON.stringify([
    subject,
    payer,
    Array.isArray(lines) ? lines.toSorted((a, b) => (a < b ? -1 : 1)) : [],
  ]);
}

/** Licenses with the same number in the same state are one, whichever platform tells of them. */
function sameOnBoth({ kind, key, holding: { state, number, facts } }: Lapse): string {
  if (kind !== "license" || number === undefined) return key;
  const plain = number.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  return plain === "" ? key : JSON.stringify([state, codeIn(facts["registration"]) ?? "state", plain]);
}

const registrationNames = new Map([
  ["dea", "DEA registration"],
  ["state_controlled", "CSR registration"],
]);

/** What a lapse is called in lists: `License`, `DEA registration`, `Enrollment ends`. */
export function lapseName({ kind, holding: { facts } }: Pick<Lapse, "kind" | "holding">): string {
  switch (kind) {
    case "license":
      return registrationNames.get(codeIn(facts["registration"]) ?? "") ?? "License";
    case "enrollment":
      return "Enrollment ends";
    case "revalidation":
      return "Revalidation";
    case "recredentialing":
      return "Recredentialing";
  }
}

/** The payer of an enrollment; undefined where it is not told, and for everything else. */
export function payerOf({ holding: { facts } }: Pick<Lapse, "holding">): string | undefined {
  return textOf(facts["payer_name"]);
}

/** The certificate or type of a license; undefined where it is not told, and for everything else. */
export function lapseType({ holding: { facts } }: Pick<Lapse, "holding">): string | undefined {
  return textOf(facts["certificate_type"]) ?? textOf(facts["type"]);
}

function textOf(fact: Facts[string]): string | undefined {
  return typeof fact === "string" && fact !== "" ? fact : undefined;
}
