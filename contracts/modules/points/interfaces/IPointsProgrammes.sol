// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IRequestDesk} from "../../../kernel/interfaces/IRequestDesk.sol";
import {RequestId} from "../../../kernel/libraries/Requests.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {ExpiryPolicy, ProgrammeId} from "../types/PointsTypes.sol";
import {IPointsClearing} from "./IPointsClearing.sol";
import {IPointsLedger} from "./IPointsLedger.sol";

/// The alliance (积分联盟) and its members' programmes: who takes part, on which terms, and who accepts whose points.
///
/// | programme | act             | who                                       | then                           |
/// |-----------|-----------------|-------------------------------------------|--------------------------------|
/// | –         | openProgramme   | a member with POINTS_ISSUER               | Open                           |
/// | Open      | closeProgramme  | the issuer, not while an order stops it   | Closing: notice of 90 days     |
/// | Open      | closeByOrder    | a court or a regulator (PointsOrders)     | Closing: notice of 90 days     |
/// | Closing   | finishClosing   | anyone, after the last day                | Closed, the reserve is back    |
///
/// | acceptance | act               | who                        | then     |
/// |------------|-------------------|----------------------------|----------|
/// | –, agreed  | proposeAcceptance | the issuer                 | as it is |
/// | –, agreed  | sign              | the merchant               | agreed   |
/// | agreed     | endAcceptance     | either                     | –        |
///
/// An issuer accepts its own points always, and every member the common ones.
///
/// Conserved: an issuer has at most one covered programme that is not Closed, and whoever has any such programme is a member. No rate of
/// exchange or of acceptance is above parity, so no way from own points to others' goods yields more than their settlement value (S-4).
interface IPointsProgrammes is IRequestDesk {
    /// Requests of this part.
    enum ProgrammeAct {
        None,
        /// A merchant accepts an issuer's points.
        Accept
    }

    /// Terms of the alliance. One slot.
    struct AllianceTerms {
        /// Rates of exchange that issuers may set, in 1/10,000 of parity.
        uint16 lowest;
        uint16 highest;
        /// Of what an exchange yields, in 1/10,000.
        uint16 fee;
        /// Least reserve ratio of programmes opened from now on, in 1/10,000.
        uint16 minimumRatio;
        /// Who gets the fees; nobody: they wait.
        ParticipantId feeReceiver;
    }

    /// A member. One slot.
    struct Member {
        /// Which admission to the alliance it was, counted over all; 0: it is none.
        uint32 admission;
        /// Its covered programme that is not Closed; 0: none.
        ProgrammeId covered;
        /// Its programmes that are not Closed, honour ones included.
        uint32 programmes;
    }

    /// What an issuer opens. All but rate and cap stays so for good.
    struct Opening {
        /// As users see it.
        bytes32 name;
        /// Digest of the terms for users.
        bytes32 terms;
        ExpiryPolicy expiry;
        /// FixedDate: the last day on which points are good, within ten years; else 0.
        Day fixedDay;
        /// MonthsFromGrant: 1 … 35; else 0.
        uint8 expiryMonths;
        /// Months after their expiry in which refunded points are still good; at most `expiryMonths`.
        uint8 graceMonths;
        bool transferable;
        bool exchangeable;
        /// 公益积分: without value, reserve and exchange.
        bool honour;
        /// Settlement value, fen for 1,000 points.
        uint32 value;
        /// Reserve ratio in 1/10,000.
        uint16 ratio;
        /// Common points for 1,000 of its own, before the fee; 0 when not exchangeable.
        uint32 rate;
        /// Points that may be granted in a calendar month; 0: no cap.
        uint48 monthlyCap;
    }

