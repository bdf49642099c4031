// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AssetId, LicenceId, Parent} from "../types/DataTypes.sol";

/// Parents in two words, four a word; the list ends where no asset is named.
library PackedParents {
    uint256 internal constant MAX_PARENTS = 8;

    uint256 private constant WORDS = 2;
    uint256 private constant ENTRIES_IN_A_WORD = 4;
    uint256 private constant ENTRY_BITS = 64;
    uint256 private constant ID_BITS = 32;

    /// The caller has checked that there are at most `MAX_PARENTS`, and that none was written before.
    function write(uint256[WORDS] storage self, Parent[] calldata parents) internal {
        uint256[WORDS] memory words;
        for (uint256 i; i < parents.length; ++i) {
            uint256 entry =
                (uint256(LicenceId.unwrap(parents[i].licence)) << ID_BITS) | AssetId.unwrap(parents[i].asset);
            words[i / ENTRIES_IN_A_WORD] |= entry << ((i % ENTRIES_IN_A_WORD) * ENTRY_BITS);
        }
        for (uint256 i; i < WORDS && words[i] != 0; ++i) {
            self[i] = words[i];
        }
    }

    function read(uint256[WORDS] storage self) internal view returns (Parent[] memory parents) {
        parents = new Parent[](MAX_PARENTS);
        uint256 count;
        for (uint256 i; i < WORDS; ++i) {
            for (uint256 word = self[i]; word != 0; word >>= ENTRY_BITS) {
                parents[count++] = Parent(AssetId.wrap(uint32(word)), LicenceId.wrap(uint32(word >> ID_BITS)));
            }
            if (count < (i + 1) * ENTRIES_IN_A_WORD) break;
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(parents, count)
        }
    }
}
