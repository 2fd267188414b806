import { personColumns } from "../../../src/platforms/common-columns.ts";
import { definePlatform } from "../../../src/platforms/platform.ts";
import { harborAccount } from "./account.ts";
import { harborColumns, harborResultColumns } from "./columns.ts";
import { harborKinds } from "./kinds.ts";
import { people, personQuery } from "./people.ts";
import { badges, berths, courses, listings } from "./resources.ts";

/** Harbor, a platform that does not exist: berths, badges, courses, and a directory. */
export const harbor = definePlatform({
  name: "harbor",
  title: "Harbor",
  account: harborAccount,
  rate: "100000/s",
  concurrency: 4,

  columns: [...harborColumns, ...personColumns],
  resultColumns: harborResultColumns,
  headerRules: [],
  advice: {
    harbor_person_not_found: { title: "Harbor does not know the person", remedy: "Correct the address." },
  },

  person: {
    column: "harbor_person_id",
    isNamed: ({ email, harbor_person_id: id }) => (id ?? email) !== undefined,
    query: personQuery,
  },
  kinds: harborKinds,

  connect: ({ key, baseUrl }) => ({
    baseUrl,
    user: key,
    credentials: () => ({
      headers: () => Promise.resolve({ authorization: `Key ${key}` }),
      renew: () => Promise.resolve(false),
    }),
    probe: { method: "GET", path: "/people", route: "/people", purpose: "look-up" },
  }),
  open: () => ({ lookupSources: [people], resources: [berths, badges, courses, listings], statuses: [] }),
});