    event AllianceMemberAdmitted(ParticipantId indexed member, uint32 admission);
    event AllianceMemberRemoved(ParticipantId indexed member);
    event ExchangeBandSet(uint16 lowest, uint16 highest);
    event ExchangeFeeSet(uint16 fee);
    event FeeReceiverSet(ParticipantId indexed receiver);
    event MinimumRatioSet(uint16 ratio);
    event PointsProgrammeOpened(ProgrammeId indexed programme, ParticipantId indexed issuer, Opening opening);
    /// @param rate common points for 1,000 own ones
    event ExchangeRateSet(ProgrammeId indexed programme, uint32 previous, uint32 rate);
    event MonthlyCapSet(ProgrammeId indexed programme, uint48 previous, uint48 monthlyCap);
    /// @param byOrder whether an order has given the notice
    event PointsProgrammeClosing(
        ProgrammeId indexed programme,
        ParticipantId indexed issuer,
        Day closesAfter,
        bytes32 digest,
        bool byOrder
    );
    /// @param released fen of the reserve that have gone to the issuer's wallet
    /// @param outstanding points that have become void
    event PointsProgrammeClosed(
        ProgrammeId indexed programme,
        ParticipantId indexed issuer,
        uint64 released,
        uint64 outstanding
    );
    /// @param rate fen that the issuer owes the merchant for 1,000 points
    event AcceptanceAgreed(
        ProgrammeId indexed programme,
        ParticipantId indexed merchant,
        ParticipantId indexed issuer,
        uint32 rate
    );
    event AcceptanceEnded(ProgrammeId indexed programme, ParticipantId indexed merchant, ParticipantId indexed by);
    event ExchangePartnerSet(ProgrammeId indexed programme, ParticipantId indexed partner, bool allowed);
    event ExchangeFeesClaimed(ParticipantId indexed receiver, uint64 fen);

    error PointsProgrammePartsAlreadySet();
    error PointsMemberUnknown(ParticipantId participant);
    error PointsMemberAlready(ParticipantId participant);
    error PointsMembersFull(uint256 max);
    /// It has programmes that are not Closed.
    error PointsMemberIssues(ParticipantId participant, uint32 programmes);
    /// It has a position in the running cycle, or creditors have claims on it.
    error PointsMemberInClearing(ParticipantId participant);
    error PointsBandInvalid(uint16 lowest, uint16 highest);
    error PointsFeeOutOfRange(uint16 fee, uint16 max);
    error PointsFeeReceiverMissing();
    error PointsProgrammeCoveredAlready(ParticipantId issuer, ProgrammeId covered);
    error PointsProgrammeNameMissing();
    /// A digest of the terms, or of the notice.
    error PointsProgrammeDigestMissing();
    /// Day and months do not fit the policy.
    error PointsProgrammeExpiryInvalid(ExpiryPolicy expiry, Day fixedDay, uint8 expiryMonths, uint8 graceMonths);
    /// Honour points have neither value nor ratio nor exchange; covered ones have a value.
    error PointsProgrammeValueInvalid(bool honour, uint32 value, uint16 ratio, bool exchangeable);
    error PointsProgrammeRatioOutOfRange(uint16 ratio, uint16 min, uint16 max);
    /// Only 0 for what is not exchanged.
    error PointsRateOutOfRange(uint32 rate, uint256 min, uint256 max);
    /// Its issuer is stopped (S-7), or has given notice: holders rely on the rate that it had.
    error PointsRateLowered(ProgrammeId programme, uint32 rate, uint32 previous);
    error PointsProgrammeNotExchangeable(ProgrammeId programme);
    /// The issuer owes in the running cycle, or creditors have claims on it.
    error PointsProgrammeInDebt(ProgrammeId programme, uint64 owed, uint64 shortfall);
    error PointsAcceptanceOwn(ProgrammeId programme, ParticipantId issuer);
    /// Fen for 1,000 points; 0 for honour points.
    error PointsAcceptanceRateOutOfRange(uint32 rate, uint32 min, uint32 max);
    error PointsAcceptanceMissing(ProgrammeId programme, ParticipantId merchant);
    error PointsAcceptanceNotParty(ProgrammeId programme, ParticipantId merchant, ParticipantId caller);

    /// Names the clearing, once and for all, while the suite is deployed.
    /// @custom:access restricted
    function setParts(IPointsClearing clearing) external;

    /// Admits an active participant to the alliance, of at most 100 members. By order (default policy: more than two thirds of the council).
    /// @custom:access restricted
    function admitMember(ParticipantId participant) external;

    /// Removes a member that issues nothing, has no position in the running cycle, and no unpaid claims on it. What others have agreed with it
    /// ends with that, for good. By order (default policy: more than two thirds of the council).
    /// @custom:access restricted
    function removeMember(ParticipantId participant) external;

    /// Sets the band of rates of exchange. Rates that lie outside stay until they are set anew. By order (default policy: as for rules).
    /// @param lowest in 1/10,000 of parity
    /// @param highest at most 10,000, so that nothing is exchanged above its value (S-4)
    /// @custom:access restricted
    function setBand(uint16 lowest, uint16 highest) external;

    /// Sets the fee on exchanges. By order (default policy: as for rules).
    /// @param fee in 1/10,000, at most 1,000
    /// @custom:access restricted
    function setFee(uint16 fee) external;

