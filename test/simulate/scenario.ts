import { runMode } from "../../src/cli/sync/run.ts";
import { UserError } from "../../src/errors.ts";
import { main } from "../../src/main.ts";
import type { Runtime } from "../../src/runtime.ts";
import type { World } from "../../src/sandbox/index.ts";
import { imitate, type Imitation } from "../../src/sandbox/sandbox.ts";
import type { People } from "../edits/edits.ts";
import type { Row } from "../edits/reference.ts";
import { naturalKeys } from "../support/natural-keys.ts";
import { diceFor, type Dice } from "./dice.ts";
import { Broken, checkAnswers, checkPlatforms, checkRows, checkWhole, openIn } from "./invariants.ts";
import { Machine, type Ended } from "./machine.ts";
import { quiet, type Mood } from "./moods.ts";
import { anyNight, clockOf, pauseOf, quietNight, type Night } from "./night.ts";
import { withPast, worldOf } from "./past.ts";
import { firstRoster, peopleOf, workedOn } from "./people.ts";
import { findingsOn } from "./resolve.ts";
import { TeamFolder } from "./team-folder.ts";
import { SimulatedTime } from "./time.ts";

/** What a seed came to. */
export interface ScenarioReport {
  readonly seed: number;
  readonly nights: number;
  readonly kills: number;
  readonly stops: number;
  readonly posts: number;
  /** What was broken; undefined when all was well. */
  readonly failure: Error | undefined;
  /** What happened, line by line. */
  readonly trace: readonly string[];
}

/** So many nights without trouble it may take until everything is there. */
const mostQuietNights = 6;

/** Lives some nights of a team, and then quiet ones until everything is there. The same seed brings the same nights. */
export async function runScenario(seed: number): Promise<ScenarioReport> {
  const folder = new TeamFolder();
  const scenario = new Scenario(seed, folder);
  let failure: Error | undefined;
  try {
    await scenario.run();
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  } finally {
    folder.remove();
  }
  return { seed, ...scenario.counts, failure, trace: scenario.trace };
}

class Scenario {
  readonly trace: string[] = [];
  readonly counts = { nights: 0, kills: 0, stops: 0, posts: 0 };
  readonly #folder: TeamFolder;
  readonly #fate: Dice;
  readonly #hands: Dice;
  readonly #time: SimulatedTime;
  readonly #world: World;
  readonly #people: People;
  readonly #hasPast: boolean;
  readonly #platforms: Imitation;
  readonly #machine: Machine;
  #mood: Mood = quiet;
  #roster = "roster.csv";
  /** What rosters said, from the first night on. */
  readonly #rosters: (readonly Row[])[] = [];

