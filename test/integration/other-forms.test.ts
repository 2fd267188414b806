import { describe, expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { hurriedClock, rehearsals } from "../support/rehearsal.ts";
import { csv, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 3, seed: 5 });
const provider_id = world.medallion.providers[0]?.id ?? "";
const entity = "0b00eb3f-165d-4111-b600-a53ada5e422d";
const other = "5d0f8a52-7c1e-4f0b-9a56-0d8c1f6f2f11";
const base = { provider_id, payer_states: "TX", is_medallion_owned: "yes" };
const settle = ["--settle", "100ms", "--only", "enrollments"];

type Row = Readonly<Record<string, string>>;
const vague: Row = { ...base, payer_name: "Aetna" };
const exact: Row = { ...base, payer_name: "Aetna", payer_id: "60054", payer_entity: entity };
const renamed: Row = { ...base, payer_name: "Aetna Health", payer_entity: entity };

describe("an enrollment that the roster names in another way than before", () => {
  test.each<[string, Row, Row]>([
    ["more precisely", vague, exact],
    ["less precisely", exact, vague],
  ])("%s is still the same file", async (_how, first, then) => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    write("one.csv", csv(table([first])));
    write("two.csv", csv(table([then])));

    await run(["sync", "one.csv", ...settle]);
    const ended = await run(["sync", "two.csv", ...settle]);
    const again = await run(["sync", "two.csv", ...settle]);

    expect(sandbox.state.enrollments).toHaveLength(1);
    expect([ended.code, again.code]).toEqual([0, 0]);
    expect(lines("two.results.csv")[0]).toMatchObject({
      sync_result: "exists",
      enrollment_request_ids: sandbox.state.enrollments[0]?.id,
    });
  });

  test.each<[string, Row, Row]>([
    ["its entity", exact, { ...renamed, payer_name: "Cigna" }],
    ["its id", { ...vague, payer_id: "60054" }, { ...vague, payer_name: "Cigna", payer_id: "60054" }],
    ["a placeholder of an id", { ...vague, payer_id: "0" }, { ...vague, payer_name: "Cigna", payer_id: "0" }],
    ["its id, beside an entity", exact, { ...vague, payer_name: "Cigna", payer_id: "60054" }],
  ])("by another name with %s is a contradiction that names the payer", async (_what, first, then) => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    write("one.csv", csv(table([first])));
    write("two.csv", csv(table([then])));
    const both = [{ ...first, Notes: "1" }, then];
    write("both.csv", csv(table(both)));

    await run(["sync", "one.csv", ...settle]);
    const later = await run(["sync", "two.csv", ...settle]);
    const elsewhere = await run(["sync", "two.csv", ...settle, "--ledger", "fresh.db"]);
    const fresh = lines("two.results.csv")[0];
    await run(["sync", "both.csv", ...settle, "--ledger", "another.db"]);

    expect([later.code, elsewhere.code]).toEqual([1, 1]);
    expect(sandbox.state.enrollments).toHaveLength(1);
    for (const line of [fresh, ...lines("both.results.csv")]) {
      expect(line).toMatchObject({ sync_result: "failed", sync_error_code: "contradiction" });
      expect(line?.["sync_error"]).toMatch(/payer_name|Cigna/);
    }
    expect(fresh?.["sync_error"]).toMatch(/"Cigna".*"Aetna"/);
    expect(fresh?.["enrollment_request_ids"]).toBe("");
  });

  test("is the same one though the platform's list does not show it yet", async () => {
    const { sandbox, write, lines, run } = await rehearse({
      world,
      faults: [{ kind: "lagging-list", match: { access: "write" }, ms: 60_000 }],
    });
    write("one.csv", csv(table([vague])));
    write("two.csv", csv(table([exact])));

    await run(["sync", "one.csv", ...settle]);
    await run(["sync", "two.csv", ...settle]);

    expect(sandbox.state.enrollments).toHaveLength(1);
    expect(lines("two.results.csv")[0]?.["sync_result"]).toBe("exists");
  });

  test("waits while nobody knows whether the first one arrived", async () => {
    const { sandbox, write, lines, run } = await rehearse({
      world,
      faults: [
        { kind: "lost-answer", match: { access: "write" }, times: 1 },
        { kind: "500", match: { access: "read", path: "service-requests/payer-enrollments" }, after: 1 },
      ],
    });
    write("one.csv", csv(table([vague])));
    write("two.csv", csv(table([exact])));

    await run(["sync", "one.csv", ...settle], { clock: hurriedClock });
    const first = lines("one.results.csv")[0]?.["sync_result"];
    await run(["sync", "two.csv", ...settle], { clock: hurriedClock });

    expect(first).toBe("unknown");
    expect(lines("two.results.csv")[0]).toMatchObject({
      sync_result: "unknown",
      sync_error_code: "outcome_unknown",
    });
    expect(sandbox.state.enrollments).toHaveLength(1);
  });

  test("is refused where it could be any of several that were made before", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    write(
      "one.csv",
      csv(
        table([
          { ...vague, payer_entity: entity },
          { ...vague, payer_entity: other },
        ]),
      ),
    );
    write("two.csv", csv(table([vague])));

    await run(["sync", "one.csv", ...settle]);
    const ended = await run(["sync", "two.csv", ...settle]);

    expect(ended.code).toBe(1);
    expect(lines("two.results.csv")[0]?.["sync_error_code"]).toBe("contradiction");
    expect(sandbox.state.enrollments).toHaveLength(2);
  });
});
