/** What the contracts hold as numbers and bytes, and what people write: ids, days, amounts, codes. */
export type { Hex } from "../hex.js";
export * from "./billNumber.js";
export * from "./days.js";
export * from "./holdings.js";
export * from "./households.js";
export * from "./money.js";
export * from "./notes.js";
export * from "./quotes.js";
export * from "./requests.js";
export * from "./texts.js";
export * from "./uscc.js";
