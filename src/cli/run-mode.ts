import { basename, dirname, extname, join, resolve } from "node:path";
import { tmpdir } from "node:os";
import { mkdtempSync, rmSync } from "node:fs";
import { accountsOf } from "../config/accounts.ts";
import { readConfigFile } from "../config/config-file.ts";
import { readEnvironment } from "../config/environment.ts";
import type { RawOptions } from "../config/flags.ts";
import { resolveSettings } from "../config/resolve.ts";
import type { Settings } from "../config/settings.ts";
import { UsageError, type ExitCode } from "../errors.ts";
import { openLog } from "../log.ts";
import type { Mode } from "../results/ask-outcome.ts";
import { runRoster } from "../run.ts";
import type { Runtime } from "../runtime.ts";
import { personAt } from "./person.ts";

/** Runs a roster through the stages that a mode has, in the sandbox or against the platforms. */
export async function runMode(
  mode: Mode,
  roster: string,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  if (options.sandbox === true) return runInSandbox(mode, roster, options, runtime, argv);
  const env = readEnvironment(runtime.env, runtime.cwd);
  const file = readConfigFile(textOf(options.config), runtime.cwd);
  if (file.sandbox === true) return runInSandbox(mode, roster, { ...file, ...options }, runtime, argv);
  const settings = resolveSettings({
    flags: options,
    file,
    accounts: accountsOf(env),
    env,
    cwd: runtime.cwd,
  });
  return runWith(settings, mode, roster, runtime, argv, true);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Against an imitation of the platforms, with a ledger that is thrown away unless one is named. Asks nothing. */
async function runInSandbox(
  mode: Mode,
  roster: string,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-sandbox-"));
  // most runs need no sandbox, and it is large
  const { startSandbox } = await import("../sandbox/index.ts");
  const sandbox = await startSandbox({ now: runtime.clock.now, sleep: (ms) => runtime.clock.sleep(ms) });
  try {
    const file = readConfigFile(textOf(options.config), runtime.cwd);
    const flagsWithLedger = { ledger: join(folder, "roster-sync.db"), ...options };
    const settings = resolveSettings({
      flags: flagsWithLedger,
      file,
      accounts: accountsOf(sandbox.env),
      env: {},
      cwd: runtime.cwd,
    });
    return await runWith(settings, mode, roster, runtime, argv, false);
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runWith(
  settings: Settings,
  mode: Mode,
  roster: string,
  runtime: Runtime,
  argv: readonly string[],
  mayAsk: boolean,
): Promise<ExitCode> {
  const runId = runtime.randomHex(6);
  const log = openLog(settings.log, runtime, runId);
  const { accounts } = settings;
  if (accounts.medallion === undefined && accounts.verifiable === undefined && accounts.caqh === undefined) {
    throw new UsageError(
      "No platform is configured.",
      "Set the credentials in the environment or in a .env file (see the README), or try it with --sandbox.",
    );
  }
  const terminal = runtime.stdin.isTTY === true && runtime.stderr.isTerminal && roster !== "-";
  return runRoster({
    mode,
    roster: roster === "-" ? "-" : resolve(runtime.cwd, roster),
    results: resultsPath(roster, settings.outputs.results, runtime.cwd),
    settings,
    runtime,
    log,
    runId,
    commandLine: `roster-sync ${argv.join(" ")}`,
    ask: mayAsk && terminal ? personAt(runtime, settings.holds.yes) : undefined,
  });
}

/** `NAME.results.csv` beside `NAME.csv`; a results file as roster is written again under its own name. */
function resultsPath(roster: string, output: string | undefined, cwd: string): string {
  if (output !== undefined) return output === "-" ? "-" : resolve(cwd, output);
  if (roster === "-") return "-";
  const extension = extname(roster);
  const name = basename(roster, extension).replace(/\.results$/, "");
  return resolve(cwd, join(dirname(roster), `${name}.results${extension === "" ? ".csv" : extension}`));
}
