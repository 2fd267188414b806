import { join } from "node:path";
import { rmSync } from "node:fs";
import { accountsOf } from "../config/accounts.ts";
import type { RawOptions } from "../config/flags.ts";
import { resolveSettings } from "../config/resolve.ts";
import type { Settings } from "../config/settings.ts";
import type { ExitCode } from "../errors.ts";
import { checkClaims } from "../outputs/claims.ts";
import { outputFlags, runClaims } from "../outputs/run-claims.ts";
import type { Mode } from "../results/ask-outcome.ts";
import { runRoster } from "../run.ts";
import type { Runtime } from "../runtime.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { pathOf } from "./path.ts";
import { personAt } from "./person.ts";
import { recordedCommand } from "./recorded-command.ts";
import { mayBeOwnOutput, namedResults, standardResults, type ResultsName } from "./results-path.ts";
import { checkSomePlatform, configFileOf, settingsOf, without } from "./settings.ts";
import { openVoice } from "./voice.ts";

/** Runs a roster through the stages that a mode has, in the sandbox or against the platforms. */
export async function runMode(
  mode: Mode,
  roster: string,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  if (options.sandbox === true) return runInSandbox(mode, roster, options, runtime, argv);
  const file = configFileOf(options, runtime);
  if (file.sandbox === true) return runInSandbox(mode, roster, { ...file, ...options }, runtime, argv);
  // the results that a schedule writes are not those of a plan
  const settings = settingsOf(options, runtime, mode === "plan" ? ["output"] : []);
  return runWith(settings, { mode, sandbox: false }, roster, runtime, argv);
}

/** Against an imitation of the platforms, with a ledger that is thrown away unless one is named. Asks nothing. */
async function runInSandbox(
  mode: Mode,
  roster: string,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const folder = makeTemporaryFolder("roster-sync-sandbox-");
  // most runs need no sandbox, and it is large
  const { startSandbox } = await import("../sandbox/index.ts");
  const sandbox = await startSandbox({ now: runtime.clock.now, sleep: (ms) => runtime.clock.sleep(ms) });
  try {
    const all = configFileOf(options, runtime);
    // a rehearsal touches no file of a real run, unless the configuration is one for rehearsals
    const file = all.sandbox === true ? all : without(all, outputFlags);
    const flagsWithLedger = { ledger: join(folder, "roster-sync.db"), ...options };
    const settings = resolveSettings({
      flags: flagsWithLedger,
      file,
      accounts: accountsOf(sandbox.env),
      env: {},
      cwd: runtime.cwd,
    });
    return await runWith(settings, { mode, sandbox: true }, roster, runtime, argv);
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runWith(
  settings: Settings,
  how: Omit<ResultsName, "isResults">,
  rosterName: string,
  outside: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const { cwd } = outside;
  checkSomePlatform(settings);
  const roster = pathOf(rosterName, cwd);
  const { results: output } = settings.outputs;
  const pathFor =
    output === undefined
      ? (isResults: boolean) => standardResults(roster, { ...how, isResults }, cwd)
      : constant(namedResults(roster, output, cwd));
  checkNames(settings, roster, output === undefined ? undefined : pathFor(false), pathFor(false), cwd);
  const voice = await openVoice(settings, outside);
  const { runtime, progress } = voice;
  const terminal = runtime.stdin.isTTY === true && runtime.stderr.isTerminal && roster !== "-";
  return runRoster({
    mode: how.mode,
    roster,
    results: { pathFor, mayBeRoster: mayBeOwnOutput(how) },
    settings,
    ...voice,
    commandLine: recordedCommand(argv),
    // nothing but a sync against the real platforms has anything to ask
    ask:
      how.mode === "sync" && !how.sandbox && terminal
        ? personAt(runtime, settings.holds.yes, progress)
        : undefined,
  });
}

function constant<T>(value: T): () => T {
  return () => value;
}

/** What can be told from names alone is told before the log is begun, which may be one of them. */
function checkNames(
  settings: Settings,
  roster: string,
  named: string | undefined,
  standard: string,
  cwd: string,
): void {
  checkClaims(runClaims(settings, { roster, results: named, rosterIsOutput: true, cwd }));
  if (settings.log.file === undefined) return;
  checkClaims([
    { what: "--log-file", path: settings.log.file, use: "appended" },
    { what: "the results", path: standard, use: "left_alone" },
  ]);
}
