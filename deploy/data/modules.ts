/** The modules of the suite: what the ModuleDirectory knows them as, which contracts they are, and which of those act together. */
import { encodeBytes32String } from "ethers";
import type { ContractName } from "../contracts.ts";

export interface ModuleParts {
  name: string;
  version: number;
  parts: ContractName[];
  /** Those of the parts that trust each other by `wire`. */
  wired: ContractName[];
}

export const modules: ModuleParts[] = [
  { name: "calendar", version: 1, parts: ["calendar"], wired: [] },
  { name: "evidence", version: 1, parts: ["evidence"], wired: [] },
  { name: "trade", version: 1, parts: ["trade"], wired: [] },
  { name: "money", version: 1, parts: ["money"], wired: [] },
  { name: "market", version: 1, parts: ["market"], wired: [] },
  {
    name: "bills",
    version: 1,
    parts: [
      "billRegistry",
      "billIssuance",
      "billSecurity",
      "billPayment",
      "billDiscount",
      "billRepo",
      "billRecourse",
      "billOrders",
      "billDescriptor",
    ],
    wired: [
      "billRegistry",
      "billIssuance",
      "billSecurity",
      "billPayment",
      "billDiscount",
      "billRepo",
      "billRecourse",
      "billOrders",
    ],
  },
  {
    name: "receivables",
    version: 1,
    parts: [
      "receivableRegistry",
      "receivableIssuance",
      "receivableFinancing",
      "receivableSecurity",
      "receivableSettlement",
      "receivableDisputes",
      "receivableOrders",
      "receivableDescriptor",
    ],
    wired: [
      "receivableRegistry",
      "receivableIssuance",
      "receivableFinancing",
      "receivableSecurity",
      "receivableSettlement",
      "receivableDisputes",
      "receivableOrders",
    ],
  },
  {
    name: "relief",
    version: 1,
    parts: [
      "reliefKeys",
      "reliefProgrammes",
      "reliefOfficers",
      "reliefHouseholds",
      "reliefScores",
      "reliefReviews",
      "reliefFunds",
      "reliefPayouts",
      "reliefProjects",
      "reliefBenefits",
      "reliefPurchases",
      "reliefLedger",
    ],
    wired: [
      "reliefKeys",
      "reliefProgrammes",
      "reliefOfficers",
      "reliefHouseholds",
      "reliefScores",
      "reliefReviews",
      "reliefFunds",
      "reliefPayouts",
      "reliefProjects",
      "reliefBenefits",
      "reliefPurchases",
      "reliefLedger",
    ],
  },
  {
    name: "data",
    version: 1,
    parts: [
      "dataRegistry",
      "dataTransfers",
      "dataCertification",
      "dataPreservation",
      "dataValuation",
      "dataPledges",
      "dataOffers",
      "dataConsents",
      "dataLicences",
      "dataSharing",
      "dataRevenue",
      "dataSales",
      "dataDisputes",
      "dataOrders",
      "dataDescriptor",
    ],
    wired: [
      "dataRegistry",
      "dataTransfers",
      "dataCertification",
      "dataPreservation",
      "dataValuation",
      "dataPledges",
      "dataOffers",
      "dataConsents",
      "dataLicences",
      "dataSharing",
      "dataRevenue",
      "dataSales",
      "dataDisputes",
      "dataOrders",
    ],
  },
  {
    name: "points",
    version: 1,
    parts: [
      "pointsLedger",
      "pointsProgrammes",
      "pointsIssuance",
      "pointsExchange",
      "pointsClearing",
      "pointsRedemption",
      "pointsOrders",
      "pointsDescriptor",
    ],
    wired: [
      "pointsLedger",
      "pointsProgrammes",
      "pointsIssuance",
      "pointsExchange",
      "pointsClearing",
      "pointsRedemption",
      "pointsOrders",
    ],
  },
];

/** Parts that keep money for others (ModuleDirectory.setCustodial). */
export const purses: ContractName[] = ["reliefFunds", "dataRevenue", "pointsLedger", "pointsClearing"];

/** A short name as the contracts hold it. */
export const bytes32 = encodeBytes32String;
