import { describe, expect, test } from "vitest";
import { answer } from "../builders/clients.ts";
import {
  enrollment,
  enrollmentRow,
  enrollments,
  license,
  licenseRow,
  licenses,
  Nights,
  provider,
  settleMs,
  type Row,
} from "../builders/nights.ts";
import { uuid } from "../builders/rows.ts";

const aetna = enrollment();
const day = 86_400_000;
const lost = new Error("the connection broke");

/** A platform that makes every request and loses the first answers. */
function losing(answersLost: number, changes: Row = {}, lagMs = 0): Nights {
  const nights = new Nights(enrollments);
  const { platform } = nights;
  platform.onPost = (body, number, now) => {
    const row = enrollmentRow(body, number, now, { visibleFrom: now + lagMs, ...changes });
    platform.rows.push(row);
    return number <= answersLost ? lost : answer(201, row);
  };
  return nights;
}

/** A platform that loses the first requests themselves. */
function dropping(requestsLost: number): Nights {
  const nights = new Nights(enrollments);
  const { platform } = nights;
  platform.onPost = (body, number, now) => {
    if (number <= requestsLost) return lost;
    const row = enrollmentRow(body, number, now);
    platform.rows.push(row);
    return answer(201, row);
  };
  return nights;
}

/** What became of one request: how often it was sent, where it stands, what its row says. */
async function ended(nights: Nights, how: Parameters<Nights["run"]>[1] = {}) {
  const { workItems, entries, tookMs } = await nights.run([aetna], how);
  const [workItem, entry] = [workItems.get(aetna.key), entries.get(aetna.key)];
  return {
    posts: nights.platform.posts.length,
    standing: entry?.standing,
    id: entry?.remoteId,
    state: workItem?.state,
    code: workItem?.problem?.code,
    says: workItem?.problem?.message ?? "",
    seconds: Math.round(tookMs / 1000),
  };
}

