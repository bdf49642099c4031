// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {PasskeyBook} from "../../kernel/base/PasskeyBook.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {Assertion, PersonId, PublicKey} from "../../kernel/types/Passkey.sol";
import {IDataConsents} from "./interfaces/IDataConsents.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {AssetId, isPersonal, Purpose, Purposes, Scope, Sensitivity} from "./types/DataTypes.sol";

/// Documented in {IDataConsents}.
contract DataConsents is IDataConsents, PasskeyBook {
    struct Subject {
        // slot 0
        /// Part of the key of each consent: the next one leaves all of them behind.
        uint32 epoch;
        /// Where it is paid.
        address payee;
        // slot 1
        bytes32 commitment;
    }

    bytes32 public constant ENROL_TYPEHASH = keccak256(
        "Enrol(uint64 person,bytes32 commitment,bytes32 keyX,bytes32 keyY,uint256 nonce,uint256 deadline)"
    );
    bytes32 public constant GIVE_CONSENT_TYPEHASH = keccak256(
        "GiveConsent(uint64 person,uint32 asset,uint8 sensitivity,uint8 purpose,uint32 recipient,uint32 until,uint256 nonce,uint256 deadline)"
    );
    bytes32 public constant WITHDRAW_CONSENT_TYPEHASH = keccak256(
        "WithdrawConsent(uint64 person,uint32 asset,uint8 sensitivity,uint8 purpose,uint32 recipient,uint256 nonce,uint256 deadline)"
    );
    bytes32 public constant WITHDRAW_ALL_CONSENTS_TYPEHASH = keccak256(
        "WithdrawAllConsents(uint64 person,uint256 nonce,uint256 deadline)"
    );
    bytes32 public constant SET_PAYEE_TYPEHASH = keccak256(
        "SetPayee(uint64 person,address account,uint256 nonce,uint256 deadline)"
    );

    AssetId private constant ALL_OF_CLASS = AssetId.wrap(0);

    /// @inheritdoc IDataConsents
    IDataRegistry public immutable registry;

    /// @inheritdoc IDataConsents
    uint64 public personCount;
    mapping(PersonId person => Subject) private _subjects;
    /// @inheritdoc IDataConsents
    mapping(address account => PersonId) public personOf;
    /// @inheritdoc IDataConsents
    mapping(bytes32 commitment => PersonId) public personByCommitment;
    /// By person, its epoch, and all that the consent says.
    mapping(bytes32 consentKey => Day) private _untils;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_
    ) KernelModule(authority, participants_) EIP712("RopeNet Data", "1") {
        registry = registry_;
    }

    /// @inheritdoc IDataConsents
    function enrol(
        bytes32 commitment,
        PublicKey calldata key,
        Assertion calldata assertion
    ) external returns (PersonId person) {
        // Checks
        if (commitment == 0) revert DataConsentCommitmentMissing();
        PersonId holder = personByCommitment[commitment];
        if (PersonId.unwrap(holder) != 0) revert DataConsentCommitmentTaken(commitment, holder);

        // Effects
        person = PersonId.wrap(++personCount);
        personByCommitment[commitment] = person;
        _subjects[person].commitment = commitment;
        emit PersonEnrolled(person, commitment, address(0));
        bytes memory fields = abi.encode(commitment, key.x, key.y);
        _introduce(person, PersonId.wrap(0), key, ENROL_TYPEHASH, fields, assertion);
    }

    /// @inheritdoc IDataConsents
    function enrolAccount() external returns (PersonId person) {
        // Checks
        person = personOf[msg.sender];
        if (PersonId.unwrap(person) != 0) revert DataConsentAccountEnrolled(msg.sender, person);
        _requireAttested(msg.sender);

        // Effects
        person = PersonId.wrap(++personCount);
        personOf[msg.sender] = person;
        _subjects[person].payee = msg.sender;
        emit PersonEnrolled(person, 0, msg.sender);
    }

    /// @inheritdoc IDataConsents
    function give(PersonId person, Scope calldata scope, Day until, Assertion calldata assertion) external {
        _requireAsserted(person, GIVE_CONSENT_TYPEHASH, abi.encode(scope, until), assertion);
        _give(person, scope, until);
    }

    /// @inheritdoc IDataConsents
    function giveFromAccount(Scope calldata scope, Day until) external {
        PersonId person = _ownPerson();
        _requireAttested(msg.sender);
        _give(person, scope, until);
    }

    /// @inheritdoc IDataConsents
    function withdraw(PersonId person, Scope calldata scope, Assertion calldata assertion) external {
        _requireAsserted(person, WITHDRAW_CONSENT_TYPEHASH, abi.encode(scope), assertion);
        _withdraw(person, scope);
    }

    /// @inheritdoc IDataConsents
    function withdrawFromAccount(Scope calldata scope) external {
        _withdraw(_ownPerson(), scope);
    }

    /// @inheritdoc IDataConsents
    function withdrawAll(PersonId person, Assertion calldata assertion) external {
        _requireAsserted(person, WITHDRAW_ALL_CONSENTS_TYPEHASH, "", assertion);
        _withdrawAll(person);
    }

    /// @inheritdoc IDataConsents
    function withdrawAllFromAccount() external {
        _withdrawAll(_ownPerson());
    }

    /// @inheritdoc IDataConsents
    function setPayee(PersonId person, address account, Assertion calldata assertion) external {
        _requireAsserted(person, SET_PAYEE_TYPEHASH, abi.encode(account), assertion);
        _requireAttested(account);
        _subjects[person].payee = account;
        emit PayeeSet(person, account);
    }

    /// @inheritdoc IDataConsents
    function requireConsent(
        PersonId person,
        AssetId asset,
        Sensitivity sensitivity,
        Purpose purpose,
        ParticipantId recipient
    ) external view {
        if (!hasConsent(person, asset, sensitivity, purpose, recipient)) {
            revert DataConsentMissing(person, asset, sensitivity, purpose, recipient);
        }
    }

    /// @inheritdoc IDataConsents
    function consentUntil(
        PersonId person,
        AssetId asset,
        Sensitivity sensitivity,
        Purpose purpose,
        ParticipantId recipient
    ) external view returns (Day) {
        return _untils[_keyOf(person, _subjects[person].epoch, asset, sensitivity, purpose, recipient)];
    }

    /// @inheritdoc IDataConsents
    function commitmentOf(PersonId person) external view returns (bytes32) {
        _requirePerson(person);
        return _subjects[person].commitment;
    }

    /// @inheritdoc IDataConsents
    function payeeOf(PersonId person) external view returns (address) {
        _requirePerson(person);
        return _subjects[person].payee;
    }

    /// @inheritdoc IDataConsents
    function hasConsent(
        PersonId person,
        AssetId asset,
        Sensitivity sensitivity,
        Purpose purpose,
        ParticipantId recipient
    ) public view returns (bool) {
        uint32 epoch = _subjects[person].epoch;
        return
            _untils[_keyOf(person, epoch, asset, sensitivity, purpose, recipient)] >= today() ||
            _untils[_keyOf(person, epoch, ALL_OF_CLASS, sensitivity, purpose, recipient)] >= today();
    }

    function _give(PersonId person, Scope calldata scope, Day until) private {
        // Checks
        if (until < today()) revert DataConsentUntilPassed(until, today());
        if (Purpose.unwrap(scope.purpose) >= 64) revert DataConsentPurposeUnknown(scope.purpose);
        registry.requirePurposes(Purposes.wrap(uint64(1) << Purpose.unwrap(scope.purpose)));
        participants.requireStanding(scope.recipient, Mode.Preserve);
        Sensitivity class = _classOf(scope);

        // Effects
        _untils[_keyIn(person, scope, class)] = until;
        emit ConsentGiven(person, scope.asset, scope.recipient, class, scope.purpose, until);
    }

    function _withdraw(PersonId person, Scope calldata scope) private {
        bool found;
        if (scope.asset.isNoAsset()) {
            found = _end(person, scope, scope.sensitivity);
        } else {
            // Whatever class the asset was of when it was given.
            found = _end(person, scope, Sensitivity.Personal);
            found = _end(person, scope, Sensitivity.SensitivePersonal) || found;
        }
        if (!found) {
            revert DataConsentMissing(person, scope.asset, scope.sensitivity, scope.purpose, scope.recipient);
        }
    }

    function _end(PersonId person, Scope calldata scope, Sensitivity class) private returns (bool) {
        bytes32 key = _keyIn(person, scope, class);
        if (_untils[key] == NO_DAY) return false;
        _untils[key] = NO_DAY;
        emit ConsentWithdrawn(person, scope.asset, scope.recipient, class, scope.purpose);
        return true;
    }

    function _withdrawAll(PersonId person) private {
        ++_subjects[person].epoch;
        emit AllConsentsWithdrawn(person);
    }

    /// The class of persons' data that is consented to.
    function _classOf(Scope calldata scope) private view returns (Sensitivity class) {
        class = scope.sensitivity;
        if (scope.asset.isNoAsset()) {
            if (!isPersonal(class)) revert DataConsentScopeInvalid(scope.asset, class);
        } else {
            if (class != Sensitivity.None) revert DataConsentScopeInvalid(scope.asset, class);
            (class, ) = registry.useTerms(scope.asset);
            if (!isPersonal(class)) revert DataConsentNotNeeded(scope.asset, class);
        }
    }

    function _keyIn(PersonId person, Scope calldata scope, Sensitivity class) private view returns (bytes32) {
        return _keyOf(person, _subjects[person].epoch, scope.asset, class, scope.purpose, scope.recipient);
    }

    function _ownPerson() private view returns (PersonId person) {
        person = personOf[msg.sender];
        if (PersonId.unwrap(person) == 0) revert DataConsentAccountUnknown(msg.sender);
    }

    function _requireAttested(address account) private view {
        uint40 until = participants.attestationOf(account).until;
        if (until < block.timestamp) revert DataConsentAccountNotAttested(account, until);
    }

    function _requirePerson(PersonId person) private view {
        if (PersonId.unwrap(person) == 0 || PersonId.unwrap(person) > personCount) {
            revert DataConsentPersonUnknown(person);
        }
    }

    function _keyOf(
        PersonId person,
        uint32 epoch,
        AssetId asset,
        Sensitivity class,
        Purpose purpose,
        ParticipantId recipient
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(person, epoch, asset, class, purpose, recipient));
    }
}
