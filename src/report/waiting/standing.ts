import { filled } from "../counted.ts";
import type { ReportRequest } from "../report-rows.ts";
import { medallionCredentialingStandings, verifiableStandings } from "./credentialing-statuses.ts";
import { enrollmentCategories, enrollmentStandings } from "./enrollment-statuses.ts";
import { licenseStandings } from "./license-statuses.ts";
import { foldStatus, type Standing } from "./party.ts";

/** What is told of a request when its standing is looked up. */
export type Told = Pick<ReportRequest, "platform" | "kind" | "status" | "statusCategory" | "fileStatus">;

/**
 * Whose move it is. Medallion's own category comes first, where it sends one; else the word of the status is
 * looked up. A word that is not known is nobody's move: it is shown as it is.
 */
export function standingOf(request: Told): Standing {
  const category = filled(request.statusCategory);
  if (category !== undefined) {
    const party = Object.hasOwn(enrollmentCategories, category) ? enrollmentCategories[category] : undefined;
    if (party !== undefined) return { party, category };
  }
  const status = filled(request.status);
  if (status === undefined) return { party: "unclear", category: category ?? "no status" };
  const standing = standingsFor(request).get(foldStatus(status));
  if (standing === undefined) return { party: "unclear", category: category ?? "not known" };
  const isOver = standing.party === "done" || standing.party === "ended";
  return needsAttention(request) && !isOver ? { party: "us", category: "needs_attention" } : standing;
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
