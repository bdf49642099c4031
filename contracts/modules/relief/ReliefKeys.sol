// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {PasskeyBook} from "../../kernel/base/PasskeyBook.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Assertion, PersonId, PublicKey} from "../../kernel/types/Passkey.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";

/// Documented in {IReliefKeys}.
contract ReliefKeys is IReliefKeys, PasskeyBook {
    constructor(
        address authority,
        IParticipantRegistry participants_
    ) KernelModule(authority, participants_) EIP712("RopeNet Relief", "1") {}

    /// @inheritdoc IReliefKeys
    function introduce(
        PersonId person,
        PersonId signer,
        PublicKey calldata key,
        bytes32 typeHash,
        bytes calldata fields,
        Assertion calldata assertion
    ) external onlyPart {
        _introduce(person, signer, key, typeHash, fields, assertion);
    }

    /// @inheritdoc IReliefKeys
    function replaceKeys(PersonId person, PublicKey calldata key) external onlyPart {
        _replaceKeys(person, key);
    }

    /// @inheritdoc IReliefKeys
    function addKey(PersonId person, PublicKey calldata key) external onlyPart {
        _bind(person, key);
    }

    /// @inheritdoc IReliefKeys
    function requireAsserted(
        PersonId person,
        bytes32 typeHash,
        bytes calldata fields,
        Assertion calldata assertion
    ) external onlyPart {
        _requireAsserted(person, typeHash, fields, assertion);
    }
}
