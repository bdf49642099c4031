import type { ErrorTexts, EventTexts, Told } from "../shared/told.ts";
import { scopesOf } from "../shared/words.ts";

const limits = ({ shown, raw }: Told): string => {
  const within = shown.modules === "none" ? "" : ` in ${shown.modules}`;
  const ceiling = raw.ceiling === 0n ? "" : ` up to ${shown.ceiling} each`;
  return `${shown.scopes}${within}${ceiling}`;
};

const STANDINGS: Record<string, string> = {
  Active: "is a participant in good standing",
  Refused: "is refused; it may apply anew",
  Suspended: "is suspended: no new business",
  Expelled: "is expelled",
};

export const events: EventTexts = {
  ParticipantApplied: ({ raw }) => `{name} ({uscc}) has applied for admission, as number ${String(raw.participant)}.`,
  ParticipantStandingChanged: ({ shown }) => {
    const isBack = shown.previous === "Suspended" && shown.standing === "Active";
    return `{participant} ${isBack ? "is reinstated" : (STANDINGS[shown.standing ?? ""] ?? "is {standing}")}.`;
  },
  ParticipantFrozen: "{participant} is frozen until {until} (case {caseKey}).",
  ParticipantUnfrozen: ({ raw }) =>
    `Case {caseKey} on {participant} has ended${raw.frozenUntil === 0n ? "" : "; others hold until {frozenUntil}"}.`,
  ParticipantWarned: "{participant} is publicly warned until {until} (text {digest}).",
  WarningWithdrawn: "The warning {digest} on {participant} is taken back.",
  AccountBound: (told) => {
    const isWallet = told.shown.account === told.shown.participant;
    return `${isWallet ? "Its wallet" : `Account ${String(told.raw.account)}`} acts for {participant}: ${limits(told)}.`;
  },
  AccountReleased: ({ raw }) => `Account ${String(raw.account)} no longer acts for {participant}.`,
  WalletChanged: ({ raw }) =>
    `The wallet of {participant} is now ${String(raw.wallet)}, and no longer ${String(raw.previous)}.`,
  AccountAttested: ({ raw }) => `{attester} answers for ${String(raw.account)} as a person's account until {until}.`,
  AttestationWithdrawn: ({ raw }) => `{attester} no longer answers for ${String(raw.account)}.`,
  CustodySet: ({ raw }) =>
    raw.custodial === true ? "{part} may take money into custody." : "{part} takes no more money into custody.",
  QualificationGranted: "{participant} is qualified as {key} until {until}; granted by {issuer}.",
  QualificationRevoked: "{participant} is no longer qualified as {key}.",
  SeatGranted: "{participant} has a seat as {votingClass} (now {seats}).",
  SeatRevoked: "{participant} no longer has a seat as {votingClass} (now {seats}).",
  ModuleRegistered: "Version {version} of module {module} is registered.",
  ModuleVersionStatusChanged: "Version {version} of module {module}: {previous} → {status}.",
  ModuleHalted: "New business in module {module} is stopped (case {caseKey}).",
  ModuleResumed: ({ raw }) =>
    raw.liveCases === 0n
      ? "Module {module} is open again."
      : "Case {caseKey} against module {module} has ended; {liveCases} more hold.",
  PartsWired: "",
  DoorSet: "",
  AuthorityUpdated: "",
};

const known = "See [participant list].";

