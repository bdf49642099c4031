// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {CivilDate} from "../../kernel/libraries/CivilDate.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {Assertion} from "../../kernel/types/Passkey.sol";
import {IReliefBenefits} from "./interfaces/IReliefBenefits.sol";
import {IReliefFunds} from "./interfaces/IReliefFunds.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefPayouts} from "./interfaces/IReliefPayouts.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefProjects} from "./interfaces/IReliefProjects.sol";
import {IReliefPurchases} from "./interfaces/IReliefPurchases.sol";
import {
    AreaCode,
    HouseholdId,
    HouseholdStatus,
    Level,
    OfficerId,
    PayoutId,
    ProgrammeId,
    ProjectId,
    PurchaseId,
    Purpose,
    Role,
    RoundId,
    householdOf
} from "./types/ReliefTypes.sol";

/// Documented in {IReliefPurchases}.
contract ReliefPurchases is IReliefPurchases, KernelModule {
    /// Of an order's lines that are not paid.
    struct Rest {
        /// Whether some can be paid now, or wait for their bank, and the first of them.
        bool isOpen;
        uint8 open;
        /// Fen of lines that can be paid now or later.
        uint64 kept;
        /// Lines that can't, a bit each: their shares are the buyer's.
        uint64 back;
    }

    uint256 public constant MAX_LINES = 64;
    /// A share waits for its household for so many months after the days for complaints.
    uint256 public constant WAITING_MONTHS = 12;
    bytes32 private constant USE_VOUCHER_TYPEHASH = keccak256(
        "UseVoucher(uint64 person,uint32 round,uint32 merchant,uint64 amount,bytes32 goods,uint256 nonce,uint256 deadline)"
    );
    AreaCode private constant ANY_AREA = AreaCode.wrap(0);
    uint8 private constant ANY_CATEGORY = 0;
    Purpose private constant NO_PURPOSE = Purpose.wrap(0);
    OfficerId private constant NO_OFFICER = OfficerId.wrap(0);

    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefHouseholds public immutable households;
    IReliefKeys public immutable keys;
    IReliefProjects public immutable projects;
    IReliefFunds public immutable funds;
    IReliefBenefits public immutable benefits;
    IReliefPayouts public immutable payouts;

    /// @inheritdoc IReliefPurchases
    uint32 public purchaseCount;
    /// Orders that have neither been finished nor cancelled.
    uint32 private _open;
    mapping(PurchaseId purchase => Purchase) private _purchases;
    mapping(PurchaseId purchase => Share[]) private _shares;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefOfficers officers_,
        IReliefHouseholds households_,
        IReliefKeys keys_,
        IReliefProjects projects_,
        IReliefFunds funds_,
        IReliefBenefits benefits_,
        IReliefPayouts payouts_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        officers = officers_;
        households = households_;
        keys = keys_;
        projects = projects_;
        funds = funds_;
        benefits = benefits_;
        payouts = payouts_;
    }

    /// @inheritdoc IReliefPurchases
    function useVoucher(
        RoundId round,
        HouseholdId household,
        uint64 amount,
        bytes32 goods,
        Assertion calldata assertion
    ) external returns (PayoutId payout) {
        // Checks
        (ParticipantId merchant, , ) = _enter(NOBODY, Mode.Dispose, amount);
        if (amount == 0) revert VoucherAmountZero(round);
        if (goods == 0) revert PurchaseEvidenceMissing();
        IReliefPayouts.Draft memory draft = _draftOf(round, household, amount, merchant);

        // Interactions
        keys.requireAsserted(
            household.householdPerson(),
            USE_VOUCHER_TYPEHASH,
            abi.encode(round, merchant, amount, goods),
            assertion
        );
        (uint32[] memory numbers, uint64[] memory amounts) = (new uint32[](1), new uint64[](1));
        (numbers[0], amounts[0]) = (household.numberOf(), amount);
        // The round has been asked whether area, category and period fit.
        households.grant(draft.programme, ANY_AREA, ANY_CATEGORY, NOBODY, NO_DAY, numbers, amounts);
        payout = payouts.create(draft, numbers, amounts);
        emit VoucherUsed(round, household, merchant, payout, amount, goods);
    }

    /// @inheritdoc IReliefPurchases
    function order(
        ProjectId project,
        ParticipantId cooperative,
        uint64 margin,
        Day deliverBy,
        bytes32 goods,
        uint32[] calldata numbers,
        uint64[] calldata shares,
        bytes32 businessRef
    ) external returns (PurchaseId purchase) {
        // Checks
        Purchase memory p;
        p.project = project;
        p.cooperative = cooperative;
        p.status = PurchaseStatus.Ordered;
        p.deliverBy = deliverBy;
        p.amount = _totalOf(numbers, shares, margin);
        p.lines = uint8(numbers.length);
        p.margin = margin;
        p.goods = goods;
        address wallet;
        (p.buyer, wallet, ) = _enter(cooperative, Mode.Dispose, p.amount);
        _requireOrderable(p, numbers, shares);

        // Effects
        purchase = PurchaseId.wrap(++purchaseCount);
        ++_open;
        _purchases[purchase] = p;
        _keep(purchase, numbers, shares);

        // Interactions
        p.lot = funds.receiveOrder(project, wallet, p.amount, businessRef);
        _purchases[purchase].lot = p.lot;
        _announce(purchase, p, numbers, shares);
    }

    /// @inheritdoc IReliefPurchases
    function deliver(PurchaseId purchase, bytes32 evidence) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Purchase storage p = _inStatus(purchase, PurchaseStatus.Ordered);
        if (caller != p.cooperative) revert PurchaseNotParty(purchase, caller, p.cooperative);
        if (today() > p.deliverBy) revert PurchaseDeliveryLate(purchase, p.deliverBy, today());
        if (evidence == 0) revert PurchaseEvidenceMissing();

        // Effects
        ProgrammeId programme = projects.projectInfo(p.project).programme;
        Day complainBy = today().plus(programmes.programmeInfo(programme).rules.receiptDays);
        p.status = PurchaseStatus.Delivered;
        p.complainBy = complainBy;
        p.delivery = evidence;
        emit ProduceDelivered(purchase, caller, evidence, complainBy);
    }

    /// @inheritdoc IReliefPurchases
    function cancel(PurchaseId purchase) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, 0);
        Purchase storage p = _inStatus(purchase, PurchaseStatus.Ordered);
        if (caller != p.cooperative && today() <= p.deliverBy) {
            revert PurchaseNotOverdue(purchase, p.deliverBy, today());
        }
        _cancel(p, purchase, caller, NO_OFFICER, 0);
    }

    /// @inheritdoc IReliefPurchases
    function accept(PurchaseId purchase) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, 0);
        Purchase storage p = _inStatus(purchase, PurchaseStatus.Delivered);
        if (caller != p.buyer && today() <= p.complainBy) {
            revert PurchaseComplaintOpen(purchase, p.complainBy, today());
        }
        _setStatus(p, purchase, PurchaseStatus.Accepted, caller, NO_OFFICER, 0);
    }

    /// @inheritdoc IReliefPurchases
    function complain(PurchaseId purchase, bytes32 evidence) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Purchase storage p = _inStatus(purchase, PurchaseStatus.Delivered);
        if (caller != p.buyer) revert PurchaseNotParty(purchase, caller, p.buyer);
        if (today() > p.complainBy) revert PurchaseComplaintLate(purchase, p.complainBy, today());
        if (evidence == 0) revert PurchaseEvidenceMissing();
        _setStatus(p, purchase, PurchaseStatus.Disputed, caller, NO_OFFICER, evidence);
    }

    /// @inheritdoc IReliefPurchases
    function settle(PurchaseId purchase, bool delivered, bytes32 evidence) external {
        Purchase storage p = _inStatus(purchase, PurchaseStatus.Disputed);
        OfficerId officer = _requireArbiter(p, purchase);
        if (evidence == 0) revert PurchaseEvidenceMissing();
        ParticipantId employer = officers.officerInfo(officer).participant;
        if (delivered) _setStatus(p, purchase, PurchaseStatus.Accepted, employer, officer, evidence);
        else _cancel(p, purchase, employer, officer, evidence);
    }

    /// @inheritdoc IReliefPurchases
    function payShares(PurchaseId purchase, ParticipantId bank) external returns (PayoutId payout) {
        // Checks
        Purchase storage p = _existing(purchase);
        if (p.status != PurchaseStatus.Finished) _requireStatus(p, purchase, PurchaseStatus.Accepted);
        ProgrammeId programme = projects.projectInfo(p.project).programme;
        programmes.requireRole(programme, bank, Role.PayoutBank, NO_PURPOSE);
        uint8[] memory lines = _payable(p, purchase, programme, bank);
        if (lines.length == 0) revert PurchaseNothingForBank(purchase, bank);

        // Effects
        Share[] storage shares = _shares[purchase];
        uint32[] memory numbers = new uint32[](lines.length);
        uint64[] memory amounts = new uint64[](lines.length);
        for (uint256 i; i < lines.length; ++i) {
            Share storage s = shares[lines[i]];
            (numbers[i], amounts[i]) = (s.household, s.amount);
            s.line = uint16(i);
        }

        // Interactions
        uint256 total = households.grant(programme, ANY_AREA, ANY_CATEGORY, bank, NO_DAY, numbers, amounts);
        payout = payouts.create(_draftFor(p, purchase, programme, bank, true), numbers, amounts);
        for (uint256 i; i < lines.length; ++i) {
            shares[lines[i]].payout = payout;
        }
        emit ProduceSharesPaid(purchase, payout, bank, lines.length, uint64(total));
    }

    /// @inheritdoc IReliefPurchases
    function finish(PurchaseId purchase) external {
        // Checks
        Purchase storage p = _inStatus(purchase, PurchaseStatus.Accepted);
        ProgrammeId programme = projects.projectInfo(p.project).programme;
        Rest memory rest = _restOf(p, purchase, programme);
        if (rest.isOpen) revert PurchaseLinesOpen(purchase, rest.open);

        // Effects
        p.status = PurchaseStatus.Finished;
        --_open;

        // Interactions
        PayoutId payout;
        ParticipantId cooperative = p.cooperative;
        bool admitted =
            programmes.hasRole(programme, cooperative, Role.Cooperative, NO_PURPOSE) &&
                !payouts.isBarred(programme, cooperative);
        if (p.margin != 0 && admitted) {
            uint64[] memory amounts = new uint64[](1);
            amounts[0] = p.margin;
            payout = payouts.create(_draftFor(p, purchase, programme, cooperative, false), new uint32[](0), amounts);
        }
        uint64 returned = _returnRest(p, purchase, rest);
        emit ProduceFinished(purchase, payout, returned);
    }

    /// @inheritdoc IReliefPurchases
    function returnRest(PurchaseId purchase) external returns (uint64 amount) {
        Purchase storage p = _inStatus(purchase, PurchaseStatus.Finished);
        amount = _returnRest(p, purchase, _restOf(p, purchase, projects.projectInfo(p.project).programme));
        if (amount == 0) revert PurchaseNothingLeft(purchase);
    }

    /// @inheritdoc IReliefPurchases
    function purchaseInfo(PurchaseId purchase) external view returns (Purchase memory) {
        return _existing(purchase);
    }

    /// @inheritdoc IReliefPurchases
    function sharesOf(PurchaseId purchase) external view returns (Share[] memory) {
        _existing(purchase);
        return _shares[purchase];
    }

    /// @inheritdoc IModulePart
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _open;
    }

    function _keep(PurchaseId purchase, uint32[] calldata numbers, uint64[] calldata shares) private {
        for (uint256 i; i < numbers.length; ++i) {
            _shares[purchase].push(
                Share({household: numbers[i], amount: shares[i], payout: PayoutId.wrap(0), line: 0})
            );
        }
    }

    function _announce(
        PurchaseId purchase,
        Purchase memory p,
        uint32[] calldata numbers,
        uint64[] calldata shares
    ) private {
        emit ProduceOrdered(
            purchase,
            p.project,
            p.buyer,
            p.cooperative,
            p.lot,
            p.amount,
            p.margin,
            p.deliverBy,
            p.goods,
            numbers,
            shares
        );
    }

    function _cancel(
        Purchase storage p,
        PurchaseId purchase,
        ParticipantId by,
        OfficerId officer,
        bytes32 evidence
    ) private {
        _setStatus(p, purchase, PurchaseStatus.Cancelled, by, officer, evidence);
        --_open;
        Rest memory rest;
        rest.back = type(uint64).max >> (MAX_LINES - p.lines);
        _returnRest(p, purchase, rest);
    }

    function _setStatus(
        Purchase storage p,
        PurchaseId purchase,
        PurchaseStatus next,
        ParticipantId by,
        OfficerId officer,
        bytes32 evidence
    ) private {
        PurchaseStatus previous = p.status;
        p.status = next;
        emit ProduceStatusChanged(purchase, by, officer, previous, next, evidence);
    }

    /// Gives the buyer back what is left of its lot and not kept for households.
    function _returnRest(Purchase storage p, PurchaseId purchase, Rest memory rest) private returns (uint64 amount) {
        p.back |= rest.back;
        amount = funds.returnOrder(p.project, p.lot, rest.kept);
        if (amount != 0) emit ProduceRestReturned(purchase, p.buyer, amount, rest.back);
    }

    /// What a voucher's payout is, if the round, the household and the merchant allow it.
    function _draftOf(
        RoundId round,
        HouseholdId household,
        uint64 amount,
        ParticipantId merchant
    ) private view returns (IReliefPayouts.Draft memory draft) {
        (draft.project, draft.benefit, draft.period, draft.cap) = benefits.requireVoucher(round, household, amount);
        IReliefProgrammes.Benefit memory b = programmes.benefitInfo(draft.benefit);
        programmes.requireRole(b.programme, merchant, Role.Merchant, b.purpose);
        draft.kind = IReliefPayouts.PayoutKind.Voucher;
        draft.programme = b.programme;
        draft.payee = merchant;
        draft.origin = RoundId.unwrap(round);
    }

    function _draftFor(
        Purchase storage p,
        PurchaseId purchase,
        ProgrammeId programme,
        ParticipantId payee,
        bool isShare
    ) private view returns (IReliefPayouts.Draft memory draft) {
        draft.kind = isShare ? IReliefPayouts.PayoutKind.Share : IReliefPayouts.PayoutKind.Margin;
        draft.programme = programme;
        draft.project = p.project;
        draft.payee = payee;
        draft.lot = p.lot;
        draft.origin = PurchaseId.unwrap(purchase);
    }

    function _requireOrderable(
        Purchase memory purchase,
        uint32[] calldata numbers,
        uint64[] calldata shares
    ) private view {
        IReliefProjects.Project memory p = projects.requireApproved(purchase.project);
        programmes.requireRole(p.programme, purchase.cooperative, Role.Cooperative, NO_PURPOSE);
        Day end = programmes.programmeInfo(p.programme).end;
        Day deliverBy = purchase.deliverBy;
        if (deliverBy < today() || deliverBy > end) revert PurchaseDayOutOfRange(deliverBy, today(), end);
        if (purchase.goods == 0) revert PurchaseEvidenceMissing();
        bool[] memory fit = households.areGrantable(p.programme, p.area, ANY_CATEGORY, NOBODY, NO_DAY, numbers, shares);
        for (uint256 i; i < numbers.length; ++i) {
            if (!fit[i]) revert PurchaseHouseholdUnfit(householdOf(p.programme, numbers[i]));
        }
    }

    /// The county's officer who may decide on a complaint.
    function _requireArbiter(Purchase storage p, PurchaseId purchase) private view returns (OfficerId officer) {
        IReliefProjects.Project memory project = projects.projectInfo(p.project);
        Level level;
        (officer, level) = officers.requireActing(msg.sender, project.programme, project.area, Mode.Preserve);
        if (level != Level.County) revert IReliefOfficers.OfficerWrongLevel(officer, level, Level.County);
        ParticipantId employer = officers.officerInfo(officer).participant;
        if (employer == p.buyer || employer == p.cooperative) revert PurchaseOfficerPartial(purchase, officer);
        Share[] storage shares = _shares[purchase];
        for (uint256 i; i < shares.length; ++i) {
            HouseholdId household = householdOf(project.programme, shares[i].household);
            bytes32 commitment = households.householdInfo(household).commitment;
            if (officers.isKin(officer, commitment)) revert IReliefOfficers.OfficerIsKin(officer, commitment);
        }
    }

    /// Lines that can be paid now through the bank.
    function _payable(
        Purchase storage p,
        PurchaseId purchase,
        ProgrammeId programme,
        ParticipantId bank
    ) private view returns (uint8[] memory lines) {
        Share[] memory shares = _shares[purchase];
        bool[] memory fit = _areFit(shares, programme, bank);
        lines = new uint8[](shares.length);
        uint256 count;
        for (uint256 i; i < shares.length; ++i) {
            if (fit[i] && _isUnpaid(p, i, _lineStatus(shares[i]))) lines[count++] = uint8(i);
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(lines, count)
        }
    }

    /// What becomes of the lines that are not paid.
    function _restOf(
        Purchase storage p,
        PurchaseId purchase,
        ProgrammeId programme
    ) private view returns (Rest memory rest) {
        Share[] memory shares = _shares[purchase];
        bool[] memory fit = _areFit(shares, programme, NOBODY);
        bool mayWait = today() <= CivilDate.addMonths(p.complainBy, WAITING_MONTHS);
        for (uint256 i = shares.length; i > 0;) {
            --i;
            Share memory share = shares[i];
            IReliefPayouts.LineStatus status = _lineStatus(share);
            bool isOpen = status == IReliefPayouts.LineStatus.Open;
            if (_isUnpaid(p, i, status)) {
                IReliefHouseholds.Household memory h = households.householdInfo(
                    householdOf(programme, share.household)
                );
                // One that came back goes out again, but its bank may be silent again: nobody else waits for it.
                isOpen = fit[i] && status == IReliefPayouts.LineStatus.None && _isPayer(programme, h.bank);
                bool waits = mayWait && (fit[i] || _isInProcedure(h.status));
                if (isOpen || waits) rest.kept += share.amount;
                else rest.back |= uint64(1 << i);
            }
            if (isOpen) (rest.isOpen, rest.open) = (true, uint8(i));
        }
    }

    function _areFit(
        Share[] memory shares,
        ProgrammeId programme,
        ParticipantId bank
    ) private view returns (bool[] memory) {
        uint32[] memory numbers = new uint32[](shares.length);
        uint64[] memory amounts = new uint64[](shares.length);
        for (uint256 i; i < shares.length; ++i) {
            (numbers[i], amounts[i]) = (shares[i].household, shares[i].amount);
        }
        return households.areGrantable(programme, ANY_AREA, ANY_CATEGORY, bank, NO_DAY, numbers, amounts);
    }

    /// Whether a bank can be paid for households now.
    function _isPayer(ProgrammeId programme, ParticipantId bank) private view returns (bool) {
        return programmes.hasRole(programme, bank, Role.PayoutBank, NO_PURPOSE) && !payouts.isBarred(programme, bank);
    }

    /// None: it has not gone out yet.
    function _lineStatus(Share memory share) private view returns (IReliefPayouts.LineStatus status) {
        if (PayoutId.unwrap(share.payout) == 0) return IReliefPayouts.LineStatus.None;
        (, , , status) = payouts.lineInfo(share.payout, share.line);
    }

    function _inStatus(PurchaseId purchase, PurchaseStatus needed) private view returns (Purchase storage p) {
        p = _existing(purchase);
        _requireStatus(p, purchase, needed);
    }

    function _requireStatus(Purchase storage p, PurchaseId purchase, PurchaseStatus needed) private view {
        if (p.status != needed) revert PurchaseWrongStatus(purchase, p.status, needed);
    }

    function _existing(PurchaseId purchase) private view returns (Purchase storage p) {
        p = _purchases[purchase];
        if (p.status == PurchaseStatus.None) revert PurchaseUnknown(purchase);
    }

    /// Margin and shares together, if there are as many shares as households, each named once.
    function _totalOf(
        uint32[] calldata numbers,
        uint64[] calldata shares,
        uint64 margin
    ) private pure returns (uint64) {
        uint256 count = numbers.length;
        if (count == 0 || count > MAX_LINES || count != shares.length) {
            revert PurchaseLinesUnfit(count, shares.length, MAX_LINES);
        }
        uint256 total = margin;
        for (uint256 i; i < count; ++i) {
            if (i != 0 && numbers[i] <= numbers[i - 1]) {
                revert IReliefHouseholds.HouseholdsNotAscending(numbers[i - 1], numbers[i]);
            }
            total += shares[i];
        }
        if (total > type(uint64).max) revert PurchaseAmountTooLarge(total);
        return uint64(total);
    }

    /// Whether a line has not gone out, or its fen are back in the lot, and still the household's.
    function _isUnpaid(Purchase storage p, uint256 line, IReliefPayouts.LineStatus status) private view returns (bool) {
        if ((p.back >> line) & 1 == 1) return false;
        return
            status == IReliefPayouts.LineStatus.None ||
            status == IReliefPayouts.LineStatus.Returned ||
            status == IReliefPayouts.LineStatus.GivenBack;
    }

    /// Whether a household is on its way onto the register or off it, and may be Registered at the end.
    function _isInProcedure(HouseholdStatus status) private pure returns (bool) {
        return
            status == HouseholdStatus.UnderReview ||
            (status >= HouseholdStatus.Proposed &&
                status <= HouseholdStatus.ExitOnNotice &&
                status != HouseholdStatus.Registered);
    }
}
