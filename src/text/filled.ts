/** A text without the blanks around it, or undefined when nothing is left: blank cells mean that nothing is known. */
export function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === undefined || trimmed === "" ? undefined : trimmed;
}
