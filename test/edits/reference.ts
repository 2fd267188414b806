import type { Sandbox, World } from "../../src/sandbox/index.ts";
import { naturalKeys } from "../support/natural-keys.ts";
import type { Line } from "../support/rehearsal.ts";

/** A row of a roster or a results file, by column. */
export type Row = Readonly<Record<string, string>>;

/** Who a row is about, by the words in it: written without a look at the program. */
export interface Named {
  readonly medallion: string | undefined;
  readonly verifiable: string | undefined;
  readonly caqh: string | undefined;
  readonly facility: string | undefined;
}

const cellOf = (row: Row, column: string): string => row[column] ?? "";
const filled = (row: Row, column: string): string | undefined => cellOf(row, column) || undefined;
const items = (cell: string): readonly string[] =>
  cell
    .split(";")
    .map((item) => item.trim())
    .filter((item) => item !== "");

/** The person, group or facility whose words stand in a row; undefined where the words name nobody or contradict each other. */
export function namedBy(row: Row, world: World): Named {
  const [email, npi] = [cellOf(row, "email"), cellOf(row, "npi")];
  const [first, last] = [cellOf(row, "first_name"), cellOf(row, "last_name")];
  const fits = (person: {
    readonly firstName: string;
    readonly lastName: string;
    readonly npi: string | null;
  }) =>
    (npi === "" || person.npi === npi) &&
    (first === "" || person.firstName === first) &&
    (last === "" || person.lastName === last);
  const words = email !== "" || npi !== "" || (first !== "" && last !== "");
  const mine = world.medallion.providers.filter(
    (person) => words && fits(person) && (email === "" || person.email === email),
  );
  const group = world.medallion.groupProfiles.find(
    ({ name }) => !words && name === cellOf(row, "group_name"),
  );
  const theirs = world.verifiable.providers.filter((person) => npi !== "" && fits(person));
  const profiles = world.caqh.profiles.filter((profile) => npi !== "" && profile.npi === npi);
  const facility = world.verifiable.facilities.find(({ name }) => name === cellOf(row, "facility_name"));
  const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);
  return {
    medallion:
      only(mine)?.id ??
      group?.id ??
      (words || cellOf(row, "group_name") !== "" ? undefined : filled(row, "group_profile_id")),
    verifiable: only(theirs)?.id,
    caqh: only(profiles)?.caqhProviderId ?? only(mine)?.caqhNumber,
    // an id without a name beside it is the row's own word
    facility:
      facility?.id ??
      (cellOf(row, "facility_name") === "" ? filled(row, "verifiable_facility_id") : undefined),
  };
}

/** The natural keys of what a row asks for, by the column that shows their ids; as test/support/natural-keys.ts spells them. */
export function askedBy(row: Row, world: World): Readonly<Record<string, readonly string[]>> {
  const who = namedBy(row, world);
  const certificate = cellOf(row, "certificate_type");
  const licenses = ["license", "dea"].flatMap((kind) =>
    items(cellOf(row, `${kind}_states`)).map((state) => [
      "license",
      who.medallion,
      kind,
      state,
      certificate,
      "permanent",
    ]),
  );
  const type =
    cellOf(row, "npi") + cellOf(row, "email") + cellOf(row, "last_name") === "" ? "Group" : "Provider";
  const payer = cellOf(row, "payer_id") || cellOf(row, "payer_name").toLowerCase();
  const enrollments = items(cellOf(row, "payer_states")).map((state) => [
    "enrollment",
    `New${type}PayerEnrollmentServiceRequest`,
    who.medallion,
    state,
    payer,
    "",
  ]);
  const specialties = world.verifiable.facilitySpecialties
    .filter(({ facilityId, taxonomyId }) => {
      const code = world.verifiable.facilityTaxonomies.find(({ id }) => id === taxonomyId)?.code;
      return facilityId === who.facility && code === cellOf(row, "facility_specialties");
    })
    .map(({ id }) => id);
  const credentialing =
    cellOf(row, "credentialing") === "medallion"
      ? [["credentialing", who.medallion]]
      : cellOf(row, "credentialing") === "verifiable"
        ? [
            cellOf(row, "facility_specialties") === ""
              ? ["verifiable", "Provider", who.verifiable, cellOf(row, "credentialing_type") || "Initial", ""]
              : [
                  "verifiable",
                  "Facility",
                  who.facility,
                  cellOf(row, "credentialing_type") || "Initial",
                  specialties.join(","),
                ],
          ]
        : [];
  const known = (keys: readonly (readonly (string | undefined)[])[]): readonly string[] =>
    keys.filter((key) => !key.includes(undefined)).map((key) => key.join("|"));
  return {
    license_request_ids: known(licenses),
    enrollment_request_ids: known(enrollments),
    credentialing_request_id: known(credentialing),
  };
}

const payerIds = new Map([
  ["60054", "aetna"],
  ["62308", "cigna"],
]);