export const errors: ErrorTexts = {
  ParticipantUnknown: ["There is no participant {#participant}.", known],
  ParticipantWrongStanding: [
    "{participant} is {standing}; {act} needs {needed}.",
    ({ shown }) =>
      shown.standing === "Applied"
        ? "It waits for the council: [order propose admit --participant {#participant}]"
        : shown.standing === "Suspended"
          ? "Only an order reinstates it: [order propose reinstate --participant {#participant}]"
          : "See [participant show {#participant}].",
  ],
  ParticipantIsFrozen: [
    "{participant} is frozen until {until}; it can't {act}.",
    "Only a court's order ends it. The cases: [participant show {#participant}]",
  ],
  ParticipantUsccTaken: ["{uscc} is {holder} already.", "[participant show {#holder}]"],
  ParticipantNameEmpty: ["The name is empty.", "Give the legal name, as in the business register."],
  ParticipantSizeMissing: ["The size class is missing.", "Give --size micro, small, medium, large or institution."],
  ParticipantModuleHalted: [
    "New business in module {module} is stopped by order.",
    "What is owed can still be presented, paid and released. The order: [order list]",
  ],
  ParticipantModuleUnknown: ["{part} belongs to no module of the directory.", "[system doctor]"],
  ParticipantModeMissing: ["The act has no mode.", "This is a fault of the contracts; report it."],
  AccountUnknown: [
    "{account} acts for no participant.",
    "Apply with [participant apply-for-admission], or let a participant bind it: [participant bind-account]",
  ],
  AccountTaken: ["{account} serves {holder} already; an account serves one participant.", "Use another account."],
  AccountForbidden: ["{account} speaks for others and can't be a participant's account.", "Use another account."],
  AccountScopeMissing: [
    ({ raw }) => `Account {account} may do {scopes}; {act} needs ${scopesOf(raw.needed as bigint)}.`,
    "Act with an account that may, such as the wallet. All: [participant show {#actor}]",
  ],
  AccountScopesInvalid: ["The account is given nothing to do.", "Give --scopes acts, orders or administration."],
  AccountModulesTooMany: ["{count} modules are too many.", "Name at most {max}, or none for all."],
  AccountNotForModule: [
    "Account {account} is not for module {module}.",
    "Act with another account. All: [participant show {#actor}]",
  ],
  AccountCeilingExceeded: [
    "{amount} is more than account {account} may move at once, {ceiling}.",
    "Act with an account without that ceiling, such as the wallet.",
  ],
  AccountConsentExpired: ["The account's consent ran out at {deadline}.", "Let it sign anew, with a later --deadline."],
  AccountConsentInvalid: [
    "The signature is not {account}'s consent to these terms.",
    "It must be its own, over exactly what is given here, and unused; without --signature you are shown what is to be signed.",
  ],
  AccountIsWallet: ["{account} is the participant's wallet and can't be released.", "Release another account."],
  InvalidAccountNonce: ["The signature of {account} was made for another turn.", "Let it sign anew."],
  AttestationTermOver: ["The attestation would end at {until}, which has passed.", "Give a later --until."],
  AttestationOver: [
    "Nobody answers for {account} since {until}.",
    "It can redeem what it holds, or pay it to {attester}. To go on: [participant renew-attestation {account} --as {#attester}]",
  ],
  AttestationNotOwn: [
    ({ raw }) =>
      raw.attester === 0n
        ? "{account} is no person's account."
        : "{attester} answers for {account}, not {participant}.",
    ({ raw }) => (raw.attester === 0n ? "[participant attest {account}]" : "Act as {attester}."),
  ],
  QualificationMissing: [
    "{participant} is not qualified as {key}.",
    "A regulator can grant it: [order propose grant-qualification --participant {#participant} --key {key} --as regulator]",
  ],
  QualificationTermOver: ["The qualification would end at {until}, which has passed.", "Give a later --until."],
  QualificationCodeInvalid: [
    "{code} is no institution code for {key}.",
    "Banks and finance companies have one of 12 digits, given with --code; the others have none.",
  ],
  WarningDigestMissing: ["The warning on {participant} has no text.", "Give --evidence-file, or --evidence."],
  SeatClassMissing: ["The class of the seat is missing.", "Give --seat council, regulator, judiciary or auditor."],
  SeatAlreadyHeld: ["{participant} has a seat as {votingClass} already.", "[participant show {#participant}]"],
  SeatNotHeld: ["{participant} has no seat as {votingClass}.", "[participant show {#participant}]"],
  SeatsFull: ["All {max} seats as {votingClass} are taken.", "Revoke one first: [order propose revoke-seat]"],
  SeatsTooFew: [
    "The council never has fewer than {min} seats.",
    "Grant another seat first: [order propose grant-seat]",
  ],
  UsccInvalid: [
    ({ raw }) =>
      raw.expected === "0x00" ? "{uscc} is no USCC." : "{uscc} is no USCC: its check character should be {expected}.",
    "Look for a slip in it.",
  ],
  CasesUnknown: [
    "There is no live case or warning {caseKey}.",
    "Those there were: [participant history <participant>]",
  ],
  CasesKeyUsed: ["{caseKey} was used before; a case's key, or a warning's text, serves once.", "Give another."],
  CasesTooMany: [
    "There are {max} live ones already.",
    "End one first: [order propose unfreeze] or [order propose withdraw-warning]",
  ],
  CasesTermOutOfRange: ["It would end at {until}.", "It can end from {earliest} to {latest}; give --until in between."],
  ModuleUnknown: ["There is no module {module}.", "The modules: [system addresses]"],
  ModuleNameTooLong: ["The name {module} is too long.", "Give at most 31 letters."],
  ParticipantDirectoryAlreadySet: ["The registry knows its directory already, once and for all.", "[system doctor]"],
  ParticipantFollowerAlreadySet: ["The registry knows already whose balances follow a wallet.", "[system doctor]"],
  ParticipantCallerNotDirectory: [
    "Only the module directory does that, not {caller}.",
    "Order it through the directory: [access matrix]",
  ],
  ModuleNameEmpty: ["The module's name is empty.", "Give --module."],
  ModuleWithoutParts: ["The module would have no parts.", "Name their addresses."],
  ModulePartUnknown: ["{part} belongs to no module of the directory.", "The parts: [system addresses]"],
  ModulePartTaken: ["{part} is a part of {module}, version {version}, already.", "[system addresses]"],
  ModulePartWithoutCode: ["There is no contract at {part}.", "Deploy it first."],
  ModulePartSilent: ["{part} does not tell what it has open.", "A part implements IModulePart; see contracts/kernel."],
  ModuleVersionStillOpen: [
    "Version {version} of {module} can't be closed: {items} things of {part} are still open.",
    "Wind them down first. All: [system addresses]",
  ],
  ModuleVersionNotNext: ["Version {version} of {module} is not the next one.", "The next is {next}."],
  ModuleVersionWrongStatus: [
    "Version {version} of {module} is {status}; this needs {needed}.",
    "Live versions are retired, retired ones closed. How it is: [system addresses]",
  ],
  ModuleHaltCaseUsed: ["Case {caseKey} was used against {module} before; a key serves once.", "Give another --case."],
  ModuleHaltCaseUnknown: ["No live case {caseKey} stands against {module}.", "Those there were: [order list]"],
};
