import { both, wish, type HeaderRule, type ColumnSpec, type ResultColumnSpec } from "./column.ts";
import type { KindWords } from "./request-kind.ts";

/** Asks for credentialing; its word says by whom. */
export const credentialingColumn = {
  name: "credentialing",
  place: 320,
  group: "Credentialing",
  role: "request",
  starter: { place: 130, cells: ["", "medallion"] },
  text: {
    meaning: "who does the credentialing",
    accepted: "`medallion`, `verifiable`",
    example: "medallion",
  },
  otherNames: [],
} as const satisfies ColumnSpec;

/** The columns that several platforms fill. */
export const sharedResultColumns = [
  {
    name: "credentialing_request_id",
    place: 90,
    text: "the request at Medallion or Verifiable; of a facility with several specialties one for each: `261QU0200X=…; 261QR0200X=…`. The same for its status",
  },
  {
    name: "credentialing_request_status",
    place: 100,
    text: "Medallion's request status, or Verifiable's current event",
  },
  {
    name: "license_numbers",
    place: 130,
    text: "what the provider holds for the states and kinds of the row, or all that is active when the row names none: `CA license=A12345; NY dea=…`",
  },
  {
    name: "license_expirations",
    place: 140,
    text: "when they expire, in the same form: `CA license=2027-03-31`",
  },
  {
    name: "license_next_expiration",
    place: 150,
    text: "the earliest day on which an active one of them expires",
    day: true,
  },
] as const satisfies readonly ResultColumnSpec[];

/** Headers that may be meant for {@link credentialingColumn}. */
export const credentialingHeaderRules: readonly HeaderRule<"credentialing">[] = [
  { place: 260, says: both("recred|recredentialing|re", "cred|credentialing"), column: undefined },
  {
    place: 270,
    says: both("cred|creds|credential|credentialing", `${wish}|required|with|platform|vendor|through`),
    column: "credentialing",
  },
];

/** How people call it, by whomever it is done. */
export const credentialingWords: KindWords = {
  one: "credentialing",
  many: "credentialing",
  title: "Credentialing",
  list: "credentialing requests",
};