    /// Sets who gets the fees, also those that wait. By order (default policy: as for rules).
    /// @param receiver an active participant
    /// @custom:access restricted
    function setFeeReceiver(ParticipantId receiver) external;

    /// Sets the least reserve ratio of programmes that are opened from now on. By order (default policy: as for rules).
    /// @param ratio in 1/10,000, at most 10,000
    /// @custom:access restricted
    function setMinimumRatio(uint16 ratio) external;

    /// Opens a programme. A member with POINTS_ISSUER; a covered one only when it has no other that is not Closed. Grants of a covered
    /// programme need the guarantee deposit.
    /// @custom:access door:Dispose
    function openProgramme(Opening calldata opening) external returns (ProgrammeId programme);

    /// Sets the rate of exchange from now on, within the alliance's band. The issuer; not lower while it is stopped (S-7) or the programme is
    /// Closing.
    /// @param rate common points for 1,000 own ones, before the fee
    /// @custom:access door:Dispose
    function setRate(ProgrammeId programme, uint32 rate) external;

    /// Sets the cap of grants by calendar month, from now on, what was granted this month counted. The issuer; it is its own guard.
    /// @param monthlyCap points; 0: no cap
    /// @custom:access door:Dispose
    function setMonthlyCap(ProgrammeId programme, uint48 monthlyCap) external;

    /// Proposes to a merchant that it accepts the programme's points, in place of what it has proposed before. The issuer; both are members,
    /// the programme is Open.
    /// @param rate fen that the issuer then owes the merchant for 1,000 points, at most their value; honour points: 0
    /// @param lastDay on which it can be signed, at most 90 days from now
    /// @custom:access door:Dispose
    function proposeAcceptance(
        ProgrammeId programme,
        ParticipantId merchant,
        uint32 rate,
        Day lastDay
    ) external returns (RequestId request);

    /// Agrees to a proposal. The merchant. It takes the place of what the two had agreed before.
    /// @custom:access door:Dispose
    function sign(RequestId request) external;

    /// Ends an agreement and any open proposal, at once: what is redeemed is not touched by it. The issuer or the merchant.
    /// @custom:access door:Preserve
    function endAcceptance(ProgrammeId programme, ParticipantId merchant) external;

    /// Puts a participant on the issuer's list of those who may send users' signed exchanges (S-9), or takes it off. The issuer.
    /// @custom:access door:Dispose
    function setExchangePartner(ProgrammeId programme, ParticipantId partner, bool allowed) external;

    /// Gives notice of a programme's end: nothing more is granted, and 90 days later its points are void. The issuer, unless an order or
    /// clearing stops it.
    /// @param digest of the notice to users
    /// @custom:access door:Dispose
    function closeProgramme(ProgrammeId programme, bytes32 digest) external;

    /// The same by order, for an issuer that is gone.
    /// @custom:access part
    function closeFor(ProgrammeId programme, bytes32 digest) external;

    /// Ends a programme after its last day, when its issuer owes nothing in the running cycle and nobody has claims on it. The reserve goes to
    /// the issuer's wallet, where a freeze holds it.
    /// @custom:access open
    function finishClosing(ProgrammeId programme) external;

    /// Pays the fees that wait to their receiver.
    /// @custom:access open
    function claimFees() external;

    /// Members in the order of their numbers, at most 100.
    function members() external view returns (ParticipantId[] memory);

    /// A member's admission and programmes; zeros for others.
    function memberInfo(ParticipantId participant) external view returns (Member memory);

    function isMember(ParticipantId participant) external view returns (bool);

    function requireMember(ParticipantId participant) external view;

    /// A member's covered programme that is not Closed; 0: none.
    function coveredOf(ParticipantId participant) external view returns (ProgrammeId);

    /// Whether a merchant accepts a programme's points now, and what the issuer owes for 1,000 of them, in fen. Of the issuer itself, and of
    /// common points, only the former says anything.
    function acceptanceOf(
        ProgrammeId programme,
        ParticipantId merchant
    ) external view returns (bool accepted, uint32 rate);

    /// Whether the issuer lets a participant send users' exchanges.
    function isExchangePartner(ProgrammeId programme, ParticipantId partner) external view returns (bool);

    function terms() external view returns (AllianceTerms memory);

    /// Rates of exchange that a settlement value allows now: common points for 1,000 own ones.
    function bandFor(uint32 value) external view returns (uint256 min, uint256 max);

    function ledger() external view returns (IPointsLedger);

    function clearing() external view returns (IPointsClearing);
}
