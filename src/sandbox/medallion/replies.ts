import type { z } from "zod";
import type { SandboxContext } from "../context.ts";
import { flawsIn, type Flaw, cutPage } from "../http/list-trouble.ts";
import { json, type Reply, type Call, filterRows, type Filters } from "../http/platform.ts";

/**
 * Medallion documents no error bodies. Its service behaves like Django REST framework, so the
 * sandbox answers in that framework's shapes.
 */
export function detail(status: number, text: string): Reply {
  return json(status, { detail: text });
}

/** Not there, or not visible to this key: Medallion answers both alike. */
export function notFound(): Reply {
  return detail(404, "Not found.");
}

/** A refusal of single fields. */
export function fieldErrors(complaints: Readonly<Record<string, unknown>>): Reply {
  return json(400, complaints);
}

/** A refusal of a body, field by field, nested as the framework nests it. */
export function bodyErrors(error: z.ZodError, body: unknown): Reply {
  const complaints: Record<string, unknown> = {};
  for (const flaw of flawsIn(error, body)) {
    const [field, index, inner] = flaw.path;
    const text = sentence(flaw);
    if (field === undefined) complaints["non_field_errors"] = [text];
    else if (index === undefined) complaints[field] = [text];
    else if (inner === undefined) complaints[field] = { [index]: [text] };
    else complaints[field] = nested(Number(index), { [inner]: [text] });
  }
  return json(400, complaints);
}

function nested(index: number, complaint: object): readonly object[] {
  return [...Array.from({ length: index }, () => ({})), complaint];
}

function sentence(flaw: Flaw): string {
  switch (flaw.kind) {
    case "missing":
      return "This field is required.";
    case "unknown-key":
      return "This field is not known.";
    case "wrong-word":
      return `"${JSON.stringify(flaw.given)}" is not a valid choice.`;
    case "malformed":
      return flaw.wanted === "guid" ? "Must be a valid UUID." : flaw.wanted;
    case "wrong-type":
      return wrongType(flaw);
  }
}

function wrongType(flaw: Flaw): string {
  if (flaw.given === null) return "This field may not be null.";
  if (flaw.wanted === "boolean") return "Must be a valid boolean.";
  if (flaw.wanted === "array") {
    return `Expected a list of items but got type "${typeof flaw.given}".`;
  }
  if (flaw.wanted === "object") {
    return `Invalid data. Expected a dictionary, but got ${typeof flaw.given}.`;
  }
  return "Not a valid string.";
}

/** A list: what it holds, how it can be filtered, and what a row looks like on the wire. */
interface Listing<Row> {
  readonly rows: readonly Row[];
  readonly filters: Filters<Row>;
  readonly show: (row: Row) => unknown;
}

/** Answers one page of a list in Medallion's envelope of count, next, previous and results. */
export function listPage<Row>(context: SandboxContext, call: Call, listing: Listing<Row>): Reply {
  const filtered = filterRows(listing.filters, call.query, listing.rows);
  if (!filtered.ok) return fieldErrors(filtered.complaints);
  const limit = Math.min(numberIn(call, "limit") || context.pageSize, context.pageSize);
  const offset = numberIn(call, "offset");
  const link = (to: number): string => pageLink(context, call, limit, to);
  const asked = { start: offset, count: limit };
  const rows = inOrder(filtered.rows, call.query.get("ordering"));
  const page = cutPage(rows, listing.show, asked, call.listTroubles, context.now());
  return json(200, {
    count: page.total,
    next: page.next === undefined ? null : link(page.next),
    previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
    results: page.rows,
  });
}

/** Legal values are not documented; a row has an id as a rule, and what cannot be sorted by is ignored. */
function inOrder<Row>(rows: readonly Row[], ordering: string | null): readonly Row[] {
  if (ordering !== "id" && ordering !== "-id") return rows;
  const idOf = (row: Row): string =>
    typeof row === "object" && row !== null && "id" in row ? String(row.id) : "";
  const ascending = rows.toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
  return ordering === "id" ? ascending : ascending.toReversed();
}

/** Rows that lists already show, newest first, as data that moves while somebody pages through it. */
export function newestFirst<Row extends { readonly visibleFromMs: number }>(
  rows: readonly Row[],
  nowMs: number,
): readonly Row[] {
  return rows.filter((row) => row.visibleFromMs <= nowMs).toReversed();
}

/** As in Django REST framework, a number that is none is as good as absent. */
function numberIn(call: Call, name: string): number {
  const text = call.query.get(name) ?? "";
  return /^\d+$/.test(text) ? Number(text) : 0;
}

/**
 * The host in `next` is not documented. Unless told otherwise it is a host that does not exist, so
 * that a client which follows the link, key in hand, is found out.
 */
function pageLink(context: SandboxContext, call: Call, limit: number, offset: number): string {
  const base =
    context.quirks.nextHost === "foreign" ? "https://app.medallion.example" : `${context.origin()}/medallion`;
  const query = new URLSearchParams(call.query);
  query.set("limit", String(limit));
  query.set("offset", String(offset));
  return `${base}${call.path}?${query.toString()}`;
}

