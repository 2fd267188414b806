import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../src/runtime.ts";
import { generateWorld, type Sandbox, type World } from "../../src/sandbox/index.ts";
import { hurriedClock as hurried, rehearsals, type Line } from "../support/rehearsal.ts";
import { csv, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const settled = ["--settle", "200ms"];
const withoutCaqh = ["--only", "licenses,enrollments,dates"];
const dayMs = 86_400_000;
const dayAfter = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);
const id = (kind: number, number: number): string =>
  `${String(kind).padStart(8, "0")}-0000-4000-8000-${String(number).padStart(12, "0")}`;

const empty = generateWorld({ providers: 6, seed: 5 });
const [ann, bob, cid, dot] = empty.medallion.providers;
const who = (provider: typeof ann): Record<string, string> => ({ npi: provider?.npi ?? "" });
const [commercial, advantage] = empty.medallion.linesOfBusiness;
const owned = { is_medallion_owned: "yes" };

function worldWith({
  medallion,
  verifiable,
}: {
  medallion?: Partial<World["medallion"]>;
  verifiable?: Partial<World["verifiable"]>;
}): World {
  return {
    ...empty,
    medallion: { ...empty.medallion, ...medallion },
    verifiable: { ...empty.verifiable, ...verifiable },
  };
}

const license = {
  id: id(1, 1),
  provider: ann?.id ?? "",
  state: "CA",
  certificateType: "MD",
  registration: "state" as const,
  licenseNumber: "A12345",
  status: "active" as const,
  issued: { daysAgo: 400 },
  expires: { daysAgo: -200 },
};
const enrollment = {
  id: id(2, 1),
  subject: ann?.id ?? "",
  payerName: "Aetna",
  state: "TX",
  linesOfBusiness: [commercial?.id ?? ""],
  effective: { daysAgo: 100 },
  revalidation: { daysAgo: -50 },
};
const wantsLicense = { ...owned, certificate_type: "MD", license_states: "CA" };
const wantsEnrollment = {
  ...owned,
  payer_name: "Aetna",
  payer_states: "TX",
  lines_of_business: "Commercial",
};

const posts = ({ requests }: Sandbox): readonly unknown[] =>
  requests
    .filter(({ method, path }) => method === "POST" && !path.startsWith("/auth"))
    .map(({ body }) => body);

