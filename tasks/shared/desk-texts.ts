/** What bills and receivables have in common: requests, signing in advance, and titles as ERC-721 shows them. */
import type { ErrorTexts, EventTexts, Told } from "./told.ts";

/** The noun whose verb was typed. */
const nounOf = ({ context }: Told): string => context.task.split(" ")[0] ?? "";

export const events: EventTexts = {
  RequestAnswered: "{request} is {status}.",
  InstructionSet: "{by} has signed in advance for {counterparty}, up to {ceiling} each, until {until}.",
  InstructionCancelled: "{by} no longer signs in advance for {counterparty}.",
  Locked: "",
};

export const errors: ErrorTexts = {
  TitleMovesByItsActs: [
    "Title passes by the acts of its module, never by ERC-721's functions.",
    "Bills are endorsed, [bill endorse --help], and notes transferred: [receivable transfer --help]",
  ],
  ERC721InvalidOwner: ["{owner} holds nothing.", "[participant list]"],
  ERC721NonexistentToken: ["There is no such title, or it is closed.", "[bill list], [receivable notes]"],
  RequestUnknown: ["There is no {request}.", "[inbox]"],
  RequestNotOpen: ["{request} is {status} already.", "[inbox --as {#actor}]"],
  RequestLapsed: ["{request} lapsed after {lastDay}.", "Who asked can ask again."],
  RequestNotForCaller: ["{request} waits for {needed}, not for {caller}.", "Act as {needed}: --as {#needed}"],
  RequestLastDayOutOfRange: [
    "The last day {lastDay} is out of range.",
    "Give --until between {earliest} and {latest}.",
  ],
  InstructionEmpty: ["The instruction allows nothing.", "Give --acts, --ceiling and --tenor above 0."],
  InstructionOver: ["The instruction would end on {until}; today is {today}.", "Give a later --until."],
  InstructionActsNotAllowed: [
    "Not every one of these acts can be signed in advance: what binds for the whole amount is signed for each time.",
    (told) => `The acts that can be: [${nounOf(told)} instruct --help]`,
  ],
  InstructionUnknown: [
    "{by} has no instruction for {counterparty}.",
    (told) => `[${nounOf(told)} instructions --as {#by}]`,
  ],
};
