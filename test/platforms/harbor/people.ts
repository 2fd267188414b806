import { lonePage } from "../../../src/lists/listing.ts";
import { idAndWords } from "../../../src/platforms/people.ts";
import { idIn, objectsIn, textIn } from "../../../src/platforms/reading.ts";
import type { LookupSource, RowIdentity, Query } from "../../../src/platforms/resource.ts";

/** Asks for the person that a row names. */
export function personQuery({ identity }: RowIdentity): Query {
  const { email, harbor_person_id: id } = identity;
  const words = email === undefined ? {} : { email: email.toLowerCase() };
  // whom an email address names is asked again, whatever id an earlier run found
  return idAndWords("harbor.person", email === undefined ? id : undefined, words, false);
}

/** People by their email address; there is no list of all of them. */
export const people: LookupSource = {
  name: "harbor.person",
  platform: "harbor",
  preferList: false,
  given: ({ about }) => about["id"],
  matchKeysOf: ({ about }) => [`email:${about["email"]}`],
  all: undefined,
  search: ({ about }) => ({
    call: () => ({
      method: "GET",
      path: "/people",
      route: "/people",
      query: [["email", about["email"] ?? ""]],
      purpose: "look-up",
    }),
    read: (body) =>
      Array.isArray(body)
        ? lonePage(
            objectsIn(body).flatMap((row) => {
              const [id, email] = [idIn(row["id"]), textIn(row["email"])];
              if (id === undefined || email === undefined) return [];
              return [{ id, matchKeys: [`email:${email}`], attributes: { email } }];
            }),
          )
        : undefined,
  }),
  decide: ({ about }, entries) => {
    const found = entries.find(({ attributes }) => attributes["email"] === about["email"]);
    return found === undefined
      ? {
          failed: "harbor_person_not_found",
          problem: `Harbor has nobody with the address ${about["email"]}.`,
        }
      : { found: found.id };
  },
};
