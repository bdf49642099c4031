// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {AssetId, ValuationId} from "../types/DataTypes.sol";

/// Valuation of data (评估): what qualified valuers hold an asset to be worth, for which purpose and as of when. Several may coexist, and
/// differ; nothing here makes one of them the right one. Amounts in fen.
///
/// A valuer works on commission of the asset's holder, or of the pledgee whose security it is. It must be qualified (VALUER) and have nothing
/// to do with the asset, when it is commissioned and when it values.
///
/// Anybody may dispute a valuation, once, and that stays on record with the valuer's answer. Only a dispute of those whom the asset concerns
/// (holders of its rights, contributors, the commissioner) keeps it from being relied on until it is answered: so the number of those who can
/// hold a realisation up is bounded.
interface IDataValuation is IKernelModule {
    /// How it was valued (数据资产评估指导意见, 2023, 15).
    enum Method {
        None,
        Cost,
        Income,
        Market
    }

    enum ValuationStatus {
        None,
        Stands,
        /// Taken back by the valuer.
        Withdrawn,
        /// The valuer has agreed with a dispute.
        Overturned
    }

    enum DisputeStatus {
        None,
        Open,
        Upheld,
        Rejected,
        Withdrawn
    }

    /// Slot 0, and the purpose in slot 1.
    struct Commission {
        ParticipantId by;
        /// Of the pledgee, through DataPledges.
        bool byPledgee;
        /// Last day to value; 0: none.
        Day lastDay;
        /// Short readable text ("PLEDGE").
        bytes32 purpose;
    }

    /// What a valuer reports.
    struct Report {
        Method method;
        /// The day as of which it is valued; not after today.
        Day baseDay;
        uint64 amount;
        /// Last day; within one year of the base day.
        Day validThrough;
        /// Digest of the report.
        bytes32 digest;
    }

    struct Valuation {
        // slot 0
        AssetId asset;
        ParticipantId valuer;
        /// Who commissioned it.
        ParticipantId by;
        uint64 amount;
        Day baseDay;
        Day validThrough;
        Method method;
        ValuationStatus status;
        /// Open disputes that keep it from being relied on: of those connected, each at most once.
        uint16 contested;
        // slot 1
        bytes32 purpose;
        // slot 2
        bytes32 digest;
    }

    struct Dispute {
        DisputeStatus status;
        /// Whether it keeps the valuation from being relied on.
        bool suspends;
    }

    event DataValuationCommissioned(
        AssetId indexed asset,
        ParticipantId indexed valuer,
        ParticipantId indexed by,
        bool byPledgee,
        bytes32 purpose,
        Day lastDay
    );
    event DataValuationCommissionEnded(AssetId indexed asset, ParticipantId indexed valuer, ParticipantId indexed by);
    event DataValued(
        ValuationId indexed valuation,
        AssetId indexed asset,
        ParticipantId indexed valuer,
        ParticipantId by,
        Method method,
        bytes32 purpose,
        Day baseDay,
        uint64 amount,
        Day validThrough,
        bytes32 digest
    );
    event DataValuationWithdrawn(
        ValuationId indexed valuation,
        AssetId indexed asset,
        ParticipantId indexed valuer,
        bytes32 digest
    );
    event DataValuationDisputed(
        ValuationId indexed valuation,
        AssetId indexed asset,
        ParticipantId indexed disputer,
        bool suspends,
        bytes32 digest
    );
    event DataValuationDisputeAnswered(
        ValuationId indexed valuation,
        AssetId indexed asset,
        ParticipantId indexed disputer,
        bool upheld,
        bytes32 digest
    );
    event DataValuationDisputeWithdrawn(
        ValuationId indexed valuation,
        AssetId indexed asset,
        ParticipantId indexed disputer
    );

