import type { Listed } from "../../page/listed.ts";
import type { ReportChange, ReportRow } from "../report-rows.ts";
import { parties, type Party } from "../../requests/party.ts";
import { standingOf } from "../../platforms/catalog.ts";
import { TopList, limits } from "../../page/top-list.ts";

/** A status that moved, and whose move it is now. */
export interface Change extends ReportChange {
  /** Undefined for what is no request, such as a status that is only asked. */
  readonly party: Party | undefined;
}

/** What changed since the last run. */
export interface Changes {
  readonly list: Listed<Change>;
  /** How many are whose move now. */
  readonly parties: readonly { readonly party: Party; readonly count: number }[];
}

/** Takes in changes, row by row. */
export class ChangeGathering {
  readonly #list = new TopList<Change>(limits.changes, needfulFirst);
  readonly #parties = new Map<Party, number>();
  #count = 0;

  /** Takes in what moved in a row. */
  add({ changes, requests }: ReportRow): void {
    for (const change of changes) {
      this.#count += 1;
      const request = requests.find(({ label, status }) => label === change.request && status === change.to);
      const party = request === undefined ? undefined : standingOf(request).party;
      this.#list.add(String(this.#count), { ...change, party }, change.row);
      if (party !== undefined) this.#parties.set(party, (this.#parties.get(party) ?? 0) + 1);
    }
  }

  /** All of it. */
  get changes(): Changes {
    const { items, count } = this.#list.listed;
    return {
      list: { items: items.map(({ item }) => item).toSorted((one, other) => one.row - other.row), count },
      parties: parties
        .map((party) => ({ party, count: this.#parties.get(party) ?? 0 }))
        .filter((one) => one.count > 0),
    };
  }
}

/** What ended without success and what waits for us or the provider now comes first when there are too many to list. */
function needfulFirst(one: Change, other: Change): number {
  const urgency = ({ party }: Change): number => {
    if (party === "ended") return 0;
    return party === "us" || party === "provider" ? 1 : 2;
  };
  return urgency(one) - urgency(other) || one.row - other.row;
}
