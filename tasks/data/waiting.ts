/** What waits for a participant in data assets: for the inbox. */
import { encodeBytes32String } from "ethers";
import type { Item } from "../bill/waiting.ts";
import type { Context } from "../shared/context.ts";
import { dateOf, timeOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { nameOf } from "../shared/terms.ts";
import { numbers } from "./figures.ts";
import { askedOf, DESKS, type Desk } from "./signing.ts";
import { filingHandle, onFiling } from "./things.ts";

const present = (item: Item | undefined): item is Item => item !== undefined;

/** Rights, licences and pledges that wait for a signature. */
async function asked(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { words } = context;
  const today = await context.today();
  const desks = await each(Object.keys(DESKS) as Desk[], async (desk) => {
    const contract = context.suite[DESKS[desk]];
    const opened = await context.events((first, last) =>
      contract.queryFilter(contract.filters.RequestOpened(undefined, undefined, who), first, last),
    );
    return each(opened, async ({ args: { request } }): Promise<Item | undefined> => {
      const { info, what } = await askedOf(context, desk, request.toString());
      if (nameOf("RequestStatus", info.status) !== "Open" || info.lastDay < today) return undefined;
      return {
        what: `To take ${what}`,
        from: await words.participant(info.from),
        deadline: dateOf(info.lastDay),
        answer: [
          words.command(`data sign ${desk}/${request}`, as),
          words.command(`data refuse ${desk}/${request}`, as),
        ],
      };
    });
  });
  return desks.flat().filter(present);
}

/** The step of a purchase that is the participant's. */
const STEPS: Record<string, { whose: "buyer" | "seller"; what: string; command: string; reads?: true }> = {
  Ordered: { whose: "seller", what: "Ciphertext of", command: "commit {sale} --delivery …" },
  Committed: {
    whose: "buyer",
    what: "Receipt of the ciphertext of",
    command: "confirm-ciphertext {sale} --ciphertext …",
  },
  Received: { whose: "seller", what: "Key of", command: "post-key {sale} --delivery …" },
  KeyPosted: {
    whose: "buyer",
    what: "Check of",
    command: "open-content {sale} --ciphertext … --order-key … --out …",
    reads: true,
  },
};

async function steps(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const items = await each(numbers(await suite.dataSales.saleCount()), async (sale): Promise<Item | undefined> => {
    const { status, buyer, seller, price, deadline } = await suite.dataSales.saleInfo(sale);
    const step = STEPS[nameOf("SaleStatus", status)];
    if (step === undefined || (step.whose === "buyer" ? buyer : seller) !== who) return undefined;
    return {
      what: `${step.what} purchase ${sale}, ${yuan(price)}`,
      from: await words.participant(step.whose === "buyer" ? seller : buyer),
      deadline: timeOf(deadline),
      answer: [words.command(`data ${step.command.replace("{sale}", sale.toString())}`, step.reads ? undefined : as)],
    };
  });
  return items.filter(present);
}

/** Disputes that the participant has not answered, or is to decide. */
async function disputes(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const all = numbers(await suite.dataDisputes.disputeCount());
  const items = await each(all, async (dispute): Promise<Item | undefined> => {
    const { kind, end, licence, claimant, respondent, arbiter, answered } =
      await suite.dataDisputes.disputeInfo(dispute);
    const isRespondent = respondent === who && !answered;
    if (end !== 0n || !(isRespondent || (arbiter === who && answered))) return undefined;
    return {
      what: `${nameOf("DisputeKind", kind)} of licence ${licence} is disputed (dispute ${dispute})`,
      from: await words.participant(claimant),
      deadline: "",
      answer: isRespondent
        ? [words.command(`data answer-dispute ${dispute} --evidence-file …`, as)]
        : [words.command(`data decide ${dispute} --upheld … --evidence-file …`, as)],
    };
  });
  return items.filter(present);
}

/** Departments that wait for an answer. */
async function sharing(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const all = numbers(await suite.dataSharing.sharingCount());
  const items = await each(all, async (request): Promise<Item | undefined> => {
    const { asset, status, requester, dueDay } = await suite.dataSharing.sharingInfo(request);
    if (nameOf("SharingStatus", status) !== "Requested" || (await suite.dataRegistry.holderOf(asset)) !== who)
      return undefined;
    return {
      what: `Data of asset ${asset} (request ${request})`,
      from: await words.participant(requester),
      deadline: dateOf(dueDay),
      answer: [
        words.command(`data grant-sharing ${request} --evidence-file …`, as),
        words.command(`data refuse-sharing ${request} --reason-file …`, as),
      ],
    };
  });
  return items.filter(present);
}

/** Challenges to the holder. */
async function challenges(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const all = numbers(await suite.dataPreservation.challengeCount());
  const items = await each(all, async (challenge): Promise<Item | undefined> => {
    const { asset, version, challenger, deadline, status } = await suite.dataPreservation.challengeInfo(challenge);
    if (nameOf("ChallengeStatus", status) !== "Open" || (await suite.dataRegistry.holderOf(asset)) !== who)
      return undefined;
    return {
      what: `A chunk of version ${version} of asset ${asset} (challenge ${challenge})`,
      from: await words.participant(challenger),
      deadline: timeOf(deadline),
      answer: [words.command(`data answer-challenge ${challenge} --tree …`, as)],
    };
  });
  return items.filter(present);
}

/** Objections: to answer as the holder, to decide as the certifier. */
async function objections(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const { dataCertification, dataRegistry } = suite;
  const items = await each(
    numbers(await dataCertification.objectionCount()),
    async (objection): Promise<Item | undefined> => {
      const { asset, filing, objector, status, answered, toFiling } = await dataCertification.objectionInfo(objection);
      if (nameOf("ObjectionStatus", status) !== "Open") return undefined;
      const { holder, certifier } = await dataRegistry.assetInfo(asset);
      const judge = toFiling ? (await dataCertification.filingInfo(filing)).reviewer : certifier;
      const isHolder = holder === who && !answered;
      if (!isHolder && judge !== who) return undefined;
      return {
        what: `Objection ${objection} to ${toFiling ? onFiling(words, filing) : `the certificate of asset ${asset}`}`,
        from: await words.participant(objector),
        deadline: "",
        answer: isHolder
          ? [words.command(`data answer-objection ${objection} --evidence-file …`, as)]
          : [words.command(`data decide-objection ${objection} --upheld … --evidence-file …`, as)],
      };
    },
  );
  return items.filter(present);
}

/** Filings that a certifier without a part in the asset can review, or certify. */
async function filings(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const { dataCertification, dataRegistry, participants } = suite;
  if (!(await participants.isQualified(who, encodeBytes32String("DATA_CERTIFIER")))) return [];
  const today = await context.today();
  const items = await each(numbers(await dataRegistry.assetCount()), async (asset): Promise<Item | undefined> => {
    const { filing, open } = await dataCertification.openFiling(asset);
    if (!open || (await dataRegistry.isConnected(asset, who))) return undefined;
    const { applicant, kind, status, noticeEnds, objections } = await dataCertification.filingInfo(filing);
    const isReviewed = nameOf("FilingStatus", status) === "Reviewed";
    if (applicant === who || (isReviewed && (noticeEnds >= today || objections > 0n))) return undefined;
    const handle = filingHandle(filing);
    return {
      what: `${isReviewed ? "Certification" : "Review"} of ${onFiling(words, filing)} (${nameOf("RegistrationKind", kind).toLowerCase()})`,
      from: await words.participant(applicant === 0n ? await dataRegistry.holderOf(asset) : applicant),
      deadline: "",
      answer: isReviewed
        ? [words.command(`data certify ${handle}`, as)]
        : [
            words.command(`data review ${handle} --evidence-file …`, as),
            words.command(`data refuse-filing ${handle} --reason-file …`, as),
          ],
    };
  });
  return items.filter(present);
}

/** Valuations that the participant is commissioned to make. */
async function commissions(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const { dataValuation } = suite;
  const given = await context.events((first, last) =>
    dataValuation.queryFilter(dataValuation.filters.DataValuationCommissioned(undefined, who), first, last),
  );
  const today = await context.today();
  const assets = [...new Set(given.map(({ args }) => args.asset))];
  const items = await each(assets, async (asset): Promise<Item | undefined> => {
    const { by, lastDay } = await dataValuation.commissionOf(asset, who);
    if (lastDay < today) return undefined;
    return {
      what: `Valuation of asset ${asset}`,
      from: await words.participant(by),
      deadline: dateOf(lastDay),
      answer: [words.command(`data value ${asset} --method … --amount … --until … --evidence-file …`, as)],
    };
  });
  return items.filter(present);
}

export async function data(context: Context, who: bigint, as: string): Promise<Item[]> {
  const found = await Promise.all(
    [asked, steps, disputes, sharing, challenges, objections, filings, commissions].map((waiting) =>
      waiting(context, who, as),
    ),
  );
  return found.flat();
}
