import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  type Server as HttpServer,
} from "node:http";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach } from "vitest";

const open: (() => void)[] = [];

afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** Starts a server of raw sockets for one test; answers the port. */
export async function rawServer(onSocket: (socket: Socket) => void): Promise<number> {
  return listening(createServer((socket) => onSocket(socket.on("error", () => undefined))));
}

/** Starts a server that reads each request to its end and then writes these bytes, for one test. */
export function answeringServer(bytes: (request: string) => string | Buffer): Promise<number> {
  return rawServer((socket) => {
    let request = "";
    socket.on("data", (chunk) => {
      request += chunk.toString("latin1");
      if (!request.includes("\r\n\r\n")) return;
      socket.end(bytes(request));
      request = "";
    });
  });
}

/** An HTTP answer as bytes. */
export function httpAnswer(
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const bytes = Buffer.from(body);
  const lines = Object.entries({ "content-length": String(bytes.length), ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Answer\r\n${lines.join("")}\r\n`), bytes]);
}

/** A proxy that was asked for tunnels. */
export interface Tunnels {
  readonly port: number;
  readonly asked: { readonly target: string; readonly headers: IncomingHttpHeaders }[];
}

/** Starts a proxy for one test: every tunnel leads to `to`, or is refused with that status. */
export async function tunnelProxy(
  to: { readonly port: number } | { readonly status: number },
): Promise<Tunnels> {
  const asked: { target: string; headers: IncomingHttpHeaders }[] = [];
  const server = createHttpServer((_request, response) => response.writeHead(400).end());
  server.on("connect", ({ url, headers }, socket: Socket, head) => {
    socket.on("error", () => undefined);
    asked.push({ target: url ?? "", headers });
    if ("status" in to) {
      socket.end(`HTTP/1.1 ${to.status} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const beyond = connect(to.port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      beyond.write(head);
      socket.pipe(beyond).pipe(socket);
    });
    beyond.on("error", () => socket.destroy());
  });
  return { port: await listening(server), asked };
}

async function listening(server: Server | HttpServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  open.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port;
}
