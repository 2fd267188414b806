import type { Call } from "../../../src/http/call.ts";
import { lonePage, type Listing } from "../../../src/lists/listing.ts";
import {
  naturalKey,
  idIn,
  isThing,
  objectIn,
  objectsIn,
  pathPart,
  textIn,
} from "../../../src/platforms/reading.ts";
import {
  madeBySubmission,
  resource,
  type Resource,
  type Remote,
  type RequestOptions,
} from "../../../src/platforms/resource.ts";
import type { ItemProof } from "../../../src/requests/answer.ts";
import type { HarborSpec, ListingSpec } from "./kinds.ts";
import { personQuery } from "./people.ts";

/** What is wanted of Harbor, once the person is known. */
type Wanted = { readonly person: string; readonly name: string };

type Common = Omit<Resource<HarborSpec, Wanted>, "read" | "create">;

/**
 * What all three have in common: how they are named, recognised and read by their ids.
 * @param isAlone each goes in a call of its own
 */
function common(one: string, isAlone: boolean): Common {
  const kind = `harbor.${one}`;
  return {
    kind,
    platform: "harbor",
    organization: "",
    references: (_spec, row) => [{ role: "person", query: personQuery(row), fills: "harbor_person_id" }],
    draft: ({ name }, identity) => ({
      same: naturalKey(kind, identity.email ?? identity["harbor_person_id"] ?? "", name.toLowerCase()),
      options: {},
    }),
    identify: ({ name }, answers) => {
      const person = answers.get("person")?.[0] ?? "";
      const key = naturalKey("harbor", one, person, name.toLowerCase());
      const attributes = { person, name };
      return {
        key,
        platform: "harbor",
        kind,
        organization: "",
        subject: person,
        attributes,
        batch: isAlone ? key : person,
        options: {},
      };
    },
    matchRank: ({ name }, { attributes }) => (attributes["name"] === name.toLowerCase() ? 1 : 0),
    mayAdopt: (_wanted, listed, context) => listed.open || madeBySubmission(listed, context),
    subjectAlone: () => undefined,
  };
}

/** Berths: one for each call, and there is a list of all of them. */
export const berths = resource<HarborSpec, Wanted>({
  ...common("berth", true),
  read: {
    lists: [listing("/berths")],
    ofSubject: (person) => listing("/berths", [["person", person]]),
    byId: single("/berths"),
  },
  create: {
    call: ([wanted]) => post("/berths", { person: wanted?.person, port: wanted?.name }),
    returnsFinalState: true,
    accepted: (body) => ({ items: [proofOf(body)] }),
  },
});

/** Badges: one for each call, and only those of one person can be read. */
export const badges = resource<HarborSpec, Wanted>({
  ...common("badge", true),
  read: {
    lists: [],
    ofSubject: (person) => listing(`/people/${pathPart(person)}/badges`),
    byId: single("/badges"),
  },
  create: {
    call: ([wanted]) => post("/badges", { person: wanted?.person, badge: wanted?.name }),
    returnsFinalState: true,
    accepted: (body) => ({ items: [proofOf(body)] }),
  },
});

/** Courses: all of a person in one call, which Harbor works on under a number. */
export const courses = resource<HarborSpec, Wanted>({
  ...common("course", false),
  read: {
    lists: [listing("/courses")],
    ofSubject: (person) => listing("/courses", [["person", person]]),
    byId: single("/courses"),
  },
  create: {
    maxBatch: 2,
    call: (wanted) =>
      post("/courses", { items: wanted.map(({ person, name }) => ({ person, course: name })) }),
    returnsFinalState: true,
    accepted: (body) => {
      const operation = textIn(objectIn(body)?.["operation"]);
      return operation === undefined ? { doubt: "no number to ask under" } : { pending: operation };
    },
    poll: (operation) => ({
      call: { ...get(`/operations/${pathPart(operation)}`, "settle"), route: "/operations/{id}" },
      read: (body) => {
        const answer = objectIn(body);
        if (answer?.["state"] === "running") return "pending";
        return answer?.["state"] === "done"
          ? { items: objectsIn(answer["items"]).map(proofOf) }
          : { doubt: "an answer that says nothing" };
      },
    }),
  },
});

/** What is wanted of a listing, once the person is known. */
type WantedListing = { readonly person: string; readonly address: string };

/** What the directory shows of one. */
type ShownListing = { readonly address: string | undefined };

