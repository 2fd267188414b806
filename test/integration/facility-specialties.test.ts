import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { generateWorld, type World } from "../../src/sandbox/index.ts";
import { fileAt, openFor } from "../support/ledgers.ts";
import { rehearsals, type Line } from "../support/rehearsal.ts";
import { csv, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const base = generateWorld({ providers: 12, seed: 5 });
const [facility] = base.verifiable.facilities;
const [taxonomyA, taxonomyB] = base.verifiable.facilityTaxonomies;
const [a, b] = ["aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"];
const [codeA = "", codeB = ""] = [taxonomyA?.code, taxonomyB?.code];

/** A facility with two specialties, and an open request for some of them that somebody else made. */
function worldWith(...requested: readonly (readonly string[])[]): World {
  return worldOf(requested, {});
}

function worldOf(requested: readonly (readonly string[])[], more: object): World {
  const { verifiable } = base;
  const facilityId = facility?.id ?? "";
  return {
    ...base,
    verifiable: {
      ...verifiable,
      facilitySpecialties: [
        { id: a, facilityId, taxonomyId: taxonomyA?.id ?? "" },
        { id: b, facilityId, taxonomyId: taxonomyB?.id ?? "" },
      ],
      credentialingRequests: requested.map((facilitySpecialtyIds) => ({
        ...more,
        entityType: "Facility" as const,
        entityId: facilityId,
        facilitySpecialtyIds,
        isSelfManaged: false,
        created: { daysAgo: 40 },
      })),
    },
  };
}

const roster = (...specialties: readonly string[]): string =>
  csv(
    table(
      specialties.map((facility_specialties) => ({
        facility_name: facility?.name ?? "",
        facility_specialties,
        credentialing: "verifiable",
        is_self_managed: "no",
      })),
    ),
  );
const both = `${codeA}; ${codeB}`;
const told = (line: Line | undefined): unknown => [line?.["sync_result"], line?.["credentialing_request_id"]];

describe("a facility's specialties", () => {
  test("are requested in one call, and each of them shows the id", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world: worldWith() });
    write("roster.csv", roster(both));

    const ended = await run(["sync", "roster.csv"]);
    const again = await run(["sync", "roster.results.csv"]);

    const [made, ...more] = sandbox.state.credentialingRequests;
    expect([ended.code, again.code, more]).toEqual([0, 0, []]);
    expect(made?.facilitySpecialtyIds).toEqual([a, b]);
    expect(told(lines("roster.results.csv")[0])).toEqual([
      "exists",
      `${codeA}=${made?.id}; ${codeB}=${made?.id}`,
    ]);
  });

  test("that are requested already by someone are adopted, and only the other ones are requested", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world: worldWith([a]) });
    write("roster.csv", roster(both));

    const ended = await run(["sync", "roster.csv"]);

    const [theirs, ours, ...more] = sandbox.state.credentialingRequests;
    expect([ended.code, more]).toEqual([0, []]);
    expect(ours?.facilitySpecialtyIds).toEqual([b]);
    expect(told(lines("roster.results.csv")[0])).toEqual([
      "created",
      `${codeA}=${theirs?.id}; ${codeB}=${ours?.id}`,
    ]);
  });

  test("that are added to the cell later are requested then", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world: worldWith() });
    write("roster.csv", roster(codeA));
    await run(["sync", "roster.csv"]);
    write("roster.csv", roster(both));

    await run(["sync", "roster.csv"]);

    const [first, second, ...more] = sandbox.state.credentialingRequests;
    expect([first?.facilitySpecialtyIds, second?.facilitySpecialtyIds, more]).toEqual([[a], [b], []]);
    expect(told(lines("roster.results.csv")[0])).toEqual([
      "created",
      `${codeA}=${first?.id}; ${codeB}=${second?.id}`,
    ]);
  });

  test("are adopted from one request that holds both, in rows of their own and after the ledger is lost", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world: worldWith([a, b]) });
    write("roster.csv", roster(codeA, codeB));

    await run(["sync", "roster.csv", "--ledger", "one.db"]);
    await run(["sync", "roster.csv", "--ledger", "one.db"]);
    const ended = await run(["sync", "roster.csv", "--ledger", "other.db"]);

    const [theirs, ...more] = sandbox.state.credentialingRequests;
    expect([ended.code, more]).toEqual([0, []]);
    expect(lines("roster.results.csv").map(told)).toEqual([
      ["exists", theirs?.id],
      ["exists", theirs?.id],
    ]);
  });

  test("with unknown outcomes are settled one by one: what a lost answer made is found, the rest is sent", async () => {
    const { sandbox, write, lines, run } = await rehearse({
      world: worldWith([a]),
      faults: [{ kind: "lost-answer", match: { access: "write" }, times: 1 }],
    });
    write("roster.csv", roster(both));

    await run(["sync", "roster.csv", "--settle", "100ms"]);

    const [theirs, ours, ...more] = sandbox.state.credentialingRequests;
    expect([ours?.facilitySpecialtyIds, more]).toEqual([[b], []]);
    expect(told(lines("roster.results.csv")[0])).toEqual([
      "created",
      `${codeA}=${theirs?.id}; ${codeB}=${ours?.id}`,
    ]);
  });
});

