import { describe, expect, test } from "vitest";
import { RosterFileError } from "../../../src/errors.ts";
import { resultColumns } from "../../../src/roster/columns.ts";
import { looksMoreLikeHeader, placeColumns, type ColumnMap } from "../../../src/roster/headers.ts";

const none: ColumnMap = new Map();

function refusal(headers: readonly string[], mapped = none): { message: string; remedy: string | undefined } {
  try {
    placeColumns(headers, mapped);
  } catch (error) {
    if (error instanceof RosterFileError) return { message: error.message, remedy: error.remedy };
    throw error;
  }
  throw new Error("the headers were taken");
}

describe("finding the columns of a roster", () => {
  test("places every column that means something and leaves the others alone", () => {
    const headers = ["Manager", "NPI Number", "License states", "", "sync_result", "__proto__"];

    const places = placeColumns(headers, none, { answers: new Map([["sync_result", 4]]) });

    expect(places.headers).toEqual(headers);
    expect([...places.indexOf]).toEqual([
      ["npi", 1],
      ["license_states", 2],
      ["sync_result", 4],
    ]);
  });

  test("takes a header for the column that --map says", () => {
    const places = placeColumns(
      ["Rendering no.", "Wanted in"],
      new Map([
        ["Rendering no.", "npi"],
        ["wanted_in", "license_states"],
      ]),
    );

    expect([...places.indexOf]).toEqual([
      ["npi", 0],
      ["license_states", 1],
    ]);
  });

  test("lets --map go before the usual meaning of a header", () => {
    const places = placeColumns(["Group", "NPI"], new Map([["Group", "practices"]]));

    expect(places.indexOf.get("practices")).toBe(0);
    expect(places.indexOf.has("group_name")).toBe(false);
  });

  test("lets --map leave a column alone, whatever its header means elsewhere", () => {
    const places = placeColumns(
      ["Provider ID", "NPI", "NPI Number"],
      new Map([
        ["Provider ID", null],
        ["npi number", null],
      ]),
    );

    expect([...places.indexOf]).toEqual([["npi", 1]]);
  });

  test("lets --map speak of the user's columns only, in the results as in the roster", () => {
    const headers = ["Provider_ID", "npi", "Changes", "sync_result", "provider_id", "changes"];
    const answers = new Map([
      ["sync_result", 3],
      ["changes", 5],
    ] as const);

    const places = placeColumns(
      headers,
      new Map([
        ["provider_id", null],
        ["changes", "practices"],
      ]),
      { answers },
    );

    expect([...places.indexOf]).toEqual([
      ["npi", 1],
      ["practices", 2],
      ["sync_result", 3],
      ["provider_id", 4],
      ["changes", 5],
    ]);
  });

  test("has no quarrel with --map for a column that only the program has", () => {
    const headers = ["npi", "sync_result", "provider_id"];

    const places = placeColumns(headers, new Map([["provider_id", null]]), {
      answers: new Map([["sync_result", 1]]),
    });

    expect(places.indexOf.get("provider_id")).toBe(2);
  });

  test("takes the own name of who a row is about before its other names", () => {
    const places = placeColumns(
      ["Legal Last Name", "Last Name", "Work Email", "NPI", "Rendering NPI", "e-mail"],
      none,
    );

    expect([...places.indexOf]).toEqual([
      ["last_name", 1],
      ["npi", 3],
      ["email", 5],
    ]);
  });

  test("lets --map choose between two headers that mean the same", () => {
    const places = placeColumns(["NPI", "email", "NPI Number"], new Map([["NPI Number", "npi"]]));

    expect([...places.indexOf]).toEqual([
      ["email", 1],
      ["npi", 2],
    ]);
  });

  test("takes --map at its letters first, and for a header of signs at nothing else", () => {
    const places = placeColumns(
      ["", "#", "npi ", "N.P.I."],
      new Map([
        ["#", "email"],
        ["N.P.I.", "npi"],
      ]),
    );

    expect([...places.indexOf]).toEqual([
      ["email", 1],
      ["npi", 3],
    ]);
    expect(refusal(["", "npi"], new Map([["#", "email"]])).message).toContain('"#"');
  });

  test.each([
    [
      ["NPI No.", "email", "Provider NPI"],
      'Two columns are read as npi: "NPI No." (A) and "Provider NPI" (C).',
    ],
    [
      ["npi", "License States", "License states wanted"],
      'Two columns are read as license_states: "License States" (B) and "License states wanted" (C).',
    ],
    [["email", "Manager", "E-Mail"], 'Two columns are read as email: "email" (A) and "E-Mail" (C).'],
  ])("refuses %j, naming both headers by letter", (headers, message) => {
    expect(refusal(headers).message).toBe(message);
  });

  test("gives columns past Z two letters", () => {
    const filler = Array.from({ length: 26 }, (_, index) => `own ${index}`);

    expect(refusal(["NPI No.", ...filler, "NPI Number"]).message).toBe(
      'Two columns are read as npi: "NPI No." (A) and "NPI Number" (AB).',
    );
  });

  test.each([[[]], [[""]], [["", "  ", "\t"]]])("says that there is no header row in %j", (headers) => {
    expect(refusal(headers).message).toBe("The roster has no header row.");
    expect(refusal(headers).remedy).toContain("roster-sync template");
  });

  test("names the headers and suggests the nearest columns when none is recognized", () => {
    const { message, remedy } = refusal(["Manager", "Licence States", "Frist name"]);

    expect(message).toContain('Found: "Manager", "Licence States", "Frist name"');
    expect(remedy).toContain('"Licence States" → license_states');
    expect(remedy).toContain('"Frist name" → first_name');
    expect(remedy).toContain("--map");
  });

  test("suggests by meaning, and nothing for a column that --map leaves alone", () => {
    const mapped: ColumnMap = new Map([["NPI", null]]);
    const { remedy } = refusal(["NPI", "Desired States", "Credential with", "Degree", "Fax"], mapped);
    expect(remedy).toBe(
      'Did you mean "Desired States" → license_states, "Credential with" → credentialing, "Degree" → certificate_type? Rename the columns or use --map.',
    );
  });

  test("does not offer to leave one of two alone that --map could not tell apart", () => {
    expect(refusal(["npi", "License States", "Notes", "License States"]).remedy).toBe("Rename one of them.");
  });

  test("does not count columns that only the program writes", () => {
    expect(refusal(["Manager", "sync_result"]).message).toMatch(/^No recognized column/);
  });

  test("refuses --map for a header that is not there, with the nearest that is", () => {
    const { message, remedy } = refusal(["npi", "Rendering"], new Map([["Renderng", "email"]]));

    expect(message).toBe('--map names the column "Renderng", which the roster does not have.');
    expect(remedy).toBe('Did you mean "Rendering"?');
  });

  test("shortens a header of great length", () => {
    const { message } = refusal(["x".repeat(300)]);

    expect(message.length).toBeLessThan(200);
  });
});

