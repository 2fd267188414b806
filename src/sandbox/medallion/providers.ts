import type { SandboxContext } from "../context.ts";
import {
  equals,
  fromDay,
  oneOf,
  untilDay,
  type Filter,
  type Filters,
  json,
  type Route,
} from "../http/platform.ts";
import { hashOf, uuidOf, dayMs, dayOf, microsOf } from "../seeded.ts";
import type { MedallionProvider } from "../world/world.ts";
import { certificateTypes, licenseStates, notFound, listPage } from "./replies.ts";

/** The provider's name as Medallion writes it. */
export function fullName(provider: MedallionProvider): string {
  return `${provider.firstName} ${provider.lastName}`;
}

/** When the provider's profile was last touched. */
function lastUpdatedMs(context: SandboxContext, provider: MedallionProvider): number {
  return context.stores.profiles.find(provider.id)?.updatedMs ?? context.startedMs;
}

/** A row of the provider list. Its NPI is a number, unlike that of practices. */
function listRow(context: SandboxContext, provider: MedallionProvider): unknown {
  return {
    ...commonFields(context, provider),
    email: provider.email,
    states: provider.licenseStates,
    license_states: provider.licenseStates,
    date_joined: microsOf(context.startedMs - 400 * dayMs),
    created: microsOf(context.startedMs - 400 * dayMs),
    last_invited: null,
    credentialing_committee_status: [],
    credentialing_committee_approval_request: approvalOf(context, provider),
    verifications: [],
    org_membership_id: null,
    credentialing_step: "not_requested",
    group_profiles: context.world.medallion.groupProfiles
      .filter((group) => provider.groupProfileIds?.includes(group.id) === true)
      .map(({ id, name }) => ({ id, name })),
    active_request_products: [],
    metadata_s1: null,
    employee_id: null,
    employee_number: null,
  };
}

/** The single provider: other fields than the list row, and the e-mail under `user` only. */
function single(context: SandboxContext, provider: MedallionProvider): unknown {
  return {
    ...commonFields(context, provider),
    credentialing_committee: approvalOf(context, provider),
    credentialing_committee_status: "",
    has_uploaded_resume: true,
    attestation: null,
    is_auto_imported: false,
    link_description: "",
    additional_names: {},
    certifications: {},
    military_history: {},
    hospital_affiliations: {},
    earliest_agreements: {},
    notes: "",
  };
}

/** The fields of both, among them personal data that a careful client reads past. */
function commonFields(
  context: SandboxContext,
  provider: MedallionProvider,
): Readonly<Record<string, unknown>> {
  const updated = microsOf(lastUpdatedMs(context, provider));
  const { percent = 100, todos = 0 } = context.stores.profiles.find(provider.id) ?? {};
  return {
    id: provider.id,
    user: userOf(provider),
    full_name: fullName(provider),
    first_name: provider.firstName,
    middle_name: "",
    last_name: provider.lastName,
    preferred_name: null,
    suffix: "",
    profession: provider.profession,
    npi: provider.npi === null ? null : Number(provider.npi),
    ssn_masked: provider.ssnMasked ?? `***-**-${1000 + (hashOf(provider.email) % 9000)}`,
    date_of_birth:
      provider.dateOfBirth ?? dayOf(Date.UTC(1955, 0, 1) + (hashOf(provider.id) % 14_000) * dayMs),
    employment_status: provider.employmentStatus ?? "active",
    unlicensed_states: [],
    percent_complete: percent,
    profile_completion_state: todos === 0 ? "complete" : "incomplete",
    remaining_todos: todos,
    caqh_number: provider.caqhNumber ?? "",
    initial_credentialing_date: null,
    latest_credentialing_date: null,
    last_updated: updated,
    last_completed: updated,
  };
}

/** The schema wants one even of providers that no committee has seen. */
function approvalOf(context: SandboxContext, provider: MedallionProvider): unknown {
  return {
    id: uuidOf(`approval ${provider.id}`),
    credentialing_committee: uuidOf(context.world.medallion.organizationId),
    created: microsOf(context.startedMs - 400 * dayMs),
    status: "closed_without_decision",
  };
}

function userOf(provider: MedallionProvider): unknown {
  return {
    id: hashOf(provider.id) % 1_000_000,
    email: provider.email,
    name: fullName(provider),
    picture: "",
    is_staff: false,
    is_sso: false,
    is_pii_access_restricted: false,
  };
}

/** The provider list and the single provider. There is no filter by NPI. */
export function providerRoutes(context: SandboxContext): readonly Route[] {
  const { providers } = context.world.medallion;
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  const shown = new Map<string, unknown>();
  let changes = context.stores.profiles.changes;
  const show = (provider: MedallionProvider): unknown => {
    if (context.stores.profiles.changes !== changes) shown.clear();
    changes = context.stores.profiles.changes;
    const row = shown.get(provider.id) ?? listRow(context, provider);
    shown.set(provider.id, row);
    return row;
  };
  const updated = (provider: MedallionProvider): number => lastUpdatedMs(context, provider);
  const filters: Filters<MedallionProvider> = {
    id: equals((provider) => provider.id),
    search: byWildcards,
    license_state: oneOf(licenseStates, (provider) => provider.licenseStates),
    profession: oneOf(certificateTypes, (provider) => provider.profession),
    employment_status: oneOf(
      ["active", "inactive", "onboarding"],
      (provider) => provider.employmentStatus ?? "active",
    ),
    group_profile: equals((provider) => provider.groupProfileIds),
    last_updated_after: fromDay(updated),
    last_updated_before: untilDay(updated),
  };
  return [
    {
      method: "GET",
      path: "/api/v1/org/providers/",
      answer: (call) => listPage(context, call, { rows: providers, filters, show }),
    },
    {
      method: "GET",
      path: "/api/v1/org/providers/:id/",
      answer: (_call, id) => {
        const provider = byId.get(id);
        return provider === undefined ? notFound() : json(200, single(context, provider));
      },
    },
  ];
}

/**
 * Commas part the search into terms, and a row that fits any of them comes back; a term fits when it
 * stands anywhere in the first name, the last name or the e-mail. It is never held against the full
 * name or the NPI.
 */
const byWildcards: Filter<MedallionProvider> = (values) => {
  const terms = (values.at(-1) ?? "")
    .toLowerCase()
    .split(",")
    .map((term) => term.trim())
    .filter((term) => term !== "");
  return ({ firstName, lastName, email }) => {
    const texts = [firstName, lastName, email].map((text) => text.toLowerCase());
    return terms.some((term) => texts.some((text) => text.includes(term)));
  };
};
