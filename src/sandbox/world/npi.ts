/** The ten-digit NPI for nine digits: the check digit is Luhn's, taken over 80840 and the nine. */
export function npiFrom(nine: number): string {
  const digits = String(nine).padStart(9, "0");
  let sum = 0;
  for (const [index, digit] of `80840${digits}`.split("").toReversed().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
