/** An answer ready to be sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | Uint8Array;
  /** How many rows a list answer holds. */
  readonly rows?: number;
}

/** A JSON answer; `rows` is counted from `results`, `items` or a bare array. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  const rows = rowsIn(body);
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    payload: JSON.stringify(body),
    ...(rows === undefined ? {} : { rows }),
  };
}

/** An answer with an HTML page, as proxies and web frameworks give it. */
export function html(status: number, title: string): Reply {
  const page = `<!doctype html>\n<html lang="en">\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, payload: page };
}

/** An answer without a body. */
export function empty(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, payload: "" };
}

function rowsIn(body: unknown): number | undefined {
  if (Array.isArray(body)) return body.length;
  if (typeof body !== "object" || body === null) return undefined;
  if ("results" in body && Array.isArray(body.results)) return body.results.length;
  if ("items" in body && Array.isArray(body.items)) return body.items.length;
  return undefined;
}
