import { uuidOf } from "../seeded.ts";

/** Invented people are put together from these. */
export const firstNames = [
  "Ada",
  "Bela",
  "Carmen",
  "Dev",
  "Elif",
  "Femi",
  "Greta",
  "Hugo",
  "Ines",
  "Jonas",
  "Keiko",
  "Liam",
  "Maya",
  "Noor",
  "Oscar",
  "Paula",
  "Quinn",
  "Rosa",
  "Sami",
  "Tara",
  "Uma",
  "Viktor",
  "Wanda",
  "Xenia",
  "Yusuf",
  "Zoe",
] as const;

/** Their last names. */
export const lastNames = [
  "Abara",
  "Bergman",
  "Castro",
  "Dubois",
  "Eriksen",
  "Fontaine",
  "Garcia",
  "Haddad",
  "Ivanov",
  "Jensen",
  "Khan",
  "Lopez",
  "Mbeki",
  "Nguyen",
  "Okoye",
  "Patel",
  "Quispe",
  "Rossi",
  "Silva",
  "Tanaka",
  "Underwood",
  "Varga",
  "Weiss",
  "Xu",
  "Yilmaz",
  "Zamora",
] as const;

/** Towns that no map has. */
export const cities = [
  "Ashford Falls",
  "Birch Hollow",
  "Cedar Point",
  "Dune Harbor",
  "Elm Crossing",
  "Fox Landing",
] as const;

/** States for addresses and licenses. */
export const states = [
  "AZ",
  "CA",
  "CO",
  "FL",
  "GA",
  "IL",
  "MA",
  "MN",
  "NC",
  "NV",
  "NY",
  "OH",
  "OR",
  "TX",
  "WA",
] as const;

/** Professions that the license request takes as certificate types. */
export const professions = ["MD", "DO", "NP", "PA", "RN", "LCSW", "PsyD", "PT"] as const;

/** The ten-digit NPI for nine digits: the check digit is Luhn's, taken over 80840 and the nine. */
export function npiFrom(nine: number): string {
  const digits = String(nine).padStart(9, "0");
  let sum = 0;
  for (const [index, digit] of `80840${digits}`.split("").toReversed().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

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
  wantedStates: readonly string[],
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
    states: wantedStates,
    caqhProviderId: String(12_400_000 + number * 131),
    medallionId: uuidOf(`medallion provider ${number}`),
    verifiableId: uuidOf(`verifiable provider ${number}`),
  };
}
