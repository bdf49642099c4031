import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { Future, NamedArtifactContractAtFuture } from "@nomicfoundation/ignition-core";
import { zeroPadValue } from "ethers";
import { DOCKET_ROLES, functionsByRole, NAMED_ROLES, ROLES, selectorOf } from "../data/access.ts";
import { type ContractName, contractNames, nameOfContract, solidityName } from "../contracts.ts";
import { dataOrigins, purposes } from "../data/data.ts";
import { bytes32, modules, purses } from "../data/modules.ts";
import { policyCalls } from "../data/policies.ts";
import { factors, origins } from "../data/relief.ts";
import type { Addresses } from "../journal.ts";

/** What is known once the contracts are there. */
export interface Deployed {
  /** A block from which on all events of the suite are found. */
  block: number;
  /** Addresses by the names of the results of `Contracts`. */
  addresses: Addresses;
}

/**
 * Builds the module that joins the contracts: roles named and given, parts wired, default policies set, modules registered.
 * After it the deployer still holds every role; the founding takes them away.
 */
export const suiteModule = ({ block, addresses }: Deployed) =>
  buildModule("Suite", (m) => {
    const contracts = Object.fromEntries(
      contractNames.map((name) => [name, m.contractAt(solidityName(name), addresses[name])]),
    ) as Record<ContractName, NamedArtifactContractAtFuture<string>>;
    const {
      authority,
      billOrders,
      billRegistry,
      dataConsents,
      dataDisputes,
      dataLicences,
      dataOffers,
      dataPledges,
      dataRegistry,
      dataRevenue,
      dataSales,
      directory,
      docket,
      money,
      participants,
      pointsClearing,
      pointsLedger,
      pointsProgrammes,
      receivableOrders,
      receivableRegistry,
      reliefKeys,
      reliefScores,
    } = contracts;
    const deployer = m.getAccount(0);

    const roles: Future[] = [];
    for (const role of NAMED_ROLES) {
      roles.push(m.call(authority, "labelRole", [ROLES[role], role], { id: `label_${role}` }));
      roles.push(m.call(authority, "grantRole", [ROLES[role], deployer, 0], { id: `lend_${role}` }));
    }
    for (const role of DOCKET_ROLES) {
      roles.push(m.call(authority, "grantRole", [ROLES[role], docket, 0], { id: `grant_${role}` }));
    }
    for (const contract of Object.values(contracts)) {
      // The manager guards its own functions itself.
      if (contract === authority) continue;
      for (const { role, signatures } of functionsByRole(contract.contractName)) {
        const id = `functions_${contract.contractName}_${role}`;
        const args = [contract, signatures.map(selectorOf), ROLES[role]];
        roles.push(m.call(authority, "setTargetFunctionRole", args, { id }));
      }
    }

    const doorkeeper = m.call(participants, "setDirectory", [directory], { after: roles });
    m.call(participants, "setWalletFollower", [money], { after: roles });
    m.call(billRegistry, "setOrders", [billOrders], { after: roles });
    m.call(receivableRegistry, "setOrders", [receivableOrders], { after: roles });
    m.call(dataRegistry, "setLicences", [dataLicences], { after: roles });
    m.call(dataOffers, "setParts", [dataPledges, dataLicences], { after: roles });
    m.call(dataLicences, "setParts", [dataRevenue, dataDisputes], { after: roles });
    m.call(dataSales, "setDisputes", [dataDisputes], { after: roles });
    m.call(pointsLedger, "setParts", [pointsClearing], { after: roles });
    m.call(pointsProgrammes, "setParts", [pointsClearing], { after: roles });
    const registered = modules.map(({ name, version, parts }) => {
      const args = [bytes32(name), version, parts.map((part) => contracts[part]), block];
      return m.call(directory, "register", args, { id: `register_${name}`, after: [doorkeeper] });
    });
    for (const purse of purses) {
      m.call(directory, "setCustodial", [contracts[purse], true], { id: `custody_${purse}`, after: registered });
    }
    const keys = [
      { book: reliefKeys, admitted: origins },
      { book: dataConsents, admitted: dataOrigins },
    ];
    for (const { book, admitted } of keys) {
      for (const { rpId, origin } of admitted) {
        m.call(book, "setOrigin", [rpId, origin, true], {
          id: `origin_${rpId.replaceAll(".", "_")}`,
          after: roles,
        });
      }
    }
    for (const { purpose, name } of purposes) {
      m.call(dataRegistry, "setPurpose", [purpose, bytes32(name)], { id: `purpose_${name}`, after: roles });
    }
    for (const { factor, name, points, weight, cap } of factors) {
      m.call(reliefScores, "setFactor", [factor, points, weight, cap, true], { id: `factor_${name}`, after: roles });
    }
    for (const { wired } of modules) {
      for (const part of wired) {
        const siblings = wired.filter((other) => other !== part).map((other) => contracts[other]);
        m.call(contracts[part], "wire", [siblings], { id: `wire_${part}`, after: roles });
      }
    }
    for (const { on, name, selector, policy } of policyCalls) {
      const target = nameOfContract(on);
      const module = modules.find(({ parts }) => parts.includes(target));
      // What is said of a module holds for its later versions too.
      const scope = module === undefined ? zeroPadValue(addresses[target], 32) : bytes32(module.name);
      m.call(docket, "setPolicy", [scope, selector, policy], { id: `policy_${on}_${name}`, after: roles });
    }

    return contracts;
  });
