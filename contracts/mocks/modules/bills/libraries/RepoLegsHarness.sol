// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../../../kernel/types/Day.sol";
import {Rate} from "../../../../kernel/types/Rate.sol";
import {RepoLegs} from "../../../../modules/bills/libraries/RepoLegs.sol";

/// The library's functions as external ones, over many cases in one call.
contract RepoLegsHarness {
    struct Terms {
        /// Pledged: fen lent. Outright: face.
        uint64 amount;
        Rate rate;
        Rate farRate;
        Day nearDay;
        Day farDay;
        Day payableDay;
    }

    function ofMoney(Terms[] calldata list) external pure returns (uint64[] memory near, uint64[] memory far) {
        near = new uint64[](list.length);
        far = new uint64[](list.length);
        for (uint256 i; i < list.length; ++i) {
            Terms calldata t = list[i];
            (near[i], far[i]) = RepoLegs.ofMoney(t.amount, t.rate, t.nearDay, t.farDay);
        }
    }

    function ofBill(Terms[] calldata list) external pure returns (uint64[] memory near, uint64[] memory far) {
        near = new uint64[](list.length);
        far = new uint64[](list.length);
        for (uint256 i; i < list.length; ++i) {
            Terms calldata t = list[i];
            (near[i], far[i]) = RepoLegs.ofBill(t.amount, t.rate, t.farRate, t.nearDay, t.farDay, t.payableDay);
        }
    }
}
