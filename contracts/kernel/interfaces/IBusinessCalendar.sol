// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../types/Day.sol";
import {ParticipantId} from "../types/Ids.sol";

/// China's calendar of business days in UTC+8: weekends, public holidays and make-up workdays, one bitmap a year.
///
/// A year's bitmap is two words: bit n of the first is set when day n of the year (from 0) is a business day, bit n of
/// the second for day 256 + n (from September 14, in leap years the 13th).
///
/// Conserved (X-104): a year without data is never guessed; an answer up to today never changes, and one after today
/// never moves to today or before. So a running period follows amendments, and once its last day has come, that day
/// stays.
interface IBusinessCalendar {
    /// A year given at deployment.
    struct FoundingYear {
        uint16 year;
        uint256[2] bitmap;
        /// Digest of the notice.
        bytes32 evidence;
    }

    /// `operator` is nobody for the years given at deployment; `evidence` is the digest of the notice.
    event CalendarYearSet(
        uint16 indexed year,
        ParticipantId indexed operator,
        uint256[2] businessDays,
        bytes32 evidence
    );
    event CalendarDayAmended(Day indexed day, ParticipantId indexed operator, bool isBusinessDay, bytes32 evidence);

    error CalendarYearMissing(uint256 year);
    error CalendarYearAlreadySet(uint256 year);
    /// A bit is set beyond the last day of the year, or one of the two words has no business day at all.
    error CalendarYearMalformed(uint256 year);
    /// No year and no day is entered without the notice that says so.
    error CalendarEvidenceMissing(uint256 year);
    error CalendarDayPassed(Day day, Day today);
    error CalendarDayUnchanged(Day day, bool isBusinessDay);
    error CalendarCountOutOfRange(uint256 count, uint256 max);

    /// Enters a year that has no data yet, even when it has begun: a missing year has answered nothing. A participant
    /// with `CALENDAR_OPERATOR`.
    /// @param evidence digest of the notice
    /// @custom:access door:Dispose
    function setYear(uint16 year, uint256[2] calldata bitmap, bytes32 evidence) external;

    /// Changes one day after today, as by a later notice. A participant with `CALENDAR_OPERATOR`.
    /// @param evidence digest of the notice
    /// @custom:access door:Dispose
    function amendDay(Day day, bool toBusinessDay, bytes32 evidence) external;

    /// Reverts with `CalendarYearMissing` when the day's year has no data, as do the functions below for each day that
    /// they need.
    function isBusinessDay(Day day) external view returns (bool);

    /// `day` itself when it is a business day, else the first one after it.
    function nextBusinessDay(Day day) external view returns (Day);

    /// Business day number `count` after `day`, from 1 to 366, which bounds the gas whatever the operator enters
    /// (X-106).
    function addBusinessDays(Day day, uint256 count) external view returns (Day);

    /// The last day of a period of `count` days that begins after `day`: the first day is not counted, and only the
    /// last day rolls to the next business day (NIL 107, Civil Code 201-203).
    function endOfPeriod(Day day, uint256 count) external view returns (Day);

    /// As `endOfPeriod`, in months: the same date `count` months later, clamped to the month's end, rolled to the next
    /// business day.
    function endOfMonths(Day day, uint256 count) external view returns (Day);

    /// The same date `count` months later, clamped to the month's end; not rolled, so it needs no data. Contracts have
    /// the same, without a call, in the library `CivilDate`.
    function addMonths(Day day, uint256 count) external pure returns (Day);

    /// The day, in UTC+8, of a timestamp in seconds.
    function dayOf(uint256 timestamp) external pure returns (Day);

    /// The two words of a year; both 0 when it is missing.
    function businessDays(uint16 year) external view returns (uint256[2] memory);
}
