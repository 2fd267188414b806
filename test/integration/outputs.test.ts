import { execFileSync } from "node:child_process";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { rehearsals, type Rehearsal } from "../support/rehearsal.ts";
import { csv, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 12, seed: 5 });
const quick = ["--settle", "100ms", "--only", "licenses", "--log-level", "warn"];

/** A roster of a few licenses. */
function roster(rows = 3): string {
  return csv(
    table(
      world.medallion.providers.slice(0, rows).map(({ email }) => ({
        email,
        certificate_type: "MD",
        license_states: "CA",
        is_medallion_owned: "yes",
      })),
    ),
  );
}

/** What is in the folder, with what is in each file. */
function contents({ folder, read }: Rehearsal): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder)
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, read(name)]),
  );
}

const flags = ["-o", "--requests", "--changes", "--report", "--summary", "--log-file"] as const;
const targets = [
  "roster.csv",
  "work.db",
  "roster-sync.config.json",
  ".env",
  "link.csv",
  "hard.csv",
  "no/x.csv",
  "folder",
];

describe("a run whose flag names a file that it must not write ends with exit 2, without a call, and touches nothing:", () => {
  test.each(flags.flatMap((flag) => targets.map((target) => [flag, target] as const)))(
    "%s %s",
    async (flag, target) => {
      const rehearsal = await rehearse({ world });
      const { write, run, folder, sandbox } = rehearsal;
      write("roster.csv", roster());
      write("work.db", "");
      write("roster-sync.config.json", "{}");
      write(".env", "");
      mkdirSync(join(folder, "folder"));
      symlinkSync("roster.csv", join(folder, "link.csv"));
      linkSync(join(folder, "roster.csv"), join(folder, "hard.csv"));
      const before = contents(rehearsal);

      const ended = await run(["sync", "roster.csv", ...quick, "--ledger", "work.db", flag, target]);

      expect(ended.code).toBe(2);
      expect(ended.stderr).toContain(flag === "-o" ? "--output" : flag);
      expect(ended.stderr).toContain(target);
      expect(sandbox.requests).toEqual([]);
      expect(contents(rehearsal)).toEqual(before);
    },
  );

  test.each(["--requests", "--changes", "--report", "--summary", "--log-file"])(
    "%s and the default results file, which no flag gives",
    async (flag) => {
      const rehearsal = await rehearse({ world });
      rehearsal.write("roster.csv", roster());
      const ended = await rehearsal.run(["sync", "roster.csv", ...quick, flag, "roster.results.csv"]);

      expect(ended.code).toBe(2);
      expect(rehearsal.sandbox.requests).toEqual([]);
      expect(readdirSync(rehearsal.folder)).toEqual(["roster.csv"]);
    },
  );

  test("a results file, of a plan or a rehearsal", async () => {
    const { write, run, read } = await rehearse({ world });
    write("roster.csv", roster());
    await run(["sync", "roster.csv", ...quick]);
    const before = read("roster.results.csv");

    const planned = await run(["plan", "roster.results.csv", ...quick, "-o", "roster.results.csv"]);
    const rehearsed = await run([
      "sync",
      "roster.results.csv",
      ...quick,
      "--sandbox",
      "-o",
      "roster.results.csv",
    ]);

    expect([planned.code, rehearsed.code]).toEqual([2, 2]);
    expect(read("roster.results.csv")).toBe(before);
  });
});

