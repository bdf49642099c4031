import { noun, read, write } from "../shared/define.ts";

const order = "Order, by its number";
const onOrder = { positionals: { order } };

export default noun(
  "order",
  "Orders of the council and the authorities: the only power over the suite",
  [
    "order propose admit --participant 11 --basis-file minutes.pdf --reference 'Council, 2026-1' --as qianling",
    "order propose freeze --participant huaxi --case 2026-17 --until 2026-03-31 --emergency --basis-file decision.pdf --reference 'Decision 17' --as regulator",
    "order propose --target ParticipantRegistry --call 'suspend(4)' --basis 0x… --reference 'Council, 2026-2' --as qianling",
    "order approve 1 --as guanshan",
    "order execute 1 --as guanshan",
  ],
  [
    write(
      "order propose",
      "Propose an order, by an act's name or by --target and --call",
      {
        optionals: {
          act: "admit, refuse, suspend, reinstate, expel, freeze, renew-freeze, unfreeze, replace-wallet, grant-qualification, revoke-qualification, grant-seat, revoke-seat, halt, resume, retire, close, set-trader or set-periods",
        },
        options: {
          participant: "Whom it concerns",
          case: "Key of the freezing or halting case; each serves once",
          until: "End of the freeze or qualification, as in 2026-12-31",
          key: "Qualification, as in BANK",
          code: "12-digit institution code, for BANK and FINANCE_COMPANY",
          issuer: "Who grants the qualification (usual: the proposer)",
          evidence: "Digest of the qualification's documents",
          wallet: "For replace-wallet: the new wallet's address",
          signature: "For replace-wallet: the new wallet's EIP-712 consent; not needed where Hardhat has its key",
          deadline: "For replace-wallet: last day on which that consent can be used (usual: in 180 days)",
          seat: "council, regulator, judiciary or auditor",
          module: "Module that is halted, resumed, retired or closed, as in bills",
          moduleVersion: "Its version, for retire and close (usual: the newest)",
          admitted: "For set-trader: yes or no (usual: yes)",
          tenorMonths: "For set-periods: months from issue to maturity at most",
          acceptanceDays: "For set-periods: days in which the drawee answers",
          presentationDays: "For set-periods: days of a timely first presentation",
          target: "Contract that is called instead, as in ParticipantRegistry",
          call: 'Its function with arguments, as in "admit(4)"; several with semicolons',
          way: "Which way of the policy, counted from 1 (usual: 1)",
          basis: "Digest of the document that is the legal basis",
          basisFile: "That document; its SHA-256 is taken here",
          reference: "Its citation, as people write it",
          expires: "Last day on which it can be carried out (usual: in 30 days)",
        },
        flags: { emergency: "Under the policy's emergency way: at once, to be ratified later" },
      },
      () => import("./propose.ts"),
    ),
    write(
      "order approve",
      "Approve an order for a seat",
      {
        positionals: { order },
        options: { seat: "council, regulator, judiciary or auditor (usual: the only one you have)" },
      },
      () => import("./approve.ts"),
    ),
    write("order withdraw-approval", "Take your approval back", onOrder, () => import("./withdraw-approval.ts")),
    write(
      "order recount",
      "Note that the approvals suffice or no longer do, since seats have changed",
      onOrder,
      () => import("./recount.ts"),
    ),
    write(
      "order execute",
      "Carry an order out, once it is approved and its delay is over",
      onOrder,
      () => import("./execute.ts"),
    ),
    write("order ratify", "Make an emergency order final", onOrder, () => import("./ratify.ts")),
    write("order lapse", "Undo an emergency order that was not ratified in time", onOrder, () => import("./lapse.ts")),
    write("order cancel", "Take your own open order back", onOrder, () => import("./cancel.ts")),
    read(
      "order list",
      "All orders",
      { flags: { open: "Only those that are open or wait for ratification" } },
      () => import("./list.ts"),
    ),
    read(
      "order show",
      "One order: what it does, who has approved, what is still needed",
      onOrder,
      () => import("./show.ts"),
    ),
    read("order history", "What has happened to an order", onOrder, () => import("./history.ts")),
  ],
);