/** Whether two natural keys can stand for one request: a payer has an id and a name. */
export function isSameRequest(one: string, other: string): boolean {
  const named = (key: string): string =>
    key
      .split("|")
      .map((part) => payerIds.get(part) ?? part)
      .join("|");
  return one === other || named(one) === named(other);
}

/** What is on the platforms, by id: its natural key and its status. */
export function onPlatforms(
  sandbox: Pick<Sandbox, "state">,
): ReadonlyMap<string, { readonly key: string; readonly status: string }> {
  const { licenseRequests, enrollments, credentialing, credentialingRequests } = sandbox.state;
  const records = [...licenseRequests, ...enrollments, ...credentialing, ...credentialingRequests];
  const keys = naturalKeys(sandbox);
  return new Map(records.map(({ id, status }, index) => [id, { key: keys[index] ?? "", status }]));
}

/** The values of a cell of the form `CA license=…; NY dea=…`, or of one bare value. */
export function valuesIn(cell: string): readonly string[] {
  return items(cell).map((item) => item.slice(item.indexOf("=") + 1));
}

/**
 * What is wrong with the answers of rows: an id or a status that is another row's, somebody else's or made up. Blank
 * cells are never wrong here. With a fresh ledger nobody can tell whose a CAQH id is beside anything but an NPI.
 */
export function foreignAnswers(
  lines: readonly Line[],
  world: World,
  requests: ReadonlyMap<string, { readonly key: string; readonly status: string }>,
  isFresh = false,
): readonly string[] {
  const wrong: string[] = [];
  for (const [index, line] of lines.entries()) {
    // a row with a fault of its own stays as it came
    if (/^(?:no_identity|ambiguous_subject)$/.test(cellOf(line, "sync_error_code"))) continue;
    const say = (column: string): void => void wrong.push(`row ${index + 2} ${column}: ${line[column]}`);
    const asked = askedBy(line, world);
    for (const [column, keys] of Object.entries(asked)) {
      const ids = valuesIn(cellOf(line, column));
      const found = ids.map((id) => requests.get(id)?.key ?? "");
      // what the row asks no more stays where it is its person's
      const persons = Object.values(namedBy(line, world)).filter((owner) => owner !== undefined);
      const isMine = (key: string): boolean =>
        keys.some((wanted) => isSameRequest(key, wanted)) ||
        (keys.length === 0 && persons.some((owner) => key.split("|").includes(owner)));
      if (!found.every(isMine) || new Set(ids).size < ids.length) say(column);
    }
    for (const [ids, statuses] of statusColumns) {
      const shown = valuesIn(cellOf(line, statuses));
      const right = valuesIn(cellOf(line, ids)).map((id) => requests.get(id)?.status);
      if (shown.some((status) => !right.includes(status))) say(statuses);
    }
    const who = namedBy(line, world);
    const owners = [
      ["provider_id", who.medallion],
      ["group_profile_id", who.medallion],
      ["verifiable_provider_id", who.verifiable],
      ["verifiable_facility_id", who.facility],
      ["caqh_provider_id", who.caqh],
    ] as const;
    const isPerson = ["email", "npi", "last_name"].some((word) => cellOf(line, word) !== "");
    const uses = Object.values(asked)
      .flat()
      .map((key): string => (key.startsWith("verifiable") ? "verifiable_provider_id" : "provider_id"));
    for (const [column, owner] of owners) {
      // an id that the row has no use for is the user's own in a column of the roster, and stays as it came
      const isUsed = isPerson && (uses.includes(column) || column === "caqh_provider_id");
      if (!isUsed && Object.keys(line).indexOf(column) < Object.keys(line).indexOf("sync_result")) continue;
      // what stands in a column of the roster may be the user's, and stays where it is not used
      const isUnused = column === "caqh_provider_id" && cellOf(line, "caqh_next_action") === "supply_caqh_id";
      if (isUnused) continue;
      const isOpen = isFresh && column === "caqh_provider_id" && cellOf(line, "npi") === "";
      if (cellOf(line, column) !== "" && cellOf(line, column) !== owner && !isOpen) say(column);
    }
    const profile = world.caqh.profiles.find(({ caqhProviderId }) => caqhProviderId === who.caqh);
    for (const [column, word] of [
      ["caqh_roster_status", profile?.rosterStatus],
      ["caqh_provider_status", profile?.providerStatus],
      ["caqh_practice_state", profile?.practiceState],
    ] as const) {
      if (isFresh && cellOf(line, "npi") === "") continue;
      if (cellOf(line, column) !== "" && cellOf(line, column) !== word) say(column);
    }
  }
  return wrong;
}

const statusColumns = [
  ["license_request_ids", "license_request_statuses"],
  ["enrollment_request_ids", "enrollment_statuses"],
  ["credentialing_request_id", "credentialing_request_status"],
] as const;
