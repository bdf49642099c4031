// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {dayOf} from "../../../../../contracts/kernel/types/Day.sol";
import {Buckets} from "../../../../../contracts/modules/points/libraries/Buckets.sol";
import {Months} from "../../../../../contracts/modules/points/libraries/Months.sol";
import {Bucket, Month, ProgrammeId} from "../../../../../contracts/modules/points/types/PointsTypes.sol";
import {Test} from "../../../../utils/Test.sol";

/// Buckets against a model that keeps each month by itself.
contract BucketsTest is Test {
    using Buckets for Buckets.Book;
    using Months for Month;

    ProgrammeId private constant PROGRAMME = ProgrammeId.wrap(7);
    address private constant HOLDER = address(0xA11CE);
    uint256 private constant MONTHS = 36;

    Buckets.Book private _book;
    uint64[MONTHS] private _model;

    /// X-58, S-2: what is spent comes from the first months, wherever in a word the run begins, and leaves all others as they were.
    function testFuzz_FirstMonthsAreSpentFirst(uint16 start, uint64[MONTHS] calldata points, uint256 wanted) external {
        start = uint16(bound(start, 1, type(uint16).max - MONTHS));
        uint256 sum;
        for (uint256 i; i < MONTHS; ++i) {
            // All that is outstanding fits 64 bits.
            _model[i] = points[i] / 64;
            sum += _model[i];
            _book.add(PROGRAMME, HOLDER, _month(start, i), _model[i]);
        }
        // Neighbours in the words at both ends.
        _book.add(PROGRAMME, HOLDER, _month(start - 1, 0), 3);
        _book.add(PROGRAMME, HOLDER, _month(start, MONTHS), 5);
        wanted = bound(wanted, 0, sum + 1);

        (Bucket[] memory found, uint256 missing) = _book.find(
            PROGRAMME,
            HOLDER,
            _month(start, 0),
            _month(start, MONTHS - 1),
            wanted
        );

        assertEq(missing, wanted > sum ? wanted - sum : 0, "S-2: points are missing only where there are none");
        uint256 rest = wanted - missing;
        uint256 place;
        for (uint256 i; i < MONTHS && rest > 0; ++i) {
            if (_model[i] == 0) continue;
            uint256 part = _model[i] < rest ? _model[i] : rest;
            require(found[place].month == _month(start, i), "X-58: the first month that has some comes first");
            assertEq(found[place].points, part, "X-58: all of a month before any of the next");
            _book.take(PROGRAMME, HOLDER, found[place].month, found[place].points);
            _model[i] -= uint64(part);
            rest -= part;
            ++place;
        }
        assertEq(place, found.length, "X-58: no bucket is empty, and none is there beyond what is wanted");
        for (uint256 i; i < MONTHS; ++i) {
            assertEq(_book.pointsIn(PROGRAMME, HOLDER, _month(start, i)), _model[i], "S-2: each bucket by itself");
        }
        assertEq(_book.pointsIn(PROGRAMME, HOLDER, _month(start - 1, 0)), 3, "S-2: the month before");
        assertEq(_book.pointsIn(PROGRAMME, HOLDER, _month(start, MONTHS)), 5, "S-2: the month after");
    }

    /// A range that ends before it begins has nothing in it.
    function test_NoMonthsHaveNothing() external {
        _book.add(PROGRAMME, HOLDER, Month.wrap(5), 9);
        (Bucket[] memory found, uint256 missing) = _book.find(
            PROGRAMME,
            HOLDER,
            Month.wrap(type(uint16).max),
            Month.wrap(0),
            9
        );
        assertEq(found.length, 0, "no bucket");
        assertEq(missing, 9, "all are missing");
    }

    /// X-58: a month begins at midnight in UTC+8, sixteen hours before it does in UTC.
    function test_MonthsBeginInChina() external pure {
        // 2026-09-30 16:00:00 UTC is 2026-10-01 00:00:00 in UTC+8.
        uint256 midnight = 1_790_784_000;
        assertEq(Month.unwrap(Months.monthOf(dayOf(midnight))), 681, "X-58: October 2026");
        assertEq(Month.unwrap(Months.monthOf(dayOf(midnight - 1))), 680, "X-58: September 2026");
        assertEq(Month.unwrap(Month.wrap(681).plus(3)), 684, "X-58: over the turn of a year, January 2027");
    }

    function _month(uint16 start, uint256 place) private pure returns (Month) {
        return Month.wrap(uint16(start + place));
    }
}
