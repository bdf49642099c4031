// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IPasskeyBook} from "../../../kernel/interfaces/IPasskeyBook.sol";
import {Assertion, PersonId, PublicKey} from "../../../kernel/types/Passkey.sol";

/// Passkeys of households and officers, and what they have signed. A household's number names its programme, so that an assertion works in no
/// other (P-3, X-39), and a key joins nobody's households.
interface IReliefKeys is IPasskeyBook {
    /// The first key of a person, who signs with it for the act that makes the person known. While it has no number yet the digest names
    /// `signer`, and the nonce is 0; the person's next is 1.
    /// @param signer person of the digest
    /// @param typeHash EIP-712 type of the act: `Name(uint64 person,…,uint256 nonce,uint256 deadline)`
    /// @param fields what stands between, as abi.encode gives it
    /// @custom:access part
    function introduce(
        PersonId person,
        PersonId signer,
        PublicKey calldata key,
        bytes32 typeHash,
        bytes calldata fields,
        Assertion calldata assertion
    ) external;

    /// Puts a key in the place of all that a person has: after a decision of two officers, or of an officer's employer.
    /// @custom:access part
    function replaceKeys(PersonId person, PublicKey calldata key) external;

    /// Binds a second key without the person's signature: after a decision of two officers.
    /// @custom:access part
    function addKey(PersonId person, PublicKey calldata key) external;

    /// Reverts unless the person has signed this very act; uses the assertion up.
    /// @param typeHash EIP-712 type of the act: `Name(uint64 person,…,uint256 nonce,uint256 deadline)`
    /// @param fields what stands between, as abi.encode gives it
    /// @custom:access part
    function requireAsserted(
        PersonId person,
        bytes32 typeHash,
        bytes calldata fields,
        Assertion calldata assertion
    ) external;
}
