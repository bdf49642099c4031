import { noun, read, write } from "../shared/define.ts";

const participant = "Participant: persona, number, USCC, legal name or account";
const consent = {
  deadline: "Last day on which the consent can be used (usual: tomorrow)",
  signature: "The account's EIP-712 consent; not needed where Hardhat has its key",
};

export default noun(
  "participant",
  "Participants: legal entities, their accounts, qualifications and seats",
  [
    "participant list",
    "participant show guanshan",
    'participant apply-for-admission --name "乌江物流有限公司" --uscc 91520100MA6H0011XX --size small --file licence.pdf --as account15',
    "participant bind-account 0x… --scopes acts --ceiling 100,000.00 --modules bills --as nanming",
    "participant rotate-wallet 0x… --as nanming",
    "participant attest 0x… --until 2027-12-31 --as guanshan",
  ],
  [
    write(
      "participant apply-for-admission",
      "Apply to become a participant; the council decides",
      {
        options: {
          name: "Legal name, as in the business register",
          uscc: "Unified social credit code (统一社会信用代码), 18 characters",
          size: "micro, small, medium, large or institution",
          wallet: "Account that will hold its assets (usual: the one that sends)",
          file: "Documents of the application; their SHA-256 is taken here",
          evidence: "Their digest instead (0x and 64 hexadecimal digits)",
          ...consent,
        },
      },
      () => import("./apply-for-admission.ts"),
    ),
    write(
      "participant bind-account",
      "Let a further account act for your participant",
      {
        positionals: { account: "Address of the account" },
        options: {
          scopes: "acts, orders, administration; several with commas (usual: acts)",
          ceiling: "Most that one of its acts may move, in yuan (usual: no limit)",
          modules: "Modules that it is limited to, as in bills,money (usual: all)",
          ...consent,
        },
      },
      () => import("./bind-account.ts"),
    ),
    write(
      "participant release-account",
      "No longer let an account act for your participant",
      { positionals: { account: "Address of the account" } },
      () => import("./release-account.ts"),
    ),
    write(
      "participant rotate-wallet",
      "Change your wallet: all that you hold follows, allowances must be given again",
      { positionals: { wallet: "Address of the new wallet" }, options: consent },
      () => import("./rotate-wallet.ts"),
    ),
    write(
      "participant attest",
      "Answer for an account as a person's whom you have identified; nothing of the person goes on chain",
      {
        positionals: { account: "Address of the person's account" },
        options: { until: "Last day on which you answer for it (usual: in a year)", ...consent },
      },
      () => import("./attest.ts"),
    ),
    write(
      "participant renew-attestation",
      "Answer for a person's account until another day",
      { positionals: { account: "Address of the person's account" }, options: { until: "Last day" } },
      () => import("./renew-attestation.ts"),
    ),
    write(
      "participant withdraw-attestation",
      "Answer for a person's account no longer; it only gives back what it holds",
      { positionals: { account: "Address of the person's account" } },
      () => import("./withdraw-attestation.ts"),
    ),
    read(
      "participant list",
      "All participants and applicants",
      {
        options: { standing: "applied, refused, active, suspended or expelled" },
        flags: { seats: "Only those with seats" },
      },
      () => import("./list.ts"),
    ),
    read(
      "participant show",
      "One participant, with all that is known of it",
      { positionals: { participant } },
      () => import("./show.ts"),
    ),
    read(
      "participant exposure",
      "What a participant owes on bills, receivables and points, whose it holds, and what it answers for",
      { positionals: { participant } },
      () => import("./exposure.ts"),
    ),
    read(
      "participant history",
      "What has happened to a participant",
      { positionals: { participant } },
      () => import("./history.ts"),
    ),
  ],
);
