/** What the contracts calculate, to the fen and to the day, without a call. */
export * from "./calendar.js";
export * from "./interest.js";
export * from "./shares.js";
