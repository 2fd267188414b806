import { afterEach, describe, expect, test } from "vitest";
import type { Attributes } from "../../../src/ledger/entry.ts";
import { lonePage, type Listing } from "../../../src/lists/listing.ts";
import type { Operation, Target } from "../../../src/platforms/operation.ts";
import type { Entry, Remote, Resource } from "../../../src/platforms/resource.ts";
import type { WorkItem } from "../../../src/staging/work-item.ts";
import { OperationWatch, adoptIfThere } from "../../../src/submit/look.ts";
import { answer } from "../builders/clients.ts";
import {
  identityOf,
  numbered,
  showing,
  ThingBench,
  things,
  type Thing,
  type WantedThing,
} from "../builders/things.ts";

afterEach(() => ThingBench.closeAll());

const a: WantedThing = { name: "a" };
const thing: Thing = { id: "r1", subject: "s1", name: "a", status: "open" };

function sentOf(
  wanted: WantedThing,
  attributes: Attributes = {},
  verb: WorkItem["verb"] = "create",
): WorkItem {
  const { key, kind, subject, attributes: own } = identityOf(wanted);
  return {
    key,
    kind,
    subject,
    attributes: { ...own, ...attributes },
    verb,
    batch: key,
    row: 5,
    toldIds: [],
    state: "send",
    problem: undefined,
  };
}

/** Who a subject is, asked for alone; its id is its name. */
const subjectAlone = (subject: string): Listing<Entry> => ({
  call: () => ({ method: "GET", path: `/things/${subject}`, route: "/subjects/{id}", purpose: "look-up" }),
  read: (body) => {
    const { id } = body as Thing;
    return { ...lonePage([{ id, matchKeys: [], attributes: {} }], 1), ids: [id] };
  },
  emptyOn404: true,
});
const subjects: Resource = { ...things, subjectAlone };

/** A platform on which these subjects are. */
async function platformOf(...ids: readonly string[]): Promise<ThingBench> {
  const bench = await ThingBench.open();
  bench.things = ids.map((id) => ({ ...thing, id }));
  return bench;
}

describe("an operation is gone", () => {
  test.each([405, 410])("with %i, whatever it is about", async (status) => {
    const bench = await platformOf();
    const watch = new OperationWatch();
    watch.accepted();
    expect(await watch.isGone(subjects, sentOf(a, { practices: ["p"] }), status, bench.client)).toBe(true);
    expect(bench.reads).toEqual([]);
  });

  test.each([400, 403, 409, 422])("not with %i", async (status) => {
    const bench = await platformOf("s1");
    expect(await new OperationWatch().isGone(subjects, sentOf(a), status, bench.client)).toBe(false);
    expect(bench.reads).toEqual([]);
  });

  test("with 404 where its subject is there and nothing else is named; the row is told", async () => {
    const bench = await platformOf("s1");
    expect(await new OperationWatch().isGone(subjects, sentOf(a), 404, bench.client)).toBe(true);
    expect(bench.reads).toEqual(["one s1"]);
    expect(bench.left[0]?.call.rows?.()).toEqual([5]);
  });

  test("not with 404 where its subject is gone, is somebody else, cannot be asked for or cannot be read", async () => {
    const nobody = await platformOf();
    expect(await new OperationWatch().isGone(subjects, sentOf(a), 404, nobody.client)).toBe(false);
    const another = await platformOf();
    another.onRead = () => answer(200, { ...thing, id: "s9" });
    expect(await new OperationWatch().isGone(subjects, sentOf(a), 404, another.client)).toBe(false);
    const mute = await platformOf("s1");
    expect(await new OperationWatch().isGone(things, sentOf(a), 404, mute.client)).toBe(false);
    const broken = await platformOf("s1");
    broken.onRead = () => answer(500);
    expect(await new OperationWatch().isGone(subjects, sentOf(a), 404, broken.client)).toBe(false);
  });

  test("not with 404 once another one was taken", async () => {
    const bench = await platformOf("s1");
    const watch = new OperationWatch();
    watch.accepted();
    expect(await watch.isGone(subjects, sentOf(a), 404, bench.client)).toBe(false);
    expect(bench.reads).toEqual([]);
  });

  test.each(["specialties", "lines_of_business", "practices", "par_group", "payer_entity"])(
    "not with one 404 for a request that names %s: these may be what is gone; three subjects show it",
    async (name) => {
      const bench = await platformOf("s1", "s2", "s3");
      const watch = new OperationWatch();
      const gone = async (subject: string): Promise<boolean> =>
        watch.isGone(
          subjects,
          sentOf({ subject, name: "a" }, { [name]: name.endsWith("s") ? ["x"] : "x" }),
          404,
          bench.client,
        );
      expect([await gone("s1"), await gone("s2"), await gone("s2"), await gone("s3")]).toEqual([
        false,
        false,
        false,
        true,
      ]);
    },
  );

  test("with 404 for a request whose references are none", async () => {
    const bench = await platformOf("s1");
    const blank = { specialties: [], lines_of_business: [], practices: undefined };
    expect(await new OperationWatch().isGone(subjects, sentOf(a, blank), 404, bench.client)).toBe(true);
  });

  test("for a change only with 405: its address names what is to be changed", async () => {
    const bench = await platformOf("s1");
    const outcomes = [404, 405, 410].map((status) =>
      new OperationWatch().isGone(subjects, sentOf(a, {}, "update"), status, bench.client),
    );
    expect(await Promise.all(outcomes)).toEqual([false, true, false]);
  });
});

