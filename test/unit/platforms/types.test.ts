import { describe, expect, test } from "vitest";
import { resource, type Resource } from "../../../src/platforms/resource.ts";
import { listings } from "../../platforms/harbor/resources.ts";

type Spec = { readonly kind: "p.thing"; readonly street: string };
type Wanted = { readonly person: string; readonly street: string };
type Listed = { readonly street: string | undefined };

const base = listings as unknown as Resource<Spec, Wanted, Listed>;
const call = (body: Readonly<Record<string, unknown>>) =>
  ({ method: "POST", path: "/", route: "/", purpose: "submit", body }) as const;

describe("a field that a kind does not have", () => {
  test("compiles nowhere between a row and a body", () => {
    const things: Resource[] = [
      resource<Spec, Wanted, Listed>({
        ...base,
        // @ts-expect-error a spec has no such field
        draft: ({ stret }) => ({ same: stret, options: "" }),
      }),
      resource<Spec, Wanted, Listed>({
        ...base,
        // @ts-expect-error what is wanted has no such field
        matchRank: (wanted) => (wanted.stret === "" ? 0 : 1),
      }),
      resource<Spec, Wanted, Listed>({
        ...base,
        // @ts-expect-error what is listed has no such field
        matchRank: (_wanted, { attributes }) => (attributes.stret === "" ? 0 : 1),
      }),
      resource<Spec, Wanted, Listed>({
        ...base,
        create: {
          // @ts-expect-error what is wanted has no such field
          call: ([wanted]) => call({ street: wanted?.stret }),
          accepted: () => ({ doubt: "nothing" }),
          returnsFinalState: true,
        },
      }),
      resource<Spec, Wanted, Listed>({
        ...base,
        remove: {
          // @ts-expect-error what is to be removed has an id and what is wanted, and nothing else
          call: ([target]) => call({ street: target?.street }),
          accepted: () => ({ doubt: "nothing" }),
          returnsFinalState: true,
        },
      }),
    ];
    expect(things).toHaveLength(5);
  });
});
