import { ownerByStatus } from "../../../src/platforms/next-step.ts";
import { standingsOf } from "../../../src/requests/party.ts";
import { requestKind, type RequestKind, type RequestSpec } from "../../../src/platforms/request-kind.ts";

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
    answers: { [`${one}_ids`]: (entry) => entry?.remoteId, [`${one}_statuses`]: (entry) => entry?.status },
    owner: ({ status }) => ownerByStatus(status, statuses),
    hasEnded: ({ status }) => status === "gone",
  });
}

/** What can be requested at Harbor, as people see it. */
export const harborKinds: readonly RequestKind[] = [
  harborKind("berth", "berths", "berth_ports"),
  harborKind("badge", "badges", "badges"),
  harborKind("course", "courses", "courses"),
];
