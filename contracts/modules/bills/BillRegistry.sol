// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {RequestId, Requests} from "../../kernel/libraries/Requests.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {AskId, NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IBillDescriptor} from "./interfaces/IBillDescriptor.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
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
    FIRST_HOLDING,
    firstHolding,
    Holding,
    HoldingId,
    holdingOn,
    Offer,
    Purpose
} from "./types/BillTypes.sol";

/// Documented in {IBillRegistry}.
contract BillRegistry is IBillRegistry, KernelModule {
    using Requests for Requests.Book;

    uint256 public constant MAX_CHAIN = 500;

    /// Acts that can be signed in advance. Acceptance never: it binds the drawee for the whole amount.
    uint32 private constant INSTRUCTABLE = uint32(
        (1 << uint256(BillAct.Delivery)) | (1 << uint256(BillAct.Endorsement))
    );
    bytes32 private constant MARKED = bytes32(uint256(1));

    IBillDescriptor public immutable descriptor;

    /// @inheritdoc IBillRegistry
    uint32 public billCount;
    /// Bills neither settled nor ended; in one slot with their count, which a drawing writes anyway.
    uint32 private _openBills;

    mapping(BillId bill => Bill) private _bills;
    mapping(HoldingId holding => Holding) private _holdings;
    mapping(EndorsementId endorsement => Endorsement) private _endorsements;
    mapping(ParticipantId holder => uint256) private _holdingCounts;
    mapping(HoldingId holding => Offer) private _offers;
    Requests.Book private _requests;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IBillDescriptor descriptor_
    ) KernelModule(authority, participants_) {
        descriptor = descriptor_;
    }

    /// @inheritdoc IBillRegistry
    function endorse(
        HoldingId holding,
        ParticipantId to,
        bool notTransferable,
        Day lastDay
    ) external returns (RequestId request) {
        Holding storage h = _holdings[holding];
        Bill storage b = _bills[holding.billOf()];
        uint256 amount = _units(h);
        (ParticipantId holder, address wallet, address toWallet) = _enter(to, Mode.Dispose, amount);
        _requireHolder(holding, h, holder);
        if (to == holder || to.isNobody()) revert BillEndorseeIsHolder(holding, holder);
        _requireEndorsable(holding, b, h);
        lastDay = _requestDay(holding.billOf(), b, lastDay);

        // What the endorsee could not pass on it has not signed for in advance.
        if (!notTransferable && _isInstructed(b, h, BillAct.Endorsement, holder, to)) {
            _convey(holding, h, to, Purpose.Transfer, notTransferable);
            emit Transfer(wallet, toWallet, HoldingId.unwrap(holding));
        } else {
            request = _open(holding, h, BillAct.Endorsement, to, lastDay, notTransferable ? MARKED : bytes32(0));
        }
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
        (ParticipantId signer, address wallet, address fromWallet) = _enter(r.from, Mode.Dispose, _units(h));
        _requests.sign(request, signer);
        _unlock(h);
        _requireEndorsable(holding, b, h);
        _requireHolder(holding, h, r.from);
        _convey(holding, h, signer, Purpose.Transfer, r.terms == MARKED);
        emit Transfer(fromWallet, wallet, HoldingId.unwrap(holding));
    }

    /// @inheritdoc IBillRegistry
    function refuse(RequestId request) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requests.refuse(request, caller);
        _unlock(_holdingOf(request));
    }

    /// @inheritdoc IBillRegistry
    function withdrawRequest(RequestId request) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requests.withdraw(request, caller);
        _unlock(_holdingOf(request));
    }

    /// @inheritdoc IBillRegistry
    function instruct(ParticipantId counterparty, Requests.Instruction calldata instruction) external {
        (ParticipantId by, , ) = _enter(counterparty, Mode.Dispose, instruction.ceiling);
        if (instruction.acts & ~INSTRUCTABLE != 0) revert BillActNotInstructable(instruction.acts, INSTRUCTABLE);
        _requests.instruct(by, counterparty, instruction);
    }

    /// @inheritdoc IBillRegistry
    function cancelInstruction(ParticipantId counterparty) external {
        (ParticipantId by, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requests.cancelInstruction(by, counterparty);
    }

    /// @inheritdoc IBillRegistry
    function create(
        Bill calldata bill,
        address drawerWallet
    ) external onlyPart returns (BillId billId, HoldingId holding) {
        billId = BillId.wrap(++billCount);
        ++_openBills;
        holding = firstHolding(billId);
        Bill storage b = _bills[billId];
        _bills[billId] = bill;
        b.seq = FIRST_HOLDING;
        b.closed = 0;
        b.status = BillStatus.Drawn;
        Holding storage h = _holdings[holding];
        h.lo = 1;
        h.hi = bill.face;
        h.holder = bill.drawer;
        h.circulation = Circulation.AwaitingDelivery;
        ++_holdingCounts[bill.drawer];
        emit BillCreated(billId, holding, bill.drawer, bill.face);
        emit Transfer(address(0), drawerWallet, HoldingId.unwrap(holding));
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
        --_holdingCounts[b.drawer];
        ++_holdingCounts[b.payee];
        emit Transfer(drawerWallet, payeeWallet, HoldingId.unwrap(holding));
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
        BillAct act,
        ParticipantId to,
        Day lastDay,
        bytes32 terms
    ) external onlyPart returns (RequestId request) {
        return _open(holding, _existing(holding), act, to, lastDay, terms);
    }

    /// @inheritdoc IBillRegistry
    function offer(HoldingId holding, ParticipantId holder, uint64 amount, AskId ask, Day lastDay) external onlyPart {
        // Checks
        Holding storage h = _existing(holding);
        BillId bill = holding.billOf();
        Bill storage b = _bills[bill];
        _requireHolder(holding, h, holder);
        _requireEndorsable(holding, b, h);
        uint64 units = uint64(_units(h));
        if (amount == 0 || amount > units) revert BillAmountOutOfRange(holding, amount, units);
        if (amount < units && !b.splittable) revert BillNotSplittable(bill);
        _requestDay(bill, b, lastDay);

        // Effects
        _offers[holding] = Offer({ask: ask, amount: uint40(amount), lastDay: lastDay});
        h.offered = true;
        emit HoldingOffered(holding, holder, ask, amount, lastDay);
    }

    /// @inheritdoc IBillRegistry
    function endOffer(HoldingId holding, AskId ask) external onlyPart {
        if (_offers[holding].ask != ask) return;
        delete _offers[holding];
        _holdings[holding].offered = false;
        emit HoldingOfferEnded(holding, ask);
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
        _convey(part, p, to, purpose, false);
        emit Transfer(fromWallet, toWallet, HoldingId.unwrap(part));
        return (part, purpose, b.acceptor, b.maturity);
    }

    /// @inheritdoc IBillRegistry
    function signRequest(RequestId request, ParticipantId signer) external onlyPart {
        _requests.sign(request, signer);
        _unlock(_holdingOf(request));
    }

    /// @inheritdoc IBillRegistry
    function collect(HoldingId holding, ParticipantId holder) external onlyPart {
        Holding storage h = _existing(holding);
        _requireHolder(holding, h, holder);
        _requirePair(holding, _bills[holding.billOf()], h, Pairs.PRESENTATION);
        h.circulation = Circulation.InCollection;
        emit HoldingCollecting(holding, holder);
    }

    /// @inheritdoc IBillRegistry
    function giveBack(HoldingId holding, bool dishonoured) external onlyPart {
        Holding storage h = _existing(holding);
        Bill storage b = _bills[holding.billOf()];
        _requirePair(holding, b, h, Pairs.ANSWER);
        Circulation circulation = _isMarked(holding, b, h) ? Circulation.NotTransferable : Circulation.Circulating;
        h.circulation = circulation;
        if (dishonoured) h.dishonoured = true;
        emit HoldingReturned(holding, h.holder, dishonoured, circulation);
    }

    /// @inheritdoc IBillRegistry
    function close(HoldingId holding) external onlyPart {
        Holding storage h = _existing(holding);
        BillId bill = holding.billOf();
        Bill storage b = _bills[bill];
        _requirePair(holding, b, h, Pairs.ANSWER);
        uint40 units = uint40(_units(h));
        uint40 closed = b.closed + units;
        b.closed = closed;
        _burn(holding, h, participants.walletOf(h.holder));
        emit HoldingClosed(holding, h.holder, units, closed);
        if (closed == b.face) {
            _setStatus(bill, b, BillStatus.Settled);
        }
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
    function requestInfo(RequestId request) external view returns (Requests.Request memory) {
        return _requests.requests[request];
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
        return _isInstructed(_bills[holding.billOf()], _existing(holding), act, counterparty, by);
    }

    /// @inheritdoc IBillRegistry
    function requestDay(BillId bill, Day lastDay) external view returns (Day) {
        return _requestDay(bill, _known(bill), lastDay);
    }

    /// @inheritdoc IBillRegistry
    function instructionsOf(
        ParticipantId by,
        uint256 start,
        uint256 limit
    ) external view returns (ParticipantId[] memory counterparties, Requests.Instruction[] memory instructions) {
        return _requests.instructionsOf(by, start, limit);
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 tokenId) external view returns (string memory) {
        ownerOf(tokenId);
        return descriptor.tokenURI(this, HoldingId.wrap(uint64(tokenId)));
    }

    /// @inheritdoc IERC721
    function balanceOf(address owner) external view returns (uint256) {
        if (owner == address(0)) revert ERC721InvalidOwner(owner);
        ParticipantId holder = participants.participantOf(owner);
        return participants.walletOf(holder) == owner ? _holdingCounts[holder] : 0;
    }

    /// @inheritdoc IBillRegistry
    function locked(uint256 tokenId) external view returns (bool) {
        ownerOf(tokenId);
        return true;
    }

    /// @inheritdoc IERC721
    function getApproved(uint256 tokenId) external view returns (address) {
        ownerOf(tokenId);
        return address(0);
    }

    /// @inheritdoc IERC721
    /// @custom:access view
    function approve(address, uint256) external pure {
        revert BillMovesByEndorsement("instruct");
    }

    /// @inheritdoc IERC721
    /// @custom:access view
    function setApprovalForAll(address, bool) external pure {
        revert BillMovesByEndorsement("instruct");
    }

    /// @inheritdoc IERC721
    /// @custom:access view
    function transferFrom(address, address, uint256) external pure {
        revert BillMovesByEndorsement("endorse");
    }

    /// @inheritdoc IERC721
    /// @custom:access view
    function safeTransferFrom(address, address, uint256) external pure {
        revert BillMovesByEndorsement("endorse");
    }

    /// @inheritdoc IERC721
    /// @custom:access view
    function safeTransferFrom(address, address, uint256, bytes calldata) external pure {
        revert BillMovesByEndorsement("endorse");
    }

    /// @inheritdoc IERC721
    function isApprovedForAll(address, address) external pure returns (bool) {
        return false;
    }

    /// @inheritdoc IERC721Metadata
    function name() external pure returns (string memory) {
        return "RopeNet Bills";
    }

    /// @inheritdoc IERC721Metadata
    function symbol() external pure returns (string memory) {
        return "BILL";
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return
            interfaceId == type(IERC165).interfaceId ||
            interfaceId == type(IERC721).interfaceId ||
            interfaceId == type(IERC721Metadata).interfaceId ||
            interfaceId == this.locked.selector;
    }

    /// @inheritdoc IERC721
    function ownerOf(uint256 tokenId) public view returns (address) {
        Holding storage h = _holdings[HoldingId.wrap(uint64(tokenId))];
        if (tokenId > type(uint64).max || h.hi == 0 || h.circulation == Circulation.Closed) {
            revert ERC721NonexistentToken(tokenId);
        }
        return participants.walletOf(h.holder);
    }

    /// Moves a holding to `to` and lengthens its chain. The caller has checked that it may.
    function _convey(
        HoldingId holding,
        Holding storage h,
        ParticipantId to,
        Purpose purpose,
        bool notTransferable
    ) private {
        uint16 place = h.chainLength + 1;
        if (place > MAX_CHAIN) revert BillChainFull(holding, MAX_CHAIN);
        Circulation circulation = notTransferable ? Circulation.NotTransferable : Circulation.Circulating;
        EndorsementId endorsement = endorsementOn(holding, place);
        Endorsement memory e = Endorsement({
            lo: h.lo,
            hi: h.hi,
            from: h.holder,
            to: to,
            day: today(),
            previousHolding: h.endorsedAs,
            purpose: purpose,
            notTransferable: notTransferable
        });

        _endorsements[endorsement] = e;
        h.holder = to;
        h.endorsedAs = uint32(HoldingId.unwrap(holding));
        h.chainLength = place;
        h.circulation = circulation;
        unchecked {
            // Each live holding is counted once, with its holder.
            --_holdingCounts[e.from];
            ++_holdingCounts[to];
        }
        emit BillEndorsed(
            holding,
            e.from,
            to,
            endorsement,
            purpose,
            e.lo,
            e.hi,
            e.day,
            notTransferable,
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
        _holdings[part] = h;
        _holdings[part].hi = hi;
        h.lo = hi + 1;
        ++_holdingCounts[h.holder];
        emit HoldingSplit(holding, part, h.holder, lo, hi);
        emit Transfer(address(0), wallet, HoldingId.unwrap(part));
    }

    /// An answered request is forgotten, so that later acts need not read it.
    function _unlock(Holding storage h) private {
        h.request = RequestId.wrap(0);
    }

    function _setStatus(BillId bill, Bill storage b, BillStatus status) private {
        emit BillStatusChanged(bill, b.status, status);
        b.status = status;
        if (status == BillStatus.Settled || status == BillStatus.Ended) --_openBills;
    }

    function _burn(HoldingId holding, Holding storage h, address wallet) private {
        h.circulation = Circulation.Closed;
        --_holdingCounts[h.holder];
        emit Transfer(wallet, address(0), HoldingId.unwrap(holding));
    }

    function _open(
        HoldingId holding,
        Holding storage h,
        BillAct act,
        ParticipantId to,
        Day lastDay,
        bytes32 terms
    ) private returns (RequestId request) {
        request = _requests.open(
            Requests.Request({
                from: h.holder,
                to: to,
                subject: HoldingId.unwrap(holding),
                lo: h.lo,
                hi: h.hi,
                act: uint8(act),
                status: Requests.Status.None,
                lastDay: lastDay,
                terms: terms
            })
        );
        h.request = request;
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
        Holding storage h,
        BillAct act,
        ParticipantId counterparty,
        ParticipantId by
    ) private view returns (bool) {
        return _requests.covers(by, counterparty, uint8(act), _units(h), b.maturity.daysSince(today()));
    }

    function _holdingOf(RequestId request) private view returns (Holding storage) {
        return _holdings[HoldingId.wrap(_requests.requests[request].subject)];
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
