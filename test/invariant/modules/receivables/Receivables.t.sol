// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IQuoteMarket} from "../../../../contracts/kernel/interfaces/IQuoteMarket.sol";
import {ITitle} from "../../../../contracts/kernel/interfaces/ITitle.sol";
import {Cases} from "../../../../contracts/kernel/libraries/Cases.sol";
import {RequestId} from "../../../../contracts/kernel/libraries/Requests.sol";
import {Day} from "../../../../contracts/kernel/types/Day.sol";
import {AskId, ParticipantId, quoteOn} from "../../../../contracts/kernel/types/Ids.sol";
import {Rate} from "../../../../contracts/kernel/types/Rate.sol";
import {IReceivableDisputes} from "../../../../contracts/modules/receivables/interfaces/IReceivableDisputes.sol";
import {IReceivableFinancing} from "../../../../contracts/modules/receivables/interfaces/IReceivableFinancing.sol";
import {IReceivableIssuance} from "../../../../contracts/modules/receivables/interfaces/IReceivableIssuance.sol";
import {IReceivableSecurity} from "../../../../contracts/modules/receivables/interfaces/IReceivableSecurity.sol";
import {IReceivableSettlement} from "../../../../contracts/modules/receivables/interfaces/IReceivableSettlement.sol";
import {
    FacilityId,
    Marks,
    NoteId,
    noteOn,
    Payment,
    ReceivableAct,
    RootId,
    RootStatus,
    TradeUse
} from "../../../../contracts/modules/receivables/types/ReceivableTypes.sol";
import {ActsTest} from "../../../utils/Acts.sol";
import {ReceivableAttacks} from "../../../utils/ReceivableAttacks.sol";

