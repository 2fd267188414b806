import { describe, expect, test } from "vitest";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { medallion, rows, signIn, verifiable } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();

describe("what people have", () => {
  test.each([
    ["/api/v1/org/licenses/", {}],
    ["/api/v1/org/licenses/", { expiration_date_before: "2026-05-20" }],
    ["/p/api/v1/payer-enrollments/", {}],
    ["/p/api/v1/payer-enrollments/", { provider: demoPeople.lindqvist.medallionId }],
    ["/api/v1/org/providers/", {}],
  ])("is listed at Medallion as its description says: %s %j", async (path, query) => {
    const { sandbox } = await start();
    const answer = await medallion(sandbox, "GET", path, { query });
    expect(answer.complaints).toEqual([]);
    expect(rows(answer).length).toBeGreaterThan(0);
  });

  test.each([
    ["/provider-licenses", { sortedBy: "LicenseExpirationDate", sortDirection: "Asc" }],
    [`/providers/${demoPeople.okafor.verifiableId}/licenses`, {}],
    ["/providers", { sortedBy: "CredentialedDate", sortDirection: "Desc" }],
  ])("is listed at Verifiable as its description says: %s %j", async (path, query) => {
    const { sandbox } = await start();
    const authorization = `Bearer ${await signIn(sandbox)}`;
    const answer = await verifiable(sandbox, "GET", path, { query, authorization });
    expect(answer.complaints).toEqual([]);
    expect(rows(answer).length).toBeGreaterThan(0);
  });

  test("moves with the days, and lists of what moved show it", async () => {
    const { sandbox, clock } = await start();
    const moved = (path: string, filter: string): Promise<number> =>
      medallion(sandbox, "GET", path, { query: { [filter]: "2026-05-20" } }).then(
        (answer) => rows(answer).length,
      );
    const licenses = (): Promise<number> => moved("/api/v1/org/licenses/", "modified_after");
    const people = (): Promise<number> => moved("/api/v1/org/providers/", "last_updated_after");
    expect([await licenses(), await people()]).toEqual([0, 0]);

    sandbox.advanceDays(3);
    clock.ms += 1;

    expect(await licenses()).toBeGreaterThan(0);
    expect(await people()).toBe(2);
  });
});