describe("what a provider holds", () => {
  test("is not requested, and the row says what there is", async () => {
    const world = worldWith({ medallion: { licenses: [license], enrollmentsOnFile: [enrollment] } });
    const { sandbox, write, lines, run } = await rehearse({ world });
    write(
      "roster.csv",
      csv(
        table([
          { ...who(ann), ...wantsLicense, ...wantsEnrollment },
          { ...who(bob), ...wantsLicense },
        ]),
      ),
    );

    const planned = await run(["plan", "roster.csv", "-o", "plan.csv", ...withoutCaqh, ...settled]);
    const ended = await run(["sync", "roster.csv", ...settled], { terminal: true, stdin: "y\n" });

    expect(ended.code).toBe(0);
    expect(planned.stderr).toContain("2 held already (1 license, 1 enrollment)");
    expect(ended.stderr).toContain("2 more are held already and not requested: 1 license, 1 enrollment.");
    expect(posts(sandbox)).toEqual([expect.objectContaining({ provider: bob?.id, license_states: ["CA"] })]);
    const [first, second] = lines("roster.results.csv");
    expect(first).toMatchObject({
      sync_result: "exists",
      sync_error: "",
      license_request_ids: "",
      license_request_statuses: `held A12345 until ${dayAfter(200)}`,
      enrollment_statuses: `in force since ${dayAfter(-100)}`,
      license_numbers: "CA license=A12345",
      license_expirations: `CA license=${dayAfter(200)}`,
      license_next_expiration: dayAfter(200),
      enrollment_effective_dates: dayAfter(-100),
      enrollment_revalidation_dates: dayAfter(50),
      profile_state: "complete",
    });
    expect(second).toMatchObject({ sync_result: "created", license_numbers: "" });
  });

  test.each([
    [["--request-held"], 1],
    [["--renew-within", "300d"], 1],
    [["--renew-within", "100d"], 0],
  ])("is requested with %j as often as %i times", async (flags, times) => {
    const { sandbox, write, run } = await rehearse({
      world: worldWith({ medallion: { licenses: [license] } }),
    });
    write("roster.csv", csv(table([{ ...who(ann), ...wantsLicense }])));

    expect((await run(["sync", "roster.csv", ...flags, ...settled])).code).toBe(0);
    expect(posts(sandbox)).toHaveLength(times);
  });

  test("is compared though dates are left out, which leaves their columns alone", async () => {
    const { sandbox, write, lines, run } = await rehearse({
      world: worldWith({ medallion: { licenses: [license] } }),
    });
    write("roster.csv", csv(table([{ ...who(ann), ...wantsLicense }])));

    await run(["sync", "roster.csv", "--only", "licenses", ...settled]);

    expect(posts(sandbox)).toEqual([]);
    expect(lines("roster.results.csv")[0]).toMatchObject({
      sync_result: "exists",
      license_numbers: "",
      profile_state: "",
    });
  });

  test("is requested for the lines of business that are not covered, once, night after night", async () => {
    const world = worldWith({ medallion: { enrollmentsOnFile: [enrollment] } });
    const { sandbox, write, lines, run } = await rehearse({ world });
    const workItems = { ...wantsEnrollment, lines_of_business: "Commercial; Medicare Advantage" };
    write("roster.csv", csv(table([{ ...who(ann), ...workItems }])));

    const codes = [
      (await run(["sync", "roster.csv", ...settled])).code,
      (await run(["sync", "roster.csv", ...settled])).code,
      (await run(["sync", "roster.csv", "--ledger", "another.db", ...settled])).code,
    ];

    expect(codes).toEqual([0, 0, 0]);
    expect(posts(sandbox)).toEqual([expect.objectContaining({ lines_of_business: [{ id: advantage?.id }] })]);
    expect(lines("roster.results.csv")[0]?.["sync_result"]).toBe("exists");
  });

  test("and does not count yet is requested, and that is said beside it", async () => {
    const later = { ...enrollment, effective: { daysAgo: -30 } };
    const { sandbox, write, lines, run } = await rehearse({
      world: worldWith({ medallion: { enrollmentsOnFile: [later] } }),
    });
    write("roster.csv", csv(table([{ ...who(ann), ...wantsEnrollment }])));

    const ended = await run(["sync", "roster.csv", ...settled]);

    expect(ended.code).toBe(0);
    expect(posts(sandbox)).toHaveLength(1);
    expect(lines("roster.results.csv")[0]).toMatchObject({
      sync_result: "created",
      sync_error_code: "not_in_force",
      sync_error: `Medallion has this enrollment on file, effective only from ${dayAfter(30)}.`,
      enrollment_effective_dates: dayAfter(30),
    });
  });
});

describe("rows that name no state", () => {
  test("tell all that is active, of people on both platforms and on one, each number once", async () => {
    const known = {
      id: id(3, 1),
      provider: empty.verifiable.providers[0]?.id ?? "",
      typeName: "Physician",
      state: "CA",
      number: "a-12345",
      status: "Active",
      issued: { daysAgo: 400 },
      expires: { daysAgo: -199 },
    };
    const dea = {
      ...known,
      id: id(3, 2),
      typeName: "DEA Registration",
      number: "FX1",
      expires: { daysAgo: -20 },
    };
    const onlyThere = {
      ...known,
      id: id(3, 3),
      provider: empty.verifiable.providers[3]?.id ?? "",
      number: "D4",
    };
    const lapsed = { ...license, id: id(1, 2), state: "NV", licenseNumber: "N1", expires: { daysAgo: 3 } };
    const { verifiable, medallion } = worldWith({
      medallion: { licenses: [license, lapsed] },
      verifiable: { licenses: [known, dea, onlyThere] },
    });
    const world: World = {
      ...empty,
      verifiable: {
        ...verifiable,
        providers: verifiable.providers.map((provider, index) =>
          index === 0 ? { ...provider, nextCredentialing: { daysAgo: -70 } } : provider,
        ),
      },
      medallion: {
        ...medallion,
        providers: medallion.providers
          .filter(({ npi }) => npi !== dot?.npi)
          .map((provider) =>
            provider.npi === cid?.npi ? { ...provider, profile: { percent: 72, todos: 3 } } : provider,
          ),
      },
    };
    const { sandbox, write, lines, run } = await rehearse({ world });
    write("roster.csv", csv(table([who(ann), who(cid), who(dot)])));

    const ended = await run(["sync", "roster.csv", ...settled]);

    expect(ended.code).toBe(0);
    expect(posts(sandbox)).toEqual([]);
    const [first, second, third] = lines("roster.results.csv");
    expect(first).toMatchObject({
      sync_result: "skipped",
      provider_id: ann?.id,
      verifiable_provider_id: empty.verifiable.providers[0]?.id,
      license_numbers: "CA dea=FX1; CA license=A12345",
      license_expirations: `CA dea=${dayAfter(20)}; CA license=${dayAfter(200)}`,
      license_next_expiration: dayAfter(20),
      recredentialing_due: dayAfter(70),
      profile_state: "complete",
    });
    expect(second).toMatchObject({
      license_numbers: "",
      recredentialing_due: "",
      profile_state: "72 %, 3 to-dos",
    });
    expect(third).toMatchObject({ license_numbers: "CA license=D4", profile_state: "" });
  });
});

