/** What points say of themselves. */
import * as alliance from "./alliance-texts.ts";
import * as ledger from "./ledger-texts.ts";

export const events = { ...ledger.events, ...alliance.events };
export const errors = { ...ledger.errors, ...alliance.errors };
export const calls = alliance.calls;
