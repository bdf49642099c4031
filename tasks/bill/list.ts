import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { oneOf, whole } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { choices, nameOf } from "../shared/terms.ts";
import { type BillState, bound, holdingsOf, unitsOf } from "./state.ts";

const USUAL_LIMIT = 50n;
const PAGE = 64;

export default reads(async (context) => {
  const { suite, words, args } = context;
  const who = async (name: string) => {
    const text = args.text(name);
    return text === undefined ? undefined : participant(context, text, `--${name}`);
  };
  const [drawer, acceptor, holder] = [await who("drawer"), await who("acceptor"), await who("holder")];
  const status = args.optional("status", oneOf(choices("BillStatus")));
  const limit = Number(args.optional("limit", whole) ?? USUAL_LIMIT);
  const isWanted = (state: BillState): boolean =>
    (drawer === undefined || state.bill.drawer === drawer) &&
    (acceptor === undefined || state.bill.acceptor === acceptor) &&
    (holder === undefined || (state.info.holder === holder && state.circulation !== "Closed")) &&
    (status === undefined || state.status === status);

  const count = Number(await suite.billRegistry.billCount());
  const found: BillState[] = [];
  for (let newest = count; newest > 0 && found.length < limit; newest -= PAGE) {
    const ids = Array.from({ length: Math.min(PAGE, newest) }, (_, index) => BigInt(newest - index));
    found.push(...(await holdingsOf(context, ids)).filter(isWanted));
  }
  const bills = await each(found.slice(0, limit), async (state) => {
    const { id, holding, bill, info, status, circulation, offer, frozen } = state;
    return {
      bill: id,
      holding,
      number: bill.number.toString().padStart(30, "0"),
      kind: nameOf("BillKind", bill.kind),
      face: bill.face,
      amount: unitsOf(info),
      status,
      circulation,
      ask: offer?.ask ?? null,
      frozen,
      bound: bound(state),
      issueDay: dateOf(bill.issueDay),
      maturity: dateOf(bill.maturity),
      drawer: await words.participant(bill.drawer),
      acceptor: await words.participant(bill.acceptor),
      holder: await words.participant(info.holder),
    };
  });
  const lines = table(bills, [
    { head: "bill", cell: (row) => words.holdingHandle(row.holding), right: true },
    { head: "amount", cell: (row) => yuan(row.amount), right: true },
    { head: "matures", cell: (row) => row.maturity },
    { head: "status", cell: (row) => row.status },
    { head: "circulation", cell: (row) => row.bound },
    { head: "drawer", cell: (row) => row.drawer },
    { head: "acceptor", cell: (row) => row.acceptor },
    { head: "holder", cell: (row) => row.holder },
  ]);
  const more =
    found.length > limit || (bills.length === limit && count > limit) ? "\n\nThere may be more: --limit" : "";
  return {
    json: { bills: bills.map(({ bound: _, ...each }) => each), count },
    text: bills.length === 0 ? (count === 0 ? "No bill has been drawn yet." : "No such bill.") : `${lines}${more}`,
  };
});