describe("results", () => {
  test("that a person edited are kept when the roster is run again, and those that nobody edited are not", async () => {
    const { write, run, read, folder } = await rehearse({ world });
    write("roster.csv", roster());
    await run(["sync", "roster.csv", ...quick]);
    const again = await run(["status", "roster.csv", ...quick]);
    write("roster.results.csv", `${read("roster.results.csv")}a note of the day\n`);

    const edited = await run(["status", "roster.csv", ...quick]);

    expect(again.stderr).not.toContain("kept");
    expect(edited.stderr).toContain(`kept: ${join(folder, "roster.results.csv.bak")}`);
    expect(read("roster.results.csv.bak")).toContain("a note of the day");
    expect(read("roster.results.csv")).not.toContain("a note of the day");
  });

  test("of a plan and of a rehearsal leave the real ones alone, also where the config file names them", async () => {
    const { write, run, read, folder } = await rehearse({ world });
    write("roster.csv", roster());
    await run(["sync", "roster.csv", ...quick, "--summary", "summary.json"]);
    write("roster-sync.config.json", '{ "output": "roster.results.csv", "summary": "summary.json" }');
    const results = read("roster.results.csv");

    for (const name of ["roster.csv", "roster.results.csv"]) {
      expect((await run(["plan", name, ...quick])).stderr).toContain(join(folder, "roster.plan.csv"));
      const summary = read("summary.json");
      const rehearsed = await run(["sync", name, ...quick, "--limit", "1", "--sandbox"]);
      expect(rehearsed.stderr).toContain(join(folder, "roster.sandbox.csv"));
      expect(read("summary.json")).toBe(summary);
    }

    expect(read("roster.results.csv")).toBe(results);
  });

  test("work on themselves by what they are and not by their name", async () => {
    const { write, run, read, folder, lines } = await rehearse({ world });
    write("roster.csv", roster());
    await run(["sync", "roster.csv", ...quick]);
    write("june.csv", read("roster.results.csv"));
    write("new.results.csv", roster());

    const own = await run(["sync", "june.csv", ...quick]);
    const plain = await run(["sync", "new.results.csv", ...quick]);

    expect(own.stderr).toContain(`results: ${join(folder, "june.csv")}`);
    expect(plain.stderr).toContain(`results: ${join(folder, "new.results.results.csv")}`);
    expect(lines("new.results.csv")[0]).not.toHaveProperty("sync_result");
    expect(readdirSync(folder).filter((name) => name.includes(".bak"))).toEqual([]);
  });

  test("have the roster's permissions, and so has all else that holds its data", async () => {
    const { write, run, folder } = await rehearse({ world });
    execFileSync("chmod", ["640", write("roster.csv", roster())]);
    const sides = ["--requests", "q.csv", "--changes", "c.csv", "--report", "r.html", "--summary", "s.json"];

    await run(["sync", "roster.csv", ...quick, ...sides]);

    const modes = ["roster.results.csv", "q.csv", "c.csv", "r.html", "s.json"].map(
      (name) => statSync(join(folder, name)).mode & 0o777,
    );
    expect(modes).toEqual(Array.from(modes, () => 0o640));
    expect(statSync(join(folder, "roster-sync.db")).mode & 0o777).toBe(0o600);
  });

  test("go to /dev/null, which stays what it is", async () => {
    const { write, run } = await rehearse({ world });
    write("roster.csv", roster());
    const ended = await run(["sync", "roster.csv", ...quick, "-o", "/dev/null", "--changes", "/dev/null"]);

    expect(ended.code).toBe(0);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });
});

describe("a save while the run is in progress", () => {
  const saves: readonly (readonly [how: string, save: (file: string, text: string) => void])[] = [
    ["in place", (file, text) => writeFileSync(file, text)],
    [
      "by renaming",
      (file, text) => {
        writeFileSync(`${file}.new`, text);
        renameSync(`${file}.new`, file);
      },
    ],
    ["that truncates", (file) => writeFileSync(file, "")],
  ];

  test.each(saves)(
    "of its own results, %s, is left as it is; the results are next to it",
    async (_how, save) => {
      const job = { save: (): void => undefined };
      const { write, run, read, folder, lines } = await rehearse({ world, onRequest: () => job.save() });
      write("roster.csv", roster());
      await run(["sync", "roster.csv", ...quick]);
      const file = join(folder, "roster.results.csv");
      const text = `${read("roster.results.csv")}a,note,of,a,person\n`;
      job.save = () => {
        job.save = () => undefined;
        save(file, text);
      };

      const ended = await run(["sync", "roster.results.csv", ...quick, "--summary", "s.json"]);

      expect(ended.code).toBe(3);
      expect([text, ""]).toContain(read("roster.results.csv"));
      const [beside = ""] = readdirSync(folder).filter((name) =>
        /^roster\.results\.[\da-f]{12}\.csv$/.test(name),
      );
      expect(lines(beside).map((line) => line["sync_result"])).toEqual(["exists", "exists", "exists"]);
      expect(ended.stderr).toContain(`The results are in ${join(folder, beside)}.`);
      expect(JSON.parse(read("s.json"))).toMatchObject({ exit_code: 3, results: join(folder, beside) });
      expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
    },
  );

  test.each(saves)(
    "of a plain roster, %s, does not cost the results of what was read",
    async (_how, save) => {
      const job = { save: (): void => undefined };
      const { write, run, folder, lines } = await rehearse({ world, onRequest: () => job.save() });
      write("roster.csv", roster());
      job.save = () => save(join(folder, "roster.csv"), "email\nnew@person.test\n");

      const ended = await run(["sync", "roster.csv", ...quick]);

      expect(ended.code).toBe(3);
      expect(ended.stderr).toContain("roster.csv was changed while this run was in progress");
      expect(lines("roster.results.csv").map((line) => line["sync_result"])).toEqual([
        "created",
        "created",
        "created",
      ]);
    },
  );
});

