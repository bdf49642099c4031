import { instructions } from "../shared/instructions.ts";
import { instructable } from "./instructable.ts";

export default instructions(instructable);
