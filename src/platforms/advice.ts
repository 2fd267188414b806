/** What an error code means to the people who read the page, and what they can do about it. */
export interface Advice {
  /** A heading: `No such provider`. */
  readonly title: string;
  /** One or two sentences. */
  readonly remedy: string;
}

/** A thing that a platform is asked for by name or number. */
export interface Sought {
  readonly what: string;
  readonly platform: string;
  readonly column: string;
}

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

/**
 * Advice for what a platform is asked for: `provider_not_found`, `facility_deactivated`, …
 * @param things what is sought, by the word that its codes begin with
 */
export function lookupAdvice(things: Readonly<Record<string, Sought>>): Readonly<Record<string, Advice>> {
  return Object.fromEntries(
    Object.entries(things).flatMap(([word, thing]) =>
      endings.map(([ending, advise]): [string, Advice] => [`${word}_${ending}`, advise(thing)]),
    ),
  );
}
