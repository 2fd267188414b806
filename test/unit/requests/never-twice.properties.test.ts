import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Standing } from "../../../src/ledger/entry.ts";
import type { Extent, Event } from "../../../src/requests/events.ts";
import { next, states, unknown, type Next, type State } from "../../../src/requests/state.ts";

const problem = { code: "some_code", message: "Something is the matter." };
const extents: readonly Extent[] = ["whole", "part", "moved", "moved-part"];
const standings: readonly (Standing | undefined)[] = [
  undefined,
  "intended",
  "accepted",
  "refused",
  "released",
  "in_doubt",
];

const refusals = ["none", "unproven", "of-several", "put-off"] as const;

const flag = fc.boolean();
const goal = fc.constantFrom("met" as const, "differs" as const, "unmet" as const);
const anyGoal = fc.constantFrom(
  "met" as const,
  "differs" as const,
  "unmet" as const,
  "out-of-reach" as const,
);
const named = <N extends Event["event"]>(event: N) => fc.constant(event);

/** Any event at all, whether or not it makes sense. */
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    event: named("known"),
    standing: fc.constantFrom(...standings),
    hasId: flag,
    hasStatus: flag,
    isDisputed: flag,
    isPending: flag,
  }),
  fc.record({ event: named("contradicted"), problem: fc.constant(problem) }),
  fc.record({ event: named("doubted-as-another") }),
  fc.record({ event: named("unlookable"), isRepeatable: flag }),
  fc.record({ event: named("listed"), goal, hasStatus: flag, wasShown: flag, isRemoved: flag }),
  fc.record({
    event: named("not-listed"),
    goal: fc.constantFrom("met" as const, "unmet" as const, "out-of-reach" as const),
    extent: fc.constantFrom(...extents),
    hasId: flag,
    wasShown: flag,
    hasIdsToRead: flag,
  }),
  fc.record({
    event: named("read-by-id"),
    found: fc.constantFrom("itself" as const, "another" as const, "elsewhere" as const, "absent" as const),
    goal: anyGoal,
    wasShown: flag,
    isDisputed: flag,
    isMade: flag,
  }),
  fc.record({ event: named("disproved") }),
  fc.record({
    event: named("unreadable"),
    problem: fc.constant(problem),
    reading: fc.constantFrom("list" as const, "subject" as const, "single" as const),
  }),
  fc.record({ event: named("alike") }),
  fc.record({
    event: named("sent"),
    outcome: fc.constant("accepted" as const),
    hasId: flag,
    hasStatus: flag,
  }),
  fc.record({ event: named("sent"), outcome: fc.constant("pending" as const) }),
  fc.record({ event: named("sent"), outcome: fc.constant("refused" as const), isOfSeveral: flag }),
  fc.record({ event: named("sent"), outcome: fc.constant("in_doubt" as const), isLater: flag }),
  fc.record({ event: named("there-already") }),
  fc.record({
    event: named("polled"),
    as: fc.constantFrom("pending" as const, "unread" as const, "refused" as const, "in_doubt" as const),
  }),
  fc.record({
    event: named("expired"),
    absence: fc.constantFrom("read" as const, "unread" as const),
    hasId: flag,
    isOfThisRun: flag,
    wasShown: flag,
    isTaken: flag,
    isAlike: flag,
    refusal: fc.constantFrom(...refusals),
    isAsked: flag,
    resends: fc.nat(9),
  }),
);

function possible(state: State | typeof unknown, event: Event): Next | undefined {
  try {
    return next(state, event);
  } catch {
    return undefined;
  }
}

/** Whether an event shows that something is not there, or that being there twice does no harm. */
function mayBeSentAfter(event: Event): boolean {
  return (
    (event.event === "not-listed" &&
      event.extent === "whole" &&
      event.goal === "unmet" &&
      !event.hasIdsToRead) ||
    (event.event === "listed" && event.goal !== "met") ||
    (event.event === "read-by-id" && (event.found !== "itself" || event.goal !== "met")) ||
    (event.event === "expired" &&
      event.absence === "read" &&
      event.isAsked &&
      // a refusal of several ends with their number, however often each of them was sent
      event.resends <
        { none: 1, unproven: 0, "of-several": Number.POSITIVE_INFINITY, "put-off": 5 }[event.refusal] &&
      !event.isAlike) ||
    (event.event === "unlookable" && event.isRepeatable)
  );
}

