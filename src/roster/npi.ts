/**
 * Whether ten digits are an NPI with a right check digit: Luhn's sum over the digits with `80840` in front, the
 * prefix under which health identifiers are issued in the United States. The prefix alone adds 24.
 */
export function isNpi(text: string): boolean {
  if (!/^\d{10}$/.test(text)) return false;
  let sum = 24;
  for (let index = 0; index < 10; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
