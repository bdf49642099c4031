// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {WebAuthn} from "@openzeppelin/contracts/utils/cryptography/WebAuthn.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IPasskeyBook} from "../interfaces/IPasskeyBook.sol";
import {Assertion, PersonId, PublicKey} from "../types/Passkey.sol";
import {KernelModule} from "./KernelModule.sol";

/// Documented in {IPasskeyBook}. The module says who is a person, and what its acts are.
abstract contract PasskeyBook is IPasskeyBook, KernelModule, EIP712 {
    /// In an empty slot y is 0, which it is at no point of the curve: its order is odd.
    struct Person {
        uint32 nonce;
        PublicKey[2] keys;
    }

    bytes32 public constant BIND_KEY_TYPEHASH = keccak256(
        "BindKey(uint64 person,bytes32 keyX,bytes32 keyY,uint256 nonce,uint256 deadline)"
    );
    bytes32 public constant REMOVE_KEY_TYPEHASH = keccak256(
        "RemoveKey(uint64 person,uint8 key,uint256 nonce,uint256 deadline)"
    );

    uint8 private constant KEYS_OF_A_PERSON = 2;
    /// From the place of the challenge in the client data to the end of its text: `"challenge":"` and 32 bytes in base64url.
    uint256 private constant CHALLENGE_LENGTH = 13 + 43;
    // solhint-disable quotes
    /// What browsers write between the challenge's text and the origin's.
    bytes12 private constant BEFORE_ORIGIN = '","origin":"';
    /// What they write after the origin when the page is in a frame of another's.
    bytes20 private constant FOREIGN_FRAME = '","crossOrigin":true';
    // solhint-enable quotes

    mapping(PersonId person => Person) private _persons;
    /// By the hash of the key; also of keys that were removed.
    mapping(bytes32 keyHash => PersonId) private _holders;
    /// Origins that browsers may name, hashed, by the hash of the relying party.
    mapping(bytes32 rpIdHash => mapping(bytes32 originHash => bool)) private _isAdmitted;

    /// @inheritdoc IPasskeyBook
    function setOrigin(string calldata rpId, string calldata origin, bool admitted) external restricted {
        if (bytes(rpId).length == 0 || bytes(origin).length == 0) revert OriginEmpty();
        bytes32 rpIdHash = sha256(bytes(rpId));
        _isAdmitted[rpIdHash][keccak256(bytes(origin))] = admitted;
        emit OriginSet(rpIdHash, rpId, origin, admitted);
    }

    /// @inheritdoc IPasskeyBook
    function bindKey(
        PersonId person,
        PublicKey calldata key,
        Assertion calldata assertion,
        WebAuthn.WebAuthnAuth calldata proof
    ) external {
        bytes32 digest = _requireSigned(person, person, BIND_KEY_TYPEHASH, abi.encode(key.x, key.y), assertion);
        uint32 nonce = _use(person, BIND_KEY_TYPEHASH, assertion.key);
        uint8 slot = _bind(person, key);
        // The new key has signed too: nobody binds another's, nor one that its device will not sign with.
        _requireSignature(person, slot, nonce, digest, proof);
    }

    /// @inheritdoc IPasskeyBook
    function removeKey(PersonId person, uint8 key, Assertion calldata assertion) external {
        // Checks
        _requireSigned(person, person, REMOVE_KEY_TYPEHASH, abi.encode(key), assertion);
        _requireKey(person, key);
        if (_persons[person].keys[1 - key].y == 0) revert KeyIsLast(person);

        // Effects
        _use(person, REMOVE_KEY_TYPEHASH, assertion.key);
        _remove(person, key);
    }

    /// @inheritdoc IPasskeyBook
    function digestOf(
        PersonId person,
        bytes32 typeHash,
        bytes calldata fields,
        uint40 deadline
    ) external view returns (bytes32) {
        return _digest(person, _persons[person].nonce, typeHash, fields, deadline);
    }

    /// @inheritdoc IPasskeyBook
    function nonceOf(PersonId person) external view returns (uint32) {
        return _persons[person].nonce;
    }

    /// @inheritdoc IPasskeyBook
    function keyOf(PersonId person, uint8 key) external view returns (PublicKey memory) {
        if (key >= KEYS_OF_A_PERSON) revert KeySlotUnknown(key);
        return _persons[person].keys[key];
    }

    /// @inheritdoc IPasskeyBook
    function holderOfKey(PublicKey calldata key) external view returns (PersonId) {
        return _holders[_hash(key)];
    }

    /// @inheritdoc IPasskeyBook
    function isOriginAdmitted(string calldata rpId, string calldata origin) external view returns (bool) {
        return _isAdmitted[sha256(bytes(rpId))][keccak256(bytes(origin))];
    }

    /// The first key of a person, who signs with it for the act that makes the person known.
    /// @param signer person of the digest: what the act knows it by while it has no number
    function _introduce(
        PersonId person,
        PersonId signer,
        PublicKey calldata key,
        bytes32 typeHash,
        bytes memory fields,
        Assertion calldata assertion
    ) internal {
        _bind(person, key);
        _requireSigned(person, signer, typeHash, fields, assertion);
        _use(person, typeHash, assertion.key);
    }

    /// Reverts unless the person has signed this very act; uses the assertion up.
    function _requireAsserted(
        PersonId person,
        bytes32 typeHash,
        bytes memory fields,
        Assertion calldata assertion
    ) internal {
        _requireSigned(person, person, typeHash, fields, assertion);
        _use(person, typeHash, assertion.key);
    }

    /// Puts a key in the place of all that a person has.
    function _replaceKeys(PersonId person, PublicKey calldata key) internal {
        for (uint8 slot; slot < KEYS_OF_A_PERSON; ++slot) {
            if (_persons[person].keys[slot].y != 0) _remove(person, slot);
        }
        _bind(person, key);
    }

    /// Puts a key that was nobody's into a person's first empty slot.
    function _bind(PersonId person, PublicKey calldata key) internal returns (uint8 slot) {
        // Checks
        if (!P256.isValidPublicKey(key.x, key.y)) revert KeyInvalid(key.x, key.y);
        bytes32 keyHash = _hash(key);
        if (PersonId.unwrap(_holders[keyHash]) != 0) revert KeyTaken(_holders[keyHash], key.x, key.y);
        PublicKey[2] storage keys = _persons[person].keys;
        if (keys[0].y != 0) slot = 1;
        if (keys[slot].y != 0) revert KeySlotsFull(person);

        // Effects
        _holders[keyHash] = person;
        keys[slot] = key;
        emit KeyBound(person, slot, key.x, key.y);
    }

    function _remove(PersonId person, uint8 slot) private {
        PublicKey memory key = _persons[person].keys[slot];
        delete _persons[person].keys[slot];
        emit KeyRemoved(person, slot, key.x, key.y);
    }

    /// Uses the person's next nonce up, and with it whatever was signed with it.
    function _use(PersonId person, bytes32 typeHash, uint8 key) private returns (uint32 nonce) {
        nonce = _persons[person].nonce++;
        emit ActAsserted(person, typeHash, key, nonce);
    }

    /// Reverts unless a key of `person` has signed the act, of the person's next nonce, in time.
    /// @param signer person of the digest
    function _requireSigned(
        PersonId person,
        PersonId signer,
        bytes32 typeHash,
        bytes memory fields,
        Assertion calldata assertion
    ) private view returns (bytes32 digest) {
        if (block.timestamp > assertion.deadline) revert AssertionExpired(person, assertion.deadline);
        _requireKey(person, assertion.key);
        uint32 nonce = _persons[person].nonce;
        digest = _digest(signer, nonce, typeHash, fields, assertion.deadline);
        _requireSignature(person, assertion.key, nonce, digest, assertion.auth);
    }

    function _requireKey(PersonId person, uint8 key) private view {
        if (key >= KEYS_OF_A_PERSON) revert KeySlotUnknown(key);
        if (_persons[person].keys[key].y == 0) revert KeyMissing(person, key);
    }

    function _requireSignature(
        PersonId person,
        uint8 slot,
        uint32 nonce,
        bytes32 digest,
        WebAuthn.WebAuthnAuth calldata auth
    ) private view {
        PublicKey memory key = _persons[person].keys[slot];
        if (!WebAuthn.verify(abi.encodePacked(digest), auth, key.x, key.y, true)) {
            revert AssertionInvalid(person, slot, nonce, digest);
        }
        _requireOrigin(auth);
    }

    /// The library has found the challenge where the caller says. What follows it is read as browsers write it, which is a fixed order:
    /// https://www.w3.org/TR/webauthn-3/#clientdatajson-serialization. A text of the page's choosing is nowhere in it.
    function _requireOrigin(WebAuthn.WebAuthnAuth calldata auth) private view {
        bytes calldata rest = bytes(auth.clientDataJSON)[auth.challengeIndex + CHALLENGE_LENGTH:];
        bytes32 rpIdHash = bytes32(auth.authenticatorData);
        // No origin has a quotation mark in it.
        uint256 end = Math.min(Bytes.indexOf(rest, '"', BEFORE_ORIGIN.length), rest.length);
        if (
            bytes12(rest) != BEFORE_ORIGIN ||
            !_isAdmitted[rpIdHash][keccak256(rest[BEFORE_ORIGIN.length:end])] ||
            bytes20(rest[end:]) == FOREIGN_FRAME
        ) revert AssertionOriginRefused(rpIdHash, auth.clientDataJSON);
    }

    function _digest(
        PersonId person,
        uint32 nonce,
        bytes32 typeHash,
        bytes memory fields,
        uint40 deadline
    ) private view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(bytes.concat(typeHash, abi.encode(person), fields, abi.encode(nonce, deadline)))
            );
    }

    function _hash(PublicKey calldata key) private pure returns (bytes32) {
        return keccak256(abi.encode(key));
    }
}