describe("a request whose answer was lost", () => {
  test.each([0, 2_000, 30_000, 59_000])(
    "is found in a list that lags %i ms, and not sent again",
    async (lag) => {
      expect(await ended(losing(1, {}, lag))).toMatchObject({
        posts: 1,
        standing: "accepted",
        id: uuid(1),
        state: "done",
        code: undefined,
      });
    },
  );

  test("is sent once more when it is not there after the settling time", async () => {
    expect(await ended(dropping(1))).toMatchObject({
      posts: 2,
      standing: "accepted",
      state: "done",
      id: uuid(2),
    });
  });

  test("is not sent a third time in a run, and the second time has twice the time", async () => {
    const nights = dropping(9);

    const first = await ended(nights);
    const second = await ended(nights);

    expect(first).toMatchObject({ posts: 2, standing: "in_doubt", state: "done", code: "outcome_unknown" });
    expect(first.seconds).toBeGreaterThanOrEqual((3 * settleMs) / 1000);
    expect(first.says).toContain(`roster-sync ledger resolve '${aetna.key}' --as created --id ID`);
    // the next night settles that first, and tries once more
    expect(second).toMatchObject({ posts: 3, standing: "in_doubt", code: "outcome_unknown" });
  });

  test("that shows up while the second one is looked for is adopted, and no third is sent", async () => {
    const nights = dropping(9);
    const { platform } = nights;
    platform.onPost = (body, number, now) => {
      if (number === 1)
        platform.rows.push(enrollmentRow(body, 1, now, { visibleFrom: now + 1.9 * settleMs }));
      return lost;
    };

    expect(await ended(nights)).toMatchObject({ posts: 2, standing: "accepted", id: uuid(1) });
  });

  const five = [0, 1, 2, 3, 4];

  test("is found by its subject when the full list is cut off without saying so", async () => {
    const nights = losing(9);
    const { platform } = nights;
    platform.onReadOf = (path, query) =>
      path.includes("payer-enrollments") && !query.has("provider")
        ? answer(200, { count: 1, next: null, previous: null, results: platform.rows.slice(0, 1) })
        : undefined;

    const { entries } = await nights.run(five.map((number) => enrollment("Aetna", number)));

    expect(platform.posts).toHaveLength(5);
    expect([...entries.values()].map(({ remoteId }) => remoteId)).toEqual(
      expect.arrayContaining([1, 2, 3, 4, 5].map((number) => uuid(number))),
    );
  });

  test("is asked about once for each provider, however many are presumed absent", async () => {
    const nights = dropping(10);

    await nights.run(
      five.flatMap((number) => [enrollment("Aetna", number), enrollment("Cigna", number)]),
      { stopAt: 1.5 * settleMs },
    );

    const { platform } = nights;
    expect(platform.posts).toHaveLength(20);
    expect(platform.queries.filter((query) => query.has("provider"))).toHaveLength(5);
  });

  test("but answered by 202 is looked for twice as long, and not sent again in that run", async () => {
    const nights = new Nights(enrollments);
    const { platform } = nights;
    platform.onPost = (body, number, now) => {
      if (number > 1) platform.rows.push(enrollmentRow(body, number, now));
      return number > 1 ? answer(201, platform.rows.at(-1)) : answer(202);
    };

    const first = await ended(nights);
    await nights.clock.advance(day);

    expect(first).toMatchObject({ posts: 1, standing: "in_doubt", code: "outcome_unknown" });
    expect(first.seconds).toBeGreaterThanOrEqual((2 * settleMs) / 1000);
    expect(first.says).toContain("was sent, and no answer or list showed it in time");
    expect(await ended(nights)).toMatchObject({ posts: 2, standing: "accepted", id: uuid(2) });
  });

  test("but answered by 202 is found when it shows after the settling time", async () => {
    const nights = new Nights(enrollments);
    const { platform } = nights;
    platform.onPost = (body, number, now) => {
      platform.rows.push(enrollmentRow(body, number, now, { visibleFrom: now + 1.9 * settleMs }));
      return answer(202, { status: "queued" });
    };

    expect(await ended(nights)).toMatchObject({ posts: 1, standing: "accepted", id: uuid(1) });
  });

  test("stays in doubt when the list cannot be read, whatever time has passed", async () => {
    const nights = losing(1);
    const first = await ended(nights, { dies: true });
    nights.platform.onRead = (path) => (path.includes("payer-enrollments") ? answer(500) : undefined);
    await nights.clock.advance(day);

    expect(first.standing).toBe("in_doubt");
    expect(await ended(nights)).toMatchObject({
      posts: 1,
      standing: "in_doubt",
      code: "platform_unavailable",
    });
  });

  test("stays in doubt when the list cannot be read any more", async () => {
    const nights = losing(1, {}, 2 * settleMs);
    let reads = 0;
    nights.platform.onRead = (path) => {
      if (path.includes("payer-enrollments")) reads += 1;
      return reads > 3 ? answer(500) : undefined;
    };

    expect(await ended(nights)).toMatchObject({
      posts: 1,
      standing: "in_doubt",
      code: "platform_unavailable",
    });
  });

  test("stays in doubt, as do all others, when the whole list cannot be read any more", async () => {
    const nights = losing(9, {}, 2 * settleMs);
    let reads = 0;
    nights.platform.onRead = (path) => {
      if (path.includes("payer-enrollments")) reads += 1;
      return reads > 3 ? answer(500) : undefined;
    };

    const { entries } = await nights.run([0, 1, 2, 3, 4].map((number) => enrollment("Aetna", number)));

    expect(nights.platform.posts).toHaveLength(5);
    expect(new Set([...entries.values()].map(({ standing }) => standing))).toEqual(new Set(["in_doubt"]));
  });

  test("stays in doubt when the run is ended", async () => {
    expect(await ended(dropping(1), { stopAt: 20_000 })).toMatchObject({
      posts: 1,
      standing: "in_doubt",
      state: "doubt",
    });
  });
});

