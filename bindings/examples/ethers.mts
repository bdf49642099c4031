/**
 * With ethers: a bill is drawn, accepted, delivered and endorsed. The program plays all four parties, with the well-known keys of the
 * development chain (`npm start`); yours plays one.
 */
import { randomUUID } from "node:crypto";
import { type ContractTransactionResponse, FeeData, HDNodeWallet, id, JsonRpcProvider, Mnemonic } from "ethers";
import { addressesOn } from "@ropenet/bindings/addresses";
import { decodeError } from "@ropenet/bindings/errors";
import {
  BillIssuance__factory,
  BillRegistry__factory,
  ParticipantRegistry__factory,
  TradeRegistry__factory,
  type TypedContractEvent,
  type TypedEventLog,
} from "@ropenet/bindings/ethers";
import { billNumberText, dayAt, fenOf, usccBytes, yuan } from "@ropenet/bindings/values";
import { BillKind, BillStatus, Circulation, DocumentKind, nameOf } from "@ropenet/bindings/words";

/** Gas is free on this chain: nobody holds a coin to pay it with. */
class FreeGas extends JsonRpcProvider {
  override getFeeData(): Promise<FeeData> {
    return Promise.resolve(new FeeData(0n, 0n, 0n));
  }
}

const provider = new FreeGas(process.env["RPC_URL"] ?? "http://127.0.0.1:8545", undefined, {
  pollingInterval: 100,
  // The parties act in quick succession; ethers would answer from memory for a quarter of a second.
  cacheTimeout: -1,
});

const PHRASE = "test test test test test test test test test test test junk";
const keys = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(PHRASE), "m/44'/60'/0'/0");
const party = (account: number) => keys.deriveChild(account).connect(provider);
const [drawer, payee, endorsee, bank] = [party(1), party(2), party(3), party(4)] as const;

const addresses = addressesOn((await provider.getNetwork()).chainId);
const participants = ParticipantRegistry__factory.connect(addresses.ParticipantRegistry, provider);
const trade = TradeRegistry__factory.connect(addresses.TradeRegistry, provider);
const issuance = BillIssuance__factory.connect(addresses.BillIssuance, provider);
const registry = BillRegistry__factory.connect(addresses.BillRegistry, provider);

interface Logs {
  queryFilter<E extends TypedContractEvent>(event: E, from: number, to: number): Promise<TypedEventLog<E>[]>;
}

/** Waits for an act and gives the arguments of the event by which it is known. */
async function told<E extends TypedContractEvent>(act: Promise<ContractTransactionResponse>, from: Logs, event: E) {
  const receipt = await (await act).wait();
  if (receipt === null) throw new Error("The act has no receipt.");
  const events = await from.queryFilter(event, receipt.blockNumber, receipt.blockNumber);
  const own = events.find(({ transactionHash }) => transactionHash === receipt.hash);
  if (own === undefined) throw new Error(`The act did not report ${event.name}.`);
  return own.args;
}

const numberOf = (signer: HDNodeWallet) => participants.participantOf(signer.address);
const [buyer, seller, supplier, acceptor] = await Promise.all([
  numberOf(drawer),
  numberOf(payee),
  numberOf(endorsee),
  numberOf(bank),
]);

// The trade behind the bill (真实交易): the seller enters its invoice, the buyer confirms it.
const face = fenOf("10,000.00");
const invoice = {
  kind: DocumentKind.Invoice,
  seller,
  buyer,
  face,
  issuer: usccBytes("91520100MA6H0002XJ"),
  digest: id("the invoice itself"),
  number: randomUUID(),
};
const entered = await told(trade.connect(payee).register(invoice), trade, trade.filters.DocumentRegistered);
await told(
  trade.connect(drawer).confirm(entered.subject, seller, entered.terms),
  trade,
  trade.filters.DocumentConfirmed,
);

// Drawn (出票) and accepted (承兑).
const now = (await provider.getBlock("latest"))?.timestamp ?? 0;
const drawn = await told(
  issuance.connect(drawer).draw({
    kind: BillKind.Bank,
    supplyChain: false,
    splittable: false,
    notTransferable: false,
    acceptor,
    payee: seller,
    institution: acceptor,
    face,
    maturity: dayAt(now) + 90,
    documents: [{ subject: entered.subject, amount: face }],
  }),
  issuance,
  issuance.filters.BillDrawn,
);
const asked = await told(
  issuance.connect(drawer).presentForAcceptance(drawn.bill),
  registry,
  registry.filters.RequestOpened,
);
await told(issuance.connect(bank).sign(asked.request), issuance, issuance.filters.BillAccepted);

// Delivered (收票) and endorsed (背书).
const offered = await told(issuance.connect(drawer).deliver(drawn.bill, 0), registry, registry.filters.RequestOpened);
await told(issuance.connect(payee).sign(offered.request), issuance, issuance.filters.BillDelivered);
const passed = await told(
  registry.connect(payee).endorse(drawn.holding, supplier, false, 0),
  registry,
  registry.filters.RequestOpened,
);
await told(registry.connect(endorsee).sign(passed.request), registry, registry.filters.BillEndorsed);

// Once endorsed it is another's: the payee is refused, and the error says why.
try {
  await registry.connect(payee).endorse.staticCall(drawn.holding, acceptor, false, 0);
} catch (error) {
  console.log(`Refused: ${decodeError(error)?.text ?? String(error)}.`);
}

const [status, circulation] = await registry.pairOf(drawn.holding);
const { holder } = await registry.holdingInfo(drawn.holding);
console.log(
  `Bill ${billNumberText(drawn.number)} over ${yuan(face)}: ${nameOf(BillStatus, status)}, ` +
    `${nameOf(Circulation, circulation)}, held by participant ${holder}.`,
);
provider.destroy();
