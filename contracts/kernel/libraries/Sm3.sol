// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// SM3, China's national hash (GB/T 32905-2016): 256 bits, Merkle–Damgård over blocks of 64 bytes. Names are the standard's.
///
/// The EVM has no opcode for it: a kilobyte costs some 0.75 million gas, so this is for views and short contents.
library Sm3 {
    /// The standard's initial value, A to H.
    uint256 private constant IV = 0x7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e;
    uint256 private constant BLOCK = 64;
    /// Bytes after the message at least: the bit 1, and the message's length in 8 bytes.
    uint256 private constant PADDING = 9;

    function hash(bytes memory message) internal pure returns (bytes32) {
        // No memory holds 2^61 bytes, so the number of bits fits.
        uint64 bits = uint64(message.length * 8);
        uint256 zeros = (BLOCK - ((message.length + PADDING) % BLOCK)) % BLOCK;
        bytes memory padded = abi.encodePacked(message, bytes1(0x80), new bytes(zeros), bits);

        uint256[68] memory words;
        uint256 v = IV;
        for (uint256 offset; offset < padded.length; offset += BLOCK) {
            _expand(padded, offset, words);
            v ^= _rounds(v, words);
        }
        return bytes32(v);
    }

    /// W_0 … W_67 of a block (5.3.2). W'_j is W_j ^ W_{j+4}, taken where it is used.
    /// @dev Assembly, here and below, since checked arithmetic and array bounds would triple the cost. A word rotates by shifting two
    /// copies of it, 32 bits apart; what is above the lower 32 bits is masked away before it could come back down.
    function _expand(bytes memory padded, uint256 offset, uint256[68] memory words) private pure {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let source := add(add(padded, 0x20), offset)
            for {
                let w := words
                let end := add(words, mul(16, 0x20))
            } lt(w, end) {
                w := add(w, 0x20)
                source := add(source, 4)
            } {
                mstore(w, shr(224, mload(source)))
            }
            for {
                let w := add(words, mul(16, 0x20))
                let end := add(words, mul(68, 0x20))
            } lt(w, end) {
                w := add(w, 0x20)
            } {
                // P1(W_{j-16} ^ W_{j-9} ^ (W_{j-3} <<< 15)) ^ (W_{j-13} <<< 7) ^ W_{j-6}
                let x := shr(17, mul(mload(sub(w, 0x60)), 0x100000001))
                x := and(xor(x, xor(mload(sub(w, 0x200)), mload(sub(w, 0x120)))), 0xffffffff)
                let twice := mul(x, 0x100000001)
                x := xor(x, xor(shr(17, twice), shr(9, twice)))
                x := xor(x, xor(shr(25, mul(mload(sub(w, 0x1a0)), 0x100000001)), mload(sub(w, 0xc0))))
                mstore(w, and(x, 0xffffffff))
            }
        }
    }

    /// The 64 rounds of the compression function CF (5.3.3), without its last step, the exclusive or with `v`.
    function _rounds(uint256 v, uint256[68] memory words) private pure returns (uint256 result) {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let a := shr(224, v)
            let b := and(shr(192, v), 0xffffffff)
            let c := and(shr(160, v), 0xffffffff)
            let d := and(shr(128, v), 0xffffffff)
            let e := and(shr(96, v), 0xffffffff)
            let f := and(shr(64, v), 0xffffffff)
            let g := and(shr(32, v), 0xffffffff)
            let h := and(v, 0xffffffff)
            for {
                let w := words
                // T_j <<< j
                let t := 0x79cc4519
            } lt(w, add(words, mul(64, 0x20))) {
                w := add(w, 0x20)
                t := and(shr(31, mul(t, 0x100000001)), 0xffffffff)
            } {
                // FF(A, B, C) + D and GG(E, F, G) + H
                switch lt(w, add(words, mul(16, 0x20)))
                case 1 {
                    d := add(d, xor(a, xor(b, c)))
                    h := add(h, xor(e, xor(f, g)))
                }
                default {
                    // From round 16 on T_j is 7a879d8a; this is 7a879d8a <<< 16.
                    if eq(w, add(words, mul(16, 0x20))) {
                        t := 0x9d8a7a87
                    }
                    d := add(d, or(and(a, b), and(c, or(a, b))))
                    h := add(h, xor(g, and(e, xor(f, g))))
                }
                {
                    let a12 := shr(20, mul(a, 0x100000001))
                    let ss1 := shr(25, mul(and(add(add(a12, e), t), 0xffffffff), 0x100000001))
                    // TT1 and TT2
                    d := and(add(d, add(xor(ss1, a12), xor(mload(w), mload(add(w, 0x80))))), 0xffffffff)
                    h := and(add(h, add(ss1, mload(w))), 0xffffffff)
                }
                {
                    let tt1 := d
                    d := c
                    c := and(shr(23, mul(b, 0x100000001)), 0xffffffff)
                    b := a
                    a := tt1
                }
                // P0(TT2)
                let twice := mul(h, 0x100000001)
                let p0 := and(xor(h, xor(shr(23, twice), shr(15, twice))), 0xffffffff)
                h := g
                g := and(shr(13, mul(f, 0x100000001)), 0xffffffff)
                f := e
                e := p0
            }
            result := or(or(shl(224, a), shl(192, b)), or(shl(160, c), shl(128, d)))
            result := or(result, or(or(shl(96, e), shl(64, f)), or(shl(32, g), h)))
        }
    }
}
