import { join } from "node:path";
import type { FlagName } from "../config/flags.ts";
import type { Outputs, Settings } from "../config/settings.ts";
import type { LedgerAddress } from "../ledger/address.ts";
import type { Claim } from "./claims.ts";

/** What SQLite and the lock put beside a ledger. */
const besideLedger = [
  "-wal",
  "-shm",
  "-journal",
  "-lock",
  "-lock-wal",
  "-lock-shm",
  "-lock-journal",
] as const;

/** The ledger and the files beside it, where it is a file. */
export function ledgerClaims(address: LedgerAddress): readonly Claim[] {
  if (address.engine !== "file") return [];
  const ledger = address.path;
  const claim = (what: string, path: string): Claim => ({ what, path, use: "ledger", together: "ledger" });
  return [
    claim("the ledger", ledger),
    ...besideLedger.map((ending) => claim(`the ledger's ${ending} file`, `${ledger}${ending}`)),
  ];
}

/** What every command leaves alone in the folder where it is started. */
export function settingClaims(config: string | undefined, cwd: string): readonly Claim[] {
  const standard = join(cwd, "roster-sync.config.json");
  return [
    { what: "the configuration file", path: config ?? standard, use: "left_alone" },
    // a file of this name would be read by the next run
    { what: "the configuration file", path: standard, use: "left_alone" },
    { what: "the .env file", path: join(cwd, ".env"), use: "left_alone" },
  ];
}

/** The roster; nothing when it comes from standard input. */
export function rosterClaims(roster: string, together?: string): readonly Claim[] {
  return roster === "-" ? [] : [{ what: "the roster", path: roster, use: "left_alone", together }];
}

/** Everything that a run over a roster has to do with. */
export function runClaims(
  settings: Settings,
  run: {
    readonly roster: string;
    /** Undefined while it is not known yet whether the roster is its own output. */
    readonly results: string | undefined;
    readonly rosterIsOutput: boolean;
    readonly cwd: string;
  },
): readonly Claim[] {
  const together = run.rosterIsOutput ? "roster" : undefined;
  return [
    ...(run.results === undefined
      ? []
      : [{ what: "--output", path: run.results, use: "written", together } as const]),
    ...sideClaims(settings),
    ...ledgerClaims(settings.ledger),
    ...rosterClaims(run.roster, together),
    ...settingClaims(settings.config, run.cwd),
  ];
}

/** The files that a run may write besides its results, by their names in the settings. */
export type SideOutput = Exclude<keyof Outputs, "results" | "reportBy" | "metrics">;

/** One of them, with its flag. */
export interface SideFile {
  readonly name: SideOutput;
  readonly flag: string;
  /** It holds nothing personal and is there for other programs: everybody may read it, whatever the roster's permissions. */
  readonly isPublic?: boolean;
}

/** A further one is a line here and one in the settings. */
export const sideOutputs: readonly SideFile[] = [
  { name: "requests", flag: "--requests" },
  { name: "changes", flag: "--changes" },
  { name: "report", flag: "--report" },
  { name: "calendar", flag: "--calendar" },
  { name: "summary", flag: "--summary" },
];

/** The flags that name a file which a run writes as a whole. */
export const outputFlags: readonly FlagName[] = ["output", ...sideOutputs.map(({ name }) => name), "metrics"];

function sideClaims({ outputs, log }: Pick<Settings, "outputs" | "log">): readonly Claim[] {
  const claim = (what: string, path: string | undefined, use: Claim["use"]): readonly Claim[] =>
    path === undefined ? [] : [{ what, path, use }];
  return [
    ...sideOutputs.flatMap(({ name, flag }) => claim(flag, outputs[name], "written")),
    ...claim("--metrics", outputs.metrics, "written"),
    ...claim("--log-file", log.file, "appended"),
  ];
}
