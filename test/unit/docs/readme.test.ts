import { describe, expect, test } from "vitest";
import yargs from "yargs";
import { commands } from "../../../src/cli/commands.ts";
import { environmentVariables } from "../../../src/config/environment.ts";
import { fileSettings, flagNamed, flags, type FlagName } from "../../../src/config/flags.ts";
import { exitCodes } from "../../../src/errors.ts";
import type { Variable } from "../../../src/options/account-spec.ts";
import {
  addedIdentityColumns,
  columnSpecs,
  resultColumns,
  resultColumnTexts,
} from "../../../src/roster/columns.ts";
import { codesIn, tableBehind, textOf } from "../../support/pages.ts";
import { rehearsals } from "../../support/rehearsal.ts";

const rehearse = rehearsals();
const readme = textOf("README.md");
const reference = textOf("docs/reference.md");

/** The letters by which the reference says where a flag may stand. */
const letters: Readonly<Record<string, string>> = {
  sync: "R",
  plan: "R",
  status: "R",
  check: "C",
  export: "E",
  files: "F",
  ledger: "L",
  doctor: "D",
};

function nameOf(usage: string): string {
  return usage.split(" ")[0] ?? "";
}

function writtenAs(name: FlagName): string {
  // shown by default, so that people only ever write the opposite
  return name === "progress" ? "no-progress" : name;
}

describe("the README", () => {
  test("begins with the two commands, as CI runs them", () => {
    const [first, second] = [...readme.matchAll(/```sh\n(.*?)\n```/gs)].map(([, block]) => block);
    expect([first, second]).toEqual(["npm ci && npm run demo", "npm ci && npm run test:all"]);
  });

  test("is short enough to be read to the end", () => {
    expect(readme.split("\n").length).toBeLessThanOrEqual(150);
  });

  test("lists the exit codes, all of them and no others", () => {
    const listed = tableBehind(readme, "exit codes").map(([code]) => Number(code));
    expect(listed).toEqual(Object.values(exitCodes));
  });
});

describe("the reference", () => {
  test("lists the columns of a roster as roster-sync columns does, all of them and no others", () => {
    expect(tableBehind(reference, "roster columns")).toEqual(
      columnSpecs.map(({ name, text: { meaning, accepted, example } }) => [
        `\`${name}\``,
        meaning,
        accepted,
        `\`${example}\``,
      ]),
    );
  });

  test("lists the columns of the results as roster-sync columns does, all of them and no others", () => {
    const [result, code, error, ...rest] = resultColumns;
    expect(tableBehind(reference, "result columns")).toEqual(
      [result, code, error, ...addedIdentityColumns, ...rest].map((column) => [
        `\`${column}\``,
        resultColumnTexts[column ?? ""],
      ]),
    );
  });

  test("lists the other names of columns, all of them and no others", () => {
    expect(
      tableBehind(reference, "other names").map(([column, names]) => [column, codesIn(names ?? "")]),
    ).toEqual(
      columnSpecs
        .filter(({ otherNames }) => otherNames.length > 0)
        .map(({ name, otherNames }) => [`\`${name}\``, otherNames]),
    );
  });

  test("lists the environment variables as they are declared, all of them and no others", () => {
    expect(tableBehind(reference, "environment")).toEqual(
      Object.entries<Variable>(environmentVariables).map(([name, { describe: meaning, ...variable }]) => [
        `\`${name}\``,
        meaning,
        variable.standard === undefined ? (variable.otherwise ?? "") : `\`${variable.standard}\``,
      ]),
    );
  });

  test("lists the settings that only the file takes as they are declared", () => {
    expect(tableBehind(reference, "file keys")).toEqual(
      Object.entries(fileSettings).map(([name, { describe: meaning }]) => [`\`${name}\``, meaning]),
    );
  });

  test("lists the commands in the order of the help, with the flags of their own", async () => {
    const listed = tableBehind(reference, "commands").map(([name, , own]) => ({
      name: nameOf(codesIn(name ?? "")[0] ?? ""),
      own: codesIn(own ?? "").toSorted(),
    }));
    const known = await Promise.all(
      commands.map(async ({ usage, define }) => {
        const help = await (
          define?.(yargs([]).help(false).version(false)) ?? yargs([]).help(false).version(false)
        ).getHelp();
        const own = [...help.matchAll(/^\s+(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag]) => flag ?? "");
        return { name: nameOf(usage), own: own.toSorted() };
      }),
    );
    expect(listed).toEqual(known);
  });
});

test("the README shows what the demo says", async () => {
  const { write, run } = await rehearse();
  const { stderr } = await run([
    "sync",
    write("roster.csv", textOf("samples/roster.csv")),
    "--log-level",
    "warn",
  ]);
  // how long it takes and where the results are is another thing each time
  const said = stderr
    .slice(stderr.indexOf("14 rows"))
    .split("\n")
    .filter((line) => !/^(time|results): |^$/.test(line));
  expect(said).toHaveLength(7);
  for (const line of said) expect(readme).toContain(`${line}\n`);
});

describe("the reference's table of flags", () => {
  const rows = tableBehind(reference, "flags");
  const row = (name: FlagName): readonly string[] | undefined =>
    rows.find(([cell]) => new RegExp(`--${writtenAs(name)}(?![a-z-])`).test(cell ?? ""));

  test("holds all flags and no others", () => {
    const listed = rows.map(([cell]) => /--([a-z-]+)/.exec(cell ?? "")?.[1] ?? "");
    expect(listed.toSorted()).toEqual(
      Object.keys(flags)
        .map((name) => writtenAs(name as FlagName))
        .toSorted(),
    );
  });

  test.each(Object.keys(flags) as FlagName[])("says where --%s is accepted", (name) => {
    const where = commands
      .filter((command) => command.flags.includes(name))
      .map(({ usage }) => letters[nameOf(usage)]);
    expect(row(name)?.[1]?.split(" ")).toEqual([...new Set(where)]);
  });

  test.each(Object.keys(flags) as FlagName[])("writes --%s as it is typed", (name) => {
    const { alias, takes } = flagNamed(name);
    const typed = `\`--${writtenAs(name)}${takes === undefined ? "" : ` ${takes}`}\``;
    expect(row(name)?.[0]).toContain(alias === undefined ? typed : `\`-${alias}\`, ${typed}`);
  });

  test.each(Object.keys(flags) as FlagName[])("says of --%s first what its help says", (name) => {
    const meaning = plain(row(name)?.[2] ?? "");
    const { describe: said } = flagNamed(name);
    expect(meaning.slice(0, said.length).toLowerCase()).toBe(said.toLowerCase());
  });

  test.each(Object.keys(flags) as FlagName[])("knows the default of --%s", (name) => {
    const { standard, initial, type } = flagNamed(name);
    const shown = standard ?? (typeof initial === "string" ? initial : undefined);
    expect(plain(row(name)?.[3] ?? "")).toMatch(
      shown === undefined ? (type === "boolean" ? /^(?:off|shown on a terminal)$/ : /^(?:none|all)$/) : shown,
    );
  });
});

/** A cell of the documentation as the help would print it. */
function plain(cell: string): string {
  return cell.replaceAll("`", "").replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}
