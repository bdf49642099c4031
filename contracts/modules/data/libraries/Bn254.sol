// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Point} from "../types/DataTypes.sol";

/// Points of the curve BN254 (alt_bn128, y² = x³ + 3), multiplied by the chain's precompile (EIP-196). The group's order is prime and it has no
/// cofactor: each point of the curve but the one at infinity generates all of it.
library Bn254 {
    /// Coordinates are less than this prime.
    uint256 internal constant FIELD = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47;

    /// Of the precompile that multiplies.
    address private constant MULTIPLY = address(7);

    /// A coordinate is not below the field's prime, or the point is not of the curve.
    error Bn254NotOnCurve(uint256 x, uint256 y);

    /// Whether it is a point of the curve, and not the one at infinity. Computed here, since a precompile that refuses a point burns all the gas
    /// that it was given.
    function isKey(Point memory point) internal pure returns (bool) {
        (uint256 x, uint256 y) = (point.x, point.y);
        // The point at infinity, (0, 0), does not solve the equation.
        return x < FIELD && y < FIELD && mulmod(y, y, FIELD) == addmod(mulmod(x, mulmod(x, x, FIELD), FIELD), 3, FIELD);
    }

    /// `scalar` times the point; of a scalar only its remainder by the group's order counts.
    function times(Point memory point, uint256 scalar) internal view returns (Point memory product) {
        // solhint-disable-next-line avoid-low-level-calls
        (bool done, bytes memory result) = MULTIPLY.staticcall(abi.encode(point.x, point.y, scalar));
        if (!done) revert Bn254NotOnCurve(point.x, point.y);
        (product.x, product.y) = abi.decode(result, (uint256, uint256));
    }

    /// The public key of a secret: that many times the group's generator.
    function keyOf(uint256 secret) internal view returns (Point memory) {
        return times(Point({x: 1, y: 2}), secret);
    }
}
