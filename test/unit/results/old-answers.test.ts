import { describe, expect, test } from "vitest";
import { licenseLine, uuid, type Line } from "../builders/rows.ts";
import { found, told, toldOf, TestRun } from "../builders/told-rosters.ts";

const stranger = uuid(101);

describe("old answers to what a row does not ask now", () => {
  const line: Line = {
    ...licenseLine,
    sync_result: "exists",
    provider_id: found.medallion,
    enrollment_request_ids: `TX=${uuid(12)}; OK=${uuid(13)}`,
    enrollment_statuses: "TX=intake; OK=intake",
    enrollment_status_reasons: "TX=why",
  };

  /** What the ledger of an earlier run has of enrollments. */
  async function withEnrollments(subject: string, states: readonly string[]): Promise<TestRun> {
    const run = await TestRun.over([line]);
    await run.ledger.requests.recordSeen(
      states.map((state) => ({
        key: `e|${state}`,
        platform: "medallion",
        kind: "medallion.enrollment",
        organization: uuid(9),
        subject,
        attributes: {},
        remote: {
          remoteId: uuid(state === "TX" ? 12 : 13),
          status: `now ${state}`,
          statusReason: `r ${state}`,
        },
      })),
      1,
    );
    return run;
  }

  test("stay where the ledger has them for the row's person, with what it knows of them now", async () => {
    const run = await withEnrollments(found.medallion, ["TX", "OK"]);

    const row = await toldOf(run);

    expect(row).toMatchObject({
      enrollment_request_ids: `TX=${uuid(12)}; OK=${uuid(13)}`,
      enrollment_statuses: "TX=now TX; OK=now OK",
      enrollment_status_reasons: "TX=r TX; OK=r OK",
    });
    expect(row).not.toHaveProperty("sync_error_code");
  });

  test.each([
    ["has them for somebody else", stranger, ["TX", "OK"]],
    ["does not know them", found.medallion, []],
  ] as const)("go with a warning where the ledger %s", async (_what, subject, states) => {
    const run = await withEnrollments(subject, states);

    const row = await toldOf(run);

    expect(row).toMatchObject({
      sync_error_code: "stale_answer",
      sync_error: expect.stringMatching(
        /^enrollment_request_ids \(G2\) .* belongs to another request than the row asks for/,
      ) as string,
      provider_id: found.medallion,
    });
    for (const column of ["enrollment_request_ids", "enrollment_statuses", "enrollment_status_reasons"])
      expect(row).not.toHaveProperty(column);
  });

  test("go one by one", async () => {
    const run = await withEnrollments(found.medallion, ["OK"]);

    const row = await toldOf(run);

    expect(row).toMatchObject({
      sync_error: expect.stringContaining(`"${uuid(12)}" belongs to another request`) as string,
      enrollment_request_ids: uuid(13),
      enrollment_statuses: "now OK",
    });
  });

  test("stay as they are where the run leaves their work alone, or the row is faulty", async () => {
    const { sync_error_code, ...row } = await told(line, { only: ["licenses"] });
    const faulty = await told({ ...line, license_states: "ZZ" });

    expect(sync_error_code).toBeUndefined();
    for (const one of [row, faulty])
      expect(one).toMatchObject({
        enrollment_request_ids: line["enrollment_request_ids"],
        enrollment_statuses: "TX=intake; OK=intake",
        enrollment_status_reasons: "TX=why",
      });
  });

  test("go without a warning where the id was cleared", async () => {
    const row = await told({ ...licenseLine, sync_result: "exists", enrollment_statuses: "TX=intake" });

    expect(row).not.toHaveProperty("enrollment_statuses");
    expect(row).not.toHaveProperty("sync_error_code");
  });

  test("of whom the row names by an id alone stay, too", async () => {
    const { npi: _npi, ...rest } = line;
    const run = await TestRun.over([{ ...rest, provider_id: found.medallion.toUpperCase() }]);
    await run.ledger.requests.recordSeen(
      [
        {
          key: "e",
          platform: "medallion",
          kind: "medallion.enrollment",
          organization: uuid(9),
          subject: found.medallion,
          attributes: {},
          remote: { remoteId: uuid(12), status: "now" },
        },
      ],
      1,
    );

    expect(await toldOf(run)).toMatchObject({ enrollment_statuses: "now" });
  });
});
