// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Day, NO_DAY, today} from "../../../kernel/types/Day.sol";
import {IDataLicences} from "../interfaces/IDataLicences.sol";
import {AssetId, LicenceId, Purpose, Purposes, Right} from "../types/DataTypes.sol";

/// Who has which purpose of an asset's right, so that an exclusive licence overlaps no other in purpose and time (D-2, X-51).
///
/// All licences begin on the day on which they take their place or, delivered later, hold it until then. So two of one purpose overlap just
/// when the earlier one still stands on the day of the later one, and nothing has to be kept of days that lie between: one word a purpose,
/// whatever the number of licences.
///
/// Of licences that are not exclusive only the latest last day is kept. One that ended early counts with it until all of the purpose's have
/// ended and are closed, which anybody may do.
library Places {
    struct Place {
        /// That has it for itself, or had.
        LicenceId exclusive;
        /// Its last day.
        Day exclusiveUntil;
        /// Latest last day of the others that stand.
        Day until;
        /// Licences that are not exclusive and have not left, over or not.
        uint32 standing;
        /// Those of them that are being delivered.
        uint32 pending;
    }

    struct Book {
        mapping(AssetId asset => mapping(Right right => mapping(Purpose purpose => Place))) places;
    }

    /// Of a licence that is being delivered: it has no last day yet.
    Day internal constant NO_END = Day.wrap(type(uint32).max);

    /// Takes the purposes for a licence, all or none.
    /// @param lastDay no day: it is yet to be delivered
    function take(
        Book storage self,
        LicenceId licence,
        AssetId asset,
        Right right,
        Purposes purposes,
        bool exclusive,
        Day lastDay
    ) internal {
        bool pending = lastDay == NO_DAY;
        for (uint64 rest = Purposes.unwrap(purposes); rest != 0; rest &= rest - 1) {
            Purpose purpose = _lowest(rest);
            Place storage p = self.places[asset][right][purpose];
            if (!p.exclusive.isNoLicence() && p.exclusiveUntil >= today()) {
                revert IDataLicences.DataLicenceExcluded(asset, right, purpose, p.exclusive);
            }
            if (!exclusive) {
                ++p.standing;
                if (pending) ++p.pending;
                else if (lastDay > p.until) p.until = lastDay;
            } else if (p.pending != 0 || p.until >= today()) {
                revert IDataLicences.DataLicenceNotAlone(asset, right, purpose, p.until, p.pending);
            } else {
                p.exclusive = licence;
                p.exclusiveUntil = pending ? NO_END : lastDay;
            }
        }
    }

    /// Says the last day of a licence that was delivered.
    function fix(
        Book storage self,
        AssetId asset,
        Right right,
        Purposes purposes,
        bool exclusive,
        Day lastDay
    ) internal {
        for (uint64 rest = Purposes.unwrap(purposes); rest != 0; rest &= rest - 1) {
            Place storage p = self.places[asset][right][_lowest(rest)];
            if (exclusive) {
                p.exclusiveUntil = lastDay;
            } else {
                --p.pending;
                if (lastDay > p.until) p.until = lastDay;
            }
        }
    }

    /// Gives the purposes of a licence free.
    /// @param pending whether it was never delivered
    function leave(
        Book storage self,
        LicenceId licence,
        AssetId asset,
        Right right,
        Purposes purposes,
        bool exclusive,
        bool pending
    ) internal {
        for (uint64 rest = Purposes.unwrap(purposes); rest != 0; rest &= rest - 1) {
            Place storage p = self.places[asset][right][_lowest(rest)];
            if (!exclusive) {
                if (pending) --p.pending;
                if (--p.standing == 0) p.until = NO_DAY;
            } else if (p.exclusive == licence) {
                // Else it was over, and another has followed.
                p.exclusive = LicenceId.wrap(0);
                p.exclusiveUntil = NO_DAY;
            }
        }
    }

    function exclusiveOf(
        Book storage self,
        AssetId asset,
        Right right,
        Purpose purpose
    ) internal view returns (LicenceId, Day) {
        Place storage p = self.places[asset][right][purpose];
        return p.exclusiveUntil < today() ? (LicenceId.wrap(0), NO_DAY) : (p.exclusive, p.exclusiveUntil);
    }

    function latestUntil(
        Book storage self,
        AssetId asset,
        Right right,
        Purpose purpose
    ) internal view returns (Day, uint32) {
        Place storage p = self.places[asset][right][purpose];
        return (p.until, p.pending);
    }

    function _lowest(uint64 purposes) private pure returns (Purpose) {
        return Purpose.wrap(uint8(Math.log2(purposes & (~purposes + 1))));
    }
}
