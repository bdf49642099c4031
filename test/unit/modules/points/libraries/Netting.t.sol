// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Netting} from "../../../../../contracts/modules/points/libraries/Netting.sol";
import {NettingChecks} from "../../../../utils/NettingChecks.sol";

/// Every cycle of a few members and fen: what the library promises, read off without its formulas.
contract NettingTest is NettingChecks {
    int256 private constant NET = 3;

    /// S-5: all nets of four members that sum to zero, with all that debtors can have, from nothing to more than they owe.
    function test_EverySmallCycle() external pure {
        for (int256 a = -NET; a <= NET; ++a) {
            for (int256 b = -NET; b <= NET; ++b) {
                for (int256 c = -NET; c <= NET; ++c) _requireEveryPurse(a, b, c);
            }
        }
    }

    /// S-5: all losses of three creditors with all shortfalls of three debtors that make them up.
    function test_EverySmallClaim() external pure {
        uint64 most = 5;
        for (uint64 a; a <= most; ++a) {
            for (uint64 b; b <= most; ++b) {
                for (uint64 c; c <= most; ++c) _requireEveryShortfall(a, b, c);
            }
        }
    }

    /// S-5: all payments on all claims of small shortfalls, fen by fen.
    function test_EveryPaymentOnSmallClaims() external pure {
        for (uint64 short = 1; short <= 24; ++short) {
            for (uint64 one; one <= short; ++one) _requirePayments(one, short);
        }
    }

    /// Purses of 0 to 4 fen each, in every mixture of reserve and deposit that matters: all reserve, all deposit, a fen of either.
    function _requireEveryPurse(int256 a, int256 b, int256 c) private pure {
        int256[] memory nets = new int256[](4);
        (nets[0], nets[1], nets[2], nets[3]) = (a, b, c, -(a + b + c));
        uint256[] memory has = new uint256[](4);
        for (uint256 mixture; mixture < 5 ** 4; ++mixture) {
            uint256 rest = mixture;
            bool isNew = true;
            for (uint256 i; i < 4; ++i) {
                has[i] = rest % 5;
                rest /= 5;
                // What creditors have pays nothing: one case of it is enough.
                if (nets[i] >= 0 && has[i] != 1) isNew = false;
            }
            if (isNew) _requireSettled(_positions(nets, has, mixture % 3));
        }
    }

    function _positions(
        int256[] memory nets,
        uint256[] memory has,
        uint256 inReserve
    ) private pure returns (Netting.Position[] memory positions) {
        positions = new Netting.Position[](nets.length);
        uint256 common = 2;
        for (uint256 i; i < nets.length; ++i) {
            (uint256 owes, uint256 owed) = nets[i] < 0
                ? (common + uint256(-nets[i]), common)
                : (common, common + uint256(nets[i]));
            uint256 reserve = has[i] < inReserve ? has[i] : inReserve;
            positions[i] = Netting.Position(owes, owed, reserve, has[i] - reserve);
        }
    }

    function _requireEveryShortfall(uint64 a, uint64 b, uint64 c) private pure {
        uint64[] memory losses = new uint64[](3);
        (losses[0], losses[1], losses[2]) = (a, b, c);
        uint64 sum = a + b + c;
        uint64[] memory shorts = new uint64[](3);
        for (uint64 first; first <= sum; ++first) {
            for (uint64 second; first + second <= sum; ++second) {
                (shorts[0], shorts[1], shorts[2]) = (first, second, sum - first - second);
                _requireClaims(losses, shorts);
            }
        }
    }

    function _requirePayments(uint64 one, uint64 short) private pure {
        uint256 before;
        for (uint64 paid; paid <= short; ++paid) {
            uint256 received = Netting.receivedOf(one, paid, short);
            uint256 other = Netting.receivedOf(short - one, paid, short);
            require(received >= before, "S-5: a further payment takes nothing back");
            require(received + other <= paid && paid - received - other < 2, "S-5: less than a fen waits for each");
            require(received * short <= uint256(one) * paid, "S-5: nobody has more than its part");
            before = received;
        }
        require(before == one, "S-5: in the end each has its claim");
    }
}
