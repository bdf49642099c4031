// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {WebAuthn} from "@openzeppelin/contracts/utils/cryptography/WebAuthn.sol";

import {Assertion, PersonId, PublicKey} from "../types/Passkey.sol";
import {IKernelModule} from "./IKernelModule.sol";

/// Passkeys of persons, and what they have signed. The fingerprint unlocks the passkey on a device and never leaves it; what
/// comes here is a WebAuthn assertion over the EIP-712 digest of the exact act, whose domain is this contract.
///
/// An assertion works once: its digest names chain, contract, kind of act, person, all that the act says, the person's next nonce and a
/// deadline (X-39). User verification is asked of the authenticator; the origin that the browser has put in the client
/// data must be one that was admitted, for the relying party that the authenticator has signed for. High-s signatures are refused.
///
/// A person has at most two keys, and a key is one person's, so that nobody is two persons by one device (X-35). A key that was removed is
/// bound no more, to anyone.
///
/// Warning: a public key is pseudonymous personal data. It links what one person does in one module, and no more.
interface IPasskeyBook is IKernelModule, IERC5267 {
    event KeyBound(PersonId indexed person, uint8 indexed key, bytes32 x, bytes32 y);
    event KeyRemoved(PersonId indexed person, uint8 indexed key, bytes32 x, bytes32 y);
    /// An assertion has been used.
    /// @param typeHash the kind of act
    event ActAsserted(PersonId indexed person, bytes32 indexed typeHash, uint8 key, uint32 nonce);
    event OriginSet(bytes32 indexed rpIdHash, string rpId, string origin, bool admitted);

    error KeyInvalid(bytes32 x, bytes32 y);
    error KeyTaken(PersonId holder, bytes32 x, bytes32 y);
    error KeyMissing(PersonId person, uint8 key);
    error KeySlotUnknown(uint8 key);
    error KeyIsLast(PersonId person);
    error KeySlotsFull(PersonId person);
    error AssertionExpired(PersonId person, uint40 deadline);
    /// Not signed by this key over this act with this nonce; or without the user's verification; or malleable.
    error AssertionInvalid(PersonId person, uint8 key, uint32 nonce, bytes32 digest);
    /// The client data do not name an admitted origin right after the challenge, as browsers write it, or were made in another's frame.
    error AssertionOriginRefused(bytes32 rpIdHash, string clientDataJSON);
    error OriginEmpty();

    /// Admits an origin for a relying party, or no longer. By order (default policy: as for rules).
    /// @param rpId a domain, as "relief.example"
    /// @param origin scheme and host as browsers write them, "https://relief.example", or an app's name as its platform writes it
    /// @custom:access restricted
    function setOrigin(string calldata rpId, string calldata origin, bool admitted) external;

    /// Binds a second key of a person: a guardian's, or a new device's. Anyone may send it.
    /// Signed with a key that the person has, and with the new one: `BindKey(uint64 person,bytes32 keyX,bytes32 keyY,uint256 nonce,uint256
    /// deadline)`.
    /// @param proof the new key's signature of the same digest
    /// @custom:access open
    function bindKey(
        PersonId person,
        PublicKey calldata key,
        Assertion calldata assertion,
        WebAuthn.WebAuthnAuth calldata proof
    ) external;

    /// Removes one of two keys, signed with either: a lost device's. Anyone may send it.
    /// Signed: `RemoveKey(uint64 person,uint8 key,uint256 nonce,uint256 deadline)`.
    /// @custom:access open
    function removeKey(PersonId person, uint8 key, Assertion calldata assertion) external;

    /// What a person has to sign for an act now.
    function digestOf(
        PersonId person,
        bytes32 typeHash,
        bytes calldata fields,
        uint40 deadline
    ) external view returns (bytes32);

    /// The person's next nonce.
    function nonceOf(PersonId person) external view returns (uint32);

    /// Zeros for a slot without a key.
    function keyOf(PersonId person, uint8 key) external view returns (PublicKey memory);

    /// Whose key it is or was; 0: nobody's.
    function holderOfKey(PublicKey calldata key) external view returns (PersonId);

    function isOriginAdmitted(string calldata rpId, string calldata origin) external view returns (bool);
}
