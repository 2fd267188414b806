import { pages } from "../../database/database.ts";
import { quotedReason } from "../../faults/problem.ts";
import type { Reply } from "../../http/reply.ts";
import { problemOfReading } from "../../lists/walk.ts";
import type { StatusTools, StatusResult } from "../status-source.ts";
import { type CaqhAccount, statusCheck } from "./account.ts";
import { readStatusAnswer, answersOfCaqh } from "./answer.ts";
import { numberIn, pairIn } from "./match-key.ts";
import { aimAgain, aimPairs, rememberPair } from "./pairs.ts";

/** The two statuses whose moves are told, and the columns that hold them. */
export const trackedStatuses = [
  ["status", "caqh_provider_status"],
  ["roster", "caqh_roster_status"],
] as const;

/** The same, as the ledger is told it. */
const watched = Object.fromEntries(trackedStatuses);

/** Under this key the ledger keeps what CAQH told a plan of a provider. */
export function ledgerKey({ organizationId }: CaqhAccount, matchKey: string): string {
  return `caqh|${organizationId}|${matchKey}`;
}

/** What reading statuses needs. */
interface CaqhTools extends StatusTools {
  readonly account: CaqhAccount;
  /** An answer younger than this is not asked for again. */
  readonly maxAgeMs: number | undefined;
}

const together = 100;

/** Reads the CAQH status of every provider that is asked about, each with one call at most. */
export async function readStatuses(tools: CaqhTools): Promise<void> {
  const npiRoute = { offered: true };
  await aimPairs(tools);
  await askOpen(npiRoute, tools);
  await aimAgain(tools);
  await askOpen(npiRoute, tools);
  await rememberPairs(tools);
}

/** Which id goes with which words is what tells the next run that nobody typed over either. */
async function rememberPairs({ queries, ledger, clock }: CaqhTools): Promise<void> {
  for (const pairs of pages(
    "",
    (after: string) => queries.aimed(after, together),
    ({ matchKey }) => matchKey,
  )) {
    await Promise.all(
      pairs.map(async ({ matchKey, columns }) => {
        const [pair, id] = [pairIn(matchKey), columns?.["caqh_provider_id"]];
        if (pair !== undefined && id !== undefined && id !== "")
          await rememberPair(id, pair.words, ledger, clock.now());
      }),
    );
  }
}

async function askOpen(npiRoute: { offered: boolean }, tools: CaqhTools): Promise<void> {
  const { queries } = tools;
  for (const keys of pages(
    "",
    (after: string) => queries.open(after, together),
    (one) => one,
  )) {
    await Promise.all(
      keys.map(async (matchKey) => queries.settle(matchKey, await resultOf(matchKey, npiRoute, tools))),
    );
  }
}

async function resultOf(
  matchKey: string,
  npiRoute: { offered: boolean },
  tools: CaqhTools,
): Promise<StatusResult> {
  const { ledger, clock, maxAgeMs } = tools;
  const kept = ledgerKey(tools.account, matchKey);
  if (maxAgeMs !== undefined) {
    const known = (await ledger.statuses.lastOf([kept])).get(kept);
    if (known !== undefined && clock.now() - known.checkedAt < maxAgeMs) {
      return { columns: known.columns, problem: undefined };
    }
  }
  const asked = numberIn(matchKey);
  const byNpi = asked.by === "npi";
  if (byNpi && !npiRoute.offered) return { columns: undefined, problem: noNpiRoute };
  const result = await ask(matchKey, tools);
  if (byNpi && result.problem?.code === "not_found_endpoint") {
    npiRoute.offered = false;
    return { columns: undefined, problem: noNpiRoute };
  }
  if (result.columns === undefined) return result;
  await ledger.statuses.keep([{ handle: kept, columns: result.columns, watched }], clock.now());
  const found = result.columns["caqh_provider_id"];
  if (byNpi && found !== undefined && found !== "")
    await rememberPair(found, { npi: asked.digits }, ledger, clock.now());
  return result;
}

const noNpiRoute = {
  code: "npi_lookup_unavailable",
  message:
    "This CAQH account cannot look up providers by NPI. Write the provider's CAQH id in caqh_provider_id.",
};

async function ask(matchKey: string, { client, account, clock, queries }: CaqhTools): Promise<StatusResult> {
  const asked = numberIn(matchKey);
  const call = { ...statusCheck(asked, account), rows: () => queries.rowsOf(matchKey) };
  const reply = await client.read(call);
  const unusable = problemOf(reply, client.platform);
  if (unusable !== undefined) return { columns: undefined, problem: unusable };
  const answer = readStatusAnswer(reply.kind === "ok" ? reply.body : undefined, {
    caqhProviderId: asked.by === "id" ? asked.digits : undefined,
    organizationId: account.organizationId,
  });
  if ("problem" in answer)
    return { columns: undefined, problem: { code: answer.code, message: `CAQH: ${answer.problem}.` } };
  return { columns: answersOfCaqh(answer, clock.now()), problem: undefined };
}

/** What is known of the successes by which this host says no; its own words say the rest. */
const knownRejects: ReadonlyMap<number, string> = new Map([
  [292, "The provider is not active on your roster."],
  [294, "The provider's profile is not current and complete."],
]);

function problemOf(reply: Reply, platform: string): StatusResult["problem"] {
  if (reply.kind === "unknown" && reply.unreadable === true) {
    return { code: "bad_response", message: `CAQH gave no readable answer (${reply.reason}).` };
  }
  if (reply.kind !== "refused") return reply.kind === "ok" ? undefined : problemOfReading(reply, platform);
  const { status, reason } = reply;
  if (status < 300) {
    const meaning = knownRejects.get(status);
    return {
      code: "business_reject",
      message: `CAQH answered with ${quotedReason(reason)}.${meaning === undefined ? "" : ` ${meaning}`}`,
    };
  }
  if (status < 400) {
    return {
      code: "redirected",
      message: `CAQH redirected the request (${reason}). Check CAQH_BASE_URL.`,
    };
  }
  if (status === 404 || status === 405) {
    return {
      code: "not_found_endpoint",
      message: `CAQH does not offer this call (${reason}). Check CAQH_BASE_URL.`,
    };
  }
  return { code: "bad_request", message: `CAQH refused the request (${reason}).` };
}
