import { licenseFields, licenseWord, type LicenseField, stateNa } from "../../cells/states.ts";
import type { ExportLine, ExportTable, Query } from "../exports.ts";
import { idIn, objectIn, objectsIn, textIn } from "../reading.ts";
import { offsetListing, orderedOffsetListing } from "./paging.ts";

type Row = Readonly<Record<string, unknown>>;

const text = (row: Row, name: string): string => textIn(row[name]) ?? "";
const yesNo = (value: unknown): string => (value === true ? "yes" : value === false ? "no" : "");

/** What Medallion lists, as rosters: the ids in them make a later sync know every request again. */
export function medallionExports(organizationId: string): readonly ExportTable[] {
  const credentialingPath = `/p/api/v1/organizations/${encodeURIComponent(organizationId)}/credentialing-service-requests/`;
  return [
    {
      what: "providers",
      platform: "medallion",
      columns: ["provider_id", "email", "npi", "first_name", "last_name", "profession", "employment_status"],
      filters: {
        search: "search",
        state: "license_state",
        profession: "profession",
        "employment-status": "employment_status",
        "group-profile": "group_profile",
        "updated-after": "last_updated_after",
      },
      listings: (query) => [orderedOffsetListing("/api/v1/org/providers/", query, "export", providerLine)],
    },
    {
      what: "licenses",
      platform: "medallion",
      columns: [
        "provider_id",
        "certificate_type",
        ...licenseFields,
        "duration_type",
        "is_medallion_owned",
        "sync_result",
        "license_request_ids",
        "license_request_statuses",
        "created",
      ],
      filters: {
        provider: "provider",
        status: "status",
        state: "state",
        "certificate-type": "certificate_type",
        "created-after": "created_after",
      },
      listings: (query) => [
        orderedOffsetListing(
          "/api/v1/staff/service-requests/",
          [["resourcetype", "LicenseNewServiceRequest"], ...query],
          "export",
          licenseLine,
        ),
      ],
    },
    {
      what: "enrollments",
      platform: "medallion",
      columns: [
        "provider_id",
        "group_profile_id",
        "payer_name",
        "payer_id",
        "payer_entity",
        "payer_states",
        "lines_of_business",
        "practices",
        "par_group",
        "is_medallion_owned",
        "sync_result",
        "enrollment_request_ids",
        "enrollment_statuses",
        "enrollment_status_reasons",
        "status_category",
        "created",
      ],
      filters: {
        provider: "provider",
        "group-profile": "group_profile",
        search: "search",
        "created-after": "created_after",
        "updated-after": "status_update_time_after",
      },
      listings: (query) => [
        orderedOffsetListing(
          "/p/api/v1/service-requests/payer-enrollments/",
          query,
          "export",
          enrollmentLine,
        ),
      ],
    },
    {
      what: "credentialing",
      platform: "medallion",
      columns: [
        "provider_id",
        "email",
        "full_name",
        "credentialing",
        "sync_result",
        "credentialing_request_id",
        "credentialing_request_status",
        "credentialing_status",
        "credentialing_file_id",
        "created",
      ],
      filters: {
        provider: "provider_id",
        "request-status": "request_status",
        "credentialing-status": "credentialing_status",
        "created-after": "requested_gte",
      },
      wordings: readyWordings,
      listings: (query) => [offsetListing(credentialingPath, query, "export", credentialingLine)],
    },
  ];
}

/** What is ready for the committee: the schema calls it one thing, the guide on credentialing another. */
const readyWords: readonly string[] = ["ready_for_committee", "ready"];

/** First as it was asked. */
function readyWordings(query: Query): readonly Query[] {
  const [, asked] = query.find(([name]) => name === "request_status") ?? [];
  const other = readyWords.find((word) => word !== asked);
  if (asked === undefined || other === undefined || !readyWords.includes(asked)) return [query];
  return [query, query.map(([name, value]) => [name, name === "request_status" ? other : value])];
}