/** Listings in a directory: one for each person, which can be changed and taken out again. */
export const listings = resource<ListingSpec, WantedListing, ShownListing>({
  kind: "harbor.listing",
  platform: "harbor",
  organization: "",
  references: (_spec, row) => [{ role: "person", query: personQuery(row), fills: "harbor_person_id" }],
  draft: ({ verb, address }, identity) => ({
    same: naturalKey("harbor.listing", identity.email ?? identity["harbor_person_id"] ?? ""),
    options: wishOf(verb, address),
  }),
  identify: ({ verb, address }, answers) => {
    const person = answers.get("person")?.[0] ?? "";
    return {
      key: naturalKey("harbor", "listing", person),
      platform: "harbor",
      kind: "harbor.listing",
      organization: "",
      subject: person,
      attributes: { person, address },
      batch: person,
      options: wishOf(verb, address),
    };
  },
  read: {
    lists: [directory()],
    ofSubject: (person) => directory([["person", person]]),
    byId: (id) => ({
      call: { ...get(`/listings/${pathPart(id)}`, "status"), route: "/listings/{id}", fits: isThing },
      read: (body) => listedIn(objectIn(body) ?? {}),
    }),
  },
  create: {
    call: ([wanted]) => post("/listings", { person: wanted?.person, address: wanted?.address }),
    returnsFinalState: true,
    accepted: (body) => ({ items: [listingProof(body)] }),
  },
  update: {
    call: ([target]) => ({ ...to("PUT", target?.id), body: { address: target?.wanted.address } }),
    returnsFinalState: true,
    accepted: (body) => ({ items: [listingProof(body)] }),
    sets: ({ address }) => ({ address }),
    isAsWished: ({ address }, { attributes }) => attributes.address === address,
  },
  remove: {
    call: ([target]) => to("DELETE", target?.id),
    returnsFinalState: true,
    accepted: () => ({ items: [{ remote: {} }] }),
  },
  matchRank: () => 1,
  mayAdopt: (_wanted, listed, context) => listed.open || madeBySubmission(listed, context),
  subjectAlone: () => undefined,
});

function wishOf(verb: ListingSpec["verb"], address: string): RequestOptions {
  return { directory: verb === "create", directory_address: address };
}

function to(method: "PUT" | "DELETE", id: string | undefined): Call {
  return { method, path: `/listings/${pathPart(id ?? "")}`, route: "/listings/{id}", purpose: "submit" };
}

function directory(query: Call["query"] = []): Listing<Remote<ShownListing>> {
  return {
    call: () => ({ ...get("/listings", "existing"), query }),
    read: (body) =>
      Array.isArray(body) ? lonePage(objectsIn(body).flatMap((row) => listedIn(row) ?? [])) : undefined,
  };
}

function listedIn(row: Readonly<Record<string, unknown>>): Remote<ShownListing> | undefined {
  const [remoteId, subject, address] = [idIn(row["id"]), idIn(row["person"]), textIn(row["address"])];
  if (remoteId === undefined || subject === undefined) return undefined;
  const status = textIn(row["status"]);
  return {
    remoteId,
    subject,
    status,
    attributes: { address },
    createdAt: undefined,
    open: status !== "gone",
  };
}

function listingProof(body: unknown): ItemProof {
  const remote = listedIn(objectIn(body) ?? {});
  return remote === undefined ? { doubt: "an answer without a listing" } : { remote };
}

function single(path: string): NonNullable<Resource["read"]["byId"]> {
  return (id) => ({
    call: { ...get(`${path}/${pathPart(id)}`, "status"), route: `${path}/{id}`, fits: isThing },
    read: (body) => remoteOf(objectIn(body) ?? {}),
  });
}

function get(path: string, purpose: Call["purpose"]): Call {
  return { method: "GET", path, route: path, purpose };
}

function post(path: string, body: Readonly<Record<string, unknown>>): Call {
  return { method: "POST", path, route: path, purpose: "submit", body };
}

function listing(path: string, query: Call["query"] = []): Listing<Remote> {
  return {
    call: () => ({ ...get(path, "existing"), query }),
    read: (body) =>
      Array.isArray(body)
        ? lonePage(
            objectsIn(body)
              .map(remoteOf)
              .filter((one) => one !== undefined),
          )
        : undefined,
  };
}

function remoteOf(row: Readonly<Record<string, unknown>>): Remote | undefined {
  const [remoteId, subject, name] = [idIn(row["id"]), idIn(row["person"]), textIn(row["name"])];
  if (remoteId === undefined || subject === undefined || name === undefined) return undefined;
  const status = textIn(row["status"]);
  const attributes = { person: subject, name: name.toLowerCase() };
  return { remoteId, subject, status, attributes, createdAt: undefined, open: status !== "gone" };
}

function proofOf(body: unknown): ItemProof {
  const row = objectIn(body) ?? {};
  const error = textIn(row["error"]);
  if (error !== undefined) return { refused: error };
  const remote = remoteOf(row);
  return remote === undefined ? { doubt: "an answer without an id" } : { remote };
}
