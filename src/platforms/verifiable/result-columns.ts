import type { NamesOf, ResultColumnSpec } from "../column.ts";

/** The columns that Verifiable's answers fill. */
export const verifiableResultColumns = [
  {
    name: "recredentialing_due",
    place: 180,
    text: "Verifiable's next credentialing date",
    day: true,
  },
] as const satisfies readonly ResultColumnSpec[];

/** One of {@link verifiableResultColumns}. */
export type VerifiableResultColumn = NamesOf<typeof verifiableResultColumns>;
