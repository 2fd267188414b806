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
  type Asked,
  type Row,
} from "../builders/nights.ts";

type Body = Readonly<Record<string, unknown>>;

const statesOf = (body: Body): readonly string[] => (body["license_states"] ?? []) as readonly string[];

/** A platform that makes the states of a call one after the other, and says no to some of them. */
function licensing(
  culprits: readonly string[],
  { transacts = false, changes = {} }: { readonly transacts?: boolean; readonly changes?: Row } = {},
): Nights {
  const nights = new Nights(licenses);
  const { platform } = nights;
  platform.onPost = (body, _number, now) => {
    const culprit = statesOf(body).find((state) => culprits.includes(state));
    for (const state of statesOf(body)) {
      if (transacts && culprit !== undefined) break;
      if (culprits.includes(state)) break;
      const id = 1 + platform.rows.length;
      platform.rows.push(licenseRow(body, state, { id, now }, changes));
    }
    return culprit === undefined ? answer(200, body) : answer(400, { license_states: [`no ${culprit}`] });
  };
  return nights;
}

const made = ({ platform }: Nights): readonly string[] =>
  platform.rows.map((row) => String(row["state"])).toSorted();

async function outcomes(nights: Nights, asked: readonly Asked[]) {
  const { workItems, entries } = await nights.run(asked);
  return asked.map(({ key }) => {
    const [workItem, entry] = [workItems.get(key), entries.get(key)];
    return workItem?.problem?.code ?? `${entry?.origin} ${entry?.standing}`;
  });
}

const four = ["CA", "NY", "TX", "WA"].map((state) => license(state));

describe("a group of licenses that is refused", () => {
  test("after a part of it was made is looked for, and only the rest is sent", async () => {
    const nights = licensing(["TX"]);

    const told = await outcomes(nights, four);

    expect(told).toEqual(["created accepted", "created accepted", "refused", "created accepted"]);
    expect(made(nights)).toEqual(["CA", "NY", "WA"]);
    expect(nights.platform.posts.map(statesOf)).toEqual([["CA", "NY", "TX", "WA"], ["TX"], ["WA"]]);
  });

  test("as a whole is split until the culprit stands alone", async () => {
    const nights = licensing(["TX"], { transacts: true });

    expect(await outcomes(nights, four)).toEqual([
      "created accepted",
      "created accepted",
      "refused",
      "created accepted",
    ]);
    expect(made(nights)).toEqual(["CA", "NY", "WA"]);
  });

  test("as a whole is sent in quarters after each settling time, with few calls for one culprit of many", async () => {
    const sixteen = "AK AL AR AZ CA CO CT DE FL GA HI IA ID IL IN KS".split(" ");
    const nights = licensing(["FL"], { transacts: true });

    const { entries, tookMs } = await nights.run(sixteen.map((state) => license(state)));

    expect([...entries.values()].filter(({ standing }) => standing === "refused")).toHaveLength(1);
    expect(made(nights)).toEqual(sixteen.filter((state) => state !== "FL"));
    expect(nights.platform.posts.map((body) => statesOf(body).length)).toEqual([16, 4, 4, 4, 4, 1, 1, 1, 1]);
    expect(tookMs).toBeLessThan(2.2 * settleMs);
  });

  test("after a part of it was made in other words is not sent again", async () => {
    const nights = licensing(["TX"], { changes: { certificate_type: "Physician and Surgeon" } });

    const told = await outcomes(nights, four);

    expect(told).toEqual(["outcome_unknown", "outcome_unknown", "outcome_unknown", "outcome_unknown"]);
    expect(nights.platform.posts).toHaveLength(1);
    expect(made(nights)).toEqual(["CA", "NY"]);
  });

  test.each([
    ["out", { certificate_type: "Medical Doctor", duration_type: "Permanent" }],
    ["as codes in another case", { certificate_type: "md", state: undefined, registration: "State" }],
  ])("after a part of it was made, its words written %s, is recognized", async (_how, words) => {
    const nights = licensing(["TX"]);
    const { onPost } = nights.platform;
    nights.platform.onPost = (...args) => {
      const reply = onPost(...args);
      nights.platform.rows = nights.platform.rows.map((row) => ({ ...row, ...words, state: row["state"] }));
      return reply;
    };

    expect(await outcomes(nights, four)).toEqual([
      "created accepted",
      "created accepted",
      "refused",
      "created accepted",
    ]);
    expect(made(nights)).toEqual(["CA", "NY", "WA"]);
  });

  test("stays in doubt when it cannot be looked for, and is settled by the next run", async () => {
    const nights = licensing(["TX"]);
    let reads = 0;
    nights.platform.onRead = (path) => {
      if (!path.includes("service-requests")) return undefined;
      reads += 1;
      return reads === 1 ? undefined : answer(500);
    };

    const first = await nights.run(four);
    nights.platform.onRead = () => undefined;
    const second = await outcomes(nights, four);

    expect([...first.entries.values()].map(({ standing }) => standing)).toEqual(four.map(() => "in_doubt"));
    expect(second).toEqual(["created accepted", "created accepted", "refused", "created accepted"]);
    expect(made(nights)).toEqual(["CA", "NY", "WA"]);
  });

  test("with an unknown 4xx is in doubt as a whole: what was made is found, the rest counts as refused", async () => {
    const nights = licensing([]);
    const { onPost } = nights.platform;
    nights.platform.onPost = (body, number, now) => {
      onPost({ ...body, license_states: ["CA", "NY"] }, number, now);
      return answer(423, { detail: "locked" });
    };

    expect(await outcomes(nights, four)).toEqual([
      "created accepted",
      "created accepted",
      "refused",
      "refused",
    ]);
    expect(nights.platform.posts).toHaveLength(1);
  });

  test("is distinguished from a group of another provider, which goes through", async () => {
    const nights = licensing(["NV"]);

    const told = await outcomes(nights, [license("CA"), license("NV"), license("CA", 1), license("OR", 1)]);

    expect(told).toEqual(["created accepted", "refused", "created accepted", "created accepted"]);
    expect(made(nights)).toEqual(["CA", "CA", "OR"]);
  });
});

