import { describe, expect, test } from "vitest";
import { VerifiableCredentials, type VerifiableLogin } from "../../../../src/platforms/verifiable/sign-in.ts";
import { firstOfMarch } from "../../../support/manual-clock.ts";
import { answer, inTime, someRead, stage, type Platform, type Stage } from "../../builders/clients.ts";
import { complaints } from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

const password: VerifiableLogin = { way: "password", email: "a@example.test", password: "pass-word-1" };
const clientLogin: VerifiableLogin = { way: "client", clientId: uuid(1), clientSecret: "client-secret-1" };

interface SignedStage extends Stage {
  readonly credentials: VerifiableCredentials;
  readonly signIns: () => number;
  readonly tokens: () => readonly (string | undefined)[];
}

/** A client that signs in; tokens are numbered by the platform. */
function signedStage(login: VerifiableLogin, platform: Platform): SignedStage {
  const made = stage(platform);
  const credentials = new VerifiableCredentials(made.client, login, made.clock);
  made.client.use(credentials);
  const isSignIn = ({ call }: { readonly call: { readonly purpose: string } }): boolean =>
    call.purpose === "sign-in";
  return {
    ...made,
    credentials,
    signIns: () => made.left.filter(isSignIn).length,
    tokens: () => made.left.filter((one) => !isSignIn(one)).map(({ headers }) => headers["authorization"]),
  };
}

const hour = (hours: number): string => new Date(firstOfMarch + hours * 3_600_000).toISOString();

/** Gives tokens that last an hour and lets every other call through. */
function hourly(more: object = {}): Platform {
  let number = 0;
  return ({ call }) => {
    if (call.purpose !== "sign-in") return answer(200);
    number += 1;
    return answer(200, { tokenId: uuid(1), token: `t${number}`, expiresAt: hour(number), ...more });
  };
}

