import { describe, expect, test } from "vitest";
import type { Attributes } from "../../../src/ledger/entry.ts";
import { outcomeAfter, reportOf, wasNotReached, type RunContext } from "../../../src/results/outcome.ts";
import type { WorkItem } from "../../../src/staging/work-item.ts";
import { entry, workItem } from "../builders/answered.ts";

const run: RunContext = { mode: "sync", runId: "now" };

const down = { code: "platform_unavailable", message: "Medallion did not answer." };

describe("a problem", () => {
  test.each([
    ["operation_gone", "skipped"],
    ["list_incomplete", "skipped"],
    ["platform_unavailable", "skipped"],
    ["refused", "failed"],
    ["", "failed"],
  ] as const)("%s leaves what it ended %s", (code, outcome) => {
    expect(outcomeAfter({ code, message: "Why." })).toBe(outcome);
    expect(wasNotReached(code)).toBe(outcome === "skipped");
  });
});

describe("a request that exists", () => {
  test.each<[string, string, Attributes, Record<string, string>, string]>([
    [
      "license that your own team works, of a row that wants Medallion to",
      "medallion.license",
      { is_medallion_owned: true },
      { is_medallion_owned: "no" },
      "It is already requested, but your own team works it, and the row says that Medallion does (is_medallion_owned yes). That cannot be changed afterwards: settle it with Medallion, or correct the row.",
    ],
    [
      "enrollment that Medallion works, of a row that wants its own team to",
      "medallion.enrollment",
      { is_medallion_owned: false },
      { is_medallion_owned: "yes" },
      "It is already requested, but Medallion works it, and the row says that your own team does (is_medallion_owned no). That cannot be changed afterwards: settle it with Medallion, or correct the row.",
    ],
    [
      "credentialing that your own team works, of a row that wants Verifiable to",
      "verifiable.credentialing",
      { is_self_managed: false },
      { is_self_managed: "yes" },
      "It is already requested, but your own team works it, and the row says that Verifiable does (is_self_managed no). That cannot be changed afterwards: settle it with Verifiable, or correct the row.",
    ],
    [
      "credentialing that Verifiable works, of a row that wants its own team to",
      "verifiable.credentialing",
      { is_self_managed: true },
      { is_self_managed: "no" },
      "It is already requested, but Verifiable works it, and the row says that your own team does (is_self_managed yes). That cannot be changed afterwards: settle it with Verifiable, or correct the row.",
    ],
  ])("as a %s, says so, and is no failure", (_what, kind, attributes, details, message) => {
    const platform = kind.split(".")[0] ?? "";

    expect(
      reportOf(undefined, workItem({ kind, attributes }), entry({ kind, platform, details }), run),
    ).toEqual({
      outcome: "exists",
      problem: { code: "other_worker", message },
    });
  });

  test.each<[string, string, Attributes, Record<string, string> | undefined]>([
    [
      "is worked as the row says",
      "medallion.license",
      { is_medallion_owned: true },
      { is_medallion_owned: "yes" },
    ],
    ["is worked by nobody knows whom", "medallion.license", { is_medallion_owned: true }, undefined],
    [
      "is worked by nobody knows whom, with other details",
      "medallion.license",
      { is_medallion_owned: true },
      {},
    ],
    [
      "is worked by your own team as the row says",
      "medallion.license",
      { is_medallion_owned: false },
      { is_medallion_owned: "no" },
    ],
    [
      "is worked by Medallion, of a row that does not say who is to",
      "medallion.license",
      {},
      { is_medallion_owned: "yes" },
    ],
    [
      "is of a row that does not say who is to work it",
      "medallion.license",
      {},
      { is_medallion_owned: "no" },
    ],
    [
      "is of a kind that nobody chooses a worker for",
      "medallion.credentialing",
      {},
      { is_medallion_owned: "no" },
    ],
    ["is of a kind that nobody knows", "old.kind", {}, { is_medallion_owned: "no" }],
  ])("and %s has nothing to say", (_what, kind, attributes, details) => {
    expect(reportOf(undefined, workItem({ kind, attributes }), entry({ kind, details }), run)).toEqual({
      outcome: "exists",
      problem: undefined,
    });
  });

  test("says both that somebody else works it and that there are several like it", () => {
    const { problem } = reportOf(
      undefined,
      workItem({ attributes: { is_medallion_owned: true } }),
      entry({ details: { is_medallion_owned: "no", alike: "id, id-2" } }),
      run,
    );

    expect(problem).toEqual({
      code: "other_worker",
      message: expect.stringMatching(
        /^It is already requested, .* or correct the row\. Medallion has more than one open request for this: id, id-2\. Have the extra ones closed there\.$/,
      ) as string,
    });
  });

  test("says rather what went wrong in this run", () => {
    const known = entry({ details: { alike: "id, id-2" } });

    expect(reportOf(undefined, workItem({ problem: down }), known, run)).toEqual({
      outcome: "exists",
      problem: down,
    });
  });
});