/** A platform whose list shows nothing that was made but after a while. */
function lagging(nights: Nights, lagMs: number): Nights {
  const { platform } = nights;
  const { onPost } = platform;
  platform.onPost = (body, number, now) => {
    const before = platform.rows.length;
    const reply = onPost(body, number, now);
    platform.rows = platform.rows.map((row, at) =>
      at < before ? row : { ...row, visibleFrom: now + lagMs },
    );
    return reply;
  };
  return nights;
}

describe("a group of licenses that is refused while the list lags behind", () => {
  const lags = [2_000, 30_000, 59_000];

  test.each(lags)(
    "by %i ms is looked for until what was made of it shows, and only the rest is sent",
    async (lag) => {
      const nights = lagging(licensing(["TX"]), lag);

      const told = await outcomes(nights, four);

      expect(told).toEqual(["created accepted", "created accepted", "refused", "created accepted"]);
      expect(made(nights)).toEqual(["CA", "NY", "WA"]);
    },
  );

  test.each(lags)("by %i ms is in doubt for the next run, too, when this one is killed", async (lag) => {
    const nights = lagging(licensing(["TX"]), lag);

    const killed = await nights.run(four, { dies: true });
    const told = await outcomes(nights, four);

    expect([...killed.entries.values()].map(({ standing }) => standing)).toEqual(four.map(() => "in_doubt"));
    expect(told).toEqual(["created accepted", "created accepted", "refused", "created accepted"]);
    expect(made(nights)).toEqual(["CA", "NY", "WA"]);
  });

  test("keeps no other group waiting", async () => {
    const nights = lagging(licensing(["NV"]), 30_000);
    const sentAt = new Map<unknown, number>();
    const { onPost } = nights.platform;
    const began = nights.clock.now();
    nights.platform.onPost = (body, number, now) => {
      if (!sentAt.has(body["provider"])) sentAt.set(body["provider"], now - began);
      return onPost(body, number, now);
    };
    const others = Array.from({ length: 20 }, (_, number) => license("OR", 1 + number));

    await nights.run([license("CA"), license("NV"), ...others]);

    expect(Math.max(...sentAt.values())).toBeLessThan(10_000);
    expect(sentAt.size).toBe(21);
  });
});

const pages = [
  ["a 503 page", { ...answer(503, "<html>Service Temporarily Unavailable</html>", "1") }],
  ["a 429 page", { ...answer(429, "<html>Too many requests</html>", "1") }],
  ["a gateway's own 429", answer(429, { message: "Too Many Requests" })],
] as const;

describe("a group of licenses that is made and then put off", () => {
  test.each(pages)("by %s is looked for over its settling time, and not sent again", async (_what, page) => {
    const nights = lagging(licensing([]), 50_000);
    const { onPost } = nights.platform;
    nights.platform.onPost = (...args) => {
      onPost(...args);
      return page;
    };

    const killed = await nights.run(four, { dies: true });
    const told = await outcomes(nights, four);

    expect(killed.entries.get(four[0]?.key ?? "")?.standing).toBe("in_doubt");
    expect(new Set(told)).toEqual(new Set(["created accepted"]));
    expect(made(nights)).toEqual(["CA", "NY", "TX", "WA"]);
    expect(nights.platform.posts).toHaveLength(1);
  });

  test.each(pages)("by %s, though nothing was made, is sent once more", async (_what, page) => {
    const nights = licensing([]);
    const { onPost } = nights.platform;
    nights.platform.onPost = (body, number, now) => (number === 1 ? page : onPost(body, number, now));

    expect(new Set(await outcomes(nights, four))).toEqual(new Set(["created accepted"]));
    expect(nights.platform.posts).toHaveLength(2);
  });
});

