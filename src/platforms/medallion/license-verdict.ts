import type { Holding } from "../../ledger/holding.ts";
import { lapses, type Horizon, type Verdict } from "../in-force.ts";
import type { Attributes } from "../../ledger/entry.ts";
import { codeIn } from "../words.ts";
import { licenseMatchRank } from "./license-match.ts";

/** What the licenses on file say of a wanted license: the same kind, state, certificate type and duration, and active. */
export function licenseVerdict(wanted: Attributes, holdings: readonly Holding[], horizon: Horizon): Verdict {
  const same = holdings.filter((holding) => holding.kind === "license" && isSameLicense(wanted, holding));
  const active = same
    .filter(({ status }) => codeIn(status) === "active")
    .filter((holding) => !lapses(holding, horizon))
    .toSorted((one, other) => later(one.until, other.until));
  const [held] = active;
  if (held !== undefined) {
    const words = ["held", held.number, held.until === undefined ? undefined : `until ${held.until}`];
    return { held: words.filter((word) => word !== undefined).join(" ") };
  }
  const pending = same.find(
    ({ status, until }) => codeIn(status) === "pending" && !(until !== undefined && until < horizon.today),
  );
  if (pending === undefined) return {};
  const number = pending.number === undefined ? "" : ` (${pending.number})`;
  return { note: `Medallion has a license of this kind on file that is pending${number}.` };
}

function later(one: string | undefined, other: string | undefined): number {
  const [a, b] = [one ?? "9999", other ?? "9999"];
  return a < b ? 1 : a > b ? -1 : 0;
}

/** Kind, state, certificate type and duration are the same, as requests are compared, but stricter: nothing is guessed for what is held. */
function isSameLicense(wanted: Attributes, { state, attributes }: Holding): boolean {
  const listed = {
    attributes: { ...attributes, state },
    remoteId: "",
    subject: "",
    createdAt: undefined,
    open: true,
  };
  const rank = licenseMatchRank(wanted, listed);
  const field = wanted["field"];
  // a plain license of a nurse practitioner is no RN license
  if (field === "rn_states" && rank < 3) return false;
  const duration = codeIn(attributes["duration_type"]);
  const wantedDuration = codeIn(wanted["duration_type"]) ?? "permanent";
  const isRx = String(field).startsWith("prescriptive") || field === "autonomous_registration_states";
  const isOtherDuration =
    duration !== undefined &&
    duration !== wantedDuration &&
    !(isRx && duration === codeIn(attributes["rx_authority"] ?? duration));
  return rank > 0 && !isOtherDuration;
}
