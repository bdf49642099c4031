import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authority from "./kernel/Authority.ts";
import ParticipantRegistry from "./kernel/ParticipantRegistry.ts";
import SettlementToken from "./kernel/SettlementToken.ts";

export default buildModule("Points", (m) => {
  const { authority } = m.useModule(Authority);
  const { participants } = m.useModule(ParticipantRegistry);
  const { money } = m.useModule(SettlementToken);
  const pointsDescriptor = m.contract("PointsDescriptor");
  const pointsLedger = m.contract("PointsLedger", [authority, participants, money, pointsDescriptor]);
  const pointsProgrammes = m.contract("PointsProgrammes", [authority, participants, pointsLedger]);
  const pointsIssuance = m.contract("PointsIssuance", [authority, participants, pointsLedger, pointsProgrammes]);
  const pointsExchange = m.contract("PointsExchange", [authority, participants, pointsLedger, pointsProgrammes]);
  const pointsClearing = m.contract("PointsClearing", [authority, participants, pointsLedger, pointsProgrammes, money]);
  const pointsRedemption = m.contract("PointsRedemption", [
    authority,
    participants,
    pointsLedger,
    pointsProgrammes,
    pointsClearing,
  ]);
  const pointsOrders = m.contract("PointsOrders", [authority, participants, pointsLedger, pointsProgrammes]);
  return {
    pointsDescriptor,
    pointsLedger,
    pointsProgrammes,
    pointsIssuance,
    pointsExchange,
    pointsClearing,
    pointsRedemption,
    pointsOrders,
  };
});
