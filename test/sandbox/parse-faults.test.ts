import { describe, expect, test } from "vitest";
import { faultKinds, faultPresets, parseFaults } from "../../src/sandbox/index.ts";

describe("reading fault rules", () => {
  test.each(Object.entries(faultPresets))("takes the preset %s as it is written", (_name, rules) => {
    const written: unknown = JSON.parse(JSON.stringify(rules));
    expect(parseFaults(written)).toEqual({ ok: true, faults: rules });
  });

  test("takes every kind", () => {
    const rules = faultKinds.map((kind) =>
      kind === "slow" || kind === "lagging-list" ? { kind, ms: 1 } : { kind },
    );
    expect(parseFaults(rules)).toEqual({ ok: true, faults: rules });
  });

  test.each([
    [{ kind: "500" }, /^faults: expected a list of rules$/],
    [[{ kind: "explode" }], /^rule 1, kind: /],
    [[{ kind: "500" }, { rate: 1 }], /^rule 2, kind: /],
    [[{ kind: "500", rate: 8 }], /^rule 1, rate: .*<=1/],
    [[{ kind: "500", times: 1.5 }], /^rule 1, times: /],
    [[{ kind: "500", probability: 1 }], /^rule 1: .*"probability"/],
    [[{ kind: "500", match: { path: "(" } }], /^rule 1, match, path: not a regular expression$/],
    [[{ kind: "500", match: { platform: "epic" } }], /^rule 1, match, platform: /],
    [[{ kind: "slow" }], /^rule 1, ms: missing; slow needs it$/],
    [[{ kind: "429", commits: true }], /^rule 1, commits: only for hang, 500, html, busy-page, slow$/],
    [[{ kind: "500", retryAfterSeconds: 3 }], /^rule 1, retryAfterSeconds: only for 429, /],
  ])("reports what is wrong with %o", (value, complaint) => {
    const parsed = parseFaults(value);
    expect(parsed).toMatchObject({ ok: false, complaints: [expect.stringMatching(complaint)] });
  });

  test("complains about every rule at once", () => {
    const parsed = parseFaults([{ kind: "a" }, { kind: "500" }, "x", { kind: "500", after: -1 }]);
    expect(parsed).toMatchObject({
      ok: false,
      complaints: [
        expect.stringMatching(/^rule 1, /),
        expect.stringMatching(/^rule 3: /),
        expect.stringMatching(/^rule 4, after: /),
      ],
    });
  });
});
