import { cancelInstruction } from "../shared/instructions.ts";
import { instructable } from "./instructable.ts";

export default cancelInstruction(instructable);
