import { describe, expect, test } from "vitest";
import type { Facts } from "../../../../src/ledger/entry.ts";
import { credentialingRequests as book } from "../../../../src/platforms/verifiable/credentialing-requests.ts";
import { remote } from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

describe("a wanted request for a facility", () => {
  const facts = (specialties: readonly string[], more: Facts = {}): Facts => ({
    subject: "facility",
    specialties,
    ...more,
  });
  const [one, two, three] = [uuid(1), uuid(2), uuid(3)];

  test.each<[string, Facts, Facts, boolean, boolean]>([
    ["with more of the same specialties absorbs it", facts([one, two]), facts([one]), true, false],
    ["with fewer does not absorb it", facts([one]), facts([one, two]), false, false],
    ["with the same ones does not absorb it", facts([one]), facts([one]), false, false],
    ["with other ones has nothing to do with it", facts([one]), facts([two]), false, false],
    ["that shares some overlaps it", facts([one, two]), facts([two, three]), false, true],
    [
      "of another type has nothing to do with it",
      facts([one, two]),
      facts([one], { type: "OffCycle" }),
      false,
      false,
    ],
    [
      "of the usual type, said or left out, absorbs it",
      facts([one, two], { type: "Initial" }),
      facts([one]),
      true,
      false,
    ],
    [
      "does not meet one for a provider",
      facts([one, two]),
      { subject: "provider", specialties: [] },
      false,
      false,
    ],
  ])("%s", (_what, wanted, other, absorbs, overlaps) => {
    expect([book.absorbs?.(wanted, other), book.overlaps?.(wanted, other)]).toEqual([absorbs, overlaps]);
    expect(book.overlaps?.(other, wanted)).toBe(overlaps);
  });
});

describe("a listed credentialing request", () => {
  const rank = (wanted: Facts, listed: Facts): number => book.matchRank(wanted, remote({ facts: listed }));
  const [one, two] = [uuid(1), uuid(2)];

  test.each<[string, Facts, Facts, boolean]>([
    [
      "of the same type fits",
      { subject: "provider", type: "OffCycle" },
      { subject: "provider", type: "OffCycle" },
      true,
    ],
    [
      "that is the initial one fits where the row does not say",
      { subject: "provider" },
      { subject: "provider", type: "Initial" },
      true,
    ],
    ["of another type does not", { subject: "provider" }, { subject: "provider", type: "OffCycle" }, false],
    [
      "of a facility does not fit a provider",
      { subject: "provider" },
      { subject: "facility", type: "Initial", specialties: [one] },
      false,
    ],
    [
      "of a facility fits when it shares a specialty",
      { subject: "facility", specialties: [one, two] },
      { subject: "facility", type: "Initial", specialties: [two] },
      true,
    ],
    [
      "of a facility does not when it shares none",
      { subject: "facility", specialties: [one] },
      { subject: "facility", type: "Initial", specialties: [two] },
      false,
    ],
  ])("%s", (_what, wanted, listed, fits) => {
    expect(rank(wanted, listed) > 0).toBe(fits);
  });

  test("that has ended is taken for one that this program sent, and for no other", () => {
    const [sentAt, createdAt] = [Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 2)];
    const ended = remote({ open: false, createdAt });

    expect(book.mayAdopt({}, ended, { sentAt: undefined })).toBe(false);
    expect(book.mayAdopt({}, ended, { sentAt })).toBe(true);
    expect(book.mayAdopt({}, remote({ open: true, createdAt }), { sentAt: undefined })).toBe(true);
  });

  test("of a facility fits better the more specialties it shares", () => {
    const wanted = { subject: "facility", specialties: [one, two] };
    const listed = (specialties: readonly string[]): Facts => ({
      subject: "facility",
      type: "Initial",
      specialties,
    });

    expect(rank(wanted, listed([one, two]))).toBeGreaterThan(rank(wanted, listed([one])));
  });
});
