import type { SandboxContext } from "../context.ts";
import { begin } from "../state/begin.ts";
import type { LicenseRequest } from "../state/records.ts";
import { pathsOf } from "./license-path.ts";

/** What a license request says about itself when it is made. */
export type LicenseFacts = Pick<
  LicenseRequest,
  | "id"
  | "provider"
  | "kind"
  | "state"
  | "certificateType"
  | "durationType"
  | "isMedallionOwned"
  | "shownCreatedMs"
  | "repliedId"
>;

/** Puts a posted request on the books; lists show it after the lag. */
export function openLicenseRequest(context: SandboxContext, lagMs: number, facts: LicenseFacts): void {
  const createdMs = context.now();
  context.stores.licenseRequests.put({
    ...begin(pathsOf(facts.kind), {
      id: facts.id,
      origin: "posted",
      createdMs,
      visibleFromMs: createdMs + Math.max(context.listLagMs, lagMs),
    }),
    ...facts,
  });
}
