/** Relief as the index is told of it: who takes part, and by whom each act is done. */
import { type BaseContract, computeHmac, encodeBytes32String, toUtf8Bytes, Wallet } from "ethers";
import { type AreaKey, type OfficerKey, officers } from "../../deploy/data/officers.ts";
import type { PersonaKey } from "../../deploy/data/personas.ts";
import { type Passkey, sign, type Values } from "../utils/passkeys.ts";
import { DAY, type Play } from "./play.ts";

export const UPHELD = 1n;
export const DISMISSED = 2n;
export const LIVING = encodeBytes32String("LIVING");
export const SUPPLIES = encodeBytes32String("FARM_SUPPLIES");
export const EDUCATION = encodeBytes32String("EDUCATION");

/** Households of the fiscal programme by what becomes of them, and of the social one. */
export const HOUSEHOLDS = {
  // Is paid, buys with vouchers, is split up.
  paid: { area: "longjing", bank: "guanshan" },
  // Says first that it was not paid.
  doubting: { area: "longjing", bank: "guanshan" },
  // The bank cannot pay it.
  failing: { area: "longjing", bank: "guanshan" },
  // The bank is silent.
  forgotten: { area: "longjing", bank: "baiyunling" },
  // Somebody objects to it, and to its line.
  blocked: { area: "longjing", bank: "guanshan" },
  objected: { area: "longjing", bank: "guanshan" },
  refused: { area: "longjing", bank: "guanshan" },
  exiting: { area: "longjing", bank: "guanshan" },
  staying: { area: "longjing", bank: "guanshan" },
  kin: { area: "chashan", bank: "guanshan" },
  moving: { area: "chashan", bank: "guanshan" },
  merging: { area: "chashan", bank: "guanshan" },
  ending: { area: "chashan", bank: "baiyunling" },
  waiting: { area: "chashan", bank: "guanshan" },
} as const satisfies Record<string, { area: AreaKey; bank: PersonaKey }>;

export const PUPILS = ["pupil", "second pupil", "third pupil"] as const;
export type HouseholdName = keyof typeof HOUSEHOLDS | (typeof PUPILS)[number] | "splitOff";

export interface Household {
  id: bigint;
  readonly place: number;
  readonly programme: bigint;
  readonly commitment: string;
  readonly area: bigint;
  readonly category: number;
  passkey: Passkey;
}

/** What the tests need to know of what was played. */
export interface ReliefPlayed {
  readonly fiscal: bigint;
  readonly social: bigint;
  readonly sector: bigint;
  readonly households: Record<HouseholdName, Household>;
  readonly officers: Record<OfficerKey, bigint>;
  readonly lots: Record<string, bigint>;
  readonly projects: Record<string, bigint>;
  readonly payouts: Record<string, bigint>;
  readonly rounds: Record<string, bigint>;
  readonly purchases: Record<string, bigint>;
}

export const commitmentOf = (programme: bigint, name: string): string =>
  computeHmac("sha256", toUtf8Bytes(`key of programme ${programme}`), toUtf8Bytes(name));

/** Acts of relief, each by whoever does it. */
export class Relief {
  readonly play: Play;
  readonly households = {} as Record<HouseholdName, Household>;
  readonly staff = {} as Record<OfficerKey, { number: bigint; passkey: Passkey }>;
  readonly lots: Record<string, bigint> = {};
  readonly projects: Record<string, bigint> = {};
  readonly payouts: Record<string, bigint> = {};
  readonly rounds: Record<string, bigint> = {};
  readonly purchases: Record<string, bigint> = {};
  readonly funds: Record<string, bigint> = {};
  readonly entries: Record<string, bigint> = {};
  fiscal = 0n;
  social = 0n;
  sector = 0n;
  #start = 0;
  #references = 0;

  constructor(play: Play) {
    this.play = play;
  }

  get suite() {
    return this.play.suite;
  }

  get stage() {
    return this.play.stage;
  }

  done(...args: Parameters<Play["stage"]["done"]>) {
    return this.stage.done(...args);
  }

  who(persona: PersonaKey): Promise<bigint> {
    return this.stage.participant(persona);
  }

  as<C extends BaseContract>(persona: PersonaKey, contract: C): C {
    return this.stage.as(persona, contract);
  }

  /** The contract, with an officer's account as the sender. */
  by<C extends BaseContract>(officer: OfficerKey, contract: C): C {
    const known = officers.find(({ key }) => key === officer);
    if (known === undefined) throw new Error(`There is no officer ${officer}.`);
    return contract.connect(new Wallet(known.privateKey, this.stage.connection.ethers.provider)) as C;
  }

  reference(): string {
    this.#references += 1;
    return encodeBytes32String(`扶贫 2601-${this.#references}`);
  }

  async today(): Promise<bigint> {
    return (BigInt(await this.stage.now()) + 28_800n) / BigInt(DAY);
  }

  begin(now: number): void {
    this.#start = now;
  }

  /** So many days after the beginning. */
  async onDay(count: number): Promise<void> {
    await this.stage.travel(this.#start + count * DAY);
  }

  house(name: HouseholdName): Household {
    return this.households[name];
  }

  ids(...names: HouseholdName[]): bigint[] {
    return names.map((name) => this.house(name).id);
  }

  places(...names: HouseholdName[]): number[] {
    return names.map((name) => Number(this.house(name).id & 0xffff_ffffn));
  }

  signedBy(officer: OfficerKey, act: string, values: Values) {
    const { number, passkey } = this.staff[officer];
    return sign(this.suite.reliefKeys, passkey, number, act, values);
  }

  signed(name: HouseholdName, act: string, values: Values) {
    const { id: person, passkey } = this.house(name);
    return sign(this.suite.reliefKeys, passkey, person, act, values);
  }
}
