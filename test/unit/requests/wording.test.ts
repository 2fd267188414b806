import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../src/ledger/entry.ts";
import { acceptedFor, answersTo, isAboutAll, saysOf, sentEvent } from "../../../src/requests/answer.ts";
import { knownOf, wasNeverShown } from "../../../src/requests/known.ts";
import { movedSentence } from "../../../src/requests/status-change.ts";
import { problemFor, resolveLineFor, type Saying, type Subject } from "../../../src/requests/wording.ts";

const line = resolveLineFor(undefined);
const about: Subject = {
  key: "k|1",
  platform: "Medallion",
  line,
  id: "r1",
  sends: 1,
  reason: "No such name.",
  wantedFor: "p1",
  listedFor: "p2",
};
const command = (truth: string): string => `run: roster-sync ledger resolve 'k|1' --as ${truth}`;

describe("the command that settles a request", () => {
  test("can be typed as it is, whatever the key", () => {
    expect(line("it's|me", "absent")).toBe(String.raw`roster-sync ledger resolve 'it'\''s|me' --as absent`);
  });

  test("names the ledger where the command would not find it by itself", () => {
    expect(resolveLineFor("/a b/ledger.db")("k", "created --id ID")).toBe(
      "roster-sync ledger resolve 'k' --as created --id ID --ledger '/a b/ledger.db'",
    );
  });
});

describe("the words for how a request ended", () => {
  test.each<[Saying, string, readonly string[]]>([
    [
      "alike",
      "outcome_unknown",
      [
        "Medallion shows something like it: the request r1.",
        "It is not sent again.",
        command("created --id r1"),
        command("absent"),
      ],
    ],
    [
      "lost",
      "outcome_unknown",
      [
        "The request was sent, and no",
        "(the last time: No such name)",
        command("created --id ID"),
        command("absent"),
      ],
    ],
    [
      "unlisted",
      "not_listed",
      ["accepted the request but does not list it", "requests it again", command("created --id ID")],
    ],
    ["vouched", "not_listed", ["someone settled it that way", command("created --id ID"), command("absent")]],
    ["conflict", "refused", ["did not accept the request (No such name.)", "lists nothing like it"]],
    ["refused", "refused", ["Medallion refused the request (No such name.)."]],
    [
      "elsewhere",
      "request_gone",
      ["The request r1 is now for p2", "not for p1", "roster-sync ledger resolve"],
    ],
    ["gone", "request_gone", ["The request r1 is no longer on the platform", "--as absent"]],
    [
      "still-shown",
      "removal_not_shown",
      ["Medallion still shows it", "Run again later", "resolve 'k|1' --as absent"],
    ],
    [
      "unchanged",
      "change_not_shown",
      ["Medallion accepted the change but does not show it", "resolve 'k|1' --as absent"],
    ],
    ["doubted-as-another", "outcome_unknown", ["under the name that the roster used then", "Run again"]],
    [
      "cannot-be-looked-for",
      "cannot_be_looked_for",
      ["Medallion has no way to show", "it is not requested", "by hand"],
    ],
    [
      "nothing-to-change",
      "nothing_to_change",
      ["Medallion does not show what is to be changed", "Request it first"],
    ],
  ])("%s has a code, what happened and what to do", (say, code, parts) => {
    const problem = problemFor(say, about);
    expect(problem.code).toBe(code);
    for (const part of parts) expect(problem.message).toContain(part);
  });

  test("say what cannot be read of something that is like it", () => {
    const { message } = problemFor("alike", { ...about, id: undefined });
    expect(message).toContain("a request whose id cannot be read");
    expect(message).toContain(command("created --id ID"));
  });

  test.each([
    [1, "The request was sent, and"],
    [2, "The request was sent twice, and"],
    [3, "The request was sent 3 times, and"],
    [undefined, "The request was sent twice, and"],
  ])("say how often it was sent: %s", (sends, words) => {
    expect(problemFor("lost", { ...about, sends }).message).toContain(words);
  });

  test("leave out a reason that there is none of", () => {
    expect(problemFor("lost", { ...about, reason: undefined }).message).toContain("in time. Run again");
  });

  test("say of a 404 what it may be about", () => {
    expect(problemFor("refused", { ...about, status: 404 }).message).toContain("may no longer exist");
    expect(problemFor("refused", { ...about, status: 400 }).message).not.toContain("may no longer exist");
  });

  test("are not made without what they need", () => {
    expect(() => problemFor("alike", { key: "k", line })).toThrow("alike need more");
    expect(() => problemFor("vouched", { key: "k", platform: "Medallion" })).toThrow("vouched need more");
  });
});

test("a status that moved is told with both words", () => {
  const moved = { platform: "medallion", request: "license CA", from: "new", to: "done", seenAt: undefined };
  expect(movedSentence(moved)).toBe("license CA: new → done");
});

