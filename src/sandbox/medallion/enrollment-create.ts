import type { SandboxContext } from "../context.ts";
import { jsonBody } from "../http/call.ts";
import type { Call } from "../http/call.ts";
import { json } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { begin } from "../state/begin.ts";
import type { Enrollment } from "../state/records.ts";
import { enrollmentShape } from "./enrollment-body.ts";
import type { EnrollmentBody } from "./enrollment-body.ts";
import { enrollmentPaths } from "./enrollment-path.ts";
import { enrollmentRow } from "./enrollment-rows.ts";
import { enrollmentVariants } from "./enrollment-variants.ts";
import { bodyErrors, detail, fieldErrors } from "./errors.ts";

/** The enrollment POST: 201 with the whole row. The same body sent twice makes two requests. */
export function createEnrollment(context: SandboxContext, call: Call): Reply {
  const body = jsonBody(call);
  if (!body.ok) return detail(400, `JSON parse error - ${body.reason}`);
  const resourcetype = resourcetypeOf(body.value);
  const variant = enrollmentVariants[resourcetype];
  if (variant === undefined) {
    return fieldErrors({
      resourcetype: [resourcetype === "" ? "This field is required." : "Invalid resourcetype"],
    });
  }
  const parsed = enrollmentShape(resourcetype, variant).safeParse(body.value);
  if (!parsed.success) return bodyErrors(parsed.error, body.value);
  const asked = parsed.data;
  const subject = asked[variant.subject] ?? "";
  const strangers = unknownIds(context, asked);
  if (strangers !== undefined) return fieldErrors(strangers);

  const createdMs = context.now();
  const enrollment: Enrollment = {
    ...begin(enrollmentPaths, {
      id: context.newId("enrollment request"),
      origin: "posted",
      createdMs,
      visibleFromMs: createdMs + Math.max(context.listLagMs, call.lagMs),
      status: asked.status,
      reason: asked.status_reason ?? undefined,
    }),
    resourcetype,
    subject,
    payerName: asked.payer_name,
    payerId: asked.payer_id ?? null,
    payerEntity: asked.payer_entity ?? null,
    state: asked.state,
    linesOfBusiness: (asked.lines_of_business ?? []).map(({ id }) => id),
    practices: (asked.practices ?? []).map(({ id }) => id),
    parGroup: asked.par_group ?? null,
    isMedallionOwned: asked.is_medallion_owned,
    parStatus: asked.par_status ?? null,
    trackingNumber: asked.tracking_number ?? "",
    payerEnrollment: asked.payer_enrollment ?? null,
  };
  context.stores.enrollments.put(enrollment);
  return json(201, enrollmentRow(context, enrollment));
}

function resourcetypeOf(body: unknown): string {
  const named = typeof body === "object" && body !== null && "resourcetype" in body;
  return named && typeof body.resourcetype === "string" ? body.resourcetype : "";
}

/** The ids of the body that exist nowhere, as complaints. */
function unknownIds(
  context: SandboxContext,
  asked: EnrollmentBody,
): Readonly<Record<string, unknown>> | undefined {
  const { groupProfiles, practices, linesOfBusiness } = context.world.medallion;
  const isGroup = (id: string | null | undefined): boolean => groupProfiles.some((group) => group.id === id);
  const complaints = {
    provider: missing(asked.provider, context.providers.has(asked.provider ?? "")),
    group_profile: missing(asked.group_profile, isGroup(asked.group_profile)),
    facility: missing(asked.facility, false),
    par_group: missing(asked.par_group, isGroup(asked.par_group)),
    practices: missingRows(asked.practices, practices),
    lines_of_business: missingRows(asked.lines_of_business, linesOfBusiness),
  };
  const found = Object.entries(complaints).filter(([, complaint]) => complaint !== undefined);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function missing(id: string | null | undefined, known: boolean): readonly string[] | undefined {
  return typeof id === "string" && !known ? [`Invalid pk "${id}" - object does not exist.`] : undefined;
}

interface WithId {
  readonly id: string;
}

function missingRows(
  asked: readonly WithId[] | undefined,
  known: readonly WithId[],
): readonly object[] | undefined {
  const complaints = (asked ?? []).map(({ id }) =>
    known.some((row) => row.id === id) ? {} : { id: [`Invalid pk "${id}" - object does not exist.`] },
  );
  return complaints.some((complaint) => "id" in complaint) ? complaints : undefined;
}
