// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../contracts/kernel/types/Day.sol";
import {ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {IDataPledges} from "../../contracts/modules/data/interfaces/IDataPledges.sol";
import {IDataValuation} from "../../contracts/modules/data/interfaces/IDataValuation.sol";
import {AssetId, Contributor, Right, ValuationId} from "../../contracts/modules/data/types/DataTypes.sol";
import {DataActs} from "./DataActs.sol";

/// @notice What a handler of data assets does with their worth: they are valued, valuations disputed, and assets pledged and realised on the strength
/// of those that stand undisputed.
abstract contract DataWorth is DataActs {
    string private constant CONTESTED_RULE = "K-3: somebody relied on a valuation that is disputed or gone";
    string private constant CAUSE_RULE = "K-3: a valuation's dispute was judged by who does not judge it";

    // Valuations

    function valueAsset(uint256 seed, uint256 amount) external {
        AssetId asset = findAsset(seed, isSelling);
        if (asset.isNoAsset()) return;
        bool byPledgee = isPledged(asset);
        uint256 by = indexOf(byPledgee ? pledges.pledgeeOf(asset) : titles[asset].holder);
        ParticipantId valuer = members[VALUER].id;
        bytes memory data = abi.encodeCall(valuations.commission, (asset, valuer, PROOF, dayOf(dayNow())));
        if (byPledgee) data = abi.encodeCall(pledges.commissionValuation, (asset, valuer, PROOF, dayOf(dayNow())));
        bool done = callAs(by, byPledgee ? address(pledges) : address(valuations), data);
        IDataValuation.Report memory r = IDataValuation.Report({
            method: IDataValuation.Method.Income,
            baseDay: dayOf(dayNow()),
            amount: uint64(1 + (amount % 100_000)),
            validThrough: dayOf(dayNow() + 90),
            digest: PROOF
        });
        if (done) done = callAs(VALUER, address(valuations), abi.encodeCall(valuations.value, (asset, r)));
        // A pledgee has it valued although it is frozen.
        if (!judge("value", isActive(VALUER) && (byPledgee || isActive(by)), done)) return;
        Worth storage w = worths[ValuationId.wrap(valuations.valuationCount())];
        (w.asset, w.by, w.lastDay) = (asset, by, dayNow() + 90);
        w.status = IDataValuation.ValuationStatus.Stands;
    }

    /// By anyone, once each, but not by its valuer; while somebody whom the asset concerns disputes it, nobody relies on it.
    function disputeValuation(uint256 seed, uint256 by) external {
        ValuationId valuation = _findStanding(seed);
        if (ValuationId.unwrap(valuation) == 0) return;
        AssetId asset = worths[valuation].asset;
        uint256 who = (by >> 8) % BANK;
        if (by % 4 > 0) who = indexOf(rightHolder(asset, Right(by % 4)));
        bytes memory data = abi.encodeCall(valuations.dispute, (valuation, PROOF));
        noteAttack("judgeOwnCause", callAs(VALUER, address(valuations), data), CAUSE_RULE);
        if (!_contest(valuation, who)) return;
        noteAttack("disputeTwice", callAs(who, address(valuations), data), CAUSE_RULE);
        if (isPledgeable(asset) && worths[valuation].contested > 0) _pledgeOn(asset, valuation, by, 1);
    }

    /// Its valuer answers a dispute, whoever disputes may take it back, and the valuer its valuation; nobody else ends any of it.
    function endContest(uint256 seed, uint256 how) external {
        (uint256 at, bool found) = _findContest(seed);
        if (!found) return;
        Contest storage c = contests[at];
        Worth storage w = worths[c.valuation];
        address desk = address(valuations);
        ParticipantId disputer = members[c.by].id;
        bool upheld = how % 4 == 1;
        bytes memory data = abi.encodeCall(valuations.answerDispute, (c.valuation, disputer, upheld, PROOF));
        noteAttack("judgeOwnCause", callAs(c.by, desk, data), CAUSE_RULE);
        noteAttack("judgeOwnCause", callAs(w.by == VALUER ? 0 : w.by, desk, data), CAUSE_RULE);
        bytes memory withdrawal = abi.encodeCall(valuations.withdrawValuation, (c.valuation, PROOF));
        noteAttack("judgeOwnCause", callAs(c.by, desk, withdrawal), CAUSE_RULE);
        if (how % 4 == 3) {
            if (ask("withdrawValuation", VALUER, desk, withdrawal)) w.status = IDataValuation.ValuationStatus.Withdrawn;
            return;
        }
        bool done;
        if (how % 4 == 0)
            done = ask("endContest", c.by, desk, abi.encodeCall(valuations.withdrawDispute, (c.valuation)));
        else done = ask("answerContest", VALUER, desk, data);
        if (!done) return;
        c.open = false;
        if (c.suspends) --w.contested;
        if (upheld) w.status = IDataValuation.ValuationStatus.Overturned;
        noteAttack("judgeTwice", callAs(VALUER, desk, data), CAUSE_RULE);
    }

    // Pledges

    /// On the latest valuation; now and then that is disputed between pledge and signature.
    function pledgeAsset(uint256 seed, uint256 to, uint256 amount) external {
        AssetId asset = findAsset(seed, _isValued);
        if (!asset.isNoAsset()) _pledgeOn(asset, _valuationOf(asset), to, amount);
    }

    /// By who has pledged it, or who holds it by order since.
    function repayPledge(uint256 seed, uint256 amount) external {
        AssetId asset = findAsset(seed, isPledged);
        if (asset.isNoAsset()) return;
        IDataPledges.Pledge memory p = pledges.pledgeOf(asset);
        uint256 by = indexOf(seed % 2 == 0 ? p.pledgor : titles[asset].holder);
        if (by >= MEMBERS || members[by].id == p.pledgee) return;
        uint64 fen = uint64(amount % 3 == 0 ? p.secured : bound(amount, 1, p.secured));
        uint256[] memory expected = balances();
        if (!act("repay", by, address(pledges), abi.encodeCall(pledges.repay, (asset, fen)))) return;
        expected[by] -= fen;
        expected[indexOf(p.pledgee)] += fen;
        demandBalances(expected, "X-4: a debt was repaid with another sum");
    }

    function releasePledge(uint256 seed) external {
        AssetId asset = findAsset(seed, isPledged);
        if (asset.isNoAsset()) return;
        IDataPledges.Pledge memory p = pledges.pledgeOf(asset);
        bytes memory data = abi.encodeCall(pledges.release, (asset));
        noteAttack("attack", callAs(indexOf(p.pledgor), address(pledges), data), "X-6: a pledgor has released");
        act("releasePledge", indexOf(p.pledgee), address(pledges), data);
    }

    /// To the pledgee first, the rest to the holder; the holding right and no other to the buyer.
    function realiseAsset(uint256 seed, uint256 to, uint256 more) external {
        AssetId asset = findAsset(seed, isDue);
        ValuationId valuation = _valuationOf(asset);
        if (asset.isNoAsset() || ValuationId.unwrap(valuation) == 0) return;
        IDataPledges.Pledge memory p = pledges.pledgeOf(asset);
        ParticipantId holder = titles[asset].holder;
        uint256 buyer = otherMember(to, p.pledgee, holder);
        if (members[buyer].id == p.pledgor) return;
        uint64 price = valuations.valuationInfo(valuation).amount + uint64(more % 500);
        bytes memory data = abi.encodeCall(pledges.realise, (asset, members[buyer].id, price, valuation, Day.wrap(0)));
        uint256[] memory expected = balances();
        (bool done, bytes memory result) = answerTo(indexOf(p.pledgee), address(pledges), data);
        if (!_isReliable(valuation)) return noteAttack("relyOnContested", done, CONTESTED_RULE);
        if (done) done = callAs(buyer, address(pledges), abi.encodeCall(pledges.sign, (requestOf(result))));
        if (!judge("realise", isActive(buyer), done)) return;
        uint256 first = price < p.secured ? price : p.secured;
        expected[buyer] -= price;
        expected[indexOf(p.pledgee)] += first;
        expected[indexOf(holder)] += price - first;
        setRightHolder(asset, Right.Holding, members[buyer].id);
        demandBalances(expected, "X-2: the price of a security went elsewhere");
    }

    // Steps

    function _pledgeOn(AssetId asset, ValuationId valuation, uint256 to, uint256 amount) private {
        uint256 holder = indexOf(titles[asset].holder);
        uint256 pledgee = otherMember(to, titles[asset].holder, members[VALUER].id);
        uint64 fen = uint64(bound(amount, 1, valuations.valuationInfo(valuation).amount));
        bytes memory data = abi.encodeCall(
            pledges.pledge,
            (asset, members[pledgee].id, fen, dayOf(dayNow() + (to % 8)), valuation, Day.wrap(0))
        );
        (bool done, bytes memory result) = answerTo(holder, address(pledges), data);
        if (!_isReliable(valuation)) return noteAttack("relyOnContested", done, CONTESTED_RULE);
        bool late = amount % 8 == 0 && done && _contest(valuation, indexOf(rightHolder(asset, Right.Processing)));
        if (done) done = callAs(pledgee, address(pledges), abi.encodeCall(pledges.sign, (requestOf(result))));
        if (late) return noteAttack("relyOnContested", done, CONTESTED_RULE);
        if (judge("pledge", isActive(holder) && isActive(pledgee), done))
            noteAttack("attack", callAs(holder, address(pledges), data), "X-6: pledged twice");
    }

    /// A dispute of a valuation that stands, unless it was raised before: then it must be refused.
    function _contest(ValuationId valuation, uint256 who) private returns (bool done) {
        bytes memory data = abi.encodeCall(valuations.dispute, (valuation, PROOF));
        for (uint256 i; i < contests.length; ++i) {
            bool same = ValuationId.unwrap(contests[i].valuation) == ValuationId.unwrap(valuation);
            if (!same || contests[i].by != who) continue;
            noteAttack("disputeTwice", callAs(who, address(valuations), data), CAUSE_RULE);
            return false;
        }
        Worth storage w = worths[valuation];
        bool suspends = who == w.by || _isConcerned(w.asset, members[who].id);
        done = ask("disputeValuation", who, address(valuations), data);
        if (!done) return false;
        contests.push(Contest(valuation, who, suspends, true));
        if (suspends) ++w.contested;
    }

    function _isConcerned(AssetId asset, ParticipantId who) private view returns (bool) {
        Title storage t = titles[asset];
        if (who == t.holder || who == t.processor || who == t.operator) return true;
        Contributor[] memory list = dataRegistry.sharesOf(asset).contributors;
        for (uint256 i; i < list.length; ++i) {
            if (list[i].participant == who) return true;
        }
        return false;
    }

    /// Valued, and pledgeable.
    function _isValued(AssetId asset) private view returns (bool) {
        return isPledgeable(asset) && ValuationId.unwrap(_valuationOf(asset)) != 0;
    }

    /// The latest of an asset that is not over; 0: none.
    function _valuationOf(AssetId asset) private view returns (ValuationId) {
        for (uint32 i = valuations.valuationCount(); i > 0; --i) {
            Worth storage w = worths[ValuationId.wrap(i)];
            if (w.asset == asset && w.lastDay >= dayNow()) return ValuationId.wrap(i);
        }
        return ValuationId.wrap(0);
    }

    function _isReliable(ValuationId valuation) private view returns (bool) {
        Worth storage w = worths[valuation];
        return w.status == IDataValuation.ValuationStatus.Stands && w.contested == 0;
    }

    function _findStanding(uint256 seed) private view returns (ValuationId) {
        uint256 count = valuations.valuationCount();
        for (uint256 i; i < count; ++i) {
            ValuationId id = ValuationId.wrap(uint32(((seed % count) + i) % count) + 1);
            if (worths[id].status == IDataValuation.ValuationStatus.Stands && worths[id].lastDay >= dayNow()) return id;
        }
        return ValuationId.wrap(0);
    }

    /// An open dispute of a valuation that stands.
    function _findContest(uint256 seed) private view returns (uint256 at, bool found) {
        uint256 count = contests.length;
        for (uint256 i; i < count && !found; ++i) {
            at = ((seed % count) + i) % count;
            bool stands = worths[contests[at].valuation].status == IDataValuation.ValuationStatus.Stands;
            found = contests[at].open && stands;
        }
    }
}
