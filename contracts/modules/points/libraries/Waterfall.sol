// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// What one member of a clearing cycle owes net, and what of it is paid. Apart from {Netting}, whose loops the SMTChecker does not see through.
///
/// What holds:
/// - a member is a net debtor or a net creditor, never both, by exactly what its two sides differ;
/// - a debtor pays from its reserve, then from its deposit, never more than it has or owes; the rest is short.
///
/// Proof: by the compiler's SMTChecker, for all inputs.
library Waterfall {
    /// How far `a` is above `b`; 0 when it is not.
    function net(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : 0;
    }

    /// Pays a debt.
    function pay(
        uint256 debt,
        uint256 reserve,
        uint256 deposit
    ) internal pure returns (uint256 fromReserve, uint256 fromDeposit, uint256 short) {
        fromReserve = debt < reserve ? debt : reserve;
        short = debt - fromReserve;
        fromDeposit = short < deposit ? short : deposit;
        short -= fromDeposit;
    }
}
