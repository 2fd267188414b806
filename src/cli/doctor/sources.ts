import {
  environmentVariables,
  readConfigFile,
  standardConfigFile,
  environmentFile,
} from "../../config/environment.ts";
import type { RawOptions } from "../../config/flags.ts";
import type { Client } from "../../http/client.ts";
import { kindNamed } from "../../platforms/catalog.ts";
import { platforms } from "../../platforms/index.ts";
import type { OpenPlatform } from "../../platforms/platform.ts";
import type { Runtime } from "../../runtime.ts";
import { counted } from "../../text/counts.ts";
import { nearest } from "../../text/nearest.ts";

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  /** `odd` may trouble a run, `wrong` will. */
  readonly verdict: "good" | "left_out" | "odd" | "wrong";
  readonly says: string;
  readonly remedy?: string | undefined;
}

/**
 * What a platform lets this account read: the first page of each list is asked for. Whether it may request something
 * is known only when something is requested, so that is not tried.
 */
export async function examinePermissions(
  platform: OpenPlatform,
  client: Client,
): Promise<readonly Finding[]> {
  const lists = [
    ...platform.lookupSources.map(({ title, all }) => ({ shown: title, listing: all })),
    ...platform.resources.map(
      ({
        kind,
        read: {
          lists: [listing],
        },
      }) => ({ shown: kindNamed(kind).words.list, listing }),
    ),
  ].flatMap(({ shown, listing }) =>
    listing === undefined || shown === undefined ? [] : [{ shown, call: listing.call(undefined) }],
  );
  if (lists.length === 0) return [];
  const replies = await Promise.all(
    lists.map(async ({ shown, call }) => ({ shown, reply: await client.read(call) })),
  );
  const named = (allowed: boolean): readonly string[] =>
    replies.filter(({ reply }) => (reply.kind === "ok") === allowed).map(({ shown }) => shown);
  const [granted, denied] = [named(true), named(false)];
  const what = `${client.platform} account`;
  const reads = granted.length === 0 ? "may read no list" : `may read ${granted.join(", ")}`;
  if (denied.length === 0) return [{ what, verdict: "good", says: reads }];
  return [
    {
      what,
      verdict: "odd",
      says: `${reads}; could not read ${denied.join(", ")}`,
      remedy: "Nothing is requested that cannot be looked for first. Ask the platform to grant these lists.",
    },
  ];
}

/** Variables of ours that only other programs read. */
const elsewhere = /^ROSTER_SYNC_(?:EXIT_CODE|ROWS|REQUESTS|TEST|NEEDS)/;

const ours = Object.keys(environmentVariables);

const prefixes = new RegExp(
  `^(?:${platforms.map(({ name }) => name.toUpperCase()).join("|")}|ROSTER_?SYNC)_`,
);

/** Where each value comes from, and what looks like a value but is not read. Values themselves are never shown. */
export function examineSources(options: RawOptions, { env, cwd }: Runtime): readonly Finding[] {
  const file = environmentFile(cwd);
  const isSet = (source: Readonly<Record<string, string | undefined>>, name: string): boolean =>
    (source[name] ?? "").trim() !== "";
  const inEnvironment = ours.filter((name) => isSet(env, name));
  const inFile = ours.filter((name) => isSet(file, name));
  const overruled = inFile.filter((name) => inEnvironment.includes(name) && env[name] !== file[name]);
  const taken = inFile.filter((name) => !inEnvironment.includes(name));
  const config = Object.keys(readConfigFile(textOf(options.config), cwd));
  const flags = Object.keys(options).filter((name) => name !== "config");
  return [
    ...from("environment", inEnvironment),
    ...from(".env", taken),
    ...overruled.map((name): Finding => ({
      what: name,
      verdict: "odd",
      says: "is set in the environment and, with another value, in .env: the environment wins",
      remedy: `Remove one of them: unset ${name}, or delete its line in .env.`,
    })),
    ...from(textOf(options.config) ?? standardConfigFile, config, "settings"),
    ...from(
      "command line",
      flags.map((name) => `--${name}`),
      "flags",
    ),
    ...mistyped(env, file),
  ];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function from(what: string, names: readonly string[], noun = "variables"): readonly Finding[] {
  if (names.length === 0) return [];
  const count = counted(names.length, noun.slice(0, -1), noun);
  return [{ what, verdict: "good", says: `${count}: ${names.join(", ")}` }];
}

/** Names that nobody reads and that look like one of ours: a letter off, or with one of our prefixes. */
function mistyped(...sources: readonly Readonly<Record<string, string | undefined>>[]): readonly Finding[] {
  const names = new Set(sources.flatMap((source) => Object.keys(source)));
  return [...names].toSorted().flatMap((name): readonly Finding[] => {
    const upper = name.toUpperCase();
    if (ours.includes(upper) || elsewhere.test(upper) || name.length < 8) return [];
    const hasPrefix = prefixes.test(upper);
    const meant = nearest(upper, ours);
    if (!hasPrefix && (meant === undefined || !/[_]/.test(upper) || /PROXY/.test(meant))) return [];
    return [
      {
        what: name,
        verdict: "odd",
        says: "is set, but roster-sync does not read it",
        remedy: meant === undefined ? "See the variables in docs/reference.md." : `Did you mean ${meant}?`,
      },
    ];
  });
}
