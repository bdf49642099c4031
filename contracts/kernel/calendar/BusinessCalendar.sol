// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IBusinessCalendar} from "../interfaces/IBusinessCalendar.sol";
import {IModulePart} from "../interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {CivilDate} from "../libraries/CivilDate.sol";
import {Day, today, UTC8} from "../types/Day.sol";
import {NOBODY, ParticipantId} from "../types/Ids.sol";
import {Mode, Qualifications} from "../types/Parties.sol";

/// Documented in {IBusinessCalendar}.
contract BusinessCalendar is IBusinessCalendar, IModulePart {
    using CivilDate for Day;
    using SafeCast for uint256;

    /// Business days that `addBusinessDays` counts at most.
    uint256 public constant MAX_BUSINESS_DAYS = 366;

    IParticipantRegistry public immutable participants;

    /// No word of a year that has data is 0, so that one read tells both whether the year is there and what the day is.
    mapping(uint256 year => uint256[2]) private _words;

    /// @param foundingYears years that have data from the start
    constructor(IParticipantRegistry participants_, FoundingYear[] memory foundingYears) {
        participants = participants_;
        for (uint256 i; i < foundingYears.length; ++i) {
            FoundingYear memory founding = foundingYears[i];
            _setYear(founding.year, NOBODY, founding.bitmap, founding.evidence);
        }
    }

    /// @inheritdoc IBusinessCalendar
    function setYear(uint16 year, uint256[2] calldata bitmap, bytes32 evidence) external {
        _setYear(year, _requireOperator(), bitmap, evidence);
    }

    /// @inheritdoc IBusinessCalendar
    function amendDay(Day day, bool toBusinessDay, bytes32 evidence) external {
        // Checks
        ParticipantId operator = _requireOperator();
        Day today_ = today();
        if (day <= today_) revert CalendarDayPassed(day, today_);
        (uint256 year, uint256 dayOfYear) = day.yearOf();
        if (evidence == 0) revert CalendarEvidenceMissing(year);
        (uint256 half, uint256 bit) = _place(dayOfYear);
        uint256 word = _word(year, half);
        if (_isSet(word, bit) == toBusinessDay) revert CalendarDayUnchanged(day, toBusinessDay);
        word ^= 1 << bit;
        if (word == 0) revert CalendarYearMalformed(year);

        // Effects
        _words[year][half] = word;
        emit CalendarDayAmended(day, operator, toBusinessDay, evidence);
    }

    /// @inheritdoc IBusinessCalendar
    function isBusinessDay(Day day) external view returns (bool) {
        (uint256 year, uint256 dayOfYear) = day.yearOf();
        (uint256 half, uint256 bit) = _place(dayOfYear);
        return _isSet(_word(year, half), bit);
    }

    /// @inheritdoc IBusinessCalendar
    function nextBusinessDay(Day day) external view returns (Day) {
        return _businessDayFrom(day, 1);
    }

    /// @inheritdoc IBusinessCalendar
    function addBusinessDays(Day day, uint256 count) external view returns (Day) {
        if (count == 0 || count > MAX_BUSINESS_DAYS) revert CalendarCountOutOfRange(count, MAX_BUSINESS_DAYS);
        return _businessDayFrom(_plus(day, 1), count);
    }

    /// @inheritdoc IBusinessCalendar
    function endOfPeriod(Day day, uint256 count) external view returns (Day) {
        return _businessDayFrom(_plus(day, count), 1);
    }

    /// @inheritdoc IBusinessCalendar
    function endOfMonths(Day day, uint256 count) external view returns (Day) {
        return _businessDayFrom(day.addMonths(count), 1);
    }

    /// @inheritdoc IBusinessCalendar
    function businessDays(uint16 year) external view returns (uint256[2] memory) {
        return _words[year];
    }

    /// @inheritdoc IBusinessCalendar
    function addMonths(Day day, uint256 count) external pure returns (Day) {
        return day.addMonths(count);
    }

    /// @inheritdoc IModulePart
    /// @dev Nobody is owed anything by a calendar.
    function openItems() external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IBusinessCalendar
    function dayOf(uint256 timestamp) external pure returns (Day) {
        return Day.wrap(((timestamp + UTC8) / 1 days).toUint32());
    }

    function _setYear(uint16 year, ParticipantId operator, uint256[2] memory bitmap, bytes32 evidence) private {
        // Checks
        if (evidence == 0) revert CalendarEvidenceMissing(year);
        if (_words[year][0] != 0) revert CalendarYearAlreadySet(year);
        bool overlong = bitmap[1] >> (CivilDate.daysInYear(year) - 256) != 0;
        if (overlong || bitmap[0] == 0 || bitmap[1] == 0) revert CalendarYearMalformed(year);

        // Effects
        _words[year] = bitmap;
        emit CalendarYearSet(year, operator, bitmap, evidence);
    }

    function _requireOperator() private view returns (ParticipantId operator) {
        (operator, , ) = participants.door(msg.sender, NOBODY, Mode.Dispose, 0);
        participants.requireQualified(operator, Qualifications.CALENDAR_OPERATOR);
    }

    /// The n-th business day from `from` on, `from` itself included; n is not 0.
    /// Every word that is there has a business day, so this reads at most n + 1 words and goes round 2n times.
    function _businessDayFrom(Day from, uint256 n) private view returns (Day) {
        (uint256 year, uint256 dayOfYear) = from.yearOf();
        uint256 firstOfYear = Day.unwrap(from) - dayOfYear;
        (uint256 half, uint256 bit) = _place(dayOfYear);
        uint256 word = _word(year, half) & (type(uint256).max << bit);
        // Takes away n - 1 business days; the first one that is left is the answer.
        while (word == 0 || n > 1) {
            if (word == 0) {
                if (half == 1) firstOfYear += CivilDate.daysInYear(year++);
                half ^= 1;
                word = _word(year, half);
            } else {
                word &= word - 1;
                --n;
            }
        }
        return Day.wrap((firstOfYear + 256 * half + _lowestBit(word)).toUint32());
    }

    function _word(uint256 year, uint256 half) private view returns (uint256 word) {
        word = _words[year][half];
        if (word == 0) revert CalendarYearMissing(year);
    }

    /// Which of a year's words tells about the day, and which bit of it.
    function _place(uint256 dayOfYear) private pure returns (uint256 half, uint256 bit) {
        return (dayOfYear / 256, dayOfYear % 256);
    }

    function _isSet(uint256 word, uint256 bit) private pure returns (bool) {
        return (word >> bit) & 1 == 1;
    }

    function _lowestBit(uint256 word) private pure returns (uint256) {
        return Math.log2(word & (~word + 1));
    }

    /// Unlike `Day.plus`, reverts beyond the last `Day`: here anyone chooses the count.
    function _plus(Day day, uint256 count) private pure returns (Day) {
        return Day.wrap((Day.unwrap(day) + count).toUint32());
    }
}
