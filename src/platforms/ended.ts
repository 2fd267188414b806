import type { LedgerEntry } from "../ledger/entry.ts";
import { isOpenCredentialing } from "./medallion/credentialing-requests.ts";
import { isOpenEnrollment } from "./medallion/enrollment-requests.ts";
import { isOpenLicense } from "./medallion/license-requests.ts";
import { isOpenAtVerifiable } from "./verifiable/credentialing-requests.ts";

/**
 * Whether a request has ended on its platform in a way that lets another one be made: denied, closed, canceled or
 * inactive. By the same rules by which a listed request is open (docs/never-twice.md).
 */
export function hasEnded(entry: LedgerEntry): boolean {
  if (entry.standing !== "accepted" || entry.status === undefined) return false;
  switch (entry.kind) {
    case "medallion.license":
      return !isOpenLicense(entry.status);
    case "medallion.enrollment":
      return !isOpenEnrollment(entry);
    case "medallion.credentialing":
      return !isOpenCredentialing(entry.status);
    case "verifiable.credentialing":
      return !isOpenAtVerifiable(entry.status, entry.attributes["type"]);
    default:
      return false;
  }
}
