/** Purchases: content against money, through the chain. */
import {
  type CurvePoint,
  keyDigestOf,
  newOrderKey,
  orderKeyOf,
  unwrapKey,
  wrapKey,
} from "../../bindings/src/delivery.ts";
import type { Hex } from "../../bindings/src/hex.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { timeOf, yuan } from "../shared/format.ts";
import { reads, writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";
import { ciphertextIn, contentKeyIn, deliveryIn, opened, secretIn, writeNew } from "./contents.ts";
import { fromEvent, theOffer, theSale } from "./things.ts";

const NO_POINT: CurvePoint = { x: 0n, y: 0n };

/** The buyer's key for one order, kept in a file. */
function orderKeyIn(context: Context, isMade: boolean) {
  const file = context.args.required("orderKey", "a file for your key of this one order");
  const { text, isNew } = secretIn(file, () => `0x${newOrderKey().secret.toString(16)}`);
  if (isNew && !isMade) throw new WrongUsage(`There is no file ${file}.`, "Give the file that data order has written.");
  if (!/^0x[0-9a-f]{1,64}$/i.test(text)) {
    throw new WrongUsage(
      `${file} has no order key in it.`,
      "Give the file that data order has written, or a free name.",
    );
  }
  return { ...orderKeyOf(BigInt(text)), file, text, isNew };
}

const place = async (context: Context, sale: bigint) => ({
  chainId: (await context.chain.connection.ethers.provider.getNetwork()).chainId,
  sales: await context.suite.dataSales.getAddress(),
  sale,
});

export const order = writes(async (context, actor) => {
  const { suite, words } = context;
  const offer = await theOffer(context);
  const { terms } = await suite.dataOffers.offerInfo(offer);
  const key = terms.delivery ? orderKeyIn(context, true) : undefined;
  if (key !== undefined && !key.isNew && (await suite.dataSales.saleOfOrderKey(key.point.x)) !== 0n) {
    const sale = await suite.dataSales.saleOfOrderKey(key.point.x);
    return {
      already: `this key is that of purchase ${sale}.`,
      data: { sale },
      next: [words.command(`data show-sale ${sale}`)],
    };
  }
  const deposit = terms.deposit === 0n ? "" : ` and deposits ${yuan(terms.deposit)}`;
  return {
    contract: suite.dataSales,
    method: "order",
    args: [offer, await suite.dataOffers.termsHash(offer), key?.point ?? NO_POINT],
    sentence: `${actor.name} takes offer ${offer} of ${words.asset(terms.asset)}, ${terms.price === 0n ? "free of a price" : `pays ${yuan(terms.price)}`}${deposit}.`,
    notes: [
      "It agrees to the terms as they stand on chain, and to no others.",
      ...(key === undefined ? [] : [`Keep ${key.file}: it opens what is delivered, and proves a wrong key.`]),
    ],
    ...(key?.isNew === true ? { prepare: () => writeNew(key.file, `${key.text}\n`) } : {}),
    data: (result, happened) => ({
      sale: fromEvent(happened, "SaleOrdered", "sale") ?? result[0],
      licence: fromEvent(happened, "SaleOrdered", "licence") ?? result[1],
    }),
    next: async ({ happenings }) => {
      const sale = String(fromEvent(happenings, "SaleOrdered", "sale"));
      if (!terms.delivery)
        return [words.command(`data show-licence ${String(fromEvent(happenings, "SaleOrdered", "licence"))}`)];
      const { seller } = await suite.dataSales.saleInfo(sale);
      return [words.command(`data commit ${sale} --delivery …`, await words.handle(seller))];
    },
  };
});

/** What a step says of its time. */
const until = (deadline: unknown): string => timeOf(BigInt(String(deadline)));

export const decline = writes(async (context, actor) => {
  const sale = await theSale(context);
  return {
    contract: context.suite.dataSales,
    method: "decline",
    args: [sale],
    sentence: `${actor.name} declines purchase ${sale}; the buyer has its money back.`,
  };
});

export const commit = writes(async (context, actor) => {
  const { suite, words } = context;
  const sale = await theSale(context);
  const { ciphertextRoot, chunks, keyDigest } = deliveryIn(context.args);
  const { buyer } = await suite.dataSales.saleInfo(sale);
  return {
    contract: suite.dataSales,
    method: "commit",
    args: [sale, ciphertextRoot, chunks, keyDigest],
    sentence: `${actor.name} commits to the ciphertext of purchase ${sale}, ${chunks} chunks, and to its key.`,
    next: async ({ happenings }) => [
      `Send ${await words.participant(buyer)} the ciphertext.`,
      `Until ${until(fromEvent(happenings, "CiphertextCommitted", "deadline"))}: ${words.command(`data confirm-ciphertext ${sale} --ciphertext …`, await words.handle(buyer))}`,
    ],
  };
});

/** The ciphertext of a purchase, which is what its seller has committed to. */
function ciphertextOf(context: Context, sale: bigint, info: { ciphertextRoot: string; chunks: bigint }) {
  const folder = context.args.required("ciphertext", "the folder with the chunks that the seller has sent");
  const found = ciphertextIn(folder);
  if (found.root === info.ciphertextRoot && BigInt(found.chunks.length) === info.chunks) return found;
  throw new WrongUsage(
    `${folder} is not the ciphertext that the seller of purchase ${sale} has committed to.`,
    "Have it sent again. Until you confirm it no key is posted, and after the step's time you have your money back.",
  );
}

export const confirmCiphertext = writes(async (context, actor) => {
  const { suite, words } = context;
  const sale = await theSale(context);
  const info = await suite.dataSales.saleInfo(sale);
  ciphertextOf(context, sale, info);
  return {
    contract: suite.dataSales,
    method: "confirmCiphertext",
    args: [sale],
    sentence: `${actor.name} has the ciphertext of purchase ${sale}, all ${info.chunks} chunks.`,
    next: async () => [words.command(`data post-key ${sale} --delivery …`, await words.handle(info.seller))],
  };
});

export const postKey = writes(async (context, actor) => {
  const { suite, words } = context;
  const sale = await theSale(context);
  const { orderKey, keyDigest, buyer } = await suite.dataSales.saleInfo(sale);
  const key = contentKeyIn(context.args);
  if (keyDigestOf(key) !== keyDigest) {
    throw new WrongUsage(
      `This is not the key that was committed to for purchase ${sale}: the buyer could prove it.`,
      "Give the folder that was committed to.",
    );
  }
  const { ephemeral, wrapped } = wrapKey(key, { x: orderKey.x, y: orderKey.y }, await place(context, sale));
  return {
    contract: suite.dataSales,
    method: "postKey",
    args: [sale, ephemeral, wrapped],
    sentence: `${actor.name} posts the key of purchase ${sale}, wrapped so that only ${await words.participant(buyer)} can open it.`,
    next: async ({ happenings }) => [
      words.command(`data open-content ${sale} --ciphertext … --order-key … --out …`),
      `Until ${until(fromEvent(happenings, "KeyPosted", "deadline"))}: ${words.command(`data accept ${sale}`, await words.handle(buyer))}`,
    ],
  };
});

type SaleInfo = Awaited<ReturnType<Context["suite"]["dataSales"]["saleInfo"]>>;

/** The key that was posted, unwrapped, and whether it is what was committed to. */
async function postedKey(context: Context, sale: bigint, { orderKey, ephemeral, wrapped, keyDigest }: SaleInfo) {
  if (BigInt(wrapped) === 0n) {
    throw new WrongUsage(
      `No key was posted for purchase ${sale} yet.`,
      `See ${context.words.command(`data show-sale ${sale}`)}.`,
    );
  }
  const { secret, point, file } = orderKeyIn(context, false);
  if (point.x !== orderKey.x) {
    throw new WrongUsage(
      `${file} has the key of another order than purchase ${sale}.`,
      "Give the file that data order has written for this one.",
    );
  }
  const key = unwrapKey(
    { ephemeral: { x: ephemeral.x, y: ephemeral.y }, wrapped: wrapped as Hex },
    secret,
    await place(context, sale),
  );
  return { secret, key, isRight: keyDigestOf(key) === keyDigest };
}

export const openContent = reads(async (context) => {
  const { suite, words, args } = context;
  const sale = await theSale(context);
  const info = await suite.dataSales.saleInfo(sale);
  const { asset, chunks } = info;
  const { key, isRight } = await postedKey(context, sale, info);
  if (!isRight) {
    return {
      json: { sale, keyRight: false },
      text: `The posted key is wrong: it does not open to the committed digest.\n\nNext: ${words.command(`data prove-wrong-key ${sale} --order-key …`)}`,
      exitCode: 1 as const,
    };
  }
  const found = await opened(key, ciphertextOf(context, sale, info).chunks);
  const out = args.required("out", "a new file for the content");
  const { version } = await suite.dataRegistry.assetInfo(asset);
  let of = 0n;
  for (let each = version; each > 0n && of === 0n; each--) {
    if ((await suite.dataRegistry.commitmentOf(asset, each)) === found.commitment) of = each;
  }
  writeNew(out, found.content);
  return {
    json: { sale, keyRight: true, version: of === 0n ? null : of, bytes: found.content.length, file: out },
    text:
      of === 0n
        ? `${out} has ${found.content.length} bytes out of ${chunks} chunks. Warning: they are no registered version of ${words.asset(asset)}.\n\nNext: ${words.command(`data open-quality ${sale} --refund … --evidence-file …`)}`
        : `${out} has ${found.content.length} bytes out of ${chunks} chunks: version ${of} of ${words.asset(asset)}, as it is registered.`,
  };
});

export const accept = writes(async (context, actor) => {
  const { suite, words } = context;
  const sale = await theSale(context);
  const { licence, price } = await suite.dataSales.saleInfo(sale);
  return {
    contract: suite.dataSales,
    method: "accept",
    args: [sale],
    sentence: `${actor.name} accepts what purchase ${sale} has delivered; ${yuan(price)} are released, and licence ${licence} begins.`,
    next: [words.command(`data show-licence ${licence}`)],
  };
});

export const proveWrongKey = writes(async (context, actor) => {
  const { suite } = context;
  const sale = await theSale(context);
  const info = await suite.dataSales.saleInfo(sale);
  const { price } = info;
  const { secret, isRight } = await postedKey(context, sale, info);
  // A simulation would show the secret to the node already.
  if (isRight) {
    throw new WrongUsage(
      `The key of purchase ${sale} is right: showing the order's secret would give the content away, and prove nothing.`,
      `If the content is not what was offered: ${context.words.command(`data open-quality ${sale} --help`)}`,
    );
  }
  return {
    contract: suite.dataSales,
    method: "proveWrongKey",
    args: [sale, secret],
    sentence: `${actor.name} shows that the key of purchase ${sale} is wrong, and has ${yuan(price)} back.`,
    notes: ["It shows the secret of its key for this order, which is good for nothing else."],
  };
});

export const release = writes(async (context, actor) => {
  const sale = await theSale(context);
  return {
    contract: context.suite.dataSales,
    method: "release",
    args: [sale],
    sentence: `${actor.name} has the money of purchase ${sale} released: nobody has shown anything wrong in time.`,
  };
});

export const lapse = writes(async (context, actor) => {
  const { suite } = context;
  const sale = await theSale(context);
  const { status } = await suite.dataSales.saleInfo(sale);
  return {
    contract: suite.dataSales,
    method: "lapse",
    args: [sale],
    sentence: `${actor.name} ends purchase ${sale}, which stayed ${nameOf("SaleStatus", status)} for longer than a step may take; the buyer has its money back.`,
  };
});
