import { noun, read, sign, write } from "../shared/define.ts";

const programme = "Programme, by its number or name; common for the common points";
const redemption = "Redemption, by its digest or the first digits of it";
const onProgramme = { positionals: { programme } };
const request = { positionals: { request: "Proposal, by its number" } };
const amount = "In yuan, as in 10,000.00";
const points = "Whole points, as in 1,500";
const merchant = "The merchant, as in zhixing";
const partner = "A participant, as in baihuo";
const to = "Who gets them: an account's address; on the development chain also a user, as in user:lan";
const signed = "File with what the user has signed";
const signing = {
  nonce: "A number that the user has not signed with before (usual: a random one)",
  until: "Until when it is good (usual: for a day)",
  out: "A new file for what is signed (usual: it is printed)",
};
const terms = {
  terms: "Digest of the terms for users (0x and 64 hexadecimal digits)",
  termsFile: "Those terms; their SHA-256 is taken here",
};
const notice = {
  notice: "Digest of the notice to users",
  noticeFile: "That notice; its SHA-256 is taken here",
};

const programmes = () => import("./programmes.ts");
const reserve = () => import("./reserve.ts");
const granting = () => import("./granting.ts");
const spending = () => import("./spending.ts");
const signatures = () => import("./signing.ts");
const clearing = () => import("./clearing.ts");
const reading = () => import("./reading.ts");

/** One verb of a file that has several. */
const from =
  <M, V extends keyof M>(load: () => Promise<M>, verb: V) =>
  async (): Promise<{ default: M[V] }> => ({ default: (await load())[verb] });