describe("a request that the platform lists in other words", () => {
  const unlike: readonly (readonly [string, Row])[] = [
    ["with the payer's whole name", { payer_name: "Aetna Life Insurance Co" }],
    ["with a line of business that nobody asked for", { lines_of_business: [{ id: uuid(9) }] }],
    ["without a state", { state: null }],
    ["with a state that nobody knows", { state: "Lone Star" }],
    ["without a provider", { provider: null }],
    ["under another kind", { resourcetype: "PayerEnrollmentRequest" }],
    ["as a group's", { provider: null, group_profile: provider(), resourcetype: null }],
    ["without the time of its making", { created: null, payer_name: "AET" }],
    ["made a few minutes before by its own clock", { created: "2026-03-01T11:52:00Z", payer_name: "AET" }],
  ];
  test.each(unlike)("%s is not sent again, and named", async (_what, changes) => {
    const nights = losing(1, changes);

    const first = await ended(nights);
    const again = await ended(nights);

    expect(first).toMatchObject({ posts: 1, standing: "in_doubt", state: "done", code: "outcome_unknown" });
    expect(first.says).toContain(`--as created --id ${uuid(1)}`);
    expect(again).toMatchObject({ posts: 1, code: "outcome_unknown" });
    // a second night has nothing to wait for
    expect(again.seconds).toBeLessThan(settleMs / 1000);
  });

  test("and without an id is not sent again either: the list is not whole", async () => {
    expect(await ended(losing(1, { id: null }))).toMatchObject({
      posts: 1,
      standing: "in_doubt",
      code: "list_incomplete",
    });
  });

  const folded: readonly (readonly [string, Row])[] = [
    ["the state written out", { state: "Texas" }],
    ["the state in small letters", { state: "tx" }],
    ["the state as an object", { state: { code: "TX", name: "Texas" } }],
    ["the payer as a company", { payer_name: "AETNA, Inc." }],
    ["the provider as an object", { provider: { id: provider().toUpperCase() } }],
  ];
  test.each(folded)("with %s is recognized", async (_what, changes) => {
    expect(await ended(losing(1, changes))).toMatchObject({ posts: 1, standing: "accepted", id: uuid(1) });
  });

  test("and by a clock that is half an hour behind is not sent again", async () => {
    const nights = losing(1, { payer_name: "AET", created: "2026-03-01T11:30:00Z" });
    nights.platform.aheadMs = -30 * 60_000;

    expect(await ended(nights)).toMatchObject({ posts: 1, code: "outcome_unknown" });
  });

  const professions: readonly (readonly [string, Row])[] = [
    ["Doctor of Medicine (MD)", { certificate_type: "Doctor of Medicine (MD)" }],
    ["MD - Doctor of Medicine", { certificate_type: "MD - Doctor of Medicine" }],
    ["md", { certificate_type: "md" }],
  ];
  test.each(professions)("for the profession %s is recognized", async (_what, changes) => {
    expect(await licensed(changes, lost)).toEqual(["accepted", "accepted"]);
  });

  const words: readonly (readonly [string, Row])[] = [
    ["a profession that nobody knows", { certificate_type: "Physician and Surgeon" }],
    ["a duration that nobody knows", { duration_type: "Full license" }],
  ];
  test.each(words)(
    "with %s is recognized when the platform said that it accepted it",
    async (_what, changes) => {
      expect(await licensed(changes)).toEqual(["accepted", "accepted"]);
    },
  );

  test.each(words)("with %s stays unknown when it did not say so", async (_what, changes) => {
    expect(await licensed(changes, lost)).toEqual(["outcome_unknown", "outcome_unknown"]);
  });

  test("with another profession stays unknown, whatever the platform said", async () => {
    expect(await licensed({ certificate_type: "DO" })).toEqual(["outcome_unknown", "outcome_unknown"]);
  });

  /** Two states in one call, listed with these changes: what became of each. */
  async function licensed(changes: Row, said?: Error): Promise<readonly (string | undefined)[]> {
    const nights = new Nights(licenses);
    const { platform } = nights;
    platform.onPost = (body, _number, now) => {
      for (const state of ["CA", "TX"]) {
        platform.rows.push(licenseRow(body, state, { id: 1 + platform.rows.length, now }, changes));
      }
      return said ?? answer(200, body);
    };
    const asked = [license("CA"), license("TX")];
    const { workItems, entries } = await nights.run(asked);
    expect(platform.posts).toHaveLength(1);
    return asked.map(({ key }) => {
      const entry = entries.get(key);
      return workItems.get(key)?.problem?.code ?? (entry?.remoteId === undefined ? "no id" : entry.standing);
    });
  }

  test("and dated as the request asked for is not sent again", async () => {
    const nights = new Nights(licenses);
    const { platform } = nights;
    const asked = license("CA");
    const dated = { ...asked, attributes: { ...asked.attributes, created: "2025-07-01" } };
    platform.onPost = (body, number, now) => {
      const changes = { certificate_type: "Surgeon", created: "2025-07-01T00:00:00Z" };
      platform.rows.push(licenseRow(body, "CA", { id: number, now }, changes));
      return lost;
    };

    const { workItems } = await nights.run([dated]);

    expect([platform.posts.length, workItems.get(dated.key)?.problem?.code]).toEqual([1, "outcome_unknown"]);
  });

  test("is what a person says it is, once they have set it", async () => {
    const nights = losing(1, { payer_name: "Aetna Life Insurance Co" });
    await ended(nights);
    await nights.resolve(aetna.key, { as: "created", remoteId: uuid(1) });

    expect(await ended(nights)).toMatchObject({
      posts: 1,
      standing: "accepted",
      state: "done",
      code: undefined,
    });
  });
});

