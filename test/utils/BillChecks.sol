// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../contracts/kernel/types/Day.sol";
import {ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {Chain} from "../../contracts/modules/bills/libraries/Chain.sol";
import {
    Bill,
    BillId,
    BillStatus,
    Circulation,
    Endorsement,
    EndorsementId,
    Holding,
    HoldingId,
    holdingOn,
    Purpose
} from "../../contracts/modules/bills/types/BillTypes.sol";
import {IBillSecurity} from "../../contracts/modules/bills/interfaces/IBillSecurity.sol";
import {BillFixture} from "./BillFixture.sol";
import {MemberActs} from "./MemberActs.sol";

/// @notice What holds of a bill at every moment, read from the contracts alone. Bills here have at most 250 fen, so that a set of their
/// units is one word.
abstract contract BillChecks is BillFixture, MemberActs {
    uint256 internal constant MAX_FACE = 250;

    /// B-6: the holdings partition the face, and closed units are those of closed holdings. B-4: each chain is continuous from the payee to
    /// the holder, over nested intervals. B-17: a pledge shows in its holding.
    function checkBill(BillId bill) internal view returns (string memory found) {
        Bill memory b = registry.billInfo(bill);
        uint256 units;
        uint256 closed;
        for (uint32 n = 1; n <= b.seq; ++n) {
            HoldingId holding = holdingOn(bill, n);
            Holding memory h = registry.holdingInfo(holding);
            uint256 mine = unitsOf(h.lo, h.hi);
            if (mine == 0 || units & mine != 0) return "B-6: holdings overlap, or one is empty";
            units |= mine;
            if (h.circulation == Circulation.Closed) closed += h.hi - h.lo + 1;
            found = _checkChain(holding, h, b);
            if (bytes(found).length == 0) found = _checkPledge(holding, h);
            if (bytes(found).length > 0) return found;
        }
        if (units != unitsOf(1, b.face)) return "B-6: units are lost";
        if (b.status != BillStatus.Ended && closed != b.closed)
            return "B-6: closed units are not those of closed holdings";
        if ((b.status == BillStatus.Settled) != (b.closed == b.face)) return "X-19: Settled is not all units closed";
    }

    /// K-6: none of the parts, nor the market, ever holds money. K-5: there is as much of it as was issued.
    function checkMoney() internal view returns (string memory) {
        return checkPurses(billParts(), "K-6: a part holds money");
    }

    /// A bit a unit, from the first on.
    function unitsOf(uint256 lo, uint256 hi) internal pure returns (uint256) {
        if (lo == 0 || lo > hi || hi > MAX_FACE) return 0;
        return ((1 << hi) - 1) & ~((1 << (lo - 1)) - 1);
    }

    function _checkChain(HoldingId holding, Holding memory h, Bill memory b) private view returns (string memory) {
        if (b.status < BillStatus.Delivered || b.status == BillStatus.Ended) return "";
        EndorsementId id = Chain.last(holding, h);
        ParticipantId hands = h.holder;
        uint256 day = type(uint256).max;
        uint256 links;
        while (EndorsementId.unwrap(id) != 0) {
            Endorsement memory e = registry.endorsementInfo(id);
            if (e.to != hands) return "B-4: a link does not end where the next one begins";
            if (e.from == e.to) return "X-8: endorsed to oneself";
            if (!Chain.contains(e, h)) return "B-6: a link that does not contain its holding";
            if (Day.unwrap(e.day) > day) return "X-9: a link out of order";
            bool byWill = e.purpose <= Purpose.Rediscount;
            // A repo's way back is by will too, and as late as its far day.
            if (byWill && e.purpose != Purpose.Rediscount && e.day >= b.maturity)
                return "X-7: endorsed from maturity on";
            (hands, day) = (e.from, Day.unwrap(e.day));
            id = Chain.previous(id, e);
            ++links;
        }
        if (hands != b.payee) return "B-4: the chain does not begin with the payee";
        return links == h.chainLength ? "" : "X-9: links are lost";
    }

    function _checkPledge(HoldingId holding, Holding memory h) private view returns (string memory) {
        if (h.circulation == Circulation.Closed) return "";
        IBillSecurity.Pledge memory p = security.pledgeOf(holding);
        bool stands = p.status == IBillSecurity.PledgeStatus.Live || p.status == IBillSecurity.PledgeStatus.Realised;
        if (h.pledged != stands) return "B-17: a holding's pledge does not show, or is gone";
        if (p.status == IBillSecurity.PledgeStatus.Realised && h.holder != p.pledgee) {
            return "B-17: a realised pledge is not its pledgee's";
        }
        return "";
    }
}