describe("what the ledger remembers of a request", () => {
  const entry = (changes: Partial<LedgerEntry>): LedgerEntry => ({
    key: "k",
    kind: "k",
    platform: "p",
    organization: "",
    subject: "s",
    attributes: {},
    standing: "accepted",
    origin: "created",
    sends: 1,
    run: "r",
    ...changes,
  });
  const blank = { event: "known", hasId: false, hasStatus: false, isDisputed: false, isPending: false };

  test("is nothing where it does not know it", () => {
    expect(knownOf(undefined)).toEqual({ ...blank, standing: undefined });
    expect(wasNeverShown(undefined)).toBe(false);
  });

  test("is where it stands, its id and its status", () => {
    expect(knownOf(entry({}))).toEqual({ ...blank, standing: "accepted" });
    expect(knownOf(entry({ remoteId: "r1" }))).toMatchObject({ hasId: true, hasStatus: false });
    expect(knownOf(entry({ status: "new" }))).toMatchObject({ hasId: false, hasStatus: true });
  });

  test("is a number to ask under where the platform can be asked", () => {
    const worked = entry({ standing: "in_doubt", operationId: "b1" });
    expect(knownOf(worked, { canBePolled: true }).isPending).toBe(true);
    expect(knownOf(worked).isPending).toBe(false);
    expect(knownOf(entry({}), { canBePolled: true }).isPending).toBe(false);
  });

  test("is disputed where somebody says so, and of a removal all there is to know", () => {
    expect(knownOf(entry({}), { isDisputed: true }).isDisputed).toBe(true);
    expect(knownOf(entry({}), { isRemoval: true })).toMatchObject({ hasId: true, hasStatus: true });
  });

  test("was never shown where only the answer to its submission named it", () => {
    expect(wasNeverShown(entry({}))).toBe(true);
    expect(wasNeverShown(entry({ shownAt: 1 }))).toBe(false);
    expect(wasNeverShown(entry({ standing: "in_doubt" }))).toBe(false);
  });
});

describe("an answer about something that was there before", () => {
  const accepted = { outcome: "accepted", remote: { status: "new" } } as const;

  test("is about its id, also where it does not repeat it, and other operations may have that id", () => {
    const how = { target: "r1", isShared: true };
    expect(acceptedFor(accepted, how)).toEqual({
      outcome: "accepted",
      remote: { status: "new", remoteId: "r1" },
      isShared: true,
    });
    const named = { ...accepted, remote: { remoteId: "r2" } };
    expect(acceptedFor(named, how)).toMatchObject({ remote: { remoteId: "r2" } });
  });

  test("is left as it is where it is about something new, or was not accepted", () => {
    expect(acceptedFor(accepted, { target: "r1", isShared: false })).toBe(accepted);
    const refused = { outcome: "refused", reason: "no" } as const;
    expect(acceptedFor(refused, { target: "r1", isShared: true })).toBe(refused);
  });

  test("says all there is to know of a removal, and else what it shows", () => {
    expect(saysOf({}, "remove")).toEqual({ hasId: true, hasStatus: true });
    expect(saysOf({ remoteId: "r1" }, "update")).toEqual({ hasId: true, hasStatus: false });
    expect(saysOf({ status: "new" }, "create")).toEqual({ hasId: false, hasStatus: true });
    const problemOf = () => ({ code: "x", message: "x" });
    expect(sentEvent(accepted, problemOf, "remove")).toMatchObject({ hasId: true, hasStatus: true });
    expect(sentEvent(accepted, problemOf)).toMatchObject({ hasId: false, hasStatus: true });
  });

  test("is about all of its kind only where its address is not that of one thing", () => {
    expect([404, 405, 410, 400].map((status) => isAboutAll(status))).toEqual([true, true, true, false]);
    expect([404, 405, 410, 400].map((status) => isAboutAll(status, "update"))).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
});

test("an answer about another number of requests than were sent proves nothing, and says so", () => {
  const reply = { kind: "ok", status: 201, body: {} } as unknown as Parameters<typeof answersTo>[0];
  const answers = answersTo(reply, 2, () => ({ items: [{ remote: {} }] }));
  expect(answers).toEqual([
    { outcome: "in_doubt", reason: "201 with an answer about another number of requests" },
    { outcome: "in_doubt", reason: "201 with an answer about another number of requests" },
  ]);
});

test("one alone that is refused was not refused together with others", () => {
  const reply = { kind: "refused", status: 400, reason: "no" } as unknown as Parameters<typeof answersTo>[0];
  const none = () => ({ doubt: "x" });
  expect(answersTo(reply, 1, none)).toEqual([{ outcome: "refused", status: 400, reason: "no" }]);
  expect(answersTo(reply, 2, none)[0]).toMatchObject({ isOfSeveral: true });
});
