import { instruct } from "../shared/instructions.ts";
import { instructable } from "./instructable.ts";

export default instruct(instructable);
