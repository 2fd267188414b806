/** Takes letter case, spaces, `_`, `-`, punctuation and accents out of a header. */
export function foldHeader(header: string): string {
  return header
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");
}
