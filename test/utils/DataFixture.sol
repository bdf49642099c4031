// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IDocket} from "../../contracts/kernel/interfaces/IDocket.sol";
import {IParticipantRegistry} from "../../contracts/kernel/interfaces/IParticipantRegistry.sol";
import {PersonId} from "../../contracts/kernel/types/Passkey.sol";
import {Qualifications, SizeClass, VotingClass} from "../../contracts/kernel/types/Parties.sol";
import {DataCertification} from "../../contracts/modules/data/DataCertification.sol";
import {DataConsents} from "../../contracts/modules/data/DataConsents.sol";
import {DataDisputes} from "../../contracts/modules/data/DataDisputes.sol";
import {DataLicences} from "../../contracts/modules/data/DataLicences.sol";
import {DataOffers} from "../../contracts/modules/data/DataOffers.sol";
import {DataOrders} from "../../contracts/modules/data/DataOrders.sol";
import {DataPledges} from "../../contracts/modules/data/DataPledges.sol";
import {DataPreservation} from "../../contracts/modules/data/DataPreservation.sol";
import {DataRegistry} from "../../contracts/modules/data/DataRegistry.sol";
import {DataRevenue} from "../../contracts/modules/data/DataRevenue.sol";
import {DataSales} from "../../contracts/modules/data/DataSales.sol";
import {DataSharing} from "../../contracts/modules/data/DataSharing.sol";
import {DataTransfers} from "../../contracts/modules/data/DataTransfers.sol";
import {DataValuation} from "../../contracts/modules/data/DataValuation.sol";
import {Purpose} from "../../contracts/modules/data/types/DataTypes.sol";
import {MarketFixture} from "./MarketFixture.sol";
import {MemberActs} from "./MemberActs.sol";

