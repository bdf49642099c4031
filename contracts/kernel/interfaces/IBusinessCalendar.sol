// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../types/Day.sol";
import {ParticipantId} from "../types/Ids.sol";

/// China's calendar of business days in UTC+8: weekends, public holidays and make-up workdays, one bitmap a year.
///
/// Conserved: an answer given about a day that has passed never changes; a year without data is never guessed.
interface IBusinessCalendar {
    /// `operator` is nobody for the years given at deployment.
    event CalendarYearSet(uint16 indexed year, ParticipantId indexed operator, uint256[2] businessDays);
    event CalendarDayAmended(Day indexed day, ParticipantId indexed operator, bool isBusinessDay, bytes32 evidence);

    error CalendarYearMissing(uint16 year);
    error CalendarYearAlreadySet(uint16 year);
    /// A bit is set beyond the last day of the year, or the year has no business day at all.
    error CalendarYearMalformed(uint16 year);
    error CalendarDayPassed(Day day, Day today);
    error CalendarDayUnchanged(Day day, bool isBusinessDay);

    /// Enters a year that has no data yet: bit n of the two words is set when day n of the year (from 0) is a business day.
    /// A participant with `CALENDAR_OPERATOR`.
    /// @custom:access door:Dispose
    function setYear(uint16 year, uint256[2] calldata businessDays) external;

    /// Changes one day after today, as by a later notice. A participant with `CALENDAR_OPERATOR`.
    /// @param evidence digest of the notice
    /// @custom:access door:Dispose
    function amendDay(Day day, bool isBusinessDay, bytes32 evidence) external;

    /// Reverts with `CalendarYearMissing` when the day's year has no data, as do the functions below for each day they need.
    function isBusinessDay(Day day) external view returns (bool);

    /// `day` itself when it is a business day, else the first one after it.
    function nextBusinessDay(Day day) external view returns (Day);

    /// The n-th business day after `day` (n from 1).
    function addBusinessDays(Day day, uint256 count) external view returns (Day);

    /// The last day of a period of `count` days that begins after `day`: the first day is not counted, and only the last day rolls to
    /// the next business day (NIL 107, Civil Code 201-203).
    function endOfPeriod(Day day, uint256 count) external view returns (Day);

    /// As `endOfPeriod`, in months: the same date `count` months later, clamped to the month's end, rolled to the next business day.
    function endOfMonths(Day day, uint256 count) external view returns (Day);

    /// The same date `count` months later, clamped to the month's end; not rolled, so it needs no data.
    function addMonths(Day day, uint256 count) external pure returns (Day);

    /// The day, in UTC+8, of a timestamp in seconds.
    function dayOf(uint256 timestamp) external pure returns (Day);

    /// The two words of a year; both 0 when it is missing.
    function businessDays(uint16 year) external view returns (uint256[2] memory);
}
