/**
 * Joins the parts of a natural key. Parts are kept readable; what would make two different keys equal is encoded.
 */
export function naturalKey(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll("%", "%25").replaceAll("|", "%7C")).join("|");
}
