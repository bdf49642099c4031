import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authority from "./kernel/Authority.ts";
import ParticipantRegistry from "./kernel/ParticipantRegistry.ts";
import SettlementToken from "./kernel/SettlementToken.ts";

export default buildModule("Relief", (m) => {
  const { authority } = m.useModule(Authority);
  const { participants } = m.useModule(ParticipantRegistry);
  const { money } = m.useModule(SettlementToken);
  const reliefKeys = m.contract("ReliefKeys", [authority, participants]);
  const reliefProgrammes = m.contract("ReliefProgrammes", [authority, participants]);
  const reliefOfficers = m.contract("ReliefOfficers", [authority, participants, reliefProgrammes, reliefKeys]);
  const reliefHouseholds = m.contract("ReliefHouseholds", [
    authority,
    participants,
    reliefProgrammes,
    reliefOfficers,
    reliefKeys,
  ]);
  const reliefScores = m.contract("ReliefScores", [
    authority,
    participants,
    reliefProgrammes,
    reliefOfficers,
    reliefHouseholds,
    reliefKeys,
  ]);
  const reliefReviews = m.contract("ReliefReviews", [
    authority,
    participants,
    reliefProgrammes,
    reliefOfficers,
    reliefHouseholds,
    reliefKeys,
    reliefScores,
  ]);
  const reliefFunds = m.contract("ReliefFunds", [authority, participants, reliefProgrammes, money]);
  const reliefPayouts = m.contract("ReliefPayouts", [
    authority,
    participants,
    reliefProgrammes,
    reliefOfficers,
    reliefHouseholds,
    reliefKeys,
    reliefFunds,
    reliefScores,
  ]);
  const reliefProjects = m.contract("ReliefProjects", [
    authority,
    participants,
    reliefProgrammes,
    reliefOfficers,
    reliefFunds,
    reliefPayouts,
    reliefScores,
  ]);
  const reliefBenefits = m.contract("ReliefBenefits", [
    authority,
    participants,
    reliefProgrammes,
    reliefOfficers,
    reliefHouseholds,
    reliefProjects,
    reliefPayouts,
    reliefScores,
  ]);
  const reliefPurchases = m.contract("ReliefPurchases", [
    authority,
    participants,
    reliefProgrammes,
    reliefOfficers,
    reliefHouseholds,
    reliefKeys,
    reliefProjects,
    reliefFunds,
    reliefBenefits,
    reliefPayouts,
  ]);
  const reliefLedger = m.contract("ReliefLedger", [
    authority,
    participants,
    reliefProgrammes,
    reliefOfficers,
    reliefHouseholds,
    reliefKeys,
    reliefProjects,
    reliefScores,
  ]);
  return {
    reliefKeys,
    reliefProgrammes,
    reliefOfficers,
    reliefHouseholds,
    reliefScores,
    reliefReviews,
    reliefFunds,
    reliefPayouts,
    reliefProjects,
    reliefBenefits,
    reliefPurchases,
    reliefLedger,
  };
});
