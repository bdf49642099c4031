/** All handlers, compiled once; the manifest says which event goes to which. */
export * from "./access";
export * from "./bills/discount";
export * from "./bills/issuance";
export * from "./bills/payment";
export * from "./bills/registry";
export * from "./calendar";
export * from "./directory";
export * from "./docket";
export * from "./evidence";
export * from "./founding";
export * from "./market";
export * from "./money";
export * from "./participants";
export * from "./shared";
export * from "./trade";
