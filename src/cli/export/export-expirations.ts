import type { Connected } from "../../run/clients.ts";
import type { Settings } from "../../config/settings.ts";
import { UsageError, type ExitCode } from "../../errors.ts";
import type { LineSink } from "./export.ts";
import { exportExpirations, type ExpirationFilter } from "./expirations.ts";
import { platformNamed } from "../../platforms/catalog.ts";
import { platforms } from "../../platforms/index.ts";
import { stateCode } from "../../cells/states.ts";
import { dayNumber } from "../../text/days.ts";
import { exportFilters } from "./filters.ts";

const known = ["before", "state", "status", "provider"] as const;

type Args = Readonly<Record<string, unknown>>;

/** What `export expirations` is to write. */
export interface ExpirationOrder {
  readonly platforms: readonly string[];
  readonly filter: ExpirationFilter;
}

/** Reads what the command line says. Throws UsageError for a filter that says nothing here, or nothing at all. */
export function expirationOrder(args: Args, { accounts }: Pick<Settings, "accounts">): ExpirationOrder {
  const wanted = args["platform"];
  const names = platforms
    .filter(({ expirations }) => expirations !== undefined)
    .map(({ name }) => name)
    .filter((name) => accounts[name] !== undefined && (wanted === undefined || wanted === name));
  if (names.length === 0)
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
  return { platforms: names, filter: filterOf(args) };
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
  { platforms: names, filter }: ExpirationOrder,
  connected: readonly Connected[],
  sink: LineSink,
  warn: (sentence: string) => void,
): Promise<ExitCode> {
  const open = names.map((platform) => {
    const client = connected.find(({ name }) => name === platform)?.client;
    const source = platformNamed(platform)?.expirations;
    if (client === undefined || source === undefined) throw new Error(`${platform} is not connected`);
    return { source, client };
  });
  return exportExpirations(open, filter, sink, warn);
}
