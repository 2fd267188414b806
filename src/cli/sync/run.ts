import { join } from "node:path";
import { rmSync } from "node:fs";
import { accountsOf } from "../../config/accounts.ts";
import type { RawOptions } from "../../config/flags.ts";
import { readEnvironment } from "../../config/environment.ts";
import { resolveSettings } from "../../config/resolve.ts";
import type { Settings } from "../../config/settings.ts";
import type { RunEnding } from "../../ending/end-line.ts";
import type { ExitCode } from "../../errors.ts";
import { checkClaims } from "../../outputs/claims.ts";
import { runClaims } from "../../outputs/run-claims.ts";
import type { Mode } from "../../results/outcome.ts";
import { postgresVariables } from "../../ledger/postgres/variables.ts";
import { runRoster } from "../../run/run.ts";
import type { Runtime } from "../../runtime.ts";
import { makeTemporaryFolder } from "../../database/temporary-folder.ts";
import { pathOf } from "../path.ts";
import { personAt } from "./prompt.ts";
import { redactedCommand } from "./redacted-command.ts";
import { mayBeOwnOutput, namedResults, standardResults } from "./results-path.ts";
import { beginRun, rehearsalFile, type BegunRun } from "./begun-run.ts";
import { checkSomePlatform, configFileOf, settingsOf } from "../settings.ts";

/** Runs a roster through the stages that a mode has, in the sandbox or against the platforms. */
export async function runMode(
  mode: Mode,
  roster: string,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const run = beginRun(mode, options, runtime);
  try {
    const ended = await (run.sandbox ? runInSandbox : runForReal)(run, roster, options, runtime, argv);
    return await run.tell(ended);
  } catch (error) {
    return await run.tellEarly(error);
  }
}

function runForReal(
  run: BegunRun,
  roster: string,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<RunEnding> {
  // the results that a schedule writes are not those of a plan
  const settings = settingsOf(options, runtime, run.mode === "plan" ? ["output"] : []);
  return runWith(settings, run, roster, runtime, argv);
}

/** Against an imitation of the platforms, with a ledger that is thrown away unless one is named. Asks nothing. */
async function runInSandbox(
  run: BegunRun,
  roster: string,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<RunEnding> {
  const folder = makeTemporaryFolder("roster-sync-sandbox-");
  runtime.temporaries.add(folder);
  // most runs need no sandbox, and it is large
  const { startSandbox } = await import("../../sandbox/index.ts");
  const sandbox = await startSandbox({ now: runtime.clock.now, sleep: (ms) => runtime.clock.sleep(ms) });
  try {
    const settings = resolveSettings({
      flags: { ledger: join(folder, "roster-sync.db"), ...options },
      file: rehearsalFile(configFileOf(options, runtime)),
      accounts: accountsOf(sandbox.env),
      // a ledger that is named may need its password
      env: environmentOfPostgres(readEnvironment(runtime.env, runtime.cwd)),
      cwd: runtime.cwd,
    });
    return await runWith(settings, run, roster, runtime, argv);
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
    runtime.temporaries.delete(folder);
  }
}

function environmentOfPostgres(env: Runtime["env"]): Runtime["env"] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name in postgresVariables));
}

async function runWith(
  settings: Settings,
  run: BegunRun,
  rosterName: string,
  outside: Runtime,
  argv: readonly string[],
): Promise<RunEnding> {
  const { cwd } = outside;
  const { mode, sandbox } = run;
  checkSomePlatform(settings);
  const roster = pathOf(rosterName, cwd);
  const { results: output } = settings.outputs;
  const pathFor =
    output === undefined
      ? (isResults: boolean) => standardResults(roster, { mode, sandbox, isResults }, cwd)
      : constant(namedResults(roster, output, cwd));
  checkNames(settings, roster, output === undefined ? undefined : pathFor(false), pathFor(false), cwd);
  const runConsole = await run.open(settings);
  const { runtime, progress } = runConsole;
  const terminal = runtime.stdin.isTTY === true && runtime.stderr.isTerminal && roster !== "-";
  return runRoster({
    mode,
    roster,
    results: { pathFor, mayBeRoster: mayBeOwnOutput({ mode, sandbox }) },
    settings,
    ...runConsole,
    commandLine: redactedCommand(argv),
    // nothing but a sync against the real platforms has anything to ask
    ask:
      mode === "sync" && !sandbox && terminal ? personAt(runtime, settings.holds.yes, progress) : undefined,
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
