// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IRequestDesk} from "../../../kernel/interfaces/IRequestDesk.sol";
import {ISettlementToken} from "../../../kernel/interfaces/ISettlementToken.sol";
import {RequestId} from "../../../kernel/libraries/Requests.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {AssetId, Right} from "../types/DataTypes.sol";
import {IDataRegistry} from "./IDataRegistry.sol";

/// Rights in data passed on by agreement: who holds one asks another to take it over, at a price, and the other signs. The registry says what
/// has passed (`RightTransferred`, with the price).
///
/// Each act moves one of the three rights and nothing else (D-6): with the certificate goes the holding right only, and licences that were
/// given bind whoever gets the right. No right is taken over in advance: what stands on it is looked at by who signs.
///
/// Warnings: a request locks nothing. Until it is signed the asker may license the right or ask another, too; who signs should read at the head
/// of the chain what it takes over.
interface IDataTransfers is IRequestDesk {
    /// Asks another to take a right over; the request's act is the right. Who holds it; of a tradable asset (D-7). What a pledgor holds of its
    /// pledged asset stays (Civil Code 444).
    /// @param price fen that the receiver pays when it signs; 0: none
    /// @param lastDay last day on which it can sign, at most that of the certificate; no day: that
    /// @custom:access door:Dispose
    function transferRight(
        AssetId asset,
        Right right,
        ParticipantId to,
        uint64 price,
        Day lastDay
    ) external returns (RequestId);

    /// Takes a right over: pays its price, by allowance to this contract, and holds it from now on. The addressee; all is checked again.
    /// @custom:access door:Dispose
    function sign(RequestId request) external;

    function registry() external view returns (IDataRegistry);

    function money() external view returns (ISettlementToken);
}
