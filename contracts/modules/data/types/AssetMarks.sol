// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// What stands on an asset, as bits.
library AssetMarks {
    /// Its certificate secures a debt of its holder's.
    uint16 internal constant PLEDGED = 1;
    /// A case that freezes it stops uses, too; it does so until that case's last second.
    uint16 internal constant USES_STOPPED = 2;
    /// Only an order reinstates it.
    uint16 internal constant SUSPENDED_BY_ORDER = 4;

    /// What is not shaken off by letting the certificate run out.
    uint16 internal constant LASTING = PLEDGED | SUSPENDED_BY_ORDER;
}
