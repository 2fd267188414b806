import type { Holding } from "../../ledger/entry.ts";
import type { Listing } from "../../lists/listing.ts";
import { dayIn, type HoldingSource, type ExpirationSource } from "../holding-source.ts";
import { listOfOne } from "../one-thing.ts";
import { idIn, objectIn, objectsIn, textIn, stateIn } from "../reading.ts";
import { cursorListing } from "./paging.ts";

const path = "/provider-licenses";

type Row = Readonly<Record<string, unknown>>;

/**
 * Licenses of all providers. The list has no filter for one provider and none for what moved; it can be sorted so that
 * what ends soonest comes first (API description, provider licenses).
 */
export const licensesAtVerifiable: HoldingSource = {
  platform: "verifiable",
  kind: "license",
  title: "licenses",
  holders: ["provider"],
  spares: undefined,
  columns: ["license_numbers", "license_expirations", "license_next_expiration"],
  all: cursorListing(
    path,
    path,
    [
      ["sortedBy", "LicenseExpirationDate"],
      ["sortDirection", "Asc"],
    ],
    "dates",
    (row) => listedLicense(row),
    (row) => (objectIn(row["license"]) ?? row)["id"],
  ),
  ofHolder: ({ subject }) =>
    withoutCount(
      cursorListing(
        `/providers/${encodeURIComponent(subject)}/licenses`,
        "/providers/{id}/licenses",
        [],
        "dates",
        (row) => attachedLicense(row, subject),
      ),
    ),
  firstPage: "ends-first",
};

/** One provider's licenses come without pages: the description knows no parameters of this list. */
function withoutCount<Item>(listing: Listing<Item>): Listing<Item> {
  return {
    ...listing,
    call: (mark) => {
      const call = listing.call(mark);
      return { ...call, query: (call.query ?? []).filter(([name]) => name !== "count") };
    },
  };
}

function listedLicense(row: Row): Holding | undefined {
  const license = objectIn(row["license"]) ?? row;
  const id = idIn(license["id"]);
  const subject = idIn(license["providerId"]) ?? idIn(row["provider"]);
  if (id === undefined || subject === undefined) return undefined;
  return licenseOf(id, subject, textIn(license["licenseTypeName"]), {
    state: stateIn(license["state"]),
    number: textIn(license["number"]),
    status: textIn(license["status"]) ?? textIn(license["nonVerifiedInfoStatus"]),
    from: dayIn(license["issueDate"]) ?? dayIn(license["nonVerifiedInfoIssueDate"]),
    until: dayIn(license["expiryDate"]) ?? dayIn(license["nonVerifiedInfoExpirationDate"]),
  });
}

/** One provider's licenses have other fields: the days stand in what the last verification found. */
function attachedLicense(row: Row, provider: string): Holding | undefined {
  const id = idIn(row["id"]);
  if (id === undefined) return undefined;
  const verification = objectIn(row["currentVerification"]) ?? {};
  const results = objectsIn(verification["results"]);
  const right = results[Number(verification["correctResultIndex"] ?? 0)] ?? results[0] ?? {};
  const said = objectIn(row["nonVerifiedInfo"]) ?? {};
  return licenseOf(id, provider, textIn(objectIn(row["licenseType"])?.["name"]), {
    state: stateIn(row["state"]),
    number: textIn(row["licenseNumber"]) ?? textIn(right["licenseNumber"]),
    status: textIn(right["licenseStatus"]) ?? textIn(said["status"]),
    from: dayIn(right["issued"]) ?? dayIn(said["issueDate"]),
    until: dayIn(right["expires"]) ?? dayIn(said["expirationDate"]),
  });
}

function licenseOf(
  id: string,
  subject: string,
  type: string | undefined,
  rest: Pick<Holding, "state" | "number" | "status" | "from" | "until">,
): Holding {
  const registration = registrationOf(type ?? "");
  return {
    platform: "verifiable",
    kind: "license",
    id,
    subject,
    ...rest,
    attributes: { type, registration },
  };
}

/** Organizations name their license types themselves; these words stand in the names of registrations everywhere. */
function registrationOf(type: string): "dea" | "state_controlled" | "state" {
  if (/\bDEA\b|drug enforcement/i.test(type)) return "dea";
  return /controlled (?:dangerous )?substance|\bCSR\b|\bCDS\b/i.test(type) ? "state_controlled" : "state";
}

const providersPath = "/providers";

/**
 * When providers are to be credentialed again. The provider list says it; sorted by the last credentialing, those whose
 * date has just moved come first (API description, providers).
 */
export const recredentialing: HoldingSource = {
  platform: "verifiable",
  kind: "recredentialing",
  title: "recredentialing dates",
  holders: ["provider"],
  spares: undefined,
  columns: ["recredentialing_due"],
  isShownByLookups: true,
  all: cursorListing(
    providersPath,
    providersPath,
    [
      ["sortedBy", "CredentialedDate"],
      ["sortDirection", "Desc"],
    ],
    "dates",
    recredentialingOf,
  ),
  ofHolder: ({ subject }) => listOfOne(`${providersPath}/{id}`, subject, "dates", recredentialingOf),
  firstPage: "moved-first",
};

/** What a row of the provider list says of it; a provider who has no date yet has a holding without one. */
export function recredentialingOf(row: Readonly<Record<string, unknown>>): Holding | undefined {
  const id = idIn(row["id"]);
  if (id === undefined) return undefined;
  return {
    platform: "verifiable",
    kind: "recredentialing",
    id,
    subject: id,
    due: dayIn(row["nextCredentialingDate"]),
    attributes: {},
  };
}

const text = (row: Readonly<Record<string, unknown>>, name: string): string => textIn(row[name]) ?? "";

/** Verifiable's dates: licenses, and when providers are to be credentialed again, which the provider list says. */
export const verifiableExpirations: ExpirationSource = {
  platform: "verifiable",
  idColumn: () => "verifiable_provider_id",
  people: [
    {
      title: "providers with their recredentialing dates",
      hasDates: true,
      listing: cursorListing(
        "/providers",
        "/providers",
        [
          ["sortedBy", "Id"],
          ["sortDirection", "Asc"],
        ],
        "export",
        (row) => {
          const id = idIn(row["id"]);
          const [first_name, last_name] = [text(row, "firstName"), text(row, "lastName")];
          const cells = { npi: text(row, "npi"), first_name, last_name };
          return id === undefined ? undefined : { id, cells, holding: recredentialingOf(row) };
        },
      ),
    },
  ],
  resources: [licensesAtVerifiable],
};
