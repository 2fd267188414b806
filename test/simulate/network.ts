import { isWrite, payloadOf, targetOf, type Call } from "../../src/http/call.ts";
import { NotConnectedError } from "../../src/http/connector.ts";
import type { TransportAnswer } from "../../src/http/reply.ts";
import type { OpenTransport, Transport } from "../../src/http/transport.ts";
import type { Imitation } from "../../src/sandbox/sandbox.ts";
import type { Dice } from "./dice.ts";
import type { Process, SimulatedTime } from "./time.ts";

/** So long a connection may take that is opened at last. */
const slowConnectionMs = 9_000;

/** How the way to the platforms is tonight. */
export interface NetworkConditions {
  /** How long a request or an answer is on its way at most, as a rule. */
  readonly latencyMs: number;
  /** The share of requests that stand somewhere on their way for up to so long. */
  readonly stuck: { readonly share: number; readonly ms: number };
  /** The share of connections that cannot be opened. */
  readonly unreachable: number;
  /** The share of answers that are lost on their way back. */
  readonly lost: number;
}

/** What a request of the program came to; for the trace. */
export interface Exchange {
  readonly process: Process;
  readonly method: string;
  readonly path: string;
  readonly what: string;
}

/** What the network is made of. */
export interface NetworkParts {
  readonly time: SimulatedTime;
  readonly dice: Dice;
  readonly platforms: Imitation;
  readonly conditions: () => NetworkConditions;
  readonly onExchange: (exchange: Exchange) => void;
}

/**
 * The way from a process to the platforms. What a process has sent arrives, whether it scenarios to see the answer or not,
 * and also after it has given up waiting.
 */
export function transportOf(process: Process, parts: NetworkParts): OpenTransport {
  const { time, dice, platforms, conditions, onExchange } = parts;
  return (baseUrl) => {
    const { pathname } = new URL(baseUrl);
    const send: Transport["send"] = (call, headers, timeoutMs, keepBack) =>
      new Promise<TransportAnswer>((resolve, reject) => {
        const request = requestOf(call, headers, pathname.replace(/\/+$/, ""));
        const { latencyMs, stuck, unreachable, lost } = conditions();
        const isStuck = (): boolean => dice.isHit(stuck.share);
        const delay = (): number => 1 + dice.roll() * latencyMs + (isStuck() ? dice.roll() * stuck.ms : 0);
        let over = false;
        const end = (what: string, settle: () => void): void => {
          if (over) return;
          over = true;
          time.cancel(deadline);
          onExchange({ process, method: request.method, path: request.path, what });
          settle();
        };
        const deadline = time.after(timeoutMs, process, "answer", () =>
          end("no answer in time", () => reject(timedOut())),
        );
        const arrives = async (): Promise<void> => {
          const ending = await platforms.receive(request);
          const isLost = dice.isHit(lost);
          time.after(delay(), process, "answer", () => {
            switch (ending.kind) {
              case "silence":
                return;
              case "drop":
                end("connection broke", () => reject(broken(ending.reset ? "ECONNRESET" : "UND_ERR_SOCKET")));
                return;
              case "cut":
              case "answer": {
                if (isLost || (ending.kind === "cut" && ending.abrupt))
                  return end(`${ending.reply.status}, lost`, () => reject(broken("UND_ERR_SOCKET")));
                const answer = answerOf(ending.reply, ending.kind === "cut", time.now());
                end(String(answer.status), () => resolve(answer));
              }
            }
          });
        };
        const leaves = (): void => {
          if (over) return;
          const kept = keepBack?.();
          if (kept !== undefined) return end("kept back", () => reject(kept));
          // a moment in which the program has sent something and waits: whoever dies, may die now
          if (isWrite(call)) {
            process.writes += 1;
            time.soon(process, "sent", () => undefined);
          }
          time.after(delay(), undefined, "sent", () => {
            arrives().catch((error: unknown) => end("failed", () => reject(error)));
          });
        };
        if (dice.isHit(unreachable)) {
          time.after(delay(), process, "answer", () =>
            end("no connection", () => reject(new NotConnectedError("ECONNREFUSED", "direct"))),
          );
        } else if (isStuck()) time.after(dice.roll() * slowConnectionMs, process, "answer", leaves);
        else leaves();
      });
    return { send, close: () => Promise.resolve() };
  };
}

type Request = Parameters<Imitation["receive"]>[0];

function requestOf(call: Call, headers: Readonly<Record<string, string>>, basePath: string): Request {
  const payload = payloadOf(call);
  const target = targetOf(call, basePath);
  const mark = target.indexOf("?");
  return {
    method: call.method,
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1)),
    headers: {
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      ...(payload === undefined ? {} : { "content-type": payload.contentType }),
    },
    text: payload?.text ?? "",
    lagMs: 0,
    listTroubles: [],
  };
}

type Reply = Extract<Awaited<ReturnType<Imitation["receive"]>>, { readonly kind: "answer" }>["reply"];

function answerOf({ status, headers, payload }: Reply, isCut: boolean, now: number): TransportAnswer {
  const bytes = Buffer.from(payload);
  return {
    status,
    retryAfter: headers["retry-after"],
    // the header has whole seconds
    serverTime: Math.floor(now / 1000) * 1000,
    requestId: undefined,
    contentType: headers["content-type"],
    text: (isCut ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes).toString("utf8"),
  };
}

function timedOut(): Error {
  return Object.assign(new Error("timed out"), { name: "TimeoutError" });
}

function broken(code: string): Error {
  return Object.assign(new Error("the connection broke"), { code });
}
