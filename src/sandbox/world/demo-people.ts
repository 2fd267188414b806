import { uuidOf } from "../seeded.ts";
import { npiFrom } from "./npi.ts";

/** An invented person of the demo world, the same on every platform that knows them. */
export interface DemoPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly npi: string;
  readonly profession: string;
  readonly states: readonly string[];
  readonly caqhProviderId: string;
  readonly medallionId: string;
  readonly verifiableId: string;
}

/** The people of the demo world by a short name; the roster in `samples/` is about the first dozen. */
export const demoPeople = {
  okafor: person("Amara", "Okafor", 1, "MD", ["CA"]),
  castellano: person("Benjamin", "Castellano", 2, "DO", ["GA", "FL"]),
  nakamura: person("Chloe", "Nakamura", 3, "PA", ["NV"]),
  whitfield: person("Dolores", "Whitfield", 4, "NP", ["IL", "AZ"]),
  mcallister: person("Ewan", "McAllister", 5, "RN", ["WY"]),
  siddiqui: person("Farah", "Siddiqui", 6, "MD", ["TX"]),
  moreau: person("Gabriel", "Moreau", 7, "LCSW", ["OR"]),
  lindqvist: person("Hannah", "Lindqvist", 8, "PsyD", ["MN"]),
  thornbury: person("Isaac", "Thornbury", 9, "MD", ["WA"]),
  oyelaran: person("Jasmine", "Oyelaran", 10, "PMHNP", ["WA"]),
  watanabe: person("Kenji", "Watanabe", 11, "MD", ["CA"]),
  fernandez: person("Lucia", "Fernandez", 12, "NP", ["IL"]),
  petrov: person("Nadia", "Petrov", 13, "MD", ["NY", "NJ"]),
  obrien: person("Owen", "O'Brien", 14, "DDS", ["MA"]),
  // Two people of one name: only the e-mail or the NPI tells them apart.
  raman: person("Priya", "Raman", 15, "MD", ["OH"]),
  otherRaman: person("Priya", "Raman", 16, "PT", ["MI"]),
  alvarez: person("José", "Álvarez", 17, "DC", ["NM"]),
  // Belongs to the names and addresses that a search for "Okafor" finds as well.
  okaforSmith: person("Grace", "Okafor-Smith", 18, "LPC", ["CA"]),
} as const;

function person(
  firstName: string,
  lastName: string,
  number: number,
  profession: string,
  states: readonly string[],
): DemoPerson {
  const plain = `${firstName}.${lastName}`
    .normalize("NFD")
    .replaceAll(/[^a-zA-Z.-]/g, "")
    .toLowerCase();
  return {
    firstName,
    lastName,
    // The second of two people with the same name gets a number.
    email: number === 16 ? `${plain}.2@example.test` : `${plain}@example.test`,
    // NPIs that begin with 2 are valid and not yet given to anybody.
    npi: npiFrom(245_000_000 + number * 7_919),
    profession,
    states,
    caqhProviderId: String(12_400_000 + number * 131),
    medallionId: uuidOf(`medallion provider ${number}`),
    verifiableId: uuidOf(`verifiable provider ${number}`),
  };
}