test("what was refused is looked for until five in a row were looked for in vain", () => {
  const watch = new OperationWatch();
  for (let times = 0; times < 4; times += 1) watch.sought(false);
  expect(watch.maySeek).toBe(true);
  watch.sought(true);
  for (let times = 0; times < 4; times += 1) watch.sought(false);
  expect(watch.maySeek).toBe(true);
  watch.sought(false);
  expect(watch.maySeek).toBe(false);
});

describe("a request that was refused and is there after all", () => {
  test("is adopted with what is shown of it, by one look at its subject for its row", async () => {
    const bench = await ThingBench.open();
    bench.things = [{ ...thing, id: "r0", name: "b" }, thing];
    expect(await adoptIfThere(things, sentOf(a), bench)).toBe(true);
    expect(await bench.entry(a)).toMatchObject({ standing: "accepted", remoteId: "r1", status: "open" });
    expect(bench.reads).toEqual(["of s1"]);
    expect(bench.left[0]?.call.purpose).toBe("settle");
    expect(bench.left[0]?.call.rows?.()).toEqual([5]);
  });

  test.each<[string, readonly Thing[]]>([
    ["nothing is there", []],
    ["something else is there", [{ ...thing, name: "b" }]],
    ["it has ended", [{ ...thing, open: false, createdAt: 0 }]],
    ["it is about somebody else", [{ ...thing, subject: "s2" }]],
  ])("is not where %s", async (_how, shown) => {
    const bench = await ThingBench.open();
    bench.onRead = () => answer(200, { total: shown.length, things: shown });
    expect(await adoptIfThere(things, sentOf(a), bench)).toBe(false);
    expect(await bench.entry(a)).toBeUndefined();
  });

  test("is not where it cannot be looked for, or the look fails", async () => {
    const bench = await ThingBench.open();
    bench.things = [thing];
    expect(await adoptIfThere(showing({ without: ["ofSubject"] }), sentOf(a), bench)).toBe(false);
    bench.onRead = () => answer(500);
    expect(await adoptIfThere(things, sentOf(a), bench)).toBe(false);
    expect(await bench.entry(a)).toBeUndefined();
  });

  test("is not where the ledger has it for another request", async () => {
    const bench = await ThingBench.open();
    await bench.seen({ name: "a", number: "7" });
    bench.things = [thing];
    expect(await adoptIfThere(numbered, sentOf(a), bench)).toBe(false);
  });

  test("is not where it is what another request was made as, which was sent and fits it better", async () => {
    const bench = await ThingBench.open();
    await bench.sent({ name: "a", number: "7" }, { outcome: "accepted", remote: {} });
    bench.things = [{ ...thing, number: "7" }];
    expect(await adoptIfThere(things, sentOf(a), bench)).toBe(false);
    expect(await bench.entry(a)).toBeUndefined();
  });

  test("is not what cannot be read as a request", async () => {
    const bench = await ThingBench.open();
    bench.things = [thing];
    const blurred = (subject: string): Listing<Remote> => {
      const list = things.read.ofSubject?.(subject, {});
      if (list === undefined) throw new Error("a subject can be asked about");
      return {
        ...list,
        read: (body, cursor) => {
          const page = list.read(body, cursor);
          return page && { ...page, items: page.items.map((one) => ({ ...one, unreadable: true as const })) };
        },
      };
    };
    expect(await adoptIfThere(showing({ ofSubject: blurred }), sentOf(a), bench)).toBe(false);
  });

  test("is what it was sent as, whatever the platform calls its number: it was sent from here", async () => {
    const bench = await ThingBench.open();
    await bench.sent({ name: "a", number: "7" }, { outcome: "refused", problem: "no" });
    bench.things = [{ ...thing, name: "A and more", number: "7" }];
    expect(await adoptIfThere(numbered, sentOf({ name: "a", number: "7" }), bench)).toBe(true);
  });
});

