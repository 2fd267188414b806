import type { SandboxContext } from "../context.ts";
import { type Call, json, type Reply } from "../http/platform.ts";
import { compactDayOf, epochOf, type When } from "../seeded.ts";
import type { CaqhProfile } from "../world/world.ts";

/** The answer for a provider that CAQH knows: lower-case keys, text throughout, dates as YYYYMMDD. */
function foundAnswer(context: SandboxContext, profile: CaqhProfile): object {
  const { startedMs, world } = context;
  return shaped(context, {
    organization_id: world.caqh.organizationId,
    caqh_provider_id: profile.caqhProviderId,
    ...(profile.poProviderId === undefined ? {} : { po_provider_id: profile.poProviderId }),
    roster_status: profile.rosterStatus,
    // Absent when the profile has none, which is not the same as N.
    ...(profile.authorizationFlag === undefined ? {} : { authorization_flag: profile.authorizationFlag }),
    provider_status: profile.providerStatus,
    provider_status_date: dateText(profile.providerStatusDate, startedMs),
    provider_practice_state: profile.practiceState,
    provider_found_flag: "Y",
    ...(profile.anniversaryDate === undefined
      ? {}
      : { anniversary_date: dateText(profile.anniversaryDate, startedMs) }),
  });
}

/** The answer for a provider that CAQH does not know: 200 all the same, with the found flag at N. */
function unknownAnswer(context: SandboxContext, caqhProviderId: string | null): object {
  return shaped(context, {
    organization_id: context.world.caqh.organizationId,
    caqh_provider_id: caqhProviderId,
    provider_found_flag: "N",
  });
}

function dateText(when: When, startedMs: number): string {
  return typeof when === "string" ? when : compactDayOf(epochOf(when, startedMs));
}

/** Live answers had lower-case keys; the tables say Upper_Snake and integers. */
function shaped(context: SandboxContext, answer: Readonly<Record<string, string | null>>): object {
  const { caqhKeys, caqhIds } = context.quirks;
  return Object.fromEntries(
    Object.entries(answer).map(([key, value]) => {
      const isId = key === "organization_id" || key === "caqh_provider_id";
      const shown = isId && caqhIds === "number" && value !== null ? Number(value) : value;
      return [caqhKeys === "pascal" ? pascalSnake(key) : key, shown];
    }),
  );
}

function pascalSnake(key: string): string {
  return key.replaceAll(/(?:^|_)[a-z]/g, (start) => start.toUpperCase());
}

/** Finds profiles by either number. */
export interface Profiles {
  readonly byId: ReadonlyMap<string, CaqhProfile>;
  readonly byNpi: ReadonlyMap<string, CaqhProfile>;
}

/** The status check by CAQH id. */
export function statusById(context: SandboxContext, profiles: Profiles, call: Call): Reply {
  const query = loosely(call.query);
  const wrong = wrongScope(context, query);
  if (wrong !== undefined) return message(400, wrong);
  const id = query.get("caqh_provider_id") ?? "";
  if (!/^\d{1,10}$/.test(id)) return message(400, "Caqh_Provider_Id is missing or invalid.");
  const profile = profiles.byId.get(id);
  return json(200, profile === undefined ? unknownAnswer(context, id) : foundAnswer(context, profile));
}

/** The status check by NPI, which only live clients know. */
export function statusByNpi(context: SandboxContext, profiles: Profiles, call: Call): Reply {
  const { caqhByNpi } = context.quirks;
  if (caqhByNpi !== "served") return message(caqhByNpi, "No HTTP resource was found.");
  const query = loosely(call.query);
  const wrong = wrongScope(context, query);
  if (wrong !== undefined) return message(400, wrong);
  const npi = query.get("npi_provider_id") ?? "";
  if (!/^\d{10}$/.test(npi)) return message(400, "NPI_Provider_Id is missing or invalid.");
  const profile = profiles.byNpi.get(npi);
  return json(200, profile === undefined ? unknownAnswer(context, null) : foundAnswer(context, profile));
}

/** CAQH's errors are an object with a `Message`. */
export function message(status: number, text: string): Reply {
  return json(status, { Message: text });
}

/** Query names have been written in several casings against the real hosts, and all worked. */
function loosely(query: URLSearchParams): ReadonlyMap<string, string> {
  return new Map([...query].map(([name, value]) => [name.toLowerCase(), value.trim()]));
}

function wrongScope(context: SandboxContext, query: ReadonlyMap<string, string>): string | undefined {
  const product = query.get("product") ?? "";
  if (product !== "PV" && product !== "DA") return "Product is missing or invalid.";
  const organization = query.get("organization_id") ?? "";
  return organization === context.world.caqh.organizationId
    ? undefined
    : "Organization_Id is missing or invalid.";
}