/// @notice Fourteen members, three of them obligors and two banks, open receivables, pass them on in whole and in parts, pledge, factor, dispute,
/// confirm, cancel and pay them, early, in full and in part, page by page and late, while courts freeze and move them, members are frozen, leave
/// to take money is taken back, and days pass over due days. Each act is measured by what it makes of title and of everybody's money;
/// hostile ones try everybody else's rights, and what is taken already.
contract ReceivablesHandler is ReceivableAttacks {
    uint256 public constant GROUPS = 4;
    uint256 private constant ROOTS_AT_ONCE = 3;
    /// Fen, to which sums of costs and fees are kept small.
    uint256 private constant SMALL = 50;
    /// Dice of which an answer comes at once, and is a signature.
    uint256 private constant SIGNS = 0x70;

    /// Proposals and confirmations that wait for an answer.
    RequestId[] private _proposals;
    /// Live cases: what unfreezing names.
    NoteId[] private _frozenNotes;
    bytes32[] private _noteCases;
    mapping(NoteId note => bool) private _left;

    constructor() {
        deployReceivables();
        enrich();
        for (uint256 i; i < MEMBERS; ++i) {
            address[4] memory parts = [address(noteIssuance), address(settlement), address(financing), address(market)];
            for (uint256 j; j < parts.length; ++j) {
                approveMoney(i, parts[j], type(uint256).max);
            }
        }
        for (uint256 group; group < GROUPS; ++group) {
            planAll(actsOf(group));
        }
        for (uint256 i; i < ROOTS_AT_ONCE; ++i) {
            openRoot(uint256(keccak256(abi.encode(i))));
        }
    }

    // Facilities and opening

    function grantLine(uint256 seed, uint256 limit) external {
        uint256 obligor = obligorOf(seed);
        uint256 grantor = seed % 2 == 0 ? obligor : FIRM + ((seed >> 8) % BANKS);
        if (!isActive(grantor) || !isActive(obligor)) return;
        grantFacility(grantor, obligor, uint64(bound(limit, 1, MAX_LINE)), seed);
    }

    /// Also below what is open under it.
    function changeLine(uint256 seed, uint256 limit, uint256 close) external {
        FacilityId facility = openFacility(seed);
        if (FacilityId.unwrap(facility) == 0) return;
        uint256 grantor = indexOf(noteIssuance.facilityInfo(facility).grantor);
        if (close % 2 == 0) {
            bytes memory ending = abi.encodeCall(noteIssuance.closeFacility, (facility));
            return note("closeFacility", callAs(grantor, address(noteIssuance), ending));
        }
        Day until = dayOf(dayNow() + bound(close, 0, 60));
        uint64 fen = uint64(bound(limit, 1, MAX_LINE));
        bytes memory data = abi.encodeCall(noteIssuance.changeFacility, (facility, fen, until));
        note("changeFacility", callAs(grantor, address(noteIssuance), data));
    }

    function open(uint256 seed) external {
        if (mayOpen()) openRoot(seed);
    }

    /// Put forward, and left for later.
    function propose(uint256 seed) external {
        uint256 obligor = obligorOf(seed);
        uint256 supplier = activeOther(obligor, seed >> 8, obligor);
        if (!mayOpen() || !isActive(obligor) || supplier == NONE) return;
        uint64 face = uint64(bound(seed >> 24, 1, MAX_OWED));
        RequestId request = proposeRoot(termsOf(seed, supplier, obligor, face), supplier, obligor, seed % 2 == 0);
        if (RequestId.unwrap(request) != 0) _proposals.push(request);
    }

    function answerProposal(uint256 seed, uint256 how) external {
        if (_proposals.length == 0) return;
        uint256 i = seed % _proposals.length;
        RequestId request = _proposals[i];
        _proposals[i] = _proposals[_proposals.length - 1];
        _proposals.pop();
        answerNote(request, how % 3);
    }

    function confirmByBank(uint256 seed, uint256 fee, uint256 later) external {
        _confirm(seed, fee, later);
    }

    // Passing on

    function passOn(uint256 seed, uint256 to, uint256 amount, uint256 later) external {
        NoteView memory v = findOrOpen(seed, isFree);
        to = activeOther(v.holder, to, v.obligor);
        if (v.units == 0 || to == NONE) return;
        if (later % 3 == 0) signAhead(to, v.holder, later >> 8);
        _passOn(v, to, someOf(v, amount), later);
    }

    function passOnToMany(uint256 seed, uint256 to, uint256 count, uint256 later) external {
        NoteView memory v = findOrOpen(seed, isFree);
        count = bound(count, 2, 3);
        if (v.units <= count || v.seq + count > MAX_NOTES) return;
        Payment[] memory payments = new Payment[](count);
        for (uint256 i; i < count; ++i) {
            uint256 receiver = activeOther(v.holder, (to % MEMBERS) + i, v.obligor);
            if (receiver == NONE) return;
            payments[i] = Payment(members[receiver].id, uint64(v.units / (count + 1)), TRADE);
        }
        bytes memory data = abi.encodeCall(noteRegistry.transferMany, (v.id, payments, Day.wrap(0)));
        (bool done, bytes memory answered) = tryIt(attemptOn("transferMany", v, v.holder, address(noteRegistry), data));
        if (!done) return;
        RequestId[] memory requests = abi.decode(answered, (RequestId[]));
        for (uint256 i; i < count; ++i) {
            if (RequestId.unwrap(requests[i]) != 0) _answerSoon(requests[i], later >> (8 * i));
        }
    }

    function cancelInstruction(uint256 seed) external {
        for (uint256 i; i < MEMBERS ** 2; ++i) {
            uint256 pair = ((seed % MEMBERS ** 2) + i) % MEMBERS ** 2;
            (uint256 by, uint256 counterparty) = (pair / MEMBERS, pair % MEMBERS);
            if (signedAhead[by][counterparty].acts == 0) continue;
            bytes memory data = abi.encodeCall(noteRegistry.cancelInstruction, (members[counterparty].id));
            delete signedAhead[by][counterparty];
            return note("cancelInstruction", callAs(by, address(noteRegistry), data));
        }
    }

    /// What waits on a note is signed, refused or taken back.
    function respondOn(uint256 seed, uint256 how) external {
        NoteView memory v = findNote(seed, isAsked);
        if (v.units > 0) answerNote(noteRegistry.lockOf(v.id).request, how % 3);
    }

    /// A part is offered, refused, and joined to the rest again.
    function join(uint256 seed, uint256 to) external {
        NoteView memory v = findOrOpen(seed, isFreeWithRoom);
        if (v.units == 0) return;
        NoteId part = _partBack(v, to);
        if (NoteId.unwrap(part) == 0) return;
        bytes memory data = abi.encodeCall(noteRegistry.merge, (part, v.id));
        if (!tryWill("merge", v, v.holder, address(noteRegistry), data)) return;
        demand(viewOf(part).units == v.units, "R-2: a note is not as it was before it was parted");
    }

    // Financing

    function sellNote(uint256 seed, uint256 amount, uint256 terms, uint256 later) external {
        NoteView memory v = findOrOpen(seed, isSaleable);
        if (v.units == 0) return;
        ITitle.Lot[] memory lots = new ITitle.Lot[](1);
        lots[0] = ITitle.Lot(NoteId.unwrap(v.id), uint64(someOf(v, amount)));
        AskId ask = _ask(v, lots, terms);
        if (AskId.unwrap(ask) == 0) return;
        // Some are left on the market, some taken back.
        if (later % 8 == 0) return;
        bytes memory back = abi.encodeCall(market.withdrawAsk, (ask));
        if (later % 8 > 1) _accept(v, ask, lots, later >> 8);
        else if (tryWill("withdrawAsk", v, v.holder, address(market), back)) demandUnlocked(v.id, v.holder);
    }

    /// Two adjoining notes are sold on the same terms, and joined by their factor.
    function joinFinanced(uint256 seed, uint256 to, uint256 terms) external {
        NoteView memory v = findOrOpen(seed, isSaleableWithRoom);
        if (v.units == 0) return;
        NoteId part = _partBack(v, to);
        if (NoteId.unwrap(part) == 0) return;
        v = viewOf(v.id);
        ITitle.Lot[] memory lots = new ITitle.Lot[](2);
        lots[0] = ITitle.Lot(NoteId.unwrap(part), uint64(viewOf(part).units));
        lots[1] = ITitle.Lot(NoteId.unwrap(v.id), uint64(v.units));
        AskId ask = _ask(v, lots, terms);
        if (AskId.unwrap(ask) == 0 || !_accept(v, ask, lots, seed >> 8)) return;
        uint256 factor = viewOf(part).holder;
        bytes memory data = abi.encodeCall(financing.mergeFinanced, (part, v.id));
        Attempt memory a = attemptOn("mergeFinanced", v, factor, address(financing), data);
        a.despite = Marks.FINANCED;
        (bool done, ) = tryIt(a);
        if (done) demandHeld(part, factor);
    }

    function notifyObligor(uint256 seed) external {
        NoteView memory v = findNote(seed, isSecret);
        if (v.units == 0 || seed % 2 == 0) return;
        bytes memory data = abi.encodeCall(financing.notifyObligor, (v.id));
        tryWill("notifyObligor", v, v.holder, address(financing), data);
    }

    function registerFinancing(uint256 seed) external {
        NoteView memory v = findNote(seed, isUnregistered);
        if (v.units == 0) return;
        bytes memory data = abi.encodeCall(financing.register, (v.id, PROOF));
        tryWill("registerFinancing", v, v.holder, address(financing), data);
    }

    function remit(uint256 seed) external {
        NoteView memory v = findNote(seed, isToRemit);
        if (v.units == 0) return;
        IReceivableFinancing.Financing memory f = financing.financingOf(v.id);
        uint256 amount = f.held;
        if (f.recourse && amount > dueToFactor(v.id)) amount = dueToFactor(v.id);
        (uint256 seller, uint256 factor) = (indexOf(f.seller), indexOf(f.factor));
        _giveLeave(seller, address(financing));
        bytes memory data = abi.encodeCall(financing.remit, (v.id));
        Attempt memory a = attemptOn("remit", v, seller, address(financing), data);
        _move(a, seller, factor, amount);
        (bool done, ) = tryIt(a);
        if (done) demandKept(v.id, amount);
    }

    function claimRecourse(uint256 seed, uint256 costs, uint256 later) external {
        NoteView memory v = findNote(seed, isToClaim);
        if (v.units == 0) return;
        warpTo(nextBusinessDay(v.dueDay) + 1);
        uint256 left = v.units - financing.financingOf(v.id).claimedCosts;
        uint64 fen = uint64(costs % 3 == 0 && left > 0 ? bound(costs, 1, left < SMALL ? left : SMALL) : 0);
        bytes memory data = abi.encodeCall(financing.claim, (v.id, fen, PROOF));
        bool done = tryWill("claimRecourse", v, v.holder, address(financing), data);
        if (done && later % 2 == 0 && isToRepay(v)) _repay(v, later >> 1);
    }

    function repay(uint256 seed, uint256 amount) external {
        NoteView memory v = findNote(seed, isToRepay);
        if (v.units > 0) _repay(v, amount);
    }

    // Security

    function pledgeNote(uint256 seed, uint256 to, uint256 amount, uint256 secured, uint256 later) external {
        NoteView memory v = findOrOpen(seed, isFree);
        to = activeOther(v.holder, to, v.obligor);
        if (v.units == 0 || to == NONE) return;
        uint64 fen = uint64(someOf(v, amount));
        uint64 debt = uint64(bound(secured, 1, secured % 2 == 0 ? v.units : 2 * v.units));
        Day due = dayOf(dayNow() + ((secured >> 64) % 20));
        bytes memory data = abi.encodeCall(noteSecurity.pledge, (v.id, fen, members[to].id, debt, due, Day.wrap(0)));
        _request("pledge", v, address(noteSecurity), data, later);
    }

    function releaseNote(uint256 seed) external {
        NoteView memory v = findNote(seed, isUnderPledge);
        if (v.units == 0) return;
        uint256 pledgee = indexOf(noteSecurity.pledgeOf(v.id).pledgee);
        if (!isActive(pledgee)) return;
        tryWill("release", v, pledgee, address(noteSecurity), abi.encodeCall(noteSecurity.release, (v.id)));
    }

    /// Now and then one that is frozen: an older pledge does not heed it (K-4).
    function realiseNote(uint256 seed) external {
        NoteView memory v = findNote(seed, seed % 3 > 0 ? isFrozenUnderPledge : isUnderPledge);
        if (v.units == 0) v = findNote(seed, isUnderPledge);
        if (v.units == 0) return;
        if (seed % 4 == 0 && isFreezable(v)) _freeze(v, seed);
        v = viewOf(v.id);
        IReceivableSecurity.Pledge memory p = noteSecurity.pledgeOf(v.id);
        warpTo(Day.unwrap(p.dueDay));
        bytes32 name = v.marks & Marks.FROZEN != 0 ? bytes32("realiseFrozen") : bytes32("realise");
        bytes memory data = abi.encodeCall(noteSecurity.realise, (v.id));
        if (!tryRightOn(name, v, indexOf(p.pledgee), address(noteSecurity), data)) return;
        demandHeld(v.id, indexOf(p.pledgee));
    }

    // Disputes and competing assignments

    function dispute(uint256 seed, uint256 who) external {
        NoteView memory v = findNote(seed, isUndisputed);
        if (v.units == 0) return;
        ParticipantId confirmer = noteRegistry.rootInfo(v.root).confirmer;
        uint256 by = who % 3 == 0 ? v.obligor : v.holder;
        if (who % 3 == 1 && !confirmer.isNobody()) by = indexOf(confirmer);
        tryWill("dispute", v, by, address(disputes), abi.encodeCall(disputes.dispute, (v.id, PROOF)));
    }

    /// By both sides, or by order.
    function resolve(uint256 seed, uint256 how) external {
        NoteView memory v = findNote(seed, isDisputed);
        if (v.units == 0) return;
        if (how % 2 == 0) {
            bytes memory order = abi.encodeCall(disputes.resolveByOrder, (v.id, PROOF));
            tryNoteOrder("resolveByOrder", v, address(disputes), order);
            return;
        }
        (uint256 first, uint256 second, bool heard) = _sidesOf(v, how >> 1);
        bytes memory data = abi.encodeCall(disputes.resolve, (v.id, PROOF));
        if (!heard || first == second) {
            tryWill("resolve", v, first, address(disputes), data);
            if (first == second) return _demandResolved(v.id);
        }
        if (viewOf(v.id).marks & Marks.DISPUTED != 0) tryWill("resolve", v, second, address(disputes), data);
        _demandResolved(v.id);
    }

    function enter(uint256 seed, uint256 amount, uint256 times, uint256 order) external {
        NoteView memory v = findNote(seed, isContestable);
        uint256 claimant = bankFor(v, seed >> 8);
        if (v.units == 0 || claimant == NONE) return;
        uint40 time = uint40(vm.getBlockTimestamp());
        bytes memory data = abi.encodeCall(
            disputes.enter,
            (
                v.id,
                uint64(bound(amount, 1, v.units)),
                times % 3 == 0 ? uint40(time - ((times >> 8) % 60 days)) : 0,
                times % 4 == 0 ? uint40(time - ((times >> 16) % 60 days)) : 0,
                PROOF
            )
        );
        (bool done, bytes memory answered) = tryIt(attemptOn("enter", v, claimant, address(disputes), data));
        if (done) _admit(v, abi.decode(answered, (uint32)), order);
    }

    /// An assignment is taken back, or dismissed.
    function endEntry(uint256 seed, uint256 how) external {
        NoteView memory v = findNote(seed, isContested);
        if (v.units == 0) return;
        (uint32 entry, ParticipantId claimant) = admittedOn(v.id);
        if (how % 3 == 0) {
            bytes memory order = abi.encodeCall(disputes.dismissByOrder, (v.id, entry));
            tryNoteOrder("dismissByOrder", v, address(disputes), order);
        } else if (isActive(indexOf(claimant))) {
            bytes memory data = abi.encodeCall(disputes.withdraw, (v.id, entry));
            tryWill("withdrawEntry", v, indexOf(claimant), address(disputes), data);
        }
    }

    // Payment

    function askEarly(uint256 seed, uint256 amount, uint256 rate, uint256 later) external {
        NoteView memory v = findOrOpen(seed, isFree);
        if (v.units > 0 && isActive(v.obligor)) _askEarly(v, someOf(v, amount), rate, later);
    }

    /// A page of a round: of one that runs, or of a new one; on the due day, or later.
    function settleRoot(uint256 seed, uint256 how, uint256 limit) external {
        NoteView memory v = _findDue(seed, how);
        if (v.units == 0) return;
        if (how % 4 == 1 && isFreezable(v)) _freeze(v, how);
        if (how % 8 == 3) approveMoney(v.obligor, address(settlement), how % SMALL);
        for (uint256 page; page < 1 + ((how >> 4) % 4) && isPayable(v); ++page) {
            _settleAs(v, v.obligor, how, limit);
            v = viewOf(v.id);
        }
    }

    /// The bank pays, once the obligor is overdue.
    function settleByBank(uint256 seed, uint256 how, uint256 limit) external {
        NoteView memory v = findNote(seed, isBacked);
        if (v.units == 0) {
            _confirm(seed, how, limit);
            v = findNote(seed, isBacked);
        }
        if (v.units == 0) return;
        warpTo(nextBusinessDay(v.dueDay) + 1);
        _settleAs(v, indexOf(noteRegistry.rootInfo(v.root).confirmer), how, limit);
    }

    function claimAside(uint256 seed, uint256 thaw) external {
        NoteView memory v = findNote(seed, isAside);
        if (v.units == 0) v = _setAside(seed, thaw >> 8);
        if (v.units == 0) return;
        if (v.marks & Marks.FROZEN != 0 && thaw % 3 > 0) _thaw(v);
        v = viewOf(v.id);
        bytes memory data = abi.encodeCall(settlement.claim, (v.id));
        if (v.marks & Marks.FROZEN != 0) {
            return attackOn(v, "claimFrozen", v.holder, address(settlement), data, "K-4: a frozen note was paid out");
        }
        ParticipantId payer = settlement.progressOf(v.id).payer;
        if (!isActive(indexOf(payer))) return;
        _giveLeave(indexOf(payer), address(settlement));
        Page memory p = pageOf(v.root, payer, noteRegistry.rootInfo(v.root).face, v.id.numberOf());
        foreseeClaim(p);
        Attempt memory a = attemptOn("claimAside", v, v.holder, address(settlement), data);
        (a.expected, a.despite) = (p.expected, ALL);
        (bool done, ) = tryIt(a);
        demand(done, "R-10: what was set aside can't be claimed");
        if (done) demandPage(p);
    }

    function recordOverdue(uint256 seed) external {
        NoteView memory v = findNote(seed, isUnpaid);
        if (v.units == 0) return;
        warpTo(nextBusinessDay(v.dueDay) + 1);
        bytes memory data = abi.encodeCall(settlement.recordOverdue, (v.root));
        (bool done, ) = answerTo(seed % MEMBERS, address(settlement), data);
        // Once.
        if (done) note("recordOverdue", done);
    }

    /// The payer takes its leave back, or leaves less than a round needs: nothing is begun that it can't end (R-10).
    function settleBroke(uint256 seed, uint256 how) external {
        NoteView memory v = _findDue(seed, how);
        if (v.units == 0 || !isActive(v.obligor)) return;
        uint40 face = noteRegistry.rootInfo(v.root).face;
        (uint64 principal, uint64 interest) = settlement.needed(v.root, face);
        bool runs = settlement.roundOf(v.root, members[v.obligor].id).cursor != 0;
        if (runs || principal + interest == 0) return;
        approveMoney(v.obligor, address(settlement), principal + interest - 1);
        bytes memory data = abi.encodeCall(settlement.settle, (v.root, 1 + (how % 4)));
        attackOn(
            v,
            "settleBroke",
            v.obligor,
            address(settlement),
            data,
            "R-10: a round has begun that its payer can't end"
        );
        // Left as it is now and then, so that rounds stand still.
        if (how % 3 > 0) approveMoney(v.obligor, address(settlement), type(uint256).max);
    }

    function takeLeaveBack(uint256 seed) external {
        address part = seed % 2 == 0 ? address(settlement) : address(financing);
        approveMoney(seed % 3 == 0 ? obligorOf(seed >> 8) : (seed >> 8) % MEMBERS, part, (seed >> 16) % SMALL);
        note("takeLeaveBack", true);
    }

    // Cancellation

    function proposeCancellation(uint256 seed, uint256 agreeing) external {
        _proposeCancellation(seed, agreeing);
    }

    function agreeToCancel(uint256 seed) external {
        NoteView memory v = findNote(seed, isToAgree);
        if (v.units > 0) _agree(v);
    }

    function takeCancellationBack(uint256 seed, uint256 how) external {
        NoteView memory v = findNote(seed, how % 2 == 0 ? hasAgreed : isProposed);
        if (v.units == 0) {
            _proposeCancellation(seed, 257);
            v = findNote(seed, how % 2 == 0 ? hasAgreed : isProposed);
        }
        if (v.units == 0) return;
        if (how % 2 == 0) {
            bytes memory data = abi.encodeCall(noteIssuance.withdrawAgreement, (v.id));
            tryWill("withdrawAgreement", v, v.holder, address(noteIssuance), data);
        } else {
            bytes memory data = abi.encodeCall(noteIssuance.withdrawCancellation, (v.root));
            tryWill("withdrawCancellation", v, v.obligor, address(noteIssuance), data);
        }
    }

    function cancel(uint256 seed, uint256 limit) external {
        NoteView memory v = findNote(seed, isCancelling);
        if (v.units == 0) return;
        bytes memory data = abi.encodeCall(noteIssuance.cancel, (v.root, bound(limit, 1, 4)));
        Attempt memory a = attemptOn("cancel", v, limit % MEMBERS, address(noteIssuance), data);
        (a.despite, a.stranger) = (ALL, NONE);
        tryIt(a);
    }

    // Orders

    /// Rather what is pledged, or due.
    function freezeNote(uint256 seed, uint256 amount) external {
        NoteView memory v = findNote(seed, amount % 6 == 0 ? isUnderPledge : isDue);
        if (v.units == 0) v = findNote(seed, isFreezable);
        if (v.units > 0 && isFreezable(v)) _freeze(v, amount);
    }

    function unfreezeNote(uint256 seed, uint256 renew) external {
        if (_noteCases.length == 0) return;
        // Rather a young one, which has not ended.
        uint256 i = _noteCases.length - 1;
        if (i > 0) i -= seed % (i < 5 ? i : 5);
        (NoteId id, bytes32 key) = (_frozenNotes[i], _noteCases[i]);
        // It may have ended meanwhile.
        if (renew % 2 == 0) {
            uint40 until = uint40(vm.getBlockTimestamp() + 90 days);
            bytes memory longer = abi.encodeCall(noteOrders.renewFreeze, (id, key, until));
            if (ordered(address(noteOrders), longer)) note("renewFreeze", true);
            return;
        }
        (_frozenNotes[i], _noteCases[i]) = (_frozenNotes[_noteCases.length - 1], _noteCases[_noteCases.length - 1]);
        _frozenNotes.pop();
        _noteCases.pop();
        touchedRoot = id.rootOf();
        if (ordered(address(noteOrders), abi.encodeCall(noteOrders.unfreeze, (id, key)))) note("unfreeze", true);
    }

    function force(uint256 seed, uint256 to) external {
        NoteView memory v = findNote(seed, isForcible);
        if (v.units == 0 || seed % 3 != 0) return;
        to = activeOther(v.holder, to, v.obligor);
        Cases.Case[] memory cases = noteOrders.casesOf(v.id);
        bytes32 key = cases.length > 0 ? cases[0].key : bytes32(0);
        bytes memory data = abi.encodeCall(
            noteOrders.transferByOrder,
            (v.id, key, members[v.holder].id, members[to].id)
        );
        if (!tryNoteOrder("transferByOrder", v, address(noteOrders), data)) return;
        _left[v.id] = true;
        demandHeld(v.id, to);
    }

    function setLoanPrimeRate(uint256 rate) external {
        Rate yearly = Rate.wrap(uint32(bound(rate, 10_000, 90_000)));
        bytes memory data = abi.encodeCall(noteIssuance.setLoanPrimeRate, (yearly, dayOf(dayNow() + 10)));
        // One that begins later was set.
        if (rate % 2 == 0 && ordered(address(noteIssuance), data)) note("setLoanPrimeRate", true);
    }

    // Members, time

    /// A frozen member disposes of nothing, and pays nothing (K-4).
    function freezeMember(uint256 seed, uint256 term, uint256 to) external {
        NoteView memory v = findNote(seed, isDue);
        bool owes = v.units > 0 && seed % 2 == 0;
        if (!owes) v = findOrOpen(seed, isFree);
        if (v.units == 0) return;
        ParticipantId id = members[owes ? v.obligor : v.holder].id;
        uint40 until = uint40(vm.getBlockTimestamp() + bound(term, 1, 1 days));
        if (participants.cases(id).length > 12) return;
        bytes memory data = abi.encodeCall(participants.freeze, (id, bytes32(++serial), until));
        note("freezeMember", ordered(address(participants), data));
        if (owes) return _settleAs(v, v.obligor, to, term);
        to = activeOther(v.holder, to, v.obligor);
        if (to == NONE) return;
        data = transferOf(v, v.units, to);
        attackOn(
            v,
            "disposeFrozen",
            v.holder,
            address(noteRegistry),
            data,
            "K-4: a frozen member has disposed of a note"
        );
    }

    /// A halt of the module, or a holder's suspension, stops new business, and no payment (K-12).
    function haltOrSuspend(uint256 seed, uint256 how, uint256 limit) external {
        NoteView memory v = findNote(seed, isDue);
        bool owed = v.units > 0 && how % 4 < 2;
        if (!owed) v = findOrOpen(seed, isFree);
        uint256 to = activeOther(v.holder, seed, v.obligor);
        if (v.units == 0 || to == NONE) return;
        // Who votes on orders is needed for the next ones.
        bool suspends = how % 2 == 0 && v.holder >= BANK;
        bytes32 key = bytes32(++serial);
        ParticipantId holder = members[v.holder].id;
        if (suspends) carryOut(address(participants), abi.encodeCall(participants.suspend, (holder)));
        else carryOut(address(directory), abi.encodeCall(directory.halt, (RECEIVABLES, key)));
        note(suspends ? bytes32("suspend") : bytes32("halt"), true);
        if (owed) {
            _settleAs(v, v.obligor, how >> 1, limit);
        } else {
            string memory rule = "K-12: new business under a halt or a suspension";
            attackOn(v, "disposeHalted", v.holder, address(noteRegistry), transferOf(v, v.units, to), rule);
        }
        if (suspends) carryOut(address(participants), abi.encodeCall(participants.reinstate, (holder)));
        else carryOut(address(directory), abi.encodeCall(directory.resume, (RECEIVABLES, key)));
    }

    function passTime(uint256 time) external {
        if (dayNow() <= LAST_DAY) skip(bound(time, 1 minutes, 3 days));
    }

    /// To the edges that matter: the first or last second of the day before, of, or after a due day, or of the payable day.
    function jump(uint256 seed, uint256 which, uint256 second) external {
        NoteView memory v = seed % 2 == 0 ? soonest() : findNote(seed, isFree);
        if (v.units == 0) return;
        uint256 day = v.dueDay - 1 + (which % 3);
        if (which % 5 > 2) day = nextBusinessDay(v.dueDay) + (which % 2);
        if (day <= dayNow() || day > LAST_DAY) return;
        warpTo(day);
        if (second % 2 == 0) skip(1 days - 1);
        note("jump", true);
    }

    // Malice

    /// Somebody that has no right to it does what only others may: a part's own acts.
    function attackParts(uint256 seed, uint256 how, uint256 by) external {
        NoteView memory v = findNote(seed, isAny);
        if (v.units == 0) return;
        by %= MEMBERS;
        how = bound(how, 0, 17);
        bytes memory data = how < 9 ? registryAttack(v, how, by) : partAttack(v, how);
        address target = address(noteRegistry);
        if (how >= 9) target = how < 11 ? address(financing) : address(noteSecurity);
        if (how >= 13)
            target = how < 15 ? address(disputes) : (how == 15 ? address(noteIssuance) : address(noteOrders));
        attackOn(v, "attackParts", by, target, data, "K-3: somebody did what only a part or an order may");
    }

    /// Somebody does what only a holder, a factor, a pledgee, a payer, an obligor may.
    function attackRights(uint256 seed, uint256 how, uint256 by) external {
        NoteView memory v = findNote(seed, how % 2 == 0 ? isBound : isAny);
        if (v.units == 0) return;
        by = strangerTo(v, by, v.holder);
        if (by == NONE) return;
        (address target, bytes memory data) = rightsAttack(v, how >> 1, by);
        attackOn(v, "attackRights", by, target, data, RIGHTS_RULE);
    }

    /// R-4: what is bound already, or closed, is passed on, pledged, sold or asked for again, by its own holder.
    function useTwice(uint256 seed, uint256 how, uint256 to) external {
        NoteView memory v = findNote(seed, how % 4 == 0 ? isClosed : isBound);
        to = activeOther(v.holder, to, v.obligor);
        if (v.units == 0 || to == NONE) return;
        (address target, bytes memory data) = disposal(v, how >> 2, to);
        attackOn(v, "useTwice", v.holder, target, data, "R-4: a note that was bound or closed was disposed of");
    }

    /// R-11: the obligor takes, buys or secures itself with what it owes, or confirms it.
    function favourObligor(uint256 seed, uint256 how) external {
        NoteView memory v = findOrOpen(seed, isFree);
        if (v.units == 0) return;
        if (how % 5 == 4) return _buyOwnDebt(v);
        (uint256 by, address target, bytes memory data) = favour(v, how);
        attackOn(v, "favourObligor", by, target, data, "R-11: the obligor got hold of its own debt");
    }

    /// R-3, R-1: a root on documents that are used up, or beyond its facility.
    function openTwice(uint256 seed, uint256 how) external {
        if (invoices.length == 0 || !mayOpen()) return;
        Invoice memory i = invoices[seed % invoices.length];
        if (!isActive(i.seller) || !isActive(i.buyer)) return;
        uint64 free = i.face - trade.subjectInfo(i.subject).claimed;
        IReceivableIssuance.OpenTerms memory t;
        t.counterparty = members[i.seller].id;
        t.face = free + 1;
        if (how % 2 == 0) {
            t.face = uint64(bound(how, 1, free == 0 ? 1 : free));
            if (free == 0) return;
        }
        t.dueDay = dayOf(dayNow() + 20);
        t.facility = facilityFor(seed >> 8, i.buyer, t.face);
        if (how % 2 == 0) {
            // What is free of it can be opened on.
            return _openOnRest(i, t);
        }
        t.documents = new TradeUse[](1);
        t.documents[0] = TradeUse(i.subject, t.face);
        bytes memory data = abi.encodeCall(noteIssuance.open, (t, Day.wrap(0)));
        noteAttack("openTwice", callAs(i.buyer, address(noteIssuance), data), "R-3: a document was financed twice");
    }

    function overdraw(uint256 seed) external {
        uint256 obligor = obligorOf(seed);
        uint256 supplier = activeOther(obligor, seed >> 8, obligor);
        FacilityId facility = someFacility(seed >> 16);
        if (FacilityId.unwrap(facility) == 0 || !isActive(obligor) || supplier == NONE) return;
        if (seed % 2 == 0 && mayOpen()) return _cutBack(seed, supplier, obligor, facilityFor(seed, obligor, 2));
        uint64 face = uint64(headroomOf(facility, obligor) + 1);
        IReceivableIssuance.OpenTerms memory t = termsOf(seed, supplier, obligor, face);
        (t.facility, t.counterparty) = (facility, members[supplier].id);
        bytes memory data = abi.encodeCall(noteIssuance.open, (t, Day.wrap(0)));
        noteAttack("overdraw", callAs(obligor, address(noteIssuance), data), LINE_RULE);
    }

    /// What a run is made of; a function that stands here twice is called twice as often.
    function selectors() public pure virtual returns (bytes4[] memory list) {
        bytes memory all;
        for (uint256 group; group < GROUPS; ++group) {
            all = bytes.concat(all, _selectorsOf(group));
        }
        return _listOf(all);
    }

    /// What a run is made of that is about one group of acts.
    function selectorsOf(uint256 group) external pure returns (bytes4[] memory) {
        return _listOf(_selectorsOf(group));
    }

    /// What such a run must bring about.
    function actsOf(uint256 group) public pure returns (bytes32[] memory) {
        if (group == 0) {
            return
                namesIn(
                    "grantFacility changeFacility closeFacility open openAhead apply signOpening confirmDebt "
                    "instruct cancelInstruction transfer transferPart transferAhead transferMany signTransfer "
                    "refuse takeBack merge askEarly signEarly proposeCancellation agreeToCancel "
                    "withdrawAgreement withdrawCancellation cancel setLoanPrimeRate openTwice openOnRest "
                    "overdraw overdrawLater favourObligor jump"
                );
        }
        if (group == 1) {
            return
                namesIn(
                    "ask withdrawAsk factor mergeFinanced notifyObligor registerFinancing remit claimRecourse "
                    "repay repayPart pledge signPledge release realise realiseFrozen"
                );
        }
        if (group == 2) {
            return
                namesIn(
                    "requestConfirmation signConfirmation settle settlePartly settleNextPage collect "
                    "settleByBank collectByBank claimAside claimFrozen recordOverdue settleBroke payWithoutLeave "
                    "freezeMember payFrozen disposeFrozen suspend halt disposeHalted"
                );
        }
        return
            namesIn(
                "dispute resolve resolveByOrder enter admit admitByOrder withdrawEntry dismissByOrder freeze "
                "renewFreeze unfreeze transferByOrder attackParts attackRights tryAsStranger useTwice"
            );
    }

    // What must hold

    function check() public view virtual returns (string memory found) {
        found = breach;
        if (bytes(found).length == 0 && RootId.unwrap(touchedRoot) != 0) found = checkRoot(touchedRoot);
        if (bytes(found).length == 0) found = checkNoMoney();
    }

    function checkAll() public view virtual returns (string memory found) {
        for (uint32 root = 1; root <= noteRegistry.rootCount(); ++root) {
            found = checkRoot(RootId.wrap(root));
            if (bytes(found).length > 0) return found;
        }
        return checkFacilities();
    }

    function hasLeft(NoteId id) internal view override returns (bool) {
        return _left[id];
    }

    function _selectorsOf(uint256 group) private pure returns (bytes memory) {
        if (group == 0) return _aboutTitle();
        if (group == 1) return _aboutRights();
        return group == 2 ? _aboutPayment() : _aboutOrders();
    }

    /// The line, the debt and the way of its notes.
    function _aboutTitle() private pure returns (bytes memory) {
        bytes4[30] memory list = [
            this.grantLine.selector,
            this.changeLine.selector,
            this.changeLine.selector,
            this.open.selector,
            this.propose.selector,
            this.propose.selector,
            this.answerProposal.selector,
            this.answerProposal.selector,
            this.passOn.selector,
            this.passOn.selector,
            this.passOn.selector,
            this.passOnToMany.selector,
            this.cancelInstruction.selector,
            this.respondOn.selector,
            this.join.selector,
            this.askEarly.selector,
            this.proposeCancellation.selector,
            this.takeCancellationBack.selector,
            this.takeCancellationBack.selector,
            this.agreeToCancel.selector,
            this.cancel.selector,
            this.cancel.selector,
            this.setLoanPrimeRate.selector,
            this.openTwice.selector,
            this.openTwice.selector,
            this.overdraw.selector,
            this.overdraw.selector,
            this.favourObligor.selector,
            this.passTime.selector,
            this.jump.selector
        ];
        return abi.encode(list);
    }

    /// Factors, pledgees, and what they get.
    function _aboutRights() private pure returns (bytes memory) {
        bytes4[18] memory list = [
            this.sellNote.selector,
            this.sellNote.selector,
            this.sellNote.selector,
            this.joinFinanced.selector,
            this.notifyObligor.selector,
            this.registerFinancing.selector,
            this.remit.selector,
            this.remit.selector,
            this.claimRecourse.selector,
            this.repay.selector,
            this.repay.selector,
            this.pledgeNote.selector,
            this.pledgeNote.selector,
            this.releaseNote.selector,
            this.realiseNote.selector,
            this.realiseNote.selector,
            this.settleRoot.selector,
            this.settleRoot.selector
        ];
        return abi.encode(list);
    }

    /// Payment, by the obligor and by the bank.
    function _aboutPayment() private pure returns (bytes memory) {
        bytes4[16] memory list = [
            this.passOn.selector,
            this.confirmByBank.selector,
            this.confirmByBank.selector,
            this.settleRoot.selector,
            this.settleRoot.selector,
            this.settleRoot.selector,
            this.settleByBank.selector,
            this.settleByBank.selector,
            this.claimAside.selector,
            this.claimAside.selector,
            this.recordOverdue.selector,
            this.settleBroke.selector,
            this.takeLeaveBack.selector,
            this.freezeMember.selector,
            this.freezeMember.selector,
            this.haltOrSuspend.selector
        ];
        return abi.encode(list);
    }

    /// Disputes, orders, malice.
    function _aboutOrders() private pure returns (bytes memory) {
        bytes4[20] memory list = [
            this.passOn.selector,
            this.sellNote.selector,
            this.settleRoot.selector,
            this.dispute.selector,
            this.dispute.selector,
            this.resolve.selector,
            this.resolve.selector,
            this.enter.selector,
            this.enter.selector,
            this.endEntry.selector,
            this.endEntry.selector,
            this.freezeNote.selector,
            this.freezeNote.selector,
            this.unfreezeNote.selector,
            this.unfreezeNote.selector,
            this.force.selector,
            this.force.selector,
            this.attackParts.selector,
            this.attackRights.selector,
            this.useTwice.selector
        ];
        return abi.encode(list);
    }

    function _listOf(bytes memory words) private pure returns (bytes4[] memory) {
        return abi.decode(bytes.concat(abi.encode(32, words.length / 32), words), (bytes4[]));
    }

    // How an act is tried

    /// A bank is asked for its confirmation, and mostly gives it.
    function _confirm(uint256 seed, uint256 fee, uint256 later) private {
        NoteView memory v = findOrOpen(seed, isConfirmable);
        uint256 bank = bankFor(v, seed >> 8);
        if (v.units == 0 || bank == NONE) return;
        bytes memory data = abi.encodeCall(
            noteIssuance.requestConfirmation,
            (v.root, members[bank].id, uint64(fee % SMALL), Day.wrap(0))
        );
        Attempt memory a = attemptOn("requestConfirmation", v, v.obligor, address(noteIssuance), data);
        (bool done, bytes memory answered) = tryIt(a);
        if (!done) return;
        RequestId request = abi.decode(answered, (RequestId));
        if (later % 4 > 0) answerNote(request, 0);
        else _proposals.push(request);
    }

    function _passOn(NoteView memory v, uint256 to, uint256 fen, uint256 later) private {
        bool ahead = isSignedAhead(to, v.holder, ReceivableAct.Transfer, fen, v.dueDay);
        bytes32 name = fen < v.units ? bytes32("transferPart") : bytes32("transfer");
        if (ahead) name = "transferAhead";
        bytes memory data = transferOf(v, fen, to);
        (bool done, bytes memory answered) = tryIt(attemptOn(name, v, v.holder, address(noteRegistry), data));
        if (!done) return;
        (NoteId passed, RequestId request) = abi.decode(answered, (NoteId, RequestId));
        demandHeld(passed, ahead ? to : v.holder);
        demand((RequestId.unwrap(request) == 0) == ahead, "R-8: signed for nobody, or not for who has signed ahead");
        demand(viewOf(passed).units == fen, "R-2: another amount has passed on");
        if (!ahead) _answerSoon(request, later);
    }

    /// A holder's request on a note, or on a part of it.
    function _request(bytes32 name, NoteView memory v, address target, bytes memory data, uint256 later) private {
        (bool done, bytes memory answered) = tryIt(attemptOn(name, v, v.holder, target, data));
        if (!done) return;
        (, RequestId request) = abi.decode(answered, (NoteId, RequestId));
        _answerSoon(request, later);
    }

    /// The seller pays all, and has its note back; or a part.
    function _repay(NoteView memory v, uint256 amount) private {
        uint256 due = dueToFactor(v.id);
        amount = amount % 2 == 0 ? bound(amount, 1, due) : due;
        IReceivableFinancing.Financing memory f = financing.financingOf(v.id);
        (uint256 seller, uint256 factor) = (indexOf(f.seller), indexOf(f.factor));
        _giveLeave(seller, address(financing));
        bytes memory data = abi.encodeCall(financing.repay, (v.id, uint64(amount)));
        bytes32 name = amount < due ? bytes32("repayPart") : bytes32("repay");
        Attempt memory a = attemptOn(name, v, seller, address(financing), data);
        _move(a, seller, factor, amount);
        a.despite = ALL;
        (bool done, ) = tryIt(a);
        if (!done) return;
        demandKept(v.id, amount);
        if (f.status != IReceivableFinancing.FinancingStatus.Live) return;
        demandHeld(v.id, amount < due ? factor : seller);
        if (amount == due) _left[v.id] = true;
    }

    /// By the holder where it may, or else by order.
    function _admit(NoteView memory v, uint32 entry, uint256 order) private {
        if (isFreeToAdmit(v) && order % 3 != 0) {
            bytes memory data = abi.encodeCall(disputes.admit, (v.id, entry));
            tryWill("admit", v, v.holder, address(disputes), data);
        } else {
            bytes memory data = abi.encodeCall(disputes.admitByOrder, (v.id, entry));
            tryNoteOrder("admitByOrder", v, address(disputes), data);
        }
    }

    /// Mostly at once, and mostly by signing.
    function _answerSoon(RequestId request, uint256 later) private {
        uint256 dice = (later >> 4) % 8;
        if (dice > 0) answerNote(request, dice < 3 ? dice : 0);
    }

    /// Half of a note is offered to somebody, which refuses it, or from which it is taken back.
    function _partBack(NoteView memory v, uint256 to) private returns (NoteId part) {
        to = activeOther(v.holder, to, v.obligor);
        uint256 fen = v.units / 2;
        if (to == NONE || isSignedAhead(to, v.holder, ReceivableAct.Transfer, fen, v.dueDay)) return part;
        bytes memory data = transferOf(v, fen, to);
        (bool done, bytes memory answered) = tryIt(attemptOn("transferPart", v, v.holder, address(noteRegistry), data));
        if (!done) return part;
        RequestId request;
        (part, request) = abi.decode(answered, (NoteId, RequestId));
        answerNote(request, 1 + (fen % 2));
    }

    function _ask(NoteView memory v, ITitle.Lot[] memory lots, uint256 terms) private returns (AskId ask) {
        IQuoteMarket.AskTerms memory t;
        (t.title, t.lots, t.terms) = (address(financing), lots, bytes32(terms % 4));
        uint256 last = dayNow() + 2;
        (t.firstDay, t.lastDay) = (dayOf(dayNow()), dayOf(last < v.dueDay ? last : v.dueDay - 1));
        bytes memory data = abi.encodeCall(market.ask, (t));
        (bool done, bytes memory answered) = tryIt(attemptOn("ask", v, v.holder, address(market), data));
        if (done) ask = abi.decode(answered, (AskId));
    }

    /// A bank quotes, and has what is offered against the price that the seller has reckoned.
    function _accept(NoteView memory v, AskId ask, ITitle.Lot[] memory lots, uint256 seed) private returns (bool done) {
        uint256 buyer = bankFor(v, seed);
        uint256 rate = bound(seed >> 8, 10_000, 200_000);
        bytes memory data = abi.encodeCall(market.quote, (ask, Rate.wrap(uint32(rate)), dayOf(dayNow())));
        require(callAs(buyer, address(market), data), "quoting");
        uint256 price = priceOf(v, lots, rate);
        data = abi.encodeCall(market.accept, (quoteOn(ask, 1), uint64(price)));
        Attempt memory a = attemptOn("factor", v, v.holder, address(market), data);
        _move(a, buyer, v.holder, price);
        a.despite = Marks.LOCKED;
        (done, ) = tryIt(a);
        for (uint256 i; done && i < lots.length; ++i) {
            _enterSold(NoteId.wrap(lots[i].title), buyer);
        }
    }

    /// What was sold of a note is its newest part, or all of it.
    function _enterSold(NoteId sold, uint256 buyer) private {
        if (viewOf(sold).holder != buyer) sold = noteOn(sold.rootOf(), noteRegistry.rootInfo(sold.rootOf()).seq);
        startFinancing(sold);
        demandHeld(sold, buyer);
    }

    function _askEarly(NoteView memory v, uint256 fen, uint256 rate, uint256 later) private {
        Rate yearly = Rate.wrap(uint32(bound(rate, 0, 300_000)));
        bytes memory data = abi.encodeCall(settlement.requestEarlyPayment, (v.id, uint64(fen), yearly, Day.wrap(0)));
        _request("askEarly", v, address(settlement), data, later);
    }

    /// None agrees yet, one does, or all do; or all do but one, which is paid early instead. Some of a root may have been paid before.
    function _proposeCancellation(uint256 seed, uint256 agreeing) private {
        NoteView memory v = findNote(seed, isPartedToCancel);
        if (v.units == 0) v = findOrOpen(seed, isCancellable);
        if (v.units == 0) return;
        if (agreeing % 3 == 0 && hasRoom(v)) _askEarly(v, v.units / 2, seed, SIGNS);
        bytes memory data = abi.encodeCall(noteIssuance.proposeCancellation, (v.root, PROOF));
        if (!tryWill("proposeCancellation", v, v.obligor, address(noteIssuance), data)) return;
        ordersBefore[v.root] = noteOrders.ordersOn(v.root);
        agreeing = (agreeing >> 8) % 4;
        for (uint32 i = 1; i <= v.seq && agreeing > 0; ++i) {
            NoteView memory w = viewOf(noteOn(v.root, i));
            bool isFirst = w.id == v.id;
            if (isToAgree(w) && (agreeing == 1 ? isFirst : agreeing == 2 || !isFirst)) _agree(w);
        }
        v = viewOf(v.id);
        if (agreeing == 3 && isFree(v)) _askEarly(v, v.units, seed, SIGNS);
    }

    function _agree(NoteView memory v) private {
        bytes memory data = abi.encodeCall(noteIssuance.agreeToCancel, (v.id));
        tryWill("agreeToCancel", v, v.holder, address(noteIssuance), data);
    }

    /// A note is frozen and paid, so that what is due on it waits.
    function _setAside(uint256 seed, uint256 how) private returns (NoteView memory v) {
        v = _findDue(seed, how);
        if (v.units == 0 || !isFreezable(v)) return v;
        _freeze(v, how);
        _settleAs(v, v.obligor, how, 0);
        return findNote(seed, isAside);
    }

    /// A page of the payer's round, by the payer or, from the day on which it pays itself, by anybody.
    function _settleAs(NoteView memory v, uint256 payer, uint256 how, uint256 limit) private {
        limit = limit % 3 == 0 ? WHOLE_ROOT : bound(limit, 1, 2);
        Page memory p = _pageFor(v, payer, how);
        foresee(p, limit);
        Attempt memory a = _payment(v, p, how, limit);
        if (!isActive(payer)) {
            return attackOn(v, "payFrozen", a.by, a.target, a.data, "K-4: a frozen member has paid");
        }
        uint256 ready = _readyFor(p);
        if (money.allowance(members[payer].wallet, address(settlement)) < ready) {
            attackOn(v, "payWithoutLeave", a.by, a.target, a.data, "R-7: money was taken without leave");
            return _giveLeave(payer, address(settlement));
        }
        (bool done, ) = tryIt(a);
        demand(done, "R-10: a round can't be begun, or not gone on with");
        if (!done) return;
        demandPage(p);
        if (settlement.roundOf(v.root, p.payer).cursor == 0) _demandAll(p);
        if (!p.begins || limit != WHOLE_ROOT) return;
        demand(p.amount <= ready, "R-10: a round costs more than its payer had to have ready");
        demand(settlement.roundOf(v.root, p.payer).cursor == 0, "R-10: a round goes on beyond its last note");
    }

    /// R-10: with the end of a round in full each note is paid, or set aside; or it is the paying bank's.
    function _demandAll(Page memory p) private {
        if (p.goal != p.facts.face) return;
        RootStatus status = noteRegistry.rootInfo(p.root).status;
        bool byBank = p.payer != p.facts.obligor;
        demand(byBank || status == RootStatus.Settled, "R-10: a round has ended, and notes are unpaid");
        for (uint32 i = 1; byBank && i <= p.facts.seq; ++i) {
            NoteView memory v = viewOf(noteOn(p.root, i));
            bool paid = !isLive(v) || v.holder == indexOf(p.payer) || isAside(v) || hasLeft(v.id);
            demand(paid, "R-10: a bank's round has ended, and notes are unpaid");
        }
    }

    /// The next page of the round that runs, or the first one of a new one.
    function _pageFor(NoteView memory v, uint256 payer, uint256 how) private view returns (Page memory) {
        ParticipantId id = members[payer].id;
        IReceivableSettlement.Round memory round = settlement.roundOf(v.root, id);
        if (round.cursor != 0) return pageOf(v.root, id, round.paidTo, round.cursor);
        return pageOf(v.root, id, _goalFor(v, payer, how), 0);
    }

    /// What the payer must have and leave the part to take: for all of a round that begins; or for a page.
    function _readyFor(Page memory p) private view returns (uint256) {
        uint256 payer = indexOf(p.payer);
        if (!p.begins) return money.balanceOf(members[payer].wallet) - p.expected[payer];
        (uint64 principal, uint64 interest) = settlement.needed(p.root, uint40(p.goal));
        return uint256(principal) + interest;
    }

    function _payment(
        NoteView memory v,
        Page memory p,
        uint256 how,
        uint256 limit
    ) private view returns (Attempt memory a) {
        bool byBank = p.payer != p.facts.obligor;
        if (_isCollected(p, how)) {
            bytes memory data = abi.encodeCall(settlement.collect, (v.root, p.payer, limit));
            a = attemptOn(byBank ? bytes32("collectByBank") : bytes32("collect"), v, how % MEMBERS, address(0), data);
            a.stranger = NONE;
        } else if (p.goal == p.facts.face) {
            bytes memory data = abi.encodeCall(settlement.settle, (v.root, limit));
            a = attemptOn(byBank ? bytes32("settleByBank") : bytes32("settle"), v, indexOf(p.payer), address(0), data);
        } else {
            bytes memory data = abi.encodeCall(settlement.settlePartly, (v.root, uint40(p.goal), limit));
            a = attemptOn("settlePartly", v, indexOf(p.payer), address(0), data);
        }
        if (!p.begins) a.name = "settleNextPage";
        (a.target, a.expected, a.despite) = (address(settlement), p.expected, ALL);
    }

    /// Nobody but its payer begins a part, or a round before its day.
    function _isCollected(Page memory p, uint256 how) private view returns (bool) {
        bool inFull = p.goal == p.facts.face;
        if (!p.begins) return how % 2 == 0;
        uint256 from = p.payer == p.facts.obligor ? p.payDay : p.payDay + 1;
        return how % 2 == 0 && inFull && dayNow() >= from;
    }

    /// Its wallet lets the part take whatever it owes.
    function _giveLeave(uint256 member, address part) private {
        if (money.allowance(members[member].wallet, part) < RICH) approveMoney(member, part, type(uint256).max);
    }

    function _freeze(NoteView memory v, uint256 amount) private {
        bytes32 key = bytes32(++serial);
        uint40 until = uint40(vm.getBlockTimestamp() + bound(amount >> 8, 1 days, 60 days));
        bytes memory data = abi.encodeCall(
            noteOrders.freeze,
            (v.id, key, ownerOf(v), uint64(someOf(v, amount)), until)
        );
        if (!tryNoteOrder("freeze", v, address(noteOrders), data)) return;
        _frozenNotes.push(v.id);
        _noteCases.push(key);
    }

    /// Ends all cases that freeze a note.
    function _thaw(NoteView memory v) private {
        Cases.Case[] memory cases = noteOrders.casesOf(v.id);
        for (uint256 i; i < cases.length; ++i) {
            bytes memory data = abi.encodeCall(noteOrders.unfreeze, (v.id, cases[i].key));
            tryNoteOrder("unfreeze", v, address(noteOrders), data);
        }
    }

    function _openOnRest(Invoice memory i, IReceivableIssuance.OpenTerms memory t) private {
        t.documents = new TradeUse[](1);
        t.documents[0] = TradeUse(i.subject, t.face);
        RequestId request = proposeRoot(t, i.seller, i.buyer, true);
        bool signed = RequestId.unwrap(request) == 0 || answerNote(request, 0);
        note("openOnRest", signed);
    }

    /// A line is cut back between a proposal and its signature.
    function _cutBack(uint256 seed, uint256 supplier, uint256 obligor, FacilityId facility) private {
        uint256 room = headroomOf(facility, obligor);
        uint64 face = uint64(room < MAX_OWED ? room : MAX_OWED);
        IReceivableIssuance.OpenTerms memory t = termsOf(seed, supplier, obligor, face);
        t.facility = facility;
        RequestId request = proposeRoot(t, supplier, obligor, false);
        if (RequestId.unwrap(request) == 0) return;
        IReceivableIssuance.Facility memory f = noteIssuance.facilityInfo(facility);
        bytes memory cut = abi.encodeCall(noteIssuance.changeFacility, (facility, f.used + face - 1, f.until));
        if (!callAs(indexOf(f.grantor), address(noteIssuance), cut)) return;
        bytes memory data = abi.encodeCall(noteRegistry.sign, (request));
        noteAttack("overdrawLater", callAs(obligor, address(noteIssuance), data), LINE_RULE);
        answerNote(request, 1);
    }

    /// The obligor, be it a bank, bids for what it owes.
    function _buyOwnDebt(NoteView memory v) private {
        ITitle.Lot[] memory lots = new ITitle.Lot[](1);
        lots[0] = ITitle.Lot(NoteId.unwrap(v.id), uint64(v.units));
        AskId ask = _ask(v, lots, 0);
        if (AskId.unwrap(ask) == 0) return;
        bytes memory bid = abi.encodeCall(market.quote, (ask, Rate.wrap(50_000), dayOf(dayNow())));
        attackOn(v, "favourObligor", v.obligor, address(market), bid, "R-11: the obligor got hold of its own debt");
        tryWill("withdrawAsk", v, v.holder, address(market), abi.encodeCall(market.withdrawAsk, (ask)));
    }

    function _demandResolved(NoteId id) private {
        demand(viewOf(id).marks & Marks.DISPUTED == 0, "R-4: a dispute that both sides have resolved stands");
    }

    function _move(Attempt memory a, uint256 from, uint256 to, uint256 amount) private pure {
        a.expected[from] -= amount;
        a.expected[to] += amount;
    }

    // Which note

    /// One in which others than its holder have a part, or of a root whose round runs; one that is due; or else a day comes on which one is. Now
    /// and then it is late.
    function _findDue(uint256 seed, uint256 how) private returns (NoteView memory v) {
        v = findNote(seed, how % 2 == 0 ? isShared : isUnderWay);
        if (v.units == 0) v = findNote(seed, isDue);
        if (v.units == 0) v = soonest();
        if (v.units > 0) warpTo(v.dueDay);
        if (v.units > 0 && how % 5 == 0) warpTo(nextBusinessDay(v.dueDay) + 1 + ((how >> 8) % 20));
    }

    /// What the obligor's next round brings every note to: a part, or all.
    function _goalFor(NoteView memory v, uint256 payer, uint256 how) private view returns (uint256) {
        uint256 face = noteRegistry.rootInfo(v.root).face;
        uint256 reached = settlement.paidTo(v.root);
        bool inPart = payer == v.obligor && how % 3 == 0 && reached + 1 < face;
        return inPart ? bound(how >> 8, reached + 1, face - 1) : face;
    }

    /// Who resolves a dispute first and who second, and whether the first has already.
    function _sidesOf(NoteView memory v, uint256 how) private view returns (uint256 first, uint256 second, bool heard) {
        (IReceivableDisputes.Dispute memory d, ) = disputes.disputeOf(v.id);
        uint256 other = d.against == members[v.obligor].id ? v.obligor : indexOf(d.raisedBy);
        (first, second) = how % 2 == 0 ? (other, v.holder) : (v.holder, other);
        heard = d.agreedBy == members[first].id;
    }
}

