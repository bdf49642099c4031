// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {RequestDesk} from "../../kernel/base/RequestDesk.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {RequestId, Requests} from "../../kernel/libraries/Requests.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode, Qualifications} from "../../kernel/types/Parties.sol";
import {IPointsClearing} from "./interfaces/IPointsClearing.sol";
import {IPointsLedger} from "./interfaces/IPointsLedger.sol";
import {IPointsProgrammes} from "./interfaces/IPointsProgrammes.sol";
import {
    COMMON,
    ExpiryPolicy,
    LOT,
    MAX_MONTHS,
    Programme,
    ProgrammeFlags,
    ProgrammeId,
    ProgrammeStatus,
    Stops,
    WHOLE
} from "./types/PointsTypes.sol";

/// Documented in {IPointsProgrammes}.
contract PointsProgrammes is IPointsProgrammes, RequestDesk {
    using Requests for Requests.Book;

    /// What a merchant has agreed to. One slot.
    struct Acceptance {
        /// The merchant's admission at that time: whoever has left the alliance and come back agrees anew.
        uint32 admission;
        uint32 rate;
        /// The latest that the issuer has asked for.
        RequestId proposal;
    }

    uint256 public constant MAX_MEMBERS = 100;
    uint16 public constant MAX_FEE = 1_000;
    uint256 public constant NOTICE_DAYS = 90;
    uint256 public constant MAX_PROPOSAL_DAYS = 90;
    /// Ten years.
    uint256 public constant MAX_FIXED_DAYS = 3_660;
    uint256 private constant OPEN = 1 << uint256(ProgrammeStatus.Open);
    uint256 private constant CLOSING = 1 << uint256(ProgrammeStatus.Closing);

    /// @inheritdoc IPointsProgrammes
    IPointsLedger public immutable ledger;
    /// Fen for 1,000 common points.
    uint256 private immutable COMMON_VALUE;

    /// @inheritdoc IPointsProgrammes
    IPointsClearing public clearing;
    AllianceTerms private _terms;
    uint32 private _admissions;
    /// In the order of their numbers.
    ParticipantId[] private _list;
    mapping(ParticipantId member => Member) private _members;
    mapping(ProgrammeId programme => mapping(ParticipantId merchant => Acceptance)) private _acceptances;
    /// @inheritdoc IPointsProgrammes
    mapping(ProgrammeId programme => mapping(ParticipantId partner => bool)) public isExchangePartner;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IPointsLedger ledger_
    ) KernelModule(authority, participants_) {
        ledger = ledger_;
        COMMON_VALUE = ledger_.programmeInfo(COMMON).value;
        (uint16 lowest, uint16 fee, uint16 minimumRatio) = (8_000, 50, 5_000);
        _terms = AllianceTerms(lowest, WHOLE, fee, minimumRatio, NOBODY);
        emit ExchangeBandSet(lowest, WHOLE);
        emit ExchangeFeeSet(fee);
        emit MinimumRatioSet(minimumRatio);
    }

    /// @inheritdoc IPointsProgrammes
    function setParts(IPointsClearing clearing_) external restricted {
        if (address(clearing) != address(0)) revert PointsProgrammePartsAlreadySet();
        clearing = clearing_;
    }

    /// @inheritdoc IPointsProgrammes
    function admitMember(ParticipantId participant) external restricted {
        // Checks
        participants.requireStanding(participant, Mode.Dispose);
        if (isMember(participant)) revert PointsMemberAlready(participant);
        uint256 place = _list.length;
        if (place == MAX_MEMBERS) revert PointsMembersFull(MAX_MEMBERS);

        // Effects
        _list.push(participant);
        for (; place > 0 && ParticipantId.unwrap(_list[place - 1]) > ParticipantId.unwrap(participant); --place) {
            _list[place] = _list[place - 1];
        }
        _list[place] = participant;
        uint32 admission = ++_admissions;
        _members[participant].admission = admission;
        emit AllianceMemberAdmitted(participant, admission);
    }

    /// @inheritdoc IPointsProgrammes
    function removeMember(ParticipantId participant) external restricted {
        // Checks
        requireMember(participant);
        uint32 programmes = _members[participant].programmes;
        if (programmes != 0) revert PointsMemberIssues(participant, programmes);
        if (!clearing.isClear(participant)) revert PointsMemberInClearing(participant);

        // Effects
        delete _members[participant];
        uint256 last = _list.length - 1;
        uint256 place;
        while (_list[place] != participant) ++place;
        for (; place < last; ++place) {
            _list[place] = _list[place + 1];
        }
        _list.pop();
        emit AllianceMemberRemoved(participant);
    }

    /// @inheritdoc IPointsProgrammes
    function setBand(uint16 lowest, uint16 highest) external restricted {
        if (lowest > highest || highest > WHOLE) revert PointsBandInvalid(lowest, highest);
        (_terms.lowest, _terms.highest) = (lowest, highest);
        emit ExchangeBandSet(lowest, highest);
    }

    /// @inheritdoc IPointsProgrammes
    function setFee(uint16 fee) external restricted {
        if (fee > MAX_FEE) revert PointsFeeOutOfRange(fee, MAX_FEE);
        _terms.fee = fee;
        emit ExchangeFeeSet(fee);
    }

    /// @inheritdoc IPointsProgrammes
    function setFeeReceiver(ParticipantId receiver) external restricted {
        participants.requireStanding(receiver, Mode.Dispose);
        _terms.feeReceiver = receiver;
        emit FeeReceiverSet(receiver);
    }

    /// @inheritdoc IPointsProgrammes
    function setMinimumRatio(uint16 ratio) external restricted {
        if (ratio > WHOLE) revert PointsProgrammeRatioOutOfRange(ratio, 0, WHOLE);
        _terms.minimumRatio = ratio;
        emit MinimumRatioSet(ratio);
    }

    /// @inheritdoc IPointsProgrammes
    function openProgramme(Opening calldata opening) external returns (ProgrammeId programme) {
        // Checks
        (ParticipantId issuer, , ) = _enter(NOBODY, Mode.Dispose, 0);
        requireMember(issuer);
        participants.requireQualified(issuer, Qualifications.POINTS_ISSUER);
        if (opening.name == 0) revert PointsProgrammeNameMissing();
        if (opening.terms == 0) revert PointsProgrammeDigestMissing();
        _requireExpiry(opening);
        _requireValue(opening);
        Member storage m = _members[issuer];
        if (!opening.honour && ProgrammeId.unwrap(m.covered) != 0) {
            revert PointsProgrammeCoveredAlready(issuer, m.covered);
        }

        // Effects
        programme = ledger.open(_programmeOf(opening, issuer), opening.name, opening.monthlyCap);
        ++m.programmes;
        if (!opening.honour) {
            m.covered = programme;
            if (!clearing.isGuaranteed(issuer)) ledger.setStops(programme, Stops.CLEARING, 0);
        }
        // Its own points it accepts.
        _acceptances[programme][issuer].admission = m.admission;
        emit PointsProgrammeOpened(programme, issuer, opening);
    }

    /// @inheritdoc IPointsProgrammes
    function setRate(ProgrammeId programme, uint32 rate) external {
        // Checks
        Programme memory p = _ownProgramme(programme);
        if (p.flags & ProgrammeFlags.EXCHANGEABLE == 0) revert PointsProgrammeNotExchangeable(programme);
        _requireInBand(rate, p.value);
        bool stays = p.status != ProgrammeStatus.Open || ledger.isStopped(programme);
        if (stays && rate < p.rate) revert PointsRateLowered(programme, rate, p.rate);

        // Effects
        ledger.setRate(programme, rate);
        emit ExchangeRateSet(programme, p.rate, rate);
    }

    /// @inheritdoc IPointsProgrammes
    function setMonthlyCap(ProgrammeId programme, uint48 monthlyCap) external {
        _ownProgramme(programme);
        uint48 previous = ledger.bookOf(programme).monthlyCap;
        ledger.setCap(programme, monthlyCap);
        emit MonthlyCapSet(programme, previous, monthlyCap);
    }

    /// @inheritdoc IPointsProgrammes
    function proposeAcceptance(
        ProgrammeId programme,
        ParticipantId merchant,
        uint32 rate,
        Day lastDay
    ) external returns (RequestId request) {
        // Checks
        (ParticipantId issuer, , ) = _enter(merchant, Mode.Dispose, 0);
        Programme memory p = ledger.programmeInfo(programme);
        _requireIssuer(programme, issuer, p.issuer);
        if (merchant == issuer) revert PointsAcceptanceOwn(programme, issuer);
        requireMember(merchant);
        _requireStatus(programme, p.status, OPEN);
        _requireAcceptanceRate(rate, p);
        Day latest = today().plus(MAX_PROPOSAL_DAYS);
        if (lastDay < today() || lastDay > latest) {
            revert Requests.RequestLastDayOutOfRange(lastDay, today(), latest);
        }

        // Effects
        _endProposal(programme, merchant, issuer);
        Requests.Request memory r;
        r.from = issuer;
        r.to = merchant;
        r.subject = ProgrammeId.unwrap(programme);
        r.act = uint8(ProgrammeAct.Accept);
        r.lastDay = lastDay;
        r.terms = bytes32(uint256(rate));
        request = _requests.open(r);
        _acceptances[programme][merchant].proposal = request;
    }

    /// @inheritdoc IPointsProgrammes
    function sign(RequestId request) external {
        // Checks
        Requests.Request storage r = _requests.live(request);
        ParticipantId issuer = r.from;
        (ParticipantId merchant, , ) = _enter(issuer, Mode.Dispose, 0);
        requireMember(merchant);
        ProgrammeId programme = ProgrammeId.wrap(uint32(r.subject));
        _requireStatus(programme, ledger.programmeInfo(programme).status, OPEN);

        // Effects
        _requests.sign(request, merchant);
        uint32 rate = uint32(uint256(r.terms));
        Acceptance storage a = _acceptances[programme][merchant];
        (a.admission, a.rate) = (_members[merchant].admission, rate);
        emit AcceptanceAgreed(programme, merchant, issuer, rate);
    }

    /// @inheritdoc IPointsProgrammes
    function endAcceptance(ProgrammeId programme, ParticipantId merchant) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        ParticipantId issuer = ledger.programmeInfo(programme).issuer;
        if (caller != merchant && caller != issuer) revert PointsAcceptanceNotParty(programme, merchant, caller);
        if (merchant == issuer) revert PointsAcceptanceOwn(programme, issuer);
        if (_acceptances[programme][merchant].admission == 0) revert PointsAcceptanceMissing(programme, merchant);

        // Effects
        _endProposal(programme, merchant, caller);
        delete _acceptances[programme][merchant];
        emit AcceptanceEnded(programme, merchant, caller);
    }

    /// @inheritdoc IPointsProgrammes
    function setExchangePartner(ProgrammeId programme, ParticipantId partner, bool allowed) external {
        // Checks
        // One that is frozen or gone can be taken off the list all the same.
        (ParticipantId issuer, , ) = _enter(allowed ? partner : NOBODY, Mode.Dispose, 0);
        Programme memory p = ledger.programmeInfo(programme);
        _requireIssuer(programme, issuer, p.issuer);
        if (p.flags & ProgrammeFlags.EXCHANGEABLE == 0) revert PointsProgrammeNotExchangeable(programme);

        // Effects
        isExchangePartner[programme][partner] = allowed;
        emit ExchangePartnerSet(programme, partner, allowed);
    }

    /// @inheritdoc IPointsProgrammes
    function closeProgramme(ProgrammeId programme, bytes32 digest) external {
        Programme memory p = _ownProgramme(programme);
        // Else whoever is about to be looked into ends its points and has the reserve back.
        if (ledger.isStopped(programme)) revert IPointsLedger.PointsProgrammeStopped(programme, p.stops);
        _close(programme, p.issuer, digest, false);
    }

    /// @inheritdoc IPointsProgrammes
    function closeFor(ProgrammeId programme, bytes32 digest) external onlyPart {
        _close(programme, ledger.programmeInfo(programme).issuer, digest, true);
    }

    /// @inheritdoc IPointsProgrammes
    function finishClosing(ProgrammeId programme) external {
        // Checks
        Programme memory p = ledger.programmeInfo(programme);
        _requireStatus(programme, p.status, CLOSING);
        Member storage m = _members[p.issuer];
        bool isCovered = m.covered == programme;
        if (isCovered) {
            (uint64 owed, uint64 shortfall) = (clearing.owedBy(p.issuer), clearing.shortfallOf(p.issuer));
            if (owed != 0 || shortfall != 0) revert PointsProgrammeInDebt(programme, owed, shortfall);
        }

        // Effects
        if (isCovered) m.covered = ProgrammeId.wrap(0);
        --m.programmes;

        // Interactions
        uint64 outstanding = ledger.bookOf(programme).outstanding;
        // Refuses when the last day has not passed.
        uint64 released = ledger.finish(programme);
        emit PointsProgrammeClosed(programme, p.issuer, released, outstanding);
    }

    /// @inheritdoc IPointsProgrammes
    function claimFees() external {
        ParticipantId receiver = _terms.feeReceiver;
        if (receiver.isNobody()) revert PointsFeeReceiverMissing();
        uint64 fen = ledger.payFees(participants.walletOf(receiver));
        emit ExchangeFeesClaimed(receiver, fen);
    }

    /// @inheritdoc IPointsProgrammes
    function members() external view returns (ParticipantId[] memory) {
        return _list;
    }

    /// @inheritdoc IPointsProgrammes
    function memberInfo(ParticipantId participant) external view returns (Member memory) {
        return _members[participant];
    }

    /// @inheritdoc IPointsProgrammes
    function coveredOf(ParticipantId participant) external view returns (ProgrammeId) {
        return _members[participant].covered;
    }

    /// @inheritdoc IPointsProgrammes
    function acceptanceOf(
        ProgrammeId programme,
        ParticipantId merchant
    ) external view returns (bool accepted, uint32 rate) {
        uint32 admission = _members[merchant].admission;
        if (admission == 0) return (false, 0);
        if (programme == COMMON) return (true, 0);
        Acceptance storage a = _acceptances[programme][merchant];
        if (a.admission == admission) return (true, a.rate);
    }

    /// @inheritdoc IPointsProgrammes
    function terms() external view returns (AllianceTerms memory) {
        return _terms;
    }

    /// @inheritdoc IPointsProgrammes
    function isMember(ParticipantId participant) public view returns (bool) {
        return _members[participant].admission != 0;
    }

    /// @inheritdoc IPointsProgrammes
    function requireMember(ParticipantId participant) public view {
        if (!isMember(participant)) revert PointsMemberUnknown(participant);
    }

    /// @inheritdoc IPointsProgrammes
    function bandFor(uint32 value) public view returns (uint256 min, uint256 max) {
        // At parity both sides are worth the same: 1,000 own points so much, 1,000 common ones `COMMON_VALUE`.
        uint256 parity = uint256(value) * LOT;
        min = Math.mulDiv(parity, _terms.lowest, COMMON_VALUE * WHOLE, Math.Rounding.Ceil);
        max = Math.mulDiv(parity, _terms.highest, COMMON_VALUE * WHOLE);
    }

    function _close(ProgrammeId programme, ParticipantId issuer, bytes32 digest, bool byOrder) private {
        if (digest == 0) revert PointsProgrammeDigestMissing();
        Day closesAfter = today().plus(NOTICE_DAYS);
        ledger.startClosing(programme, closesAfter);
        emit PointsProgrammeClosing(programme, issuer, closesAfter, digest, byOrder);
    }

    /// Ends what the issuer has proposed to the merchant and not been answered: an old proposal is not signed after a later word.
    function _endProposal(ProgrammeId programme, ParticipantId merchant, ParticipantId caller) private {
        RequestId proposal = _acceptances[programme][merchant].proposal;
        if (!_requests.isLive(proposal)) return;
        if (caller == merchant) _requests.refuse(proposal, caller);
        else _requests.withdraw(proposal, caller);
    }

    /// The caller's own programme.
    function _ownProgramme(ProgrammeId programme) private view returns (Programme memory p) {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Dispose, 0);
        p = ledger.programmeInfo(programme);
        _requireIssuer(programme, caller, p.issuer);
    }

    function _requireInBand(uint32 rate, uint32 value) private view {
        (uint256 min, uint256 max) = bandFor(value);
        // A rate of 0 would close the exchange.
        min = Math.max(min, 1);
        if (rate < min || rate > max) revert PointsRateOutOfRange(rate, min, max);
    }

    /// Value, ratio and rate hold together.
    function _requireValue(Opening calldata o) private view {
        bool isWorthless = o.value == 0 && o.ratio == 0 && !o.exchangeable;
        if (o.honour ? !isWorthless : o.value == 0) {
            revert PointsProgrammeValueInvalid(o.honour, o.value, o.ratio, o.exchangeable);
        }
        uint16 minimum = o.honour ? 0 : _terms.minimumRatio;
        if (o.ratio < minimum || o.ratio > WHOLE) revert PointsProgrammeRatioOutOfRange(o.ratio, minimum, WHOLE);
        if (o.exchangeable) _requireInBand(o.rate, o.value);
        else if (o.rate != 0) revert PointsRateOutOfRange(o.rate, 0, 0);
    }

    /// Day and months are those that the policy has, and no others.
    function _requireExpiry(Opening calldata o) private view {
        bool isSound;
        if (o.expiry == ExpiryPolicy.MonthsFromGrant) {
            isSound =
                o.fixedDay.isNone() &&
                o.expiryMonths != 0 &&
                o.expiryMonths <= MAX_MONTHS &&
                o.graceMonths <= o.expiryMonths;
        } else if (o.expiryMonths == 0 && o.graceMonths == 0) {
            isSound =
                o.expiry == ExpiryPolicy.FixedDate
                    ? o.fixedDay >= today() && o.fixedDay <= today().plus(MAX_FIXED_DAYS)
                    : o.expiry == ExpiryPolicy.Never && o.fixedDay.isNone();
        }
        if (!isSound) revert PointsProgrammeExpiryInvalid(o.expiry, o.fixedDay, o.expiryMonths, o.graceMonths);
    }

    function _programmeOf(Opening calldata o, ParticipantId issuer) private pure returns (Programme memory p) {
        p.issuer = issuer;
        p.value = o.value;
        p.rate = o.rate;
        p.fixedDay = o.fixedDay;
        p.ratio = o.ratio;
        p.expiryMonths = o.expiryMonths;
        p.graceMonths = o.graceMonths;
        p.expiry = o.expiry;
        if (o.transferable) p.flags |= ProgrammeFlags.TRANSFERABLE;
        if (o.exchangeable) p.flags |= ProgrammeFlags.EXCHANGEABLE;
        if (o.honour) p.flags |= ProgrammeFlags.HONOUR;
    }

    function _requireIssuer(ProgrammeId programme, ParticipantId caller, ParticipantId issuer) private pure {
        if (caller != issuer) revert IPointsLedger.PointsProgrammeNotIssuer(programme, caller, issuer);
    }

    /// @param allowed bits: 1 << status
    function _requireStatus(ProgrammeId programme, ProgrammeStatus status, uint256 allowed) private pure {
        if ((1 << uint8(status)) & allowed == 0) {
            revert IPointsLedger.PointsProgrammeWrongStatus(programme, status, allowed);
        }
    }

    /// An issuer owes for its points no more than their value (S-4).
    function _requireAcceptanceRate(uint32 rate, Programme memory p) private pure {
        (uint32 min, uint32 max) = p.flags & ProgrammeFlags.HONOUR != 0 ? (0, 0) : (uint32(1), p.value);
        if (rate < min || rate > max) revert PointsAcceptanceRateOutOfRange(rate, min, max);
    }
}