describe("whatever happens to an operation in whatever state", () => {
  test("it is to be sent only after something has shown that it is not there, or that twice does no harm", () => {
    fc.assert(
      fc.property(fc.constantFrom(unknown, ...states), anyEvent, (state, event) => {
        const after = possible(state, event);
        if (after?.state !== "send") return;
        expect(mayBeSentAfter(event), `${state} and ${JSON.stringify(event)}`).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  test("it is to be sent once more only with that on record, or as a new operation", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("refresh" as const, "poll" as const, "doubt" as const, "confirm" as const),
        anyEvent,
        (state, event) => {
          const after = possible(state, event);
          if (after?.state !== "send") return;
          expect(after.record ?? after.again ?? after.as).toBeDefined();
        },
      ),
      { numRuns: 20_000 },
    );
  });

  test("what was accepted, is worked on or in doubt is not given up without a word or a record", () => {
    fc.assert(
      fc.property(fc.constantFrom("poll" as const, "doubt" as const), anyEvent, (state, event) => {
        const after = possible(state, event);
        if (after?.state !== "done" || event.event === "listed" || event.event === "polled") return;
        expect(after.problem ?? after.say ?? after.record, JSON.stringify(event)).toBeDefined();
      }),
      { numRuns: 20_000 },
    );
  });
});

const answers = [
  "accepted",
  "bare",
  "refused",
  "refused-with-others",
  "lost",
  "put-off",
  "later",
  "pending",
  "unsent",
] as const;

/** What may happen next in a little world of one request, one ledger and one platform; the rest is chance. */
type Step =
  | { readonly what: "read"; readonly extent: Extent }
  | { readonly what: "time" }
  | { readonly what: "crash"; readonly isAsked: boolean }
  | {
      readonly what: "send";
      readonly carriedOut: boolean;
      readonly answer: (typeof answers)[number];
    }
  | { readonly what: "finish"; readonly how: "done" | "refused" | "forgotten" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant("read" as const), extent: fc.constantFrom(...extents) }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant("time" as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("crash" as const), isAsked: flag }) },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant("send" as const),
      carriedOut: flag,
      answer: fc.constantFrom(...answers),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("finish" as const),
      how: fc.constantFrom("done" as const, "refused" as const, "forgotten" as const),
    }),
  },
);

/** One request on one platform, and what a ledger says of it: the reference that the machine is held to. */
class World {
  state: State;
  standing: Standing | undefined;
  copies = 0;
  sends = 0;
  #hasId = false;
  #isPending = false;
  #ofThisRun = false;
  #wasShown = false;
  #isAsked = true;
  #resends = 0;
  #refusal: (typeof refusals)[number] = "none";
  #visible = false;
  /** The platform will carry it out when it is asked about. */
  #willFinish = false;

  constructor() {
    this.state = next(unknown, this.#known()).state;
  }

  take(chosen: Step): void {
    switch (chosen.what) {
      case "read":
        return this.#read(chosen.extent);
      case "time":
        return this.#timePasses();
      case "crash":
        return this.#crash(chosen.isAsked);
      case "send":
        return this.#send(chosen);
      case "finish":
        return this.#finish(chosen.how);
    }
  }

  #known(): Event {
    const { standing } = this;
    return {
      event: "known",
      standing,
      hasId: this.#hasId,
      hasStatus: this.#hasId,
      isDisputed: false,
      isPending: this.#isPending,
    };
  }

