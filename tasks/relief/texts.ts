/** What relief says of its events and errors. */
import type { ErrorTexts, EventTexts, Text } from "../shared/told.ts";
import * as funds from "./funds-texts.ts";
import * as households from "./households-texts.ts";
import * as payouts from "./payouts-texts.ts";
import * as programmes from "./programmes-texts.ts";
import * as projects from "./projects-texts.ts";
import * as records from "./records-texts.ts";

export const calls: Record<string, Text> = { ...payouts.calls };

export const events: EventTexts = {
  ...programmes.events,
  ...households.events,
  ...funds.events,
  ...projects.events,
  ...payouts.events,
  ...records.events,
};

export const errors: ErrorTexts = {
  ...programmes.errors,
  ...households.errors,
  ...funds.errors,
  ...projects.errors,
  ...payouts.errors,
  ...records.errors,
};
