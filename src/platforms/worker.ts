/**
 * Who works a request, as the platform shows it, under the column of the roster that says who should: what the results
 * are compared with. Undefined where the platform does not say.
 */
export function workerOf(column: string, value: unknown): Readonly<Record<string, string>> | undefined {
  return typeof value === "boolean" ? { [column]: value ? "yes" : "no" } : undefined;
}
