import { enrollmentVerdict } from "./enrollment-verdict.ts";
import type { Holding } from "../../ledger/holding.ts";
import { dayIn, type HoldingSource } from "../holding-book.ts";
import { idIn, textIn } from "../reading.ts";
import { stateIn, wordIn } from "../words.ts";
import { offsetListing, orderedOffsetListing } from "./paging.ts";

const path = "/p/api/v1/payer-enrollments/";

/** Enrollments as they came of requests or were recorded; other objects than the requests (API description, payer enrollments). */
export const enrollmentsOnFile: HoldingSource = {
  platform: "medallion",
  kind: "enrollment",
  title: "enrollments",
  holders: ["provider", "group"],
  spares: "medallion.enrollment",
  columns: ["enrollment_effective_dates", "enrollment_revalidation_dates"],
  verdict: enrollmentVerdict,
  all: orderedOffsetListing(path, [], "dates", enrollmentOf),
  ofHolder: ({ subject, what }) =>
    offsetListing(path, [[what === "group" ? "group_profile" : "provider", subject]], "dates", enrollmentOf),
  changedSince: (day) => orderedOffsetListing(path, [["last_updated_at_after", day]], "dates", enrollmentOf),
};

function enrollmentOf(row: Readonly<Record<string, unknown>>): Holding | undefined {
  const id = idIn(row["id"]);
  const [provider, group] = [idIn(row["provider"]), idIn(row["group_profile"])];
  const subject = provider ?? group;
  if (id === undefined || subject === undefined) return undefined;
  return {
    platform: "medallion",
    kind: "enrollment",
    id,
    subject,
    state: stateIn(row["state"]),
    status: wordIn(row["status"]),
    from: dayIn(row["effective_date"]),
    until: dayIn(row["end_date"]),
    due: dayIn(row["revalidation_date"]),
    attributes: {
      subject: provider === undefined ? "group" : "provider",
      payer_name: wordIn(row["payer_name"]),
      payer_id: textIn(row["payer_id"])?.toLowerCase(),
      payer_entity: idIn(row["payer_entity"]),
      lines_of_business: Array.isArray(row["lines_of_business"])
        ? row["lines_of_business"].flatMap((line: unknown) => idIn(line) ?? [])
        : undefined,
      par_status: wordIn(row["par_status"]),
    },
  };
}