describe("a row further down", () => {
  test.each([
    ["a title", ["Roster of May", "", ""], ["npi", "email", "Manager"]],
    ["a band", ["Group Name", "", "Payer Name", ""], ["First", "Last", "NPI", "Payer States"]],
    ["a band of words of the user's", ["Provider", "", "Wanted"], ["NPI", "Last Name", "License States"]],
    [
      "a title, also beside the answers of an earlier run",
      ["Roster", "", ""],
      ["npi", "email", ...resultColumns],
    ],
  ])("reads like the headers below %s", (_what, first, below) => {
    expect(looksMoreLikeHeader(below, first)).toBe(true);
  });

  test.each([
    ["names no more columns than the first", ["npi", "email"], ["NPI", "email"]],
    ["holds values", ["Notes", "Contact"], ["npi email", "x@example.test"]],
    ["holds one word of ours", ["Notes", "Contact"], ["first", "yes"]],
    ["holds ours among many others", ["Notes", "a", "b", "c", "d"], ["First", "x", "Last", "y", "z"]],
    ["holds numbers beside our words", ["npi", "kind", "sort"], ["2450079191", "credentialing", "practices"]],
  ])("is a row of data when it %s", (_what, first, below) => {
    expect(looksMoreLikeHeader(below, first)).toBe(false);
  });
});
