// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {HolderId, NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode, Qualifications} from "../../kernel/types/Parties.sol";
import {IReliefFunds} from "./interfaces/IReliefFunds.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {OpenLots} from "./libraries/OpenLots.sol";
import {FundId, LotId, lotOf, PayoutId, ProgrammeId, ProjectId, Purpose, Role, Source} from "./types/ReliefTypes.sol";

/// Documented in {IReliefFunds}.
contract ReliefFunds is IReliefFunds, KernelModule {
    using OpenLots for OpenLots.Set;
    using SafeERC20 for IERC20;

    /// Sums over a programme's funds. One slot.
    struct Figures {
        uint64 received;
        uint64 allocated;
        uint64 returned;
    }

    /// Lots that one transaction visits at most.
    uint256 public constant MAX_LOTS = 64;

    Purpose private constant NO_PURPOSE = Purpose.wrap(0);
    FundId private constant NO_FUND = FundId.wrap(0);

    IReliefProgrammes public immutable programmes;
    ISettlementToken public immutable money;

    /// @inheritdoc IReliefFunds
    uint32 public fundCount;
    mapping(FundId fund => Fund) private _funds;
    mapping(ProgrammeId programme => FundId[]) private _fundsOf;
    mapping(ProgrammeId programme => Figures) private _figures;
    mapping(LotId lot => Lot) private _lots;
    /// Lots with something left.
    mapping(FundId fund => OpenLots.Set) private _open;
    mapping(HolderId giver => mapping(bytes32 businessRef => bool)) private _usedReferences;
    mapping(ProjectId project => Account) private _accounts;
    mapping(PayoutId payout => Use[]) private _uses;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        money = money_;
    }

    /// @inheritdoc IReliefFunds
    function openBudget(
        ProgrammeId programme,
        Purpose purpose,
        uint64 target,
        bytes32 evidence
    ) external returns (FundId) {
        (Fund memory f, ) = _enterForOpening(programme, FundKind.Budget, purpose, target);
        return _openFund(f, evidence);
    }

    /// @inheritdoc IReliefFunds
    function openCampaign(
        ProgrammeId programme,
        Purpose purpose,
        uint64 target,
        ParticipantId platform,
        Day from,
        Day until,
        Leftover leftover,
        FundId successor,
        bytes32 evidence
    ) external returns (FundId) {
        (Fund memory f, IReliefProgrammes.Programme memory p) = _enterForOpening(
            programme,
            FundKind.Campaign,
            purpose,
            target
        );
        Day earliest = today() > p.start ? today() : p.start;
        if (from < earliest || until < from || until > p.end) revert FundTermOutOfRange(from, until, earliest, p.end);
        if (!platform.isNobody()) _requirePlatform(programme, platform);
        _requireLeftover(p.authority, leftover, successor);
        f.platform = platform;
        f.from = from;
        f.until = until;
        f.leftover = leftover;
        f.successor = successor;
        return _openFund(f, evidence);
    }

    /// @inheritdoc IReliefFunds
    function openProduce(
        ProgrammeId programme,
        Purpose purpose,
        uint64 target,
        bytes32 evidence
    ) external returns (FundId) {
        (Fund memory f, ) = _enterForOpening(programme, FundKind.Produce, purpose, target);
        return _openFund(f, evidence);
    }

    /// @inheritdoc IReliefFunds
    function appropriate(FundId fund, uint64 amount, bytes32 businessRef) external returns (LotId lot) {
        Fund storage f = _fundOfKind(fund, FundKind.Budget);
        (IReliefProgrammes.Programme memory p, address wallet) = _enterAsAuthority(f.programme, amount);
        Lot memory entry;
        entry.giver = p.authority.asHolder();
        entry.amount = amount;
        lot = _receive(fund, entry, businessRef);
        _collect(wallet, amount);
    }

    /// @inheritdoc IReliefFunds
    function donate(FundId fund, uint64 amount, bool isAnonymous, bytes32 businessRef) external returns (LotId lot) {
        (HolderId giver, address wallet) = _enterAsGiver(amount);
        _requireCollecting(fund);
        Lot memory entry;
        entry.giver = giver;
        entry.amount = amount;
        entry.isAnonymous = isAnonymous;
        lot = _receive(fund, entry, businessRef);
        _collect(wallet, amount);
    }

    /// @inheritdoc IReliefFunds
    function donateBatch(
        FundId fund,
        uint64 amount,
        bytes32 root,
        uint32 donors,
        bytes32 businessRef
    ) external returns (LotId lot) {
        (ParticipantId caller, address wallet, ) = _enter(NOBODY, Mode.Dispose, amount);
        Fund storage f = _requireCollecting(fund);
        if (caller != f.platform) revert FundNotPlatform(fund, caller, f.platform);
        _requirePlatform(f.programme, caller);
        if (root == 0 || donors == 0) revert LotBatchEmpty();
        Lot memory entry;
        entry.giver = caller.asHolder();
        entry.amount = amount;
        entry.donors = donors;
        entry.root = root;
        lot = _receive(fund, entry, businessRef);
        _collect(wallet, amount);
    }

    /// @inheritdoc IReliefFunds
    function allocate(ProjectId project, uint64 amount) external {
        (Account storage a, FundId fund, Fund storage f) = _accountWithFund(project);
        _enterAsAuthority(f.programme, amount);
        programmes.requireRunning(f.programme);
        if (!f.noticeEnd.isNone()) revert FundAnnounced(fund, f.noticeEnd);
        uint64 free = _free(f);
        if (amount > free) revert FundShort(fund, amount, free);
        _allocate(project, a, fund, f, amount);
    }

    /// @inheritdoc IReliefFunds
    function deallocate(ProjectId project, uint64 amount) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, 0);
        (, FundId fund, Fund storage f) = _accountWithFund(project);
        _requireAuthorityUntilEnd(f.programme, caller);
        if (f.kind == FundKind.Produce) revert FundWrongKind(fund, f.kind, FundKind.Campaign);
        _deallocate(project, amount);
    }

    /// @inheritdoc IReliefFunds
    function announceLeftover(FundId fund) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, 0);
        Fund storage f = _fundOfKind(fund, FundKind.Campaign);
        IReliefProgrammes.Programme memory p = _requireAuthorityUntilEnd(f.programme, caller);
        if (today() <= f.until) revert FundNotOver(fund, f.until, today());
        if (!f.noticeEnd.isNone()) revert FundAnnounced(fund, f.noticeEnd);
        Day noticeEnd = today().plus(p.rules.noticeDays);
        f.noticeEnd = noticeEnd;
        emit LeftoverAnnounced(fund, f.leftover, noticeEnd);
    }

    /// @inheritdoc IReliefFunds
    function returnLots(LotId[] calldata lots) external {
        _requireListed(lots.length);
        address[] memory wallets = new address[](lots.length);
        uint64[] memory amounts = new uint64[](lots.length);
        for (uint256 i; i < lots.length; ++i) {
            (wallets[i], amounts[i]) = _returnLot(lots[i]);
        }
        for (uint256 i; i < lots.length; ++i) {
            _send(wallets[i], amounts[i]);
        }
    }

    /// @inheritdoc IReliefFunds
    function carryOver(LotId[] calldata lots) external {
        _requireListed(lots.length);
        for (uint256 i; i < lots.length; ++i) {
            _carryOver(lots[i]);
        }
    }

    /// @inheritdoc IReliefFunds
    function openAccount(ProjectId project, FundId fund, uint64 budget) external onlyPart {
        _fund(fund);
        Account storage a = _accounts[project];
        if (FundId.unwrap(a.fund) != 0) revert ProjectAlreadyAccounted(project);
        a.fund = fund;
        a.budget = budget;
    }

    /// @inheritdoc IReliefFunds
    function closeAccount(ProjectId project) external onlyPart {
        _account(project).closed = true;
    }

    /// @inheritdoc IReliefFunds
    function receiveOrder(
        ProjectId project,
        address buyer,
        uint64 amount,
        bytes32 businessRef
    ) external onlyPart returns (LotId lot) {
        (Account storage a, FundId fund, Fund storage f) = _accountWithFund(project);
        if (f.kind != FundKind.Produce) revert FundWrongKind(fund, f.kind, FundKind.Produce);
        Lot memory entry;
        entry.giver = participants.requireHolder(buyer, Mode.Dispose);
        entry.amount = amount;
        entry.project = project;
        lot = _receive(fund, entry, businessRef);
        _allocate(project, a, fund, f, amount);
        _collect(buyer, amount);
    }

    /// @inheritdoc IReliefFunds
    function returnOrder(ProjectId project, LotId lot, uint64 kept) external onlyPart returns (uint64 amount) {
        _requireLotOf(project, lot);
        amount = _left(_lots[lot]) - kept;
        if (amount == 0) return 0;
        _deallocate(project, amount);
        HolderId giver = _giveUp(lot, amount);
        emit LotReturned(lot, lot.fundOf(), giver, amount);
        _send(_accountOf(giver), amount);
    }

    /// @inheritdoc IReliefFunds
    function reserve(ProjectId project, uint64 amount) external onlyPart {
        Account storage a = _account(project);
        _requireFreeOf(project, a, amount);
        a.open += amount;
    }

    /// @inheritdoc IReliefFunds
    function unreserve(ProjectId project, uint64 amount) external onlyPart {
        _account(project).open -= amount;
    }

    /// @inheritdoc IReliefFunds
    function draw(
        ProjectId project,
        PayoutId payout,
        LotId lot,
        uint64 start,
        uint64 amount
    ) external onlyPart returns (uint64 drawn) {
        (, FundId fund, Fund storage f) = _accountWithFund(project);
        if (f.kind == FundKind.Produce || !lot.isNoLot()) {
            _requireLotOf(project, lot);
            drawn = _use(project, payout, lot, start, amount);
            if (drawn < amount) revert FundShort(fund, amount, drawn);
        } else {
            OpenLots.Set storage open = _open[fund];
            for (uint256 visited; visited < MAX_LOTS && drawn < amount; ++visited) {
                drawn += _use(project, payout, lotOf(fund, open.first()), start + drawn, amount - drawn);
            }
        }
        f.drawn += drawn;
    }

    /// @inheritdoc IReliefFunds
    function pay(ProjectId project, PayoutId payout, ParticipantId payee, address to, uint64 amount) external onlyPart {
        Account storage a = _account(project);
        a.open -= amount;
        a.paid += amount;
        emit PayoutMoved(payout, project, payee, amount, false);
        _send(to, amount);
    }

    /// @inheritdoc IReliefFunds
    function restore(
        ProjectId project,
        PayoutId payout,
        uint64 start,
        uint64 amount
    ) external onlyPart returns (uint64 restored) {
        restored = _restore(project, payout, start, amount, MAX_LOTS);
        _account(project).open -= restored;
    }

    /// @inheritdoc IReliefFunds
    function recover(
        ProjectId project,
        PayoutId payout,
        ParticipantId payee,
        address from,
        uint64 start,
        uint64 amount
    ) external onlyPart {
        _account(project).paid -= amount;
        _restore(project, payout, start, amount, type(uint256).max);
        emit PayoutMoved(payout, project, payee, amount, true);
        _collect(from, amount);
    }

    /// @inheritdoc IReliefFunds
    function fundInfo(FundId fund) external view returns (Fund memory) {
        return _fund(fund);
    }

    /// @inheritdoc IReliefFunds
    function fundsOf(ProgrammeId programme) external view returns (FundId[] memory) {
        return _fundsOf[programme];
    }

    /// @inheritdoc IReliefFunds
    function lotInfo(LotId lot) external view returns (Lot memory) {
        return _lot(lot);
    }

    /// @inheritdoc IReliefFunds
    function accountInfo(ProjectId project) external view returns (Account memory) {
        return _account(project);
    }

    /// @inheritdoc IReliefFunds
    function freeOf(FundId fund) external view returns (uint64) {
        return _free(_fund(fund));
    }

    /// @inheritdoc IReliefFunds
    function freeOfProject(ProjectId project) external view returns (uint64) {
        return _freeOf(_account(project));
    }

    /// @inheritdoc IReliefFunds
    function usesOf(PayoutId payout, uint256 start, uint256 limit) external view returns (Use[] memory uses) {
        Use[] storage all = _uses[payout];
        uint256 rest = Math.saturatingSub(all.length, start);
        uses = new Use[](Math.min(rest, limit));
        for (uint256 i; i < uses.length; ++i) {
            uses[i] = all[start + i];
        }
    }

    /// @inheritdoc IReliefFunds
    function figuresOf(
        ProgrammeId programme
    ) external view returns (uint64 received, uint64 allocated, uint64 free, uint64 returned) {
        Figures storage f = _figures[programme];
        (received, allocated, returned) = (f.received, f.allocated, f.returned);
        free = received - allocated - returned;
    }

    /// @inheritdoc IReliefFunds
    function verifyDonation(
        LotId lot,
        bytes32 commitment,
        uint64 offset,
        uint64 amount,
        bytes32[] calldata proof
    ) external view returns (bool) {
        Lot storage entry = _lot(lot);
        // What a lot that was carried over keeps in the root's place is no root.
        if (entry.donors == 0 || amount == 0 || uint256(offset) + amount > entry.amount) return false;
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(commitment, offset, amount))));
        return MerkleProof.verifyCalldata(proof, entry.root, leaf);
    }

    /// @inheritdoc IModulePart
    /// @dev Fen in the purse, which somebody is yet to be paid or given back.
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return money.balanceOf(address(this));
    }

    /// The authority of a programme of the source that fits, which has not ended, opens a fund.
    function _enterForOpening(
        ProgrammeId programme,
        FundKind kind,
        Purpose purpose,
        uint64 target
    ) private view returns (Fund memory f, IReliefProgrammes.Programme memory p) {
        (p, ) = _enterAsAuthority(programme, 0);
        if ((p.source == Source.Social) == (kind == FundKind.Budget)) revert FundSourceUnfit(programme, kind);
        if (today() > p.end) revert IReliefProgrammes.ProgrammeNotRunning(programme, p.start, p.end, today());
        if (target == 0) revert FundTargetZero();
        programmes.requirePurpose(programme, purpose);
        f.programme = programme;
        f.kind = kind;
        f.purpose = purpose;
        f.target = target;
    }

    function _enterAsAuthority(
        ProgrammeId programme,
        uint64 amount
    ) private view returns (IReliefProgrammes.Programme memory p, address wallet) {
        ParticipantId caller;
        (caller, wallet, ) = _enter(NOBODY, Mode.Dispose, amount);
        p = _programme(programme);
        _requireAuthority(programme, caller, p.authority);
        participants.requireQualified(caller, Qualifications.RELIEF_AUTHORITY);
    }

    /// A participant through the door, with its wallet; or a person with its own account, while somebody attests it.
    function _enterAsGiver(uint64 amount) private view returns (HolderId giver, address wallet) {
        if (!participants.holderOf(msg.sender).isPerson()) {
            ParticipantId caller;
            (caller, wallet, ) = _enter(NOBODY, Mode.Dispose, amount);
            return (caller.asHolder(), wallet);
        }
        IParticipantRegistry.Door memory door = participants.doorOf(address(this));
        if (!door.open) revert IParticipantRegistry.ParticipantModuleHalted(door.module);
        return (participants.requireHolder(msg.sender, Mode.Dispose), msg.sender);
    }

    function _openFund(Fund memory f, bytes32 evidence) private returns (FundId fund) {
        if (evidence == 0) revert FundEvidenceMissing();
        fund = FundId.wrap(++fundCount);
        _funds[fund] = f;
        _fundsOf[f.programme].push(fund);
        emit FundOpened(
            fund,
            f.programme,
            f.kind,
            f.purpose,
            f.target,
            f.platform,
            f.from,
            f.until,
            f.leftover,
            f.successor,
            evidence
        );
    }

    /// Money of a giver who names it for the first time.
    function _receive(FundId fund, Lot memory entry, bytes32 businessRef) private returns (LotId) {
        if (businessRef == 0) revert LotReferenceEmpty();
        if (_usedReferences[entry.giver][businessRef]) revert LotReferenceUsed(entry.giver, businessRef);
        _usedReferences[entry.giver][businessRef] = true;
        return _addLot(fund, entry, businessRef);
    }

    /// Adds a lot, if the fund may take it.
    function _addLot(FundId fund, Lot memory entry, bytes32 businessRef) private returns (LotId lot) {
        Fund storage f = _funds[fund];
        _requireRoom(fund, f, entry.amount, businessRef == 0);
        uint32 number = ++f.lots;
        f.received += entry.amount;
        _figures[f.programme].received += entry.amount;
        lot = lotOf(fund, number);
        entry.day = today();
        _lots[lot] = entry;
        _open[fund].add(number);
        emit LotReceived(
            lot,
            fund,
            entry.giver,
            entry.amount,
            entry.isAnonymous,
            entry.donors,
            entry.root,
            businessRef,
            f.received
        );
    }

    function _allocate(ProjectId project, Account storage a, FundId fund, Fund storage f, uint64 amount) private {
        if (amount == 0) revert FundAmountZero();
        if (a.closed) revert ProjectAccountClosed(project);
        uint256 allocated = uint256(a.allocated) + amount;
        if (allocated > a.budget) revert ProjectBudgetExceeded(project, allocated, a.budget);
        a.allocated = uint64(allocated);
        f.allocated += amount;
        _figures[f.programme].allocated += amount;
        emit FundAllocated(fund, project, amount, uint64(allocated), _free(f));
    }

    function _deallocate(ProjectId project, uint64 amount) private {
        (Account storage a, FundId fund, Fund storage f) = _accountWithFund(project);
        if (amount == 0) revert FundAmountZero();
        _requireFreeOf(project, a, amount);
        a.allocated -= amount;
        f.allocated -= amount;
        _figures[f.programme].allocated -= amount;
        emit FundDeallocated(fund, project, amount, a.allocated, _free(f));
    }

    /// @return wallet its giver's, where the money is to go
    /// @return amount fen that are left of it
    function _returnLot(LotId lot) private returns (address wallet, uint64 amount) {
        // Checks
        FundId fund = lot.fundOf();
        Fund storage f = _fund(fund);
        amount = _leftForGood(lot, f);
        if (f.kind == FundKind.Budget) {
            Day end = _programme(f.programme).end;
            if (today() <= end) revert FundNotOver(fund, end, today());
        } else {
            _requireNoticed(fund, f);
            if (f.leftover == Leftover.Similar && _takes(f.successor, f.programme, amount)) {
                revert FundHasSuccessor(fund, f.successor);
            }
        }

        // Effects
        HolderId giver = _giveUp(lot, amount);
        wallet = _accountOf(giver);
        emit LotReturned(lot, fund, giver, amount);
    }

    function _carryOver(LotId lot) private {
        // Checks
        FundId fund = lot.fundOf();
        Fund storage f = _fund(fund);
        uint64 amount = _leftForGood(lot, f);
        _requireNoticed(fund, f);
        if (f.leftover != Leftover.Similar) revert FundLeftoverUnfit(f.leftover, NO_FUND);
        FundId successor = f.successor;
        Fund storage s = _funds[successor];
        if (!s.noticeEnd.isNone()) revert FundAnnounced(successor, s.noticeEnd);

        // Effects
        Lot memory entry;
        entry.isAnonymous = _lots[lot].isAnonymous;
        entry.amount = amount;
        entry.root = bytes32(uint256(LotId.unwrap(lot)));
        entry.giver = _giveUp(lot, amount);
        LotId into = _addLot(successor, entry, 0);
        emit LotCarriedOver(lot, into, fund, amount);
    }

    /// What is left of a lot, or some of it, leaves its fund.
    function _giveUp(LotId lot, uint64 amount) private returns (HolderId giver) {
        FundId fund = lot.fundOf();
        Fund storage f = _funds[fund];
        Lot storage entry = _lots[lot];
        entry.returned += amount;
        if (_left(entry) == 0) _open[fund].remove(lot.lotNumber());
        f.returned += amount;
        _figures[f.programme].returned += amount;
        return entry.giver;
    }

    /// Uses up to `most` fen of a lot.
    function _use(
        ProjectId project,
        PayoutId payout,
        LotId lot,
        uint64 start,
        uint64 most
    ) private returns (uint64 amount) {
        Lot storage entry = _lots[lot];
        uint64 left = _left(entry);
        if (left == 0) revert LotNothingLeft(lot);
        amount = most < left ? most : left;
        entry.spent += amount;
        if (amount == left) _open[lot.fundOf()].remove(lot.lotNumber());
        _uses[payout].push(Use({lot: lot, start: start, amount: amount, restored: 0}));
        emit LotUsed(lot, payout, project, start, amount, left - amount);
    }

    /// Puts fen of a payout back to the lots that have paid for them, to so many lots at most.
    function _restore(
        ProjectId project,
        PayoutId payout,
        uint64 start,
        uint64 amount,
        uint256 most
    ) private returns (uint64 restored) {
        (, FundId fund, Fund storage f) = _accountWithFund(project);
        Use[] storage uses = _uses[payout];
        uint256 index = _useAt(uses, start);
        for (uint256 visited; visited < most && restored < amount; ++visited) {
            Use storage u = uses[index + visited];
            uint64 rest = u.start + u.amount - start;
            if (rest > amount - restored) rest = amount - restored;
            _restoreUse(project, payout, fund, u, start, rest);
            start += rest;
            restored += rest;
        }
        f.drawn -= restored;
    }

    function _restoreUse(
        ProjectId project,
        PayoutId payout,
        FundId fund,
        Use storage u,
        uint64 start,
        uint64 amount
    ) private {
        LotId lot = u.lot;
        uint256 restored = uint256(u.restored) + amount;
        if (restored > u.amount) revert LotRestoredTwice(lot, payout, restored, u.amount);
        u.restored = uint64(restored);
        Lot storage entry = _lots[lot];
        entry.spent -= amount;
        _open[fund].add(lot.lotNumber());
        emit LotRestored(lot, payout, project, start, amount, _left(entry));
    }

    /// Money that its holder allows this contract to take.
    function _collect(address from, uint64 amount) private {
        IERC20(money).safeTransferFrom(from, address(this), amount);
    }

    function _send(address to, uint64 amount) private {
        IERC20(money).safeTransfer(to, amount);
    }

    function _requireListed(uint256 count) private pure {
        if (count > MAX_LOTS) revert LotListTooLong(count, MAX_LOTS);
    }

    function _requireAuthority(ProgrammeId programme, ParticipantId caller, ParticipantId authority) private pure {
        if (caller != authority) revert IReliefProgrammes.ProgrammeNotAuthority(programme, caller, authority);
    }

    /// The authority only, until the programme has ended.
    function _requireAuthorityUntilEnd(
        ProgrammeId programme,
        ParticipantId caller
    ) private view returns (IReliefProgrammes.Programme memory p) {
        p = _programme(programme);
        if (today() <= p.end) _requireAuthority(programme, caller, p.authority);
    }

    function _requireLeftover(ParticipantId authority, Leftover leftover, FundId successor) private view {
        bool hasSuccessor = FundId.unwrap(successor) != 0;
        if (leftover == Leftover.None || hasSuccessor != (leftover == Leftover.Similar)) {
            revert FundLeftoverUnfit(leftover, successor);
        }
        if (!hasSuccessor) return;
        Fund storage s = _fundOfKind(successor, FundKind.Campaign);
        _requireAuthority(s.programme, authority, _programme(s.programme).authority);
    }

    /// A campaign on one of its days.
    function _requireCollecting(FundId fund) private view returns (Fund storage f) {
        f = _fundOfKind(fund, FundKind.Campaign);
        if (today() < f.from || today() > f.until) revert FundNotRunning(fund, f.from, f.until, today());
    }

    function _requirePlatform(ProgrammeId programme, ParticipantId platform) private view {
        programmes.requireRole(programme, platform, Role.Platform, NO_PURPOSE);
    }

    function _requireNoticed(FundId fund, Fund storage f) private view {
        if (f.kind != FundKind.Campaign) revert FundWrongKind(fund, f.kind, FundKind.Campaign);
        if (f.noticeEnd.isNone()) revert FundNotAnnounced(fund);
        if (today() <= f.noticeEnd) revert FundNoticeRunning(fund, f.noticeEnd, today());
    }

    /// Money comes in while the programme runs, within its budget and the fund's target. What a lot is at least keeps payouts from having to use
    /// many small ones; an order has a lot of its own, and one that is carried over is what it is.
    function _requireRoom(FundId fund, Fund storage f, uint64 amount, bool isCarried) private view {
        IReliefProgrammes.Programme memory p = programmes.requireRunning(f.programme);
        uint64 minimum = isCarried || f.kind == FundKind.Produce ? 1 : p.rules.minimumLot;
        if (amount == 0 || amount < minimum) revert LotTooSmall(amount, minimum);
        uint256 received = uint256(f.received) + amount;
        if (received > f.target) revert FundTargetExceeded(fund, received, f.target);
        Figures storage figures = _figures[f.programme];
        uint256 kept = uint256(figures.received) + amount - figures.returned;
        if (kept > p.budget) revert FundBudgetExceeded(f.programme, kept, p.budget);
    }

    function _requireFreeOf(ProjectId project, Account storage a, uint64 amount) private view {
        uint64 free = _freeOf(a);
        if (amount > free) revert ProjectShort(project, amount, free);
    }

    function _requireLotOf(ProjectId project, LotId lot) private view {
        if (ProjectId.unwrap(_lots[lot].project) != ProjectId.unwrap(project)) revert LotNotOfProject(lot, project);
    }

    function _programme(ProgrammeId programme) private view returns (IReliefProgrammes.Programme memory) {
        return programmes.programmeInfo(programme);
    }

    function _fund(FundId fund) private view returns (Fund storage f) {
        f = _funds[fund];
        if (f.kind == FundKind.None) revert FundUnknown(fund);
    }

    function _fundOfKind(FundId fund, FundKind kind) private view returns (Fund storage f) {
        f = _fund(fund);
        if (f.kind != kind) revert FundWrongKind(fund, f.kind, kind);
    }

    function _lot(LotId lot) private view returns (Lot storage entry) {
        entry = _lots[lot];
        if (entry.amount == 0) revert LotUnknown(lot);
    }

    function _account(ProjectId project) private view returns (Account storage a) {
        a = _accounts[project];
        if (FundId.unwrap(a.fund) == 0) revert ProjectNotAccounted(project);
    }

    function _accountWithFund(ProjectId project) private view returns (Account storage a, FundId fund, Fund storage f) {
        a = _account(project);
        fund = a.fund;
        f = _funds[fund];
    }

    /// What is left of a lot, none of which a project may still use.
    function _leftForGood(LotId lot, Fund storage f) private view returns (uint64 left) {
        left = _left(_lot(lot));
        if (left == 0) revert LotNothingLeft(lot);
        if (f.allocated > f.drawn) revert FundStillAllocated(lot.fundOf(), f.allocated - f.drawn);
    }

    /// Whether a fund can take over so much from another one of a programme.
    function _takes(FundId fund, ProgrammeId from, uint64 amount) private view returns (bool) {
        Fund storage f = _funds[fund];
        if (!f.noticeEnd.isNone() || uint256(f.received) + amount > f.target) return false;
        IReliefProgrammes.Programme memory p = _programme(f.programme);
        if (today() < p.start || today() > p.end) return false;
        // Within a programme nothing comes in.
        if (f.programme == from) return true;
        Figures storage figures = _figures[f.programme];
        return uint256(figures.received) + amount - figures.returned <= p.budget;
    }

    /// Where a giver's money is to go now.
    function _accountOf(HolderId giver) private view returns (address) {
        return giver.isPerson() ? giver.asAccount() : participants.walletOf(giver.asParticipant());
    }

    function _free(Fund storage f) private view returns (uint64) {
        return f.received - f.allocated - f.returned;
    }

    function _freeOf(Account storage a) private view returns (uint64) {
        return a.allocated - a.paid - a.open;
    }

    function _left(Lot storage entry) private view returns (uint64) {
        return entry.amount - entry.spent - entry.returned;
    }

    /// Index of the use that has paid for a payout's fen.
    function _useAt(Use[] storage uses, uint64 fen) private view returns (uint256) {
        uint256 low;
        uint256 high = uses.length;
        while (low < high) {
            uint256 middle = Math.average(low, high);
            if (uses[middle].start <= fen) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }
}
