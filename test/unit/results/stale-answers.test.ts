import { describe, expect, test } from "vitest";
import { textOf, type Query } from "../../../src/platforms/resource.ts";
import { licenseLine, npi, uuid, verifiableLine, type Line } from "../builders/rows.ts";
import { found, told, toldOf, TestRun } from "../builders/told-rosters.ts";

const idOfCa = uuid(1);
const stranger = uuid(101);
const notFound = { code: "provider_not_found", message: "Medallion has no such provider." };

const others = {
  license_request_ids: uuid(11),
  license_request_statuses: "active",
  enrollment_request_ids: uuid(12),
  enrollment_statuses: "active",
  enrollment_status_reasons: "why",
  credentialing_request_id: uuid(13),
  credentialing_request_status: "closed",
  credentialing_status: "approved",
  credentialing_file_id: uuid(14),
};

describe("an id of a person that the row's words do not mean any more", () => {
  const typedOver: Line = {
    ...licenseLine,
    sync_result: "exists",
    provider_id: stranger,
    verifiable_provider_id: uuid(102),
    caqh_provider_id: "12345678",
    ...others,
  };

  test("gives way to the right one in a column of the program's, and nothing of the other person stays", async () => {
    const row = await told(typedOver);

    expect(row).toMatchObject({
      sync_result: "exists",
      sync_error_code: "stale_answer",
      provider_id: found.medallion,
      license_request_ids: idOfCa,
      license_request_statuses: "requested",
    });
    expect(row["sync_error"]).toContain(
      `provider_id (F2) "${stranger}" belongs to someone or something else than the row names. It was ignored.`,
    );
    for (const column of [...Object.keys(others).slice(2), "verifiable_provider_id", "caqh_provider_id"])
      expect(row).not.toHaveProperty(column);
  });

  test("is cleared where nobody is found", async () => {
    const row = await told(typedOver, { look: () => notFound });

    expect(row).toMatchObject({
      sync_result: "failed",
      sync_error_code: "provider_not_found",
      sync_error: expect.stringMatching(
        /^Medallion has no such provider\. provider_id \(F2\) .* belongs to someone or something else/,
      ) as string,
    });
    expect(row).not.toHaveProperty("provider_id");
    expect(row).not.toHaveProperty("enrollment_request_ids");
  });

  test("does not make its requests the row's own", async () => {
    const run = await TestRun.over([typedOver], { look: () => notFound });
    await run.ledger.requests.recordSeen(
      [
        {
          key: "e",
          platform: "medallion",
          kind: "medallion.enrollment",
          organization: uuid(9),
          subject: stranger,
          attributes: {},
          remote: { remoteId: uuid(12), status: "active" },
        },
      ],
      1,
    );
    // the words found it once, and find nobody now
    const words = { lookupSource: "medallion.provider", about: { npi } };
    await run.ledger.identities.remember(words.lookupSource, [{ query: textOf(words), id: stranger }], 1);
    await run.identify();

    expect((await run.tell()).rows[0]?.["sync_error"]).toMatch(
      /enrollment_request_ids \([A-Z]2\) "[^"]*" belongs to another request/,
    );
  });

  test("takes no id with it that was looked up itself", async () => {
    const row = await told({
      ...licenseLine,
      ...verifiableLine,
      sync_result: "exists",
      provider_id: stranger,
      verifiable_provider_id: found.verifiable,
    });

    expect(row).toMatchObject({ provider_id: found.medallion, verifiable_provider_id: found.verifiable });
  });

  test("is told once, however it was written and however often it was looked up", async () => {
    const row = await told(
      { ...licenseLine, sync_result: "exists", provider_id: stranger.toUpperCase() },
      { only: ["licenses", "dates"] },
    );

    expect(row["sync_error"]?.match(/provider_id/g)).toHaveLength(1);
    expect(row).toMatchObject({ provider_id: found.medallion });
  });

  test("stays in a column of the roster's own where nobody is found, and is corrected where somebody is", async () => {
    const { sync_result, ...rest } = licenseLine;
    const own = { provider_id: stranger, ...rest, sync_result: sync_result ?? "exists" };

    expect((await told(own, { look: () => notFound }))["provider_id"]).toBe(stranger);
    expect(await told(own)).toMatchObject({ provider_id: found.medallion, sync_error_code: "stale_answer" });
  });

  test("is nobody's fault where the platform could not be read", async () => {
    const down = { code: "platform_unavailable", message: "Medallion did not answer." };
    const row = await told(typedOver, { look: () => down });

    expect(row).toMatchObject({ sync_result: "skipped", sync_error_code: "platform_unavailable" });
    expect(row["sync_error"]).not.toContain("belongs to someone");
    expect(row["provider_id"]).not.toBe(found.medallion);
  });

  test("is no matter where it is the right one", async () => {
    const row = await told({ ...licenseLine, sync_result: "exists", provider_id: found.medallion });

    expect(row).toMatchObject({ provider_id: found.medallion });
    expect(row["sync_error_code"]).not.toBe("stale_answer");
  });
});

