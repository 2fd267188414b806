import { z } from "zod";
import { payerStates } from "./codes.ts";
import { groupReasons, providerReasons, statusCategories } from "./enrollment-codes.ts";
import type { EnrollmentVariant } from "./enrollment-variants.ts";

/** A body that the enrollment POST takes, after the checks; which fields may be there depends on the kind. */
export interface EnrollmentBody {
  readonly payer_name: string;
  readonly payer_id?: string | null | undefined;
  readonly payer_entity?: string | null | undefined;
  readonly state: string;
  readonly is_medallion_owned: boolean;
  readonly status?: string | undefined;
  readonly status_reason?: string | null | undefined;
  readonly par_status?: string | null | undefined;
  readonly tracking_number?: string | undefined;
  readonly payer_enrollment?: string | null | undefined;
  readonly provider?: string | undefined;
  readonly group_profile?: string | undefined;
  readonly facility?: string | undefined;
  readonly par_group?: string | null | undefined;
  readonly practices?: readonly { readonly id: string }[] | undefined;
  readonly lines_of_business?: readonly { readonly id: string }[] | undefined;
}

const uuidOrNull = z.guid().nullable();
const idRefs = z.array(z.strictObject({ id: z.guid() }));
/** A field that other kinds have and this one refuses. */
const absent = z.never().optional();
const short = z.string().max(255, { error: "Ensure this field has no more than 255 characters." });

const practice = z.strictObject({
  id: z.guid(),
  name: z.string().min(1, { error: "This field may not be blank." }).optional(),
  country: z.string().length(2).nullable().optional(),
  city: short.optional(),
  county: short.optional(),
  line_1: short.optional(),
  line_2: short.optional(),
  postal_code: short.optional(),
  postal_code_plus_4: short.nullable().optional(),
  address_state: short.nullable().optional(),
});

/** The closed shape of a body for one kind of enrollment request, from Medallion's schema. */
export function enrollmentShape(resourcetype: string, variant: EnrollmentVariant): z.ZodType<EnrollmentBody> {
  const ofProvider = variant.subject === "provider";
  // Nullable in the schema, but a request for nobody is none.
  const subject = (name: string) => (variant.subject === name ? z.guid() : absent);
  const statuses = Object.keys(statusCategories).filter((status) => !variant.lacksStatuses.includes(status));
  return z.strictObject({
    resourcetype: z.literal(resourcetype),
    payer_name: z.string().min(1, { error: "This field may not be blank." }),
    payer_entity: uuidOrNull.optional(),
    payer_id: short.nullable().optional(),
    state: z.enum(payerStates),
    is_medallion_owned: z.boolean(),
    status: z.enum(statuses).optional(),
    status_reason: z
      .enum(ofProvider ? providerReasons : groupReasons)
      .nullable()
      .optional(),
    par_status: z
      .enum(ofProvider ? providerParStatuses : groupParStatuses)
      .nullable()
      .optional(),
    tracking_number: z
      .string()
      .max(64, { error: "Ensure this field has no more than 64 characters." })
      .optional(),
    payer_enrollment: variant.needsEnrollment ? uuidOrNull : uuidOrNull.optional(),
    provider: subject("provider"),
    group_profile: subject("group_profile"),
    facility: subject("facility"),
    practices: z.array(practice).optional(),
    lines_of_business: variant.takesLines ? idRefs.optional() : absent,
    par_group: variant.takesParGroup ? uuidOrNull.optional() : absent,
    provider_name_changes: variant.takesNameChanges
      ? z.record(z.string(), z.unknown()).nullable().optional()
      : absent,
    provider_name_change_details: variant.takesNameChanges ? z.string().min(1).nullable().optional() : absent,
  });
}

const providerParStatuses = ["non-par", "par_not_linked_to_group", "par_linked_to_group"] as const;
const groupParStatuses = ["non-par", "par"] as const;
