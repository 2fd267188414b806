/** What counts where a cell is blank, and what a date is compared with. */
export interface SpecDefaults {
  readonly isMedallionOwned: boolean | undefined;
  readonly isSelfManaged: boolean | undefined;
  /** `YYYY-MM-DD`: the earlier of the local and the UTC day. */
  readonly today: string;
}
