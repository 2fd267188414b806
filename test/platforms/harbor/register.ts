import { platforms } from "../../../src/platforms/index.ts";
import { harbor } from "./harbor.ts";

platforms.push(harbor);
