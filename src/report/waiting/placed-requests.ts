import { filled } from "../counted.ts";
import type { ReportData, ReportRequest } from "../report-data.ts";
import type { Party, Standing } from "./party.ts";
import { standingOf } from "./standing.ts";

/** A request that is on a platform, with every row that asks for it. */
export interface PlacedRequest {
  /** As the first of its rows tells it. */
  readonly request: ReportRequest;
  readonly rows: readonly number[];
  readonly standing: Standing;
}

/**
 * The requests that are on a platform, each once: rows that ask for the same thing share one request. What was
 * never requested, or whose fate is unknown, waits for nobody and is left out.
 */
export function placedRequests({ requests }: Pick<ReportData, "requests">): readonly PlacedRequest[] {
  const placed = new Map<string, { request: ReportRequest; rows: number[] }>();
  for (const [index, request] of requests.entries()) {
    if (request.outcome !== "created" && request.outcome !== "exists") continue;
    const id = filled(request.requestId);
    const key = id === undefined ? `#${index}` : [request.platform, request.label, id].join("|");
    const known = placed.get(key);
    if (known === undefined) placed.set(key, { request, rows: [request.row] });
    else if (known.rows.at(-1) !== request.row) known.rows.push(request.row);
  }
  return [...placed.values()].map((one) => ({ ...one, standing: standingOf(one.request) }));
}

/** Those whose next move is somebody's. */
export function waitingFor(placed: readonly PlacedRequest[], party: Party): readonly PlacedRequest[] {
  return placed.filter(({ standing }) => standing.party === party);
}
