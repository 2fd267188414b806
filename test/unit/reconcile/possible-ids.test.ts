import { describe, expect, test } from "vitest";
import type { TransportAnswer } from "../../../src/http/reply.ts";
import { answer } from "../builders/clients.ts";
import { enrollment, enrollmentRow, enrollments, Nights, provider, type Row } from "../builders/nights.ts";
import { uuid } from "../builders/rows.ts";

const aetna = enrollment();

/** The row of an enrollment that no list shows, and that can be read by its id. */
function hidden(changes: Row = {}): Row {
  const body = {
    resourcetype: "NewProviderPayerEnrollmentServiceRequest",
    provider: provider(),
    payer_name: "Aetna",
    state: "TX",
  };
  return enrollmentRow(body, 7, 0, { visibleFrom: Number.MAX_SAFE_INTEGER, ...changes });
}

/** A night on which a cell names these ids for a request that no list shows. */
async function night(
  rows: readonly Row[],
  toldIds: readonly string[] = [uuid(7)],
  onRead: (path: string) => TransportAnswer | undefined = () => undefined,
) {
  const nights = new Nights(enrollments);
  const { platform } = nights;
  platform.rows.push(...rows);
  platform.onRead = (path) => {
    const asked = [7, 8, 9].find((number) => path.endsWith(`/${uuid(number)}/`));
    if (asked === undefined) return undefined;
    const row = rows.find(({ id }) => id === uuid(asked));
    return onRead(path) ?? (row === undefined ? answer(404, { detail: "Not found." }) : answer(200, row));
  };
  platform.onPost = (body, number, now) => {
    const row = enrollmentRow(body, 100 + number, now);
    platform.rows.push(row);
    return answer(201, row);
  };
  const { workItems, entries } = await nights.run([{ ...aetna, toldIds }]);
  const [workItem, entry] = [workItems.get(aetna.key), entries.get(aetna.key)];
  return {
    posts: platform.posts.length,
    reads: platform.reads.filter((path) => path.includes(uuid(7))).length,
    id: entry?.remoteId,
    origin: entry?.origin,
    state: workItem?.state,
    code: workItem?.problem?.code,
  };
}

describe("an id that a cell gives for what no list shows", () => {
  test("is read, and is the request where it fits", async () => {
    expect(await night([hidden()])).toEqual({
      posts: 0,
      reads: 1,
      id: uuid(7),
      origin: "adopted",
      state: "done",
      code: undefined,
    });
  });

  test.each<[string, Row]>([
    ["is about somebody else", { provider: provider(3) }],
    ["is for another payer", { payer_name: "Cigna" }],
    ["is for another state", { state: "CA" }],
  ])("that %s does not count, and the request is made", async (_what, changes) => {
    expect(await night([hidden(changes)])).toMatchObject({
      posts: 1,
      reads: 1,
      id: uuid(101),
      origin: "created",
    });
  });

  test("that is not there does not count, and the request is made", async () => {
    expect(await night([])).toMatchObject({ posts: 1, reads: 1, id: uuid(101), origin: "created" });
  });

  test("that is no id is not asked for", async () => {
    expect(await night([], ["see the notes / 7", ""])).toMatchObject({ posts: 1, reads: 0 });
  });

  test("that cannot be read ends the row, and nothing is made", async () => {
    const unavailable = (path: string) => (path.includes(uuid(7)) ? answer(500) : undefined);
    expect(await night([], [uuid(7)], unavailable)).toMatchObject({
      posts: 0,
      state: "done",
      code: "platform_unavailable",
    });
  });

  test("is one of several, of which the first that fits counts", async () => {
    expect(await night([hidden()], [uuid(8), uuid(7), uuid(9)])).toMatchObject({ posts: 0, id: uuid(7) });
  });
});
