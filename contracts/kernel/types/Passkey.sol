// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {WebAuthn} from "@openzeppelin/contracts/utils/cryptography/WebAuthn.sol";

/// Who signs with passkeys: a person, by the number that its module has given it.
type PersonId is uint64;

/// What a person's passkey has signed: an act's digest, in the form that a browser or phone makes it (WebAuthn). The nonce is the person's next.
struct Assertion {
    /// Which of the person's keys, 0 or 1.
    uint8 key;
    /// Last second on which it may be used.
    uint40 deadline;
    WebAuthn.WebAuthnAuth auth;
}

/// A P-256 public key.
struct PublicKey {
    bytes32 x;
    bytes32 y;
}
