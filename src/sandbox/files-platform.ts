import type { SandboxContext } from "./context.ts";
import { type Call, type Platform, json, type Reply } from "./http/platform.ts";
import { hasFile, linkSignature } from "./medallion/credentialing.ts";
import { fullName } from "./medallion/providers.ts";

/** A small PDF of one page with these lines; readers open it, and the same lines give the same bytes. */
function onePagePdf(lines: readonly string[]): Uint8Array {
  const text = lines.map((line) => `(${escaped(line)}) Tj 0 -22 Td`).join("\n");
  const content = `BT /F1 16 Tf 72 720 Td\n${text}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(file.length);
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const places = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places}`;
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + table + end, "latin1");
}

/** Parentheses and backslashes end a PDF text early; anything beyond ASCII is not in the font. */
function escaped(line: string): string {
  return line.replaceAll(/[^\u0020-\u007e]/g, "?").replaceAll(/[\\()]/g, String.raw`\$&`);
}

/**
 * The host of the PDFs, below `/files`. Links carry their own right to be read, as with the stores
 * that hand out signed links; such a store answers 400 to a request that brings credentials as well,
 * and so does this one: Medallion's key has no business here.
 */
export function filesPlatform(context: SandboxContext): Platform {
  return {
    name: "files",
    prefix: "/files",
    knows: (call) => bringsCredentials(call) === undefined,
    isRightSecret: () => undefined,
    answer: (call) => answer(context, call),
    tooMany: (retryAfterMs) =>
      json(
        429,
        { message: "Too many downloads." },
        { "retry-after": String(Math.ceil(retryAfterMs / 1000)) },
      ),
    refusal,
    lockedOut: 403,
  };
}

function answer(context: SandboxContext, call: Call): Reply {
  const unwelcome = bringsCredentials(call);
  if (unwelcome !== undefined) return refusal(400, `The ${unwelcome} header is not for this host.`);
  if (call.method !== "GET") return refusal(405, "Only GET is served here.");
  const id = /^\/([0-9a-f-]{36})\.pdf$/.exec(call.path)?.[1] ?? "";
  const request = context.stores.credentialing.rows.find(({ fileId }) => fileId === id);
  if (request === undefined || !hasFile(request)) return refusal(404, "No such file.");
  if (call.query.get("signature") !== linkSignature(id)) return refusal(403, "Bad signature.");
  const provider = context.providers.get(request.provider);
  return {
    status: 200,
    headers: { "content-type": "application/pdf" },
    payload: onePagePdf([
      "Credentialing file (invented)",
      provider === undefined ? "" : fullName(provider),
      `Status: ${request.credentialingStatus ?? "none"}`,
    ]),
  };
}

function bringsCredentials(call: Call): string | undefined {
  return ["x-api-key", "authorization"].find((name) => call.headers[name] !== undefined);
}

function refusal(status: number, message: string): Reply {
  return json(status, { message });
}
