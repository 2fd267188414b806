import { statusGroup } from "./lifecycle.ts";
import { dayNumber } from "../../text/days.ts";
import type { DueDay } from "../../text/due.ts";

/** What CAQH says of an attestation; words and days as in the results columns. */
export interface AttestationWords {
  readonly providerStatus?: string | undefined;
  readonly providerStatusDate?: string | undefined;
  readonly attestationDue?: string | undefined;
}

/** When a provider has to attest; undefined when CAQH says nothing of it. A lapsed attestation may have no day. */
export function dueDayOf({
  providerStatus,
  providerStatusDate,
  attestationDue,
}: AttestationWords): DueDay | undefined {
  const lapsed = statusGroup(providerStatus) === "expired";
  const day = dayNumber(lapsed ? providerStatusDate : attestationDue);
  return lapsed || day !== undefined ? { day, lapsed } : undefined;
}
