import type { Connected } from "../../run/clients.ts";
import type { Settings } from "../../config/settings.ts";
import { UsageError, type ExitCode } from "../../errors.ts";
import type { LineSink } from "./export.ts";
import { exportExpirations, type ExpirationFilter } from "./expirations.ts";
import { medallionExpirations } from "../../platforms/medallion/expirations.ts";
import { verifiableExpirations } from "../../platforms/verifiable/expirations.ts";
import { stateCode } from "../../roster/states.ts";
import { dayNumber } from "../../text/days.ts";
import { exportFilters } from "./filters.ts";

const known = [
  "before",
  "state",
  "status",
  "provider",
] as const satisfies readonly (keyof typeof exportFilters)[];

type Args = Readonly<Record<string, unknown>>;

/** What `export expirations` is to write. */
export interface ExpirationOrder {
  readonly platforms: readonly ("medallion" | "verifiable")[];
  readonly filter: ExpirationFilter;
}

/** Reads what the command line says. Throws UsageError for a filter that says nothing here, or nothing at all. */
export function expirationOrder(args: Args, { accounts }: Pick<Settings, "accounts">): ExpirationOrder {
  const wanted = args["platform"];
  const platforms = (["medallion", "verifiable"] as const).filter(
    (platform) => accounts[platform] !== undefined && (wanted === undefined || wanted === platform),
  );
  if (platforms.length === 0)
    throw new UsageError(
      `${typeof wanted === "string" ? wanted : "No platform that knows dates"} is not configured.`,
      "Set its credentials (see docs/reference.md).",
    );
  for (const flag of Object.keys(exportFilters)) {
    if (typeof args[flag] === "string" && !known.some((name) => name === flag))
      throw new UsageError(
        `--${flag} does not filter expirations.`,
        `These do: ${known.map((name) => `--${name}`).join(", ")}.`,
      );
  }
  return { platforms, filter: filterOf(args) };
}

function filterOf(args: Args): ExpirationFilter {
  const text = (flag: (typeof known)[number]): string | undefined => {
    const value = args[flag];
    return typeof value === "string" ? value.trim() : undefined;
  };
  const [before, state] = [text("before"), text("state")];
  if (before !== undefined && (before.length !== 10 || dayNumber(before) === undefined))
    throw new UsageError(
      `--before ${before} is not a day.`,
      "Write it as YYYY-MM-DD, for example 2027-01-31.",
    );
  const code = state === undefined ? undefined : stateCode(state);
  if (state !== undefined && code === undefined)
    throw new UsageError(
      `--state ${state} is not a state.`,
      "Use a two-letter code such as CA, or the state's name.",
    );
  return { before, state: code, status: text("status"), provider: text("provider")?.toLowerCase() };
}

/** Writes the dates of the platforms that are wanted. */
export function writeExpirations(
  { platforms, filter }: ExpirationOrder,
  connected: readonly Connected[],
  sink: LineSink,
  warn: (sentence: string) => void,
): Promise<ExitCode> {
  const sources = { medallion: medallionExpirations, verifiable: verifiableExpirations };
  const open = platforms.map((platform) => {
    const client = connected.find(({ name }) => name === platform)?.client;
    if (client === undefined) throw new Error(`${platform} is not connected`);
    return { source: sources[platform], client };
  });
  return exportExpirations(open, filter, sink, warn);
}
