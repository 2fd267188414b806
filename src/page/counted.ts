export { filled } from "../text/plain-text.ts";
export { counted, thousands as number } from "../text/counts.ts";
