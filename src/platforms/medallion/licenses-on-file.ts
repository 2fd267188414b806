import { licenseVerdict } from "./license-verdict.ts";
import type { Holding } from "../../ledger/holding.ts";
import { dayIn, type HoldingSource } from "../holding-book.ts";
import { idIn, textIn } from "../reading.ts";
import { stateIn, wordIn } from "../words.ts";
import { offsetListing, orderedOffsetListing } from "./paging.ts";

const path = "/api/v1/org/licenses/";

/** Licenses and registrations on file, however they came there (API description, licenses). */
export const licensesOnFile: HoldingSource = {
  platform: "medallion",
  kind: "license",
  title: "licenses on file",
  holders: ["provider"],
  spares: "medallion.license",
  columns: ["license_numbers", "license_expirations", "license_next_expiration"],
  verdict: licenseVerdict,
  all: orderedOffsetListing(path, [], "dates", licenseOf),
  ofHolder: ({ subject }) => offsetListing(path, [["provider", subject]], "dates", licenseOf),
  changedSince: (day) => orderedOffsetListing(path, [["modified_after", day]], "dates", licenseOf),
};

function licenseOf(row: Readonly<Record<string, unknown>>): Holding | undefined {
  const [id, subject] = [idIn(row["id"]), idIn(row["provider"])];
  if (id === undefined || subject === undefined) return undefined;
  return {
    platform: "medallion",
    kind: "license",
    id,
    subject,
    state: stateIn(row["state"]),
    number: textIn(row["license_number"]),
    status: wordIn(row["status"]),
    from: dayIn(row["issue_date"]),
    until: dayIn(row["expiration_date"]),
    attributes: {
      registration: wordIn(row["registration"]),
      certificate_type: wordIn(row["certificate_type"]),
      duration_type: wordIn(row["duration_type"]),
      rx_authority: wordIn(row["rx_authority"]),
    },
  };
}
