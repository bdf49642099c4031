// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IRequestDesk} from "../../../kernel/interfaces/IRequestDesk.sol";
import {RequestId} from "../../../kernel/libraries/Requests.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {AssetId, AssetStatus, ValuationId} from "../types/DataTypes.sol";

/// A pledge of a certificate, counted from 1; 0 is none. Also the id of its claim in the kernel's book.
type PledgeId is uint32;

using {otherPledge as !=} for PledgeId global;

function otherPledge(PledgeId a, PledgeId b) pure returns (bool) {
    return PledgeId.unwrap(a) != PledgeId.unwrap(b);
}

/// Pledge of certificates (质押): the holding right secures a debt. Amounts in fen.
///
/// The asset is a subject of the kernel's book of claims, at the value of a valuation, and the pledge claims of it what is secured: so the
/// same asset is not financed twice, in whichever module (X-2). The claim ends when the pledge does, in the same act, and nobody but the
/// pledgee, payment or realisation ends it (X-4, X-6). One live pledge an asset.
///
/// The pledgor keeps the asset, licenses it and has its revenue; exclusive licences need the pledgee's consent (DataOffers). The other two
/// rights are not pledged (D-6). An order may give a pledged certificate to somebody else: the pledge stays on it, and its holder then stands
/// behind it; who pledged still owes.
///
/// From the debt's due day on the pledgee may sell it, not below what a valuation says (Civil Code 436): the pledgee is paid first, the
/// holder gets what is over, and the buyer gets the holding right, in one transaction. The pledgee cannot take it itself (Civil Code 428).
///
/// Conserved: of the money of a repayment or realisation the pledgee never gets more than was secured.
interface IDataPledges is IRequestDesk {
    /// What requests are for.
    enum PledgeAct {
        None,
        /// Of the holder to the pledgee.
        Pledge,
        /// Of the pledgee to a buyer.
        Realise
    }

    enum DataPledgeStatus {
        None,
        Live,
        /// Given up by the pledgee.
        Released,
        /// Nothing is secured any more.
        Repaid,
        /// Sold.
        Realised
    }

    /// One slot but for the valuation.
    struct Pledge {
        // slot 0
        PledgeId id;
        /// Who pledged it. By an order another may hold the asset by now.
        ParticipantId pledgor;
        ParticipantId pledgee;
        /// Fen still secured; once it is over, what was left unpaid.
        uint64 secured;
        /// Day on which the debt is due.
        Day dueDay;
        DataPledgeStatus status;
        // slot 1
        /// On which it was given.
        ValuationId valuation;
    }

    event DataPledged(
        AssetId indexed asset,
        ParticipantId indexed pledgor,
        ParticipantId indexed pledgee,
        PledgeId pledge,
        uint64 secured,
        Day dueDay,
        ValuationId valuation,
        uint64 amount
    );
    event DataPledgeReleased(
        AssetId indexed asset,
        ParticipantId indexed pledgor,
        ParticipantId indexed pledgee,
        PledgeId pledge,
        uint64 secured
    );
    /// @param by the pledgor, or who holds the asset by order
    /// @param securedLeft 0: the pledge is over
    event DataPledgeRepaid(
        AssetId indexed asset,
        ParticipantId indexed by,
        ParticipantId indexed pledgee,
        PledgeId pledge,
        uint64 amount,
        uint64 securedLeft
    );
    /// @param holder whose asset it was, and who gets what is over
    /// @param securedLeft fen that the price did not cover: still owed, no longer secured
    event DataPledgeRealised(
        AssetId indexed asset,
        ParticipantId indexed holder,
        ParticipantId indexed buyer,
        PledgeId pledge,
        ParticipantId pledgee,
        ValuationId valuation,
        uint64 price,
        uint64 toPledgee,
        uint64 toHolder,
        uint64 securedLeft
    );

