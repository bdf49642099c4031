import type { ErrorTexts, EventTexts } from "../shared/told.ts";

export const events: EventTexts = {
  "SettlementToken.Transfer": ({ raw }) => {
    const isIssue = /^0x0{40}$/.test(String(raw.from));
    const isRedemption = /^0x0{40}$/.test(String(raw.to));
    return isIssue || isRedemption ? "" : "{value} goes from {from} to {to}.";
  },
  "SettlementToken.Approval": "{spender} may take up to {value} from {owner}.",
  MoneyIssued: "{institution} has issued {amount} to {to}, reference {businessRef}; {supply} is in circulation.",
  MoneyRedeemed:
    "{institution} has redeemed {amount} from {from}, reference {businessRef}; {supply} is in circulation.",
  TransferReferenced: "{from} pays {to} {amount}, reference {businessRef}.",
  MoneyFrozen: "Case {caseKey} freezes {amount} of what {holder} has, until {until}; all cases together {asked}.",
  MoneyUnfrozen: ({ raw }) =>
    `Case {caseKey} on the money of {holder} has ended${raw.asked === 0n ? "" : "; others still freeze {asked}"}.`,
  MoneyForced: ({ raw }) =>
    "{amount} is taken from {from} for {to} by order, reference {businessRef}" +
    (/^0x0{64}$/.test(String(raw.caseKey)) ? "." : "; case {caseKey} still asks {caseLeft}."),
  Frozen: "",
  ForcedTransfer: "",
};

export const errors: ErrorTexts = {
  MoneyHolderUnknown: [
    "{holder} holds no money: it is neither a participant nor a person's account.",
    "Give a participant that was admitted, or an account that is attested. A part's purse can't be frozen or taken from.",
  ],
  MoneyForcedToSelf: ["{holder} has that money already.", "Name somebody else in --to."],
  ERC7943InsufficientUnfrozenBalance: [
    "{account} has more, but all except {unfrozen} of it is frozen; this needs {amount}.",
    "Only a court's order ends a case. The cases: [money balance {account}]",
  ],
  MoneyReferenceUsed: [
    ({ raw }) =>
      raw.institution === 0n
        ? "An order has taken money under the reference {businessRef} before; each serves once."
        : "{institution} has used the reference {businessRef} before, for something else; each serves once.",
    "Give this booking's own --reference.",
  ],
  MoneyReferenceEmpty: ["The reference is empty.", "Give --reference, the booking's own."],
  MoneyAmountZero: ["The amount is nothing.", "Give an amount above 0.00."],
  MoneyAmountsMismatch: [
    "A payment to {receivers} participants has {amounts} amounts.",
    "Have the module's part give as many amounts as receivers.",
  ],
  MoneyCallerNotRegistry: [
    "Only the registry lets balances follow a wallet, not {caller}.",
    "[participant rotate-wallet --help]",
  ],
  ERC20InsufficientBalance: [
    "{sender} has {balance}; {needed} is needed.",
    "Fund it first: [money issue --to <participant>]",
  ],
  ERC20InsufficientAllowance: [
    "{spender} may take {allowance} from {actor}; {needed} is needed.",
    "[money approve {spender} --amount {#needed} --as {#actor}]",
  ],
  ERC20InvalidReceiver: ["{receiver} can't receive money.", "Give a participant's wallet."],
  ERC20InvalidSender: ["{sender} can't send money.", "Give a participant's wallet."],
  ERC20InvalidSpender: ["{spender} can't be allowed to take money.", "Give a contract of the suite, or a wallet."],
  ERC20InvalidApprover: ["{approver} can't allow anything.", "Act as a participant."],
  ERC2612ExpiredSignature: ["The permit ran out at {deadline}.", "Let it be signed anew, with a later --deadline."],
  ERC2612InvalidSigner: ["The permit was signed by {signer}, not by {owner}.", "Let {owner} sign it."],
  SafeERC20FailedOperation: ["The money did not move.", "[money balance]"],
};