describe("signing in to Verifiable", () => {
  test("with a password asks for a short token, and uses it as long as it lasts", async () => {
    const { client, clock, left, signIns, tokens } = signedStage(password, hourly());

    await inTime(clock, client.read(someRead), 1_000);
    await inTime(clock, client.read(someRead), 58 * 60_000);

    expect(left[0] && complaints("verifiable", left[0].call)).toEqual([]);
    expect(left[0]?.call.body).toEqual({
      email: "a@example.test",
      password: "pass-word-1",
      timeToLive: "01:00:00",
    });
    expect(left[0]?.headers).not.toHaveProperty("authorization");
    expect([signIns(), tokens()]).toEqual([1, ["Bearer t1", "Bearer t1"]]);
  });

  test("with client credentials sends a form, and reads how long the token lasts", async () => {
    let number = 0;
    const { client, clock, left, signIns } = signedStage(clientLogin, ({ call }) => {
      if (call.purpose !== "sign-in") return answer(200);
      number += 1;
      return answer(200, { access_token: `t${number}`, token_type: "Bearer", expires_in: "600" });
    });

    await inTime(clock, client.read(someRead), 500_000);
    await inTime(clock, client.read(someRead), 60_000);
    const before = signIns();
    await inTime(clock, client.read(someRead), 1_000);

    expect(left[0] && complaints("verifiable", left[0].call)).toEqual([]);
    expect(left[0]?.call).toMatchObject({
      form: true,
      body: { grant_type: "client_credentials", client_id: uuid(1) },
    });
    expect([before, signIns()]).toEqual([1, 2]);
  });

  test("is not needed with a token, which cannot be renewed", async () => {
    const { client, clock, credentials, signIns, tokens } = signedStage({ way: "token", token: "mine" }, () =>
      answer(401),
    );

    const reply = await inTime(clock, client.read(someRead));

    expect(reply).toMatchObject({ kind: "not-sent", stop: { code: "credentials_refused" } });
    expect([signIns(), tokens()]).toEqual([0, ["Bearer mine"]]);
    expect(await credentials.renew({})).toBe(false);
  });

  test("happens again a minute before the token ends", async () => {
    const { client, clock, signIns, tokens } = signedStage(password, hourly());

    await inTime(clock, client.read(someRead), 59 * 60_000 - 2);
    await inTime(clock, client.read(someRead), 2);
    const before = signIns();
    await inTime(clock, client.read(someRead), 1_000);

    expect(before).toBe(1);
    expect(tokens()).toEqual(["Bearer t1", "Bearer t1", "Bearer t2"]);
  });

  test("is done once for all who need it at the same time", async () => {
    const { client, clock, signIns, tokens } = signedStage(password, hourly());

    await inTime(clock, Promise.all([1, 2, 3, 4, 5, 6].map(() => client.read(someRead))));

    expect(signIns()).toBe(1);
    expect(new Set(tokens())).toEqual(new Set(["Bearer t1"]));
  });

  test("is done once more when the token was revoked, and the new one is used from then on", async () => {
    let number = 0;
    const { client, clock, signIns, tokens } = signedStage(password, ({ call, headers }) => {
      if (call.purpose !== "sign-in") return answer(headers["authorization"] === "Bearer t1" ? 401 : 200);
      number += 1;
      return answer(200, { token: `t${number}` });
    });

    const first = await inTime(clock, client.read(someRead), 1_000);
    const second = await inTime(clock, client.read(someRead), 1_000);

    expect([first.kind, second.kind, signIns()]).toEqual(["ok", "ok", 2]);
    expect(tokens()).toEqual(["Bearer t1", "Bearer t2", "Bearer t2"]);
  });

  test("is done once more for all whose calls were refused, also for those refused while it is under way", async () => {
    let number = 0;
    let refused = 0;
    const made = signedStage(password, async ({ call, headers }) => {
      if (call.purpose === "sign-in") {
        number += 1;
        const token = `t${number}`;
        await made.clock.sleep(500);
        return answer(200, { token });
      }
      if (headers["authorization"] !== "Bearer t1") return answer(200);
      refused += 1;
      await made.clock.sleep(refused * 100);
      return answer(401);
    });
    const { client, clock, signIns, tokens } = made;

    const replies = await inTime(clock, Promise.all([1, 2, 3, 4].map(() => client.read(someRead))), 5_000);

    expect(replies.map(({ kind }) => kind)).toEqual(["ok", "ok", "ok", "ok"]);
    expect(signIns()).toBe(2);
    expect(tokens().filter((token) => token === "Bearer t2")).toHaveLength(4);
  });

  test("is done no more than twice for a call that stays refused", async () => {
    const { client, clock, signIns } = signedStage(password, ({ call }) =>
      call.purpose === "sign-in" ? answer(200, { token: "t" }) : answer(401),
    );

    const reply = await inTime(clock, client.read(someRead));

    expect(reply.kind).toBe("not-sent");
    expect(signIns()).toBe(2);
  });

  test("is tried again when the platform does not answer", async () => {
    let number = 0;
    const { client, clock } = signedStage(password, ({ call }) => {
      if (call.purpose !== "sign-in") return answer(200);
      number += 1;
      return number < 3 ? answer(500) : answer(200, { token: "t" });
    });

    expect((await inTime(clock, client.read(someRead))).kind).toBe("ok");
  });

  test.each<[string, ReturnType<Platform>, string, RegExp]>([
    [
      "refuses the password",
      answer(401, { title: "Unauthorized" }),
      "credentials_refused",
      /refused the sign-in \(401: Unauthorized\)/,
    ],
    ["wants the password changed", answer(409), "credentials_refused", /change its password/],
    ["gives no token", answer(200, { ok: true }), "credentials_refused", /contains no token/],
    ["is down", answer(503), "platform_unavailable", /Sign-in to Verifiable failed \(503/],
  ])("ends all work when Verifiable %s", async (_what, said, code, reason) => {
    const { client, clock, tokens } = signedStage(password, () => said);

    const reply = await inTime(clock, client.read(someRead));

    expect(reply).toMatchObject({ kind: "not-sent", stop: { code, reason: expect.stringMatching(reason) } });
    expect(JSON.stringify(reply)).not.toMatch(/pass-word-1|a@example\.test/);
    expect(tokens()).toEqual([]);
  });

  test.each([
    ["Reader", "may only read"],
    ["LimitedReader", "may only read"],
    ["Credentialing", "may request as well"],
    ["Admin", "may request as well"],
  ])("tells that the role %s %s", async (name, may) => {
    const { client, clock, credentials } = signedStage(password, hourly({ role: { name } }));
    const before = credentials.readOnly;

    await inTime(clock, client.read(someRead), 1_000);

    expect(before).toBeUndefined();
    expect(credentials.readOnly === undefined).toBe(may !== "may only read");
    if (may === "may only read")
      expect(credentials.readOnly).toMatchObject({
        code: "forbidden",
        reason: expect.stringContaining(name),
      });
  });
});
