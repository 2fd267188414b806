import { describe, expect, test } from "vitest";
import { faultPresets, generateWorld, type Fault, type Sandbox } from "../../src/sandbox/index.ts";
import { doubles, naturalKeys } from "../support/natural-keys.ts";
import { countsOf as results, hurriedClock, rehearsals } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 40, seed: 5 });
const roster = csv(table(mixedRoster(world, 24)));
const patient = ["--settle", "400ms", "--request-timeout", "300ms"];

const posts = ({ requests }: Sandbox, path: RegExp): number =>
  requests.filter((seen) => seen.method === "POST" && path.test(seen.path)).length;

describe("answers that are lost", () => {
  const cases: readonly (readonly [string, Fault])[] = [
    ["after the request was carried out", { kind: "lost-answer", match: { access: "write" }, rate: 0.5 }],
    [
      "as a 502 after it was carried out",
      { kind: "bad-gateway-after-commit", match: { access: "write" }, rate: 0.5 },
    ],
    ["because it hangs, carried out", { kind: "hang", match: { access: "write" }, rate: 0.2, commits: true }],
    ["because it hangs, not carried out", { kind: "hang", match: { access: "write" }, rate: 0.2 }],
    ["as a 500 that did nothing", { kind: "500", match: { access: "write" }, rate: 0.3 }],
    ["because the connection breaks before", { kind: "reset-before", match: { access: "write" }, rate: 0.3 }],
    ["as a page of HTML", { kind: "html", match: { access: "write" }, rate: 0.3, commits: true }],
    ["in the middle", { kind: "truncated", match: { access: "write" }, rate: 0.3 }],
  ];
  test.each(cases)("%s are settled by looking, and every request is made once", async (_, fault) => {
    const { sandbox, write, lines, run } = await rehearse({ world, faults: [fault] });
    write("roster.csv", roster);

    let ended = await run(["sync", "roster.csv", ...patient]);
    // what was lost twice in one run is the next one's: it settles that first, and sends it once more
    for (let again = 0; ended.code === 1 && again < 6; again += 1) {
      expect(results(lines("roster.results.csv"))["failed"]).toBeUndefined();
      ended = await run(["sync", "roster.csv", ...patient]);
    }

    expect(ended.code).toBe(0);
    expect(doubles(sandbox)).toEqual([]);
    const after = results(lines("roster.results.csv"));
    expect([(after["created"] ?? 0) + (after["exists"] ?? 0), after["skipped"]]).toEqual([23, 1]);
    expect(naturalKeys(sandbox).length).toBeGreaterThan(30);
  });

  test("are settled though lists lag behind, by looking again and again", async () => {
    const { sandbox, write, lines, run } = await rehearse({
      world,
      faults: [
        { kind: "lost-answer", match: { access: "write" }, rate: 0.5 },
        { kind: "lagging-list", match: { access: "write" }, ms: 300 },
      ],
    });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--settle", "900ms"]);

    expect(ended.code).toBe(0);
    expect(doubles(sandbox)).toEqual([]);
    expect(results(lines("roster.results.csv"))).toEqual({ created: 23, skipped: 1 });
  });

  test("stay unknown when the platform cannot be read any more, and the next run settles them first", async () => {
    const { sandbox, write, lines, run } = await rehearse({
      world,
      faults: [
        {
          kind: "lost-answer",
          match: { platform: "verifiable", method: "POST", path: "^/credentialing-requests" },
        },
        {
          kind: "500",
          match: { platform: "verifiable", method: "GET", path: "^/credentialing-requests" },
          after: 2,
          times: 9,
        },
      ],
    });
    write("roster.csv", roster);

    const how = { clock: hurriedClock };
    const first = await run(["sync", "roster.csv", "--only", "credentialing", ...patient], how);
    const unknown = lines("roster.results.csv").filter((line) => line["sync_result"] === "unknown");
    const made = sandbox.state.credentialingRequests.length;
    const second = await run(["sync", "roster.csv", "--only", "credentialing", ...patient], how);

    expect(first.code).not.toBe(0);
    expect(unknown.length).toBeGreaterThan(0);
    expect(unknown[0]?.["sync_error"]).toContain("never sent twice");
    expect(second.code).toBe(0);
    expect(sandbox.state.credentialingRequests).toHaveLength(made);
    expect(results(lines("roster.results.csv"))["unknown"]).toBeUndefined();
  });
});

