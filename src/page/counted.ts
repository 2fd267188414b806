export { filled } from "../text/filled.ts";
export { counted, thousands as number } from "../text/counts.ts";
