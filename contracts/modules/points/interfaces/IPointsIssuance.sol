// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Grant, Granted, Month, ProgrammeId} from "../types/PointsTypes.sol";
import {IPointsLedger} from "./IPointsLedger.sol";
import {IPointsProgrammes} from "./IPointsProgrammes.sol";

/// Granting (发放), by issuers and by partners within their budgets; and taking a mistaken grant back.
///
/// Each grant has a number of the issuer's own, which works once over all its programmes (S-6): a list that is sent again grants nothing. The
/// number stays used when the grant is reversed.
///
/// A reversal names the very grant that was made, and proves it (X-63). An issuer's numbers go by sheets of 32: 32 n … 32 n + 31. Over the
/// grants of a sheet, in the order in which they were made and from 0 on, runs a hash: the first 224 bits of
/// keccak256(abi.encode(hash, granted)), 32 bits of 0 behind them. The grants of a sheet, 32 at most, so prove each of them: to find others of
/// the same hash is as hard as for SHA-224. A number is reversed once.
///
/// Conserved: a partner has granted no more than its budget's limit, over all of its days (S-9).
///
/// Warning: points of one month are alike. "Unspent" is a grant as long as its account has as many points of its month (S-9); which
/// grant they are from, nobody can say.
interface IPointsIssuance is IKernelModule {
    /// What a partner may grant. One slot.
    struct Budget {
        /// Points in all, those already granted included.
        uint64 limit;
        /// Points granted since the first budget.
        uint64 used;
        /// Range of the numbers of its grants, so that it uses none of the issuer's up.
        uint40 firstSequence;
        uint40 lastSequence;
        /// Last day; 0: it has none, or no more.
        Day lastDay;
    }

    /// @param limit points in all, `used` of them granted before
    event GrantBudgetSet(
        ProgrammeId indexed programme,
        ParticipantId indexed partner,
        uint64 limit,
        uint64 used,
        uint40 firstSequence,
        uint40 lastSequence,
        Day lastDay
    );
    event GrantBudgetEnded(ProgrammeId indexed programme, ParticipantId indexed partner, uint64 used);
    event GrantReversed(
        ProgrammeId indexed programme,
        address indexed account,
        uint40 indexed sequence,
        uint64 points,
        Month month
    );

    error PointsGrantsEmpty();
    error PointsGrantsTooMany(uint256 count, uint256 max);
    error PointsGrantAccountZero(uint40 sequence);
    error PointsGrantPointsZero(uint40 sequence);
    /// Neither the issuer nor a partner with a budget.
    error PointsBudgetMissing(ProgrammeId programme, ParticipantId granter);
    error PointsBudgetOver(ProgrammeId programme, ParticipantId partner, Day lastDay);
    error PointsBudgetExceeded(ProgrammeId programme, ParticipantId partner, uint256 points, uint64 left);
    error PointsBudgetSequenceOutOfRange(uint40 sequence, uint40 firstSequence, uint40 lastSequence);
    error PointsBudgetOwn(ProgrammeId programme, ParticipantId issuer);
    error PointsBudgetInvalid(uint64 limit, uint40 firstSequence, uint40 lastSequence);
    error PointsBudgetLastDayPassed(Day lastDay, Day today);
    /// These are not the grants of the number's sheet, or not in the order in which they were made.
    error PointsGrantUnproven(ParticipantId issuer, uint40 sequence);
    error PointsGrantLineUnknown(uint256 index, uint256 count);
    error PointsGrantAlreadyReversed(ParticipantId issuer, uint40 sequence);

    /// Grants points. The issuer, or a partner within its budget; the programme is Open and its issuer not stopped (S-7). What the reserve
    /// then lacks is taken from the issuer's wallet, if it has allowed the ledger to, or the grant fails (S-1, X-60).
    /// @param account any address but 0; it is not called
    /// @param points above 0
    /// @param sequence the issuer's number of the grant, not used before (S-6)
    /// @custom:access door:Dispose
    function grant(ProgrammeId programme, address account, uint64 points, uint40 sequence) external;

    /// The same for 1 to 500 grants at once, all or none.
    /// @custom:access door:Dispose
    function grantMany(ProgrammeId programme, Grant[] calldata grants) external;

    /// Lets a partner grant, or changes what it may. The issuer. What it has granted under earlier budgets stays counted.
    /// @param limit points in all, above 0
    /// @param firstSequence first and last number that the partner may use; the issuer sees to it that ranges are apart
    /// @param lastDay today or later
    /// @custom:access door:Dispose
    function setBudget(
        ProgrammeId programme,
        ParticipantId partner,
        uint64 limit,
        uint40 firstSequence,
        uint40 lastSequence,
        Day lastDay
    ) external;

    /// Ends a partner's budget at once. The issuer.
    /// @custom:access door:Preserve
    function endBudget(ProgrammeId programme, ParticipantId partner) external;

    /// Takes a mistaken grant back, its own or a partner's, in whole, while its account has as many points of its month (S-9). The issuer,
    /// unless it is stopped; not from an account that is frozen.
    /// @param grants all of its sheet, in the order in which they were made
    /// @param index of the one to take back among them
    /// @custom:access door:Dispose
    function reverse(Granted[] calldata grants, uint256 index) external;

    /// Whether an issuer's number has been used.
    function isSequenceUsed(ParticipantId issuer, uint40 sequence) external view returns (bool);

    /// Hash over the grants of a number's sheet; 0 where there are none.
    function hashOf(ParticipantId issuer, uint40 sequence) external view returns (bytes32);

    /// Whether an issuer's grant has been reversed.
    function isReversed(ParticipantId issuer, uint40 sequence) external view returns (bool);

    function budgetOf(ProgrammeId programme, ParticipantId partner) external view returns (Budget memory);

    function ledger() external view returns (IPointsLedger);

    function programmes() external view returns (IPointsProgrammes);
}
