/** What data assets say of themselves. */
import * as licence from "./licence-texts.ts";
import * as register from "./register-texts.ts";

export const events = { ...register.events, ...licence.events };
export const errors = { ...register.errors, ...licence.errors };
export const calls = register.calls;
