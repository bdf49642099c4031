// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {InstructionDesk} from "../../kernel/base/InstructionDesk.sol";
import {TitleToken} from "../../kernel/base/TitleToken.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {NO_REQUEST, RequestId, Requests} from "../../kernel/libraries/Requests.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {AskId, NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IBillDescriptor} from "./interfaces/IBillDescriptor.sol";
import {IBillOrders} from "./interfaces/IBillOrders.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
import {Chain} from "./libraries/Chain.sol";
import {Pairs} from "./libraries/Pairs.sol";
import {
    Bill,
    BillAct,
    BillId,
    BillStatus,
    Circulation,
    Endorsement,
    EndorsementId,
    endorsementOn,
    firstHolding,
    Holding,
    HoldingId,
    holdingOn,
    Offer,
    Purpose
} from "./types/BillTypes.sol";

/// Documented in {IBillRegistry}.
contract BillRegistry is IBillRegistry, TitleToken, InstructionDesk {
    using Requests for Requests.Book;

    uint256 public constant MAX_CHAIN = Chain.MAX;

    bytes32 private constant MARKED = bytes32(uint256(1));

    IBillDescriptor public immutable descriptor;
    /// @inheritdoc IBillRegistry
    IBillOrders public orders;

    /// @inheritdoc IBillRegistry
    uint32 public billCount;
    /// Bills neither settled nor ended; in one slot with their count, which a drawing writes anyway.
    uint32 private _openBills;

    mapping(BillId bill => Bill) private _bills;
    mapping(HoldingId holding => Holding) private _holdings;
    mapping(EndorsementId endorsement => Endorsement) private _endorsements;
    mapping(HoldingId holding => Offer) private _offers;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IBillDescriptor descriptor_
    ) KernelModule(authority, participants_) {
        descriptor = descriptor_;
    }

    /// @inheritdoc IBillRegistry
    function setOrders(IBillOrders orders_) external restricted {
        if (address(orders) != address(0)) revert BillOrdersAlreadySet(address(orders));
        orders = orders_;
    }

    /// @inheritdoc IBillRegistry
    function endorse(
        HoldingId holding,
        ParticipantId to,
        bool notTransferable,
        Day lastDay
    ) external returns (RequestId request) {
        return _endorse(holding, _units(_holdings[holding]), to, notTransferable, lastDay);
    }

    /// @inheritdoc IBillRegistry
    function endorsePart(
        HoldingId holding,
        uint64 amount,
        ParticipantId to,
        bool notTransferable,
        Day lastDay
    ) external returns (RequestId request) {
        _requireAmount(holding, _bills[holding.billOf()], _existing(holding), amount);
        return _endorse(holding, amount, to, notTransferable, lastDay);
    }

    /// @inheritdoc IBillRegistry
    function liftMark(HoldingId holding) external {
        Holding storage h = _existing(holding);
        Bill storage b = _bills[holding.billOf()];
        (ParticipantId caller, , ) = _enter(h.holder, Mode.Dispose, 0);
        _requirePair(holding, b, h, Pairs.LIFTING);

        bool byDrawer = h.chainLength == 0;
        Endorsement storage last = _endorsements[_lastOf(holding, h)];
        ParticipantId setter = byDrawer ? b.drawer : last.from;
        // A mark that an order took along was set by someone whose direct successor no longer holds.
        if (last.purpose == Purpose.ByOrder) setter = NOBODY;
        if (caller != setter) revert BillMarkNotYours(holding, caller, setter);
        if (byDrawer) b.notTransferable = false;
        else last.notTransferable = false;
        h.circulation = Circulation.Circulating;
        emit BillMarkLifted(holding, caller, Circulation.Circulating);
    }

    /// @inheritdoc IBillRegistry
    function sign(RequestId request) external {
        Requests.Request storage r = _requests.live(request);
        if (r.act != uint8(BillAct.Endorsement)) revert BillActElsewhere(request, BillAct(r.act));
        HoldingId holding = HoldingId.wrap(r.subject);
        Holding storage h = _holdings[holding];
        Bill storage b = _bills[holding.billOf()];
        uint40 amount = r.hi - r.lo + 1;
        (ParticipantId signer, address wallet, address fromWallet) = _enter(r.from, Mode.Dispose, amount);
        _requests.sign(request, signer);
        h.request = NO_REQUEST;
        _requireEndorsable(holding, b, h);
        _requireHolder(holding, h, r.from);
        _conveyPart(holding, h, b, amount, signer, r.terms == MARKED, fromWallet, wallet);
    }

    /// @inheritdoc IBillRegistry
    function create(
        Bill calldata bill,
        address drawerWallet
    ) external onlyPart returns (BillId billId, HoldingId holding) {
        billId = BillId.wrap(++billCount);
        ++_openBills;
        holding = firstHolding(billId);
        _bills[billId] = bill;
        Holding storage h = _holdings[holding];
        h.lo = 1;
        h.hi = bill.face;
        h.holder = bill.drawer;
        h.circulation = Circulation.AwaitingDelivery;
        _reportTransfer(HoldingId.unwrap(holding), NOBODY, bill.drawer, address(0), drawerWallet);
        emit Locked(HoldingId.unwrap(holding));
    }

    /// @inheritdoc IBillRegistry
    function markAccepted(BillId bill) external onlyPart {
        Bill storage b = _known(bill);
        _requirePair(firstHolding(bill), b, _holdings[firstHolding(bill)], Pairs.ACCEPTANCE);
        _setStatus(bill, b, BillStatus.Accepted);
    }

    /// @inheritdoc IBillRegistry
    function handOver(
        BillId bill,
        address drawerWallet,
        address payeeWallet
    ) external onlyPart returns (HoldingId holding, Circulation circulation) {
        holding = firstHolding(bill);
        Bill storage b = _known(bill);
        Holding storage h = _holdings[holding];
        _requirePair(holding, b, h, Pairs.DELIVERY);
        _setStatus(bill, b, BillStatus.Delivered);
        circulation = b.notTransferable ? Circulation.NotTransferable : Circulation.Circulating;
        h.circulation = circulation;
        h.holder = b.payee;
        _reportTransfer(HoldingId.unwrap(holding), b.drawer, b.payee, drawerWallet, payeeWallet);
    }

    /// @inheritdoc IBillRegistry
    function end(BillId bill, address drawerWallet) external onlyPart returns (BillStatus previous) {
        HoldingId holding = firstHolding(bill);
        Bill storage b = _known(bill);
        Holding storage h = _holdings[holding];
        _requirePair(holding, b, h, Pairs.WITHDRAWAL);
        previous = b.status;
        _setStatus(bill, b, BillStatus.Ended);
        _burn(holding, h, drawerWallet);
    }

    /// @inheritdoc IBillRegistry
    function openRequest(
        HoldingId holding,
        uint64 amount,
        BillAct act,
        ParticipantId from,
        ParticipantId to,
        Day lastDay,
        bytes32 terms
    ) external onlyPart returns (RequestId request) {
        Holding storage h = _existing(holding);
        _requireAmount(holding, _bills[holding.billOf()], h, amount);
        request = _open(holding, h, amount, act, from, to, lastDay, terms);
        if (act != BillAct.Guarantee) h.request = request;
    }

    /// @inheritdoc IBillRegistry
    function offer(HoldingId holding, ParticipantId holder, uint64 amount, AskId ask, Day lastDay) external onlyPart {
        // Checks
        Holding storage h = _existing(holding);
        BillId bill = holding.billOf();
        Bill storage b = _bills[bill];
        _requireHolder(holding, h, holder);
        _requireEndorsable(holding, b, h);
        _requireAmount(holding, b, h, amount);
        _requestDay(bill, b, lastDay);

        // Effects
        _offers[holding] = Offer({ask: ask, amount: uint40(amount), lastDay: lastDay});
        h.offered = true;
        emit HoldingOffered(holding, holder, ask, amount, lastDay);
    }

    /// @inheritdoc IBillRegistry
    function endOffer(HoldingId holding, AskId ask) external onlyPart {
        if (_offers[holding].ask != ask) return;
        _endOffer(holding, _holdings[holding], ask);
    }

    /// @inheritdoc IBillRegistry
    function conveyOffered(
        HoldingId holding,
        AskId ask,
        ParticipantId to,
        address fromWallet,
        address toWallet
    ) external onlyPart returns (HoldingId part, Purpose purpose, ParticipantId acceptor, Day maturity) {
        Holding storage h = _holdings[holding];
        Bill storage b = _bills[holding.billOf()];
        Offer memory o = _offers[holding];
        if (o.ask != ask || o.lastDay < today()) revert BillNotOffered(holding, ask);
        delete _offers[holding];
        h.offered = false;
        _requireEndorsable(holding, b, h);

        part = _take(holding, h, b, o.amount, fromWallet);
        Holding storage p = _holdings[part];
        purpose = p.discounted ? Purpose.Rediscount : Purpose.Discount;
        p.discounted = true;
        ParticipantId from = _convey(part, p, to, purpose, Circulation.Circulating);
        _reportTransfer(HoldingId.unwrap(part), from, to, fromWallet, toWallet);
        return (part, purpose, b.acceptor, b.maturity);
    }

    /// @inheritdoc IBillRegistry
    function signRequest(RequestId request, ParticipantId signer) external onlyPart {
        _requests.sign(request, signer);
        _unlockFor(request);
    }

    /// @inheritdoc IBillRegistry
    function split(HoldingId holding, uint64 amount) external onlyPart returns (HoldingId part) {
        Holding storage h = _existing(holding);
        Bill storage b = _bills[holding.billOf()];
        _requirePair(holding, b, h, Pairs.HELD);
        if (h.dishonoured) revert BillDishonoured(holding);
        _requireAmount(holding, b, h, amount);
        return _take(holding, h, b, uint40(amount), participants.walletOf(h.holder));
    }

    /// @inheritdoc IBillRegistry
    function setCirculation(HoldingId holding, uint256 allowed, Circulation circulation) external onlyPart {
        Holding storage h = _existing(holding);
        _requirePair(holding, _bills[holding.billOf()], h, allowed);
        if (circulation == Circulation.Pledged) h.pledged = true;
        _setCirculation(holding, h, circulation);
    }

    /// @inheritdoc IBillRegistry
    function restore(HoldingId holding, uint256 allowed, bool dishonoured, bool pledged) external onlyPart {
        Holding storage h = _existing(holding);
        Bill storage b = _bills[holding.billOf()];
        _requirePair(holding, b, h, allowed);
        if (dishonoured) h.dishonoured = true;
        h.pledged = pledged;
        Circulation held = _isMarked(holding, b, h) ? Circulation.NotTransferable : Circulation.Circulating;
        _setCirculation(holding, h, pledged ? Circulation.Pledged : held);
    }

    /// @inheritdoc IBillRegistry
    function convey(
        HoldingId holding,
        uint256 allowed,
        ParticipantId to,
        Purpose purpose,
        Circulation circulation
    ) external onlyPart {
        Holding storage h = _existing(holding);
        _requirePair(holding, _bills[holding.billOf()], h, allowed);
        h.pledged = circulation == Circulation.Pledged;
        ParticipantId from = _convey(holding, h, to, purpose, circulation);
        _reportTransfer(HoldingId.unwrap(holding), from, to);
    }

    /// @inheritdoc IBillRegistry
    function close(HoldingId holding, uint256 allowed) external onlyPart {
        Holding storage h = _existing(holding);
        BillId bill = holding.billOf();
        Bill storage b = _bills[bill];
        _requirePair(holding, b, h, allowed);
        uint40 units = uint40(_units(h));
        uint40 closed = b.closed + units;
        b.closed = closed;
        _burn(holding, h, participants.walletOf(h.holder));
        emit HoldingClosed(holding, h.holder, units, closed);
        if (closed == b.face) {
            _setStatus(bill, b, BillStatus.Settled);
        }
    }

    /// @inheritdoc IBillRegistry
    function seize(HoldingId holding) external onlyPart {
        Holding storage h = _existing(holding);
        _bills[holding.billOf()].hasCases = true;
        AskId ask = _offers[holding].ask;
        if (AskId.unwrap(ask) != 0) _endOffer(holding, h, ask);
        _requests.cancel(h.request);
        h.request = NO_REQUEST;
    }

    /// @inheritdoc IModulePart
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _openBills;
    }

    /// @inheritdoc IBillRegistry
    function billInfo(BillId bill) external view returns (Bill memory) {
        return _known(bill);
    }

    /// @inheritdoc IBillRegistry
    function holdingInfo(HoldingId holding) external view returns (Holding memory) {
        return _existing(holding);
    }

    /// @inheritdoc IBillRegistry
    function endorsementInfo(EndorsementId endorsement) external view returns (Endorsement memory) {
        return _endorsements[endorsement];
    }

    /// @inheritdoc IBillRegistry
    function offerOf(HoldingId holding) external view returns (Offer memory) {
        return _offers[holding];
    }

    /// @inheritdoc IBillRegistry
    function pairOf(HoldingId holding) external view returns (BillStatus status, Circulation circulation) {
        Holding storage h = _existing(holding);
        return _pair(holding, _bills[holding.billOf()], h);
    }

    /// @inheritdoc IBillRegistry
    function isFrozen(HoldingId holding) external view returns (bool) {
        return _isFrozen(holding, _bills[holding.billOf()], _existing(holding));
    }

    /// @inheritdoc IBillRegistry
    function requireEndorsable(HoldingId holding, ParticipantId holder) external view {
        Holding storage h = _existing(holding);
        _requireHolder(holding, h, holder);
        _requireEndorsable(holding, _bills[holding.billOf()], h);
    }

    /// @inheritdoc IBillRegistry
    function requirePair(HoldingId holding, uint256 allowed) external view {
        _requirePair(holding, _bills[holding.billOf()], _existing(holding), allowed);
    }

    /// @inheritdoc IBillRegistry
    function isInstructed(
        HoldingId holding,
        BillAct act,
        ParticipantId counterparty,
        ParticipantId by
    ) external view returns (bool) {
        return _isInstructed(_bills[holding.billOf()], _units(_existing(holding)), act, counterparty, by);
    }

    /// @inheritdoc IBillRegistry
    function requestDay(BillId bill, Day lastDay) external view returns (Day) {
        return _requestDay(bill, _known(bill), lastDay);
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 tokenId) external view returns (string memory) {
        ownerOf(tokenId);
        return descriptor.tokenURI(this, HoldingId.wrap(uint64(tokenId)));
    }

    /// @inheritdoc IERC721Metadata
    function name() external pure returns (string memory) {
        return "RopeNet Bills";
    }

    /// @inheritdoc IERC721Metadata
    function symbol() external pure returns (string memory) {
        return "BILL";
    }

    /// An answered request is forgotten by its holding, so that later acts need not read it.
    function _unlockFor(RequestId request) internal override {
        Holding storage h = _holdings[HoldingId.wrap(_requests.requests[request].subject)];
        if (h.request == request) h.request = NO_REQUEST;
    }

    function _holderOf(uint64 title) internal view override returns (ParticipantId) {
        Holding storage h = _holdings[HoldingId.wrap(title)];
        return h.circulation == Circulation.Closed ? NOBODY : h.holder;
    }

    /// Acceptance never: it binds the drawee for the whole amount.
    function _instructable() internal pure override returns (uint32) {
        return uint32((1 << uint256(BillAct.Delivery)) | (1 << uint256(BillAct.Endorsement)));
    }

    function _endorse(
        HoldingId holding,
        uint256 amount,
        ParticipantId to,
        bool notTransferable,
        Day lastDay
    ) private returns (RequestId request) {
        Holding storage h = _holdings[holding];
        Bill storage b = _bills[holding.billOf()];
        (ParticipantId holder, address wallet, address toWallet) = _enter(to, Mode.Dispose, amount);
        _requireHolder(holding, h, holder);
        if (to == holder || to.isNobody()) revert BillEndorseeIsHolder(holding, holder);
        _requireEndorsable(holding, b, h);
        lastDay = _requestDay(holding.billOf(), b, lastDay);

        // What the endorsee could not pass on it has not signed for in advance.
        if (!notTransferable && _isInstructed(b, amount, BillAct.Endorsement, holder, to)) {
            _conveyPart(holding, h, b, uint40(amount), to, false, wallet, toWallet);
        } else {
            bytes32 terms = notTransferable ? MARKED : bytes32(0);
            request = _open(holding, h, amount, BillAct.Endorsement, holder, to, lastDay, terms);
            h.request = request;
        }
    }

    /// Conveys what is endorsed of a holding: all of it, or a part that it splits off.
    function _conveyPart(
        HoldingId holding,
        Holding storage h,
        Bill storage b,
        uint40 amount,
        ParticipantId to,
        bool notTransferable,
        address fromWallet,
        address toWallet
    ) private {
        HoldingId part = _take(holding, h, b, amount, fromWallet);
        Circulation circulation = notTransferable ? Circulation.NotTransferable : Circulation.Circulating;
        ParticipantId from = _convey(part, _holdings[part], to, Purpose.Transfer, circulation);
        _reportTransfer(HoldingId.unwrap(part), from, to, fromWallet, toWallet);
    }

    /// Moves a holding to `to` and lengthens its chain. The caller has checked that it may.
    function _convey(
        HoldingId holding,
        Holding storage h,
        ParticipantId to,
        Purpose purpose,
        Circulation circulation
    ) private returns (ParticipantId from) {
        from = h.holder;
        uint16 place = h.chainLength + 1;
        EndorsementId endorsement = endorsementOn(holding, place);
        Endorsement memory e = Endorsement({
            lo: h.lo,
            hi: h.hi,
            from: from,
            to: to,
            day: today(),
            previousHolding: h.endorsedAs,
            purpose: purpose,
            notTransferable: circulation == Circulation.NotTransferable
        });

        _endorsements[endorsement] = e;
        h.holder = to;
        h.endorsedAs = uint32(HoldingId.unwrap(holding));
        h.chainLength = place;
        h.circulation = circulation;
        emit BillEndorsed(
            holding,
            from,
            to,
            endorsement,
            purpose,
            e.lo,
            e.hi,
            e.day,
            e.notTransferable,
            place,
            circulation
        );
    }

    /// Splits `amount` off the low end as a holding of its own; the rest keeps its id. All of it: nothing to split.
    function _take(
        HoldingId holding,
        Holding storage h,
        Bill storage b,
        uint40 amount,
        address wallet
    ) private returns (HoldingId part) {
        uint40 lo = h.lo;
        uint40 hi = lo + amount - 1;
        if (hi == h.hi) return holding;
        part = holdingOn(holding.billOf(), ++b.seq);
        Holding storage p = _holdings[part];
        _copy(h, p);
        p.hi = hi;
        h.lo = hi + 1;
        emit HoldingSplit(holding, part, h.holder, lo, hi);
        _reportTransfer(HoldingId.unwrap(part), NOBODY, h.holder, address(0), wallet);
    }

    /// A holding is one word: read once, written once. Field by field it takes 600 bytes more, which the registry does not have.
    function _copy(Holding storage from, Holding storage to) private {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            sstore(to.slot, sload(from.slot))
        }
    }

    function _endOffer(HoldingId holding, Holding storage h, AskId ask) private {
        delete _offers[holding];
        h.offered = false;
        emit HoldingOfferEnded(holding, ask);
    }

    function _setCirculation(HoldingId holding, Holding storage h, Circulation circulation) private {
        h.circulation = circulation;
        emit HoldingCirculationChanged(holding, h.holder, circulation, h.dishonoured, h.pledged);
    }

    function _setStatus(BillId bill, Bill storage b, BillStatus status) private {
        emit BillStatusChanged(bill, b.status, status);
        b.status = status;
        if (status == BillStatus.Settled || status == BillStatus.Ended) --_openBills;
    }

    function _burn(HoldingId holding, Holding storage h, address wallet) private {
        h.circulation = Circulation.Closed;
        _reportTransfer(HoldingId.unwrap(holding), h.holder, NOBODY, wallet, address(0));
    }

    function _open(
        HoldingId holding,
        Holding storage h,
        uint256 amount,
        BillAct act,
        ParticipantId from,
        ParticipantId to,
        Day lastDay,
        bytes32 terms
    ) private returns (RequestId) {
        Requests.Request memory r;
        r.from = from;
        r.to = to;
        r.subject = HoldingId.unwrap(holding);
        r.lo = h.lo;
        r.hi = r.lo + uint40(amount) - 1;
        r.act = uint8(act);
        r.lastDay = lastDay;
        r.terms = terms;
        return _requests.open(r);
    }

    /// The last day of a request: acceptance, delivery and endorsement end before maturity (NIL 40, B-4).
    function _requestDay(BillId bill, Bill storage b, Day lastDay) private view returns (Day) {
        if (today() >= b.maturity) revert BillDue(bill, b.maturity);
        Day latest = Day.wrap(Day.unwrap(b.maturity) - 1);
        if (lastDay == NO_DAY) return latest;
        if (lastDay < today() || lastDay > latest) {
            revert Requests.RequestLastDayOutOfRange(lastDay, today(), latest);
        }
        return lastDay;
    }

    function _requirePair(HoldingId holding, Bill storage b, Holding storage h, uint256 allowed) private view {
        (BillStatus status, Circulation circulation) = _pair(holding, b, h);
        if (!Pairs.contains(allowed, status, circulation)) {
            revert BillWrongPair(holding, status, circulation, allowed);
        }
    }

    /// Title passes only before maturity, unlocked and unmarked, and never after dishonour (B-4, NIL 36).
    function _requireEndorsable(HoldingId holding, Bill storage b, Holding storage h) private view {
        _requirePair(holding, b, h, Pairs.ENDORSEMENT);
        if (h.dishonoured) revert BillDishonoured(holding);
        if (_isFrozen(holding, b, h)) revert BillFrozen(holding);
        if (h.chainLength >= MAX_CHAIN) revert BillChainFull(holding, MAX_CHAIN);
    }

    /// Only a bill on which orders have opened cases is asked after.
    function _isFrozen(HoldingId holding, Bill storage b, Holding storage h) private view returns (bool) {
        return b.hasCases && orders.isFrozen(holding.billOf(), h.lo, h.hi, h.holder);
    }

    /// A part takes at least a fen, and only of a splittable bill less than all (B-6).
    function _requireAmount(HoldingId holding, Bill storage b, Holding storage h, uint256 amount) private view {
        uint256 units = _units(h);
        if (amount == 0 || amount > units) revert BillAmountOutOfRange(holding, amount, units);
        if (amount < units && !b.splittable) revert BillNotSplittable(holding.billOf());
    }

    /// The pair with what time and a live request make of it.
    function _pair(
        HoldingId holding,
        Bill storage b,
        Holding storage h
    ) private view returns (BillStatus status, Circulation circulation) {
        status = b.status;
        circulation = h.circulation;
        if (status == BillStatus.Delivered && today() >= b.maturity) status = BillStatus.Matured;
        bool isOffered = h.offered && _offers[holding].lastDay >= today();
        if (isOffered || _requests.isLive(h.request)) circulation = Circulation.Locked;
    }

    function _isMarked(HoldingId holding, Bill storage b, Holding storage h) private view returns (bool) {
        return h.chainLength == 0 ? b.notTransferable : _endorsements[_lastOf(holding, h)].notTransferable;
    }

    /// The newest endorsement of a holding's chain; 0 when it has none.
    function _lastOf(HoldingId holding, Holding storage h) private view returns (EndorsementId) {
        return endorsementOn(holdingOn(holding.billOf(), h.endorsedAs), h.chainLength);
    }

    function _isInstructed(
        Bill storage b,
        uint256 amount,
        BillAct act,
        ParticipantId counterparty,
        ParticipantId by
    ) private view returns (bool) {
        return _requests.covers(by, counterparty, uint8(act), amount, b.maturity.daysSince(today()));
    }

    function _known(BillId bill) private view returns (Bill storage b) {
        b = _bills[bill];
        if (b.status == BillStatus.None) revert BillUnknown(bill);
    }

    function _existing(HoldingId holding) private view returns (Holding storage h) {
        h = _holdings[holding];
        if (h.hi == 0) revert HoldingUnknown(holding);
    }

    function _units(Holding storage h) private view returns (uint256) {
        uint256 hi = h.hi;
        return hi == 0 ? 0 : hi - h.lo + 1;
    }

    function _requireHolder(HoldingId holding, Holding storage h, ParticipantId caller) private view {
        if (h.hi == 0) revert HoldingUnknown(holding);
        if (h.holder != caller) revert BillNotHolder(holding, caller, h.holder);
    }
}
