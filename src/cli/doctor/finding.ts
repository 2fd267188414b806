/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  /** `odd` may trouble a run, `wrong` will. */
  readonly verdict: "good" | "left_out" | "odd" | "wrong";
  readonly says: string;
  readonly remedy?: string | undefined;
}
