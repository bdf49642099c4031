// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {RequestId, Requests} from "../../kernel/libraries/Requests.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
import {DebtId, IBillSecurity} from "./interfaces/IBillSecurity.sol";
import {Chain} from "./libraries/Chain.sol";
import {Pairs} from "./libraries/Pairs.sol";
import {
    Bill,
    BillAct,
    BillId,
    BillStatus,
    Capacity,
    Circulation,
    Endorsement,
    EndorsementId,
    Holding,
    HoldingId,
    Purpose
} from "./types/BillTypes.sol";

/// Documented in {IBillSecurity}.
contract BillSecurity is IBillSecurity, KernelModule {
    IBillRegistry public immutable registry;

    uint32 private _debtCount;
    mapping(DebtId debt => uint64) private _secured;
    mapping(HoldingId holding => Pledge) private _pledges;
    mapping(BillId bill => mapping(ParticipantId guarantor => Guarantee)) private _guarantees;
    mapping(BillId bill => ParticipantId[]) private _guarantors;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IBillRegistry registry_
    ) KernelModule(authority, participants_) {
        registry = registry_;
    }

    /// @inheritdoc IBillSecurity
    function requestGuarantee(
        HoldingId holding,
        ParticipantId guarantor,
        Day lastDay
    ) external returns (RequestId request) {
        Holding memory h = registry.holdingInfo(holding);
        uint64 amount = _units(h);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Dispose, amount);
        participants.requireStanding(guarantor, Mode.Dispose);
        Guarantee memory g = _guaranteeable(holding, h);
        if (caller != g.principal && caller != h.holder) revert BillGuaranteeNotYours(holding, caller, g.principal);
        _requireNoDebtor(holding, h, guarantor, g);
        lastDay = registry.requestDay(holding.billOf(), lastDay);
        return registry.openRequest(holding, amount, BillAct.Guarantee, caller, guarantor, lastDay, _termsOf(g));
    }

    /// @inheritdoc IBillSecurity
    function pledge(
        HoldingId holding,
        uint64 amount,
        ParticipantId pledgee,
        uint64 secured,
        Day dueDay,
        Day lastDay
    ) external returns (RequestId request) {
        (ParticipantId holder, , ) = _enter(pledgee, Mode.Dispose, amount);
        registry.requireEndorsable(holding, holder);
        if (pledgee == holder || pledgee.isNobody()) revert BillPledgeeIsHolder(holding, holder);
        if (secured == 0) revert BillSecuredZero(holding);
        _requireDayToCome(holding, dueDay);
        lastDay = registry.requestDay(holding.billOf(), lastDay);
        bytes32 terms = bytes32((uint256(Day.unwrap(dueDay)) << 64) | secured);
        return registry.openRequest(holding, amount, BillAct.Pledge, holder, pledgee, lastDay, terms);
    }

    /// @inheritdoc IBillSecurity
    function sign(RequestId request) external {
        Requests.Request memory r = registry.requestInfo(request);
        BillAct act = BillAct(r.act);
        if (r.status == Requests.Status.None) revert Requests.RequestUnknown(request);
        if (act != BillAct.Guarantee && act != BillAct.Pledge) revert IBillRegistry.BillActElsewhere(request, act);
        uint64 amount = uint64(r.hi - r.lo + 1);
        (ParticipantId signer, , ) = _enter(r.from, Mode.Dispose, amount);
        registry.signRequest(request, signer);

        HoldingId holding = HoldingId.wrap(r.subject);
        if (act == BillAct.Guarantee) {
            _guarantee(request, r, holding, signer);
        } else {
            registry.requireEndorsable(holding, r.from);
            Day dueDay = Day.wrap(uint32(uint256(r.terms) >> 64));
            _requireDayToCome(holding, dueDay);
            HoldingId part = registry.split(holding, amount);
            _charge(part, signer, _newDebt(uint64(uint256(r.terms))), dueDay, false);
        }
    }

    /// @inheritdoc IBillSecurity
    function release(HoldingId holding) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, _units(registry.holdingInfo(holding)));
        Pledge storage p = _livePledge(holding);
        if (caller != p.pledgee) revert BillNotPledgee(holding, caller, p.pledgee);
        _requireByHand(holding, p);
        _release(holding, p);
    }

    /// @inheritdoc IBillSecurity
    function realise(HoldingId holding) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Pledge storage p = _livePledge(holding);
        Day maturity = registry.billInfo(holding.billOf()).maturity;
        bool matured = today() >= maturity;
        // A pledgee that lets the period of presentation run would cost the pledgor its recourse (B-8).
        bool byHolder = matured && caller == registry.holdingInfo(holding).holder;
        if (caller != p.pledgee && !byHolder) revert BillNotPledgee(holding, caller, p.pledgee);
        _requireByHand(holding, p);
        if (today() < p.dueDay && !matured) revert BillPledgeNotDue(holding, p.dueDay, maturity);
        _realise(holding, p);
    }

    /// @inheritdoc IBillSecurity
    function charge(
        HoldingId holding,
        ParticipantId pledgee,
        DebtId debt,
        uint64 secured,
        Day dueDay
    ) external onlyPart returns (DebtId) {
        if (DebtId.unwrap(debt) == 0) debt = _newDebt(secured);
        _charge(holding, pledgee, debt, dueDay, true);
        return debt;
    }

    /// @inheritdoc IBillSecurity
    function discharge(HoldingId holding, DebtId debt) external onlyPart {
        Pledge storage p = _pledges[holding];
        if (_isLiveFor(p, debt)) _release(holding, p);
    }

    /// @inheritdoc IBillSecurity
    function foreclose(HoldingId holding, DebtId debt) external onlyPart {
        Pledge storage p = _pledges[holding];
        if (_isLiveFor(p, debt)) _realise(holding, p);
    }

    /// @inheritdoc IBillSecurity
    function retain(
        HoldingId holding,
        ParticipantId debtor,
        DebtId debt,
        uint64 secured
    ) external onlyPart returns (DebtId) {
        if (DebtId.unwrap(debt) == 0) debt = _newDebt(secured);
        ParticipantId creditor = registry.holdingInfo(holding).holder;
        registry.setCirculation(holding, Pairs.REDEMPTION, Circulation.Pledged);
        _pledges[holding] = Pledge({
            pledgor: debtor,
            pledgee: creditor,
            debt: debt,
            dueDay: today(),
            status: PledgeStatus.Realised,
            byRepo: true
        });
        emit BillPledgeRealised(holding, debtor, creditor, debt, _secured[debt]);
        return debt;
    }

    /// @inheritdoc IBillSecurity
    function collect(
        HoldingId holding,
        uint64 amount,
        bool last
    ) external onlyPart returns (ParticipantId pledgor, uint64 surplus) {
        Pledge storage p = _pledges[holding];
        _requireStatus(holding, p, PledgeStatus.Realised);
        DebtId debt = p.debt;
        uint64 secured = _secured[debt];
        uint64 toPledgee = uint64(Math.min(amount, secured));
        pledgor = p.pledgor;
        surplus = amount - toPledgee;
        secured -= toPledgee;
        _secured[debt] = secured;
        emit BillPledgeCollected(holding, pledgor, p.pledgee, debt, toPledgee, surplus, secured);
        if (last) _end(holding, p);
    }

    /// @inheritdoc IBillSecurity
    function end(HoldingId holding) external onlyPart {
        Pledge storage p = _pledges[holding];
        if (p.status == PledgeStatus.Live || p.status == PledgeStatus.Realised) _end(holding, p);
    }

    /// @inheritdoc IBillSecurity
    function pledgeOf(HoldingId holding) external view returns (Pledge memory) {
        return _pledges[holding];
    }

    /// @inheritdoc IBillSecurity
    function securedOf(DebtId debt) external view returns (uint64) {
        return _secured[debt];
    }

    /// @inheritdoc IBillSecurity
    function guaranteeOf(BillId bill, ParticipantId guarantor) external view returns (Guarantee memory) {
        return _guarantees[bill][guarantor];
    }

    /// @inheritdoc IBillSecurity
    function guarantorsOf(
        BillId bill,
        uint256 start,
        uint256 limit
    ) external view returns (ParticipantId[] memory guarantors) {
        ParticipantId[] storage all = _guarantors[bill];
        uint256 size = Math.min(limit, Math.saturatingSub(all.length, start));
        guarantors = new ParticipantId[](size);
        for (uint256 i; i < size; ++i) {
            guarantors[i] = all[start + i];
        }
    }

    /// Records what the guarantor has signed for, unless it is no longer what was asked.
    function _guarantee(
        RequestId request,
        Requests.Request memory r,
        HoldingId holding,
        ParticipantId guarantor
    ) private {
        // Checks
        Holding memory h = registry.holdingInfo(holding);
        Guarantee memory g = _guaranteeable(holding, h);
        if (r.terms != _termsOf(g) || r.lo != g.lo || r.hi != g.hi) {
            revert BillGuaranteeStale(request, ParticipantId.wrap(uint32(uint256(r.terms))), g.principal);
        }
        _requireNoDebtor(holding, h, guarantor, g);

        // Effects
        BillId bill = holding.billOf();
        _guarantees[bill][guarantor] = g;
        _guarantors[bill].push(guarantor);
        emit BillGuaranteed(bill, guarantor, g.principal, holding, g.capacity, g.lo, g.hi, g.place, g.day);
    }

    /// Puts a whole holding, which its holder may dispose of, under a pledge.
    function _charge(HoldingId holding, ParticipantId pledgee, DebtId debt, Day dueDay, bool byRepo) private {
        Holding memory h = registry.holdingInfo(holding);
        // Realising takes an endorsement: a pledge on a full chain could only be given up again.
        if (h.chainLength >= Chain.MAX) revert IBillRegistry.BillChainFull(holding, Chain.MAX);
        registry.setCirculation(holding, Pairs.ENDORSEMENT, Circulation.Pledged);
        _pledges[holding] = Pledge({
            pledgor: h.holder,
            pledgee: pledgee,
            debt: debt,
            dueDay: dueDay,
            status: PledgeStatus.Live,
            byRepo: byRepo
        });
        emit BillPledged(holding, h.holder, pledgee, debt, _secured[debt], dueDay, byRepo);
    }

    /// Back into the hand of its holder, which is another than the pledgor when an order has moved it since.
    function _release(HoldingId holding, Pledge storage p) private {
        p.status = PledgeStatus.Ended;
        emit BillPledgeReleased(holding, registry.holdingInfo(holding).holder, p.pledgee, p.debt);
        registry.restore(holding, Pairs.PLEDGED, false, false);
    }

    function _realise(HoldingId holding, Pledge storage p) private {
        ParticipantId holder = registry.holdingInfo(holding).holder;
        ParticipantId pledgee = p.pledgee;
        // An order has given it the title already: nobody is security to itself, and nobody endorses to itself (B-4).
        if (holder == pledgee) return _release(holding, p);
        p.pledgor = holder;
        p.status = PledgeStatus.Realised;
        emit BillPledgeRealised(holding, holder, pledgee, p.debt, _secured[p.debt]);
        registry.convey(holding, Pairs.PLEDGED, pledgee, Purpose.Pledge, Circulation.Pledged);
    }

    function _end(HoldingId holding, Pledge storage p) private {
        p.status = PledgeStatus.Ended;
        emit BillPledgeEnded(holding, p.debt);
    }

    function _newDebt(uint64 secured) private returns (DebtId debt) {
        debt = DebtId.wrap(++_debtCount);
        _secured[debt] = secured;
    }

    function _livePledge(HoldingId holding) private view returns (Pledge storage p) {
        p = _pledges[holding];
        _requireStatus(holding, p, PledgeStatus.Live);
    }

    /// A repo releases and realises its pledges itself.
    function _requireByHand(HoldingId holding, Pledge storage p) private view {
        if (p.byRepo) revert BillPledgeByRepo(holding);
    }

    /// The guarantee that can be given today: for whom follows from the stage (B-7).
    function _guaranteeable(HoldingId holding, Holding memory h) private view returns (Guarantee memory g) {
        registry.requirePair(holding, Pairs.GUARANTEE);
        if (h.dishonoured) revert IBillRegistry.BillDishonoured(holding);
        if (_pledges[holding].status == PledgeStatus.Realised) revert BillHeldToCollect(holding, h.holder);

        Bill memory b = registry.billInfo(holding.billOf());
        g.lo = h.lo;
        g.hi = h.hi;
        g.day = today();
        if (b.status == BillStatus.Drawn) {
            (g.principal, g.capacity) = (b.drawer, Capacity.Drawer);
        } else if (b.status == BillStatus.Accepted) {
            (g.principal, g.capacity) = (b.acceptor, Capacity.Acceptor);
        } else {
            (g.principal, g.capacity, g.place) = (h.holder, Capacity.Endorser, h.chainLength + 1);
        }
    }

    /// A guarantor is somebody else than those who are liable on the bill already (NIL 45), for the first time.
    function _requireNoDebtor(
        HoldingId holding,
        Holding memory h,
        ParticipantId guarantor,
        Guarantee memory g
    ) private view {
        BillId bill = holding.billOf();
        Bill memory b = registry.billInfo(bill);
        Capacity capacity;
        if (guarantor == g.principal) capacity = g.capacity;
        else if (guarantor == b.drawer) capacity = Capacity.Drawer;
        else if (guarantor == b.acceptor) capacity = Capacity.Acceptor;
        else if (_guarantees[bill][guarantor].capacity != Capacity.None) capacity = Capacity.Guarantor;
        else if (_isEndorser(holding, h, guarantor)) capacity = Capacity.Endorser;
        if (capacity != Capacity.None) revert BillGuarantorIsDebtor(bill, guarantor, capacity);
    }

    /// Whether it has signed for an endorsement in the holding's chain; by order nobody has signed.
    function _isEndorser(HoldingId holding, Holding memory h, ParticipantId party) private view returns (bool) {
        EndorsementId id = Chain.last(holding, h);
        while (EndorsementId.unwrap(id) != 0) {
            Endorsement memory e = registry.endorsementInfo(id);
            if (e.from == party && e.purpose != Purpose.ByOrder) return true;
            id = Chain.previous(id, e);
        }
        return false;
    }

    function _requireDayToCome(HoldingId holding, Day dueDay) private view {
        if (dueDay < today()) revert BillPledgeDayPassed(holding, dueDay, today());
    }

    function _requireStatus(HoldingId holding, Pledge storage p, PledgeStatus needed) private view {
        if (p.status != needed) revert BillPledgeMissing(holding, p.status, needed);
    }

    function _isLiveFor(Pledge storage p, DebtId debt) private view returns (bool) {
        return p.status == PledgeStatus.Live && p.debt == debt;
    }

    /// What a request for a guarantee is about: principal, capacity and place.
    function _termsOf(Guarantee memory g) private pure returns (bytes32) {
        uint256 stage = (uint256(g.place) << 8) | uint256(g.capacity);
        return bytes32((stage << 32) | ParticipantId.unwrap(g.principal));
    }

    function _units(Holding memory h) private pure returns (uint64) {
        return uint64(h.hi - h.lo + 1);
    }
}