contract ReceivablesInvariant is ActsTest {
    uint256 private constant STEPS = 400;

    ReceivablesHandler private _handler;

    function setUp() external {
        _handler = new ReceivablesHandler();
        targetContract(address(_handler));
        targetSelector(address(_handler), _handler.selectors());
    }

    /// R-2, X-30: live notes partition what is left of a root's face; what is live, paid and cancelled adds up to it; partial payment reaches each
    /// note by its interval. R-3, K-1: a root holds its documents, and no document is claimed beyond its face. R-4: what passes on was free. R-6:
    /// higher ranks are paid first. R-7, K-5, K-6: money goes from payer to who is owed it, and none is made, lost, or left with a part. R-10: no
    /// round leaves a note behind, nor begins that can't end. R-11: no obligor holds its debt. X-22: no factor keeps more than it is due. K-4: what
    /// is frozen stays and waits. K-3: nobody does what only others may.
    function invariant_R_2_R_4_R_7_R_10_receivablesHold() external view {
        assertEq(_handler.check(), "", "receivables");
    }

    /// The runs above are made of these: each act succeeds at least three times, each attack is refused.
    function test_R_4_R_8_notesPassOn() external {
        _play(0);
    }

    function test_R_5_X_22_factorsAndPledgees() external {
        _play(1);
    }

    function test_R_2_R_10_rounds() external {
        _play(2);
    }

    function test_R_6_K_3_K_4_disputesAndOrders() external {
        _play(3);
    }

    function afterInvariant() external view {
        assertEq(_handler.checkAll(), "", "receivables");
        assertActs(_handler, 25);
    }

    function _play(uint256 group) private {
        play(_handler, _handler.selectorsOf(group), STEPS);
        assertEq(_handler.check(), "", "a long run");
        assertEq(_handler.checkAll(), "", "a long run");
        assertEach(_handler, _handler.actsOf(group), 3);
    }
}