describe("a group of licenses that is taken and made in part", () => {
  test("is sent one by one the next night, as far as no list shows it", async () => {
    const nights = new Nights(licenses);
    const { platform } = nights;
    platform.onPost = (body, _number, now) => {
      const [state = ""] = statesOf(body);
      platform.rows.push(licenseRow(body, state, { id: 1 + platform.rows.length, now }));
      return answer(200, body);
    };

    expect(await outcomes(nights, four)).toEqual([
      "created accepted",
      "not_listed",
      "not_listed",
      "not_listed",
    ]);
    await nights.clock.advance(86_400_000);
    expect(new Set(await outcomes(nights, four))).toEqual(new Set(["created accepted"]));
    expect(made(nights)).toEqual(["CA", "NY", "TX", "WA"]);
  });
});

describe("an operation that is gone", () => {
  const everybody = Array.from({ length: 20 }, (_, number) =>
    ["CA", "NY", "TX", "WA", "OR"].map((state) => license(state, number)),
  ).flat();

  test.each([405, 410])("with %i ends its kind after one call", async (status) => {
    const nights = new Nights(licenses);
    nights.platform.onPost = () => answer(status, { detail: "This endpoint has been removed." });

    const told = await outcomes(nights, everybody);

    expect(nights.platform.posts).toHaveLength(1);
    expect(new Set(told)).toEqual(new Set(["operation_gone"]));
  });

  test("with 404 for a provider who is there ends its kind after one call", async () => {
    const nights = new Nights(licenses);
    nights.platform.onPost = () => answer(404, { detail: "Not found." });

    const told = await outcomes(nights, everybody);

    expect(nights.platform.posts).toHaveLength(1);
    expect(nights.platform.reads.filter((path) => path.includes("/org/providers/"))).toHaveLength(1);
    expect(new Set(told)).toEqual(new Set(["operation_gone"]));
  });

  test("is something else than a provider who is gone: the others are requested", async () => {
    const nights = licensing([]);
    const { onPost } = nights.platform;
    nights.platform.gone.add(provider(0));
    nights.platform.onPost = (body, ...rest) =>
      body["provider"] === provider(0) ? answer(404, { detail: "Not found." }) : onPost(body, ...rest);

    const told = await outcomes(nights, [license("CA"), license("NY"), license("CA", 1), license("CA", 2)]);

    expect(told).toEqual(["refused", "refused", "created accepted", "created accepted"]);
    expect(nights.platform.posts).toHaveLength(3);
  });

  test("is not concluded from a 404 that may be about a practice; three providers show it", async () => {
    const nights = new Nights(enrollments);
    nights.platform.onPost = () => answer(404, { detail: "Not found." });
    const asked = Array.from({ length: 12 }, (_, number) => {
      const workItem = enrollment("Aetna", number);
      return { ...workItem, attributes: { ...workItem.attributes, practices: [provider(90)] } };
    });

    const told = await outcomes(nights, asked);

    expect(told.filter((code) => code === "operation_gone").length).toBeGreaterThan(0);
    expect(nights.platform.posts.length).toBeLessThan(12);
  });

  test("is not concluded from a 404 once another one was taken", async () => {
    const nights = new Nights(enrollments);
    const { platform } = nights;
    platform.onPost = (body, number, now) => {
      if (body["provider"] === provider(1)) return answer(404, { detail: "Not found." });
      const row = enrollmentRow(body, number, now);
      platform.rows.push(row);
      return answer(201, row);
    };

    const told = await outcomes(nights, [
      enrollment("Aetna", 0),
      enrollment("Aetna", 1),
      enrollment("Aetna", 2),
    ]);

    expect(told).toEqual(["created accepted", "refused", "created accepted"]);
  });
});

describe("a single request that is refused", () => {
  test.each([400, 422])("with %i is not sent again, and was not made", async (status) => {
    const nights = new Nights(enrollments);
    nights.platform.onPost = () => answer(status, { payer_name: ["unknown"] });

    expect(await outcomes(nights, [enrollment()])).toEqual(["refused"]);
    expect(nights.platform.posts).toHaveLength(1);
  });

  test("since it is there already is adopted at once", async () => {
    const nights = new Nights(enrollments);
    const { platform } = nights;
    platform.onPost = (body, number, now) => {
      platform.rows.push(enrollmentRow(body, number, now));
      return answer(400, { non_field_errors: ["A request for this provider exists already."] });
    };

    expect(await outcomes(nights, [enrollment()])).toEqual(["adopted accepted"]);
    expect(platform.posts).toHaveLength(1);
  });

  test("is looked for, but not when five in a row were looked for in vain", async () => {
    const nights = new Nights(enrollments);
    const { platform } = nights;
    platform.onPost = () => answer(400, { payer_name: ["unknown"] });
    const asked = Array.from({ length: 30 }, (_, number) => enrollment("Aetna", number));

    expect(new Set(await outcomes(nights, asked))).toEqual(new Set(["refused"]));
    const looks = platform.queries.filter((query) => query.has("provider")).length;
    expect(platform.posts).toHaveLength(30);
    // eight are under way at a time
    expect(looks).toBeGreaterThanOrEqual(5);
    expect(looks).toBeLessThanOrEqual(13);
  });
});