    error DataPledgeeIsHolder(AssetId asset, ParticipantId holder);
    error DataPledgeSecuredZero(AssetId asset);
    error DataPledgeExceedsValuation(AssetId asset, uint64 secured, uint64 amount);
    error DataPledgeDayPassed(AssetId asset, Day dueDay, Day today);
    error DataPledgeExists(AssetId asset, PledgeId pledge);
    error DataPledgeMissing(AssetId asset, DataPledgeStatus status);
    error DataPledgeNotPledgee(AssetId asset, ParticipantId caller, ParticipantId pledgee);
    error DataPledgeNotDebtor(AssetId asset, ParticipantId caller, ParticipantId pledgor, ParticipantId holder);
    error DataPledgeAmountOutOfRange(AssetId asset, uint64 amount, uint64 secured);
    error DataPledgeNotDue(AssetId asset, Day dueDay, Day today);
    error DataPledgeBuyerIsParty(AssetId asset, ParticipantId buyer);
    error DataPledgeValuerIsParty(AssetId asset, ParticipantId valuer);
    error DataPledgePriceBelowValuation(AssetId asset, uint64 price, uint64 amount);
    /// The certificate was suspended, cancelled or is frozen: it is not sold (D-7).
    error DataPledgeNotSold(AssetId asset, AssetStatus status, uint40 frozenUntil);
    /// The request is of an earlier pledge.
    error DataPledgeOther(AssetId asset, PledgeId asked, PledgeId live);

    /// Offers a tradable asset as security for a debt; the pledgee signs. The holder of the certificate. The request's terms: the fen secured,
    /// from bit 64 on the due day, from bit 96 on the valuation.
    /// @param pledgee neither the holder nor the valuer
    /// @param secured fen of the debt, at most the valuation's amount
    /// @param dueDay day on which the debt is due, from today on
    /// @param lastDay last day to sign, from today to the due day; 0: the due day
    /// @custom:access door:Dispose
    function pledge(
        AssetId asset,
        ParticipantId pledgee,
        uint64 secured,
        Day dueDay,
        ValuationId valuation,
        Day lastDay
    ) external returns (RequestId request);

    /// Offers a pledged asset for sale, from the debt's due day on; the buyer signs. Its pledgee, who thereby keeps what it has: it works also
    /// for a frozen or suspended one. The request's terms: the price, from bit 64 on the pledge, from bit 96 on the valuation.
    /// @param buyer another participant than holder, pledgor and pledgee
    /// @param price fen, not below the valuation
    /// @param valuation valid, by a valuer that is neither pledgee nor buyer
    /// @param lastDay last day to sign, from today on; 0: the valuation's last
    /// @custom:access door:Preserve
    function realise(
        AssetId asset,
        ParticipantId buyer,
        uint64 price,
        ValuationId valuation,
        Day lastDay
    ) external returns (RequestId request);

    /// Signs for a pledge (its pledgee) or a sale (its buyer, who pays the price by its allowance to this contract), after what is required
    /// was checked again. An asset whose certificate has run out is sold all the same, so that a holder does not spoil the security by not
    /// renewing it; a frozen or suspended one is not.
    /// @custom:access door:Dispose
    function sign(RequestId request) external;

    /// Gives the security up (解除). The pledgee.
    /// @custom:access door:Perform
    function release(AssetId asset) external;

    /// Pays the pledgee by the caller's allowance to this contract; when nothing is secured any more the pledge is over. The pledgor, or who
    /// holds the asset by now (Civil Code 524).
    /// @param amount fen, at most what is secured
    /// @custom:access door:Perform
    function repay(AssetId asset, uint64 amount) external;

    /// Commissions a valuer for an asset that is pledged to the caller.
    /// @custom:access door:Preserve
    function commissionValuation(AssetId asset, ParticipantId valuer, bytes32 purpose, Day lastDay) external;

    /// The asset's pledge that lives, or its last; all zero when there was none.
    function pledgeOf(AssetId asset) external view returns (Pledge memory);

    /// The pledgee of a live pledge; nobody when there is none.
    function pledgeeOf(AssetId asset) external view returns (ParticipantId);

    function pledgeCount() external view returns (uint32);
}
