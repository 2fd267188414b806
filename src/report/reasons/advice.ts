/** What an error code means to the people who read the page, and what they can do about it. */
export interface Advice {
  /** A heading: `No such provider`. */
  readonly title: string;
  /** One or two sentences. */
  readonly remedy: string;
}
