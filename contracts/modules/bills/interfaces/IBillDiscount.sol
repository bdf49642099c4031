// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {ITitle} from "../../../kernel/interfaces/ITitle.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {HoldingId} from "../types/BillTypes.sol";

/// Bills as titles on the market: discount (贴现) and rediscount (转贴现), bought outright.
///
/// Interest = face × rate × days / 360, days from the value day to the payable day (maturity, rolled to a business day), the first counted
/// and the last not; half up to the fen, each holding of a basket by itself. Proceeds = face − interest.
///
/// A first discount: the buyer is a `BANK` or `FINANCE_COMPANY` (B-18), and the seller names the digest of its trade with its direct prior
/// (NIL 10, B-3). After it: a `CENTRAL_BANK` and those on the list of traders buy too.
interface IBillDiscount is IKernelModule, ITitle {
    event TraderSet(ParticipantId indexed participant, bool admitted);

    error BillTradeEvidenceMissing(HoldingId holding);
    /// Nothing is sold from maturity on (B-4).
    error BillValueDayOutOfRange(HoldingId holding, Day valueDay, Day maturity);
    error BillTraderUnchanged(ParticipantId participant, bool admitted);

    /// Admits a participant to buying bills that a bank has discounted, or ends that. By order.
    /// @custom:access restricted
    function setTrader(ParticipantId participant, bool admitted) external;

    function isTrader(ParticipantId participant) external view returns (bool);

    /// Reverts unless the participant may trade what a bank has discounted (B-18): a `BANK`, `FINANCE_COMPANY` or `CENTRAL_BANK`, or one on
    /// the list.
    function requireTrader(ParticipantId participant) external view;
}
