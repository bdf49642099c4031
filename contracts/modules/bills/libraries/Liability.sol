// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {IBillRecourse} from "../interfaces/IBillRecourse.sol";
import {IBillRegistry} from "../interfaces/IBillRegistry.sol";
import {IBillSecurity} from "../interfaces/IBillSecurity.sol";
import {Capacity, Endorsement, EndorsementId, Holding, HoldingId, Purpose} from "../types/BillTypes.sol";
import {Chain} from "./Chain.sol";

/// Who is liable to whom on a holding (B-5, B-7, B-8, B-10, B-15). The chain is read once; all questions about it are then answered in memory.
///
/// Everything about the endorsers follows from one place in the chain, the bound: the endorsements up to it may bind their endorsers to the
/// claimant, none after it does. It is the end of the chain for who acquired by it, the place before its own first endorsement for an
/// endorser (NIL 69), its principal's for a guarantor that pays (NIL 52), an endorser too or not, and 0 where no endorser is liable at all.
///
/// Conserved: who becomes a claimant by paying has a lower bound than the claimant that it paid, or the same one as its principal's guarantor.
/// So recourse ends, at the acceptor or with a loss.
library Liability {
    /// A claimant's position on a holding.
    struct Position {
        /// Place n is number n - 1.
        Endorsement[] chain;
        uint40 lo;
        uint40 hi;
        ParticipantId drawer;
        ParticipantId acceptor;
        ParticipantId claimant;
        /// Last place whose endorser may be liable; 0: no endorser is.
        uint256 bound;
        /// The claimant paid as guarantor and claims on this principal and before; None: it did not.
        Capacity instead;
        /// The bank of the first discount, if the claimant acquired after it (B-15); 0: nobody.
        ParticipantId discounter;
        /// Place of the first discount.
        uint256 discountedAt;
    }

    /// Reads a holding's chain: 500 places at most that were agreed, and few that payments of recourse and orders have added.
    function read(
        IBillRegistry registry,
        HoldingId holding,
        Holding memory h
    ) internal view returns (Endorsement[] memory chain) {
        chain = new Endorsement[](h.chainLength);
        EndorsementId id = Chain.last(holding, h);
        for (uint256 place = h.chainLength; place > 0; --place) {
            Endorsement memory e = registry.endorsementInfo(id);
            chain[place - 1] = e;
            id = Chain.previous(id, e);
        }
    }

    /// Completes a position of which chain, units, drawer, acceptor and claimant are known.
    /// @param guarantee the claimant's own on the bill
    /// @param paid whether the claimant holds, or would hold, because it paid
    /// @param late the holding was first presented after the period (NIL 53)
    function locate(Position memory p, IBillSecurity.Guarantee memory guarantee, bool paid, bool late) internal pure {
        uint256 first = _firstSale(p.chain, p.claimant);
        p.bound = first == 0 ? p.chain.length : first - 1;
        (p.discountedAt, p.discounter) = _firstDiscount(p);
        // Whoever guarantees has not endorsed before. So its principal's place is the earlier one; but only a guarantee that binds
        // takes an endorser there.
        bool binds = first == 0 || guarantee.capacity != Capacity.Endorser || _isForEndorser(p, guarantee);
        if (paid && binds && covers(p, guarantee)) {
            p.instead = guarantee.capacity;
            p.bound = guarantee.place;
        }
        if (late || p.claimant == p.drawer) p.bound = 0;
        (p.discountedAt, p.discounter) = _firstDiscount(p);
    }

    /// How `party` is liable to the claimant.
    /// @param guarantee the party's own on the bill
    function liabilityOf(
        Position memory p,
        ParticipantId party,
        IBillSecurity.Guarantee memory guarantee
    ) internal pure returns (IBillRecourse.Liability memory basis) {
        if (party == p.claimant || p.claimant == p.acceptor) return basis;
        if (party == p.acceptor) {
            basis.capacity = Capacity.Acceptor;
            return basis;
        }
        bool acceptorAlone = p.claimant == p.drawer || p.instead == Capacity.Acceptor;
        if (party == p.drawer && !acceptorAlone) {
            basis.capacity = Capacity.Drawer;
            return basis;
        }
        // What is liable for longer, and after a late presentation too, comes before what is not.
        bool guarantees = covers(p, guarantee);
        bool forAcceptor = guarantee.capacity == Capacity.Acceptor && p.instead != Capacity.Acceptor;
        bool forDrawer = guarantee.capacity == Capacity.Drawer && p.instead != Capacity.Drawer && !acceptorAlone;
        if (guarantees && (forAcceptor || forDrawer)) {
            basis.capacity = Capacity.Guarantor;
            basis.principal = guarantee.capacity;
            return basis;
        }
        uint256 at = _firstBinding(p, party);
        if (at != 0) {
            basis.capacity = Capacity.Endorser;
            basis.place = uint16(at);
        } else if (guarantees && _isForEndorser(p, guarantee)) {
            basis.capacity = Capacity.Guarantor;
            basis.principal = Capacity.Endorser;
            basis.place = guarantee.place;
        }
    }

    /// Whether a guarantee is that of a credit enhancer (保证增信行): for the discounting bank, as endorser after the discount (B-15).
    function isEnhancement(Position memory p, IBillSecurity.Guarantee memory guarantee) internal pure returns (bool) {
        return
            !p.discounter.isNobody() &&
            guarantee.principal == p.discounter &&
            guarantee.place > p.discountedAt &&
            covers(p, guarantee) &&
            _isForEndorser(p, guarantee);
    }

    /// Whether a guarantee stands for all units of the position. One that was not given stands for none.
    function covers(Position memory p, IBillSecurity.Guarantee memory guarantee) internal pure returns (bool) {
        return guarantee.lo != 0 && guarantee.lo <= p.lo && p.hi <= guarantee.hi;
    }

    /// The guarantor of an endorser answers for one endorsement, once it was made. A guarantor that has paid has no claim on others that
    /// guarantee the same endorser: they are no priors of its principal (NIL 52), and what they share is between them.
    function _isForEndorser(Position memory p, IBillSecurity.Guarantee memory guarantee) private pure returns (bool) {
        bool alike = p.instead == Capacity.Endorser && guarantee.place == p.bound;
        return
            guarantee.capacity == Capacity.Endorser &&
            !alike &&
            _binds(p, guarantee.place) &&
            p.chain[guarantee.place - 1].from == guarantee.principal;
    }

    /// Place of the first endorsement by which a party is liable; 0: none.
    function _firstBinding(Position memory p, ParticipantId party) private pure returns (uint256) {
        for (uint256 n = 1; n <= p.bound; ++n) {
            if (p.chain[n - 1].from == party && _binds(p, n)) return n;
        }
        return 0;
    }

    /// Whether the endorsement at a place binds its endorser to the claimant. Sellers of rediscounts are released, but not the discounting
    /// bank (B-15). Who paid a claim, or lost the bill by order, has endorsed nothing.
    function _binds(Position memory p, uint256 at) private pure returns (bool) {
        if (at == 0 || at > p.bound) return false;
        Endorsement memory e = p.chain[at - 1];
        bool answers =
            e.purpose == Purpose.Transfer ||
                e.purpose == Purpose.Discount ||
                e.purpose == Purpose.Pledge ||
                (e.purpose == Purpose.Rediscount && e.from == p.discounter);
        // A marked endorsement binds to its endorsee alone (NIL 34), and to who has paid that one in the endorser's place (NIL 52).
        bool stands = p.instead == Capacity.Endorser && at == p.bound;
        return answers && (!e.notTransferable || e.to == p.claimant || stands);
    }

    /// Place of a participant's first endorsement of its own will; 0: none.
    function _firstSale(Endorsement[] memory chain, ParticipantId endorser) private pure returns (uint256) {
        for (uint256 n = 1; n <= chain.length; ++n) {
            Endorsement memory e = chain[n - 1];
            bool sold = e.purpose != Purpose.RecourseSettlement && e.purpose != Purpose.ByOrder;
            if (sold && e.from == endorser) return n;
        }
        return 0;
    }

    /// The first discount within the bound, and who bought. Who acquired by the discount itself is that bank, or stands before it.
    function _firstDiscount(Position memory p) private pure returns (uint256, ParticipantId) {
        for (uint256 n = 1; n < p.bound; ++n) {
            Endorsement memory e = p.chain[n - 1];
            if (e.purpose == Purpose.Discount) return (n, e.to);
        }
        return (0, ParticipantId.wrap(0));
    }
}