function providerLine(row: Row): ExportLine | undefined {
  const id = idIn(row["id"]);
  if (id === undefined) return undefined;
  return {
    provider_id: id,
    email: text(row, "email"),
    npi: text(row, "npi"),
    first_name: text(row, "first_name"),
    last_name: text(row, "last_name"),
    profession: text(row, "profession"),
    employment_status: text(row, "employment_status"),
  };
}

/** The state list under which a request of this kind was asked for. */
function fieldOf(row: Row): LicenseField {
  const registration = text(row, "registration");
  if (registration === "dea") return "dea_states";
  if (registration === "state_controlled") return "csr_states";
  const rx = text(row, "rx_authority");
  const marked = licenseFields.find((field) => licenseWord(field) === rx);
  if (marked !== undefined) return marked;
  return rx === "checkbox_selected" ? "prescriptive_authority_checkbox_selected_states" : "license_states";
}

function licenseLine(row: Row): ExportLine | undefined {
  const [id, provider] = [idIn(row["id"]), idIn(row["provider"])];
  if (id === undefined || provider === undefined) return undefined;
  if ((row["resourcetype"] ?? "LicenseNewServiceRequest") !== "LicenseNewServiceRequest") return undefined;
  return {
    provider_id: provider,
    certificate_type: text(row, "certificate_type"),
    [fieldOf(row)]: text(row, "state"),
    duration_type: text(row, "duration_type"),
    is_medallion_owned: yesNo(row["is_medallion_owned"]),
    sync_result: "exists",
    license_request_ids: id,
    license_request_statuses: text(row, "status"),
    created: text(row, "created"),
  };
}

function enrollmentLine(row: Row): ExportLine | undefined {
  const id = idIn(row["id"]);
  const [provider, group] = [idIn(row["provider"]), idIn(row["group_profile"])];
  // a roster asks for new enrollments only; revalidations and updates are of another kind
  const isNew = /^New(?:Provider|Group)PayerEnrollment/.test(
    textIn(row["resourcetype"]) ?? "NewProviderPayerEnrollment",
  );
  if (id === undefined || (provider ?? group) === undefined || !isNew) return undefined;
  const ids = (value: unknown): string =>
    objectsIn(value)
      .flatMap(({ id: each }) => idIn(each) ?? [])
      .join("; ");
  const state = text(row, "state");
  return {
    provider_id: provider ?? "",
    group_profile_id: provider === undefined ? (group ?? "") : "",
    payer_name: text(row, "payer_name"),
    payer_id: text(row, "payer_id"),
    payer_entity: text(row, "payer_entity"),
    payer_states: state === "NA" ? stateNa : state,
    lines_of_business: ids(row["lines_of_business"]),
    practices: ids(row["practices"]),
    par_group: text(row, "par_group"),
    is_medallion_owned: yesNo(row["is_medallion_owned"]),
    sync_result: "exists",
    enrollment_request_ids: id,
    enrollment_statuses: text(row, "status"),
    enrollment_status_reasons: text(row, "status_reason"),
    status_category: text(row, "status_category"),
    created: text(row, "created"),
  };
}

function credentialingLine(row: Row): ExportLine | undefined {
  const [id, provider] = [idIn(row["id"]), idIn(row["provider"])];
  if (id === undefined || provider === undefined) return undefined;
  const person = objectIn(row["provider"]) ?? {};
  return {
    provider_id: provider,
    email: text(person, "email"),
    full_name: text(person, "full_name"),
    credentialing: "medallion",
    sync_result: "exists",
    credentialing_request_id: id,
    credentialing_request_status: textIn(row["request_status"]) ?? text(row, "status"),
    credentialing_status: text(row, "credentialing_status"),
    credentialing_file_id: idIn(row["credentialing_file"]) ?? "",
    created: text(row, "requested"),
  };
}
