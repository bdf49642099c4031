/** What the contracts' numbers and hashes mean to people: names, amounts, dates. */
import { decodeBytes32String, getAddress, MaxUint256, type Result, toBeHex, toUtf8String } from "ethers";
import { officers } from "../../deploy/data/officers.ts";
import { personas } from "../../deploy/data/personas.ts";
import type { Suite } from "../../deploy/suite.ts";
import type { Decoded, Dictionary, Parameter } from "./abi.ts";
import type { Chain } from "./chain.ts";
import { dateOf, grouped, monthOf, percent, shortHash, timeOf, yuan } from "./format.ts";
import { paged } from "./logs.ts";
import { enumOf, flagsIn, marksIn, nameOf, stopsIn } from "./terms.ts";

/** Parameters that hold fen, and seconds, by their names. */
const FEN =
  /^(amount|face|faceValue|claimed|closed|covered|free|held|asked|unfrozen|caseLeft|ceiling|supply|balance|needed|allowance|value|units|billClosed|price|interest|limit|used|headroom|previous|principal|costs|secured|securedLeft|toPledgee|toPledgor|toCosts|toInterest|toPrincipal|left|advanced|near|far|cash|fee|paid|paidTo|cancelled|setAside|unpaid|owed|due|toFactor|toSeller|agreedUnits|invoiced|delivered|spendable|total|budget|target|received|allocated|projectAllocated|fundFree|each|margin|amounts|shares|released|returned|drawn|householdCeiling|actCeiling|minimumLot|minimum|cap|inProjects|given|totalLeft|sum|gross|deposit|pricePerUse|personPay|royalties|refunded|toHolder|prepaid|toPersons)$/;
/** The same in the module points, where so much else is counted in points. */
const FEN_OF_POINTS =
  /^(fen|reserve|required|commonFen|commonReserve|free|deposit|minimumDeposit|minimum|owes|owed|fromReserve|fromDeposit|received|short|shorts|losses|claims|paid|due|debtorOwes|creditorOwed|shortfall|value|netFen|grossFen)$/;
/** What is fen in one of its contracts, and points in others. */
const FEN_OF_ONE: Readonly<Record<string, readonly string[]>> = {
  PointsClearing: ["left"],
  PointsRedemption: ["atLeast"],
};
const isFen = (contract: string, name: string): boolean =>
  contract.startsWith("Points")
    ? FEN_OF_POINTS.test(name) || (FEN_OF_ONE[contract] ?? []).includes(name)
    : FEN.test(name);
const SECONDS =
  /^(until|frozenUntil|expiresAt|satisfiedAt|executedAt|anchoredAt|admittedAt|proposedAt|ratifyBy|deadline|closesAt|registeredAt|notifiedAt|at|stoppedUntil)$/;
/** `earliest` and `latest` are days or seconds; days have a type of their own. */
const SECONDS_OR_DAYS = /^(earliest|latest)$/;
const TEXT32 = /^(module|key|category|businessRef|caseKey|first|needed)$/;

/** A holding's bill and its number on the bill. */
export const splitHolding = (holding: bigint): { bill: bigint; number: bigint } => ({
  bill: holding >> 32n,
  number: holding & 0xffff_ffffn,
});

/** A note's root and its number on the root. */
export const splitNote = (note: bigint): { root: bigint; number: bigint } => ({
  root: note >> 32n,
  number: note & 0xffff_ffffn,
});

/** A note as it is typed: 7/3. */
export function noteHandle(note: bigint): string {
  const { root, number } = splitNote(note);
  return `${root}/${number}`;
}

/** A household as it is typed, its programme and its number there: 2/17. So are a lot (its fund) and whatever is numbered within another. */
export const pairHandle = (id: bigint): string => `${id >> 32n}/${id & 0xffff_ffffn}`;

/** A division's code as people write it: twelve digits, or six for a county and nine for a township. */
export const areaCode = (area: bigint): string => area.toString().replace(/(?:000000|000)$/, "");

/** A `HolderId` is a participant's number, or the address of a person's account. */
const isPerson = (holder: bigint): boolean => holder > 0xffff_ffffn;
const accountOf = (holder: bigint): string => getAddress(toBeHex(holder, 20));

/** A quote's ask and its number on the ask. */
export const splitQuote = (quote: bigint): { ask: bigint; number: bigint } => ({
  ask: quote >> 32n,
  number: quote & 0xffff_ffffn,
});

/** A quote as it is typed: 3/1. */
export function quoteHandle(quote: bigint): string {
  const { ask, number } = splitQuote(quote);
  return `${ask}/${number}`;
}

/** What an account may do for its participant. */
export const SCOPES = ["acts", "orders", "administration"] as const;

