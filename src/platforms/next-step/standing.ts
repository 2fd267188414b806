import { filled } from "../../text/filled.ts";
import { medallionCredentialingStandings, verifiableStandings } from "./credentialing-statuses.ts";
import { enrollmentCategories, enrollmentStandings } from "./enrollment-statuses.ts";
import { licenseStandings } from "./license-statuses.ts";
import { foldStatus, type Standing } from "./party.ts";

/** What is known of a request when the owner of its next step is looked up. */
export interface Told {
  readonly platform: "medallion" | "verifiable";
  readonly kind: "license" | "enrollment" | "credentialing";
  /** The platform's own word. */
  readonly status?: string | undefined;
  /** Medallion's category of an enrollment status, where it sent one. */
  readonly statusCategory?: string | undefined;
  /** Medallion's word for the state of a credentialing file. */
  readonly fileStatus?: string | undefined;
}

/**
 * Whose move it is. Medallion's own category comes first, where it sends one; else the word of the status is
 * looked up. A word that is not known is nobody's move: it is shown as it is.
 */
export function standingOf(request: Told): Standing {
  const category = filled(request.statusCategory);
  const status = filled(request.status);
  const byStatus = status === undefined ? undefined : standingsFor(request).get(foldStatus(status));
  if (category !== undefined) {
    const party = Object.hasOwn(enrollmentCategories, category) ? enrollmentCategories[category] : undefined;
    // the category does not tell us from the provider; the status does
    if (party === "us" && byStatus?.party === "provider") return { party: "provider", category };
    if (party !== undefined) return { party, category };
  }
  if (status === undefined) return { party: "unclear", category: category ?? "no status" };
  if (byStatus === undefined) return { party: "unclear", category: category ?? "not known" };
  const isOver = byStatus.party === "done" || byStatus.party === "ended";
  return needsAttention(request) && !isOver ? { party: "us", category: "needs_attention" } : byStatus;
}

/** Medallion marks a credentialing file that somebody on our side has to look at. */
function needsAttention({ fileStatus }: Told): boolean {
  return foldStatus(fileStatus ?? "") === "needsattention";
}

function standingsFor({ platform, kind }: Told): ReadonlyMap<string, Standing> {
  if (platform === "verifiable") return verifiableStandings;
  switch (kind) {
    case "license":
      return licenseStandings;
    case "enrollment":
      return enrollmentStandings;
    case "credentialing":
      return medallionCredentialingStandings;
  }
}
