import type { ExportLine, ExportTable } from "../exports.ts";
import { idIn, objectIn, objectsIn, textIn } from "../reading.ts";
import { cursorListing } from "./paging.ts";

type Row = Readonly<Record<string, unknown>>;

const text = (row: Row, name: string): string => textIn(row[name]) ?? "";
const order = [
  ["sortedBy", "Id"],
  ["sortDirection", "Asc"],
] as const;

/** What Verifiable lists, as rosters. */
export const verifiableExports: readonly ExportTable[] = [
  {
    what: "providers",
    platform: "verifiable",
    columns: ["verifiable_provider_id", "npi", "first_name", "last_name"],
    filters: { search: "providerName", "credentialing-status": "credentialingStatus" },
    listings: (query) => [
      cursorListing("/providers", "/providers", [...query, ...order], "export", providerLine),
    ],
  },
  {
    what: "credentialing",
    platform: "verifiable",
    columns: [
      "verifiable_provider_id",
      "npi",
      "first_name",
      "last_name",
      "verifiable_facility_id",
      "facility_name",
      "facility_specialties",
      "credentialing",
      "credentialing_type",
      "credentialing_priority",
      "is_self_managed",
      "application_received_date",
      "sync_result",
      "credentialing_request_id",
      "credentialing_request_status",
      "created",
    ],
    filters: {
      "request-status": "currentEventStatus",
      type: "credentialingRequestType",
      provider: "entityId",
    },
    listings: (query) =>
      ["Provider", "Facility"].map((entityType) =>
        cursorListing(
          "/credentialing-requests",
          "/credentialing-requests",
          [["entityType", entityType], ...query, ...order],
          "export",
          requestLine,
        ),
      ),
  },
];

function providerLine(row: Row): ExportLine | undefined {
  const id = idIn(row["id"]);
  if (id === undefined) return undefined;
  return {
    verifiable_provider_id: id,
    npi: text(row, "npi"),
    first_name: text(row, "firstName"),
    last_name: text(row, "lastName"),
  };
}

function requestLine(row: Row): ExportLine | undefined {
  const id = idIn(row["id"]);
  if (id === undefined) return undefined;
  const provider = objectIn(row["provider"]);
  const facility = objectIn(row["facility"]);
  const specialties = objectsIn(row["facilitySpecialties"]).flatMap((each) => idIn(each["id"]) ?? []);
  const selfManaged = row["isSelfManaged"];
  return {
    verifiable_provider_id: provider === undefined ? "" : text(provider, "id"),
    npi: provider === undefined ? "" : text(provider, "npi"),
    first_name: provider === undefined ? "" : text(provider, "firstName"),
    last_name: provider === undefined ? "" : text(provider, "lastName"),
    verifiable_facility_id: facility === undefined ? "" : text(facility, "id"),
    facility_name: facility === undefined ? "" : text(facility, "name"),
    facility_specialties: specialties.join("; "),
    credentialing: "verifiable",
    credentialing_type: text(row, "type"),
    credentialing_priority: text(row, "priority"),
    is_self_managed: selfManaged === true ? "yes" : selfManaged === false ? "no" : "",
    application_received_date: text(row, "applicationReceivedDate"),
    sync_result: "exists",
    credentialing_request_id: id,
    credentialing_request_status: text(objectIn(row["currentEvent"]) ?? {}, "status"),
    created: text(row, "createdAt"),
  };
}
