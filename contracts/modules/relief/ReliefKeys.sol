// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Assertion, PersonId, PublicKey} from "./types/ReliefTypes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";

/// Documented in {IReliefKeys}.
contract ReliefKeys is IReliefKeys, KernelModule, EIP712 {
    /// Origins that browsers may name, hashed, by the hash of the relying party.
    mapping(bytes32 rpIdHash => mapping(bytes32 originHash => bool)) private _isAdmitted;
    constructor(
        address authority,
        IParticipantRegistry participants_
    ) KernelModule(authority, participants_) EIP712("RopeNet Relief", "1") {}

    /// @inheritdoc IReliefKeys
    function setOrigin(string calldata rpId, string calldata origin, bool admitted) external restricted {
        if (bytes(rpId).length == 0 || bytes(origin).length == 0) revert OriginEmpty();
        bytes32 rpIdHash = sha256(bytes(rpId));
        _isAdmitted[rpIdHash][keccak256(bytes(origin))] = admitted;
        emit OriginSet(rpIdHash, rpId, origin, admitted);
    }

    /// @inheritdoc IReliefKeys
    function bindKey(PersonId, PublicKey calldata, Assertion calldata) external {
        revert();
    }

    /// @inheritdoc IReliefKeys
    function removeKey(PersonId, uint8, Assertion calldata) external {
        revert();
    }

    /// @inheritdoc IReliefKeys
    function introduce(
        PersonId,
        PersonId,
        PublicKey calldata,
        bytes32,
        bytes calldata,
        Assertion calldata
    ) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefKeys
    function replaceKeys(PersonId, PublicKey calldata) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefKeys
    function addKey(PersonId, PublicKey calldata) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefKeys
    function requireAsserted(PersonId, bytes32, bytes calldata, Assertion calldata) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefKeys
    function digestOf(PersonId, bytes32, bytes calldata, uint40) external view returns (bytes32) {
        revert();
    }

    /// @inheritdoc IReliefKeys
    function nonceOf(PersonId) external view returns (uint32) {
        revert();
    }

    /// @inheritdoc IReliefKeys
    function keyOf(PersonId, uint8) external view returns (PublicKey memory) {
        revert();
    }

    /// @inheritdoc IReliefKeys
    function holderOfKey(PublicKey calldata) external view returns (PersonId) {
        revert();
    }

    /// @inheritdoc IReliefKeys
    function isOriginAdmitted(string calldata, string calldata) external view returns (bool) {
        revert();
    }
}
