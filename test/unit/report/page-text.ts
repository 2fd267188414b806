/** What a reader of the page sees, told from its markup. The markup is our own, so patterns will do. */
export function plainText(page: string): string {
  return page
    .replace(/<style>.*?<\/style>|<script>.*?<\/script>/gs, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+([.,:])/g, "$1")
    .replaceAll(/\s+/g, " ");
}

/** The texts of the two upper levels of headings, in order. */
export function headings(page: string): readonly string[] {
  return [...page.matchAll(/<h[12][^>]*>(.*?)<\/h[12]>/gs)].map(([, inner]) => plainText(inner ?? "").trim());
}

/** The ids of all elements. */
export function idsIn(page: string): readonly string[] {
  return [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id ?? "");
}

/** Where the links within the page go. */
export function linksIn(page: string): readonly string[] {
  return [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id ?? "");
}

/** The texts of the cells of a table's body, row by row. */
export function tableRows(page: string, id: string): readonly (readonly string[])[] {
  const table = new RegExp(`<table id="${id}".*?<tbody>(.*?)</tbody>`, "s").exec(page)?.[1] ?? "";
  return [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...(row ?? "").matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => plainText(cell ?? "").trim()),
  );
}
