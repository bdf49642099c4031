// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IDocket} from "../../contracts/kernel/interfaces/IDocket.sol";
import {Qualifications} from "../../contracts/kernel/types/Parties.sol";
import {ReliefFunds} from "../../contracts/modules/relief/ReliefFunds.sol";
import {ReliefHouseholds} from "../../contracts/modules/relief/ReliefHouseholds.sol";
import {ReliefKeys} from "../../contracts/modules/relief/ReliefKeys.sol";
import {ReliefOfficers} from "../../contracts/modules/relief/ReliefOfficers.sol";
import {ReliefPayouts} from "../../contracts/modules/relief/ReliefPayouts.sol";
import {ReliefProgrammes} from "../../contracts/modules/relief/ReliefProgrammes.sol";
import {ReliefScores} from "../../contracts/modules/relief/ReliefScores.sol";
import {AreaCode} from "../../contracts/modules/relief/types/ReliefTypes.sol";
import {KernelFixture} from "./KernelFixture.sol";

/// @notice The kernel with the relief module's purse and payouts on it, for Solidity tests. The module comes by orders, as a later version would.
/// The fixture stands for the parts that make payouts (benefits, projects, purchases): it is wired as one of them.
abstract contract ReliefFixture is KernelFixture {
    /// Members: the programmes' authority, two payout banks, a platform and a firm that is paid at once.
    uint256 internal constant AUTHORITY = FIRM;
    uint256 internal constant BANKS = 2;
    uint256 internal constant PAYOUT_BANK = FIRM + 1;
    uint256 internal constant PLATFORM = FIRM + 3;
    uint256 internal constant BUILDER = FIRM + 4;

    /// 乌当区, and a village in it.
    AreaCode internal constant COUNTY = AreaCode.wrap(520_112_000_000);
    AreaCode internal constant VILLAGE = AreaCode.wrap(520_112_101_201);

    ReliefKeys internal keys;
    ReliefProgrammes internal programmes;
    ReliefOfficers internal officers;
    ReliefHouseholds internal households;
    ReliefScores internal scores;
    ReliefFunds internal funds;
    ReliefPayouts internal payouts;

    function deployRelief() internal {
        deployKernel();
        address authority = address(manager);
        keys = ReliefKeys(deploy("ReliefKeys", abi.encode(authority, participants)));
        programmes = ReliefProgrammes(deploy("ReliefProgrammes", abi.encode(authority, participants)));
        officers = ReliefOfficers(deploy("ReliefOfficers", abi.encode(authority, participants, programmes, keys)));
        households = ReliefHouseholds(
            deploy("ReliefHouseholds", abi.encode(authority, participants, programmes, officers, keys))
        );
        scores = ReliefScores(
            deploy("ReliefScores", abi.encode(authority, participants, programmes, officers, households, keys))
        );
        funds = ReliefFunds(deploy("ReliefFunds", abi.encode(authority, participants, programmes, money)));
        payouts = ReliefPayouts(
            deploy(
                "ReliefPayouts",
                abi.encode(authority, participants, programmes, officers, households, keys, funds, scores)
            )
        );
        enrich();
        _allowWiring();
        _joinParts();
        _qualify();
        _addAreas();
    }

    function _allowWiring() private {
        address[] memory parts = _parts();
        IDocket.Call[] memory calls = new IDocket.Call[](parts.length);
        for (uint256 i; i < parts.length; ++i) {
            bytes memory data = abi.encodeCall(
                docket.setPolicy,
                (scopeOf(parts[i]), funds.wire.selector, policy(hardRoute()))
            );
            calls[i] = _call(address(docket), data);
        }
        carryOut(calls);
    }

    function _joinParts() private {
        address[] memory parts = _parts();
        address[] memory siblings = new address[](parts.length + 1);
        for (uint256 i; i < parts.length; ++i) {
            siblings[i] = parts[i];
        }
        siblings[parts.length] = address(this);
        IDocket.Call[] memory calls = new IDocket.Call[](parts.length + 2);
        calls[0] = _call(address(directory), abi.encodeCall(directory.register, ("relief", 1, parts, 1)));
        calls[1] = _call(address(directory), abi.encodeCall(directory.setCustodial, (address(funds), true)));
        for (uint256 i; i < parts.length; ++i) {
            calls[2 + i] = _call(parts[i], abi.encodeCall(funds.wire, (siblings)));
        }
        carryOut(calls);
    }

    function _qualify() private {
        IDocket.Call[] memory calls = new IDocket.Call[](1 + BANKS);
        calls[0] = _licence(AUTHORITY, Qualifications.RELIEF_AUTHORITY);
        for (uint256 i; i < BANKS; ++i) {
            calls[1 + i] = _licence(PAYOUT_BANK + i, Qualifications.PAYOUT_BANK);
        }
        carryOut(calls);
    }

    /// The village and all that it lies in, from the province down.
    function _addAreas() private {
        AreaCode[5] memory path;
        path[4] = VILLAGE;
        for (uint256 i = 4; i > 0; --i) {
            path[i - 1] = path[i].parentOf();
        }
        vm.startPrank(members[AUTHORITY].wallet);
        for (uint256 i; i < path.length; ++i) {
            officers.addArea(path[i], "area");
        }
        vm.stopPrank();
    }

    function _licence(uint256 member, bytes32 qualification) private view returns (IDocket.Call memory) {
        return
            _call(
                address(participants),
                abi.encodeCall(
                    participants.grantQualification,
                    (
                        members[member].id,
                        qualification,
                        members[REGULATOR].id,
                        type(uint40).max,
                        0,
                        keccak256("licence")
                    )
                )
            );
    }

    function _parts() private view returns (address[] memory parts) {
        parts = new address[](7);
        (parts[0], parts[1], parts[2], parts[3]) = (
            address(keys),
            address(programmes),
            address(officers),
            address(households)
        );
        (parts[4], parts[5], parts[6]) = (address(scores), address(funds), address(payouts));
    }

    function _call(address target, bytes memory data) private pure returns (IDocket.Call memory) {
        return IDocket.Call({target: target, data: data, route: 0});
    }
}
