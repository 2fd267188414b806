import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeXString, encodeXString } from "../../../src/workbook/sheet-rows.ts";
import { XmlScanner, withAttribute, escapeXml, unescapeXml } from "../../../src/workbook/xml-scanner.ts";
import { prop } from "../builders/properties.ts";

function things(pieces: readonly string[]): readonly string[] {
  const scanner = new XmlScanner();
  const seen: string[] = [];
  for (const piece of pieces) {
    scanner.push(piece);
    while (scanner.next()) seen.push(`${scanner.kind} ${scanner.raw()}`);
  }
  scanner.finish();
  while (scanner.next()) seen.push(`${scanner.kind} ${scanner.raw()}`);
  return seen;
}

const odd = `<?xml version="1.0"?><a:b x='1>2' y="it's"><!-- <c> --><c/>a &amp; b<![CDATA[<d>]]></a:b >`;

describe("XML is distinguished", () => {
  test("into tags, texts and all else, as it is written", () => {
    expect(things([odd])).toEqual([
      'other <?xml version="1.0"?>',
      `open <a:b x='1>2' y="it's">`,
      "other <!-- <c> -->",
      "empty <c/>",
      "text a &amp; b",
      "text <![CDATA[<d>]]>",
      "close </a:b >",
    ]);
  });

  prop([fc.array(fc.nat(odd.length), { maxLength: 6 })])(
    "in the same way wherever it is cut into pieces",
    (cuts) => {
      const places = [0, ...cuts.toSorted((one, other) => one - other), odd.length];
      const pieces = places.slice(1).map((place, index) => odd.slice(places[index], place));

      expect(things(pieces)).toEqual(things([odd]));
    },
  );

  test.each(["<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "<a", "<a b=c/>x</a", "<a <b>", "< a>", "<!-- "])(
    "and %s is none",
    (text) => {
      const scanner = XmlScanner.over(text);

      expect(() => {
        while (scanner.next()) scanner.attribute("b");
      }).toThrow();
    },
  );

  prop([fc.string({ unit: "binary" })])("and whatever it is, it comes to an end", (text) => {
    const scanner = XmlScanner.over(`<a>${text}</a>`);
    let steps = 0;
    try {
      while (scanner.next()) steps += 1;
    } catch {
      // no XML
    }
    expect(steps).toBeLessThanOrEqual(text.length + 3);
  });
});

describe("an attribute", () => {
  test("is found by its whole name, with either kind of quotation mark", () => {
    const scanner = XmlScanner.over(`<c xr="1" r = 'A&#x31;' s="2"/>`);
    scanner.next();

    expect([scanner.attribute("r"), scanner.attribute("s"), scanner.attribute("x")]).toEqual([
      "A1",
      "2",
      undefined,
    ]);
  });

  test("is set where it is, added where it is missing, and taken away", () => {
    expect(withAttribute('<row r="1" spans="1:2" ht="5">', "spans", undefined)).toBe('<row r="1" ht="5">');
    expect(withAttribute('<row r="1"/>', "ht", '"5"')).toBe('<row r="1" ht="&quot;5&quot;"/>');
    expect(withAttribute("<xf numFmtId='0' fontId='1'>", "numFmtId", "49")).toBe(
      `<xf numFmtId="49" fontId='1'>`,
    );
  });
});

describe("a text in XML", () => {
  test("is read with its signs by name and by number", () => {
    expect(unescapeXml("&lt;&amp;&gt;&quot;&apos;&#65;&#x1F600;\r\n\r")).toBe("<&>\"'A😀\n\n");
  });

  test.each(["&nbsp;", "&#x110000;", "&", "& b"])("is refused with %s in it", (text) => {
    expect(() => unescapeXml(text)).toThrow();
  });

  prop([fc.string({ unit: "grapheme" })])("is read back as it was written", (text) => {
    expect(unescapeXml(escapeXml(text))).toBe(text.replaceAll(/\r\n?/g, "\n"));
  });

  test("names the characters that XML does not allow by their number", () => {
    expect(encodeXString("a\u0001\r_x0041_<")).toBe("a_x0001__x000D__x005F_x0041_&lt;");
    expect(decodeXString("_x005F_x0041_ _x0041_ _x00e9_ _x41_")).toBe("_x0041_ A é _x41_");
  });

  prop([
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .array(fc.constantFrom("_", "x", "0", "005F", "D83D", "\uD83D", "\uDE00", "\u0000", "A"))
        .map((parts) => parts.join("")),
    ),
  ])("is read back whatever signs are in it", (text) => {
    expect(decodeXString(unescapeXml(encodeXString(text)))).toBe(text);
  });
});