/** Bits of `Scopes` as words. */
export const scopesOf = (bits: bigint): string =>
  SCOPES.filter((_, bit) => ((bits >> BigInt(bit)) & 1n) === 1n).join(", ") || "nothing";

/** bytes32 text, or undefined when it is none. */
export function textOf(bytes32: string): string | undefined {
  try {
    const text = decodeBytes32String(bytes32);
    return /^[\x20-\x7e\u00a0-\uffff]+$/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

export class Words {
  readonly #suite: Suite;
  readonly #chain: Chain;
  readonly #dictionary: Dictionary;
  readonly #participants = new Map<bigint, Promise<{ name: string; uscc: string; wallet: string }>>();
  readonly #subjects = new Map<string, Promise<string>>();

  constructor(chain: Chain, suite: Suite, dictionary: Dictionary) {
    this.#chain = chain;
    this.#suite = suite;
    this.#dictionary = dictionary;
  }

  /** The public facts about a participant; its name is the legal one. */
  facts(participant: bigint): Promise<{ name: string; uscc: string; wallet: string }> {
    const known = this.#participants.get(participant);
    if (known !== undefined) return known;
    const asked = this.#suite.participants.participantInfo(participant).then(({ name, uscc, wallet }) => ({
      name,
      uscc: toUtf8String(uscc).replaceAll("\0", ""),
      wallet,
    }));
    this.#participants.set(participant, asked);
    return asked;
  }

  /** The persona behind a wallet; there are none but on the development chain. */
  personaAt(wallet: string): (typeof personas)[number] | undefined {
    return this.#chain.isDevelopment ? personas.find((persona) => persona.wallet === wallet) : undefined;
  }

  /** The development chain's officer behind an account. */
  officerAt(account: string): (typeof officers)[number] | undefined {
    return this.#chain.isDevelopment ? officers.find((officer) => officer.address === account) : undefined;
  }

  /** A participant's name: a persona's English one, else the legal one. */
  async participant(participant: bigint): Promise<string> {
    if (participant === 0n) return "nobody";
    const { name, wallet } = await this.facts(participant);
    return this.personaAt(wallet)?.nameEn ?? (name === "" ? `participant ${participant}` : name);
  }

  /** What to type for a participant after `--as` or elsewhere. */
  async handle(participant: bigint): Promise<string> {
    const { wallet } = await this.facts(participant);
    return this.personaAt(wallet)?.key ?? participant.toString();
  }

  /** An account: a contract of the suite, a participant's wallet, one of its other accounts, or the address. */
  async account(address: string): Promise<string> {
    const contract = this.#dictionary.contractAt(address);
    if (contract !== undefined) return contract;
    const participant = await this.#suite.participants.participantOf(address);
    if (participant === 0n) {
      const { attester } = await this.#suite.participants.attestationOf(address);
      if (attester !== 0n) return `person ${address}, known to ${await this.participant(attester)}`;
      return this.personaAt(address)?.nameEn ?? address;
    }
    const { wallet } = await this.facts(participant);
    const name = await this.participant(participant);
    return wallet === address ? name : `${name} (account ${this.officerAt(address)?.key ?? shortHash(address)})`;
  }

  /** Whose money it is: a participant, or a person by its account. */
  holder = (holder: bigint): Promise<string> =>
    isPerson(holder) ? this.account(accountOf(holder)) : this.participant(holder);

  /** A holder as it is typed. */
  holderHandle = (holder: bigint): Promise<string> =>
    isPerson(holder) ? Promise.resolve(accountOf(holder)) : this.handle(holder);

  bill = (bill: bigint): string => `bill ${bill}`;

  /** A holding by its bill; by its number too when it is not the bill's first. */
  holding(holding: bigint): string {
    const { bill, number } = splitHolding(holding);
    return number === 1n ? this.bill(bill) : `bill ${bill}/${number}`;
  }

  /** A holding as it is typed. */
  holdingHandle(holding: bigint): string {
    const { bill, number } = splitHolding(holding);
    return number === 1n ? `${bill}` : `${bill}/${number}`;
  }

  receivable = (root: bigint): string => `receivable ${root}`;

  note = (note: bigint): string => `note ${noteHandle(note)}`;

  household = (household: bigint): string => `household ${pairHandle(household)}`;

  lot = (lot: bigint): string => `lot ${pairHandle(lot)}`;

  asset = (asset: bigint): string => `asset ${asset}`;

  /** What data are used for, by its name. */
  async purpose(purpose: bigint): Promise<string> {
    const name = textOf(await this.#suite.dataRegistry.purposeName(purpose));
    return name === undefined || name === "" ? `purpose ${purpose}` : name.toLowerCase().replaceAll("_", "-");
  }

  /** A set of purposes: bit n for purpose n. */
  async purposes(set: bigint): Promise<string> {
    const numbers = Array.from({ length: 64 }, (_, number) => BigInt(number)).filter((bit) => (set >> bit) & 1n);
    const names = await Promise.all(numbers.map((number) => this.purpose(number)));
    return names.length === 0 ? "none" : names.join(", ");
  }

  /** A programme of points by its name and number. */
  async points(programme: bigint): Promise<string> {
    if (programme === 0n) return "none";
    const name = textOf(await this.#suite.pointsLedger.nameOf(programme));
    return name === undefined || name === "" ? `programme ${programme}` : `${name} (programme ${programme})`;
  }

  /** A trade document by its kind and number, an asset by its part. */
  subject(subject: string): Promise<string> {
    const known = this.#subjects.get(subject);
    if (known !== undefined) return known;
    const asked = this.#nameSubject(subject);
    this.#subjects.set(subject, asked);
    return asked;
  }

  async #nameSubject(subject: string): Promise<string> {
    const { trade, deployBlock } = this.#suite;
    const newest = await this.#chain.connection.ethers.provider.getBlockNumber();
    const { filters } = trade;
    const [name] = await paged(deployBlock, newest, async (first, last) => {
      const documents = await trade.queryFilter(filters.DocumentRegistered(subject), first, last);
      const reductions = await trade.queryFilter(filters.ReductionProposed(undefined, subject), first, last);
      const assets = await trade.queryFilter(filters.AssetRegistered(subject), first, last);
      return [
        ...documents.map(({ args }) => `${nameOf("DocumentKind", args.kind).toLowerCase()} ${args.number}`),
        ...reductions.map(({ args }) => `correcting document ${args.number}`),
        ...assets.map(({ args }) => `asset ${args.assetId} of ${this.#dictionary.contractAt(args.part) ?? args.part}`),
      ];
    });
    return name ?? `document ${shortHash(subject)}`;
  }

  /** A command as a person would type it on this network. */
  command(task: string, as?: string): string {
    const { isNamed, network } = this.#chain;
    return `npx hardhat ${task}${as === undefined ? "" : ` --as ${as}`}${isNamed ? ` --network ${network}` : ""}`;
  }

  /**
   * A value as its parameter means it.
   * @param contract whose event, error or function has it: each module numbers its persons by itself
   */
  async value(parameter: Parameter, value: unknown, contract = ""): Promise<string> {
    const { name, type, internalType = type, components } = parameter;
    if (type.endsWith("[]")) {
      const of = { ...parameter, type: type.slice(0, -2), internalType: internalType.replace(/\[\]$/, "") };
      const values = await Promise.all([...(value as Result)].map((each) => this.value(of, each, contract)));
      return values.length === 0 ? "none" : values.join(", ");
    }
    if (internalType === "struct Bucket") {
      const [month = 0n, points = 0n] = value as bigint[];
      return `${grouped(points)} ${month === 0n ? "without expiry" : `until the end of ${monthOf(month)}`}`;
    }
    if (type === "tuple") {
      const fields = await Promise.all(
        (components ?? []).map(async (field, index) => {
          return `${field.name} ${await this.value(field, (value as Result)[index], contract)}`;
        }),
      );
      return `(${fields.join(", ")})`;
    }
    if (type === "bool") return value === true ? "yes" : "no";
    if (type === "address") return this.account(value as string);
    if (type.startsWith("bytes")) return this.#bytes(name, type, internalType, value as string);
    if (typeof value === "bigint") return this.#number(name, internalType, value, contract);
    return String(value);
  }

  async #bytes(name: string, type: string, internalType: string, value: string): Promise<string> {
    if (internalType === "SubjectId") return this.subject(value);
    if (internalType === "Purpose") return textOf(value) ?? "none";
    if (internalType === "RedemptionId") return `redemption ${shortHash(value)}`;
    if (type === "bytes18" || type === "bytes1") return toUtf8String(value);
    if (type === "bytes4") return this.#dictionary.functionOf(value) ?? value;
    if (type === "bytes32" && TEXT32.test(name)) return textOf(value) ?? shortHash(value);
    return /^0x0{64}$/.test(value) ? "none" : value;
  }

  async #number(name: string, internalType: string, value: bigint, contract: string): Promise<string> {
    switch (internalType) {
      case "ParticipantId":
        return this.participant(value);
      case "HolderId":
        return this.holder(value);
      case "BillId":
        return this.bill(value);
      case "HoldingId":
        return this.holding(value);
      case "RootId":
        return this.receivable(value);
      case "NoteId":
        return this.note(value);
      case "FacilityId":
        return value === 0n ? "none" : `facility ${value}`;
      case "EndorsementId":
        return `endorsement ${value & 0xffffn} of ${this.holding(value >> 16n)}`;
      case "RequestId":
        return `request ${value}`;
      case "RepoId":
        return `repo ${value}`;
      case "DebtId":
        return `debt ${value}`;
      case "OrderId":
        return `order ${value}`;
      case "AskId":
        return `ask ${value}`;
      case "QuoteId":
        return `quote ${quoteHandle(value)}`;
      case "ProgrammeId":
        return contract.startsWith("Points") ? this.points(value) : `programme ${value}`;
      case "HouseholdId":
        return value === 0n ? "none" : this.household(value);
      case "OfficerId":
        return value === 0n ? "nobody" : `officer ${value}`;
      case "PersonId":
        if (contract.startsWith("Data")) return value === 0n ? "nobody" : `person ${value}`;
        return value > 0xffff_ffffn ? this.household(value) : `officer ${value}`;
      case "AreaCode":
        return value === 0n ? "none" : areaCode(value);
      case "FundId":
        return value === 0n ? "none" : `fund ${value}`;
      case "LotId":
        return value === 0n ? "none" : this.lot(value);
      case "ProjectId":
        return value === 0n ? "none" : `project ${value}`;
      case "BenefitId":
        return value === 0n ? "none" : `benefit ${value}`;
      case "RoundId":
        return `round ${value}`;
      case "PayoutId":
        return value === 0n ? "none" : `payout ${value}`;
      case "ObjectionId":
        return `objection ${value}`;
      case "PurchaseId":
        return `order of produce ${value}`;
      case "AssetId":
        return value === 0n ? "none" : this.asset(value);
      case "FilingId":
        return (value & 0xffff_ffffn) === 0n
          ? `the registration of ${this.asset(value >> 32n)}`
          : `filing ${pairHandle(value)}`;
      case "ChallengeId":
        return `challenge ${value}`;
      case "ValuationId":
        return `valuation ${value}`;
      case "OfferId":
        return value === 0n ? "none" : `offer ${value}`;
      case "LicenceId":
        return value === 0n ? "none" : `licence ${value}`;
      case "SaleId":
        return value === 0n ? "none" : `purchase ${value}`;
      case "DisputeId":
        return `dispute ${value}`;
      case "SharingId":
        return `request for data ${value}`;
      case "PledgeId":
        return `pledge ${value}`;
      case "CycleId":
        return value === 0n ? "none" : `cycle ${value}`;
      case "Month":
        return monthOf(value);
      case "Purpose":
        return this.purpose(value);
      case "Purposes":
        return this.purposes(value);
      case "Rate":
        return percent(value);
      case "EvidenceId":
        return `evidence ${value}`;
      case "FileId":
        return `trade file ${value}`;
      case "Day":
        return value === 0n ? "none" : dateOf(value);
      default: {
        const known = enumOf(internalType);
        if (known !== undefined) return nameOf(known, value);
        if (internalType === "uint8" && name === "scopes") return scopesOf(value);
        if (internalType === "uint16" && name === "marks") return marksIn(value).join(", ") || "nothing";
        // Uses of a licence are counted in uint40, which no amount of data's is.
        const isCount = internalType === "uint40" && contract.startsWith("Data");
        if (contract.startsWith("Points") && internalType === "uint8" && name === "stops")
          return stopsIn(value).join(" and ") || "nothing";
        if (contract.startsWith("Points") && internalType === "uint8" && name === "flags")
          return flagsIn(value).join(", ") || "nothing";
        if (isFen(contract, name) && !isCount) return value === MaxUint256 ? "everything" : yuan(value);
        if (SECONDS.test(name) || SECONDS_OR_DAYS.test(name)) return value === 0n ? "none" : timeOf(value);
        return contract.startsWith("Points") && /^(points|common|spendable|outstanding)$/.test(name)
          ? grouped(value)
          : value.toString();
      }
    }
  }

  /** All arguments of something decoded, by name. */
  async arguments({ item, args, contract }: Decoded): Promise<Record<string, string>> {
    const shown = item.inputs.map(
      async (input, index) => [input.name || String(index), await this.value(input, args[index], contract)] as const,
    );
    return Object.fromEntries(await Promise.all(shown));
  }

  /** A call in words: Contract.function(name: value, …). */
  async call(decoded: Decoded): Promise<string> {
    const shown = Object.entries(await this.arguments(decoded)).map(([name, value]) => `${name}: ${value}`);
    return `${decoded.contract}.${decoded.item.name}(${shown.join(", ")})`;
  }
}
