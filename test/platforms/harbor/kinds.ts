import { booleanOf } from "../../../src/cells/values.ts";
import { ownerByStatus } from "../../../src/platforms/next-step.ts";
import { requestKind, type RequestKind, type RequestSpec } from "../../../src/platforms/request-kind.ts";
import { standingsOf } from "../../../src/requests/party.ts";

/** Something by name that a row asks Harbor for. */
export interface HarborSpec extends RequestSpec {
  readonly name: string;
}

const statuses = standingsOf([
  ["with Harbor", "platform", "open"],
  ["ready", "done", "ready"],
  ["gone", "ended", "gone"],
]);

function harborKind(one: string, many: string, column: string): RequestKind {
  const kind = `harbor.${one}`;
  return requestKind<HarborSpec>({
    kind,
    work: many,
    words: { one, many, title: `Harbor ${many}`, list: `${one} requests` },
    parse: (cells, identity) => {
      const names = [...new Set(cells.list(column))];
      if (names.length > 0 && (identity.email ?? identity["harbor_person_id"]) === undefined) {
        cells.rowFault("no_identity", "asks Harbor for something but names nobody", "Fill in email.");
      }
      return names.map((name) => ({ kind, name }));
    },
    label: ({ name }) => name,
    changeLabel: ({ name }) => `${one} ${name}`,
    labelOf: ({ name }) => `${one} ${String(name)}`,
    answers: { ids: `${one}_ids`, statuses: `${one}_statuses` },
    owner: ({ status }) => ownerByStatus(status, statuses),
    hasEnded: ({ status }) => status === "gone",
  });
}

/** A person's place in Harbor's directory, or that they are to have none. */
export interface ListingSpec extends RequestSpec {
  readonly kind: "harbor.listing";
  readonly verb: "create" | "remove";
  /** Blank where they are to have none. */
  readonly address: string;
}

const listingKind: RequestKind = requestKind<ListingSpec>({
  kind: "harbor.listing",
  work: "listings",
  words: { one: "listing", many: "listings", title: "Harbor listings", list: "listings" },
  parse: (cells, identity) => {
    const isWanted = booleanOf(cells, "directory");
    const address = cells.text("directory_address");
    if (isWanted === undefined) return [];
    if ((identity.email ?? identity["harbor_person_id"]) === undefined) {
      cells.rowFault("no_identity", "asks Harbor for a listing but names nobody", "Fill in email.");
    }
    if (!isWanted) return [{ kind: "harbor.listing", verb: "remove", address: "" }];
    if (address === "") {
      cells.fault("directory_address", "missing_value", "is blank", "Write the address to be listed.");
      return [];
    }
    return [{ kind: "harbor.listing", verb: "create", address }];
  },
  label: () => "listing",
  changeLabel: () => "listing",
  labelOf: () => "listing",
  answers: { ids: "listing_ids", statuses: "listing_statuses" },
  owner: ({ status }) => ownerByStatus(status, statuses),
  hasEnded: ({ status }) => status === "gone",
});

/** What can be requested at Harbor, as people see it. */
export const harborKinds: readonly RequestKind[] = [
  harborKind("berth", "berths", "berth_ports"),
  harborKind("badge", "badges", "badges"),
  harborKind("course", "courses", "courses"),
  listingKind,
];