export default noun(
  "points",
  "Points of an alliance (积分通兑): granted, exchanged, redeemed, cleared",
  [
    'points open-programme --name "Guanshan Stars" --value 10.00 --ratio 40 --rate 800 --months 12 --transferable --terms-file terms.pdf --as guanshan',
    "points add-reserve 2 --amount 50,000.00 --as guanshan",
    "points propose-acceptance 2 --merchant zhixing --rate 9.50 --as guanshan",
    "points grant 2 --to user:lan --points 1,500 --number 1 --as guanshan",
    "points grant 2 --file grants.csv --as guanshan",
    "points sign-redemption 2 --points 500 --merchant zhixing --order-file order.json --out signed.json --as user:lan",
    "points redeem --signed signed.json --as zhixing",
    "points statement user:lan",
    "points clearing",
  ],
  [
    write(
      "points open-programme",
      "Open a programme of points; name, value, reserve ratio and expiry stay for good",
      {
        options: {
          name: "As users see it, at most 31 bytes",
          ...terms,
          value: "Settlement value: yuan for 1,000 points, as in 10.00",
          ratio: "Reserve ratio in percent, as in 40 (usual: the alliance's least)",
          rate: "Common points for 1,000 of its own (usual: not exchanged)",
          expiry: "never, fixed-date or months-from-grant (usual: what the next two say)",
          fixedDay: "All are good until this day, as in 2027-12-31",
          months: "Each is good until the end of the month so many months after its grant, as in 12",
          grace: "Months after expiry in which refunded points are still good (usual: 0)",
          monthlyCap: "Points that may be granted in a calendar month (usual: no cap)",
        },
        flags: {
          transferable: "Users may pass them on",
          honour: "Honour points (公益积分): without value, reserve and exchange",
        },
      },
      from(programmes, "openProgramme"),
    ),
    write(
      "points set-rate",
      "Set the rate of exchange into common points, within the alliance's band",
      { positionals: { programme }, options: { rate: "Common points for 1,000 of its own" } },
      from(programmes, "setRate"),
    ),
    write(
      "points set-monthly-cap",
      "Cap what may be granted in a calendar month",
      { positionals: { programme }, options: { cap: "Points, or none" } },
      from(programmes, "setMonthlyCap"),
    ),
    write(
      "points propose-acceptance",
      "Propose to a merchant that it accepts your points",
      {
        positionals: { programme },
        options: {
          merchant,
          rate: "Yuan that you then owe it for 1,000 points (honour points: none)",
          until: "Last day to sign it (usual: in 30 days)",
        },
      },
      from(programmes, "proposeAcceptance"),
    ),
    write("points sign", "Accept an issuer's points, as it has proposed", request, from(programmes, "sign")),
    write("points refuse", "Refuse to accept an issuer's points", request, from(programmes, "refuse")),
    write(
      "points withdraw-request",
      "Take a proposal back, before it is answered",
      request,
      from(programmes, "withdrawRequest"),
    ),
    write(
      "points end-acceptance",
      "End the acceptance of points, at once, as issuer or merchant",
      { positionals: { programme }, options: { merchant: `${merchant} (usual: yourself)` } },
      from(programmes, "endAcceptance"),
    ),
    write(
      "points set-exchange-partner",
      "Let a participant send users' signed exchanges of your points, or no longer",
      { positionals: { programme }, options: { partner, allowed: "yes (usual) or no" } },
      from(programmes, "setExchangePartner"),
    ),
    write(
      "points close-programme",
      "Give notice of a programme's end; its points are good for 90 days more",
      { positionals: { programme }, options: notice },
      from(programmes, "closeProgramme"),
    ),
    write(
      "points finish-closing",
      "End a programme after its notice, and have its reserve back",
      onProgramme,
      from(programmes, "finishClosing"),
    ),
    write(
      "points add-reserve",
      "Add to a programme's reserve (准备金)",
      { positionals: { programme }, options: { amount } },
      from(reserve, "addReserve"),
    ),
    write(
      "points withdraw-reserve",
      "Take from a reserve what covers nothing",
      { positionals: { programme }, options: { amount } },
      from(reserve, "withdrawReserve"),
    ),
    write("points claim-fees", "Have the alliance's fees paid to their receiver", {}, from(reserve, "claimFees")),
    write(
      "points grant",
      "Grant points to one account, or to those of a file",
      {
        positionals: { programme },
        options: {
          to,
          points,
          number: "The issuer's own number of the grant, each used once",
          file: "CSV file with the columns account,points,number; its rows are sent 500 at a time",
        },
      },
      from(granting, "grant"),
    ),
    write(
      "points set-budget",
      "Let a partner grant your points, up to a limit",
      {
        positionals: { programme },
        options: {
          partner,
          limit: "Points in all, those it has granted before included",
          numbers: "Numbers that it may use for its grants, as in 1000-1999",
          until: "Last day, as in 2026-12-31",
        },
      },
      from(granting, "setBudget"),
    ),
    write(
      "points end-budget",
      "End a partner's budget at once",
      { positionals: { programme }, options: { partner } },
      from(granting, "endBudget"),
    ),
    write(
      "points reverse",
      "Take a mistaken grant back, as long as its points are not spent",
      { positionals: { programme }, options: { number: "The number of the grant" } },
      from(granting, "reverse"),
    ),
    write(
      "points transfer",
      "Pass your own points on, where the programme lets you",
      { positionals: { programme }, options: { to, points } },
      from(spending, "transfer"),
    ),
    write(
      "points exchange",
      "Exchange your own points into common ones (通兑)",
      {
        positionals: { programme },
        options: { points, atLeast: "Common points below which you keep your own (usual: what it yields now)" },
      },
      from(spending, "exchange"),
    ),
    sign(
      "points sign-exchange",
      "Sign an exchange that the issuer or its partner sends",
      {
        positionals: { programme },
        options: { points, atLeast: "Common points that it must yield (usual: what it yields now)", ...signing },
      },
      from(signatures, "signExchange"),
    ),
    sign(
      "points sign-transfer",
      "Sign a transfer that a member sends",
      { positionals: { programme }, options: { to, points, ...signing } },
      from(signatures, "signTransfer"),
    ),
    sign(
      "points sign-redemption",
      "Sign a payment with points that the merchant sends",
      {
        positionals: { programme },
        options: {
          points,
          merchant,
          order: "Digest of the order, which has a random part",
          orderFile: "That order; its SHA-256 is taken here",
          ...signing,
        },
      },
      from(signatures, "signRedemption"),
    ),
    write(
      "points exchange-for",
      "Send an exchange that a user has signed",
      { options: { signed } },
      from(spending, "exchangeFor"),
    ),
    write(
      "points transfer-for",
      "Send a transfer that a user has signed",
      { options: { signed } },
      from(spending, "transferFor"),
    ),
    write(
      "points redeem",
      "Take a payment with points that a user has signed (兑付)",
      {
        options: { signed, atLeast: "Yuan below which you rather do not sell (usual: what it brings now)" },
      },
      from(spending, "redeem"),
    ),
    write(
      "points cancel-redemption",
      "Make void a payment that you have signed and nobody has sent",
      { options: { signed } },
      from(spending, "cancelRedemption"),
    ),
    write(
      "points cancel-nonce",
      "Make void an exchange or transfer that you have signed and nobody has sent",
      { options: { nonce: "The nonce that it was signed with" } },
      from(spending, "cancelNonce"),
    ),
    write(
      "points refund",
      "Refund a redemption, in whole or in part",
      { positionals: { redemption }, options: { points: `${points} (usual: all that are left)` } },
      from(spending, "refund"),
    ),
    write(
      "points set-refund-days",
      "Set within how many days you refund",
      { options: { days: "0 (the same day only) to 365" } },
      from(spending, "setRefundDays"),
    ),
    write(
      "points sweep",
      "Sweep points that have expired; their cover goes back to the issuer",
      {
        positionals: { programme },
        options: {
          month: "The month with whose end they expired, as in 2026-09; never for those of a closed programme",
          accounts: "Addresses, with commas (usual: all that hold any)",
        },
      },
      from(reserve, "sweep"),
    ),
    write(
      "points add-deposit",
      "Add to your guarantee deposit (保证金)",
      { options: { amount } },
      from(clearing, "addDeposit"),
    ),
    write(
      "points withdraw-deposit",
      "Take from your guarantee deposit",
      { options: { amount } },
      from(clearing, "withdrawDeposit"),
    ),
    write(
      "points close-cycle",
      "Close the running cycle after its last day; who owes pays, who is owed is paid (清分)",
      {},
      from(clearing, "closeCycle"),
    ),
    write(
      "points pay-claims",
      "Pay what a cycle has left unpaid",
      {
        positionals: { cycle: "The cycle, by its number" },
        options: { debtor: "Whose debt (usual: your own)", amount: `${amount} (usual: all that is left)` },
      },
      from(clearing, "payClaims"),
    ),
    write(
      "points collect-claims",
      "Have claims on a debtor paid from what is free of its reserve by now",
      { positionals: { cycle: "The cycle, by its number" }, options: { debtor: "Whose debt (usual: your own)" } },
      from(clearing, "collectClaims"),
    ),
    read("points list", "All programmes", {}, from(reading, "list")),
    read(
      "points show",
      "A programme: terms, rate, coverage, status, who accepts its points",
      onProgramme,
      from(reading, "show"),
    ),
    read(
      "points history",
      "What has happened to a programme",
      { positionals: { programme }, options: { limit: "How many events, the latest (usual: 100)" } },
      from(reading, "history"),
    ),
    read("points members", "Members of the alliance: positions and deposits", {}, from(reading, "members")),
    read(
      "points acceptances",
      "Who accepts a programme's points, at what rate",
      onProgramme,
      from(reading, "acceptances"),
    ),
    read("points coverage", "What is outstanding and what covers it, by programme", {}, from(reading, "coverage")),
    read(
      "points statement",
      "An account's points of all programmes, by expiry, and what has moved",
      {
        positionals: { account: "An account's address; on the development chain also a user, as in user:lan" },
        options: { limit: "How many movements, the latest (usual: 20)" },
      },
      () => import("./statement.ts"),
    ),
    read(
      "points clearing",
      "Who owes whom in a cycle, net positions, and what each pays",
      { options: { cycle: "A closed cycle's number (usual: the running one)" } },
      from(clearing, "clearing"),
    ),
    read("points claims", "Claims of closed cycles that are not paid", {}, from(clearing, "claims")),
    read(
      "points show-redemption",
      "A redemption: points, money, what is refunded",
      { positionals: { redemption } },
      from(reading, "showRedemption"),
    ),
    read(
      "points preview-exchange",
      "What an exchange would yield now",
      { positionals: { programme }, options: { points } },
      from(reading, "previewExchange"),
    ),
  ],
);
