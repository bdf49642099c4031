import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { foundingYears } from "../../data/holidays.ts";
import ParticipantRegistry from "./ParticipantRegistry.ts";

/** The years whose notice is known; later ones are entered by a calendar operator. */
export default buildModule("BusinessCalendar", (m) => {
  const { participants } = m.useModule(ParticipantRegistry);
  return { calendar: m.contract("BusinessCalendar", [participants, foundingYears()]) };
});