describe("temporary files", () => {
  test("of killed runs of this ledger are removed, those of others and of people are not", async () => {
    const { write, run, folder } = await rehearse({ world });
    write("roster.csv", roster());
    await run(["sync", "roster.csv", ...quick, "--log-level", "info"]);
    const runs = await run(["ledger", "runs", "--format", "json"]);
    const { run: dead } = JSON.parse(runs.stdout.split("\n")[0] ?? "{}") as { run: string };
    const left = [`.roster-sync.${dead}.1.00000000.results.tmp`, `.roster.results.csv.${dead}.tmp`];
    const others = [
      `.roster-sync.0123456789ab.1.00000000.results.tmp`,
      ".mine.tmp",
      `.mine.0123456789ab.tmp`,
    ];
    for (const name of [...left, ...others]) write(name, "x");

    await run(["status", "roster.csv", ...quick]);

    expect(
      readdirSync(folder)
        .filter((name) => name.endsWith(".tmp"))
        .toSorted(),
    ).toEqual(others.toSorted());
  });
});

describe("a command that writes one file of its own", () => {
  test.each([
    [["check", "roster.csv", "-o"], "roster.csv"],
    [["check", "roster.csv", "-o"], "roster-sync.db"],
    [["check", "roster.csv", "-o"], ".env"],
    [["export", "providers", "-o"], "roster-sync.db"],
    [["export", "providers", "-o"], "roster-sync.config.json"],
    [["export", "providers", "-o"], "no/such.csv"],
    [["ledger", "export", "-o"], "roster-sync.db"],
    [["ledger", "export", "-o"], "roster-sync.db-wal"],
  ])("%j leaves %s alone", async (args, target) => {
    const rehearsal = await rehearse({ world });
    const { write, run } = rehearsal;
    write("roster.csv", roster());
    await run(["sync", "roster.csv", ...quick]);
    write("roster-sync.config.json", "{}");
    write(".env", "");
    const before = contents(rehearsal);

    const ended = await run([...args, target]);

    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("--output");
    expect(ended.stderr).toContain(target);
    expect(contents(rehearsal)).toEqual(before);
  });

  test("keeps a file in the way, unless it wrote it itself", async () => {
    const { write, run, read, folder } = await rehearse({ world });
    const env = { XDG_STATE_HOME: join(folder, "state") };
    write("people.csv", "a person's own\n");

    const first = await run(["export", "providers", "-o", "people.csv"], { env });
    const second = await run(["export", "providers", "-o", "people.csv"], { env });

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.stderr).toContain(`kept: ${join(folder, "people.csv.bak")}`);
    expect(second.stderr).not.toContain("kept");
    expect(read("people.csv.bak")).toBe("a person's own\n");
    expect(existsSync(join(folder, "people.csv.bak2"))).toBe(false);
  });

  test("does not treat the results of the config file as its own", async () => {
    const { write, run, read } = await rehearse({ world });
    write("roster.results.csv", "results\n");
    write("roster-sync.config.json", '{ "output": "roster.results.csv" }');

    const exported = await run(["export", "providers"]);

    expect(exported.stdout.split("\n").length).toBeGreaterThan(12);
    expect(read("roster.results.csv")).toBe("results\n");
  });
});

describe("a file that is open in an office program", () => {
  test("is named before the first call, with its lock, and the run goes on", async () => {
    const { write, run, read } = await rehearse({ world });
    write("roster.csv", roster());
    write(".~lock.roster.results.csv#", ",person,desk,;");

    const ended = await run(["sync", "roster.csv", ...quick, "--log-file", "run.log"]);

    expect(ended.code).toBe(0);
    expect(ended.stderr).toMatch(
      /warning: roster\.results\.csv seems to be open .+\.~lock\.roster\.results\.csv#/,
    );
    expect(read("run.log")).toContain('"lock":".~lock.roster.results.csv#"');
  });
});

describe("the folder of files", () => {
  test.each(["roster.csv", "roster.csv/files", "roster-sync.db"])("is never %s", async (target) => {
    const rehearsal = await rehearse({ world });
    const { write, run } = rehearsal;
    write("roster.csv", roster());
    write("roster-sync.db", "");
    const before = contents(rehearsal);

    const ended = await run(["files", "roster.csv", "-o", target]);

    expect(ended.code).toBe(2);
    expect(contents(rehearsal)).toEqual(before);
  });
});
