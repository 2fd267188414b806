import type { LedgerEntry } from "../ledger/entry.ts";
import { requestLabel, licenseWord, type RequestSpec } from "../roster/request-spec.ts";

/** What a request is called where a change of its status is told: `enrollment TX`, `license CA`, `credentialing`. */
export function changeLabel(spec: RequestSpec): string {
  switch (spec.kind) {
    case "medallion.license":
      return `${licenseWord(spec.field)} ${spec.state}`;
    case "medallion.enrollment":
      return `enrollment ${spec.state}`;
    case "medallion.credentialing":
      return requestLabel(spec);
    case "verifiable.credentialing":
      return spec.subject === "facility" ? `credentialing ${requestLabel(spec)}` : requestLabel(spec);
  }
}

/** The same name for a request as the ledger remembers it. */
export function entryLabel({ kind, attributes }: Pick<LedgerEntry, "kind" | "attributes">): string {
  const text = (name: string): string => (typeof attributes[name] === "string" ? attributes[name] : "");
  switch (kind) {
    case "medallion.license":
      return `${text("field").replace(/_states$/, "")} ${text("state")}`.trim();
    case "medallion.enrollment":
      return `enrollment ${text("state")}`.trim();
    default:
      return "credentialing";
  }
}