  constructor(seed: number, folder: TeamFolder) {
    const dice = (purpose: string): Dice => diceFor(seed, purpose);
    const nature = dice("nature");
    this.#folder = folder;
    this.#fate = dice("fate");
    this.#hands = dice("hands");
    this.#time = new SimulatedTime(
      dice("time"),
      Date.parse("2026-03-01T02:00:00Z") + nature.between(0, dayMs),
    );
    const bare = worldOf(nature);
    this.#people = peopleOf(bare);
    const roster = firstRoster(this.#people, this.#hands);
    folder.save(this.#roster, roster);
    this.#hasPast = nature.isHit(0.6);
    this.#world = this.#hasPast ? withPast(bare, roster, nature) : bare;
    this.#platforms = imitate(
      {
        now: this.#time.now,
        sleep: this.#time.sleep,
        world: this.#world,
        seed,
        pageSize: nature.oneOf([3, 5, 8, 12, 20, 100]),
        onRequest: ({ method, path, status, fault, executed }) => {
          if (method === "POST" && !path.startsWith("/auth/")) this.counts.posts += 1;
          const strange = [fault ?? "", executed ? "" : "not carried out"]
            .filter((word) => word !== "")
            .join(", ");
          this.#say(
            `  platform: ${method} ${path}: ${status ?? "no answer"}${strange === "" ? "" : ` (${strange})`}`,
          );
        },
      },
      () => "http://127.0.0.1:9",
    );
    this.#machine = new Machine(folder.path, this.#time, dice("machine"), {
      time: this.#time,
      dice: dice("network"),
      platforms: this.#platforms,
      conditions: () => this.#mood.conditions,
      onExchange: ({ method, path, what }) => this.#say(`  program: ${method} ${path}: ${what}`),
    });
  }

  async run(): Promise<void> {
    const fate = this.#fate;
    const troubled = fate.between(1, 5);
    let clockAheadMs = clockOf(fate);
    for (let number = 1; number <= troubled; number += 1) {
      if (number > 1 && fate.isHit(0.5)) this.#work();
      const night = anyNight(fate, { clockAheadMs, hasPast: this.#hasPast });
      ({ clockAheadMs } = night);
      await this.#live(night);
      await this.#pass();
    }
    for (let number = 1; number <= mostQuietNights; number += 1) {
      const made = naturalKeys(this.#platforms).length;
      const rows = await this.#live(quietNight(clockAheadMs));
      checkWhole(rows, this.#world, this.#platforms);
      const open = openIn(rows, this.#world, this.#platforms);
      if (open.length === 0 && naturalKeys(this.#platforms).length === made) return this.#checkFolder();
      for (const line of open) this.#say(`open: ${line}`);
      for (const { key, id } of findingsOn(rows, this.#platforms)) await this.#resolve(key, id);
      await this.#pass();
    }
    throw new Broken("it does not come to an end");
  }

  /** Somebody works on the roster, or from now on on its results. */
  #work(): void {
    if (this.#folder.has(results) && this.#hands.isHit(0.6)) this.#roster = results;
    const { rows, edits } = workedOn(this.#folder.rowsOf(this.#roster), this.#people, this.#hands);
    this.#folder.save(this.#roster, rows);
    this.#say(`edited ${this.#roster}: ${edits}`);
  }

  /** One run of the program; answers what it wrote, nothing when it was killed. */
  async #live(night: Night): Promise<readonly Row[]> {
    const { mood, command, flags, killed, stopped, clockAheadMs } = night;
    const [roster, output] = [this.#roster, command === "plan" ? "roster.plan.csv" : results];
    const before = this.#folder.rowsOf(roster);
    if (command === "sync") this.#rosters.push(before);
    this.#mood = mood;
    this.#platforms.trouble(mood.faults, this.#fate.between(1, 1_000_000));
    const bytes = this.#folder.bytesOf(output);
    this.counts.nights += 1;
    this.#say(`night ${this.counts.nights}: ${mood.name}: ${JSON.stringify({ ...night, mood })}`);
    this.#say(`${roster}: ${JSON.stringify(before)}`);
    const env = this.#platforms.env;
    const work = rosterRun(command, roster, flags);
    const ended = await this.#machine.run({ work, env, killed, stopped, clockAheadMs });
    this.#hear(ended);
    checkPlatforms(this.#platforms, this.#world, this.#rosters);
    if (command !== "sync" && ended.process.writes > 0) throw new Broken(`${command} requested something`);
    if (ended.code === undefined) {
      this.counts.kills += 1;
      // the results are whole, or what they were
      if (this.#folder.bytesOf(output) !== bytes) checkRows(before, this.#folder.rowsOf(output));
      return [];
    }
    if (ended.wasStopped) this.counts.stops += 1;
    const rows = this.#folder.rowsOf(output);
    this.#say(
      `results: ${JSON.stringify(rows.map((row) => [row["sync_result"], row["sync_error_code"], row["sync_error"]]))}`,
    );
    checkRows(before, rows);
    checkAnswers(rows, this.#world, this.#platforms);
    return rows;
  }

  #hear({ process, code, wasStopped, stderr }: Ended): void {
    this.#say(`ended with ${code ?? "a kill"} after ${process.steps} steps`);
    for (const line of stderr.split("\n")) if (!line.startsWith("{")) this.#say(`  | ${line}`);
    if (/internal error/i.test(stderr)) throw new Broken(`the program failed: ${stderr}`);
    // a signal may come when all is done
    if (code !== undefined && ![0, 1, 3, 5, ...(wasStopped ? [143] : [])].includes(code))
      throw new Broken(`it ended with ${code}`);
  }

  /** A person tells the ledger what the program could not find out. */
  async #resolve(key: string, id: string | undefined): Promise<void> {
    const truth = id === undefined ? ["--as", "absent"] : ["--as", "created", "--id", id];
    const work = (runtime: Runtime): Promise<number> => main(["ledger", "resolve", key, ...truth], runtime);
    const { code, stderr } = await this.#machine.run({ work, env: {} });
    this.#say(`resolved ${key}: ${truth.join(" ")}`);
    if (code !== 0) throw new Broken(`ledger resolve ${key} ended with ${code}: ${stderr}`);
  }

  async #pass(): Promise<void> {
    await this.#time.pass(pauseOf(this.#fate));
    if (this.#fate.isHit(0.5)) this.#platforms.advanceDays(1);
  }

  #checkFolder(): void {
    const { leftovers } = this.#folder;
    if (leftovers.length > 0) throw new Broken(`temporary files are left: ${leftovers.join(", ")}`);
  }

  #say(line: string): void {
    const at = new Date(Math.floor(this.#time.now())).toISOString();
    this.trace.push(`${at} ${line.replaceAll(this.#folder.path, "…")}`);
  }
}

const results = "roster.results.csv";
const dayMs = 86_400_000;

/** As the command line does it, but for reading the command line, which takes longer than the run. */
function rosterRun(
  command: Night["command"],
  roster: string,
  flags: Night["flags"],
): (runtime: Runtime) => Promise<number> {
  return async (runtime) => {
    try {
      return await runMode(command, roster, flags, runtime, [command, roster]);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      runtime.stderr.write(`${error.message}\n`);
      return error.exitCode;
    }
  };
}
