import { join } from "node:path";
import { rmSync } from "node:fs";
import { accountsOf } from "../config/accounts.ts";
import type { RawOptions } from "../config/flags.ts";
import { resolveSettings } from "../config/resolve.ts";
import type { Settings } from "../config/settings.ts";
import type { ExitCode } from "../errors.ts";
import type { Mode } from "../results/ask-outcome.ts";
import { runRoster } from "../run.ts";
import type { Runtime } from "../runtime.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { pathOf } from "./path.ts";
import { personAt } from "./person.ts";
import { recordedCommand } from "./recorded-command.ts";
import { resultsPath } from "./results-path.ts";
import { checkSomePlatform, configFileOf, settingsOf } from "./settings.ts";
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
  const settings = settingsOf(options, runtime);
  return runWith(settings, mode, roster, runtime, argv, mode === "sync");
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
    const file = configFileOf(options, runtime);
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
  outside: Runtime,
  argv: readonly string[],
  mayAsk: boolean,
): Promise<ExitCode> {
  checkSomePlatform(settings);
  const voice = await openVoice(settings, outside);
  const { runtime, progress } = voice;
  const terminal = runtime.stdin.isTTY === true && runtime.stderr.isTerminal && roster !== "-";
  return runRoster({
    mode,
    roster: pathOf(roster, runtime.cwd),
    results: resultsPath(roster, settings.outputs.results, runtime.cwd),
    settings,
    ...voice,
    commandLine: recordedCommand(argv),
    // nothing but a sync against the real platforms has anything to ask
    ask: mayAsk && terminal ? personAt(runtime, settings.holds.yes, progress) : undefined,
  });
}
