import type { Attributes } from "./entry.ts";

/**
 * What a platform says that somebody has, beside requests: the shape in which the ledger keeps it, reports and
 * calendars read it, and requests are compared with it. Ids, numbers, states and days only: never a name, a birth
 * date, an SSN, an address or the details of a sanction.
 *
 * | kind | `id` | `from` | `until` | `due` | `attributes` |
 * |---|---|---|---|---|---|
 * | `license` | the license | issued | expires | – | `registration` (`state`, `dea`, `state_controlled`), `certificate_type`, `duration_type`, `rx_authority`, or the board's own word as `type` |
 * | `enrollment` | the enrollment | effective | ends | revalidation | `subject` (`provider`, `group`), `payer_name`, `payer_id`, `payer_entity`, `lines_of_business` (ids), `par_status` |
 * | `recredentialing` | the provider | – | – | next credentialing date | – |
 * | `profile` | the provider | – | – | – | `percent`, `todos` (numbers as text) |
 *
 * Days are `YYYY-MM-DD`. What a platform leaves out is undefined. `status` is the platform's own word.
 */
export interface Holding {
  readonly platform: HoldingPlatform;
  readonly kind: HoldingKind;
  /** The platform's id of it; for what there is once for each provider, the provider's. */
  readonly id: string;
  /** The platform's id of the provider or group that has it. */
  readonly subject: string;
  readonly state?: string | undefined;
  readonly number?: string | undefined;
  readonly status?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly due?: string | undefined;
  readonly attributes: Attributes;
}

/** The platforms that say what somebody has. */
export type HoldingPlatform = string;

/** What somebody may have. */
export type HoldingKind = (typeof holdingKinds)[number];

/** Every {@link HoldingKind}. */
export const holdingKinds = ["license", "enrollment", "recredentialing", "profile"] as const;

/** The days of a holding whose moves are told, by the field that has them and the word that people know. */
export const holdingDays = [
  ["until", "license", "expiration"],
  ["from", "enrollment", "effective date"],
  ["due", "enrollment", "revalidation"],
  ["due", "recredentialing", "recredentialing due"],
] as const satisfies readonly (readonly ["from" | "until" | "due", HoldingKind, string])[];

/** One of the days of a holding that are told. */
export type HoldingDay = (typeof holdingDays)[number][0];

/** Under this key the ledger keeps the moves of one of its days. */
export function holdingKey({ platform, kind, id }: Holding, day: HoldingDay): string {
  return `holding|${platform}|${kind}|${id}|${day}`;
}