/// @notice The kernel with data assets on it, for Solidity tests. The module comes by orders, as a later version would. Among the members are a
/// valuer and a certifier; two departments and some persons come to them.
abstract contract DataFixture is MarketFixture, MemberActs {
    uint256 internal constant VALUER = FIRM + 3;
    uint256 internal constant CERTIFIER = FIRM + 4;
    /// Institutions, after all other members; they have no money.
    uint256 internal constant DEPARTMENT = MEMBERS;
    uint256 internal constant DEPARTMENTS = 2;
    uint256 internal constant ACTORS = MEMBERS + DEPARTMENTS;
    uint256 internal constant PERSONS = 3;
    uint8 internal constant PURPOSES = 4;

    DataRegistry internal dataRegistry;
    DataCertification internal certification;
    DataPreservation internal preservation;
    DataValuation internal valuations;
    DataPledges internal pledges;
    DataOffers internal offers;
    DataConsents internal consents;
    DataLicences internal licences;
    DataSharing internal sharing;
    DataRevenue internal revenue;
    DataSales internal sales;
    DataDisputes internal dataDisputes;
    DataOrders internal dataOrders;
    DataTransfers internal transfers;
    /// Accounts of persons, by their number less 1.
    address[] internal persons;

    function deployData() internal {
        deployMarket();
        address authority = address(manager);
        address descriptor = deploy("DataDescriptor", "");
        dataRegistry = DataRegistry(deploy("DataRegistry", abi.encode(authority, participants, descriptor)));
        transfers = DataTransfers(deploy("DataTransfers", abi.encode(authority, participants, dataRegistry, money)));
        certification = DataCertification(
            deploy("DataCertification", abi.encode(authority, participants, dataRegistry, calendar))
        );
        valuations = DataValuation(deploy("DataValuation", abi.encode(authority, participants, dataRegistry)));
        pledges = DataPledges(
            deploy("DataPledges", abi.encode(authority, participants, dataRegistry, valuations, trade, money))
        );
        offers = DataOffers(deploy("DataOffers", abi.encode(authority, participants, dataRegistry)));
        consents = DataConsents(deploy("DataConsents", abi.encode(authority, participants, dataRegistry)));
        licences = DataLicences(
            deploy("DataLicences", abi.encode(authority, participants, dataRegistry, consents, descriptor))
        );
        preservation = DataPreservation(
            deploy("DataPreservation", abi.encode(authority, participants, dataRegistry, licences, evidence))
        );
        sharing = DataSharing(
            deploy("DataSharing", abi.encode(authority, participants, dataRegistry, licences, calendar))
        );
        revenue = DataRevenue(
            deploy("DataRevenue", abi.encode(authority, participants, dataRegistry, licences, consents, money))
        );
        sales = DataSales(
            deploy("DataSales", abi.encode(authority, participants, offers, licences, dataRegistry, revenue))
        );
        dataDisputes = DataDisputes(
            deploy("DataDisputes", abi.encode(authority, participants, dataRegistry, offers, licences, sales, revenue))
        );
        dataOrders = DataOrders(deploy("DataOrders", abi.encode(authority, participants, dataRegistry, licences)));
        _allowDataWiring();
        _allowDataOrders();
        _joinDataParts();
        _nameParts();
        _qualify();
        _admitDepartments();
        _enrolPersons();
        keepers.push(address(revenue));
    }

    /// The parts that trust each other.
    function dataParts() internal view returns (address[] memory parts) {
        parts = new address[](14);
        (parts[0], parts[1], parts[2]) = (address(dataRegistry), address(certification), address(preservation));
        (parts[3], parts[4], parts[5]) = (address(valuations), address(pledges), address(offers));
        (parts[6], parts[7], parts[8]) = (address(consents), address(licences), address(sharing));
        (parts[9], parts[10], parts[11]) = (address(revenue), address(sales), address(dataDisputes));
        (parts[12], parts[13]) = (address(dataOrders), address(transfers));
    }

    function personOf(uint256 index) internal view returns (PersonId) {
        return consents.personOf(persons[index]);
    }

    /// The wiring itself needs policies; an order has sixteen calls at most.
    function _allowDataWiring() private {
        address[] memory parts = dataParts();
        IDocket.Call[] memory calls = new IDocket.Call[](parts.length);
        for (uint256 i; i < parts.length; ++i) {
            calls[i] = policyCall(parts[i], dataRegistry.wire.selector, hardRoute());
        }
        carryOut(calls);
        calls = new IDocket.Call[](6);
        calls[0] = policyCall(address(dataRegistry), dataRegistry.setLicences.selector, hardRoute());
        calls[1] = policyCall(address(dataRegistry), dataRegistry.setPurpose.selector, hardRoute());
        calls[2] = policyCall(address(offers), offers.setParts.selector, hardRoute());
        calls[3] = policyCall(address(licences), licences.setParts.selector, hardRoute());
        calls[4] = policyCall(address(sales), sales.setDisputes.selector, hardRoute());
        calls[5] = policyCall(address(certification), certification.setNoticeDays.selector, hardRoute());
        carryOut(calls);
    }

    function _joinDataParts() private {
        address[] memory parts = dataParts();
        IDocket.Call[] memory calls = new IDocket.Call[](2);
        calls[0] = callTo(address(directory), abi.encodeCall(directory.register, ("data", 1, parts, 1)));
        calls[1] = callTo(address(directory), abi.encodeCall(directory.setCustodial, (address(revenue), true)));
        carryOut(calls);
        calls = new IDocket.Call[](parts.length);
        for (uint256 i; i < parts.length; ++i) {
            calls[i] = callTo(parts[i], abi.encodeCall(dataRegistry.wire, (parts)));
        }
        carryOut(calls);
    }

    function _allowDataOrders() private {
        IDocket.Route memory court = oneOf(VotingClass.Judiciary);
        IDocket.Route memory both = route(VotingClass.Judiciary, 1, VotingClass.Regulator, 1, 0);
        IDocket.Call[] memory calls = new IDocket.Call[](11);
        address orders = address(dataOrders);
        calls[0] = policyCall(orders, dataOrders.freeze.selector, court);
        calls[1] = policyCall(orders, dataOrders.renewFreeze.selector, court);
        calls[2] = policyCall(orders, dataOrders.unfreeze.selector, court);
        calls[3] = policyCall(orders, dataOrders.transferByOrder.selector, both);
        calls[4] = policyCall(orders, dataOrders.cancelByOrder.selector, both);
        calls[5] = policyCall(orders, dataOrders.suspendByOrder.selector, court);
        calls[6] = policyCall(orders, dataOrders.reinstateByOrder.selector, court);
        calls[7] = policyCall(orders, dataOrders.terminateByOrder.selector, court);
        calls[8] = policyCall(orders, dataOrders.findMisuse.selector, court);
        calls[9] = policyCall(address(certification), certification.decideObjectionByOrder.selector, court);
        calls[10] = policyCall(address(dataDisputes), dataDisputes.decideByOrder.selector, court);
        carryOut(calls);
    }

    /// Closes the circles between the parts, and names purposes. A day of public notice makes lives of assets short enough to be played.
    function _nameParts() private {
        IDocket.Call[] memory calls = new IDocket.Call[](5 + PURPOSES);
        calls[0] = callTo(address(dataRegistry), abi.encodeCall(dataRegistry.setLicences, (licences)));
        calls[1] = callTo(address(offers), abi.encodeCall(offers.setParts, (pledges, licences)));
        calls[2] = callTo(address(licences), abi.encodeCall(licences.setParts, (revenue, dataDisputes)));
        calls[3] = callTo(address(sales), abi.encodeCall(sales.setDisputes, (dataDisputes)));
        calls[4] = callTo(address(certification), abi.encodeCall(certification.setNoticeDays, (1)));
        for (uint8 i; i < PURPOSES; ++i) {
            bytes memory data = abi.encodeCall(dataRegistry.setPurpose, (Purpose.wrap(i), bytes32(uint256(i) + 1)));
            calls[5 + i] = callTo(address(dataRegistry), data);
        }
        carryOut(calls);
    }

    function _qualify() private {
        IDocket.Call[] memory calls = new IDocket.Call[](2);
        calls[0] = _licence(CERTIFIER, Qualifications.DATA_CERTIFIER);
        calls[1] = _licence(VALUER, Qualifications.VALUER);
        carryOut(calls);
    }

    function _licence(uint256 member, bytes32 qualification) private view returns (IDocket.Call memory) {
        bytes32 proof = keccak256("licence");
        bytes memory data = abi.encodeCall(
            participants.grantQualification,
            (members[member].id, qualification, members[REGULATOR].id, type(uint40).max, 0, proof)
        );
        return callTo(address(participants), data);
    }

    function _admitDepartments() private {
        for (uint256 i; i < DEPARTMENTS; ++i) {
            Member memory m = makeMember(string.concat("department ", vm.toString(i)), 500 + i);
            IParticipantRegistry.Application memory a = applicationOf(m);
            a.size = SizeClass.Institution;
            uint256 deadline = vm.getBlockTimestamp() + 1 days;
            m.id = participants.applyForAdmission(a, deadline, signApplication(m.key, a, deadline));
            carryOut(address(participants), abi.encodeCall(participants.admit, (m.id)));
            members.push(m);
        }
    }

    /// Persons whose accounts the settlement bank attests.
    function _enrolPersons() private {
        for (uint256 i; i < PERSONS; ++i) {
            (address account, uint256 key) = makeAccount(string.concat("person ", vm.toString(i)));
            uint256 deadline = vm.getBlockTimestamp() + 1 days;
            bytes memory signature = signConsent(key, account, members[BANK].uscc, 0, deadline);
            vm.prank(members[BANK].wallet);
            participants.attest(account, type(uint40).max, deadline, signature);
            vm.prank(account);
            consents.enrolAccount();
            persons.push(account);
            keepers.push(account);
        }
    }
}