  #follow(event: Event): Next {
    const after = next(this.state, event);
    if (after.record !== undefined) {
      if (after.record === "disowned") throw new Error("nothing is disputed here");
      this.standing = after.record === "presumed-refused" ? "refused" : after.record;
    }
    if (after.resent === true) this.#resends += 1;
    this.state = after.state;
    return after;
  }

  #read(extent: Extent): void {
    if (this.state === "send" || this.state === "done") return;
    const isListed = this.copies > 0 && this.#visible;
    // a part, and what moved, may or may not show it; here they do not
    if (isListed && extent === "whole") {
      this.standing = "accepted";
      this.#hasId = true;
      this.#wasShown = true;
      this.#isPending = false;
      this.#follow({ event: "listed", goal: "met", hasStatus: true, wasShown: true });
      return;
    }
    const after = this.#follow({
      event: "not-listed",
      goal: "unmet",
      extent,
      hasId: this.#hasId,
      wasShown: this.#wasShown,
      hasIdsToRead: false,
    });
    if (after.read === "by-id") this.#readById();
  }

  #readById(): void {
    this.#follow({
      event: "read-by-id",
      found: this.copies > 0 ? "itself" : "absent",
      goal: this.copies > 0 ? "met" : "unmet",
      wasShown: this.#wasShown,
      isDisputed: false,
      isMade: true,
    });
  }

  /** The whole settling time: by then a list shows all there is, and it is read once more. */
  #timePasses(): void {
    this.#visible = true;
    if (!this.#isOpen()) return;
    this.#read("whole");
    if (!this.#isOpen()) return;
    const after = this.#follow({
      event: "expired",
      absence: "read",
      hasId: this.#hasId,
      isOfThisRun: this.#ofThisRun,
      wasShown: this.#wasShown,
      isTaken: false,
      isAlike: false,
      refusal: this.#refusal,
      isAsked: this.#isAsked,
      resends: this.#resends,
    });
    if (after.read === "by-id") this.#readById();
  }

  #isOpen(): boolean {
    return ["doubt", "confirm", "poll"].includes(this.state);
  }

  #crash(isAsked: boolean): void {
    this.#ofThisRun = false;
    this.#resends = 0;
    this.#isAsked = isAsked;
    this.state = next(unknown, this.#known()).state;
  }

  #send({ carriedOut, answer }: Extract<Step, { what: "send" }>): void {
    if (this.state !== "send") return;
    // this is the ledger's own rule, which the machine must never run into
    expect([undefined, "refused", "released"]).toContain(this.standing);
    this.#ofThisRun = true;
    this.#wasShown = false;
    this.#hasId = false;
    this.#isPending = false;
    this.standing = "intended";
    const makes = (): void => {
      this.copies += 1;
      this.#visible = false;
    };
    const may = (): void => (carriedOut ? makes() : undefined);
    this.sends += 1;
    this.#refusal = "none";
    switch (answer) {
      case "accepted":
      case "bare":
        makes();
        this.standing = "accepted";
        this.#hasId = answer === "accepted";
        this.#follow({ event: "sent", outcome: "accepted", hasId: this.#hasId, hasStatus: true });
        return;
      case "refused":
        this.standing = "refused";
        this.#follow({ event: "sent", outcome: "refused", isOfSeveral: false });
        return;
      case "refused-with-others":
        may();
        this.standing = "in_doubt";
        this.#refusal = "of-several";
        this.#follow({ event: "sent", outcome: "refused", isOfSeveral: true });
        return;
      case "unsent":
        this.standing = "released";
        this.#follow({ event: "sent", outcome: "not_sent", problem });
        return;
      case "pending":
        this.standing = "in_doubt";
        this.#isPending = true;
        this.#willFinish = carriedOut;
        this.#follow({ event: "sent", outcome: "pending" });
        return;
      case "put-off":
        may();
        this.standing = "in_doubt";
        this.#refusal = "put-off";
        this.#follow({ event: "sent", outcome: "in_doubt", isLater: false });
        return;
      case "later":
      case "lost":
        may();
        this.standing = "in_doubt";
        this.#follow({ event: "sent", outcome: "in_doubt", isLater: answer === "later" });
        return;
    }
  }

  #finish(how: "done" | "refused" | "forgotten"): void {
    if (this.state !== "poll") return;
    this.#isPending = false;
    if (how === "forgotten") {
      if (this.#willFinish) this.copies += 1;
      this.#follow({ event: "polled", as: "in_doubt" });
      return;
    }
    if (how === "refused" || !this.#willFinish) {
      this.standing = "refused";
      this.#follow({ event: "polled", as: "refused" });
      return;
    }
    this.copies += 1;
    this.standing = "accepted";
    this.#hasId = true;
    this.#follow({ event: "polled", as: "accepted", hasId: true, hasStatus: true });
  }
}

describe("a request in a world of lost answers, lists that lag, crashes and platforms that take their time", () => {
  test("is never made twice, and never sent against the ledger", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const world = new World();
        for (const each of steps) {
          world.take(each);
          expect(world.copies).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  test("is made in the end, once the platform works and somebody goes on asking for it", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const world = new World();
        for (const each of steps) world.take(each);
        for (let night = 0; night < 4; night += 1) {
          world.take({ what: "crash", isAsked: true });
          world.take({ what: "finish", how: "done" });
          world.take({ what: "read", extent: "whole" });
          world.take({ what: "time" });
          world.take({ what: "send", carriedOut: true, answer: "accepted" });
        }
        expect(world.copies).toBe(1);
        expect(world.standing).toBe("accepted");
      }),
      { numRuns: 2_000 },
    );
  });
});
