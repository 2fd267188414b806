import type { Expiration, ExpirationCells, ExpirationSource } from "../../export/expirations.ts";
import { idIn, objectIn, textIn } from "../reading.ts";
import { stateIn } from "../words.ts";
import { cursorListing } from "./paging.ts";

type Row = Readonly<Record<string, unknown>>;

const text = (row: Row, name: string): string => textIn(row[name]) ?? "";

/** Verifiable's dates: licenses, and when providers are to be credentialed again. */
export const verifiableExpirations: ExpirationSource = {
  platform: "verifiable",
  people: [],
  dates: [
    {
      title: "licenses",
      listing: () =>
        cursorListing(
          "/provider-licenses",
          "/provider-licenses",
          [
            ["sortedBy", "LicenseExpirationDate"],
            ["sortDirection", "Asc"],
          ],
          "export",
          licenseDates,
          (row) => (objectIn(row["license"]) ?? row)["id"],
        ),
    },
    {
      title: "recredentialing dates",
      listing: () =>
        cursorListing(
          "/providers",
          "/providers",
          [
            ["sortedBy", "Id"],
            ["sortDirection", "Asc"],
          ],
          "export",
          recredentialingDates,
        ),
    },
  ],
};

function licenseDates(row: Row): readonly Expiration[] | undefined {
  const license = objectIn(row["license"]) ?? row;
  const id = idIn(license["id"]);
  if (id === undefined) return undefined;
  const person = objectIn(row["provider"]) ?? {};
  const type = text(license, "licenseTypeName");
  return dateOf(id, dayIn(license, "expiryDate") ?? dayIn(license, "nonVerifiedInfoExpirationDate"), {
    ...personCells(person),
    verifiable_provider_id: idIn(license["providerId"]) ?? idIn(person["id"]) ?? "",
    kind: /\bDEA\b|drug enforcement/i.test(type)
      ? "dea"
      : /controlled (?:dangerous )?substance|\bCSR\b|\bCDS\b/i.test(type)
        ? "csr"
        : "license",
    state: stateIn(license["state"]) ?? "",
    number: text(license, "number"),
    type,
    status: text(license, "status") || text(license, "nonVerifiedInfoStatus"),
  });
}

function recredentialingDates(row: Row): readonly Expiration[] | undefined {
  const id = idIn(row["id"]);
  if (id === undefined) return undefined;
  return dateOf(`${id} recredentialing`, dayIn(row, "nextCredentialingDate"), {
    ...personCells(row),
    verifiable_provider_id: id,
    kind: "recredentialing",
    status: text(row, "credentialingStatus"),
  });
}

function personCells(person: Row): ExpirationCells {
  return {
    npi: text(person, "npi"),
    first_name: text(person, "firstName"),
    last_name: text(person, "lastName"),
  };
}

/** Verifiable writes the year 1 where it knows no day. */
function dayIn(row: Row, name: string): string | undefined {
  const day = textIn(row[name])?.slice(0, 10);
  return day === undefined || day < "1900" ? undefined : day;
}

function dateOf(id: string, date: string | undefined, cells: ExpirationCells): readonly Expiration[] {
  return date === undefined ? [] : [{ id, cells: { ...cells, date, platform: "verifiable" } }];
}
