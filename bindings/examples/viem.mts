/**
 * With viem: a bill is drawn, accepted, delivered and endorsed. The program plays all four parties, with the well-known keys of the
 * development chain (`npm start`); yours plays one.
 */
import { randomUUID } from "node:crypto";
import {
  createPublicClient,
  createWalletClient,
  defineChain,
  type Hex,
  http,
  keccak256,
  parseEventLogs,
  type TransactionReceipt,
  toHex,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { billIssuanceAbi, billRegistryAbi, participantRegistryAbi, tradeRegistryAbi } from "@ropenet/bindings/abi";
import { addressesOn } from "@ropenet/bindings/addresses";
import { decodeError } from "@ropenet/bindings/errors";
import { billNumberText, dayAt, fenOf, usccBytes, yuan } from "@ropenet/bindings/values";
import { BillKind, BillStatus, Circulation, DocumentKind, nameOf } from "@ropenet/bindings/words";

const transport = http(process.env["RPC_URL"] ?? "http://127.0.0.1:8545");
const chain = defineChain({
  id: await createPublicClient({ transport }).getChainId(),
  name: "RopeNet",
  nativeCurrency: { name: "none", symbol: "none", decimals: 18 },
  rpcUrls: { default: { http: [] } },
  // Gas is free on this chain: nobody holds a coin to pay it with.
  fees: { estimateFeesPerGas: () => Promise.resolve({ maxFeePerGas: 0n, maxPriorityFeePerGas: 0n }) },
});
const client = createPublicClient({ chain, transport, pollingInterval: 100 });

const PHRASE = "test test test test test test test test test test test junk";
const party = (addressIndex: number) =>
  createWalletClient({ chain, transport, account: mnemonicToAccount(PHRASE, { addressIndex }) });
const [drawer, payee, endorsee, bank] = [party(1), party(2), party(3), party(4)] as const;

const addresses = addressesOn(chain.id);
const participants = { address: addresses.ParticipantRegistry, abi: participantRegistryAbi } as const;
const trade = { address: addresses.TradeRegistry, abi: tradeRegistryAbi } as const;
const issuance = { address: addresses.BillIssuance, abi: billIssuanceAbi } as const;
const registry = { address: addresses.BillRegistry, abi: billRegistryAbi } as const;

const receiptOf = async (hash: Promise<Hex>): Promise<TransactionReceipt> => {
  const receipt = await client.waitForTransactionReceipt({ hash: await hash });
  if (receipt.status !== "success") throw new Error(`Transaction ${receipt.transactionHash} failed.`);
  return receipt;
};

function only<T>(found: readonly T[]): T {
  const [first] = found;
  if (first === undefined) throw new Error("The act did not report its event.");
  return first;
}

/** The request (请求) that an act has opened. */
const requestIn = ({ logs }: TransactionReceipt): number =>
  only(parseEventLogs({ abi: billRegistryAbi, eventName: "RequestOpened", logs })).args.request;

const numberOf = (wallet: typeof drawer) =>
  client.readContract({ ...participants, functionName: "participantOf", args: [wallet.account.address] });
const [buyer, seller, supplier, acceptor] = await Promise.all([
  numberOf(drawer),
  numberOf(payee),
  numberOf(endorsee),
  numberOf(bank),
]);

// The trade behind the bill (真实交易): the seller enters its invoice, the buyer confirms it.
const face = fenOf("20,000.00");
const invoice = {
  kind: DocumentKind.Invoice,
  seller,
  buyer,
  face,
  issuer: usccBytes("91520100MA6H0002XJ"),
  digest: keccak256(toHex("the invoice itself")),
  number: randomUUID(),
};
const entered = await receiptOf(payee.writeContract({ ...trade, functionName: "register", args: [invoice] }));
const { subject, terms } = only(
  parseEventLogs({ abi: tradeRegistryAbi, eventName: "DocumentRegistered", logs: entered.logs }),
).args;
await receiptOf(drawer.writeContract({ ...trade, functionName: "confirm", args: [subject, seller, terms] }));

// Drawn (出票) and accepted (承兑).
const { timestamp } = await client.getBlock();
const bill = {
  kind: BillKind.Bank,
  supplyChain: false,
  splittable: false,
  notTransferable: false,
  acceptor,
  payee: seller,
  institution: acceptor,
  face,
  maturity: dayAt(timestamp) + 90,
  documents: [{ subject, amount: face }],
};
const drawing = await receiptOf(drawer.writeContract({ ...issuance, functionName: "draw", args: [bill] }));
const drawn = only(parseEventLogs({ abi: billIssuanceAbi, eventName: "BillDrawn", logs: drawing.logs })).args;
const asked = await receiptOf(
  drawer.writeContract({ ...issuance, functionName: "presentForAcceptance", args: [drawn.bill] }),
);
await receiptOf(bank.writeContract({ ...issuance, functionName: "sign", args: [requestIn(asked)] }));

// Delivered (收票) and endorsed (背书).
const offered = await receiptOf(drawer.writeContract({ ...issuance, functionName: "deliver", args: [drawn.bill, 0] }));
await receiptOf(payee.writeContract({ ...issuance, functionName: "sign", args: [requestIn(offered)] }));
const passed = await receiptOf(
  payee.writeContract({ ...registry, functionName: "endorse", args: [drawn.holding, supplier, false, 0] }),
);
await receiptOf(endorsee.writeContract({ ...registry, functionName: "sign", args: [requestIn(passed)] }));

// Once endorsed it is another's: the payee is refused, and the error says why.
try {
  const again = [drawn.holding, acceptor, false, 0] as const;
  await client.simulateContract({ ...registry, functionName: "endorse", args: again, account: payee.account });
} catch (error) {
  console.log(`Refused: ${decodeError(error)?.text ?? String(error)}.`);
}

const [status, circulation] = await client.readContract({ ...registry, functionName: "pairOf", args: [drawn.holding] });
const { holder } = await client.readContract({ ...registry, functionName: "holdingInfo", args: [drawn.holding] });
console.log(
  `Bill ${billNumberText(drawn.number)} over ${yuan(face)}: ${nameOf(BillStatus, status)}, ` +
    `${nameOf(Circulation, circulation)}, held by participant ${holder}.`,
);
