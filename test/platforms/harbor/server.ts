import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Somebody whom the invented platform knows. */
export interface Person {
  readonly id: string;
  readonly email: string;
}

/** Something that was requested there. */
export interface Made {
  readonly id: string;
  readonly person: string;
  /** What it is for: a port, a badge or a course. */
  readonly name: string;
  readonly status: string;
}

/** A person's place in the directory. */
export interface MadeListing {
  readonly id: string;
  readonly person: string;
  address: string;
  readonly status: string;
}

/** A call that the platform has seen. */
export interface SeenCall {
  readonly method: string;
  readonly path: string;
}

interface Operation {
  /** It is asked so often before it is through. */
  left: number;
  readonly answer: readonly unknown[];
}

/** An imitation of Harbor, a platform that does not exist, on this machine. */
export interface Harbor {
  readonly url: string;
  readonly calls: readonly SeenCall[];
  readonly berths: readonly Made[];
  readonly badges: readonly Made[];
  readonly courses: readonly Made[];
  readonly listings: MadeListing[];
  readonly close: () => Promise<void>;
}

/** How the imitation behaves. */
export interface HarborMoods {
  readonly people: readonly Person[];
  /** The key that it takes. */
  readonly key: string;
  /** An operation is asked about so often before it is through. */
  readonly pollsNeeded?: number;
  /** Courses that it refuses. */
  readonly refused?: readonly string[];
  /** What the directory shows, where that is not what there is. */
  readonly directory?: () => readonly MadeListing[] | undefined;
  /** What becomes of a call whose answer is lost: whether it is carried out; undefined where all goes well. */
  readonly fate?: (call: SeenCall) => "carried out" | "left undone" | undefined;
  /** Told of a call before it is answered; what it answers later is lost when it does not resolve. */
  readonly onCall?: (call: SeenCall) => Promise<void> | void;
}

/** Starts it on a free port. */
export async function startHarbor(moods: HarborMoods): Promise<Harbor> {
  const harbor = new Imitation(moods);
  const server = createServer((request, response) => void harbor.serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls: harbor.calls,
    berths: harbor.berths,
    badges: harbor.badges,
    courses: harbor.courses,
    listings: harbor.listings,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

class Imitation {
  readonly calls: SeenCall[] = [];
  readonly berths: Made[] = [];
  readonly badges: Made[] = [];
  readonly courses: Made[] = [];
  readonly listings: MadeListing[] = [];
  readonly #operations = new Map<string, Operation>();
  readonly #moods: HarborMoods;
  #next = 1;

  constructor(moods: HarborMoods) {
    this.#moods = moods;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET" } = request;
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const body = await bodyOf(request);
    const call = { method, path: url.pathname };
    const fate = this.#moods.fate?.(call);
    const isAllowed = request.headers["authorization"] === `Key ${this.#moods.key}`;
    const own = isAllowed && fate !== "left undone" ? this.#answer(call, url.searchParams, body) : wrongKey;
    const answer = fate === undefined ? own : { status: 502, body: {} };
    this.calls.push(call);
    await this.#moods.onCall?.(call);
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  #answer(
    { method, path }: SeenCall,
    query: URLSearchParams,
    body: unknown,
  ): { readonly status: number; readonly body: unknown } {
    const [first = "", id = "", third] = path.split("/").slice(1);
    if (first === "listings") return this.#directory(method, id, query, body);
    if (method === "GET" && first === "people" && third === "badges")
      return { status: 200, body: this.badges.filter(({ person }) => person === id) };
    if (method === "GET" && first === "people")
      return { status: 200, body: this.#moods.people.filter(({ email }) => wants(query, "email", email)) };
    if (method === "GET" && first === "berths" && id === "")
      return { status: 200, body: this.berths.filter(({ person }) => wants(query, "person", person)) };
    if (method === "GET" && (first === "berths" || first === "badges" || first === "courses")) {
      if (first === "courses" && id === "")
        return { status: 200, body: this.courses.filter(({ person }) => wants(query, "person", person)) };
      const found = this[first].find((each) => each.id === id);
      return found === undefined ? { status: 404, body: {} } : { status: 200, body: found };
    }
    if (method === "GET" && first === "operations") return this.#poll(id);
    if (method === "POST" && first === "berths")
      return { status: 201, body: this.#make(this.berths, body, "port") };
    if (method === "POST" && first === "badges")
      return { status: 201, body: this.#make(this.badges, body, "badge") };
    if (method === "POST" && first === "courses") return this.#begin(body);
    return { status: 404, body: {} };
  }

  #directory(
    method: string,
    id: string,
    query: URLSearchParams,
    body: unknown,
  ): { readonly status: number; readonly body: unknown } {
    const found = this.listings.find((each) => each.id === id);
    const { person = "", address = "" } = (body ?? {}) as Record<string, string>;
    if (method === "GET" && id === "") {
      const shown = this.#moods.directory?.() ?? this.listings;
      return { status: 200, body: shown.filter((each) => wants(query, "person", each.person)) };
    }
    if (method === "POST" && id === "") {
      const one = { id: this.#id("listing"), person, address, status: "open" };
      this.listings.push(one);
      return { status: 201, body: { ...one } };
    }
    if (found === undefined) return { status: 404, body: { error: "there is no such listing" } };
    if (method === "PUT") found.address = address;
    if (method !== "DELETE") return { status: 200, body: { ...found } };
    this.listings.splice(this.listings.indexOf(found), 1);
    return { status: 204, body: undefined };
  }

  #make(made: Made[], body: unknown, field: string): Made {
    const { person = "", [field]: name = "" } = body as Record<string, string>;
    const one = { id: this.#id(field), person, name, status: "open" };
    made.push(one);
    return one;
  }

  /** Carried out at once; only that is not said before it has been asked often enough. */
  #begin(body: unknown): { readonly status: number; readonly body: unknown } {
    const { items } = body as { readonly items: readonly { readonly course: string }[] };
    const id = this.#id("operation");
    const answer = items.map((item) =>
      this.#moods.refused?.includes(item.course) === true
        ? { error: `there is no course ${item.course}` }
        : this.#make(this.courses, item, "course"),
    );
    this.#operations.set(id, { left: this.#moods.pollsNeeded ?? 1, answer });
    return { status: 202, body: { operation: id } };
  }

  #poll(id: string): { readonly status: number; readonly body: unknown } {
    const operation = this.#operations.get(id);
    if (operation === undefined) return { status: 404, body: {} };
    if (operation.left === 0) return { status: 200, body: { state: "done", items: operation.answer } };
    operation.left -= 1;
    return { status: 200, body: { state: "running" } };
  }

  #id(what: string): string {
    const id = `${what}-${this.#next}`;
    this.#next += 1;
    return id;
  }
}

const wrongKey = { status: 401, body: { error: "wrong key" } };

function wants(query: URLSearchParams, name: string, value: string): boolean {
  return !query.has(name) || query.get(name) === value;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? undefined : JSON.parse(text);
}
