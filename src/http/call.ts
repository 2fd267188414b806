/** What a call is for; the plan and the summary count by it. */
export type Purpose =
  | "sign-in"
  | "look-up"
  | "existing"
  | "submit"
  | "settle"
  | "status"
  | "dates"
  | "files"
  | "export"
  /** What a platform has a word of its own for. */
  | (string & {});

/** One call, as a platform's folder describes it. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The documented path below the base URL, ids already encoded. */
  readonly path: string;
  /** The path with its ids left out, for logs and counts. */
  readonly route: string;
  readonly query?: readonly (readonly [name: string, value: string])[];
  /** Sent as JSON, unless {@link form} says otherwise. */
  readonly body?: Readonly<Record<string, unknown>> | readonly unknown[];
  readonly form?: boolean;
  readonly purpose: Purpose;
  /** The run does without its answer: a refusal stops nothing else, and silence says nothing of the platform. */
  readonly optional?: boolean;
  /**
   * For what is read: whether a body is of the kind that was asked for. One that is not is a maintenance page or a
   * proxy's, and is asked for again.
   */
  readonly fits?: (body: unknown) => boolean;
  /** A further page of a list that has begun to come: a refusal is not about the list, and is asked about again. */
  readonly furtherPage?: boolean;
  /** Only a 200 is an answer; every other success says no, in words (292 and 294 on one host). */
  readonly only200?: boolean;
  /** The answer is wanted as it came, too. */
  readonly keepText?: boolean;
  /** The rows of the roster that it is made for, for the log; asked only when somebody wants to know. */
  readonly rows?: (() => readonly number[]) | undefined;
}

/** Whether a call may make something, as opposed to reading or signing in. */
export function isWrite({ method, purpose }: Call): boolean {
  return method !== "GET" && purpose !== "sign-in";
}

/** The path and query of a call below a base path, as they go over the wire. */
export function targetOf(call: Call, basePath: string): string {
  const pairs = (call.query ?? []).map(([name, value]): [string, string] => [name, value]);
  const query = new URLSearchParams(pairs).toString();
  return `${basePath}${call.path}${query === "" ? "" : `?${query}`}`;
}

/** The body of a call and its content type. */
export function payloadOf(call: Call): { readonly text: string; readonly contentType: string } | undefined {
  if (call.body === undefined) return undefined;
  if (call.form !== true) return { text: JSON.stringify(call.body), contentType: "application/json" };
  const fields = Object.entries(call.body).map(([name, value]): [string, string] => [name, String(value)]);
  return {
    text: new URLSearchParams(fields).toString(),
    contentType: "application/x-www-form-urlencoded",
  };
}