describe("what is no reason not to send again:", () => {
  const others: readonly (readonly [string, Row])[] = [
    ["an older request", { created: "2026-03-01T11:45:00Z" }],
    ["one that has ended", { status: "enrollment_denied", status_category: "request_denied" }],
    ["a revalidation", { resourcetype: "ProviderRevalidationServiceRequest" }],
    ["a facility's request", { provider: null, facility: uuid(3), resourcetype: null }],
    ["another provider's request", { provider: provider(5) }],
  ];
  test.each(others)("%s", async (_what, changes) => {
    const nights = dropping(1);
    const usual = { provider: provider(), payer_name: "Cigna", state: "TX", resourcetype: null };
    nights.platform.rows.push(enrollmentRow(usual, 50, nights.clock.now(), changes));

    expect(await ended(nights)).toMatchObject({ posts: 2, standing: "accepted", id: uuid(2) });
  });

  test("a request that the ledger has under another key", async () => {
    const nights = new Nights(enrollments);
    const { platform } = nights;
    platform.onPost = (body, number, now) => {
      if (body["payer_name"] === "Aetna" && number < 3) return lost;
      const row = enrollmentRow(body, number, now);
      platform.rows.push(row);
      return answer(201, row);
    };

    const { entries } = await nights.run([enrollment("Aetna"), enrollment("Cigna")]);

    expect([...entries.values()].map(({ standing }) => standing)).toEqual(["accepted", "accepted"]);
    expect(platform.posts).toHaveLength(3);
  });
});

describe("an answer that refuses without proving that nothing was made", () => {
  test.each([402, 409, 412, 423, 451, 499])("such as %i is settled by looking, and found", async (status) => {
    const nights = losing(0);
    const { onPost } = nights.platform;
    nights.platform.onPost = (...args) => (onPost(...args), answer(status, { detail: "no" }));

    expect(await ended(nights)).toMatchObject({ posts: 1, standing: "accepted", id: uuid(1) });
  });

  test.each([402, 409, 423, 499])("such as %i is a refusal once nothing is there", async (status) => {
    const nights = new Nights(enrollments);
    nights.platform.onPost = () => answer(status, { detail: "no such luck" });

    const { posts, standing, code, says } = await ended(nights);

    expect([posts, standing, code]).toEqual([1, "refused", "refused"]);
    expect(says).toContain("no such luck");
  });
});

