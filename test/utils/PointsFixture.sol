// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IDocket} from "../../contracts/kernel/interfaces/IDocket.sol";
import {RequestId} from "../../contracts/kernel/libraries/Requests.sol";
import {today} from "../../contracts/kernel/types/Day.sol";
import {ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {Qualifications, VotingClass} from "../../contracts/kernel/types/Parties.sol";
import {IPointsProgrammes} from "../../contracts/modules/points/interfaces/IPointsProgrammes.sol";
import {IPointsRedemption} from "../../contracts/modules/points/interfaces/IPointsRedemption.sol";
import {PointsClearing} from "../../contracts/modules/points/PointsClearing.sol";
import {PointsExchange} from "../../contracts/modules/points/PointsExchange.sol";
import {PointsIssuance} from "../../contracts/modules/points/PointsIssuance.sol";
import {PointsLedger} from "../../contracts/modules/points/PointsLedger.sol";
import {PointsOrders} from "../../contracts/modules/points/PointsOrders.sol";
import {PointsProgrammes} from "../../contracts/modules/points/PointsProgrammes.sol";
import {PointsRedemption} from "../../contracts/modules/points/PointsRedemption.sol";
import {Grant, Month, ProgrammeId, RedemptionId} from "../../contracts/modules/points/types/PointsTypes.sol";
import {KernelFixture} from "./KernelFixture.sol";

/// @notice The kernel with points on it, for Solidity tests. The module comes by orders, as a later version would. The fixture stands for the
/// part that grants: it is wired as one.
abstract contract PointsFixture is KernelFixture {
    struct User {
        address account;
        uint256 key;
    }

    /// Members of the alliance: issuers first, then merchants that issue nothing.
    uint256 internal constant ISSUERS = 2;
    uint256 internal constant MERCHANT = FIRM + ISSUERS;
    uint256 internal constant ALLIES = ISSUERS + 2;
    uint256 internal constant USERS = 3;

    /// ¥1,000,000.00, more than an issuer ever owes in a test: all cycles are paid.
    uint64 internal constant DEPOSIT = 100_000_000;

    PointsLedger internal ledger;
    PointsProgrammes internal programmes;
    PointsClearing internal clearing;
    PointsExchange internal exchange;
    PointsRedemption internal redemption;
    PointsIssuance internal issuance;
    PointsOrders internal orders;
    User[] internal users;
    uint40 private _grants;
    uint256 private _nonce;

    function deployPoints() internal {
        deployKernel();
        address authority = address(manager);
        address descriptor = deploy("PointsDescriptor", "");
        ledger = PointsLedger(deploy("PointsLedger", abi.encode(authority, participants, money, descriptor)));
        programmes = PointsProgrammes(deploy("PointsProgrammes", abi.encode(authority, participants, ledger)));
        clearing = PointsClearing(
            deploy("PointsClearing", abi.encode(authority, participants, ledger, programmes, money))
        );
        exchange = PointsExchange(deploy("PointsExchange", abi.encode(authority, participants, ledger, programmes)));
        redemption = PointsRedemption(
            deploy("PointsRedemption", abi.encode(authority, participants, ledger, programmes, clearing))
        );
        issuance = PointsIssuance(deploy("PointsIssuance", abi.encode(authority, participants, ledger, programmes)));
        orders = PointsOrders(deploy("PointsOrders", abi.encode(authority, participants, ledger, programmes)));
        _allowOrders();
        _joinParts();
        enrich();
        _foundAlliance();
        for (uint256 i; i < USERS; ++i) {
            (address account, uint256 key) = makeAccount(string.concat("user ", vm.toString(i)));
            users.push(User(account, key));
        }
    }

    function openProgramme(
        uint256 issuer,
        IPointsProgrammes.Opening memory opening
    ) internal returns (ProgrammeId programme) {
        vm.prank(members[issuer].wallet);
        return programmes.openProgramme(opening);
    }

    /// @param rate fen for 1,000 points
    function agree(ProgrammeId programme, uint256 issuer, uint256 merchant, uint32 rate) internal {
        vm.prank(members[issuer].wallet);
        RequestId request = programmes.proposeAcceptance(programme, members[merchant].id, rate, today());
        vm.prank(members[merchant].wallet);
        programmes.sign(request);
    }

    function grant(ProgrammeId programme, uint256 issuer, address account, uint64 points) internal {
        (, , Month month) = ledger.grantTermsOf(programme);
        ledger.mint(programme, members[issuer].id, month, abi.encode(Grant(account, points, ++_grants)));
    }

    function redeem(
        ProgrammeId programme,
        uint256 merchant,
        User memory user,
        uint64 points
    ) internal returns (IPointsRedemption.Redemption memory r) {
        r = IPointsRedemption.Redemption({
            account: user.account,
            programme: programme,
            merchant: members[merchant].id,
            points: points,
            order: keccak256("order"),
            nonce: ++_nonce,
            deadline: vm.getBlockTimestamp()
        });
        (uint8 v, bytes32 x, bytes32 s) = vm.sign(user.key, RedemptionId.unwrap(redemption.digestOf(r)));
        vm.prank(members[merchant].wallet);
        redemption.redeem(r, abi.encodePacked(x, s, v), 0);
    }

    function _allowOrders() private {
        address[] memory parts = _parts();
        IDocket.Call[] memory calls = new IDocket.Call[](parts.length + 9);
        for (uint256 i; i < parts.length; ++i) {
            calls[i] = _policy(parts[i], ledger.wire.selector);
        }
        calls[parts.length] = _policy(address(ledger), ledger.setParts.selector);
        calls[parts.length + 1] = _policy(address(programmes), programmes.setParts.selector);
        calls[parts.length + 2] = _policy(address(programmes), programmes.admitMember.selector);
        calls[parts.length + 3] = _policy(address(programmes), programmes.setFee.selector);
        calls[parts.length + 4] = _policy(address(programmes), programmes.setFeeReceiver.selector);
        calls[parts.length + 5] = _policy(address(clearing), clearing.setMinimumDeposit.selector);
        calls[parts.length + 6] = _atOnce(address(orders), orders.freezeAccount.selector);
        calls[parts.length + 7] = _atOnce(address(orders), orders.stopIssuing.selector);
        calls[parts.length + 8] = _atOnce(address(orders), orders.transferByOrder.selector);
        carryOut(calls);
    }

    function _joinParts() private {
        address[] memory parts = _parts();
        address[] memory siblings = new address[](parts.length + 1);
        for (uint256 i; i < parts.length; ++i) {
            siblings[i] = parts[i];
        }
        siblings[parts.length] = address(this);
        IDocket.Call[] memory calls = new IDocket.Call[](parts.length + 5);
        calls[0] = _call(address(directory), abi.encodeCall(directory.register, ("points", 1, parts, 1)));
        calls[1] = _call(address(directory), abi.encodeCall(directory.setCustodial, (address(ledger), true)));
        calls[2] = _call(address(directory), abi.encodeCall(directory.setCustodial, (address(clearing), true)));
        calls[3] = _call(address(ledger), abi.encodeCall(ledger.setParts, (clearing)));
        calls[4] = _call(address(programmes), abi.encodeCall(programmes.setParts, (clearing)));
        for (uint256 i; i < parts.length; ++i) {
            calls[5 + i] = _call(parts[i], abi.encodeCall(ledger.wire, (siblings)));
        }
        carryOut(calls);
    }

    function _foundAlliance() private {
        IDocket.Call[] memory calls = new IDocket.Call[](ALLIES + ISSUERS);
        for (uint256 i; i < ALLIES; ++i) {
            calls[i] = _call(address(programmes), abi.encodeCall(programmes.admitMember, (members[FIRM + i].id)));
        }
        for (uint256 i; i < ISSUERS; ++i) {
            calls[ALLIES + i] = _licence(members[FIRM + i].id);
        }
        carryOut(calls);
        for (uint256 i; i < ALLIES; ++i) {
            address wallet = members[FIRM + i].wallet;
            vm.startPrank(wallet);
            money.approve(address(ledger), type(uint256).max);
            money.approve(address(clearing), type(uint256).max);
            if (i < ISSUERS) clearing.addDeposit(DEPOSIT);
            vm.stopPrank();
        }
    }

    function _licence(ParticipantId participant) private view returns (IDocket.Call memory) {
        return
            _call(
                address(participants),
                abi.encodeCall(
                    participants.grantQualification,
                    (
                        participant,
                        Qualifications.POINTS_ISSUER,
                        members[REGULATOR].id,
                        type(uint40).max,
                        0,
                        keccak256("licence")
                    )
                )
            );
    }

    function _policy(address target, bytes4 selector) private view returns (IDocket.Call memory) {
        return
            _call(address(docket), abi.encodeCall(docket.setPolicy, (scopeOf(target), selector, policy(hardRoute()))));
    }

    /// By a court, without delay.
    function _atOnce(address target, bytes4 selector) private view returns (IDocket.Call memory) {
        bytes memory data = abi.encodeCall(
            docket.setPolicy,
            (scopeOf(target), selector, policy(oneOf(VotingClass.Judiciary)))
        );
        return _call(address(docket), data);
    }

    function _parts() private view returns (address[] memory parts) {
        parts = new address[](7);
        (parts[0], parts[1], parts[2]) = (address(ledger), address(programmes), address(clearing));
        (parts[3], parts[4]) = (address(exchange), address(redemption));
        (parts[5], parts[6]) = (address(issuance), address(orders));
    }

    function _call(address target, bytes memory data) private pure returns (IDocket.Call memory) {
        return IDocket.Call({target: target, data: data, route: 0});
    }
}
