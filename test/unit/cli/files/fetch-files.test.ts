import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openFileStore } from "../../../../src/cli/files/file-store.ts";
import {
  fetchFile,
  type FetchTools,
  type FetchedFile,
  type WantedFile,
} from "../../../../src/cli/files/run-files.ts";
import { RateLimiter } from "../../../../src/http/rate-limiter.ts";
import type { DocumentSource } from "../../../../src/platforms/exports.ts";
import { memberText } from "../../../../src/platforms/medallion/credentialing-requests.ts";
import { credentialingDocuments } from "../../../../src/platforms/medallion/medallion.ts";
import { answer, stage, type Platform } from "../../builders/clients.ts";
import { outputAt } from "../../builders/outputs.ts";
import { uuid } from "../../builders/rows.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "roster-sync-files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const wanted: WantedFile = { row: 2, provider: "Lee-Ana", requestId: uuid(1), fileId: uuid(2) };
const pdf = { bytes: Buffer.from("%PDF-1.7 …") };
const said = (data: string): string =>
  `{"pdf":"https://files.test/a.pdf","provider_credentialing_file_data":${data}}`;

async function fetched(
  platform: Platform,
  more: Partial<WantedFile> = {},
  download: FetchTools["download"] = () => Promise.resolve(pdf),
): Promise<FetchedFile> {
  const { client, clock } = stage(platform);
  return fetchFile(
    { ...wanted, ...more },
    {
      client,
      documents: credentialingDocuments as DocumentSource<unknown>,
      account: { organizationId: uuid(3) },
      rateLimiter: new RateLimiter(clock, { calls: 100, perMs: 1_000 }),
      download,
      store: await openFileStore(folder, (path) => outputAt(path)),
      signal: new AbortController().signal,
    },
  );
}

const stored = (ending: string): string => readFileSync(join(folder, `Lee-Ana_${uuid(1)}.${ending}`), "utf8");

describe("a credentialing file", () => {
  test.each([
    ["usual data", '{"a": 1, "b": ["x", null]}'],
    ["numbers that no program holds", '{"n": 12345678901234567890.10, "m": 1.0, "e": 1E5}'],
    ["the same key twice", '{"a": 1, "a": 2}'],
    ["signs by number", '{"a": "\\u001b\\ud83d \\" } ]"}'],
    ["nothing", "null"],
    ["200,000 brackets", `${"[".repeat(200_000)}${"]".repeat(200_000)}`],
  ])("with %s is kept as it came", async (_what, data) => {
    expect(await fetched(() => answer(200, said(data)))).toMatchObject({ outcome: "fetched" });
    expect(stored("json")).toBe(`${data}\n`);
    expect(stored("pdf")).toBe(pdf.bytes.toString());
  });

  test("is fetched once, and again when what is there as a PDF is none", async () => {
    let calls = 0;
    const platform: Platform = () => {
      calls += 1;
      return answer(200, said("{}"));
    };
    const outcomes = [await fetched(platform), await fetched(platform)];
    writeFileSync(join(folder, `Lee-Ana_${uuid(1)}.pdf`), "<html>Please sign in");
    outcomes.push(await fetched(platform));

    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["fetched", "there_already", "fetched"]);
    expect([calls, stored("pdf")]).toEqual([2, pdf.bytes.toString()]);
  });

  test.each([
    ["nothing", ""],
    ["a page", "<html>Please sign in"],
    ["something before it", "\n%PDF-1.7"],
  ])("whose PDF is %s is not kept", async (_what, bytes) => {
    const download = (): Promise<{ bytes: Uint8Array }> => Promise.resolve({ bytes: Buffer.from(bytes) });

    expect(await fetched(() => answer(200, said("{}")), {}, download)).toMatchObject({
      outcome: "failed",
      problem: expect.stringContaining("is not a PDF"),
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(["/../../evil", "..", "a/b", "a\\b", "C:evil", ".hidden", "", "a".repeat(300), "a\u0000b"])(
    "is not requested by an id that is none: %j",
    async (id) => {
      let calls = 0;
      const platform: Platform = () => {
        calls += 1;
        return answer(200, said("{}"));
      };

      for (const ids of [{ requestId: id }, { fileId: id }])
        expect(await fetched(platform, ids)).toMatchObject({ outcome: "failed" });
      expect([calls, readdirSync(folder)]).toEqual([0, []]);
    },
  );

  test("that cannot be written fails alone", async () => {
    expect(await fetched(() => answer(200, said("{}")), { provider: `no/such/folder` })).toMatchObject({
      row: 2,
      outcome: "failed",
      problem: expect.stringContaining("cannot be written"),
    });
  });
});

describe("a member of an object", () => {
  test.each([
    ['{"a":1,"b":{"a":2},"c":[{"a":3}]}', "a", "1"],
    ['{"x":"\\"a\\":9,","a" : [1,{"a":2}] , "z":0}', "a", '[1,{"a":2}]'],
    ['{"\\u0061":"escaped"}', "a", '"escaped"'],
    ['{"a":1,"a":"last"}', "a", '"last"'],
    ['{"a":"}"}', "a", '"}"'],
    ['{"b":"a"}', "a", undefined],
    ["{}", "a", undefined],
  ])("of %s is found exactly as written", (json, name, text) => {
    expect(memberText(json, name)).toBe(text);
  });
});