describe("a request that was accepted", () => {
  /** Accepts all, and makes only what it is told to. */
  const promising = (make: (number: number) => Row | undefined, said: (row: Row) => object): Nights => {
    const nights = new Nights(enrollments);
    const { platform } = nights;
    platform.onPost = (body, number, now) => {
      const made = make(number);
      const row = enrollmentRow(body, number, now, made ?? {});
      if (made !== undefined) platform.rows.push(row);
      return answer(201, said(row));
    };
    return nights;
  };
  const echo = ({ provider: who, payer_name, state }: Row): object => ({ provider: who, payer_name, state });

  test("by the person and the request is confirmed by the list", async () => {
    expect(await ended(promising(() => ({}), echo))).toMatchObject({
      posts: 1,
      standing: "accepted",
      id: uuid(1),
    });
  });

  test("and is not listed is unknown, looked for the next night, and then sent once more", async () => {
    const nights = promising((number) => (number === 1 ? undefined : {}), echo);

    const first = await ended(nights);
    await nights.clock.advance(day);
    const second = await ended(nights);

    expect(first).toMatchObject({ posts: 1, standing: "accepted", code: "not_listed", id: undefined });
    expect(first.seconds).toBeGreaterThanOrEqual(settleMs / 1000);
    expect(second).toMatchObject({ posts: 2, standing: "accepted", id: uuid(2), code: undefined });
    expect(second.seconds).toBeGreaterThanOrEqual(settleMs / 1000);
  });

  test("and is listed by the next night is that one", async () => {
    const nights = promising(() => ({ visibleFrom: nights_start + 3 * settleMs }), echo);

    const first = await ended(nights);
    await nights.clock.advance(day);

    expect(first).toMatchObject({ posts: 1, code: "not_listed" });
    expect(await ended(nights)).toMatchObject({
      posts: 1,
      standing: "accepted",
      id: uuid(1),
      code: undefined,
    });
  });

  test("and is listed in other words is not sent again in any night", async () => {
    const nights = promising(
      () => ({ payer_name: "Aetna Life Insurance Co" }),
      ({ provider: who, state }) => ({
        provider: who,
        state,
        payer_name: "Aetna",
      }),
    );

    const codes = [await ended(nights), await ended(nights), await ended(nights)].map(({ code }) => code);

    expect(codes).toEqual(["outcome_unknown", "outcome_unknown", "outcome_unknown"]);
    expect(nights.platform.posts).toHaveLength(1);
  });

  test("with an id of its own counts as made that night, and is looked for in the next", async () => {
    const nights = promising(
      () => undefined,
      (row) => row,
    );

    const first = await ended(nights);
    const second = await ended(nights);

    expect(first).toMatchObject({
      posts: 1,
      standing: "accepted",
      state: "done",
      code: undefined,
      id: uuid(1),
    });
    expect(second).toMatchObject({ posts: 1, code: "request_gone" });
    // it is asked for by its id, and no list is waited for
    expect(second.seconds).toBeLessThan(5);
  });

  test("under a wrong id is found by what fits it the next night", async () => {
    const nights = promising(
      () => ({}),
      (row) => ({ ...row, id: uuid(77) }),
    );
    await ended(nights);

    expect(await ended(nights)).toMatchObject({ posts: 1, code: undefined, id: uuid(1) });
  });

  test("under an id that another request has is in doubt, and found by the list", async () => {
    const nights = promising(
      () => ({}),
      (row) => ({ ...row, id: uuid(1) }),
    );

    const { entries } = await nights.run([enrollment("Aetna"), enrollment("Cigna")]);

    expect(new Set([...entries.values()].map(({ remoteId }) => remoteId))).toEqual(
      new Set([uuid(1), uuid(2)]),
    );
    expect(nights.platform.posts).toHaveLength(2);
  });

  test.each([
    ["nothing", {}],
    ["that it failed", { success: false, error: "over quota" }],
    ["another provider", { id: uuid(60), provider: provider(8), state: "TX", payer_name: "Aetna" }],
  ])("by an answer that says %s is not trusted", async (_what, said) => {
    const nights = promising(
      (number) => (number === 1 ? undefined : {}),
      () => said,
    );

    // not there after the settling time: sent once more, and found though the answer proves nothing
    expect(await ended(nights)).toMatchObject({ posts: 2, standing: "accepted", id: uuid(2) });
  });
});

/** The manual clock's first moment. */
const nights_start = Date.parse("2026-03-01T12:00:00Z");