describe("a ledger of the first version, which had one key for all specialties of a row", () => {
  const prefix = `verifiable|credentialing|facility|${facility?.id ?? ""}|`;

  /** Writes as that version did, and leaves the ledger. */
  async function written(
    folder: string,
    write: (ledger: Ledger, at: number) => Promise<unknown>,
  ): Promise<void> {
    const at = Date.now() - 86_400_000;
    const run = { id: "first", command: "roster-sync sync", pid: 1, host: "test", startedAt: at };
    const ledger = await openFor(fileAt(join(folder, "roster-sync.db")), run);
    await write(ledger, at);
    await ledger.close(0, at);
  }

  const entry = (
    specialties: readonly string[],
    type?: string,
  ): Parameters<Ledger["requests"]["recordIntent"]>[0][0] => ({
    key: `${prefix}${type ?? "Initial"}|${specialties.join(",")}`,
    platform: "verifiable",
    kind: "verifiable.credentialing",
    organization: "",
    subject: facility?.id ?? "",
    attributes: {
      subject: "facility",
      subject_id: facility?.id ?? "",
      specialties,
      is_self_managed: false,
      ...(type === undefined ? {} : { type }),
    },
  });

  test.each<[string, readonly (readonly string[])[], string]>([
    ["that two are requested", [[a, b]], both],
    ["of the second that it is the first one's request", [[a], [b]], codeB],
    ["both", [[a], [b], [a, b]], both],
  ])("and believed %s, is put right by what the platform shows", async (_what, believed, cell) => {
    const { sandbox, folder, write, run } = await rehearse({ world: worldWith([a]) });
    const remoteId = sandbox.state.credentialingRequests[0]?.id ?? "";
    await written(folder, (ledger, at) =>
      ledger.requests.recordSeen(
        believed.map((specialties) => ({
          ...entry(specialties),
          remote: { remoteId, status: "RequestSubmitted", shared: true },
        })),
        at,
      ),
    );
    write("roster.csv", roster(cell));

    const ended = await run(["sync", "roster.csv"]);
    const again = await run(["sync", "roster.csv"]);

    expect([ended.code, again.code]).toEqual([0, 0]);
    expect(
      sandbox.state.credentialingRequests.map(({ facilitySpecialtyIds }) => facilitySpecialtyIds),
    ).toEqual([[a], [b]]);
  });

  test("and knows what has ended, has it stay so", async () => {
    const world = worldOf([[a, b]], { type: "ReCredentialing", status: "Completed" });
    const { sandbox, folder, write, lines, run } = await rehearse({ world });
    const remoteId = sandbox.state.credentialingRequests[0]?.id ?? "";
    await written(folder, (ledger, at) =>
      ledger.requests.recordSeen(
        [{ ...entry([a, b], "ReCredentialing"), remote: { remoteId, status: "Completed" } }],
        at,
      ),
    );
    write(
      "roster.csv",
      roster(both)
        .replace("credentialing,", "credentialing,credentialing_type,")
        .replace("verifiable,", "verifiable,ReCredentialing,"),
    );

    await run(["sync", "roster.csv"]);

    expect(sandbox.state.credentialingRequests).toHaveLength(1);
    expect(told(lines("roster.results.csv")[0])).toEqual([
      "exists",
      `${codeA}=${remoteId}; ${codeB}=${remoteId}`,
    ]);
  });

  test("and is in doubt about both, has them wait until that is settled", async () => {
    const { sandbox, folder, write, lines, run } = await rehearse({ world: worldWith() });
    await written(folder, (ledger, at) => ledger.requests.recordIntent([entry([a, b])], at));
    write("roster.csv", roster(both));

    await run(["sync", "roster.csv", "--settle", "100ms", "--request-timeout", "100ms"]);
    const first = lines("roster.results.csv")[0]?.["sync_result"];
    await run(["sync", "roster.csv", "--settle", "100ms"]);

    expect(first).toBe("unknown");
    expect(
      sandbox.state.credentialingRequests.map(({ facilitySpecialtyIds }) => facilitySpecialtyIds),
    ).toEqual([[a, b]]);
  });
});
