import * as fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { looksLikeMacRoman } from "../../../src/roster/csv.ts";
import { rehearsals } from "../../support/rehearsal.ts";
import { prop } from "../builders/properties.ts";

const rehearse = rehearsals();

describe("a text in a code page of one byte", () => {
  test.each(["José,Peña", "Zoë Müller", "Gómez", "Amélie", "Pérez Ibáñez", "Muñiz Béla"])(
    "looks like one from a Mac: %s",
    (text) => {
      const bytes = iconv.encode(`first_name\n${text}\n`, "macintosh");

      expect(looksLikeMacRoman(bytes, "\n")).toBe(true);
    },
  );

  test.each([
    [
      "José,Peña",
      "Zoë Müller",
      "Çelik",
      "O’Brien",
      "“quoted” – and so on",
      "Šimek",
      "Žofie",
      "20 €",
      "ŽIŽEK",
      "ALEŠ",
    ],
  ])("does not where Windows wrote it: %s", (...texts) => {
    for (const text of texts) {
      const bytes = iconv.encode(`first_name\r\n${text}\r\n`, "windows-1252");

      expect(looksLikeMacRoman(bytes, "\r\n")).toBe(false);
    }
  });

  test("looks so by its line ends, as soon as it contains more than English", () => {
    expect(looksLikeMacRoman(Buffer.from("a\rGarc\x92a\r", "latin1"), "\r")).toBe(true);
    expect(looksLikeMacRoman(Buffer.from("a\rGarcia\r", "latin1"), "\r")).toBe(false);
  });
});

describe("a roster that was saved on a Mac", () => {
  const text =
    "email,first_name,last_name,certificate_type,license_states,is_medallion_owned,Notes\r" +
    "amara.okafor@example.test,Amara,Okafor,MD,CA,yes,señor\r";
  const bytes = iconv.encode(text, "macintosh");

  test("is suspected by check, and read when that is said", async () => {
    const { run, write } = await rehearse();
    write("mac.csv", bytes);

    const guessed = await run(["check", "mac.csv"]);
    const said = await run(["check", "mac.csv", "--encoding", "macintosh"]);

    expect(guessed.stdout).toContain("use --encoding macintosh.");
    expect(said.stdout).not.toContain("macintosh");
    expect([guessed.code, said.code]).toEqual([0, 0]);
  });

  test("is named where Windows-1252 has no sign for its bytes", async () => {
    const { run, write } = await rehearse();
    write("mac.csv", iconv.encode(text.replace("señor", "Åse ç"), "macintosh"));

    const { code, stderr } = await run(["check", "mac.csv"]);

    expect(code).toBe(2);
    expect(stderr).toContain("a file from a Mac may be macintosh");
  });

  prop([fc.array(fc.integer({ min: 0x80, max: 0xff }), { minLength: 1, maxLength: 40 })], { numRuns: 15 })(
    "comes back byte for byte, whatever its letters",
    async (letters) => {
      const { run, write, folder } = await rehearse();
      const cell = Buffer.from(letters);
      write("mac.csv", Buffer.concat([bytes.subarray(0, -6), cell, Buffer.from("\r")]));

      await run(["check", "mac.csv", "--encoding", "mac", "-o", "out.csv"]);

      const { readFileSync } = await import("node:fs");
      expect(readFileSync(`${folder}/out.csv`).includes(cell)).toBe(true);
    },
  );
});