describe("a request whose id is not known", () => {
  const nameless = { remoteId: undefined, status: undefined };

  test("was made all the same in the run that made it, which says why", () => {
    const made = entry({ ...nameless, run: "now" });

    expect(reportOf(undefined, workItem({ state: "confirm", problem: down }), made, run)).toEqual({
      outcome: "created",
      problem: {
        code: "id_unconfirmed",
        message:
          "The request was made, but its id could not be read (Medallion did not answer). The next run fills it in.",
      },
    });
  });

  test("keeps what else went wrong in the run that made it", () => {
    const problem = { code: "refused", message: "Medallion refused it." };

    expect(reportOf(undefined, workItem({ problem }), entry({ ...nameless, run: "now" }), run)).toEqual({
      outcome: "created",
      problem,
    });
  });

  test.each([
    [undefined, ""],
    [down, " (Medallion did not answer)"],
  ])("is unknown in a later run that does not find it: %j", (problem, why) => {
    expect(reportOf(undefined, workItem({ state: "confirm", problem }), entry(nameless), run)).toEqual({
      outcome: "unknown",
      problem: {
        code: "not_listed",
        message: `The platform accepted the request in an earlier run, but has not listed it yet${why}. roster-sync sync looks for it again.`,
      },
    });
  });

  test("exists in a later run that has nothing left to look for", () => {
    expect(reportOf(undefined, workItem(), entry(nameless), run)).toEqual({
      outcome: "exists",
      problem: undefined,
    });
  });

  test("is unknown, too, when somebody else made it", () => {
    const adopted = entry({ ...nameless, origin: "adopted", run: "now" });

    expect(reportOf(undefined, workItem({ state: "confirm" }), adopted, run).outcome).toBe("unknown");
  });
});

describe("a request of which nobody can tell what became", () => {
  test.each(["outcome_unknown", "not_listed"])(
    "is unknown by its own word %s, though it was accepted",
    (code) => {
      const problem = { code, message: "Nobody knows." };

      expect(reportOf(undefined, workItem({ problem }), entry(), run)).toEqual({
        outcome: "unknown",
        problem,
      });
    },
  );

  test("says that the platform works on it, and that it is not sent again", () => {
    expect(reportOf(undefined, workItem({ state: "poll" }), entry({ standing: "in_doubt" }), run)).toEqual({
      outcome: "unknown",
      problem: {
        code: "still_processing",
        message:
          "The platform accepted the request and is still processing it. The next run asks what came of it; it is not sent again.",
      },
    });
  });

  test.each<[string, WorkItem["problem"], string | undefined, string]>([
    ["why, as this run met it", down, "no answer.", " (Medallion did not answer)"],
    ["why, as the ledger remembers it", undefined, "no answer.", " (no answer)"],
    ["nothing where nobody knows why", undefined, undefined, ""],
  ])("says %s", (_what, problem, remembered, why) => {
    const known = entry({ standing: "in_doubt", problem: remembered });

    expect(reportOf(undefined, workItem({ state: "doubt", problem }), known, run).problem).toEqual({
      code: "outcome_unknown",
      message: `The request was sent, but the platform has not confirmed it yet${why}. Run the same command again: it is settled first, and never sent twice.`,
    });
  });
});

describe("a request that is not made", () => {
  test("exists where the provider holds what it is for, whatever the run is", () => {
    for (const mode of ["sync", "plan", "status"] as const)
      expect(reportOf(undefined, workItem({ held: "held A1" }), undefined, { ...run, mode })).toEqual({
        outcome: "exists",
        problem: undefined,
      });
  });

  test("says that the run was held, or why it ended", () => {
    const stop = { code: "interrupted", message: "The run was interrupted." };

    expect(reportOf(undefined, workItem({ state: "send" }), undefined, run)).toEqual({
      outcome: "skipped",
      problem: { code: "held", message: "Not requested: the run was held before this." },
    });
    expect(reportOf(undefined, workItem({ state: "send" }), undefined, { ...run, stop }).problem).toBe(stop);
  });

  test("says what requests it where the run only reads statuses", () => {
    expect(reportOf(undefined, workItem({ state: "send" }), undefined, { ...run, mode: "status" })).toEqual({
      outcome: "skipped",
      problem: { code: "not_requested", message: "Not requested yet; run roster-sync sync to request it." },
    });
  });
});
