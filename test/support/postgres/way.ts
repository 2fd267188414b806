import { once } from "node:events";
import { createConnection, createServer, type AddressInfo, type Socket } from "node:net";

/** What passes on a way to a server, and what to do about it. */
export interface WayPlan {
  /** Called with what the program says, before the server hears it. */
  readonly onQuestion?: (text: string) => void;
  /** Called with what the server says, before the program hears it. */
  readonly onAnswer?: (bytes: Buffer) => void;
  /** Each direction takes so long. */
  readonly delayMs?: number;
}

/** A way to a server of which a test sees what passes, and which it can cut or make silent. */
export interface Way {
  readonly port: number;
  /** From now on nothing passes, and nobody is told. */
  readonly silence: () => void;
  readonly close: () => Promise<void>;
}

/** Opens a way on loopback to a port of this machine. */
export async function openWay(
  serverPort: number,
  { onQuestion, onAnswer, delayMs = 0 }: WayPlan = {},
): Promise<Way> {
  const sockets = new Set<Socket>();
  let silent = false;
  const pass = (to: Socket, bytes: Buffer): void => {
    if (silent) return;
    if (delayMs === 0) to.write(bytes);
    else setTimeout(() => to.write(bytes), delayMs);
  };
  const server = createServer((near) => {
    const far = createConnection(serverPort, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
    }
    near.on("data", (bytes) => {
      onQuestion?.(bytes.toString("latin1"));
      pass(far, bytes);
    });
    far.on("data", (bytes) => {
      onAnswer?.(bytes);
      pass(near, bytes);
    });
    near.on("close", () => far.destroy());
    far.on("close", () => {
      if (!silent) near.destroy();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    silence: () => {
      silent = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
