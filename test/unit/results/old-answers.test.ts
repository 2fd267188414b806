import { describe, expect, test } from "vitest";
import { textOf, type Query } from "../../../src/platforms/resource.ts";
import { licenseLine, npi, uuid, type Line } from "../builders/rows.ts";
import { found, told, toldOf, TestRun, type RunRules } from "../builders/told-rosters.ts";

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
  async function withEnrollments(
    subject: string,
    states: readonly string[],
    row: Line = line,
    rules: RunRules = {},
  ): Promise<TestRun> {
    const run = await TestRun.over([row], rules);
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

  test("are told with a warning that names all that go", async () => {
    const { enrollment_statuses: _statuses, enrollment_status_reasons: _reasons, ...rest } = line;

    expect((await told({ ...rest, enrollment_request_ids: "TX=e-1; OK=e-2" }))["sync_error"]).toBe(
      'enrollment_request_ids (G2) "e-1; e-2" belongs to another request than the row asks for. It was ignored.',
    );
  });

  test("are not those of another kind of request with the same id", async () => {
    const row = await told({ ...line, enrollment_request_ids: uuid(1) });

    expect(row).toMatchObject({ sync_error_code: "stale_answer" });
    expect(row).not.toHaveProperty("enrollment_request_ids");
  });

  test("stay beside another answer that is stale, and with blanks around them", async () => {
    const run = await withEnrollments(found.medallion, ["TX"], {
      ...line,
      license_request_ids: "l-1",
      enrollment_request_ids: ` ${uuid(12)} `,
    });

    expect(await toldOf(run)).toMatchObject({
      sync_error: expect.stringMatching(
        /^license_request_ids \([A-Z]2\) "l-1" belongs to another request[^"]*$/,
      ) as string,
      enrollment_request_ids: uuid(12),
      enrollment_statuses: "now TX",
    });
  });

  test("stay where the row's person was looked up for dates alone", async () => {
    const { provider_id: _id, ...rest } = line;
    const run = await withEnrollments(
      found.medallion,
      ["TX", "OK"],
      { ...rest, license_states: "", certificate_type: "", is_medallion_owned: "" },
      { only: ["licenses", "enrollments", "dates"] },
    );

    expect(await toldOf(run)).toMatchObject({ enrollment_statuses: "TX=now TX; OK=now OK" });
  });
});

describe("old answers of a platform that the row asks nothing of", () => {
  const id = uuid(203);
  const line: Line = {
    ...licenseLine,
    sync_result: "exists",
    verifiable_provider_id: id.toUpperCase(),
    credentialing_request_id: uuid(14),
    credentialing_request_status: "old",
  };

  /** The ledger has the credentialing; it remembers or not whose id that is. */
  async function withCredentialing(isRemembered: boolean): Promise<Line | undefined> {
    const run = await TestRun.over([line]);
    const { identities, requests } = run.ledger;
    const words: Query = { lookupSource: "verifiable.provider", about: { npi } };
    if (isRemembered) await identities.remember(words.lookupSource, [{ query: textOf(words), id }], 1);
    await requests.recordSeen(
      [
        {
          key: "c",
          platform: "verifiable",
          kind: "verifiable.credentialing",
          organization: "",
          subject: id,
          attributes: {},
          remote: { remoteId: uuid(14), status: "now" },
        },
      ],
      1,
    );
    return toldOf(run);
  }

  test("stay where the ledger remembers that the row's words found its id there", async () => {
    const row = await withCredentialing(true);

    expect(row).toMatchObject({ credentialing_request_id: uuid(14), credentialing_request_status: "now" });
    expect(row).not.toHaveProperty("sync_error_code");
  });

  test("go with a warning where it does not", async () => {
    const row = await withCredentialing(false);

    expect(row).toMatchObject({ sync_error_code: "stale_answer" });
    expect(row).not.toHaveProperty("credentialing_request_id");
    expect(row).not.toHaveProperty("verifiable_provider_id");
  });
});

describe("an id of a group beside the words of a person", () => {
  const group = uuid(204);

  /** A row of a person that has enrollments of a group, which the ledger knows. */
  async function withGroup(line: Line): Promise<Line | undefined> {
    const run = await TestRun.over([
      {
        ...licenseLine,
        ...line,
        group_profile_id: group,
        sync_result: "exists",
        enrollment_request_ids: uuid(12),
      },
    ]);
    await run.ledger.requests.recordSeen(
      [
        {
          key: "g",
          platform: "medallion",
          kind: "medallion.enrollment",
          organization: uuid(9),
          subject: group,
          attributes: {},
          remote: { remoteId: uuid(12), status: "now" },
        },
      ],
      1,
    );
    return toldOf(run);
  }

  test("makes the group's requests the row's where it names the group, too", async () => {
    const row = await withGroup({ group_name: "Northside" });

    expect(row).toMatchObject({ enrollment_request_ids: uuid(12), group_profile_id: group });
    expect(row).not.toHaveProperty("sync_error_code");
  });

  test("may stand there from before where it does not, and its requests go", async () => {
    const row = await withGroup({});

    expect(row).toMatchObject({ sync_error_code: "stale_answer", group_profile_id: group });
    expect(row).not.toHaveProperty("enrollment_request_ids");
  });
});
