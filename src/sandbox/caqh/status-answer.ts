import type { SandboxContext } from "../context.ts";
import { compactDayOf, epochOf } from "../when.ts";
import type { When } from "../when.ts";
import type { CaqhProfile } from "../world/caqh-world.ts";

/** The answer for a provider that CAQH knows: lower-case keys, text throughout, dates as YYYYMMDD. */
export function foundAnswer(context: SandboxContext, profile: CaqhProfile): object {
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
export function unknownAnswer(context: SandboxContext, caqhProviderId: string | null): object {
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
