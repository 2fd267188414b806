import type { Advice } from "./advice.ts";

/** A thing that a platform is asked for by name or number. */
interface Sought {
  readonly what: string;
  readonly platform: string;
  readonly column: string;
}

const sought: Readonly<Record<string, Sought>> = {
  provider: { what: "provider", platform: "Medallion", column: "provider_id" },
  group: { what: "group", platform: "Medallion", column: "group_profile_id" },
  practice: { what: "practice", platform: "Medallion", column: "practices" },
  line_of_business: { what: "line of business", platform: "Medallion", column: "lines_of_business" },
  verifiable_provider: { what: "provider", platform: "Verifiable", column: "verifiable_provider_id" },
  facility: { what: "facility", platform: "Verifiable", column: "verifiable_facility_id" },
  facility_specialty: { what: "facility specialty", platform: "Verifiable", column: "facility_specialties" },
};

/** What a look-up may end with, and what then helps. */
const endings: readonly (readonly [ending: string, advise: (sought: Sought) => Advice])[] = [
  [
    "not_found",
    ({ what, platform }) => ({
      title: `${platform} has no such ${what}`,
      remedy: `Correct the row, or add the ${what} to ${platform} first; then run again.`,
    }),
  ],
  [
    "ambiguous",
    ({ what, platform, column }) => ({
      title: `${platform} has more than one such ${what}`,
      remedy: `Find out which one is meant and write its id in ${column}.`,
    }),
  ],
  [
    "mismatch",
    ({ what, platform }) => ({
      title: `The ${what} at ${platform} does not match the row`,
      remedy: `The row and ${platform} disagree. Find out which is right and correct the other.`,
    }),
  ],
  [
    "deactivated",
    ({ what, platform }) => ({
      title: `The ${what} is deactivated at ${platform}`,
      remedy: `Activate the ${what} at ${platform}, or remove the request from the row.`,
    }),
  ],
];

/** Advice for each thing and ending: `provider_not_found`, `facility_deactivated`, … */
export const lookupAdvice: Readonly<Record<string, Advice>> = Object.fromEntries(
  Object.entries(sought).flatMap(([word, thing]) =>
    endings.map(([ending, advise]): [string, Advice] => [`${word}_${ending}`, advise(thing)]),
  ),
);
