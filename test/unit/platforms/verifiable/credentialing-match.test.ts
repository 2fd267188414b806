import { describe, expect, test } from "vitest";
import type { Attributes } from "../../../../src/ledger/entry.ts";
import { credentialingRequests as resource } from "../../../../src/platforms/verifiable/credentialing-requests.ts";
import { remote } from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

describe("a wanted request for a facility", () => {
  const attributes = (specialties: readonly string[], more: Attributes = {}): Attributes => ({
    subject: "facility",
    specialties,
    ...more,
  });
  const [one, two, three] = [uuid(1), uuid(2), uuid(3)];

  const cases: readonly [string, Attributes, Attributes, boolean][] = [
    ["with it among others holds it", attributes([one, two]), attributes([one]), true],
    ["for it alone holds it", attributes([one]), attributes([one]), true],
    ["for others does not hold it", attributes([two, three]), attributes([one]), false],
    ["for a part of it does not hold it", attributes([one]), attributes([one, two]), false],
    [
      "of another type does not hold it",
      attributes([one, two]),
      attributes([one], { type: "OffCycle" }),
      false,
    ],
    [
      "of the usual type, said or left out, holds it",
      attributes([one], { type: "Initial" }),
      attributes([one]),
      true,
    ],
    ["for a provider does not hold it", { subject: "provider", specialties: [] }, attributes([one]), false],
  ];

  test.each(cases)(
    "is looked for in what was requested before: a request %s",
    (_what, before, wanted, holds) => {
      expect(resource.holds?.(before, wanted)).toBe(holds);
    },
  );

  test.each([
    ["names its specialties, and the wanted one is not among them", attributes([two]), true],
    ["names it among others", attributes([one, two]), false],
    ["names none, so that nobody can tell", attributes([]), false],
    ["is for a provider", { subject: "provider", specialties: [two] }, false],
  ])("is certainly different from a listed one that %s", (_what, listed, lacks) => {
    expect(resource.lacks?.(remote({ attributes: listed }), attributes([one]))).toBe(lacks);
  });
});

describe("a listed credentialing request", () => {
  const rank = (wanted: Attributes, listed: Attributes): number =>
    resource.matchRank(wanted, remote({ attributes: listed }));
  const [one, two] = [uuid(1), uuid(2)];

  test.each<[string, Attributes, Attributes, boolean]>([
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
      "of a facility fits when it holds the specialty",
      { subject: "facility", specialties: [two] },
      { subject: "facility", type: "Initial", specialties: [one, two] },
      true,
    ],
    [
      "of a facility does not when it holds a part of what an earlier version asked for together",
      { subject: "facility", specialties: [one, two] },
      { subject: "facility", type: "Initial", specialties: [two] },
      false,
    ],
    [
      "of a facility does not when it holds another",
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

    expect(resource.mayAdopt({}, ended, { sentAt: undefined })).toBe(false);
    expect(resource.mayAdopt({}, ended, { sentAt })).toBe(true);
    expect(resource.mayAdopt({}, remote({ open: true, createdAt }), { sentAt: undefined })).toBe(true);
  });
});
