import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correlationIdIn, errorText } from "../../../src/http/error-text.ts";
import { prop } from "../builders/properties.ts";
import { wildText } from "../builders/texts.ts";

const json = (value: unknown): string => errorText(JSON.stringify(value));

describe("the text of an error", () => {
  test.each<[string, unknown, string]>([
    ["a detail", { detail: "Not found." }, "Not found."],
    [
      "messages by field",
      { payer_name: ["Required.", "Too short."] },
      "payer_name: Required.; payer_name: Too short.",
    ],
    ["messages by nested field", { practices: [{ id: ["Not a UUID."] }, {}] }, "practices.id: Not a UUID."],
    ["messages of no field", { non_field_errors: ["Duplicate."] }, "Duplicate."],
    ["messages of a field and of none", { non_field_errors: ["A."], state: ["B."] }, "A.; state: B."],
    ["a list of messages", ["One.", "Two."], "One.; Two."],
    [
      "a list of numbered messages",
      [
        { item_number: 1, error_message: "Bad." },
        { item_number: null, error_message: "Worse." },
      ],
      "Bad.; Worse.",
    ],
    ["an error", { error: "No." }, "No."],
    ["a message", { message: "No." }, "No."],
    ["a message within an error", { error: { message: "No." } }, "error: No."],
    [
      "a message in capitals, as ASP.NET writes it",
      { Message: "The request is invalid." },
      "The request is invalid.",
    ],
    ["an OAuth error", { error: "invalid_client", error_description: "Unknown client." }, "Unknown client."],
    ["a string", "Just text.", "Just text."],
  ])("is found in %s", (_what, body, text) => {
    expect(json(body)).toBe(text);
  });

  test("of a problem has title, fields and correlation id, and neither its type nor what was sent", () => {
    const problem = {
      type: "https://tools.ietf.org/html/rfc7231#section-6.5.1",
      title: "One or more validation errors occurred.",
      status: 400,
      correlationId: "0f8fad5b-d9cb-469f-a165-70867728950e",
      errors: { "$.firstName": ["The value could not be converted."], "$.npi": ["Not a number."] },
    };

    expect(json(problem)).toBe(
      "One or more validation errors occurred.; fields: $.firstName, $.npi; " +
        "correlation id 0f8fad5b-d9cb-469f-a165-70867728950e",
    );
  });

  test.each([
    "",
    "  \n ",
    "{}",
    "[]",
    '""',
    "null",
    '{"status":400}',
    "<html></html>",
    "<script>alert(1)</script>",
  ])("is never empty, not even of %j", (body) => {
    expect(errorText(body)).toMatch(/\S/);
  });

  test("of nothing says so", () => {
    expect(errorText("")).toBe("no explanation");
    expect(errorText("<html><head><style>p { x: y }</style></head></html>")).toBe("no explanation");
  });

  test("of a page has no tags, scripts and styles in it", () => {
    const page =
      "<!doctype html><html><head><title>502 Bad Gateway</title><style>body{color:red}</style>\n" +
      '<script type="x">const a = "<b>";</script></head><body><h1>502   Bad Gateway</h1>\r\n<hr/>nginx</body></html>';

    expect(errorText(page)).toBe("502 Bad Gateway 502 Bad Gateway nginx");
  });

  test.each([
    ["a social security number", "SSN 123-45-6789 is taken", "SSN *** is taken"],
    ["one without dashes", "ssn: 123456789", "ssn: ***"],
    ["an NPI", "npi 1234567893 exists", "npi *** exists"],
    ["a bank account", "account 000123456789012345 refused", "account *** refused"],
    ["several", "123-45-6789, 987654321", "***, ***"],
    ["one with blanks", "SSN 123 45 6789", "SSN ***"],
    ["one behind a letter or a dash", "id a123456789, -123456789, 123456789f", "id a***, -***, ***f"],
  ])("has the digits of %s masked", (_what, detail, text) => {
    expect(json({ detail })).toBe(text);
    expect(errorText(detail)).toBe(text);
  });

  test("has email addresses masked", () => {
    expect(json({ detail: "User a.lee@example.test exists" })).toBe("User *** exists");
  });

  test("keeps short numbers and ids that are no numbers", () => {
    const detail = "Row 12345678 of 0f8fad5b-d9cb-469f-a165-708677289501 has 400 errors since 2026-03-01";

    expect(json({ detail })).toBe(detail);
  });

  test("stays on one line, and short", () => {
    expect(errorText("a\r\nb\tc\u0000d\u2028e")).toBe("a b c d e");
    expect(json({ detail: "word ".repeat(500) }).length).toBeLessThanOrEqual(300);
    expect(errorText("x".repeat(300))).toBe("x".repeat(300));
    expect(errorText("x".repeat(301))).toBe(`${"x".repeat(299)}…`);
  });

  prop([fc.oneof(fc.json(), fc.string(), wildText)])(
    "is one line of at most 300 letters, whatever comes",
    (body) => {
      const text = errorText(body);
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(300);
      expect(text).not.toMatch(/[\r\n\t]/);
    },
  );
});

describe("what a platform calls a call in its own logs", () => {
  test.each([
    ["beside its explanation", { detail: "No.", correlationId: "ab-12" }, "ab-12"],
    ["in any letter case", { CorrelationID: "ab-12" }, "ab-12"],
    ["further inside", { errors: [{ inner: { correlationId: "ab-12" } }] }, "ab-12"],
    ["as a number that may be somebody's", { correlationId: "123456789" }, undefined],
    ["as words", { correlationId: "ask Jo" }, undefined],
    ["as no text", { correlationId: 12 }, undefined],
    ["nowhere", { detail: "correlation id ab-12" }, undefined],
  ])("is found %s", (_where, body, id) => {
    expect(correlationIdIn(JSON.stringify(body))).toBe(id);
  });

  test.each(["", "no JSON", "[".repeat(9_000), `${"[".repeat(50)}{"correlationId":"a"}${"]".repeat(50)}`])(
    "is not looked for in what is none, or too deep: %.12s",
    (body) => {
      expect(correlationIdIn(body)).toBeUndefined();
    },
  );
});
