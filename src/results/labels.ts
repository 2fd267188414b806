import type { LedgerEntry } from "../ledger/entry.ts";
import { askLabel, licenseWord, type Ask } from "../roster/request-spec.ts";

/** What a request is called where a change of its status is told: `enrollment TX`, `license CA`, `credentialing`. */
export function changeLabel(ask: Ask): string {
  switch (ask.kind) {
    case "medallion.license":
      return `${licenseWord(ask.field)} ${ask.state}`;
    case "medallion.enrollment":
      return `enrollment ${ask.state}`;
    case "medallion.credentialing":
      return askLabel(ask);
    case "verifiable.credentialing":
      return ask.subject === "facility" ? `credentialing ${askLabel(ask)}` : askLabel(ask);
  }
}

/** The same name for a request as the ledger remembers it. */
export function entryLabel({ kind, facts }: Pick<LedgerEntry, "kind" | "facts">): string {
  const text = (name: string): string => (typeof facts[name] === "string" ? facts[name] : "");
  switch (kind) {
    case "medallion.license":
      return `${text("field").replace(/_states$/, "")} ${text("state")}`.trim();
    case "medallion.enrollment":
      return `enrollment ${text("state")}`.trim();
    default:
      return "credentialing";
  }
}