describe("a list that is not granted", () => {
  test("leaves its columns blank with the reason in the summary, and nothing else suffers", async () => {
    const { sandbox, write, read, lines, run } = await rehearse({
      world: worldWith({ medallion: { licenses: [license], enrollmentsOnFile: [enrollment] } }),
      faults: [{ kind: "unauthorized", status: 403, match: { path: "^/api/v1/org/licenses|licenses$" } }],
    });
    write("roster.csv", csv(table([{ ...who(ann), ...wantsLicense, ...wantsEnrollment }])));

    const ended = await run(["sync", "roster.csv", "--summary", "summary.json", ...settled]);

    expect(ended.code).toBe(0);
    expect(posts(sandbox)).toHaveLength(1);
    const { warnings } = JSON.parse(read("summary.json")) as { warnings: readonly { code: string }[] };
    expect(warnings.map(({ code }) => code)).toEqual([
      "held_not_compared",
      "dates_not_read",
      "dates_not_read",
    ]);
    expect(ended.stderr).toMatch(/warning: Medallion's licenses on file could not be read\. .*403/);
    expect(lines("roster.results.csv")[0]).toMatchObject({
      sync_result: "created",
      license_numbers: "",
      enrollment_statuses: `in force since ${dayAfter(-100)}`,
      enrollment_effective_dates: dayAfter(-100),
    });
  });

  test("is no reason to request what may be held when it may be had an hour later", async () => {
    const { sandbox, write, lines, run } = await rehearse({
      world: worldWith({ medallion: { licenses: [license] } }),
      faults: [{ kind: "html", match: { path: "^/api/v1/org/licenses" } }],
    });
    write("roster.csv", csv(table([{ ...who(ann), ...wantsLicense }])));

    const ended = await run(["sync", "roster.csv", ...settled], { clock: hurried });

    expect(ended.code).toBe(1);
    expect(posts(sandbox)).toEqual([]);
    expect(lines("roster.results.csv")[0]).toMatchObject({
      sync_result: "skipped",
      sync_error_code: "platform_unavailable",
    });
  });
});

describe("people who cannot be looked up on a platform that nothing is requested of", () => {
  test("have no dates of it, which is said, and the run is done all the same", async () => {
    const { write, lines, run } = await rehearse({
      world: worldWith({ medallion: { licenses: [license] } }),
      faults: [{ kind: "unauthorized", status: 403, match: { platform: "verifiable", path: "^/providers" } }],
    });
    write("roster.csv", csv(table([{ ...who(ann), ...wantsLicense }])));

    const ended = await run(["sync", "roster.csv", ...settled]);

    expect(ended.code).toBe(0);
    expect(ended.stderr).toMatch(/warning: Verifiable's providers could not be read\. .*403/);
    expect(lines("roster.results.csv")[0]).toMatchObject({
      sync_result: "exists",
      license_numbers: "CA license=A12345",
      recredentialing_due: "",
    });
  });
});

describe("people who are on one platform only", () => {
  test("are looked for on the other once a week, not every night", async () => {
    const world = worldWith({
      medallion: { licenses: [license] },
      verifiable: { providers: empty.verifiable.providers.slice(3) },
    });
    const { sandbox, write, run } = await rehearse({ world });
    write("roster.csv", csv(table([{ ...who(ann), ...wantsLicense }, who(bob)])));

    await run(["sync", "roster.csv", ...withoutCaqh, ...settled]);
    const before = sandbox.requests.length;
    await run(["sync", "roster.csv", ...withoutCaqh, ...settled]);

    const second = sandbox.requests.slice(before);
    expect(second.filter(({ platform }) => platform === "verifiable")).toEqual([]);
    // licenses, enrollments, profiles: what moved
    expect(second.filter(({ path }) => !path.includes("service-requests"))).toHaveLength(3);
  });
});

describe("what is not on the platform any more", () => {
  test("is forgotten within a week, though lists of what moved do not show that it is gone", async () => {
    const { write, lines, run } = await rehearse({
      world: worldWith({ medallion: { licenses: [license] } }),
    });
    const without = await rehearse({ world: empty });
    write("roster.csv", csv(table([{ ...who(ann), ...wantsLicense }])));
    const later = { ...systemClock, now: () => systemClock.now() + 8 * dayMs };
    const args = ["sync", "roster.csv", ...withoutCaqh, ...settled];
    const said = (): string | undefined => lines("roster.results.csv")[0]?.["sync_result"];

    await run(args);
    const first = said();
    await run(args, { env: without.sandbox.env });
    const second = said();
    await run(args, { env: without.sandbox.env, clock: later });

    expect([first, second, said()]).toEqual(["exists", "exists", "created"]);
    expect(lines("roster.results.csv")[0]?.["license_numbers"]).toBe("");
  });
});

describe("a group", () => {
  const [group] = empty.medallion.groupProfiles;
  const ofGroup = { ...enrollment, subject: group?.id ?? "", subjectKind: "group_profile" as const };
  const workItems = { ...wantsEnrollment, group_name: group?.name ?? "" };

  test("is not enrolled where it is in force, and has its dates told", async () => {
    const { sandbox, write, lines, run } = await rehearse({
      world: worldWith({ medallion: { enrollmentsOnFile: [ofGroup] } }),
    });
    write("roster.csv", csv(table([workItems])));

    expect((await run(["sync", "roster.csv", ...withoutCaqh, ...settled])).code).toBe(0);

    expect(posts(sandbox)).toEqual([]);
    expect(lines("roster.results.csv")[0]).toMatchObject({
      sync_result: "exists",
      enrollment_statuses: `in force since ${dayAfter(-100)}`,
      enrollment_revalidation_dates: dayAfter(50),
    });
  });
});

describe("what is kept of people", () => {
  test("is numbers, states and days: no birth date and no part of an SSN", async () => {
    const planted = { ssnMasked: "***-**-4821", dateOfBirth: "1979-04-23" };
    const world = worldWith({
      medallion: {
        licenses: [license],
        providers: empty.medallion.providers.map((provider) => ({ ...provider, ...planted })),
      },
      verifiable: {
        providers: empty.verifiable.providers.map((provider) => ({ ...provider, dateOfBirth: "1979-04-23" })),
      },
    });
    const { folder, write, read, run } = await rehearse({ world });
    write("roster.csv", csv(table([{ ...who(ann), ...wantsLicense }, who(bob)])));

    const args = ["--log-level", "debug", "--summary", "summary.json", ...withoutCaqh, ...settled];
    const ended = await run(["sync", "roster.csv", ...args]);

    expect(ended.code).toBe(0);
    const ledger = readFileSync(join(folder, "roster-sync.db"), "latin1");
    const kept = [ledger, ended.stderr, read("summary.json"), read("roster.results.csv")].join("\n");
    expect(kept).toContain("A12345");
    for (const secret of ["1979-04-23", "4821", ann?.lastName ?? ""]) expect(kept).not.toContain(secret);
  });
});

describe("400 providers, night after night", () => {
  const many = generateWorld({ providers: 400, seed: 8 });
  const world: World = {
    ...many,
    medallion: {
      ...many.medallion,
      licenses: many.medallion.providers.map((provider, index) => ({
        ...license,
        id: id(1, index),
        provider: provider.id,
        licenseNumber: `A${index}`,
        modified: { daysAgo: 100 },
        expires: { daysAgo: index >= 8 && index < 16 ? -25 : -300 },
      })),
      enrollmentsOnFile: many.medallion.providers.slice(0, 150).map((provider, index) => ({
        ...enrollment,
        id: id(2, index),
        subject: provider.id,
        updated: { daysAgo: 100 },
      })),
    },
    verifiable: {
      ...many.verifiable,
      providers: many.verifiable.providers.map((provider) => ({
        ...provider,
        nextCredentialing: { daysAgo: -500 },
      })),
      licenses: many.verifiable.providers.map((provider, index) => ({
        id: id(3, index),
        provider: provider.id,
        typeName: "Physician",
        state: "NV",
        number: `N${index}`,
        status: "Active",
        issued: { daysAgo: 300 },
        expires: { daysAgo: index < 8 ? -25 : -400 - index },
      })),
    },
  };
  // the first eight name nothing, so that what Verifiable knows is told as well
  const roster = csv(
    table(
      many.medallion.providers.map(({ npi }, index) => ({
        npi: npi ?? "",
        ...(index < 8 ? {} : wantsLicense),
      })),
    ),
  );
  const isForDates = ({ path, query }: Sandbox["requests"][number]): boolean =>
    /^\/api\/v1\/org\/licenses\/|^\/p\/api\/v1\/payer-enrollments\/|^\/provider-licenses/.test(path) ||
    "last_updated_after" in query ||
    query["sortedBy"]?.[0] === "CredentialedDate";

  test("cost the pages at first, then next to nothing, and what moved is told", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    write("roster.csv", roster);
    const night = async (): Promise<{ calls: number; dates: number; rows: readonly Line[] }> => {
      const before = sandbox.requests.length;
      expect((await run(["sync", "roster.csv", "--only", "licenses,dates", ...settled])).code).toBe(0);
      const made = sandbox.requests.slice(before);
      return { calls: made.length, dates: made.filter(isForDates).length, rows: lines("roster.results.csv") };
    };

    const first = await night();
    const second = await night();
    sandbox.advanceDays(1);
    const third = await night();

    // licenses 4, enrollments 2, Verifiable's licenses 4; profiles and recredentialing come with the look-up
    expect(first.dates).toBe(10);
    expect(second.dates).toBeLessThanOrEqual(6);
    // Verifiable has no list of what moved, so that its list of licenses is read whole, once it is seen to have
    expect(third.dates).toBe(second.dates + 4);
    expect(posts(sandbox)).toEqual([]);
    expect(first.rows.slice(8).every((row) => row["sync_result"] === "exists")).toBe(true);
    expect(first.rows[20]).toMatchObject({ recredentialing_due: dayAfter(500) });
    expect(second.rows.map((row) => row["changes"]).filter((changes) => changes !== "")).toEqual([]);
    const told = (rows: readonly Line[], label: string): readonly Line[] =>
      rows.filter(
        (row) => row["changes"] === `expiration ${label} license: ${dayAfter(25)} → ${dayAfter(755)}`,
      );
    const [ca, nv] = [told(third.rows, "CA"), told(third.rows, "NV")];
    expect([ca.length, nv.length].every((count) => count > 2)).toBe(true);
    expect(third.rows.filter((row) => row["changes"] !== "")).toHaveLength(ca.length + nv.length);
    expect(ca[0]?.["license_expirations"]).toBe(`CA license=${dayAfter(755)}`);
    expect(nv[0]?.["license_next_expiration"]).toBe(dayAfter(300));
  });

  test("and a round trip keeps the columns and tells a date that moved", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    write("roster.csv", roster);
    await run(["sync", "roster.csv", "--only", "licenses,dates", "--limit", "16", ...settled]);
    sandbox.advanceDays(1);

    await run([
      "sync",
      "roster.results.csv",
      "--only",
      "licenses,dates",
      "--limit",
      "16",
      "--ledger",
      "new.db",
      ...settled,
    ]);

    const rows = lines("roster.results.csv").slice(8, 16);
    const told = rows.filter(
      (row) => row["changes"] === `expiration CA license: ${dayAfter(25)} → ${dayAfter(755)}`,
    );
    expect(told.length).toBeGreaterThan(2);
    expect(rows.every((row) => /^CA license=A\d+$/.test(row["license_numbers"] ?? ""))).toBe(true);
  });
});
