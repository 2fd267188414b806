import { describe, expect, test } from "vitest";
import { generateWorld, type World } from "../../src/sandbox/index.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 12, seed: 5 });
const [first, second] = world.verifiable.providers;
const [facility] = world.verifiable.facilities;
const specialty = world.verifiable.facilitySpecialties.find(({ facilityId }) => facilityId === facility?.id);

/** The same world where some have been deactivated. */
function without(ids: readonly (string | undefined)[]): World {
  const { verifiable } = world;
  const deactivated = <T extends { readonly id: string }>(row: T): T =>
    ids.includes(row.id) ? { ...row, deactivated: true } : row;
  return {
    ...world,
    verifiable: {
      ...verifiable,
      providers: verifiable.providers.map(deactivated),
      facilities: verifiable.facilities.map(deactivated),
    },
  };
}

const specs = { credentialing: "verifiable", is_self_managed: "no" };
const roster = csv(
  table([
    { verifiable_provider_id: first?.id ?? "", ...specs },
    { verifiable_provider_id: second?.id ?? "", ...specs },
    {
      verifiable_facility_id: facility?.id ?? "",
      facility_specialties: specialty?.id ?? "",
      ...specs,
    },
  ]),
);
const lookedAt = /^\/(?:providers|facilities)\/[\w-]+$/;

describe("someone who is known by an id alone", () => {
  test("is looked at once before something is requested for them, and gets nothing when deactivated", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world: without([first?.id, facility?.id]) });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--only", "credentialing"]);

    expect(ended.code).toBe(1);
    expect(lines("roster.results.csv").map((line) => [line["sync_result"], line["sync_error_code"]])).toEqual(
      [
        ["failed", "verifiable_provider_deactivated"],
        ["created", ""],
        ["failed", "facility_deactivated"],
      ],
    );
    expect(sandbox.state.credentialingRequests.map(({ entityId }) => entityId)).toEqual([second?.id]);
    // the providers from one page, the facility by its id
    const looks = sandbox.requests.filter(({ path }) =>
      /^\/(?:providers|facilities)(?:\/[\w-]+)?$/.test(path),
    );
    expect(looks.map(({ path }) => path).toSorted()).toEqual([
      `/facilities/${facility?.id ?? ""}`,
      "/providers",
    ]);
  });

  test("is reported by plan as by sync, and costs nothing when there is nothing to request", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world: without([first?.id]) });
    write("roster.csv", roster);

    await run(["plan", "roster.csv", "-o", "roster.plan.csv"]);
    const planned = lines("roster.plan.csv").map((line) => line["sync_result"]);
    await run(["sync", "roster.csv"]);
    const calls = sandbox.requests.length;
    await run(["sync", "roster.csv", "--where", `verifiable_provider_id=${second?.id ?? ""}`]);
    await run(["status", "roster.csv"]);

    expect(planned).toEqual(["failed", "planned", "planned"]);
    expect(sandbox.requests.slice(calls).filter(({ path }) => lookedAt.test(path))).toEqual([]);
  });

  test("is looked at again when a later night requests something new", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    const npi = first?.npi ?? "";
    write("one.csv", csv(table([{ npi, ...specs }])));
    write("two.csv", csv(table([{ npi, ...specs, credentialing_type: "OffCycle" }])));

    await run(["sync", "one.csv"]);
    const calls = sandbox.requests.length;
    await run(["sync", "two.csv"]);

    expect(lines("two.results.csv")[0]?.["sync_result"]).toBe("created");
    const looks = sandbox.requests.slice(calls).filter(({ path }) => lookedAt.test(path));
    expect(looks.map(({ path }) => path)).toEqual([`/providers/${first?.id ?? ""}`]);
  });
});
