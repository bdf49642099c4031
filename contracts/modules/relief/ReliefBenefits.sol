// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IReliefBenefits} from "./interfaces/IReliefBenefits.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefPayouts} from "./interfaces/IReliefPayouts.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefProjects} from "./interfaces/IReliefProjects.sol";
import {IReliefReviews} from "./interfaces/IReliefReviews.sol";
import {IReliefScores} from "./interfaces/IReliefScores.sol";
import {
    AreaCode,
    BenefitId,
    HouseholdId,
    householdOf,
    Level,
    LotId,
    OfficerId,
    PayoutId,
    ProgrammeId,
    ProjectId,
    Purpose,
    Role,
    RoundId
} from "./types/ReliefTypes.sol";

/// Documented in {IReliefBenefits}.
contract ReliefBenefits is IReliefBenefits, KernelModule {
    using BitMaps for BitMaps.BitMap;

    /// A page as it is released.
    struct Page {
        RoundId round;
        ProgrammeId programme;
        ParticipantId bank;
        OfficerId officer;
        uint8 category;
        Day begins;
        uint32[] numbers;
        /// One each, or one for all.
        uint64[] amounts;
    }

    uint256 private constant MAX_LINES = 256;
    Purpose private constant NO_PURPOSE = Purpose.wrap(0);
    LotId private constant ANY_LOT = LotId.wrap(0);

    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefHouseholds public immutable households;
    IReliefProjects public immutable projects;
    IReliefPayouts public immutable payouts;
    IReliefScores public immutable scores;

    /// @inheritdoc IReliefBenefits
    uint32 public roundCount;
    uint32 private _objectionCount;
    mapping(RoundId round => Round) private _rounds;
    mapping(uint32 objection => LineObjection) private _objections;
    /// Households that an objection keeps out of a round, open or upheld.
    mapping(RoundId round => BitMaps.BitMap) private _blocked;
    /// The latest objection to a line.
    mapping(RoundId round => mapping(HouseholdId household => mapping(address objector => uint32)))
        private _objectionBy;
    /// Open ones to a line.
    mapping(RoundId round => mapping(uint32 household => uint32)) private _openTo;
    /// Lines to which an objection was upheld.
    mapping(RoundId round => BitMaps.BitMap) private _leftOut;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefOfficers officers_,
        IReliefHouseholds households_,
        IReliefProjects projects_,
        IReliefPayouts payouts_,
        IReliefScores scores_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        officers = officers_;
        households = households_;
        projects = projects_;
        payouts = payouts_;
        scores = scores_;
    }

    /// @inheritdoc IReliefBenefits
    function proposeRound(
        BenefitId benefit,
        ProjectId project,
        AreaCode area,
        uint16 period,
        uint64 total,
        bytes32 root,
        bytes32 evidence
    ) external returns (RoundId round) {
        // Checks
        if (evidence == 0) revert RoundEvidenceMissing();
        Round memory r;
        IReliefProgrammes.Benefit memory b = programmes.benefitInfo(benefit);
        (r.proposedBy, ) = officers.requireActing(msg.sender, b.programme, area, Mode.Dispose);
        r.noticeEnd = today().plus(programmes.requireRunning(b.programme).rules.noticeDays);
        if (b.closed) revert IReliefProgrammes.BenefitIsClosed(benefit);
        _requireProject(benefit, b, project, area);
        uint16 current = programmes.periodOf(benefit, today());
        if (period > current) revert RoundPeriodNotBegun(benefit, period, current);
        if (total == 0) revert RoundTotalZero();
        if ((b.amount == 0) != (root != 0)) revert RoundRootUnfit(benefit, root);

        // Effects
        round = RoundId.wrap(++roundCount);
        (r.benefit, r.project, r.area, r.period) = (benefit, project, area, period);
        (r.each, r.total, r.root, r.status) = (b.amount, total, root, RoundStatus.OnNotice);
        _rounds[round] = r;
        _emitProposed(round, r, evidence);
    }

    /// @inheritdoc IReliefBenefits
    function approveRound(RoundId round, bytes32 root, uint64 total, bytes32 evidence) external {
        // Checks
        Round storage r = _inStatus(round, RoundStatus.OnNotice);
        OfficerId officer = _requireSenior(round, r, Mode.Dispose);
        if (evidence == 0) revert RoundEvidenceMissing();
        if (today() <= r.noticeEnd) revert RoundNoticeRunning(round, r.noticeEnd, today());
        if (root != r.root || total != r.total) revert RoundTermsDiffer(round, r.root, r.total);
        projects.requireApproved(r.project);

        // Effects
        r.status = RoundStatus.Approved;
        r.approvedBy = officer;
        emit RoundApproved(round, officer, evidence);
    }

    /// @inheritdoc IReliefBenefits
    function refuseRound(RoundId round, bytes32 reason) external {
        Round storage r = _inStatus(round, RoundStatus.OnNotice);
        OfficerId officer = _requireSenior(round, r, Mode.Preserve);
        if (reason == 0) revert RoundEvidenceMissing();
        r.status = RoundStatus.Refused;
        emit RoundRefused(round, officer, reason);
    }

    /// @inheritdoc IReliefBenefits
    function releasePage(
        RoundId round,
        ParticipantId bank,
        uint32[] calldata numbers,
        uint64[] calldata amounts,
        uint256 skipped,
        bytes32[] calldata proof
    ) external returns (PayoutId payout) {
        // Checks
        Round storage r = _inStatus(round, RoundStatus.Approved);
        IReliefProgrammes.Benefit memory b = programmes.benefitInfo(r.benefit);
        if (b.kind != IReliefProgrammes.BenefitKind.Transfer) revert RoundWrongKind(round);
        Page memory page;
        (page.round, page.programme, page.category, page.bank) = (round, b.programme, b.category, bank);
        page.officer = _requireThird(round, r);
        projects.requireApproved(r.project);
        programmes.requireRole(b.programme, bank, Role.PayoutBank, NO_PURPOSE);
        _requireListed(round, r, numbers, amounts, proof);
        _fill(page, r.each, numbers, amounts, skipped);
        _requireUnblocked(r, page);
        _requireNoKin(r, page);
        page.begins = programmes.periodStart(r.benefit, r.period);

        // Effects
        r.releasedBy = page.officer;

        // Interactions
        return _release(r, page);
    }

    /// @inheritdoc IReliefBenefits
    function openVouchers(RoundId round) external {
        // Checks
        Round storage r = _inStatus(round, RoundStatus.Approved);
        if (programmes.benefitInfo(r.benefit).kind != IReliefProgrammes.BenefitKind.Voucher) {
            revert RoundWrongKind(round);
        }
        OfficerId officer = _requireThird(round, r);
        if (!r.releasedBy.isNoOfficer()) revert RoundVouchersOpen(round);
        projects.requireApproved(r.project);

        // Effects
        r.releasedBy = officer;
        emit RoundReleased(round, PayoutId.wrap(0), officer, 0, 0, 0);
    }

    /// @inheritdoc IReliefBenefits
    function closeRound(RoundId round) external {
        Round storage r = _inStatus(round, RoundStatus.Approved);
        OfficerId officer = _requireLevel(r, Mode.Preserve);
        r.status = RoundStatus.Closed;
        emit RoundClosed(round, officer);
    }

    /// @inheritdoc IReliefBenefits
    function objectToLine(RoundId round, HouseholdId household, bytes32 evidence) external returns (uint32 objection) {
        // Checks
        Round storage r = _inStatus(round, RoundStatus.OnNotice);
        if (today() > r.noticeEnd) revert RoundNoticeOver(round, r.noticeEnd, today());
        if (evidence == 0) revert RoundEvidenceMissing();
        _commitmentOf(r, household);
        uint32 earlier = _objectionBy[round][household][msg.sender];
        if (earlier != 0 && _objections[earlier].outcome == IReliefReviews.Outcome.None) {
            revert LineObjectionAlreadyRaised(round, household, earlier);
        }

        // Effects
        objection = ++_objectionCount;
        _objections[objection] = LineObjection({
            round: round,
            household: household.numberOf(),
            outcome: IReliefReviews.Outcome.None,
            answeredBy: OfficerId.wrap(0),
            day: today(),
            objector: msg.sender,
            evidence: evidence,
            answer: 0
        });
        _objectionBy[round][household][msg.sender] = objection;
        ++_openTo[round][household.numberOf()];
        BitMaps.BitMap storage blocked = _blocked[round];
        if (!blocked.get(household.numberOf())) {
            blocked.set(household.numberOf());
            ++r.blocked;
        }
        uint32 open = ++r.openObjections;
        emit LineObjectionRaised(objection, round, household, msg.sender, evidence, open);
    }

    /// @inheritdoc IReliefBenefits
    function answerLineObjection(uint32 objection, IReliefReviews.Outcome outcome, bytes32 answer) external {
        // Checks
        LineObjection storage o = _objection(objection);
        Round storage r = _rounds[o.round];
        HouseholdId household = householdOf(_programmeOf(r), o.household);
        OfficerId officer = _requireJudge(r, o, household);
        if (o.outcome != IReliefReviews.Outcome.None) revert LineObjectionAlreadyAnswered(objection);
        if (outcome == IReliefReviews.Outcome.None) revert LineObjectionOutcomeMissing();
        if (answer == 0) revert RoundEvidenceMissing();

        // Effects
        (o.outcome, o.answeredBy, o.answer) = (outcome, officer, answer);
        bool upheld = outcome == IReliefReviews.Outcome.Upheld;
        if (upheld) _leftOut[o.round].set(o.household);
        // The line waits for the answers to all objections.
        if (--_openTo[o.round][o.household] == 0 && !_leftOut[o.round].get(o.household)) {
            _blocked[o.round].unset(o.household);
            --r.blocked;
        }
        uint32 open = --r.openObjections;
        emit LineObjectionAnswered(objection, o.round, household, officer, outcome, answer, open);

        // Interactions
        if (!upheld) return;
        IReliefScores.Fact fact = IReliefScores.Fact.ObjectionUpheld;
        scores.enterFact(r.proposedBy.officerPerson(), household.programmeOf(), fact, o.evidence);
    }

    /// @inheritdoc IReliefBenefits
    function roundInfo(RoundId round) external view returns (Round memory) {
        return _known(round);
    }

    /// @inheritdoc IReliefBenefits
    function requireVoucher(
        RoundId round,
        HouseholdId household,
        uint64 amount
    ) external view returns (ProjectId project, BenefitId benefit, uint16 period, uint64 cap) {
        Round storage r = _inStatus(round, RoundStatus.Approved);
        IReliefProgrammes.Benefit memory b = programmes.benefitInfo(r.benefit);
        if (b.kind != IReliefProgrammes.BenefitKind.Voucher) revert RoundWrongKind(round);
        if (r.releasedBy.isNoOfficer()) revert RoundVouchersNotOpen(round);
        projects.requireApproved(r.project);
        bytes32 commitment = _commitmentOf(r, household);
        if (_blocked[round].get(household.numberOf())) revert RoundHouseholdBlocked(round, household);
        OfficerId[3] memory acting = _acting(r, r.releasedBy);
        for (uint256 i; i < acting.length; ++i) {
            if (officers.isKin(acting[i], commitment)) revert IReliefOfficers.OfficerIsKin(acting[i], commitment);
        }
        _requireFit(round, r, b, household, amount);
        _requireWithinTotal(round, r, amount);
        return (r.project, r.benefit, r.period, r.each);
    }

    /// @inheritdoc IReliefBenefits
    function lineObjectionInfo(uint32 objection) external view returns (LineObjection memory) {
        return _objection(objection);
    }

    /// @inheritdoc IReliefBenefits
    function releasable(
        RoundId round,
        ParticipantId bank,
        OfficerId officer,
        uint32[] calldata numbers,
        uint64[] calldata amounts
    ) external view returns (bool[] memory fit) {
        Round storage r = _known(round);
        IReliefProgrammes.Benefit memory b = programmes.benefitInfo(r.benefit);
        fit = _areGrantable(r, b, bank, numbers, _amountsOf(r.each, amounts));
        BitMaps.BitMap storage blocked = _blocked[round];
        for (uint256 i; i < numbers.length; ++i) {
            if (blocked.get(numbers[i])) fit[i] = false;
            if (!fit[i]) continue;
            fit[i] = !payouts.isPaid(r.benefit, r.period, householdOf(b.programme, numbers[i]));
        }
        Page memory page;
        (page.programme, page.officer, page.numbers) = (b.programme, officer, numbers);
        _leaveKinOut(r, page, fit);
    }

    /// Grants and pays a page, within the round's total.
    function _release(Round storage r, Page memory page) private returns (PayoutId payout) {
        uint256 amount = households.grant(
            page.programme,
            r.area,
            page.category,
            page.bank,
            page.begins,
            page.numbers,
            page.amounts
        );
        uint64 released = _requireWithinTotal(page.round, r, amount);
        payout = payouts.create(
            IReliefPayouts.Draft({
                kind: IReliefPayouts.PayoutKind.Bank,
                programme: page.programme,
                project: r.project,
                payee: page.bank,
                officer: page.officer,
                lot: ANY_LOT,
                origin: RoundId.unwrap(page.round),
                benefit: r.benefit,
                period: r.period,
                cap: 0
            }),
            page.numbers,
            page.amounts
        );
        emit RoundReleased(page.round, payout, page.officer, page.numbers.length, uint64(amount), released);
    }

    function _emitProposed(RoundId round, Round memory r, bytes32 evidence) private {
        emit RoundProposed(
            round,
            r.benefit,
            r.project,
            r.proposedBy,
            r.area,
            r.period,
            r.each,
            r.total,
            r.root,
            r.noticeEnd,
            evidence
        );
    }

    function _known(RoundId round) private view returns (Round storage r) {
        r = _rounds[round];
        if (r.status == RoundStatus.None) revert RoundUnknown(round);
    }

    function _inStatus(RoundId round, RoundStatus needed) private view returns (Round storage r) {
        r = _known(round);
        if (r.status != needed) revert RoundWrongStatus(round, r.status, needed);
    }

    function _objection(uint32 objection) private view returns (LineObjection storage o) {
        o = _objections[objection];
        if (o.day.isNone()) revert LineObjectionUnknown(objection);
    }

    function _programmeOf(Round storage r) private view returns (ProgrammeId) {
        return programmes.benefitInfo(r.benefit).programme;
    }

    /// A household of the round's programme.
    function _commitmentOf(Round storage r, HouseholdId household) private view returns (bytes32) {
        ProgrammeId programme = _programmeOf(r);
        if (household.programmeOf() != programme) {
            revert IReliefHouseholds.HouseholdOtherProgramme(household, programme);
        }
        return households.householdInfo(household).commitment;
    }

    /// An approved project of the benefit's programme and purpose, in whose area, and the programme's, the round is.
    function _requireProject(
        BenefitId benefit,
        IReliefProgrammes.Benefit memory b,
        ProjectId project,
        AreaCode area
    ) private view {
        IReliefProjects.Project memory p = projects.requireApproved(project);
        if (p.programme != b.programme || p.purpose != b.purpose) revert RoundProjectForeign(project, benefit);
        if (!p.area.covers(area)) revert RoundAreaOutside(area, p.area);
        programmes.requireArea(b.programme, area);
    }

    /// The acting officer of township or county, whose area covers the round's.
    function _requireLevel(Round storage r, Mode mode) private view returns (OfficerId officer) {
        Level level;
        (officer, level) = officers.requireActing(msg.sender, _programmeOf(r), r.area, mode);
        _requireAboveVillage(officer, level);
    }

    /// The same, by another than who proposed the round.
    function _requireSenior(RoundId round, Round storage r, Mode mode) private view returns (OfficerId officer) {
        officer = _requireLevel(r, mode);
        if (officer == r.proposedBy) revert RoundSameOfficer(round, officer);
    }

    /// The same, by another than who proposed or approved it.
    function _requireThird(RoundId round, Round storage r) private view returns (OfficerId officer) {
        officer = _requireSenior(round, r, Mode.Dispose);
        if (officer == r.approvedBy) revert RoundSameOfficer(round, officer);
    }

    /// Who answers an objection: of township or county, not kin, and neither the round's proposer nor the objector.
    function _requireJudge(
        Round storage r,
        LineObjection storage o,
        HouseholdId household
    ) private view returns (OfficerId officer) {
        Level level;
        (officer, level) = officers.requireActingOn(
            msg.sender,
            household.programmeOf(),
            r.area,
            _commitmentOf(r, household),
            Mode.Preserve
        );
        _requireAboveVillage(officer, level);
        if (officer == r.proposedBy || officer == officers.officerOf(o.objector)) {
            revert RoundSameOfficer(o.round, officer);
        }
    }

    function _requireAboveVillage(OfficerId officer, Level level) private pure {
        if (level == Level.Village) revert IReliefOfficers.OfficerWrongLevel(officer, level, Level.Township);
    }

    function _requireWithinTotal(RoundId round, Round storage r, uint256 amount) private view returns (uint64) {
        uint256 released = payouts.releasedOf(round) + amount;
        if (released > r.total) revert RoundTotalExceeded(round, released, r.total);
        return uint64(released);
    }

    /// What was approved is what is paid (X-40): the benefit's amount, or a page of the list.
    function _requireListed(
        RoundId round,
        Round storage r,
        uint32[] calldata numbers,
        uint64[] calldata amounts,
        bytes32[] calldata proof
    ) private view {
        bytes32 root = r.root;
        if (amounts.length != (root == 0 ? 0 : numbers.length)) revert RoundAmountsUnfit(round);
        if (root == 0) return;
        bytes32 page = keccak256(abi.encode(numbers, amounts));
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(page))));
        if (!MerkleProof.verifyCalldata(proof, root, leaf)) revert RoundPageUnproven(round, page);
    }

    /// Puts on the page what is not skipped.
    function _fill(
        Page memory page,
        uint64 each,
        uint32[] calldata numbers,
        uint64[] calldata amounts,
        uint256 skipped
    ) private pure {
        uint256 count = numbers.length;
        if (count > MAX_LINES) revert IReliefPayouts.PayoutTooManyLines(count, MAX_LINES);
        if (skipped == 0) {
            (page.numbers, page.amounts) = (numbers, _amountsOf(each, amounts));
        } else {
            uint256 kept;
            for (uint256 i; i < count; ++i) {
                if ((skipped >> i) & 1 == 0) ++kept;
            }
            page.numbers = new uint32[](kept);
            page.amounts = amounts.length == 0 ? _amountsOf(each, amounts) : new uint64[](kept);
            kept = 0;
            for (uint256 i; i < count; ++i) {
                if ((skipped >> i) & 1 != 0) continue;
                page.numbers[kept] = numbers[i];
                if (amounts.length != 0) page.amounts[kept] = amounts[i];
                ++kept;
            }
        }
        if (page.numbers.length == 0) revert RoundPageEmpty(page.round);
    }

    /// P-7, X-44.
    function _requireUnblocked(Round storage r, Page memory page) private view {
        if (r.blocked == 0) return;
        BitMaps.BitMap storage blocked = _blocked[page.round];
        for (uint256 i; i < page.numbers.length; ++i) {
            if (!blocked.get(page.numbers[i])) continue;
            revert RoundHouseholdBlocked(page.round, householdOf(page.programme, page.numbers[i]));
        }
    }

    /// No officer of the round is kin of anybody on the page (P-4): each of its few kin is looked up, so that a line costs nothing.
    function _requireNoKin(Round storage r, Page memory page) private view {
        OfficerId[3] memory acting = _acting(r, page.officer);
        for (uint256 i; i < acting.length; ++i) {
            bytes32[] memory kin = officers.relativesOf(acting[i]);
            for (uint256 k; k < kin.length; ++k) {
                if (_placeOf(page, kin[k]) < page.numbers.length) {
                    revert IReliefOfficers.OfficerIsKin(acting[i], kin[k]);
                }
            }
        }
    }

    function _leaveKinOut(Round storage r, Page memory page, bool[] memory fit) private view {
        OfficerId[3] memory acting = _acting(r, page.officer);
        for (uint256 i; i < acting.length; ++i) {
            if (acting[i].isNoOfficer()) continue;
            bytes32[] memory kin = officers.relativesOf(acting[i]);
            for (uint256 k; k < kin.length; ++k) {
                uint256 place = _placeOf(page, kin[k]);
                if (place < fit.length) fit[place] = false;
            }
        }
    }

    /// Where a household stands on a page, whose numbers ascend; the page's length: nowhere.
    function _placeOf(Page memory page, bytes32 commitment) private view returns (uint256) {
        uint32[] memory numbers = page.numbers;
        uint32 number = households.householdByCommitment(page.programme, commitment).numberOf();
        uint256 low;
        uint256 high = numbers.length;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (numbers[middle] < number) low = middle + 1;
            else high = middle;
        }
        return low < numbers.length && numbers[low] == number ? low : numbers.length;
    }

    function _requireFit(
        RoundId round,
        Round storage r,
        IReliefProgrammes.Benefit memory b,
        HouseholdId household,
        uint64 amount
    ) private view {
        uint32[] memory numbers = new uint32[](1);
        uint64[] memory amounts = new uint64[](1);
        (numbers[0], amounts[0]) = (household.numberOf(), amount);
        if (!_areGrantable(r, b, NOBODY, numbers, amounts)[0]) revert RoundHouseholdUnfit(round, household);
    }

    function _areGrantable(
        Round storage r,
        IReliefProgrammes.Benefit memory b,
        ParticipantId bank,
        uint32[] memory numbers,
        uint64[] memory amounts
    ) private view returns (bool[] memory) {
        Day begins = programmes.periodStart(r.benefit, r.period);
        return households.areGrantable(b.programme, r.area, b.category, bank, begins, numbers, amounts);
    }

    function _acting(Round storage r, OfficerId releasing) private view returns (OfficerId[3] memory) {
        return [r.proposedBy, r.approvedBy, releasing];
    }

    /// Of a list one each; else the round's, which stands for all.
    function _amountsOf(uint64 each, uint64[] calldata listed) private pure returns (uint64[] memory amounts) {
        if (each == 0) return listed;
        amounts = new uint64[](1);
        amounts[0] = each;
    }
}
