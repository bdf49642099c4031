// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IPointsClearing} from "./interfaces/IPointsClearing.sol";
import {IPointsDescriptor} from "./interfaces/IPointsDescriptor.sol";
import {IPointsLedger} from "./interfaces/IPointsLedger.sol";
import {Books} from "./libraries/Books.sol";
import {Buckets} from "./libraries/Buckets.sol";
import {Lines} from "./libraries/Lines.sol";
import {Months} from "./libraries/Months.sol";
import {
    Book,
    Bucket,
    COMMON,
    ExpiryPolicy,
    Grant,
    LOT,
    Month,
    NO_MONTH,
    Programme,
    ProgrammeFlags,
    ProgrammeId,
    ProgrammeStatus,
    Stops,
    WHOLE
} from "./types/PointsTypes.sol";

/// Documented in {IPointsLedger}.
contract PointsLedger is IPointsLedger, KernelModule, ERC1155 {
    using Books for Books.Shelf;
    using Buckets for Buckets.Book;
    using Months for Month;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// Fen for 1,000 common points.
    uint32 private constant COMMON_VALUE = 1_000;
    uint256 private constant ALL = type(uint256).max;
    uint256 private constant OPEN = 1 << uint256(ProgrammeStatus.Open);
    uint256 private constant CLOSING = 1 << uint256(ProgrammeStatus.Closing);

    /// @inheritdoc IPointsLedger
    ISettlementToken public immutable money;
    /// @inheritdoc IPointsLedger
    IPointsDescriptor public immutable descriptor;

    /// @inheritdoc IPointsLedger
    IPointsClearing public clearing;
    /// @inheritdoc IPointsLedger
    uint32 public programmeCount;
    /// Members' programmes that are not Closed.
    uint32 private _unclosed;
    /// @inheritdoc IPointsLedger
    uint64 public fees;
    mapping(ProgrammeId programme => Programme) private _programmes;
    Books.Shelf private _books;
    /// @inheritdoc IPointsLedger
    mapping(ProgrammeId programme => bytes32) public nameOf;
    /// @inheritdoc IPointsLedger
    mapping(ProgrammeId programme => uint40) public stoppedUntil;
    /// @inheritdoc IPointsLedger
    mapping(address account => uint40) public frozenUntil;
    Buckets.Book private _buckets;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        ISettlementToken money_,
        IPointsDescriptor descriptor_
    ) KernelModule(authority, participants_) ERC1155("") {
        money = money_;
        descriptor = descriptor_;
        Programme memory common;
        common.value = COMMON_VALUE;
        common.ratio = WHOLE;
        common.expiry = ExpiryPolicy.Never;
        common.flags = ProgrammeFlags.TRANSFERABLE;
        _open(common, "Common points", 0);
    }

    /// @inheritdoc IPointsLedger
    function setParts(IPointsClearing clearing_) external restricted {
        if (address(clearing) != address(0)) revert PointsPartsAlreadySet();
        clearing = clearing_;
    }

    /// @inheritdoc IPointsLedger
    function open(
        Programme memory terms,
        bytes32 name,
        uint48 monthlyCap
    ) external onlyPart returns (ProgrammeId programme) {
        ++_unclosed;
        return _open(terms, name, monthlyCap);
    }

    /// @inheritdoc IPointsLedger
    function setRate(ProgrammeId programme, uint32 rate) external onlyPart {
        Programme storage p = _existing(programme);
        _requireStatus(programme, p.status, OPEN | CLOSING);
        p.rate = rate;
    }

    /// @inheritdoc IPointsLedger
    function setCap(ProgrammeId programme, uint48 monthlyCap) external onlyPart {
        _requireStatus(programme, _existing(programme).status, OPEN);
        Book memory b = _books.get(programme);
        b.monthlyCap = monthlyCap;
        _books.set(programme, b);
    }

    /// @inheritdoc IPointsLedger
    function setStops(ProgrammeId programme, uint8 set, uint8 clear) external onlyPart {
        Programme storage p = _existing(programme);
        uint8 stops = (p.stops | set) & ~clear;
        if (stops != p.stops) _enterStops(programme, p, stops);
    }

    /// @inheritdoc IPointsLedger
    function stopUntil(ProgrammeId programme, uint40 until) external onlyPart {
        stoppedUntil[programme] = until;
        Programme storage p = _existing(programme);
        _enterStops(programme, p, until == 0 ? p.stops & ~Stops.ORDER : p.stops | Stops.ORDER);
    }

    /// @inheritdoc IPointsLedger
    function startClosing(ProgrammeId programme, Day closesAfter) external onlyPart {
        Programme storage p = _existing(programme);
        _requireStatus(programme, p.status, OPEN);
        p.status = ProgrammeStatus.Closing;
        p.closesAfter = closesAfter;
    }

    /// @inheritdoc IPointsLedger
    function finish(ProgrammeId programme) external onlyPart returns (uint64 released) {
        // Checks
        Programme storage p = _existing(programme);
        _requireStatus(programme, p.status, CLOSING);
        if (today() <= p.closesAfter) revert PointsProgrammeNotOver(programme, p.closesAfter, today());

        // Effects
        p.status = ProgrammeStatus.Closed;
        --_unclosed;
        released = _books.get(programme).reserve;
        _release(programme, p.issuer, released);
    }

    /// @inheritdoc IPointsLedger
    function mint(ProgrammeId programme, ParticipantId granter, Month month, bytes calldata grants) external onlyPart {
        // Effects
        Programme storage p = _existing(programme);
        uint256 points = _credit(programme, granter, month, Lines.fromBytes(grants));
        Book memory b = _books.get(programme);
        // Such points tell by their month when they were granted: a reckoning of the calendar saved.
        Month current =
            p.expiry == ExpiryPolicy.MonthsFromGrant ? month.minus(p.expiryMonths) : Months.monthOf(today());
        _countGranted(programme, b, current, points);
        b.outstanding = (b.outstanding + points).toUint64();
        uint64 missing = _settle(programme, p, b, 0);

        // Interactions
        _collect(programme, p.issuer, missing, 0);
    }

    /// @inheritdoc IPointsLedger
    function takeBack(ProgrammeId programme, address account, Month month, uint64 points) external onlyPart {
        // Checks
        requireUsable(account);
        uint64 held = _buckets.pointsIn(programme, account, month);
        if (points > held) revert PointsBucketShort(programme, account, month, held, points);

        // Effects
        _buckets.take(programme, account, month, points);
        _lessen(programme, points);
        _report(programme, account, address(0), points);
    }

    /// @inheritdoc IPointsLedger
    function spend(
        ProgrammeId programme,
        address account,
        uint64 points
    ) external onlyPart returns (Bucket[] memory spent) {
        spent = _spend(programme, _existing(programme), account, points);
        _lessen(programme, points);
    }

    /// @inheritdoc IPointsLedger
    function giveBack(
        ProgrammeId programme,
        address account,
        Bucket[] calldata buckets
    ) external onlyPart returns (uint64 returned, uint64 expired) {
        // Effects
        Programme storage p = _existing(programme);
        (Month first, Month last) = _aliveMonths(p);
        Bucket[] memory live = new Bucket[](buckets.length);
        uint256 count;
        for (uint256 i; i < buckets.length; ++i) {
            Bucket memory bucket = buckets[i];
            // The months of grace begin with the expiry: what still lives has no use for them.
            if (bucket.month < first) bucket.month = bucket.month.plus(p.graceMonths);
            if (bucket.month < first || last < bucket.month) {
                expired += bucket.points;
                continue;
            }
            live[count++] = bucket;
            returned += bucket.points;
            _buckets.add(programme, account, bucket.month, bucket.points);
        }
        _shorten(live, count);
        emit PointsReturned(programme, account, live, expired);
        _report(programme, address(0), account, returned);
        Book memory b = _books.get(programme);
        b.outstanding += returned;
        uint64 missing = _settle(programme, p, b, 0);

        // Interactions
        _collect(programme, p.issuer, missing, 0);
    }

    /// @inheritdoc IPointsLedger
    function exchange(
        ProgrammeId programme,
        address account,
        uint64 points,
        uint64 common,
        uint64 grossFen,
        uint64 netFen
    ) external onlyPart returns (Bucket[] memory spent) {
        // Effects
        Programme storage p = _existing(programme);
        spent = _spend(programme, p, account, points);
        Book memory b = _books.get(programme);
        b.outstanding -= points;
        uint64 missing = _settle(programme, p, b, grossFen);
        fees += grossFen - netFen;
        uint64 commonReserve = _mintCommon(account, common, netFen);
        emit ReserveExchanged(programme, grossFen, b.reserve, netFen, commonReserve);

        // Interactions
        _collect(programme, p.issuer, missing, grossFen);
    }

    /// @inheritdoc IPointsLedger
    function payOut(ProgrammeId programme, uint64 fen, address to) external onlyPart {
        // Effects
        Programme storage p = _existing(programme);
        Book memory b = _books.get(programme);
        uint64 missing = _settle(programme, p, b, fen);
        emit ReservePaid(programme, to, fen, b.reserve);

        // Interactions
        _collect(programme, p.issuer, missing, fen);
        _send(to, fen);
    }

    /// @inheritdoc IPointsLedger
    function payBack(ProgrammeId programme, address from, uint64 fen) external onlyPart {
        _existing(programme);
        _addReserve(programme, from, fen);
    }

    /// @inheritdoc IPointsLedger
    function drawForCycle(
        ProgrammeId[] calldata programmes,
        uint64[] calldata wanted
    ) external onlyPart returns (uint64[] memory drawn) {
        // Effects
        drawn = new uint64[](programmes.length);
        uint256 sum;
        for (uint256 i; i < programmes.length; ++i) {
            ProgrammeId programme = programmes[i];
            // Not more than is wanted.
            uint64 fen = uint64(Math.min(wanted[i], freeReserve(programme)));
            if (fen == 0) continue;
            drawn[i] = fen;
            sum += fen;
            emit ReserveDrawn(programme, fen, _lower(programme, fen));
        }

        // Interactions
        _send(address(clearing), sum);
    }

    /// @inheritdoc IPointsLedger
    function payFees(address to) external onlyPart returns (uint64 fen) {
        // Effects
        fen = fees;
        fees = 0;
        emit FeesPaid(to, fen);

        // Interactions
        _send(to, fen);
    }

    /// @inheritdoc IPointsLedger
    function transferFor(ProgrammeId programme, address from, address to, uint64 points) external onlyPart {
        _safeTransferFrom(from, to, _tokenOf(programme), points, "");
    }

    /// @inheritdoc IPointsLedger
    function moveByOrder(ProgrammeId programme, address from, address to, uint64 points) external onlyPart {
        _move(programme, _existing(programme), from, to, points);
    }

    /// @inheritdoc IPointsLedger
    function freezeAccount(address account, uint40 until) external onlyPart {
        frozenUntil[account] = until;
        emit AccountFrozenUntil(account, until);
    }

    /// @inheritdoc IPointsLedger
    function addReserve(ProgrammeId programme, uint64 fen) external {
        // Checks
        (ParticipantId caller, address wallet, ) = _enter(NOBODY, Mode.Perform, fen);
        Programme storage p = _existing(programme);
        if (programme != COMMON) _requireIssuer(programme, p.issuer, caller);
        if (p.flags & ProgrammeFlags.HONOUR != 0) revert PointsProgrammeHonour(programme);
        _requireStatus(programme, p.status, OPEN | CLOSING);
        if (fen == 0) revert PointsReserveAmountZero(programme);

        // Effects and interactions
        _addReserve(programme, wallet, fen);
    }

    /// @inheritdoc IPointsLedger
    function withdrawReserve(ProgrammeId programme, uint64 fen) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Dispose, fen);
        _requireIssuer(programme, _existing(programme).issuer, caller);
        if (fen == 0) revert PointsReserveAmountZero(programme);
        uint64 free = withdrawableOf(programme);
        if (fen > free) revert PointsReserveNotFree(programme, fen, free);

        // Effects and interactions
        _release(programme, caller, fen);
    }

    /// @inheritdoc IPointsLedger
    function sweep(
        ProgrammeId programme,
        Month month,
        address[] calldata accounts
    ) external returns (uint64 swept, uint64 released) {
        // Checks
        if (isAlive(programme, month)) revert PointsMonthNotExpired(programme, month);

        // Effects
        for (uint256 i; i < accounts.length; ++i) {
            uint64 points = _buckets.pointsIn(programme, accounts[i], month);
            if (points == 0) continue;
            _buckets.take(programme, accounts[i], month, points);
            swept += points;
            emit PointsExpired(programme, accounts[i], month, points);
            _report(programme, accounts[i], address(0), points);
        }
        uint256 before = required(programme);
        _lessen(programme, swept);
        // What a reserve holds has 64 bits.
        released = uint64(Math.min(before - required(programme), withdrawableOf(programme)));

        // Effects and interactions
        if (released != 0) _release(programme, _programmes[programme].issuer, released);
    }

    /// @inheritdoc IPointsLedger
    function programmeInfo(ProgrammeId programme) external view returns (Programme memory) {
        return _existing(programme);
    }

    /// @inheritdoc IPointsLedger
    function grantTermsOf(
        ProgrammeId programme
    ) external view returns (ParticipantId issuer, uint32 value, Month month) {
        Programme storage p = _existing(programme);
        _requireStatus(programme, p.status, OPEN);
        uint8 stops = _stopsOf(programme, p.stops);
        if (stops != 0) revert PointsProgrammeStopped(programme, stops);
        // What is granted is good for as long as anything can be.
        Month first;
        (first, month) = _aliveMonths(p);
        if (month < first) revert PointsProgrammeExpired(programme, p.fixedDay, today());
        return (p.issuer, p.value, month);
    }

    /// @inheritdoc IPointsLedger
    function bookOf(ProgrammeId programme) external view returns (Book memory) {
        return _books.get(programme);
    }

    /// @inheritdoc IPointsLedger
    function bucketOf(ProgrammeId programme, address account, Month month) external view returns (uint64) {
        return _buckets.pointsIn(programme, account, month);
    }

    /// @inheritdoc IPointsLedger
    function worthOf(ProgrammeId programme, uint64 points) external view returns (uint64) {
        Book memory b = _books.get(programme);
        uint256 value = (uint256(points) * _existing(programme).value) / LOT;
        if (isStopped(programme)) {
            // Without points there is nothing to be paid for.
            uint256 outstanding = Math.max(b.outstanding, 1);
            value = Math.min(value, (uint256(b.reserve) * points) / outstanding);
        }
        return value.toUint64();
    }

    /// @inheritdoc IModulePart
    /// @dev Members' programmes that are not Closed, and common points that somebody holds.
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _unclosed + _books.get(COMMON).outstanding;
    }

    /// @inheritdoc IERC1155MetadataURI
    function uri(uint256 id) public view override(ERC1155, IERC1155MetadataURI) returns (string memory) {
        return descriptor.programmeURI(this, _programmeOf(id));
    }

    /// @inheritdoc IERC1155
    /// @dev What the account can spend: nothing that has expired (S-3).
    function balanceOf(
        address account,
        uint256 id
    ) public view override(ERC1155, IERC1155) returns (uint256 spendable) {
        if (id > type(uint32).max) return 0;
        Bucket[] memory buckets = bucketsOf(ProgrammeId.wrap(uint32(id)), account);
        for (uint256 i; i < buckets.length; ++i) {
            spendable += buckets[i].points;
        }
    }

    /// @inheritdoc IPointsLedger
    function bucketsOf(ProgrammeId programme, address account) public view returns (Bucket[] memory buckets) {
        (Month first, Month last) = _aliveMonths(_programmes[programme]);
        (buckets, ) = _buckets.find(programme, account, first, last, ALL);
    }

    /// @inheritdoc IPointsLedger
    function required(ProgrammeId programme) public view returns (uint256) {
        return _required(_programmes[programme], _books.get(programme).outstanding);
    }

    /// @inheritdoc IPointsLedger
    function freeReserve(ProgrammeId programme) public view returns (uint64) {
        // Not more than the reserve.
        return uint64(Math.saturatingSub(_books.get(programme).reserve, required(programme)));
    }

    /// @inheritdoc IPointsLedger
    function withdrawableOf(ProgrammeId programme) public view returns (uint64) {
        if (programme == COMMON || isStopped(programme)) return 0;
        // Not more than the reserve.
        return uint64(Math.saturatingSub(freeReserve(programme), clearing.owedBy(_programmes[programme].issuer)));
    }

    /// @inheritdoc IPointsLedger
    function isStopped(ProgrammeId programme) public view returns (bool stopped) {
        (, stopped) = standingOf(programme);
    }

    /// @inheritdoc IPointsLedger
    function standingOf(ProgrammeId programme) public view returns (ParticipantId issuer, bool stopped) {
        Programme storage p = _existing(programme);
        issuer = p.issuer;
        stopped =
            _stopsOf(programme, p.stops) != 0 ||
            (!issuer.isNobody() &&
                !LowLevelCall.staticcallNoReturn(
                    address(participants),
                    abi.encodeCall(participants.requireStanding, (issuer, Mode.Dispose))
                ));
    }

    /// @inheritdoc IPointsLedger
    function requireUsable(address account) public view {
        uint40 until = frozenUntil[account];
        if (until >= block.timestamp) revert PointsAccountFrozen(account, until);
        ParticipantId participant = participants.participantOf(account);
        if (!participant.isNobody() && participants.isFrozen(participant)) {
            revert PointsAccountServesFrozen(account, participant);
        }
    }

    /// @inheritdoc IPointsLedger
    function isAlive(ProgrammeId programme, Month month) public view returns (bool) {
        (Month first, Month last) = _aliveMonths(_existing(programme));
        return !(month < first) && !(last < month);
    }

    /// @dev Of holders and their operators, and of the parts for them: all points that pass on but by an order go through here (K-11).
    function _update(address from, address to, uint256[] memory ids, uint256[] memory values) internal override {
        // Checks
        if (ids.length != values.length) revert ERC1155InvalidArrayLength(ids.length, values.length);
        IParticipantRegistry.Door memory door = participants.doorOf(address(this));
        if (!door.open) revert IParticipantRegistry.ParticipantModuleHalted(door.module);
        requireUsable(from);
        requireUsable(to);
        if (msg.sender != from) requireUsable(msg.sender);

        // Effects
        for (uint256 i; i < ids.length; ++i) {
            ProgrammeId programme = _programmeOf(ids[i]);
            Programme storage p = _existing(programme);
            if (p.flags & ProgrammeFlags.TRANSFERABLE == 0) revert PointsProgrammeNotTransferable(programme);
            _move(programme, p, from, to, values[i]);
        }
    }

    function _open(Programme memory terms, bytes32 name, uint48 monthlyCap) private returns (ProgrammeId programme) {
        programme = ProgrammeId.wrap(++programmeCount);
        terms.status = ProgrammeStatus.Open;
        _programmes[programme] = terms;
        Book memory b;
        b.monthlyCap = monthlyCap;
        _books.set(programme, b);
        nameOf[programme] = name;
    }

    function _enterStops(ProgrammeId programme, Programme storage p, uint8 stops) private {
        p.stops = stops;
        emit ProgrammeStopsChanged(programme, stops, stoppedUntil[programme]);
    }

    /// Puts the lines of a grant into the accounts' buckets.
    /// @return points of all lines
    function _credit(
        ProgrammeId programme,
        ParticipantId granter,
        Month month,
        Grant[] calldata grants
    ) private returns (uint256 points) {
        for (uint256 i; i < grants.length; ++i) {
            (address account, uint64 granted, uint40 sequence) = Lines.read(grants, i);
            unchecked {
                // At most 500 lines of 64 bits.
                points += granted;
            }
            _buckets.add(programme, account, month, granted);
            emit PointsGranted(programme, account, sequence, granter, granted, month);
            _report(programme, address(0), account, granted);
        }
    }

    /// Holds what is granted in a calendar month against its cap.
    function _countGranted(ProgrammeId programme, Book memory b, Month current, uint256 points) private pure {
        uint256 granted = b.month == current ? b.grantedInMonth + points : points;
        uint48 cap = b.monthlyCap == 0 ? type(uint48).max : b.monthlyCap;
        if (granted > cap) revert PointsGrantCapExceeded(programme, granted, cap);
        b.month = current;
        // At most the cap.
        b.grantedInMonth = uint48(granted);
    }

    /// Enters a book whose reserve gives some fen away, and which must be covered then (S-1).
    /// @return missing fen that have been entered as added by the issuer: the caller collects them last
    function _settle(
        ProgrammeId programme,
        Programme storage p,
        Book memory b,
        uint64 given
    ) private returns (uint64 missing) {
        uint256 needed = _required(p, b.outstanding) + given;
        if (needed > b.reserve) {
            if (p.issuer.isNobody()) revert PointsReserveShort(programme, b.reserve, needed);
            missing = (needed - b.reserve).toUint64();
            b.reserve += missing;
            _reportAdded(programme, participants.walletOf(p.issuer), missing, b.reserve);
        }
        b.reserve -= given;
        _books.set(programme, b);
    }

    /// Points that are outstanding no more.
    function _lessen(ProgrammeId programme, uint64 points) private {
        Book memory b = _books.get(programme);
        b.outstanding -= points;
        _books.set(programme, b);
    }

    /// @return reserve fen that cover the common points then
    function _mintCommon(address account, uint64 points, uint64 fen) private returns (uint64 reserve) {
        Book memory b = _books.get(COMMON);
        b.outstanding += points;
        b.reserve += fen;
        _buckets.add(COMMON, account, NO_MONTH, points);
        _report(COMMON, address(0), account, points);
        _settle(COMMON, _programmes[COMMON], b, 0);
        return b.reserve;
    }

    function _spend(
        ProgrammeId programme,
        Programme storage p,
        address account,
        uint64 points
    ) private returns (Bucket[] memory spent) {
        requireUsable(account);
        spent = _take(programme, p, account, points);
        _report(programme, account, address(0), points);
    }

    function _move(ProgrammeId programme, Programme storage p, address from, address to, uint256 points) private {
        Bucket[] memory moved = _take(programme, p, from, points);
        for (uint256 i; i < moved.length; ++i) {
            _buckets.add(programme, to, moved[i].month, moved[i].points);
        }
        emit PointsTransferred(programme, from, to, moved);
        _report(programme, from, to, points);
    }

    /// Takes points that are alive out of an account's buckets, those that expire soonest first (X-58).
    function _take(
        ProgrammeId programme,
        Programme storage p,
        address account,
        uint256 points
    ) private returns (Bucket[] memory taken) {
        (Month first, Month last) = _aliveMonths(p);
        uint256 missing;
        (taken, missing) = _buckets.find(programme, account, first, last, points);
        if (missing != 0) revert PointsBalanceShort(programme, account, points - missing, points);
        for (uint256 i; i < taken.length; ++i) {
            _buckets.take(programme, account, taken[i].month, taken[i].points);
        }
    }

    function _report(ProgrammeId programme, address from, address to, uint256 points) private {
        emit TransferSingle(msg.sender, from, to, _tokenOf(programme), points);
    }

    function _reportAdded(ProgrammeId programme, address from, uint64 fen, uint64 reserve) private {
        emit ReserveAdded(programme, from, fen, reserve);
    }

    function _addReserve(ProgrammeId programme, address from, uint64 fen) private {
        // Effects
        Book memory b = _books.get(programme);
        b.reserve += fen;
        _books.set(programme, b);
        _reportAdded(programme, from, fen, b.reserve);

        // Interactions
        IERC20(money).safeTransferFrom(from, address(this), fen);
    }

    /// Takes what a reserve was missing from its issuer's wallet.
    /// @param given fen that it has given away since
    function _collect(ProgrammeId programme, ParticipantId issuer, uint64 missing, uint64 given) private {
        if (missing == 0) return;
        bool isPaid = LowLevelCall.callNoReturn(
            address(money),
            abi.encodeCall(money.transferFrom, (participants.walletOf(issuer), address(this), missing))
        );
        if (isPaid) return;
        uint256 needed = uint256(_books.get(programme).reserve) + given;
        revert PointsReserveShort(programme, needed - missing, needed);
    }

    /// Gives fen of a reserve back to the issuer.
    function _release(ProgrammeId programme, ParticipantId issuer, uint64 fen) private {
        address wallet = participants.walletOf(issuer);
        emit ReserveWithdrawn(programme, wallet, fen, _lower(programme, fen));
        _send(wallet, fen);
    }

    /// @return reserve fen that are left of it
    function _lower(ProgrammeId programme, uint64 fen) private returns (uint64 reserve) {
        Book memory b = _books.get(programme);
        b.reserve -= fen;
        _books.set(programme, b);
        return b.reserve;
    }

    function _send(address to, uint256 fen) private {
        if (fen != 0) IERC20(money).safeTransfer(to, fen);
    }

    function _existing(ProgrammeId programme) private view returns (Programme storage p) {
        p = _programmes[programme];
        if (p.status == ProgrammeStatus.None) revert PointsProgrammeUnknown(programme);
    }

    /// What stops a programme now, its issuer's standing aside.
    function _stopsOf(ProgrammeId programme, uint8 stops) private view returns (uint8) {
        bool isOver = stops & Stops.ORDER != 0 && stoppedUntil[programme] < block.timestamp;
        return isOver ? stops & ~Stops.ORDER : stops;
    }

    /// Months whose points are good today; none: the first is later than the last.
    function _aliveMonths(Programme storage p) private view returns (Month first, Month last) {
        Day day = today();
        if (p.status == ProgrammeStatus.Closing ? day <= p.closesAfter : p.status == ProgrammeStatus.Open) {
            if (p.expiry == ExpiryPolicy.Never) return (NO_MONTH, NO_MONTH);
            if (p.expiry == ExpiryPolicy.MonthsFromGrant) {
                first = Months.monthOf(day);
                return (first, first.plus(p.expiryMonths));
            }
            first = Months.monthOf(p.fixedDay);
            if (day <= p.fixedDay) return (first, first);
        }
        return (Month.wrap(type(uint16).max), NO_MONTH);
    }

    function _required(Programme storage p, uint256 outstanding) private view returns (uint256) {
        if (p.status == ProgrammeStatus.Closed) return 0;
        unchecked {
            // Points have 64 bits, a value has 32 and a ratio 16.
            return Math.ceilDiv(outstanding * p.value * p.ratio, LOT * WHOLE);
        }
    }

    function _requireStatus(ProgrammeId programme, ProgrammeStatus status, uint256 allowed) private pure {
        if ((1 << uint256(status)) & allowed == 0) revert PointsProgrammeWrongStatus(programme, status, allowed);
    }

    function _requireIssuer(ProgrammeId programme, ParticipantId issuer, ParticipantId caller) private pure {
        if (caller != issuer) revert PointsProgrammeNotIssuer(programme, caller, issuer);
    }

    function _programmeOf(uint256 id) private pure returns (ProgrammeId) {
        if (id > type(uint32).max) revert PointsTokenUnknown(id);
        return ProgrammeId.wrap(uint32(id));
    }

    function _tokenOf(ProgrammeId programme) private pure returns (uint256) {
        return ProgrammeId.unwrap(programme);
    }

    function _shorten(Bucket[] memory buckets, uint256 count) private pure {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(buckets, count)
        }
    }
}
