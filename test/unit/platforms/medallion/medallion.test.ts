import { describe, expect, test } from "vitest";
import { medallionCredentials } from "../../../../src/platforms/medallion/account.ts";
import { openMedallion } from "../../builders/open-platforms.ts";
import { organization } from "../../builders/requests.ts";

describe("Medallion's credentials", () => {
  test("are a key in a header, and a version only where one is set", async () => {
    expect(await medallionCredentials("key-1", undefined).headers()).toEqual({ "x-api-key": "key-1" });
    expect(await medallionCredentials("key-1", "2024-09-30").headers()).toEqual({
      "x-api-key": "key-1",
      "x-api-version": "2024-09-30",
    });
    expect(await medallionCredentials("key-1", undefined).renew({})).toBe(false);
  });
});

describe("Medallion", () => {
  test("takes three kinds of request, all for the one organization", () => {
    const { resources } = openMedallion(organization);

    expect(resources.map(({ kind }) => kind)).toEqual([
      "medallion.license",
      "medallion.enrollment",
      "medallion.credentialing",
    ]);
    expect(new Set(resources.map((resource) => resource.organization))).toEqual(new Set([organization]));
  });
});
