// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// A contract that keeps balances by wallet, and lets them follow when a participant changes its wallet.
interface IWalletFollower {
    /// Moves all that `from` holds, and all that restrains it, to `to`: the two are one participant's, so nothing changes hands. No door and
    /// no freeze stands in the way. The ParticipantRegistry alone may call.
    /// @custom:access part
    function followWallet(address from, address to) external;
}