describe("a change that was refused", () => {
  const changing: Operation<Target<Attributes>> = {
    call: () => ({ method: "PATCH", path: "/things", route: "/things", purpose: "submit" }),
    accepted: () => ({ doubt: "nothing" }),
    returnsFinalState: false,
  };
  const changeable: Resource = {
    ...things,
    matchRank: (wanted, { attributes }) => Number(wanted["name"] === attributes["name"]),
    update: {
      ...changing,
      sets: ({ number }) => ({ number }),
      isAsWished: (wanted, { attributes }) => wanted["number"] === attributes["number"],
    },
    remove: changing,
  };
  const seven = { number: "7" };

  test("is there already where it is as it was to be, and not where it is otherwise", async () => {
    for (const [number, isThere] of [
      ["7", true],
      ["1", false],
    ] as const) {
      const bench = await ThingBench.open();
      bench.things = [{ ...thing, number }];
      expect(await adoptIfThere(changeable, sentOf(a, seven, "update"), bench)).toBe(isThere);
      expect((await bench.entry(a))?.remoteId).toBe(isThere ? "r1" : undefined);
    }
  });

  test("is there already where what was to be removed is not there, as far as a whole list tells", async () => {
    const gone = async (reply: ReturnType<typeof answer>): Promise<boolean> => {
      const bench = await ThingBench.open();
      bench.onRead = () => reply;
      return adoptIfThere(changeable, sentOf(a, {}, "remove"), bench);
    };
    const other: Thing = { ...thing, id: "r2", name: "b" };
    expect(await gone(answer(200, { total: 1, things: [other] }))).toBe(true);
    expect(await gone(answer(200, { total: 2, things: [other] }))).toBe(false);
    expect(await gone(answer(500))).toBe(false);
    expect(await gone(answer(200, { total: 1, things: [thing] }))).toBe(false);
  });

  test("is adopted where what was to be made is there otherwise: that can be changed", async () => {
    const bench = await ThingBench.open();
    bench.things = [{ ...thing, number: "1" }];
    expect(await adoptIfThere(changeable, sentOf(a, seven), bench)).toBe(true);
    expect((await bench.entry(a))?.remoteId).toBe("r1");
  });

  test("is not there where nothing is there to be changed", async () => {
    const bench = await ThingBench.open();
    expect(await adoptIfThere(changeable, sentOf(a, seven, "update"), bench)).toBe(false);
  });
});
