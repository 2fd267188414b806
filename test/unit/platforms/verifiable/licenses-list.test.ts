import { expect, test } from "vitest";
import { licensesAtVerifiable } from "../../../../src/platforms/verifiable/licenses.ts";

test("one provider's licenses are asked for without the page size that only the whole list knows", () => {
  const one = licensesAtVerifiable.ofHolder({ what: "provider", subject: "a b" });
  expect(one.call(undefined)).toMatchObject({ path: "/providers/a%20b/licenses", query: [] });
  expect(licensesAtVerifiable.all.call(undefined).query).toContainEqual(["count", "100"]);
});