describe("an id of a platform that the row asks nothing of", () => {
  const line: Line = { ...licenseLine, sync_result: "exists", verifiable_provider_id: stranger };
  const words: Query = { lookupSource: "verifiable.provider", about: { npi } };

  test("is cleared where the ledger does not remember that the row's words found it", async () => {
    expect(await told(line)).not.toHaveProperty("verifiable_provider_id");
  });

  test("stays where the ledger remembers it", async () => {
    const run = await TestRun.over([{ ...line, verifiable_provider_id: stranger.toUpperCase() }]);
    await run.ledger.identities.remember(words.lookupSource, [{ query: textOf(words), id: stranger }], 1);

    expect(await toldOf(run)).toMatchObject({ verifiable_provider_id: stranger.toUpperCase() });
  });

  test("stays where the ledger remembers it beside these words", async () => {
    const asWritten: Query = { ...words, about: { ...words.about, id: stranger } };
    const run = await TestRun.over([line]);
    await run.ledger.identities.remember(words.lookupSource, [{ query: textOf(asWritten), id: stranger }], 1);

    expect(await toldOf(run)).toMatchObject({ verifiable_provider_id: stranger });
  });

  test("is cleared where the ledger remembers another", async () => {
    const run = await TestRun.over([line]);
    await run.ledger.identities.remember(words.lookupSource, [{ query: textOf(words), id: uuid(7) }], 1);

    expect(await toldOf(run)).not.toHaveProperty("verifiable_provider_id");
  });

  test("stays in a column of the roster's own, in a row that is faulty, and in one of ids alone", async () => {
    const { sync_result: _result, ...rest } = line;
    const own = { ...rest, sync_result: "exists" };
    const faulty = { ...line, license_states: "ZZ" };
    const { npi: _npi, ...ids }: Line = { ...line, provider_id: uuid(100) };

    expect(await told(own)).toMatchObject({ verifiable_provider_id: stranger });
    expect(await told(faulty)).toMatchObject({ sync_result: "failed", verifiable_provider_id: stranger });
    expect(await told(ids)).toMatchObject({ verifiable_provider_id: stranger });
  });
});

describe("the ids of a row whose people are looked up for their dates alone", () => {
  const rules = { only: ["dates"] } as const;
  const line: Line = { npi, sync_result: "skipped", provider_id: stranger, ...others };

  test("are corrected, and nothing of the other person stays", async () => {
    const row = await told(line, {
      ...rules,
      look: ({ lookupSource }) => (lookupSource === "medallion.provider" ? found.medallion : undefined),
    });

    expect(row).toMatchObject({
      sync_result: "skipped",
      sync_error_code: "stale_answer",
      sync_error: `provider_id (C2) "${stranger}" belongs to someone or something else than the row names. It was ignored.`,
      provider_id: found.medallion,
      verifiable_provider_id: found.verifiable,
    });
    for (const column of Object.keys(others)) expect(row).not.toHaveProperty(column);
  });

  test("stay where they are right in any letter case, or in a column of the roster's own", async () => {
    const upper = { npi, sync_result: "skipped", provider_id: ` ${found.medallion.toUpperCase()} ` };
    const own = { npi, provider_id: stranger, sync_result: "skipped" };
    const look = () => found.medallion;

    for (const [one, id] of [
      [upper, ` ${found.medallion.toUpperCase()} `],
      [own, stranger],
    ] as const) {
      const row = await told(one, { ...rules, look });
      expect(row).toMatchObject({ provider_id: id });
      expect(row).not.toHaveProperty("sync_error_code");
    }
  });
});
