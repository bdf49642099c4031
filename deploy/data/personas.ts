/**
 * The development chain's participants: invented firms and authorities of an invented city, 林城. Their keys come from the test
 * mnemonic that everybody knows, so they are worth nothing anywhere else. Account 0 deploys; the first twelve personas have the
 * accounts 1 to 12, those after them the accounts from 21 on, which leaves some between to nobody. Officers have theirs from 41 on.
 */
import { HDNodeWallet, id, Mnemonic } from "ethers";
import type { Founder } from "../founders.ts";

const enterprise = { key: "ENTERPRISE" } as const;

const entities = [
  {
    key: "qianling",
    nameZh: "黔岭装备制造有限公司",
    nameEn: "Qianling Equipment",
    uscc: "91520115MA6H00011J",
    size: "Large",
    seats: ["Council"],
    qualifications: [enterprise, { key: "CORE_ENTERPRISE" }],
  },
  {
    key: "nanming",
    nameZh: "南明精铸有限公司",
    nameEn: "Nanming Precision Casting",
    uscc: "91520100MA6H0002XJ",
    size: "Medium",
    seats: [],
    qualifications: [enterprise],
  },
  {
    key: "huaxi",
    nameZh: "花溪弹簧有限公司",
    nameEn: "Huaxi Springs",
    uscc: "91520111MA6H00038G",
    size: "Small",
    seats: [],
    qualifications: [enterprise],
  },
  {
    key: "guanshan",
    nameZh: "观山银行股份有限公司",
    nameEn: "Guanshan Bank",
    uscc: "91520100MA6H00046D",
    size: "Large",
    seats: ["Council"],
    qualifications: [{ key: "BANK", code: 999_701_000_011n }, { key: "PAYOUT_BANK" }, { key: "POINTS_ISSUER" }],
  },
  {
    key: "baiyunling",
    nameZh: "白云岭银行股份有限公司",
    nameEn: "Baiyunling Bank",
    uscc: "91520113MA6H000543",
    size: "Large",
    seats: ["Council"],
    qualifications: [{ key: "BANK", code: 999_701_000_020n }, { key: "PAYOUT_BANK" }],
  },
  {
    key: "clearing",
    nameZh: "林城清算中心",
    nameEn: "Lincheng Clearing Centre",
    uscc: "12520100MB1H00067T",
    size: "Institution",
    seats: ["Council"],
    qualifications: [{ key: "SETTLEMENT_INSTITUTION" }, { key: "CALENDAR_OPERATOR" }],
  },
  {
    key: "regulator",
    nameZh: "林城金融监管局",
    nameEn: "Lincheng Financial Regulatory Bureau",
    uscc: "11520100MB1H00075Q",
    size: "Institution",
    seats: ["Regulator"],
    qualifications: [],
  },
  {
    key: "market",
    nameZh: "林城市场监管局",
    nameEn: "Lincheng Market Regulation Bureau",
    uscc: "11520100MB1H00083K",
    size: "Institution",
    seats: ["Regulator"],
    qualifications: [],
  },
  {
    key: "court",
    nameZh: "甲秀法院",
    nameEn: "Jiaxiu Court",
    uscc: "11520103MB1H00091R",
    size: "Institution",
    seats: ["Judiciary"],
    qualifications: [],
  },
  {
    key: "auditor",
    nameZh: "林城审计局",
    nameEn: "Lincheng Audit Bureau",
    uscc: "11520100MB1H001044",
    size: "Institution",
    seats: ["Auditor"],
    qualifications: [],
  },
  {
    key: "wudang",
    nameZh: "乌当模具有限公司",
    nameEn: "Wudang Moulds",
    uscc: "91520112MA6H00118J",
    size: "Small",
    seats: [],
    qualifications: [enterprise],
  },
  {
    key: "qingzhen",
    nameZh: "清镇五金作坊",
    nameEn: "Qingzhen Hardware Workshop",
    uscc: "91520181MA6H00126B",
    size: "Micro",
    seats: [],
    qualifications: [enterprise],
  },
  {
    key: "rural",
    nameZh: "林城乡村振兴局",
    nameEn: "Lincheng Rural Revitalisation Bureau",
    uscc: "11520100MB1H00139N",
    size: "Institution",
    seats: [],
    qualifications: [{ key: "RELIEF_AUTHORITY" }, { key: "RELIEF_OPERATOR" }],
  },
  {
    key: "county",
    nameZh: "乌当区乡村振兴中心",
    nameEn: "Wudang District Rural Revitalisation Centre",
    uscc: "11520112MB1H00147X",
    size: "Institution",
    seats: [],
    qualifications: [{ key: "RELIEF_OPERATOR" }],
  },
  {
    key: "songxi",
    nameZh: "松溪镇人民政府",
    nameEn: "Songxi Township Government",
    uscc: "11520112MB1H00155Q",
    size: "Institution",
    seats: [],
    qualifications: [{ key: "RELIEF_OPERATOR" }],
  },
  {
    key: "huiai",
    nameZh: "惠爱公益基金会",
    nameEn: "Huiai Charity Foundation",
    uscc: "53520100MJ1H001628",
    size: "Institution",
    seats: [],
    qualifications: [],
  },
  {
    key: "cooperative",
    nameZh: "松溪茶叶专业合作社",
    nameEn: "Songxi Tea Cooperative",
    uscc: "93520112MA6H00177F",
    size: "Small",
    seats: [],
    qualifications: [enterprise],
  },
  {
    key: "luban",
    nameZh: "鲁班建设有限公司",
    nameEn: "Luban Construction",
    uscc: "91520112MA6H00185G",
    size: "Medium",
    seats: [],
    qualifications: [enterprise],
  },
  {
    key: "bianmin",
    nameZh: "便民农资商店",
    nameEn: "Bianmin Farm Supplies",
    uscc: "92520112MA6H001938",
    size: "Micro",
    seats: [],
    qualifications: [enterprise],
  },
  {
    key: "inspector",
    nameZh: "明察工程检测有限公司",
    nameEn: "Mingcha Inspection",
    uscc: "91520100MA6H00206L",
    size: "Medium",
    seats: [],
    qualifications: [enterprise],
  },
  {
    key: "hub",
    nameZh: "林城数据登记中心",
    nameEn: "Lincheng Data Registration Centre",
    uscc: "12520100MB1H002197",
    size: "Institution",
    seats: [],
    qualifications: [{ key: "DATA_CERTIFIER" }],
  },
  {
    key: "hengping",
    nameZh: "衡平资产评估有限公司",
    nameEn: "Hengping Appraisal",
    uscc: "91520100MA6H00222A",
    size: "Small",
    seats: [],
    qualifications: [enterprise, { key: "VALUER" }],
  },
  {
    key: "yunlu",
    nameZh: "云路交通数据有限公司",
    nameEn: "Yunlu Traffic Data",
    uscc: "91520100MA6H002305",
    size: "Medium",
    seats: [],
    qualifications: [enterprise],
  },
  {
    key: "shuju",
    nameZh: "数聚分析有限公司",
    nameEn: "Shuju Analytics",
    uscc: "91520115MA6H00249R",
    size: "Small",
    seats: [],
    qualifications: [enterprise],
  },
  {
    key: "kangning",
    nameZh: "康宁医院",
    nameEn: "Kangning Hospital",
    uscc: "12520100MB1H00251J",
    size: "Institution",
    seats: [],
    qualifications: [],
  },
  {
    key: "transport",
    nameZh: "林城交通运输局",
    nameEn: "Lincheng Transport Bureau",
    uscc: "11520100MB1H0026XD",
    size: "Institution",
    seats: [],
    qualifications: [],
  },
  {
    key: "arbiter",
    nameZh: "林城仲裁委员会",
    nameEn: "Lincheng Arbitration Commission",
    uscc: "53520100MJ1H00277E",
    size: "Institution",
    seats: [],
    qualifications: [],
  },
  {
    key: "baihuo",
    nameZh: "林城百货有限公司",
    nameEn: "Lincheng Department Store",
    uscc: "91520103MA6H00281Q",
    size: "Large",
    seats: [],
    qualifications: [enterprise, { key: "POINTS_ISSUER" }],
  },
  {
    key: "zhixing",
    nameZh: "知行书店有限公司",
    nameEn: "Zhixing Bookshop",
    uscc: "91520103MA6H0029XG",
    size: "Small",
    seats: [],
    qualifications: [enterprise],
  },
  {
    key: "qianyi",
    nameZh: "黔翼航空有限公司",
    nameEn: "Qianyi Airlines",
    uscc: "91520100MA6H00302X",
    size: "Large",
    seats: [],
    qualifications: [enterprise, { key: "POINTS_ISSUER" }],
  },
  {
    key: "linxun",
    nameZh: "林讯通信有限公司",
    nameEn: "Linxun Telecom",
    uscc: "91520100MA6H00310Q",
    size: "Large",
    seats: [],
    qualifications: [enterprise, { key: "POINTS_ISSUER" }],
  },
  {
    key: "dianli",
    nameZh: "林城供电有限公司",
    nameEn: "Lincheng Power Supply",
    uscc: "91520100MA6H00329M",
    size: "Large",
    seats: [],
    qualifications: [enterprise, { key: "POINTS_ISSUER" }],
  },
] as const satisfies Omit<Founder, "wallet" | "evidence">[];

