import { describe, expect, test } from "vitest";
import { placeColumns, type ColumnMap } from "../../../src/roster/headers.ts";
import { perhapsHeld } from "../../../src/roster/perhaps-held.ts";

const warned = (headers: readonly string[], mapped: ColumnMap = new Map()): readonly (string | undefined)[] =>
  perhapsHeld(placeColumns(["npi", ...headers], mapped), 1).map(({ header }) => header);

describe("a column that asks for something, in a file that tells what providers have,", () => {
  test.each([
    ["License States", "License Number"],
    ["license_states", "Lic. #"],
    ["License States", "State License Expiration"],
    ["RN States", "RN License Exp"],
    ["DEA States", "DEA #"],
    ["CSR States", "CDS Number"],
    ["Prescriptive Authority States", "Rx Authority Number"],
    ["Payer States", "Par Status"],
    ["Payer States", "Effective Date"],
  ])("is a warning: %s next to %s", (header, beside) => {
    expect(warned([header, beside])).toEqual([header]);
    expect(warned([beside, header])).toEqual([header]);
  });

  test.each([
    ["License States", "DEA #"],
    ["License States", "License notes"],
    ["DEA States", "License Number"],
    ["Payer States", "Termination Date"],
    ["Payer States", "License Status"],
    ["License States", "Employment Status"],
  ])("is not when it is of another kind: %s beside %s", (header, beside) => {
    expect(warned([header, beside])).toEqual([]);
  });

  test("is not once a person has said what it means", () => {
    expect(warned(["License States", "License #"], new Map([["License States", "license_states"]]))).toEqual(
      [],
    );
    expect(warned(["License States", "License #"], new Map([["License States", null]]))).toEqual([]);
  });

  test("is not for the program's own answers beside it", () => {
    const headers = ["npi", "license_states", "sync_result", "license_request_statuses", "License Status"];
    const places = placeColumns(headers, new Map(), {
      answers: new Map([
        ["sync_result", 2],
        ["license_request_statuses", 3],
      ]),
    });

    expect(perhapsHeld(places, 1).map(({ problem }) => problem)).toEqual([
      "is read as licenses to request, but License Status (E) looks like licenses that the providers already have",
    ]);
  });
});
