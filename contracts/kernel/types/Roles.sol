// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// The AccessManager roles of the suite. After bootstrap the Docket is the only member of each but `WIRING`, which has none.
/// @dev Role 0 (admin) and 2^64−1 (public) are OpenZeppelin's own; no function of the suite is left to either.
library Roles {
    /// Participants: admission, standing, freezing, qualifications, seats.
    uint64 internal constant PARTICIPANT_ORDERS = 1;
    /// The module directory: registering versions, retiring them, the circuit breaker.
    uint64 internal constant DIRECTORY_ORDERS = 2;
    /// The Docket's own policies.
    uint64 internal constant POLICY_ORDERS = 3;
    /// Joining a module's parts to each other, once, while the suite is deployed.
    uint64 internal constant WIRING = 4;
    /// The modules' terms that are data: periods, rates, limits.
    uint64 internal constant TERMS_ORDERS = 5;
    /// Settlement money: freezing an amount, forced transfer.
    uint64 internal constant MONEY_ORDERS = 6;
    /// Titles (bills and the like): freezing, transfer, invalidation.
    uint64 internal constant TITLE_ORDERS = 7;
    /// Relief: what a court or supervisor finds of a payout.
    uint64 internal constant RELIEF_ORDERS = 8;
}