    error DataValuationNotHolder(AssetId asset, ParticipantId caller, ParticipantId holder);
    /// The valuer holds a right in the asset, has contributed to it or commissions itself.
    error DataValuationNotIndependent(AssetId asset, ParticipantId valuer);
    error DataValuationPurposeMissing(AssetId asset);
    error DataValuationDayPassed(AssetId asset, Day lastDay, Day today);
    /// There is no commission, it has run out, or who gave it no longer holds the asset.
    error DataValuationNotCommissioned(AssetId asset, ParticipantId valuer, ParticipantId by, Day lastDay);
    error DataValuationMethodMissing(AssetId asset);
    error DataValuationAmountZero(AssetId asset);
    error DataValuationDigestMissing();
    error DataValuationBaseDayAhead(AssetId asset, Day baseDay, Day today);
    error DataValuationTermOutOfRange(AssetId asset, Day validThrough, Day earliest, Day latest);
    error DataValuationUnknown(ValuationId valuation);
    error DataValuationNotStanding(ValuationId valuation, ValuationStatus status);
    error DataValuationNotValuer(ValuationId valuation, ParticipantId caller, ParticipantId valuer);
    error DataValuationOwn(ValuationId valuation, ParticipantId valuer);
    error DataValuationDisputeExists(ValuationId valuation, ParticipantId disputer, DisputeStatus status);
    error DataValuationDisputeNotOpen(ValuationId valuation, ParticipantId disputer, DisputeStatus status);
    error DataValuationOfOther(ValuationId valuation, AssetId asset, AssetId needed);
    error DataValuationOver(ValuationId valuation, Day validThrough, Day today);
    error DataValuationContested(ValuationId valuation, uint16 disputes);

    /// Commissions a valuer, for one valuation; replaces an earlier commission of the same valuer. The holder of the certificate.
    /// @param purpose short readable text ("PLEDGE")
    /// @param lastDay last day to value
    /// @custom:access door:Dispose
    function commission(AssetId asset, ParticipantId valuer, bytes32 purpose, Day lastDay) external;

    /// The same for the pledgee, whom DataPledges has admitted: a pledgor that will not have its asset valued cannot stop its realisation.
    /// @custom:access part
    function commissionFor(
        AssetId asset,
        ParticipantId by,
        ParticipantId valuer,
        bytes32 purpose,
        Day lastDay
    ) external;

    /// Takes a commission back before it is used. Who gave it.
    /// @custom:access door:Preserve
    function endCommission(AssetId asset, ParticipantId valuer) external;

    /// Reports a valuation; uses the commission up. The commissioned valuer.
    /// @custom:access door:Dispose
    function value(AssetId asset, Report calldata report) external returns (ValuationId valuation);

    /// Takes a valuation back. Its valuer.
    /// @param digest of the reason
    /// @custom:access door:Preserve
    function withdrawValuation(ValuationId valuation, bytes32 digest) external;

    /// Disputes a valuation that stands, with reasons. Any participant but its valuer, once a valuation.
    /// @custom:access door:Preserve
    function dispute(ValuationId valuation, bytes32 digest) external;

    /// Takes a dispute back. Who disputes.
    /// @custom:access door:Preserve
    function withdrawDispute(ValuationId valuation) external;

    /// Answers a dispute; one that is upheld ends the valuation. The valuer.
    /// @custom:access door:Preserve
    function answerDispute(ValuationId valuation, ParticipantId disputer, bool upheld, bytes32 digest) external;

    function commissionOf(AssetId asset, ParticipantId valuer) external view returns (Commission memory);

    function valuationInfo(ValuationId valuation) external view returns (Valuation memory);

    function valuationCount() external view returns (uint32);

    function disputeOf(ValuationId valuation, ParticipantId disputer) external view returns (Dispute memory);

    /// Reverts unless the valuation is of the asset, stands, is in time and no dispute keeps it from being relied on.
    function requireValid(
        ValuationId valuation,
        AssetId asset
    ) external view returns (uint64 amount, ParticipantId valuer);
}