/** The words of a list that is written with spaces and line breaks between them. */
function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** The certificate types that a license request takes; case matters (`LAc` is not `LAC`), misspelt ones are literal. */
export const certificateTypes: readonly string[] = words(`
  DO MD PA RN NP CNM PMHNP RNFA ACSW APCC BCBA BCaBA BHA BHARI COUNSELOR OD DPM DA DDS DEH DMD
  DPT PT PTA PBT LCADC MLADC LADC CCS LCAS LCAT LCMHC LCMHC-S LCMHCA LCPC LCSW LSW LCSWA LICSW
  LIMHP-CSW LIMHP-CMSW LIMHP LISW LMFT LMFT-S LMFTA LMHC LMSW LPC LPC-C LPCA LPCC LPCI LSCSW
  MFTA MHCA MHT OMS ORTH OT OTA OTHER RD RPh PhT PhD PsyD RBT RCSWI RHMCI SLP LPN LAc LMT DC
  ND MA LPCMH LIMHP-CPC LPC-MH LPC/MHSP CMHC ALC LAC LACMH LAPC ACMHC LMHCA LGPC CSW LCSW-C
  ISW LISW-CP CSW-PIP CISW MLSW CMSW LGSW LASW APSW RT AUD CRNA OPTHAMOLOGIST OPA CP-A AT
  FITNESS-PROFESSI EMR EMT EMT-A LVN MLT NMT LN OPT OTHER-ALLIED-HEA PAR PHARMACY-ASSISTA PI
  PODIATRIC-ASSIST RADIOLOGY-TECH ACU DT MOT MPT MT OTD OTR/L RDN SLP-CF SLPD ATC COTA LMPC
  ORT SLPA MT-BC
`);

/** The states of license requests: 50, DC and the territories. */
export const licenseStates: readonly string[] = words(`
  AK AL AR AZ CA CO CT DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ
  NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY DC GU PR VI MP AS
`);

/** The states of enrollments: no MP and no AS, but NA. */
export const payerStates: readonly string[] = words(`
  AK AL AR AZ CA CO CT DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ
  NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY DC GU PR VI NA
`);

/** How long a license is meant to last. */
export const durationTypes: readonly string[] = words(`
  permanent training temporary limited telemedicine prescriptive_authority
  autonomous_registration multistate
`);

/** The kinds that the generic service request list can be filtered by. */
export const serviceRequestTypes: readonly string[] = words(`
  CAQHManagementRequest FacilityDemographicUpdateServiceRequest
  FacilityInitialCredentialingServiceRequest FacilityReCredentialingServiceRequest
  FacilityRevalidationServiceRequest GroupDemographicUpdateServiceRequest
  GroupRevalidationServiceRequest InitialAppointmentServiceRequest
  InitialCredentialingServiceRequest IntakeServiceRequest
  LicenseExpirationMonitoringServiceRequest LicenseLOQServiceRequest LicenseNewServiceRequest
  LicenseReinstatementServiceRequest LicenseRenewalServiceRequest
  NewFacilityPayerEnrollmentServiceRequest NewGroupPayerEnrollmentServiceRequest
  NewPayerContractServiceRequest NewProviderPayerEnrollmentServiceRequest
  ProviderDemographicUpdateServiceRequest ProviderRevalidationServiceRequest
  ReCredentialingServiceRequest
`);

/** The statuses that the generic service request list can be filtered by. */
export const serviceRequestStatuses: readonly string[] = words(`
  active all_prerequisites_met applciation_sent_to_provider_for_review application_assigned
  application_in_process_with_state_board application_in_progress application_qc_completed
  application_qc_required application_qc_returned application_ready application_resubmitted
  application_sent application_submitted assigned backlog closed completed dependencies_met
  enrollment_denied enrollment_stopped external_block follow_up_in_progress
  has_prerequisite_enrollments imlc_issued_addendums_required in_committee in_progress
  inactive info_needed_from_provider intake intake_complete intake_in_progress intake_on_hold
  intake_over_21_days intake_pending_admin intake_pending_provider intake_prep
  license_issued_pending_qc license_issued_qc_failed loq_in_process on_hold panel_closed
  paper_app_mailed_to_provider pending pending_autonomous_registration pending_contract
  pending_csr pending_customer_response pending_dependencies pending_group_enrollment
  pending_imlc_approval pending_imlc_loq pending_prescriptive_authority
  pending_provider_enrollment pending_renewal_window pending_rn pending_state_license_issuance
  provider_input_requested psv_assigned psv_pending_provider psv_qc_completed psv_qc_required
  psv_qc_returned psv_request_pending psv_review psv_submitted ready ready_for_intake
  ready_for_medallion_review renewal_in_process_with_the_board requested roster_submitted
  scheduled sent_request_for_enrollment task_over_21_days tasks_over_21_days
`);

/** How a nurse licence carries the right to prescribe. */
export const rxAuthorities: readonly string[] = words(`
  autonomous_registration checkbox_selected prescriptive_authority rx_included
`);

/** What a license is: of a state, of the DEA, or for controlled substances. */
export const registrations: readonly string[] = words(`
  dea state state_controlled
`);
