import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isStateTaken, stateCode } from "../../../src/cells/states.ts";
import { certificateTypes, durationTypes } from "../../../src/platforms/medallion/certificates.ts";
import { recordAt } from "../../support/json-schema.ts";

const document: unknown = JSON.parse(
  readFileSync(new URL("../../contracts/medallion.openapi.json", import.meta.url), "utf8"),
);

function words(schema: string): readonly string[] {
  const listed = recordAt(document, ["components", "schemas", schema])["enum"];
  return Array.isArray(listed) ? listed.map(String).toSorted() : [];
}

describe("the lists that are kept here are Medallion's own:", () => {
  test("certificate types", () => {
    expect(certificateTypes.size).toBe(138);
    expect([...certificateTypes].toSorted()).toEqual(words("CertificateType"));
  });

  test("durations", () => {
    expect([...durationTypes].toSorted()).toEqual(words("DurationType"));
  });

  test.each([
    ["license", "StateCode", 56],
    ["enrollment", "PayerStateCode", 55],
  ] as const)("states of a %s", (use, schema, count) => {
    const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    const pairs = letters.flatMap((one) => letters.map((other) => `${one}${other}`));
    const taken = pairs.filter((pair) => {
      // the one pair that needs a mark, since it stands for nothing elsewhere
      const code = stateCode(pair === "NA" ? "NA!" : pair);
      return code === pair && isStateTaken(code, use);
    });

    expect(taken).toHaveLength(count);
    expect(taken.toSorted()).toEqual(words(schema));
  });
});
