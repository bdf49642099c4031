// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {Assertion, PersonId} from "../../kernel/types/Passkey.sol";
import {IReliefFunds} from "./interfaces/IReliefFunds.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefPayouts} from "./interfaces/IReliefPayouts.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefProjects} from "./interfaces/IReliefProjects.sol";
import {IReliefScores} from "./interfaces/IReliefScores.sol";
import {
    BenefitId,
    HouseholdId,
    householdOf,
    OfficerId,
    PayoutId,
    ProgrammeId,
    Purpose,
    Role,
    RoundId
} from "./types/ReliefTypes.sol";

/// Documented in {IReliefPayouts}.
contract ReliefPayouts is IReliefPayouts, KernelModule, ReentrancyGuard {
    using Checkpoints for Checkpoints.Trace224;
    using SafeCast for uint256;

    /// Lines of a payout, and what has become of them. Of a voucher's payout the household alone.
    struct Lines {
        /// Household numbers, eight to a slot.
        uint256[32] numbers;
        /// Ends of the lines' intervals of fen, four to a slot; none where all amounts are alike.
        uint256[64] ends;
        // Sets of lines, a bit each, line 0 lowest. The first two are there from the bank's answer on, so that a household's word is one write:
        // in both it is paid; in the first alone, disputed; in the second alone, confirmed in time, which its score does not know yet.
        uint256 unconfirmed;
        uint256 undisputed;
        uint256 returned;
        /// Disputed, and found right.
        uint256 upheld;
        uint256 givenBack;
        /// Days of the bank's answers but the last, each by the line after the last that it is for.
        Checkpoints.Trace224 earlier;
    }

    bytes32 private constant CONFIRM_TYPEHASH = keccak256(
        "Confirm(uint64 person,uint32 payout,uint16 line,uint64 amount,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant DISPUTE_TYPEHASH = keccak256(
        "Dispute(uint64 person,uint32 payout,uint16 line,uint64 amount,bytes32 evidence,uint256 nonce,uint256 deadline)"
    );
    uint256 private constant MAX_LINES = 256;
    /// A confirmation so many days after the bank's receipt is in time.
    uint256 private constant DAYS_IN_TIME = 7;
    Purpose private constant NO_PURPOSE = Purpose.wrap(0);

    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefHouseholds public immutable households;
    IReliefKeys public immutable keys;
    IReliefFunds public immutable funds;
    IReliefScores public immutable scores;

    /// @inheritdoc IReliefPayouts
    uint32 public payoutCount;
    /// Payouts that are not Settled or Paid.
    uint32 private _openPayouts;
    mapping(PayoutId payout => Payout) private _payouts;
    mapping(PayoutId payout => Lines) private _lines;
    /// Fen up to which a line that is being returned has gone back; more lots have paid for it than one transaction visits.
    mapping(PayoutId payout => uint64 fen) private _backTo;
    /// Where the milestone is kept of a payout that one transaction could not draw whole.
    mapping(PayoutId payout => IReliefProjects) private _projectsOf;
    /// @inheritdoc IReliefPayouts
    mapping(RoundId round => uint64 fen) public releasedOf;
    /// Households that have had a period, or have it open, 256 to a word: nobody gets it twice.
    mapping(BenefitId benefit => mapping(uint16 period => mapping(uint256 bucket => uint256 set))) private _paid;
    mapping(BenefitId benefit => mapping(uint16 period => mapping(uint32 number => uint64 fen))) private _voucherUsed;
    /// @inheritdoc IReliefPayouts
    mapping(ProgrammeId programme => mapping(ParticipantId payee => bool)) public isBarred;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefOfficers officers_,
        IReliefHouseholds households_,
        IReliefKeys keys_,
        IReliefFunds funds_,
        IReliefScores scores_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        officers = officers_;
        households = households_;
        keys = keys_;
        funds = funds_;
        scores = scores_;
    }

    /// @inheritdoc IReliefPayouts
    function create(
        Draft calldata draft,
        uint32[] calldata numbers,
        uint64[] calldata amounts
    ) external onlyPart nonReentrant returns (PayoutId payout) {
        // Checks
        _requireNotBarred(draft.programme, draft.payee);

        // Effects
        payout = PayoutId.wrap(++payoutCount);
        ++_openPayouts;
        Payout memory p = _drafted(draft);
        if (_hasLines(p.kind)) {
            _addLines(payout, p, numbers, amounts);
        } else {
            p.total = amounts[0];
            if (p.kind == PayoutKind.Voucher) _useVoucher(payout, p, numbers[0], draft.cap);
        }
        if (p.total == 0) revert PayoutAmountZero(payout);
        if (_isOfRound(p.kind)) releasedOf[RoundId.wrap(p.origin)] += p.total;
        _payouts[payout] = p;
        emit PayoutCreated(
            payout,
            p.project,
            p.payee,
            p.kind,
            p.officer,
            p.origin,
            p.total,
            p.dueDay,
            p.programme,
            numbers,
            amounts
        );

        // Interactions
        funds.reserve(p.project, p.total);
        PayoutStatus status = _draw(payout);
        if (status == PayoutStatus.Drawing && p.kind == PayoutKind.Milestone) {
            _projectsOf[payout] = IReliefProjects(msg.sender);
        }
    }

    /// @inheritdoc IReliefPayouts
    function continueDrawing(PayoutId payout) external nonReentrant {
        Payout storage p = _known(payout);
        if (p.status != PayoutStatus.Returning) {
            _requireStatus(payout, p, PayoutStatus.Drawing);
            if (_mayBePaid(p)) {
                _draw(payout);
                return;
            }
            _unmake(payout, p);
        }
        _sendBack(payout, p);
    }

    /// @inheritdoc IReliefPayouts
    function answer(PayoutId payout, uint16 to, bytes32 receipt, uint16[] calldata failed) external nonReentrant {
        // Checks
        (Payout storage p, address wallet) = _enterToAnswer(payout, to);
        if (receipt == 0) revert PayoutReceiptMissing(payout);
        uint16 from = p.answered;
        uint256 set = _setOf(failed, from, to);

        // Effects
        (uint64 paid, uint64 returned) = _bookAnswer(payout, to, set, failed.length);
        emit PayoutAnswered(payout, p.payee, receipt, from, to, failed, paid, returned, p.status);

        // Interactions
        _restoreLines(payout, set);
        if (paid > 0) funds.pay(p.project, payout, p.payee, wallet, paid);
    }

    /// @inheritdoc IReliefPayouts
    function returnOverdue(PayoutId payout, uint16 to) external nonReentrant {
        // Checks
        Payout storage p = _answerable(payout, to);
        if (today() <= p.dueDay) revert PayoutAnswerNotOverdue(payout, p.dueDay, today());
        uint16 from = p.answered;

        // Interactions, before the effects that follow from how far they come: with a part of this module, which calls nobody.
        Lines storage lines = _lines[payout];
        uint64 start = _startOf(p, lines, from);
        if (start < _backTo[payout]) start = _backTo[payout];
        uint64 returned = funds.restore(p.project, payout, start, _startOf(p, lines, to) - start);
        uint64 reached = start + returned;

        // Effects
        while (_startOf(p, lines, to) > reached) --to;
        if (_startOf(p, lines, to) < reached) _backTo[payout] = reached;
        uint256 set = _range(from, to);
        lines.returned |= set;
        p.returned += returned;
        PayoutStatus status = _answeredTo(p, to);
        emit PayoutReturned(payout, p.payee, from, to, returned, status);
        _unbook(p, lines, set, to - from);
        if (status == PayoutStatus.Settled) {
            _enterFact(p.officer.officerPerson(), p, IReliefScores.Fact.ReceiptMissing, _evidenceOf(payout));
        }
    }

    /// @inheritdoc IReliefPayouts
    function confirm(PayoutId payout, uint16 line, HouseholdId household, Assertion calldata assertion) external {
        // Checks
        Payout storage p = _known(payout);
        Lines storage lines = _lines[payout];
        LineStatus status = _ownLine(payout, line, household);
        if (status != LineStatus.Paid && status != LineStatus.Disputed) {
            revert PayoutLineWrongStatus(payout, line, status);
        }
        uint64 amount = _amountOf(p, lines, line);

        // Effects
        lines.unconfirmed ^= _bit(line);
        if (status == LineStatus.Disputed) lines.upheld &= ~_bit(line);
        uint256 sinceReceipt = today().daysSince(_receiptDay(p, lines, line));
        if (status == LineStatus.Paid && sinceReceipt > DAYS_IN_TIME) lines.undisputed ^= _bit(line);
        emit PayoutConfirmed(payout, household, line, amount, sinceReceipt);

        // Interactions
        _useAssertion(household, CONFIRM_TYPEHASH, abi.encode(payout, line, amount), assertion);
    }

    /// @inheritdoc IReliefPayouts
    function enterConfirmations(PayoutId payout) external {
        // Checks
        Payout storage p = _known(payout);
        _requireStatus(payout, p, PayoutStatus.Settled);
        Day until = p.answeredOn.plus(DAYS_IN_TIME);
        if (today() <= until) revert PayoutConfirmationsOpen(payout, until, today());

        // Effects
        Lines storage lines = _lines[payout];
        uint256 set = lines.undisputed & ~lines.unconfirmed;
        lines.undisputed ^= set;

        // Interactions
        for (uint256 line; set >> line != 0; ++line) {
            if (set & _bit(line) == 0) continue;
            PersonId person = householdOf(p.programme, _numberAt(lines, line)).householdPerson();
            _enterFact(person, p, IReliefScores.Fact.ConfirmedInTime, _evidenceOf(payout));
        }
    }

    /// @inheritdoc IReliefPayouts
    function dispute(
        PayoutId payout,
        uint16 line,
        HouseholdId household,
        bytes32 evidence,
        Assertion calldata assertion
    ) external {
        // Checks
        Payout storage p = _known(payout);
        Lines storage lines = _lines[payout];
        if (evidence == 0) revert PayoutEvidenceMissing(payout);
        LineStatus status = _ownLine(payout, line, household);
        if (status != LineStatus.Paid) revert PayoutLineWrongStatus(payout, line, status);
        uint64 amount = _amountOf(p, lines, line);

        // Effects
        lines.undisputed ^= _bit(line);
        emit PayoutDisputed(payout, household, line, amount, evidence);

        // Interactions
        _useAssertion(household, DISPUTE_TYPEHASH, abi.encode(payout, line, amount, evidence), assertion);
    }

    /// @inheritdoc IReliefPayouts
    function answerDispute(PayoutId payout, uint16 line, bool upheld, bytes32 answer_) external {
        // Checks
        Payout storage p = _known(payout);
        Lines storage lines = _lines[payout];
        HouseholdId household = _householdAt(payout, p, lines, line);
        IReliefHouseholds.Household memory h = households.householdInfo(household);
        (OfficerId officer, ) = officers.requireActingOn(msg.sender, p.programme, h.area, h.commitment, Mode.Preserve);
        if (officer == p.officer) revert PayoutSameOfficer(payout, officer);
        if (answer_ == 0) revert PayoutEvidenceMissing(payout);
        LineStatus status = _statusOf(p, lines, line);
        if (status != LineStatus.Disputed) revert PayoutLineWrongStatus(payout, line, status);
        uint256 bit = _bit(line);
        if (lines.upheld & bit != 0) revert PayoutDisputeUpheld(payout, line);

        // Effects
        if (upheld) lines.upheld |= bit;
        else lines.undisputed |= bit;
        emit PayoutDisputeAnswered(payout, household, officer, line, upheld, answer_);

        // Interactions
        if (!upheld) {
            _enterFact(household.householdPerson(), p, IReliefScores.Fact.DisputeDismissed, _evidenceOf(payout));
        }
    }

    /// @inheritdoc IReliefPayouts
    function giveBack(PayoutId payout, uint16 line, uint64 amount, bytes32 evidence) external nonReentrant {
        // Checks
        Payout storage p = _known(payout);
        address wallet = _enterAsPayee(payout, p, amount);
        if (evidence == 0) revert PayoutEvidenceMissing(payout);

        // Effects
        uint64 start =
            _hasLines(p.kind) ? _giveLineBack(payout, p, line, amount) : _givePartBack(payout, p, line, amount);
        p.returned += amount;
        emit PayoutGivenBack(payout, p.payee, line, amount, evidence);

        // Interactions
        funds.recover(p.project, payout, p.payee, wallet, start, amount);
    }

    /// @inheritdoc IReliefPayouts
    function findDiversion(PayoutId payout, OfficerId officer, bool barred, bytes32 evidence) external restricted {
        // Checks
        Payout storage p = _known(payout);
        if (evidence == 0) revert PayoutEvidenceMissing(payout);
        bool isNobody = officer.isNoOfficer();
        if (isNobody && !barred && !isBarred[p.programme][p.payee]) revert PayoutNobodyFound(payout);

        // Effects
        if (isNobody || barred) isBarred[p.programme][p.payee] = barred;
        emit DiversionFound(payout, officer, p.payee, barred, evidence);

        // Interactions
        _enterFact(officer.officerPerson(), p, IReliefScores.Fact.Diversion, evidence);
    }

    /// @inheritdoc IReliefPayouts
    function payoutInfo(PayoutId payout) external view returns (Payout memory) {
        return _known(payout);
    }

    /// @inheritdoc IReliefPayouts
    function lineInfo(
        PayoutId payout,
        uint16 line
    ) external view returns (HouseholdId household, uint64 start, uint64 amount, LineStatus status) {
        Payout storage p = _known(payout);
        Lines storage lines = _lines[payout];
        household = _householdAt(payout, p, lines, line);
        return (household, _startOf(p, lines, line), _amountOf(p, lines, line), _statusOf(p, lines, line));
    }

    /// @inheritdoc IReliefPayouts
    function householdsOf(PayoutId payout) external view returns (uint32[] memory numbers) {
        Payout storage p = _known(payout);
        Lines storage lines = _lines[payout];
        numbers = new uint32[](p.kind == PayoutKind.Voucher ? 1 : p.lines);
        for (uint256 i; i < numbers.length; ++i) {
            numbers[i] = _numberAt(lines, i);
        }
    }

    /// @inheritdoc IReliefPayouts
    function isPaid(BenefitId benefit, uint16 period, HouseholdId household) external view returns (bool) {
        uint256 number = household.numberOf();
        return _paid[benefit][period][number >> 8] & _bit(number & 0xff) != 0;
    }

    /// @inheritdoc IReliefPayouts
    function voucherUsed(BenefitId benefit, uint16 period, HouseholdId household) external view returns (uint64) {
        return _voucherUsed[benefit][period][household.numberOf()];
    }

    /// @inheritdoc IModulePart
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _openPayouts;
    }

    function _drafted(Draft calldata draft) private view returns (Payout memory p) {
        p.kind = draft.kind;
        p.status = PayoutStatus.Drawing;
        p.programme = draft.programme;
        p.project = draft.project;
        p.payee = draft.payee;
        p.officer = draft.officer;
        p.origin = draft.origin;
        p.lot = draft.lot;
        p.day = today();
        p.benefit = draft.benefit;
        p.period = draft.period;
        if (_hasLines(p.kind)) {
            p.dueDay = p.day.plus(programmes.programmeInfo(p.programme).rules.receiptDays);
        }
    }

    function _addLines(PayoutId payout, Payout memory p, uint32[] calldata numbers, uint64[] calldata amounts) private {
        uint256 count = numbers.length;
        if (count == 0) revert PayoutNoLines();
        if (count > MAX_LINES) revert PayoutTooManyLines(count, MAX_LINES);
        p.lines = uint16(count);
        if (BenefitId.unwrap(p.benefit) != 0) _takePeriod(p, numbers);
        Lines storage lines = _lines[payout];
        _packNumbers(lines, numbers);
        if (amounts.length == 1) {
            p.each = amounts[0];
            p.total = (count * p.each).toUint64();
        } else {
            p.total = _packAmounts(lines, count, amounts);
        }
    }

    /// Nobody gets a period twice (P-2, X-41). A word of the book is read and written once for all of its households, which come together.
    function _takePeriod(Payout memory p, uint32[] calldata numbers) private {
        mapping(uint256 bucket => uint256 set) storage paid = _paid[p.benefit][p.period];
        uint256 bucket = numbers[0] >> 8;
        uint256 set = paid[bucket];
        for (uint256 i; i < numbers.length; ++i) {
            uint256 number = numbers[i];
            if (number >> 8 != bucket) {
                paid[bucket] = set;
                bucket = number >> 8;
                set = paid[bucket];
            }
            uint256 bit = _bit(number & 0xff);
            if (set & bit != 0) {
                revert PayoutPeriodPaid(p.benefit, p.period, householdOf(p.programme, uint32(number)));
            }
            set |= bit;
        }
        paid[bucket] = set;
    }

    function _packNumbers(Lines storage lines, uint32[] calldata numbers) private {
        uint256 word;
        for (uint256 i; i < numbers.length; ++i) {
            word |= uint256(numbers[i]) << ((i & 7) << 5);
            if (i & 7 == 7 || i + 1 == numbers.length) {
                lines.numbers[i >> 3] = word;
                word = 0;
            }
        }
    }

    function _packAmounts(Lines storage lines, uint256 count, uint64[] calldata amounts) private returns (uint64) {
        uint256 word;
        uint256 end;
        for (uint256 i; i < count; ++i) {
            end += amounts[i];
            word |= end << ((i & 3) << 6);
            if (i & 3 == 3 || i + 1 == count) {
                lines.ends[i >> 2] = word;
                word = 0;
            }
        }
        return end.toUint64();
    }

    function _useVoucher(PayoutId payout, Payout memory p, uint32 number, uint64 cap) private {
        _lines[payout].numbers[0] = number;
        uint256 used = uint256(_voucherUsed[p.benefit][p.period][number]) + p.total;
        if (used > cap) {
            revert PayoutVoucherExceeded(p.benefit, p.period, householdOf(p.programme, number), used, cap);
        }
        _voucherUsed[p.benefit][p.period][number] = uint64(used);
    }

    /// Draws lots, as many as one transaction visits; pays at once what is not to a bank.
    function _draw(PayoutId payout) private returns (PayoutStatus status) {
        Payout storage p = _payouts[payout];
        uint64 total = p.total;
        uint64 drawn = p.drawn;
        drawn += funds.draw(p.project, payout, p.lot, drawn, total - drawn);
        p.drawn = drawn;
        status = PayoutStatus.Drawing;
        if (drawn == total) status = _hasLines(p.kind) ? PayoutStatus.Open : PayoutStatus.Paid;
        p.status = status;
        emit PayoutDrawn(payout, drawn, total, status);
        if (status != PayoutStatus.Paid) return status;
        p.paid = total;
        --_openPayouts;
        funds.pay(p.project, payout, p.payee, participants.walletOf(p.payee), total);
    }

    /// What it was for is still to be paid: the milestone is released, the voucher used no longer. Money that no lot stands for yet is free.
    function _unmake(PayoutId payout, Payout storage p) private {
        p.status = PayoutStatus.Returning;
        if (p.kind == PayoutKind.Voucher) _unuseVoucher(payout, p, p.total);
        else _projectsOf[payout].reopen(p.project, uint8(p.origin));
        funds.unreserve(p.project, p.total - p.drawn);
    }

    /// Puts what was drawn back to its lots, as many as one transaction visits.
    function _sendBack(PayoutId payout, Payout storage p) private {
        uint64 start = p.returned;
        uint64 rest = p.drawn - start;
        uint64 returned = funds.restore(p.project, payout, start, rest);
        p.returned = start + returned;
        if (returned == rest) {
            p.status = PayoutStatus.Returned;
            --_openPayouts;
        }
        emit PayoutReturned(payout, p.payee, 0, 0, returned, p.status);
    }

    /// Lines from the first that is open up to `to` are paid, but for a set of so many, which go back.
    function _bookAnswer(
        PayoutId payout,
        uint16 to,
        uint256 failed,
        uint256 count
    ) private returns (uint64 paid, uint64 returned) {
        Payout storage p = _payouts[payout];
        Lines storage lines = _lines[payout];
        uint16 from = p.answered;
        uint256 good = _range(from, to) & ~failed;
        lines.returned |= failed;
        lines.unconfirmed |= good;
        lines.undisputed |= good;
        if (from != 0 && p.answeredOn != today()) {
            p.inParts = true;
            lines.earlier.push(from, Day.unwrap(p.answeredOn));
        }
        p.answeredOn = today();
        returned = _unbook(p, lines, failed, count);
        paid = _startOf(p, lines, to) - _startOf(p, lines, from) - returned;
        p.paid += paid;
        p.returned += returned;
        _answeredTo(p, to);
    }

    /// Lines up to `to` are paid or returned.
    function _answeredTo(Payout storage p, uint16 to) private returns (PayoutStatus status) {
        p.answered = to;
        if (to < p.lines) return PayoutStatus.Open;
        p.status = PayoutStatus.Settled;
        --_openPayouts;
        return PayoutStatus.Settled;
    }

    /// Lines whose money goes back: their households may be paid anew.
    /// @param set of so many lines
    /// @return total fen of them
    function _unbook(Payout storage p, Lines storage lines, uint256 set, uint256 count) private returns (uint64 total) {
        if (count == 0) return 0;
        uint32[] memory numbers = new uint32[](count);
        uint64[] memory amounts = new uint64[](count);
        mapping(uint256 bucket => uint256 set) storage paid = _paid[p.benefit][p.period];
        bool hasPeriod = BenefitId.unwrap(p.benefit) != 0;
        uint256 next;
        for (uint256 line; next < count; ++line) {
            if (set & _bit(line) == 0) continue;
            numbers[next] = _numberAt(lines, line);
            amounts[next] = _amountOf(p, lines, line);
            total += amounts[next];
            if (hasPeriod) paid[numbers[next] >> 8] &= ~_bit(numbers[next] & 0xff);
            ++next;
        }
        _ungrant(p, numbers, amounts, total);
    }

    function _ungrant(Payout storage p, uint32[] memory numbers, uint64[] memory amounts, uint64 total) private {
        if (_isOfRound(p.kind)) releasedOf[RoundId.wrap(p.origin)] -= total;
        households.ungrant(p.programme, numbers, amounts);
    }

    /// Puts the fen of a set of lines of an open payout back to their lots, each run of neighbours at once.
    function _restoreLines(PayoutId payout, uint256 set) private {
        Payout storage p = _payouts[payout];
        Lines storage lines = _lines[payout];
        for (uint256 line; set >> line != 0; ++line) {
            if (set & _bit(line) == 0) continue;
            uint64 start = _startOf(p, lines, line);
            while (line < MAX_LINES && set & _bit(line) != 0) ++line;
            uint64 end = _startOf(p, lines, line);
            while (start < end) start += funds.restore(p.project, payout, start, end - start);
        }
    }

    /// @return start of its fen
    function _giveLineBack(
        PayoutId payout,
        Payout storage p,
        uint16 line,
        uint64 amount
    ) private returns (uint64 start) {
        Lines storage lines = _lines[payout];
        _requireLine(payout, p, line);
        LineStatus status = _statusOf(p, lines, line);
        if (status != LineStatus.Paid && status != LineStatus.Confirmed && status != LineStatus.Disputed) {
            revert PayoutLineWrongStatus(payout, line, status);
        }
        uint64 due = _amountOf(p, lines, line);
        if (amount != due) revert PayoutGivenBackUnfit(payout, amount, due);
        uint256 bit = _bit(line);
        lines.givenBack |= bit;
        lines.unconfirmed &= ~bit;
        lines.undisputed &= ~bit;
        _unbook(p, lines, bit, 1);
        return _startOf(p, lines, line);
    }

    /// @return start of its fen: those that were not given back yet begin there
    function _givePartBack(
        PayoutId payout,
        Payout storage p,
        uint16 line,
        uint64 amount
    ) private returns (uint64 start) {
        _requireStatus(payout, p, PayoutStatus.Paid);
        if (line != 0) revert PayoutLineUnknown(payout, line);
        start = p.returned;
        uint64 left = p.paid - start;
        if (amount == 0 || amount > left) revert PayoutGivenBackUnfit(payout, amount, left);
        if (p.kind == PayoutKind.Voucher) _unuseVoucher(payout, p, amount);
    }

    function _unuseVoucher(PayoutId payout, Payout storage p, uint64 amount) private {
        uint32 number = _numberAt(_lines[payout], 0);
        _voucherUsed[p.benefit][p.period][number] -= amount;
        uint32[] memory numbers = new uint32[](1);
        uint64[] memory amounts = new uint64[](1);
        (numbers[0], amounts[0]) = (number, amount);
        _ungrant(p, numbers, amounts, amount);
    }

    function _enterFact(PersonId person, Payout storage p, IReliefScores.Fact fact, bytes32 evidence) private {
        scores.enterFact(person, p.programme, fact, evidence);
    }

    /// Reverts unless the household has signed the act.
    function _useAssertion(
        HouseholdId household,
        bytes32 typehash,
        bytes memory fields,
        Assertion calldata assertion
    ) private {
        keys.requireAsserted(household.householdPerson(), typehash, fields, assertion);
    }

    function _known(PayoutId payout) private view returns (Payout storage p) {
        p = _payouts[payout];
        if (p.kind == PayoutKind.None) revert PayoutUnknown(payout);
    }

    /// A payout to a bank that is open, with lines to be answered for up to `to`.
    function _answerable(PayoutId payout, uint16 to) private view returns (Payout storage p) {
        p = _known(payout);
        _requireLined(payout, p);
        _requireStatus(payout, p, PayoutStatus.Open);
        if (to <= p.answered || to > p.lines) revert PayoutLinesOutOfRange(payout, to, p.answered, p.lines);
    }

    function _requireLined(PayoutId payout, Payout storage p) private view {
        if (!_hasLines(p.kind)) revert PayoutWrongKind(payout, p.kind, PayoutKind.Bank);
    }

    function _requireStatus(PayoutId payout, Payout storage p, PayoutStatus needed) private view {
        if (p.status != needed) revert PayoutWrongStatus(payout, p.status, needed);
    }

    function _requireLine(PayoutId payout, Payout storage p, uint16 line) private view {
        if (line >= p.lines) revert PayoutLineUnknown(payout, line);
    }

    /// Whether the programme would still admit the payee of what is paid once it is drawn whole (P-8). A bank is asked when it answers; the margin
    /// of an order has a lot of its own, so it never waits.
    function _mayBePaid(Payout storage p) private view returns (bool) {
        return
            _hasLines(p.kind) ||
            (!isBarred[p.programme][p.payee] && programmes.admitsPayee(p.programme, p.payee, p.benefit));
    }

    function _requireNotBarred(ProgrammeId programme, ParticipantId payee) private view {
        if (isBarred[programme][payee]) revert PayoutPayeeBarred(programme, payee);
    }

    function _enterAsPayee(PayoutId payout, Payout storage p, uint64 amount) private view returns (address wallet) {
        ParticipantId caller;
        (caller, wallet, ) = _enter(NOBODY, Mode.Perform, amount);
        if (caller != p.payee) revert PayoutNotPayee(payout, caller, p.payee);
    }

    /// The payee of a payout with lines up to `to` to answer for, in time, whom the programme admits (P-8).
    function _enterToAnswer(PayoutId payout, uint16 to) private view returns (Payout storage p, address wallet) {
        p = _answerable(payout, to);
        wallet = _enterAsPayee(payout, p, 0);
        if (today() > p.dueDay) revert PayoutAnswerLate(payout, p.dueDay, today());
        programmes.requireRole(p.programme, p.payee, Role.PayoutBank, NO_PURPOSE);
        _requireNotBarred(p.programme, p.payee);
    }

    /// Reverts unless the line is the household's.
    function _ownLine(PayoutId payout, uint16 line, HouseholdId household) private view returns (LineStatus) {
        Payout storage p = _payouts[payout];
        Lines storage lines = _lines[payout];
        HouseholdId own = _householdAt(payout, p, lines, line);
        if (!(own == household)) revert PayoutLineOtherHousehold(payout, line, household, own);
        return _statusOf(p, lines, line);
    }

    function _householdAt(
        PayoutId payout,
        Payout storage p,
        Lines storage lines,
        uint16 line
    ) private view returns (HouseholdId) {
        _requireLined(payout, p);
        _requireLine(payout, p, line);
        return householdOf(p.programme, _numberAt(lines, line));
    }

    function _statusOf(Payout storage p, Lines storage lines, uint256 line) private view returns (LineStatus) {
        if (line >= p.answered) return LineStatus.Open;
        uint256 bit = _bit(line);
        if (lines.unconfirmed & bit != 0) return lines.undisputed & bit != 0 ? LineStatus.Paid : LineStatus.Disputed;
        if (lines.returned & bit != 0) return LineStatus.Returned;
        return lines.givenBack & bit != 0 ? LineStatus.GivenBack : LineStatus.Confirmed;
    }

    /// When the bank answered for a line.
    function _receiptDay(Payout storage p, Lines storage lines, uint256 line) private view returns (Day) {
        if (p.inParts) {
            uint224 day = lines.earlier.lowerLookup(uint32(line + 1));
            if (day != 0) return Day.wrap(uint32(day));
        }
        return p.answeredOn;
    }

    function _numberAt(Lines storage lines, uint256 line) private view returns (uint32) {
        return uint32(lines.numbers[line >> 3] >> ((line & 7) << 5));
    }

    function _amountOf(Payout storage p, Lines storage lines, uint256 line) private view returns (uint64) {
        return p.each != 0 ? p.each : _startOf(p, lines, line + 1) - _startOf(p, lines, line);
    }

    /// First of a line's fen; after the last line, the total.
    function _startOf(Payout storage p, Lines storage lines, uint256 line) private view returns (uint64) {
        if (p.each != 0) return uint64(line * p.each);
        if (line == 0) return 0;
        --line;
        return uint64(lines.ends[line >> 2] >> ((line & 3) << 6));
    }

    function _isOfRound(PayoutKind kind) private pure returns (bool) {
        return kind == PayoutKind.Bank || kind == PayoutKind.Voucher;
    }

    function _hasLines(PayoutKind kind) private pure returns (bool) {
        return kind == PayoutKind.Bank || kind == PayoutKind.Share;
    }

    /// The number that a fact about a payout is found by.
    function _evidenceOf(PayoutId payout) private pure returns (bytes32) {
        return bytes32(uint256(PayoutId.unwrap(payout)));
    }

    /// Lines of [from, to) that have failed, ascending.
    function _setOf(uint16[] calldata failed, uint16 from, uint16 to) private pure returns (uint256 set) {
        uint256 least = from;
        for (uint256 i; i < failed.length; ++i) {
            uint256 line = failed[i];
            if (line < least || line >= to) revert PayoutFailedNotAscending(line);
            set |= _bit(line);
            least = line + 1;
        }
    }

    function _bit(uint256 line) private pure returns (uint256) {
        return 1 << line;
    }

    /// Lines [from, to).
    function _range(uint256 from, uint256 to) private pure returns (uint256) {
        unchecked {
            // Of 256 lines nothing is left of the shifted bit, and all bits of what is one less.
            return (_bit(to) - 1) & ~(_bit(from) - 1);
        }
    }
}