describe("reads that are answered with something unusable", () => {
  test.each([1, 2])("are made again, and every row gets its answer (%i)", async (seed) => {
    const { sandbox, write, lines, run } = await rehearse({ world, faults: faultPresets["odd-reads"], seed });
    write("roster.csv", roster);

    // CAQH is asked once more at most, so a row may go without its answer
    const work = ["--only", "licenses,enrollments,credentialing", "--settle", "200ms"];
    const ended = await run(["sync", "roster.csv", ...work], { clock: hurriedClock });

    expect(ended.code).toBe(0);
    expect(sandbox.requests.filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(3);
    expect(doubles(sandbox)).toEqual([]);
    expect(results(lines("roster.results.csv"))).toEqual({ created: 23, skipped: 1 });
  });

  test.each(["blank", "no-content", "null", "maintenance", "html", "redirect", "unauthorized"] as const)(
    "as %s for one page of a long list cost no row anything",
    async (kind) => {
      const large = generateWorld({ providers: 450, seed: 5 });
      const list = { platform: "medallion", path: "^/api/v1/org/providers/$", page: "further" } as const;
      const status = kind === "unauthorized" ? ({ status: 403 } as const) : {};
      const { write, lines, run } = await rehearse({
        world: large,
        faults: [{ kind, match: list, after: 1, times: 1, ...status }],
      });
      write("roster.csv", csv(table(mixedRoster(large, 60))));

      const how = ["--only", "licenses", "-o", "planned.csv"];
      const ended = await run(["plan", "roster.csv", ...how], { clock: hurriedClock });

      expect(ended.code).toBe(0);
      const after = results(lines("planned.csv"));
      expect([after["failed"], after["planned"]]).toEqual([undefined, expect.any(Number)]);
    },
  );
});

describe("a platform that does not play along", () => {
  test("with a refused key leaves its rows skipped with the reason, and the other platforms finish", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", ...patient], { env: { MEDALLION_API_KEY: "wrong" } });

    expect(ended.code).toBe(3);
    expect(sandbox.requests.filter(({ platform }) => platform === "medallion").length).toBeLessThan(10);
    const after = lines("roster.results.csv");
    expect(after[0]).toMatchObject({ sync_result: "skipped", sync_error_code: "credentials_refused" });
    expect(sandbox.state.credentialingRequests.length).toBeGreaterThan(0);
    expect(after.some((line) => line["caqh_found"] === "Y")).toBe(true);
  });

  test("and is down ends its part early instead of failing row by row", async () => {
    const { write, lines, run } = await rehearse({ world });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", ...patient], {
      env: { VERIFIABLE_BASE_URL: "http://127.0.0.1:9/api" },
      clock: hurriedClock,
    });

    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(/^stopped early: Sign-in to Verifiable failed \(no connection/m);
    expect(results(lines("roster.results.csv"), "sync_error_code")).toMatchObject({
      platform_unavailable: 4,
    });
    expect(results(lines("roster.results.csv"))["created"]).toBeGreaterThan(10);
  });

  test("and keeps everyone waiting is waited for without a warning of the runtime's", async () => {
    const warnings: string[] = [];
    const note = ({ message }: Error): void => void warnings.push(message);
    process.on("warning", note);
    const { write, run } = await rehearse({
      world,
      faults: [{ kind: "429", match: { access: "write" }, times: 24, retryAfterSeconds: 1 }],
    });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--settle", "300ms", "--concurrency", "32"], {
      clock: hurriedClock,
    });
    process.off("warning", note);

    expect([ended.code, warnings]).toEqual([0, []]);
  });

  test("and cannot be read once a request was made says that it was made, and exits 1", async () => {
    const { sandbox, write, lines, run } = await rehearse({
      world,
      faults: [{ kind: "500", match: { access: "read", path: "service-requests" }, after: 1 }],
    });
    const provider_id = world.medallion.providers[0]?.id ?? "";
    const row = { provider_id, license_states: "WY", certificate_type: "MD", is_medallion_owned: "yes" };
    write("roster.csv", csv(table([row])));

    const ended = await run(["sync", "roster.csv", "--only", "licenses", ...patient], {
      clock: hurriedClock,
    });

    expect(ended.code).toBe(1);
    expect(lines("roster.results.csv")[0]).toMatchObject({
      sync_result: "created",
      sync_error_code: "id_unconfirmed",
    });
    expect(posts(sandbox, /new-license-request/)).toBe(1);
  });

  test("that forbids one kind of call does everything else", async () => {
    const { write, lines, run } = await rehearse({
      world,
      faults: [
        {
          kind: "unauthorized",
          status: 403,
          match: { platform: "medallion", path: "payer-enrollments", method: "GET" },
        },
      ],
    });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", ...patient]);

    expect(ended.code).toBe(3);
    const codes = results(lines("roster.results.csv"), "sync_error_code");
    expect(codes["forbidden"]).toBeGreaterThan(3);
    expect(results(lines("roster.results.csv"))["created"]).toBeGreaterThan(10);
  });

  test("whose tokens end in the middle of a run gives a new one to all workers with one call", async () => {
    const { sandbox, write, run } = await rehearse({ world, quirks: { tokenCapMs: 150 }, latencyMs: 60 });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--only", "credentialing", "--settle", "300ms"]);

    expect(ended.code).toBe(0);
    const signIns = posts(sandbox, /^\/auth\/token\/password/);
    const seconds = (sandbox.requests.at(-1)?.atMs ?? 0) - (sandbox.requests[0]?.atMs ?? 0);
    expect(signIns).toBeGreaterThan(1);
    expect(signIns).toBeLessThanOrEqual(Math.ceil(seconds / 60) + 1);
    expect(doubles(sandbox)).toEqual([]);
  });
});

describe("a refused license request", () => {
  test("is split until the culprit state stands alone, and the other states are through", async () => {
    const { sandbox, write, lines, run } = await rehearse({
      world,
      quirks: { refusedLicenseStates: ["NV"] },
    });
    const [person] = world.medallion.providers;
    write(
      "roster.csv",
      csv(
        table([
          {
            email: person?.email ?? "",
            certificate_type: "MD",
            license_states: "CA,NV,TX,OR",
            dea_states: "NV,CA",
            is_medallion_owned: "yes",
          },
        ]),
      ),
    );

    const ended = await run(["sync", "roster.csv", ...patient]);

    expect(ended.code).toBe(1);
    const [line] = lines("roster.results.csv");
    expect(sandbox.state.licenseRequests.map(({ state, kind }) => `${state} ${kind}`).toSorted()).toEqual([
      "CA dea",
      "CA license",
      "OR license",
      "TX license",
    ]);
    expect(line).toMatchObject({ sync_result: "failed", sync_error_code: "refused" });
    expect(line?.["sync_error"]).toMatch(
      /^license NV: Medallion refused the request \(400: .+\)\. dea NV: Medallion refused/,
    );
    expect(line?.["license_request_statuses"]).toContain("CA license=requested");
  });
});
