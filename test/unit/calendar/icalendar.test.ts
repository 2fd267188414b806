import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  calendarFoot,
  calendarHead,
  escapedText,
  eventText,
  folded,
} from "../../../src/calendar/calendar-file.ts";
import { parsedCalendar, unescapedText, unfolded } from "../../support/icalendar.ts";

const stamp = { at: "2026-10-05T06:18:04.512Z", sequence: 277 };
const event = {
  uid: "0af1@roster-sync.invalid",
  day: "2026-12-31",
  end: "2027-01-01",
  summary: "License, CA: O'Brien; Ann-Sophie \\ Zoë 🩺",
  description: "Expires; this is its last day.\nNumber: A12345",
  category: "License",
};

describe("a calendar file", () => {
  test("has one whole-day event with what was said", () => {
    const text = calendarHead("Due dates") + eventText(event, stamp) + calendarFoot(false);
    expect(parsedCalendar(text)).toEqual([
      {
        UID: "0af1@roster-sync.invalid",
        DTSTAMP: "20261005T061804Z",
        "LAST-MODIFIED": "20261005T061804Z",
        SEQUENCE: "277",
        "DTSTART;VALUE=DATE": "20261231",
        "DTEND;VALUE=DATE": "20270101",
        SUMMARY: event.summary,
        DESCRIPTION: event.description,
        CATEGORIES: "License",
        CLASS: "PRIVATE",
        TRANSP: "TRANSPARENT",
      },
    ]);
  });

  test("is one also without any event", () => {
    expect(parsedCalendar(calendarHead("Due dates") + calendarFoot(true))).toEqual([]);
  });

  test("loses no text to escaping, but characters that a calendar may not hold", () => {
    assert(
      property(string({ unit: "binary" }), (text) => {
        const plain = text.replaceAll(/\r\n?|[\u2028\u2029]/g, "\n").replaceAll(/[^\P{Cc}\n\t]/gu, "");
        const escaped = escapedText(text);
        expect(escaped).not.toMatch(/[\r\n]/);
        expect(unescapedText(escaped)).toBe(plain);
      }),
    );
  });

  test("keeps every line within 75 bytes, never within a character, and loses nothing to folding", () => {
    assert(
      property(string({ unit: "grapheme", minLength: 0, maxLength: 400 }), (text) => {
        const line = escapedText(text);
        const parts = folded(line).split("\r\n");
        const isWrong = (part: string): boolean =>
          Buffer.byteLength(part) > 75 || Buffer.from(part).toString() !== part;
        expect(parts.filter(isWrong)).toEqual([]);
        expect(unfolded(folded(line))).toBe(line);
      }),
    );
  });

  test("holds a name that tries to be a line of its own", () => {
    const text =
      calendarHead("x") +
      eventText({ ...event, summary: "A\r\nEND:VEVENT\nBEGIN:VALARM" }, stamp) +
      calendarFoot(false);
    expect(parsedCalendar(text).map(({ SUMMARY }) => SUMMARY)).toEqual(["A\nEND:VEVENT\nBEGIN:VALARM"]);
  });
});
