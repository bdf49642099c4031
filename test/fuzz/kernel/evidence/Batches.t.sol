// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IEvidenceRegistry} from "../../../../contracts/kernel/interfaces/IEvidenceRegistry.sol";
import {EvidenceId} from "../../../../contracts/kernel/types/Ids.sol";
import {KernelFixture} from "../../../utils/KernelFixture.sol";
import {Test} from "../../../utils/Test.sol";

/// @notice Batches of evidence: all that is in the tree verifies, and nothing else.
contract BatchesFuzz is Test, KernelFixture {
    function setUp() external {
        deployKernel();
    }

    function testFuzz_MembersVerifyAndOthersDoNot(uint8 size, uint8 which, bytes32 forged, uint256 seed) external {
        uint256 count = bound(size, 1, 33);
        uint256 index = bound(which, 0, count - 1);
        bytes32[] memory level = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            level[i] = _leaf(keccak256(abi.encode(seed, i)));
        }
        (bytes32 root, bytes32[] memory proof) = _treeOf(level, index);
        vm.prank(members[FIRM].wallet);
        EvidenceId id = evidence.anchorBatch(root, IEvidenceRegistry.Algorithm.Keccak256, "BATCH", "");

        bytes32 digest = keccak256(abi.encode(seed, index));
        assertTrue(evidence.verifyInBatch(id, digest, proof), "a member verifies");
        if (forged != digest) assertFalse(evidence.verifyInBatch(id, forged, proof), "another does not");
        // A node of the tree is no member: leaves are hashed twice.
        if (proof.length > 0) {
            bytes32[] memory shorter = new bytes32[](proof.length - 1);
            for (uint256 i = 1; i < proof.length; ++i) {
                shorter[i - 1] = proof[i];
            }
            assertFalse(evidence.verifyInBatch(id, _pair(_leaf(digest), proof[0]), shorter), "a node does not");
        }
    }

    /// The second of two anchorings is refused with the first's number, whatever else differs.
    function testFuzz_RevertWhen_AnchoredTwice(bytes32 digest, uint8 first, uint8 second, bool isBatch) external {
        vm.assume(digest != 0);
        address one = members[bound(first, 0, MEMBERS - 1)].wallet;
        address other = members[bound(second, 0, MEMBERS - 1)].wallet;
        vm.prank(one);
        EvidenceId id = evidence.anchor(digest, IEvidenceRegistry.Algorithm.Sm3, "A", "");
        vm.expectRevert(abi.encodeWithSelector(IEvidenceRegistry.EvidenceAlreadyAnchored.selector, digest, id));
        vm.prank(other);
        if (isBatch) evidence.anchorBatch(digest, IEvidenceRegistry.Algorithm.Sm3, "B", "link");
        else evidence.anchor(digest, IEvidenceRegistry.Algorithm.Sm3, "B", "link");
    }

    /// Root and the proof of one leaf; a node without a sibling moves up as it is.
    function _treeOf(bytes32[] memory level, uint256 index) private pure returns (bytes32, bytes32[] memory proof) {
        bytes32[] memory collected = new bytes32[](8);
        uint256 depth;
        while (level.length > 1) {
            uint256 sibling = index ^ 1;
            if (sibling < level.length) collected[depth++] = level[sibling];
            bytes32[] memory next = new bytes32[]((level.length + 1) / 2);
            for (uint256 i; i < next.length; ++i) {
                bool isPair = 2 * i + 1 < level.length;
                next[i] = isPair ? _pair(level[2 * i], level[2 * i + 1]) : level[2 * i];
            }
            level = next;
            index /= 2;
        }
        proof = new bytes32[](depth);
        for (uint256 i; i < depth; ++i) {
            proof[i] = collected[i];
        }
        return (level[0], proof);
    }

    function _leaf(bytes32 digest) private pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(abi.encode(digest))));
    }

    function _pair(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }
}
