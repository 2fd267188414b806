import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { hurriedClock, rehearsals } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 40, seed: 5 });
const own = { Notes: "SSN 987-65-4321", Born: "1979-04-23", "Board login": "hunter-2-board" };
const rows = mixedRoster(world, 24).map((row) => ({ ...row, ...own }));
const wrong = [
  { npi: "1234567890", email: "planted.person@example.test", credentialing: "medallion" },
  { first_name: "Plantagenet", last_name: "Quillfeather", credentialing: "medallion" },
  { email: "nobody.planted@example.test", credentialing: "medallion" },
];

/** What a row says of a person, and what only the sandbox knows of its people. */
const personal = [
  ...Object.values(own),
  ...[...rows, ...wrong].flatMap((row) => {
    const { email, npi, first_name, last_name, caqh_provider_id } = row as Record<string, string | undefined>;
    const name = `${first_name} ${last_name}`;
    return [email, npi, caqh_provider_id, first_name === undefined ? undefined : name, last_name];
  }),
  ...world.medallion.providers.flatMap(({ email, npi, ssnMasked, dateOfBirth, stateBoardPassword }) => [
    email,
    npi,
    ssnMasked,
    dateOfBirth,
    stateBoardPassword,
  ]),
].filter((text): text is string => typeof text === "string" && text.length > 4);

/** Secrets of every platform, and the tokens that stand for them. */
function secretsOf(env: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    /KEY|PASSWORD|SECRET|TOKEN/.test(name) ? [value, Buffer.from(value).toString("base64")] : [],
  );
}

describe("everything that is written", () => {
  test("holds no secret, and logs and summaries hold no person", async () => {
    const { sandbox, folder, write, run } = await rehearse({
      world,
      faults: [
        { kind: "lost-answer", match: { access: "write" }, rate: 0.2 },
        { kind: "html", match: { access: "read" }, rate: 0.05 },
        { kind: "429", rate: 0.05 },
        { kind: "500", match: { access: "write" }, rate: 0.1 },
      ],
    });
    write("roster.csv", csv(table([...rows, ...wrong])));
    const outputs = [
      ["--log-file", "run.log", "--log-level", "debug", "--log-format", "json"],
      ["--summary", "summary.json", "--report", "report.html"],
      ["--requests", "requests.csv", "--changes", "changes.csv", "--settle", "300ms"],
    ].flat();

    const ended = await run(["sync", "roster.csv", ...outputs], { clock: hurriedClock });
    const listed = await run(["ledger", "list", "--format", "json"]);
    const doctor = await run(["doctor"]);

    expect([listed.code, doctor.code]).toEqual([0, 0]);
    const files = new Map(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString("latin1")]),
    );
    expect([...files.keys()]).toEqual(expect.arrayContaining(["run.log", "summary.json", "report.html"]));
    expect(files.get("run.log")).toMatch(/new-license-request/);
    const said = [ended, listed, doctor].map(({ stdout, stderr }) => stdout + stderr).join("\n");
    for (const secret of secretsOf(sandbox.env)) {
      for (const [name, text] of [...files, ["what was said", said] as const]) {
        expect(text.includes(secret), `${secret} in ${name}`).toBe(false);
      }
    }
    const ledger = [...files.keys()].filter((name) => name.includes(".db"));
    for (const text of personal) {
      // the ledger knows CAQH statuses by the numbers that they were asked for by
      const redacted = ["run.log", "summary.json", ...(/^\d+$/.test(text) ? [] : ledger)];
      for (const name of redacted) expect(files.get(name)?.includes(text), `${text} in ${name}`).toBe(false);
      expect(said.includes(text), `${text} in what was said`).toBe(false);
    }
  });
});
