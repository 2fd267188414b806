/** The order in which SQL engines compare texts: by their bytes in UTF-8, which is that of their characters. */
export function byBytes(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let place = 0; place < length; place += 1) {
    const order = rankOf(one.charCodeAt(place)) - rankOf(other.charCodeAt(place));
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

/** The halves of the highest characters stand below other units in UTF-16. */
function rankOf(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
