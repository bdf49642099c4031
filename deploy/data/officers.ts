/**
 * The development chain's divisions and officers (帮扶干部): one real county of Guiyang; townships and villages are invented, with codes as the
 * statistics office makes them. Officers have the accounts from 41 on, which serve their employers among the personas. Nobody's name is
 * anywhere: an officer is its employer's number for it, hashed with a key that stands for the one all employers share.
 */
import { computeHmac, toUtf8Bytes } from "ethers";
import { accountOf, type PersonaKey } from "./personas.ts";

export interface Area {
  key: string;
  /** Twelve digits: a division's own, filled up with zeros. */
  code: bigint;
  nameZh: string;
}

/** Each after the one that it lies in. */
export const areas = [
  { key: "guizhou", code: 520_000_000_000n, nameZh: "贵州省" },
  { key: "guiyang", code: 520_100_000_000n, nameZh: "贵阳市" },
  { key: "wudang", code: 520_112_000_000n, nameZh: "乌当区" },
  { key: "songxi", code: 520_112_101_000n, nameZh: "松溪镇" },
  { key: "longjing", code: 520_112_101_201n, nameZh: "龙井村" },
  { key: "chashan", code: 520_112_101_202n, nameZh: "茶山村" },
  { key: "yunwu", code: 520_112_102_000n, nameZh: "云雾镇" },
  { key: "shuanghe", code: 520_112_102_201n, nameZh: "双河村" },
] as const satisfies Area[];
export type AreaKey = (typeof areas)[number]["key"];

/** A division's code. */
export function codeOf(key: AreaKey): bigint {
  const area = areas.find((each) => each.key === key);
  if (area !== undefined) return area.code;
  throw new Error(`There is no division "${key}". There are: ${areas.map((each) => each.key).join(", ")}.`);
}

const IDENTITY_KEY = toUtf8Bytes("key of the officers' identities on the development chain");
const FIRST_ACCOUNT = 41;

const posts = [
  { key: "longjing1", persona: "songxi", area: "longjing" },
  { key: "longjing2", persona: "songxi", area: "longjing" },
  { key: "chashan1", persona: "songxi", area: "chashan" },
  { key: "chashan2", persona: "songxi", area: "chashan" },
  { key: "songxi1", persona: "songxi", area: "songxi" },
  { key: "songxi2", persona: "songxi", area: "songxi" },
  { key: "songxi3", persona: "songxi", area: "songxi" },
  { key: "wudang1", persona: "county", area: "wudang" },
  { key: "wudang2", persona: "county", area: "wudang" },
  { key: "wudang3", persona: "county", area: "wudang" },
  { key: "wudang4", persona: "rural", area: "wudang" },
  { key: "shuanghe1", persona: "county", area: "shuanghe" },
] as const satisfies { key: string; persona: PersonaKey; area: AreaKey }[];
export type OfficerKey = (typeof posts)[number]["key"];

export interface Officer {
  key: OfficerKey;
  /** Its employer. */
  persona: PersonaKey;
  area: AreaKey;
  /** Number of its account under the mnemonic. */
  account: number;
  address: string;
  privateKey: string;
  /** Keyed hash of who it is. */
  identity: string;
  /** What its passkey is made from, on this chain. */
  passkeySeed: string;
}

export const officers: readonly Officer[] = posts.map((post, index) => {
  const account = FIRST_ACCOUNT + index;
  const identity = computeHmac("sha256", IDENTITY_KEY, toUtf8Bytes(`officer ${account}`));
  return { ...post, account, ...accountOf(account), identity, passkeySeed: `officer ${post.key}` };
});
