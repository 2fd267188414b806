import { platforms } from "../../platforms/index.ts";

/** The platform whose documents can be downloaded. */
export const documentPlatform = platforms.find(({ documents }) => documents !== undefined);
