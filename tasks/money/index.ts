import { noun, read, write } from "../shared/define.ts";

const amount = "Amount in yuan, as in 1,234.56";
const reference = "Business reference, at most 31 letters or digits; each is used once";

export default noun(
  "money",
  "Settlement money (结算币): tokenised deposits, one unit a fen",
  [
    "money issue --to guanshan --amount 5,000,000.00 --reference DEPOSIT-1 --as clearing",
    "money approve BillPayment --amount 1,234,567.89 --as guanshan",
    "money balance guanshan",
  ],
  [
    write(
      "money issue",
      "Issue money against a deposit received off chain",
      { options: { to: "Participant", amount, reference } },
      () => import("./issue.ts"),
    ),
    write(
      "money redeem",
      "Redeem money and pay it out off chain",
      { options: { from: "Participant whose money it is (usual: your own)", amount, reference } },
      () => import("./redeem.ts"),
    ),
    write(
      "money transfer-with-reference",
      "Pay a participant, naming what it is for",
      {
        options: { to: "Participant", amount, reference: "Business reference, at most 31 letters or digits" },
        flags: { again: "Pay once more what was paid under this reference before" },
      },
      () => import("./transfer-with-reference.ts"),
    ),
    write(
      "money transfer",
      "Pay a participant",
      { options: { to: "Participant", amount } },
      () => import("./transfer.ts"),
    ),
    write(
      "money transfer-from",
      "Take money that its holder allows you to take",
      { options: { from: "Participant whose money it is", to: "Participant", amount } },
      () => import("./transfer-from.ts"),
    ),
    write(
      "money approve",
      "Allow a contract or a participant to take money of yours",
      {
        positionals: { spender: "Contract, as in BillPayment, or participant" },
        options: { amount: `${amount}; 0 ends it` },
      },
      () => import("./approve.ts"),
    ),
    write(
      "money permit",
      "Enter an allowance that its owner signed (ERC-2612)",
      {
        options: {
          owner: "Participant that signs",
          spender: "Contract or participant that may take the money",
          amount,
          until: "Last day on which it can be entered (usual: tomorrow)",
          signature: "The owner's signature; not needed where Hardhat has its key",
        },
      },
      () => import("./permit.ts"),
    ),
    read(
      "money balance",
      "What a participant or a person has, what is frozen of it, and who may take of it; without one, totals",
      { optionals: { participant: "Participant, or address of a person's account" } },
      () => import("./balance.ts"),
    ),
    read("money list", "What all participants have", {}, () => import("./list.ts")),
    read(
      "money history",
      "Issues, redemptions and transfers of a participant",
      { positionals: { participant: "Participant" } },
      () => import("./history.ts"),
    ),
  ],
);
