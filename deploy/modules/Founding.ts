import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { Future } from "@nomicfoundation/ignition-core";
import { NAMED_ROLES, ROLES } from "../data/access.ts";
import { bytes32 } from "../data/modules.ts";
import { VotingClass } from "../data/terms.ts";
import type { Founder } from "../founders.ts";
import { type Deployed, suiteModule } from "./Suite.ts";

/** A founder that has applied, under the number it was given. */
export interface Applicant extends Founder {
  participant: number;
}

/** Founding qualifications hold to the end of this day in UTC+8. */
const QUALIFIED_UNTIL = Date.parse("2036-01-01T00:00:00+08:00") / 1000 - 1;

/**
 * Builds the module that founds the consortium: admits the founders, grants their qualifications and seats, and hands over.
 * After it the Docket is the only admin, and no account outside holds any power.
 */
export const foundingModule = (deployed: Deployed, applicants: Applicant[]) =>
  buildModule("Founding", (m) => {
    const suite = suiteModule(deployed);
    const contracts = m.useModule(suite);
    const { authority, participants } = contracts;
    const deployer = m.getAccount(0);
    const issuer = applicants.find(({ seats }) => seats.includes("Regulator"))?.participant ?? 0;

    const admitted: Future[] = applicants.map(({ key, participant }) =>
      m.call(participants, "admit", [participant], { id: `admit_${key}`, after: [suite] }),
    );
    const founded = [...admitted];
    for (const { key, participant, seats, qualifications, evidence } of applicants) {
      for (const { key: name, code = 0n } of qualifications) {
        const args = [participant, bytes32(name), issuer, QUALIFIED_UNTIL, code, evidence];
        const options = { id: `qualify_${key}_${name}`, after: admitted };
        founded.push(m.call(participants, "grantQualification", args, options));
      }
      for (const seat of seats) {
        const args = [participant, VotingClass[seat]];
        founded.push(m.call(participants, "grantSeat", args, { id: `seat_${key}_${seat}`, after: admitted }));
      }
    }

    const taken = NAMED_ROLES.map((role) =>
      m.call(authority, "revokeRole", [ROLES[role], deployer], { id: `return_${role}`, after: founded }),
    );
    m.call(authority, "renounceRole", [ROLES.ADMIN, deployer], { id: "return_ADMIN", after: taken });

    return contracts;
  });
