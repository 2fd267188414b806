import type { SandboxContext } from "../context.ts";
import { hashOf, uuidOf, dayMs, dayOf, microsOf } from "../seeded.ts";
import {
  reachedMs,
  type LicenseRequest,
  type MedallionCredentialing,
  type RequestRecord,
} from "../state/sandbox-state.ts";
import { registrationOf, rxAuthorityOf, shownDuration } from "./licenses.ts";
import { fullName } from "./providers.ts";

/** What every row of the generic list has, whatever it is. */
export interface CommonFacts {
  readonly id: string;
  readonly resourcetype: string;
  readonly provider: string;
  readonly status: string;
  readonly createdMs: number;
  readonly isMedallionOwned: boolean;
}

/** The fields of every kind of service request. */
export function commonRow(context: SandboxContext, facts: CommonFacts): Record<string, unknown> {
  const provider = context.providers.get(facts.provider);
  return {
    id: facts.id,
    resourcetype: facts.resourcetype,
    organization: context.world.medallion.organizationId,
    organization_name: context.world.medallion.organizationName,
    provider: facts.provider,
    name: provider === undefined ? "" : fullName(provider),
    status: facts.status,
    percent_complete: 100,
    profile_completion_state: "complete",
    remaining_todos: 0,
    is_medallion_owned: facts.isMedallionOwned,
    coordinator: null,
    assignment_date: null,
    followup_date: null,
    created: microsOf(facts.createdMs),
  };
}

/** A license request as the list shows it, or with the fuller licensing information of a single one. */
export function licenseRow(context: SandboxContext, request: LicenseRequest, alone: boolean): unknown {
  return {
    ...commonRow(context, {
      ...request,
      resourcetype: "LicenseNewServiceRequest",
      createdMs: request.shownCreatedMs,
    }),
    requested_by: null,
    state: request.state,
    certificate_type: request.certificateType,
    duration_type: shownDuration(request),
    registration: registrationOf(request),
    rx_authority: rxAuthorityOf(request),
    intake_complete_date: reachedDay(request, "intake_complete"),
    app_submission_date: reachedDay(request, "application_sent"),
    app_resubmission_date: null,
    app_expiration_date: null,
    sent_to_provider_for_review_date: null,
    psv_submitted_date: reachedDay(request, "psv_submitted"),
    completed_date: reachedDay(request, "completed"),
    using_compact: false,
    is_spl: null,
    licensing_info: alone ? wholeInfo(context, request) : { id: uuidOf(request.id), compact: "" },
    app_sla_seconds: null,
    psv_sla_seconds: null,
    organization_profile_id: null,
    business_days_since_app_submitted: null,
    ...(alone ? {} : { should_auto_renew: false, organization_auto_pilot_status: "none" }),
  };
}

/** A credentialing request as the generic list shows it: other words than its own list has. */
export function credentialingRow(context: SandboxContext, request: MedallionCredentialing): unknown {
  return {
    ...commonRow(context, {
      ...request,
      status: genericStatus(request.status),
      isMedallionOwned: true,
    }),
    requested_by: null,
    credentialing_file: request.fileId,
    closed_on: reachedAt(request, "closed"),
    ...(request.resourcetype === "ReCredentialingServiceRequest" ? recredentialing(request) : {}),
  };
}

/** The generic word for a credentialing status. */
export function genericStatus(status: string): string {
  switch (status) {
    case "intake_inprogress":
    case "verification_inprogress":
      return "in_progress";
    case "ready_for_committee":
      return "ready";
    case "committee_approved":
    case "committee_rejected":
    case "file_expired":
      return "closed";
    default:
      return status;
  }
}

/** The dates that only re-credentialing has: due four months on, to be begun a month on. */
export function recredentialing(request: RequestRecord): Readonly<Record<string, string>> {
  return {
    recredentialing_deadline: dayOf(request.createdMs + 120 * dayMs),
    recredentialing_start_date: dayOf(request.createdMs + 30 * dayMs),
  };
}

/** The timestamp at which the request first came to one of the statuses, or null. */
export function reachedAt(request: RequestRecord, ...statuses: readonly string[]): string | null {
  const ms = reachedMs(request, ...statuses);
  return ms === undefined ? null : microsOf(ms);
}

/** The day on which the request first came to one of the statuses, or null. */
export function reachedDay(request: RequestRecord, ...statuses: readonly string[]): string | null {
  const ms = reachedMs(request, ...statuses);
  return ms === undefined ? null : dayOf(ms);
}

/** Single license requests show a state board login with its password; a careful client drops it. */
function wholeInfo(context: SandboxContext, request: LicenseRequest): unknown {
  const provider = context.providers.get(request.provider);
  return {
    id: uuidOf(request.id),
    state: request.state,
    provider: request.provider,
    medallion_email: "board-mail@example.test",
    application_portal: null,
    compact: "",
    state_board_external_account: {
      id: uuidOf(`board account ${request.id}`),
      account_type: "state_board",
      account_type_other: "",
      state: request.state,
      username: provider?.email ?? "",
      password: provider?.stateBoardPassword ?? `board-password-${hashOf(request.provider)}`,
    },
  };
}
