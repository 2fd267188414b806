import type { Holding } from "../../ledger/entry.ts";
import { dayIn, type HoldingSource, type ExpirationSource } from "../holding-source.ts";
import { idIn, textIn, stateIn, wordIn } from "../reading.ts";
import { enrollmentVerdict, payerIn } from "./enrollment-match.ts";
import { licenseVerdict } from "./license-match.ts";
import { offsetListing, orderedOffsetListing } from "./paging.ts";

const licensesPath = "/api/v1/org/licenses/";

/** Licenses and registrations on file, however they came there (API description, licenses). */
export const licensesOnFile: HoldingSource = {
  platform: "medallion",
  kind: "license",
  title: "licenses on file",
  holders: ["provider"],
  spares: "medallion.license",
  columns: ["license_numbers", "license_expirations", "license_next_expiration"],
  verdict: licenseVerdict,
  all: orderedOffsetListing(licensesPath, [], "dates", licenseOf),
  ofHolder: ({ subject }) => offsetListing(licensesPath, [["provider", subject]], "dates", licenseOf),
  changedSince: (day) => orderedOffsetListing(licensesPath, [["modified_after", day]], "dates", licenseOf),
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

const enrollmentsPath = "/p/api/v1/payer-enrollments/";

/** Enrollments as they came of requests or were recorded; other objects than the requests (API description, payer enrollments). */
export const enrollmentsOnFile: HoldingSource = {
  platform: "medallion",
  kind: "enrollment",
  title: "enrollments",
  holders: ["provider", "group"],
  spares: "medallion.enrollment",
  columns: ["enrollment_effective_dates", "enrollment_revalidation_dates"],
  verdict: enrollmentVerdict,
  all: orderedOffsetListing(enrollmentsPath, [], "dates", enrollmentOf),
  ofHolder: ({ subject, what }) =>
    offsetListing(
      enrollmentsPath,
      [[what === "group" ? "group_profile" : "provider", subject]],
      "dates",
      enrollmentOf,
    ),
  changedSince: (day) =>
    orderedOffsetListing(enrollmentsPath, [["last_updated_at_after", day]], "dates", enrollmentOf),
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
      ...payerIn(row),
      par_status: wordIn(row["par_status"]),
    },
  };
}

const text = (row: Readonly<Record<string, unknown>>, name: string): string => textIn(row[name]) ?? "";

/** Medallion's dates: licenses and registrations on file, enrollments with their ends and revalidations. */
export const medallionExpirations: ExpirationSource = {
  platform: "medallion",
  idColumn: ({ attributes }) => (attributes["subject"] === "group" ? "group_profile_id" : "provider_id"),
  people: [
    {
      title: "names of providers",
      hasDates: false,
      listing: orderedOffsetListing("/api/v1/org/providers/", [], "export", (row) => {
        const id = idIn(row["id"]);
        const [first_name, last_name] = [text(row, "first_name"), text(row, "last_name")];
        return id === undefined ? undefined : { id, cells: { npi: text(row, "npi"), first_name, last_name } };
      }),
    },
    {
      title: "names of groups",
      hasDates: false,
      listing: orderedOffsetListing("/p/api/v1/group-profiles/", [], "export", (row) => {
        const id = idIn(row["id"]);
        return id === undefined ? undefined : { id, cells: { group_name: text(row, "name") } };
      }),
    },
  ],
  resources: [licensesOnFile, enrollmentsOnFile],
};
