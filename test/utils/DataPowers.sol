// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {NO_DAY} from "../../contracts/kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {PersonId} from "../../contracts/kernel/types/Passkey.sol";
import {IDataDisputes} from "../../contracts/modules/data/interfaces/IDataDisputes.sol";
import {
    AssetId,
    AssetStatus,
    DisputeId,
    LicenceId,
    ObjectionId,
    Purpose,
    Right,
    SaleId,
    Sharing
} from "../../contracts/modules/data/types/DataTypes.sol";
import {DataTitles} from "./DataTitles.sol";
import {DataTrade} from "./DataTrade.sol";

/// @notice What orders do to data assets, and who tries the same, or what is others', without one: assets are frozen in several cases, suspended,
/// moved and cancelled, licences terminated, members frozen.
abstract contract DataPowers is DataTitles, DataTrade {
    string private constant RANK_RULE =
        "D-6: a case was executed out of its rank, or a right moved from who has it not";

    /// What {_orderOn} has.
    uint256 private constant POWERS = 14;

    // Cases

    /// Of a licensed asset as a rule: its uses go on, unless the order stops them (D-7).
    function freezeAsset(uint256 seed, uint256 term) external {
        if (seed % 16 == 8) return;
        LicenceId licence = findLicence(seed >> 8, isUsable);
        AssetId asset = grants[licence].terms.asset;
        if (asset.isNoAsset() || seed % 8 == 0) asset = findAsset(seed >> 8, isUnfrozenNow);
        // What has run out long since, and is another's content now, is not live again by it (D-1).
        if (seed % 8 == 4) asset = findAsset(seed >> 8, _isLapsed);
        // Several cases wait in rank.
        if (asset.isNoAsset() || _isOver(asset) || (seed % 5 > 0 && isFrozenAsset(asset))) return;
        uint8 purpose = PURPOSES;
        uint64 person;
        if (grants[licence].terms.asset == asset) (purpose, person) = lawfulUse(licence, 1);
        bytes32 key = bytes32(++serial);
        uint256 until = vm.getBlockTimestamp() + (1 + (term % 4)) * 1 days;
        bool uses = (term >> 8) % 4 > 0;
        bool done = ordered(address(dataOrders), abi.encodeCall(dataOrders.freeze, (asset, key, uint40(until), uses)));
        must("freeze", done);
        if (!done) return;
        freezes[asset].push(Freeze({key: key, until: until, uses: uses}));
        if (purpose < PURPOSES) recordAs(licence, purpose, person, "useStopped");
    }

    /// The latest case of those that live.
    function unfreezeAsset(uint256 seed) external {
        AssetId asset = findAsset(seed, isFrozenNow);
        if (asset.isNoAsset()) return;
        Freeze storage last = freezes[asset][_caseOf(asset, false)];
        bool done = ordered(address(dataOrders), abi.encodeCall(dataOrders.unfreeze, (asset, last.key)));
        must("unfreeze", done);
        if (done) last.until = 0;
    }

    /// The first of an asset's cases goes on; one that has ended does not.
    function prolongFreeze(uint256 seed, uint256 term) external {
        AssetId asset = findAsset(seed, seed % 4 == 0 ? _isThawed : isFrozenNow);
        if (asset.isNoAsset()) return;
        bool live = isFrozenAsset(asset);
        Freeze storage f = freezes[asset][live ? _caseOf(asset, true) : freezes[asset].length - 1];
        uint256 until = (live ? f.until : vm.getBlockTimestamp()) + (1 + (term % 2)) * 1 days;
        bytes memory data = abi.encodeCall(dataOrders.renewFreeze, (asset, f.key, uint40(until)));
        bool done = ordered(address(dataOrders), data);
        if (!live) return noteAttack("prolongEnded", done, "D-7: a case that has ended was prolonged");
        must("renewFreeze", done);
        if (done) f.until = until;
    }

    /// For a day at most: who sells, has a licence, meters or is anybody else.
    function freezeParty(uint256 seed, uint256 term) external {
        uint256 who = (seed >> 8) % ACTORS;
        LicenceId licence = findLicence(seed >> 8, isLiveNow);
        if (!licence.isNoLicence() && seed % 4 > 0) {
            ParticipantId party = grants[licence].licensee;
            if (seed % 4 == 2) party = grants[licence].meter;
            if (seed % 4 == 3) party = titles[grants[licence].terms.asset].holder;
            who = indexOf(party);
        }
        // The bank answers for the persons' accounts.
        if (who == BANK || !isActive(who) || participants.cases(members[who].id).length > 12) return;
        uint40 until = uint40(vm.getBlockTimestamp() + bound(term, 1 hours, 1 days));
        bytes memory data = abi.encodeCall(participants.freeze, (members[who].id, bytes32(++serial), until));
        must("freezeParty", ordered(address(participants), data));
    }

    // Titles

    /// By the certifier or by order; who has suspended it reinstates it.
    function suspendAsset(uint256 seed) external {
        AssetId asset = findAsset(seed, isSuspended);
        if (!asset.isNoAsset()) return _reinstate(asset);
        asset = findAsset(seed >> 8, isSelling);
        if (asset.isNoAsset() || (seed >> 4) % 2 > 0) return;
        bytes memory data = abi.encodeCall(certification.suspend, (asset, PROOF));
        bool byOrder = seed % 2 == 0;
        bool done;
        if (byOrder) {
            done = ordered(address(dataOrders), abi.encodeCall(dataOrders.suspendByOrder, (asset, PROOF)));
            must("suspend", done);
        } else {
            done = act("suspend", CERTIFIER, address(certification), data);
        }
        if (done) (titles[asset].status, titles[asset].suspendedByOrder) = (AssetStatus.Suspended, byOrder);
    }

    /// As a rule the right under which uses are metered, so that its meter has it no more. The first case is executed, and ends with it.
    function moveByOrder(uint256 seed, uint256 to, uint256 how) external {
        Right right = Right(1 + (how % 3));
        AssetId asset = findAsset(seed, _isFrozenCertified);
        if (asset.isNoAsset() || how % 2 == 0) asset = findAsset(seed, isCertified);
        LicenceId licence = findLicence(seed, isMeteredByHolder);
        if (how % 4 > 1 && !licence.isNoLicence() && isCertified(grants[licence].terms.asset)) {
            (asset, right) = (grants[licence].terms.asset, grants[licence].terms.right);
        }
        bool shared = titles[asset].sharing != Sharing.None;
        if (asset.isNoAsset() || (shared && how % 8 > 0)) return;
        ParticipantId from = rightHolder(asset, right);
        uint256 receiver = FIRM + (to % PROVIDERS);
        if (right == Right.Holding && shared) receiver = DEPARTMENT + (to % DEPARTMENTS);
        if (members[receiver].id == from) return;
        bool frozen = isFrozenAsset(asset);
        uint256 at = frozen ? _caseOf(asset, true) : 0;
        bytes32 key = frozen ? freezes[asset][at].key : bytes32(0);
        if (frozen || how % 5 == 0) {
            bool wrong = _move(asset, right, from, receiver, frozen ? bytes32(0) : bytes32("no case"));
            noteAttack("moveWrongly", wrong, RANK_RULE);
        }
        bool done = _move(asset, right, from, receiver, key);
        must("moveByOrder", done);
        if (!done) return;
        setRightHolder(asset, right, members[receiver].id);
        if (frozen) freezes[asset][at].until = 0;
        if (how % 5 == 1) noteAttack("moveWrongly", _move(asset, right, from, receiver, key), RANK_RULE);
    }

    /// Whatever stands on it; its content is free then (D-1), but for who has licensed it exclusively (D-2).
    function cancelByOrder(uint256 seed, uint256 how) external {
        if (how % 2 > 0) return;
        AssetId asset = findAsset(seed, seed % 4 > 0 ? isExclusive : isAlive);
        if (asset.isNoAsset() || _isOver(asset)) asset = findAsset(seed, isCertified);
        if (asset.isNoAsset()) return;
        uint256 holder = indexOf(titles[asset].holder);
        bytes memory data = abi.encodeCall(dataOrders.cancelByOrder, (asset, PROOF));
        bool done = ordered(address(dataOrders), data);
        must("cancelByOrder", done);
        if (!done) return;
        end(asset);
        noteAttack("cancelTwice", ordered(address(dataOrders), data), "K-3: what is withdrawn was cancelled");
        if (dataRegistry.assetCount() == MAX_ASSETS) return;
        uint256 content = contents[asset][0];
        registerAs(holder, content, registrationOf(holder, content, how >> 8));
    }

    function terminate(uint256 seed, uint256 how) external {
        LicenceId licence = findLicence(seed, isLiveNow);
        if (licence.isNoLicence() || how % 4 > 0) return;
        bytes32 digest = bytes32(++serial);
        bytes memory data = abi.encodeCall(dataOrders.terminateByOrder, (licence, digest));
        if (how % 8 == 0) data = abi.encodeCall(dataOrders.findMisuse, (licence, grants[licence].licensee, digest));
        bool done = ordered(address(dataOrders), data);
        must("terminate", done);
        if (done) endNow(licence);
    }

    /// What is frozen or suspended sells and delivers nothing (D-7).
    function sellStill(uint256 seed, uint256 terms) external {
        AssetId asset = findAsset(seed, isStill);
        if (asset.isNoAsset()) return;
        Right right = Right(2 + (seed % 2));
        uint256 by = indexOf(rightHolder(asset, right));
        bytes memory data = abi.encodeCall(offers.offer, (termsOf(asset, right, terms), dayOf(dayNow() + 9)));
        noteAttack("sellStill", callAs(by, address(offers), data), "D-7: a frozen or suspended asset was offered");
    }

    // Who may not

    /// Parts' acts, and others'.
    function attackData(uint256 seed, uint256 by, uint256 how) external {
        uint256[] memory expected = balances();
        AssetId asset = findAsset(seed, isAny);
        LicenceId licence = LicenceId.wrap(uint32(1 + (seed % (licences.licenceCount() + 1))));
        (address target, bytes memory data) = _partial(how % 16, asset, licence, by);
        if (target == address(0)) (target, data) = _usurped(how % 12, asset, licence, by);
        if (target == address(0)) return;
        noteAttack("attack", callAs(by % BANK, target, data), "K-3: somebody did what only others may");
        demandBalances(expected, "K-6: an attack moved money");
    }

    /// Every order without one, by courts and regulators too, and what only a part does to titles.
    function usurpPowers(uint256 seed, uint256 by) external {
        AssetId asset = findAsset(seed, by % 2 == 0 ? isFrozenNow : isAny);
        if (asset.isNoAsset()) asset = findAsset(seed, isAny);
        LicenceId licence = LicenceId.wrap(uint32(1 + (seed % licences.licenceCount())));
        for (uint256 i; i < POWERS; ++i) {
            (address target, bytes memory data) = _orderOn(i, asset, licence, members[by % BANK].id);
            noteAttack("usurp", callAs(by % BANK, target, data), "K-3: somebody did by itself what takes an order");
        }
    }

    // Steps

    function _reinstate(AssetId asset) private {
        bytes memory data = abi.encodeCall(certification.reinstate, (asset, PROOF));
        bool done;
        if (titles[asset].suspendedByOrder) {
            done = callAs(CERTIFIER, address(certification), data);
            noteAttack("reinstateOrdered", done, "D-7: a suspension by order was ended by the certifier");
            done = ordered(address(dataOrders), abi.encodeCall(dataOrders.reinstateByOrder, (asset, PROOF)));
            must("reinstate", done);
        } else {
            done = act("reinstate", CERTIFIER, address(certification), data);
        }
        if (done) (titles[asset].status, titles[asset].suspendedByOrder) = (AssetStatus.Certified, false);
    }

    function _move(AssetId asset, Right right, ParticipantId from, uint256 to, bytes32 key) private returns (bool) {
        bytes memory data = abi.encodeCall(dataOrders.transferByOrder, (asset, right, from, members[to].id, key));
        return ordered(address(dataOrders), data);
    }

    /// An asset's first or last case of those that live.
    function _caseOf(AssetId asset, bool first) private view returns (uint256 at) {
        Freeze[] storage list = freezes[asset];
        for (uint256 i; i < list.length; ++i) {
            if (list[i].until < vm.getBlockTimestamp()) continue;
            at = i;
            if (first) return at;
        }
    }

    function _isFrozenCertified(AssetId asset) private view returns (bool) {
        return hasCertificate(asset) && isFrozenAsset(asset);
    }

    function _isLapsed(AssetId asset) private view returns (bool) {
        return hasCertificate(asset) && !isLiveAsset(asset);
    }

    function _isThawed(AssetId asset) private view returns (bool) {
        return freezes[asset].length > 0 && !isFrozenAsset(asset);
    }

    function _isOver(AssetId asset) private view returns (bool) {
        AssetStatus status = titles[asset].status;
        return status == AssetStatus.Refused || status == AssetStatus.Withdrawn;
    }

    function _orderOn(
        uint256 how,
        AssetId asset,
        LicenceId licence,
        ParticipantId me
    ) private view returns (address, bytes memory) {
        address orders = address(dataOrders);
        address register_ = address(dataRegistry);
        ParticipantId holder = titles[asset].holder;
        uint40 until = uint40(vm.getBlockTimestamp() + 60 days);
        bytes32 key = isFrozenAsset(asset) ? freezes[asset][_caseOf(asset, true)].key : bytes32("case");
        if (how == 0) return (orders, abi.encodeCall(dataOrders.freeze, (asset, "case", until, true)));
        if (how == 1) return (orders, abi.encodeCall(dataOrders.renewFreeze, (asset, key, until)));
        if (how == 2) return (orders, abi.encodeCall(dataOrders.unfreeze, (asset, key)));
        if (how == 3)
            return (orders, abi.encodeCall(dataOrders.transferByOrder, (asset, Right.Holding, holder, me, 0)));
        if (how == 4) return (orders, abi.encodeCall(dataOrders.cancelByOrder, (asset, PROOF)));
        if (how == 5) return (orders, abi.encodeCall(dataOrders.suspendByOrder, (asset, PROOF)));
        if (how == 6) return (orders, abi.encodeCall(dataOrders.reinstateByOrder, (asset, PROOF)));
        if (how == 7) return (orders, abi.encodeCall(dataOrders.terminateByOrder, (licence, PROOF)));
        if (how == 8) return (orders, abi.encodeCall(dataOrders.findMisuse, (licence, me, PROOF)));
        if (how == 9) {
            ObjectionId objection = ObjectionId.wrap(certification.objectionCount());
            return (
                address(certification),
                abi.encodeCall(certification.decideObjectionByOrder, (objection, true, PROOF))
            );
        }
        if (how == 10) {
            DisputeId dispute = DisputeId.wrap(dataDisputes.disputeCount());
            IDataDisputes.Outcome memory none;
            return (address(dataDisputes), abi.encodeCall(dataDisputes.decideByOrder, (dispute, none, PROOF)));
        }
        if (how == 11) {
            return (register_, abi.encodeCall(dataRegistry.moveRight, (asset, Right.Holding, holder, me, 0, 0)));
        }
        if (how == 12) {
            return (register_, abi.encodeCall(dataRegistry.setStatus, (asset, AssetStatus.Withdrawn, NOBODY, NO_DAY)));
        }
        return (register_, abi.encodeCall(dataRegistry.freezeUntil, (asset, 0, 0)));
    }

    /// By ways that only parts may go.
    function _partial(
        uint256 how,
        AssetId asset,
        LicenceId licence,
        uint256 by
    ) private view returns (address, bytes memory) {
        ParticipantId me = members[by % BANK].id;
        address purse = address(revenue);
        if (how == 0) return (purse, abi.encodeCall(revenue.refundOrder, (licence, me, 0, 0)));
        if (how == 1) return (purse, abi.encodeCall(revenue.giveBack, (licence, me)));
        if (how == 2) return (purse, abi.encodeCall(revenue.releaseOrder, (licence, asset, 1)));
        if (how == 3) return (purse, abi.encodeCall(revenue.takeOrder, (licence, members[FIRM].id, 1, 1)));
        if (how == 4)
            return (address(money), abi.encodeCall(money.transferFrom, (purse, members[by % BANK].wallet, 1)));
        if (how == 5) return (address(money), abi.encodeCall(money.transfer, (purse, 1)));
        if (how == 6) return (address(licences), abi.encodeCall(licences.activate, (licence)));
        if (how == 7) return (address(licences), abi.encodeCall(licences.terminate, (licence, PROOF)));
        if (how == 8) return (address(licences), abi.encodeCall(licences.strike, (licence, 1)));
        if (how == 9) return (address(dataRegistry), abi.encodeCall(dataRegistry.mark, (asset, 0, 1)));
        if (how == 10) return (address(sales), abi.encodeCall(sales.resolve, (SaleId.wrap(1), 0, true)));
        if (how == 11) {
            return (
                address(valuations),
                abi.encodeCall(valuations.commissionFor, (asset, me, me, PROOF, dayOf(dayNow())))
            );
        }
        return (address(0), "");
    }

    /// Acts of who holds, meters, certifies or has in pledge.
    function _usurped(
        uint256 how,
        AssetId asset,
        LicenceId licence,
        uint256 by
    ) private view returns (address, bytes memory) {
        ParticipantId me = members[by % BANK].id;
        if (licence.isNoLicence() || LicenceId.unwrap(licence) > licences.licenceCount()) return (address(0), "");
        Grant storage g = grants[licence];
        ParticipantId meter = g.meter;
        if (how < 3 && me != meter) {
            uint40 next = uint40(g.used + 1);
            return (
                address(licences),
                abi.encodeCall(licences.recordUse, (licence, next, Purpose.wrap(0), PersonId.wrap(0), PROOF))
            );
        }
        // X-115: what is recorded already.
        if (how == 3 && me == meter && g.used > 0) {
            return (
                address(licences),
                abi.encodeCall(licences.recordUse, (licence, uint40(g.used), Purpose.wrap(0), PersonId.wrap(0), PROOF))
            );
        }
        if (how == 4 && me != g.licensee) return (address(licences), abi.encodeCall(licences.surrender, (licence)));
        if (how == 5 && me != g.licensee) return (address(licences), abi.encodeCall(licences.topUp, (licence, 1)));
        if (how == 6 && me != titles[asset].holder) {
            return (address(dataRegistry), abi.encodeCall(dataRegistry.cancel, (asset, PROOF)));
        }
        if (how == 7) return (address(certification), abi.encodeCall(certification.suspend, (asset, PROOF)));
        if (how == 8 && me != pledges.pledgeeOf(asset)) {
            return (address(pledges), abi.encodeCall(pledges.release, (asset)));
        }
        if (how == 9 && me != pledges.pledgeOf(asset).pledgor && me != titles[asset].holder) {
            return (address(pledges), abi.encodeCall(pledges.repay, (asset, 1)));
        }
        return (address(0), "");
    }
}
