import type { Path } from "../state/track.ts";

/** The ways of a Medallion credentialing request; all end closed, with a file. */
export const credentialingPaths: readonly [Path, ...Path[]] = [
  [
    { status: "intake_inprogress" },
    { status: "verification_inprogress" },
    { status: "ready_for_committee" },
    { status: "in_committee" },
    { status: "committee_approved" },
    { status: "closed" },
  ],
  [
    { status: "intake_inprogress" },
    { status: "verification_inprogress" },
    { status: "ready_for_committee" },
    { status: "closed" },
  ],
  [
    { status: "intake_inprogress" },
    { status: "ready_for_committee" },
    { status: "in_committee" },
    { status: "committee_rejected" },
    { status: "closed" },
  ],
  // Re-credentialing begins as a date in the calendar.
  [
    { status: "scheduled" },
    { status: "intake_inprogress" },
    { status: "verification_inprogress" },
    { status: "ready_for_committee" },
    { status: "closed" },
  ],
];

/** New requests never begin as scheduled ones. */
export const firstStatus = "intake_inprogress";
