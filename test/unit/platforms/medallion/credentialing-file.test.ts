import { describe, expect, test } from "vitest";
import {
  credentialingFile,
  memberText,
  readCredentialingFile,
} from "../../../../src/platforms/medallion/credentialing-requests.ts";
import { organization, sent } from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

describe("the file of a closed credentialing request", () => {
  const call = credentialingFile(organization, uuid(7), 5);

  test("is asked for by its own id, for its row, and keeps its text", () => {
    expect(sent(call)).toEqual({
      method: "GET",
      path: `/p/api/v1/organizations/${organization}/credentialing-files/${uuid(7)}/`,
      query: {},
      body: undefined,
    });
    expect(call).toMatchObject({
      route: "/p/api/v1/organizations/{id}/credentialing-files/{id}/",
      purpose: "files",
      keepText: true,
    });
    expect(call.rows?.()).toEqual([5]);
    expect([call.fits?.({}), call.fits?.("no file"), call.fits?.(undefined)]).toEqual([true, false, false]);
  });

  test("has its data as it was written, and where its PDF is", () => {
    const text = '{"pdf": "https://files.test/1", "provider_credentialing_file_data": {"n": 1.50}}';
    expect(readCredentialingFile(JSON.parse(text), text)).toEqual({
      data: '{"n": 1.50}',
      pdfUrl: "https://files.test/1",
    });
  });

  test("may have neither, and is none where it is no object", () => {
    expect(readCredentialingFile({}, "{}")).toEqual({ data: "null", pdfUrl: undefined });
    expect(readCredentialingFile("no file", '"no file"')).toBeUndefined();
  });
});

describe("a member of an object, letter by letter", () => {
  test.each([
    ["a number as it is written", '{"a":1.50,"b":2}', "a", "1.50"],
    ["the last one", '{"a":1,"b":2}', "b", "2"],
    ["one with blanks around it", '{ "a" : \n[1, 2] , "b": 2 }', "a", "[1, 2]"],
    [
      "an object with members of the same name",
      '{"a":{"a":1,"b":{"a":2}},"b":3}',
      "a",
      '{"a":1,"b":{"a":2}}',
    ],
    ["not one inside another", '{"b":{"a":1},"c":[{"a":2}]}', "a", undefined],
    ["one behind an array of objects", '{"b":[{"c":1},{"c":2}],"a":3}', "a", "3"],
    ["a text with the signs of JSON in it", '{"b":"},{:[\\"a\\":1","a":"x,}]\\\\"}', "a", '"x,}]\\\\"'],
    ["one whose name is written with an escape", '{"\\u0061":1}', "a", "1"],
    ["one with quotes in its name", '{"a\\"b":1}', 'a"b', "1"],
    ["the last of two with the same name", '{"a":1,"a":2}', "a", "2"],
    ["a text that is its name", '{"b":"a","a":"b"}', "a", '"b"'],
    ["none in an empty object", "{}", "a", undefined],
    ["none in an array", '[{"a":1}]', "a", undefined],
  ])("is found: %s", (_what, json, name, text) => {
    expect(memberText(json, name)).toBe(text);
  });
});
