import { platforms } from "../../platforms/index.ts";

/** The platforms whose lists can be exported. */
export const exporters = platforms.filter(({ exports }) => exports !== undefined);
