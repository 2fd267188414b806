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
