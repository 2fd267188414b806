import { describe, expect, test } from "vitest";
import { demoWorld, type Sandbox, type World } from "../../src/sandbox/index.ts";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { field, medallion, rows, verifiable } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const people = Object.values(demoPeople);

/** A world in which everybody has one of everything, freshly made. */
function busyWorld(): World {
  const world = demoWorld();
  return {
    ...world,
    medallion: {
      ...world.medallion,
      licenseRequests: people.flatMap(({ medallionId: provider, profession }) =>
        (["license", "dea"] as const).map((kind) => ({
          provider,
          kind,
          state: "CA",
          certificateType: profession,
        })),
      ),
      enrollments: people.flatMap(({ medallionId: subject }) =>
        ["CA", "NY", "TX"].map((state) => ({ subject, payerName: "Aetna", state })),
      ),
      credentialing: people.map(({ medallionId: provider }) => ({ provider })),
    },
    verifiable: {
      ...world.verifiable,
      credentialingRequests: world.verifiable.providers.flatMap(({ id: entityId }) =>
        [true, false].map((isSelfManaged) => ({ entityId, isSelfManaged })),
      ),
    },
  };
}

function statuses(sandbox: Sandbox): readonly string[] {
  const { licenseRequests, enrollments, credentialing, credentialingRequests } = sandbox.state;
  return [...licenseRequests, ...enrollments, ...credentialing, ...credentialingRequests].map(
    ({ id, status }) => `${id} ${status}`,
  );
}

describe("days that pass", () => {
  test("change statuses the same way every time", async () => {
    const [{ sandbox: one }, { sandbox: other }] = [
      await start({ world: busyWorld() }),
      await start({ world: busyWorld() }),
    ];
    const before = statuses(one);
    one.advanceDays(3);
    for (let day = 0; day < 3; day += 1) other.advanceDays(1);
    expect(one.state.day).toBe(3);
    expect(statuses(one)).toEqual(statuses(other));
    const moved = statuses(one).filter((status) => !before.includes(status));
    expect(moved.length).toBeGreaterThan(before.length * 0.9);
  });

  test("bring every request to an end within a month", async () => {
    const { sandbox } = await start({ world: busyWorld() });
    sandbox.advanceDays(30);
    const { licenseRequests, enrollments, credentialing, credentialingRequests } = sandbox.state;
    const ends = (list: readonly { readonly status: string }[]): ReadonlySet<string> =>
      new Set(list.map(({ status }) => status));
    expect(ends(licenseRequests)).toEqual(new Set(["completed", "inactive"]));
    expect([...ends(enrollments)]).toEqual(
      expect.arrayContaining(["active", "enrollment_denied", "panel_closed", "enrollment_stopped"]),
    );
    expect(ends(credentialing)).toEqual(new Set(["closed"]));
    expect([...ends(credentialingRequests)]).toEqual(expect.arrayContaining(["Completed", "Cancelled"]));
  });

  test("use only documented words on the way, and answers that fit the description", async () => {
    const { sandbox } = await start({ world: busyWorld() });
    const organization = sandbox.env.MEDALLION_ORGANIZATION_ID;
    for (let day = 0; day < 8; day += 1) {
      const lists = [
        await medallion(sandbox, "GET", "/api/v1/staff/service-requests/"),
        await medallion(sandbox, "GET", "/p/api/v1/service-requests/payer-enrollments/"),
        await medallion(
          sandbox,
          "GET",
          `/p/api/v1/organizations/${organization}/credentialing-service-requests/`,
        ),
        await medallion(sandbox, "GET", "/p/api/v1/payer-enrollments/"),
        await medallion(sandbox, "GET", "/api/v1/org/licenses/"),
        await verifiable(sandbox, "GET", "/credentialing-requests"),
      ];
      for (const list of lists) expect(list.complaints).toEqual([]);
      sandbox.advanceDays(1);
    }
  });

  test("keep self-managed requests to the three statuses that they know", async () => {
    const { sandbox } = await start({ world: busyWorld() });
    sandbox.advanceDays(20);
    const words = sandbox.state.credentialingRequests
      .filter(({ isSelfManaged }) => isSelfManaged)
      .flatMap(({ history }) => history.map(({ status }) => status));
    expect(new Set(words)).toEqual(new Set(["RequestInProgress", "Completed", "Cancelled"]));
  });

  test("date what they change by the clock, and keep every event", async () => {
    const { sandbox, clock } = await start();
    const body = { providerId: demoPeople.thornbury.verifiableId };
    const id = String(field(await verifiable(sandbox, "POST", "/credentialing-requests", { body }), "id"));
    clock.ms += 86_400_000;
    sandbox.advanceDays(2);
    const one = await verifiable(sandbox, "GET", `/credentialing-requests/${id}`);
    const events = field(one, "allEvents");
    expect(events).toEqual([
      expect.objectContaining({
        status: "RequestSubmitted",
        timestamp: "2026-05-20T12:00:00.0000000Z",
      }),
      expect.objectContaining({ timestamp: "2026-05-21T12:00:00.0000000Z" }),
      ...(Array.isArray(events) ? events.slice(2) : []),
    ]);
    expect(field(one, "currentEvent")).toEqual(Array.isArray(events) ? events.at(-1) : "");
  });

  test("give closed credentialing a file and a verdict", async () => {
    const { sandbox } = await start({ world: busyWorld() });
    sandbox.advanceDays(30);
    const organization = sandbox.env.MEDALLION_ORGANIZATION_ID;
    const path = `/p/api/v1/organizations/${organization}/credentialing-service-requests/`;
    const answer = await medallion(sandbox, "GET", path, { query: { request_status: "closed" } });
    expect(field(answer, "count")).toBe(people.length);
    for (const row of rows(answer)) {
      expect(row["credentialing_file"]).toEqual(expect.any(String));
      expect(row["closed_on"]).toEqual(expect.any(String));
      expect(["clear", "needs_attention", "incomplete"]).toContain(row["credentialing_status"]);
    }
  });

  test("leave a status alone that no document knows", async () => {
    const world = demoWorld();
    const [first] = world.medallion.licenseRequests;
    if (first === undefined) throw new Error("the demo world has a license request");
    const licenseRequests = [{ ...first, status: "on_the_moon" }];
    const { sandbox } = await start({
      world: { ...world, medallion: { ...world.medallion, licenseRequests } },
    });
    sandbox.advanceDays(9);
    expect(sandbox.state.licenseRequests[0]?.status).toBe("on_the_moon");
  });
});