export type PersonaKey = (typeof entities)[number]["key"];

export interface Persona extends Founder {
  key: PersonaKey;
  /** Number of its account under the mnemonic. */
  account: number;
  privateKey: string;
}

/** Personas that have the accounts from 1 on. */
const FIRST_ACCOUNTS = 12;

const MNEMONIC = "test test test test test test test test test test test junk";
const root = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(MNEMONIC), "m/44'/60'/0'/0");

/** An account of the mnemonic. */
export function accountOf(account: number): { address: string; privateKey: string } {
  const { address, privateKey } = root.deriveChild(account);
  return { address, privateKey };
}

export const personas: readonly Persona[] = entities.map((entity, index) => {
  const account = index < FIRST_ACCOUNTS ? index + 1 : index - FIRST_ACCOUNTS + 21;
  const { address, privateKey } = accountOf(account);
  // Stands for the digest of the application's documents.
  const evidence = id(`${entity.uscc} ${entity.nameZh}`);
  return { ...entity, account, wallet: address, privateKey, evidence };
});

export function personaOf(key: string): Persona {
  const persona = personas.find((each) => each.key === key);
  if (persona !== undefined) return persona;
  throw new Error(`There is no persona "${key}". There are: ${personas.map((each) => each.key).join(", ")}.`);
}
