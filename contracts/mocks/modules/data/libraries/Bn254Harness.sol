// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import {Bn254} from "../../../../modules/data/libraries/Bn254.sol";
import {Point} from "../../../../modules/data/types/DataTypes.sol";

/// What the curve's library and its precompiles, and OpenZeppelin's proofs, say of what is computed off chain.
contract Bn254Harness {
    using Bn254 for Point;

    function isKey(Point calldata point) external pure returns (bool) {
        return point.isKey();
    }

    function times(Point calldata point, uint256 scalar) external view returns (Point memory) {
        return point.times(scalar);
    }

    function keyOf(uint256 secret) external view returns (Point memory) {
        return Bn254.keyOf(secret);
    }

    /// Whether the precompile that adds takes the point.
    function isAdded(Point calldata point) external view returns (bool done) {
        bytes memory sum = abi.encode(point.x, point.y, point.x, point.y);
        // Enough for a good point; a bad one burns it all.
        // solhint-disable-next-line avoid-low-level-calls
        (done, ) = address(6).staticcall{gas: 1_000}(sum);
    }

    /// What a wrapped key is XORed with in a contract at `place`.
    function mask(address place, uint32 sale, Point calldata point, uint256 scalar) external view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, place, sale, point.times(scalar)));
    }

    function isChunk(
        bytes32 root,
        uint256 index,
        bytes32 digest,
        bytes32[] calldata proof
    ) external pure returns (bool) {
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(index, digest))));
        return MerkleProof.verifyCalldata(proof, root, leaf);
    }

    function commitment(bytes32 root, uint32 chunks) external pure returns (bytes32) {
        return keccak256(abi.encode(root, chunks));
    }
}