describe("a request of a run that died", () => {
  const shownAfter = (nights: Nights, ms: number): void => {
    const body = { provider: provider(), payer_name: "Aetna", state: "TX" };
    const now = nights.clock.now();
    nights.platform.rows.push(enrollmentRow(body, 1, now, { visibleFrom: now + ms }));
  };

  test.each([
    ["behind", -2 * 3_600_000, 0],
    ["ahead", 0, 2 * 3_600_000],
    ["a day ahead", 0, day],
  ])("is looked for over a whole settling time when a clock is %s", async (_what, then, now) => {
    const nights = new Nights(enrollments);
    nights.offMs = then;
    await nights.leaveIntended(aetna, -then);
    shownAfter(nights, 20_000);
    nights.offMs = now;

    expect(await ended(nights)).toMatchObject({ posts: 0, standing: "accepted", id: uuid(1) });
  });

  test("does not wait for a day because the clock was set back by one", async () => {
    const nights = new Nights(enrollments);
    nights.platform.onPost = (body, number, now) => answer(201, enrollmentRow(body, number, now));
    nights.offMs = day;
    await nights.leaveIntended(aetna, -day);
    nights.offMs = 0;

    const { posts, standing, seconds } = await ended(nights);

    expect([posts, standing]).toEqual([1, "accepted"]);
    expect(seconds).toBeLessThan((2 * settleMs) / 1000);
  });

  test("is settled at the first look when the platform's clock agrees with both and the time is over", async () => {
    const nights = dropping(0);
    await nights.leaveIntended(aetna, -400);
    await nights.clock.advance(day);

    const { posts, standing, seconds } = await ended(nights);

    expect([posts, standing]).toEqual([1, "accepted"]);
    expect(seconds).toBeLessThan(5);
  });

  test("is given the time of a write when it died a moment ago, though all clocks agree", async () => {
    const nights = dropping(0);
    await nights.leaveIntended(aetna, 0);
    shownAfter(nights, settleMs + 40_000);

    expect(await ended(nights)).toMatchObject({ posts: 0, standing: "accepted", id: uuid(1) });
  });

  test.each([
    ["never said", undefined],
    ["disagreed then", 3_600_000],
  ])("waits when the platform's clock %s", async (_what, ahead) => {
    const nights = dropping(0);
    await nights.leaveIntended(aetna, ahead);
    await nights.clock.advance(day);

    expect((await ended(nights)).seconds).toBeGreaterThanOrEqual(settleMs / 1000);
  });

  test("waits when the platform's clock disagrees now", async () => {
    const nights = dropping(0);
    await nights.leaveIntended(aetna, 0);
    await nights.clock.advance(day);
    nights.platform.aheadMs = 3_600_000;

    expect((await ended(nights)).seconds).toBeGreaterThanOrEqual(settleMs / 1000);
  });
});

describe("a request that is sent once more in a later run", () => {
  test("is not, when something like the first one has shown up since", async () => {
    const nights = dropping(9);
    await ended(nights);
    await nights.clock.advance(day);
    const { platform } = nights;
    // a status run releases it, since no list shows it; a day later the first one is there, in other words
    platform.onPost = () => answer(400, { detail: "closed for the night" });
    const refused = await ended(nights);
    await nights.clock.advance(day);
    const body = { provider: provider(), payer_name: "Aetna Life Insurance Co", state: "TX" };
    platform.rows.push(enrollmentRow(body, 1, nights_start + 1_000));

    const last = await ended(nights);

    expect(refused).toMatchObject({ standing: "refused", code: "refused" });
    expect(last).toMatchObject({ posts: refused.posts, code: "outcome_unknown" });
  });
});

describe("what a person asks for again", () => {
  test.each(["again", "absent"] as const)(
    "as %s is requested once, and the old id is not handed back",
    async (as) => {
      const nights = losing(0);
      await ended(nights);
      const [row] = nights.platform.rows;
      nights.platform.rows = [{ ...row, status: "panel_closed", status_category: "request_denied" }];
      const closed = await ended(nights);
      await nights.resolve(aetna.key, { as });

      const again = await ended(nights);
      const after = await ended(nights);

      expect(closed).toMatchObject({ posts: 1, id: uuid(1) });
      expect(again).toMatchObject({ posts: 2, standing: "accepted", id: uuid(2), code: undefined });
      expect(after).toMatchObject({ posts: 2, id: uuid(2) });
    },
  );

  test("is not sent on the word that it exists, though no list shows it", async () => {
    const nights = dropping(9);
    await ended(nights);
    await nights.resolve(aetna.key, { as: "created", remoteId: undefined });

    const told = [await ended(nights), await ended(nights)];

    expect(told.map(({ posts, code }) => [posts, code])).toEqual([
      [2, "not_listed"],
      [2, "not_listed"],
    ]);
    expect(told[1]?.says).toContain("someone settled it");
  });

  test("is adopted, where it is open there after all", async () => {
    const nights = losing(0);
    await ended(nights);
    await nights.resolve(aetna.key, { as: "absent" });

    expect(await ended(nights)).toMatchObject({ posts: 1, standing: "accepted", id: uuid(1) });
  });

  test("is not treated as the old one when its answer is lost", async () => {
    const nights = losing(0);
    await ended(nights);
    const [row] = nights.platform.rows;
    nights.platform.rows = [{ ...row, status: "panel_closed", status_category: "request_denied" }];
    await ended(nights);
    await nights.resolve(aetna.key, { as: "again" });
    nights.platform.onPost = () => lost;

    expect(await ended(nights)).toMatchObject({
      posts: 3,
      standing: "in_doubt",
      code: "outcome_unknown",
      id: undefined,
    });
  });
});
