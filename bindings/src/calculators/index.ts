/** What the contracts calculate, to the fen and to the day, without a call. */
export * from "./bill-number.js";
export * from "./calendar.js";
export * from "./interest.js";
export * from "./ladder.js";
export * from "./netting.js";
export * from "./notes.js";
export * from "./repo.js";
export * from "./shares.js";
