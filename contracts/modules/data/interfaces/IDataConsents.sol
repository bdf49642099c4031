// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IPasskeyBook} from "../../../kernel/interfaces/IPasskeyBook.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Assertion, PersonId, PublicKey} from "../../../kernel/types/Passkey.sol";
import {AssetId, Purpose, Scope, Sensitivity} from "../types/DataTypes.sol";
import {IDataRegistry} from "./IDataRegistry.sol";

/// Consents of persons to uses of their data (Personal Information Protection Law 13 to 16, 23, 29). A consent is to one purpose and one
/// recipient, and to one asset or to all of a class; it ends on its last day or when it is withdrawn, at once and for the future (X-55). It is
/// read at each use, and kept nowhere else (D-3).
///
/// Sensitive data need a consent of their own (29): one to personal data, or to an asset while it was of that class, is none. A consent to an
/// asset and one to its class stand beside each other; each is withdrawn by itself, or all with `withdrawAll`.
///
/// A person is a salted commitment with passkeys, or an account that a participant attests. Nothing else of it is on chain (K-8, D-8).
///
/// Warning: whoever can sign is a person here; who that is, the holder of the data knows by the commitment. That a meter names the person whose
/// data were used, and no stranger who has consented, is not seen on chain: it is shown by the digests of the uses, in a dispute.
interface IDataConsents is IPasskeyBook {
    /// @param account the person's own; 0 where it signs with passkeys
    event PersonEnrolled(PersonId indexed person, bytes32 indexed commitment, address indexed account);
    /// @param asset 0: all of the class
    /// @param sensitivity the class that is consented to: the asset's present one
    event ConsentGiven(
        PersonId indexed person,
        AssetId indexed asset,
        ParticipantId indexed recipient,
        Sensitivity sensitivity,
        Purpose purpose,
        Day until
    );
    event ConsentWithdrawn(
        PersonId indexed person,
        AssetId indexed asset,
        ParticipantId indexed recipient,
        Sensitivity sensitivity,
        Purpose purpose
    );
    event AllConsentsWithdrawn(PersonId indexed person);
    event PayeeSet(PersonId indexed person, address indexed account);

    error DataConsentPersonUnknown(PersonId person);
    error DataConsentAccountUnknown(address account);
    error DataConsentAccountEnrolled(address account, PersonId person);
    error DataConsentCommitmentTaken(bytes32 commitment, PersonId person);
    error DataConsentCommitmentMissing();
    /// The account is no person's, or its attestation has ended.
    error DataConsentAccountNotAttested(address account, uint40 until);
    error DataConsentUntilPassed(Day until, Day today);
    error DataConsentPurposeUnknown(Purpose purpose);
    /// An asset, or else a class of persons' data.
    error DataConsentScopeInvalid(AssetId asset, Sensitivity sensitivity);
    /// No person's consent is asked for this asset's data.
    error DataConsentNotNeeded(AssetId asset, Sensitivity sensitivity);
    /// There is no such consent in force.
    error DataConsentMissing(
        PersonId person,
        AssetId asset,
        Sensitivity sensitivity,
        Purpose purpose,
        ParticipantId recipient
    );

    /// Makes a person known by its commitment, with its first passkey. Anyone may send it.
    /// Signed, person and nonce 0: `Enrol(uint64 person,bytes32 commitment,bytes32 keyX,bytes32 keyY,uint256 nonce,uint256 deadline)`.
    /// @param commitment keccak256 of what the holder of the data knows the person by, the key and 32 random bytes (X-48); each serves once. It
    /// has the key in it so that nobody who sees it first enrols it with another key unnoticed.
    /// @custom:access open
    function enrol(
        bytes32 commitment,
        PublicKey calldata key,
        Assertion calldata assertion
    ) external returns (PersonId person);

    /// Makes the caller known as a person: an account whose attestation is in force.
    /// @custom:access open
    function enrolAccount() external returns (PersonId person);

    /// Consents, or sets another last day to a consent. Anyone may send it.
    /// Signed: `GiveConsent(uint64 person,uint32 asset,uint8 sensitivity,uint8 purpose,uint32 recipient,uint32 until,uint256 nonce,uint256
    /// deadline)`.
    /// @param until last day, today at the earliest
    /// @custom:access open
    function give(PersonId person, Scope calldata scope, Day until, Assertion calldata assertion) external;

    /// As `give`, by the caller's account while its attestation is in force.
    /// @custom:access open
    function giveFromAccount(Scope calldata scope, Day until) external;

    /// Withdraws a consent (15): from now on nothing is used under it. Anyone may send it.
    /// Signed: `WithdrawConsent(uint64 person,uint32 asset,uint8 sensitivity,uint8 purpose,uint32 recipient,uint256 nonce,uint256 deadline)`.
    /// @custom:access open
    function withdraw(PersonId person, Scope calldata scope, Assertion calldata assertion) external;

    /// As `withdraw`, by the caller's account, attested or not any more.
    /// @custom:access open
    function withdrawFromAccount(Scope calldata scope) external;

    /// Withdraws all consents of a person. Anyone may send it.
    /// Signed: `WithdrawAllConsents(uint64 person,uint256 nonce,uint256 deadline)`.
    /// @custom:access open
    function withdrawAll(PersonId person, Assertion calldata assertion) external;

    /// As `withdrawAll`, by the caller's account, attested or not any more.
    /// @custom:access open
    function withdrawAllFromAccount() external;

    /// Names the account that the person is paid to: one whose attestation is in force. Anyone may send it.
    /// Signed: `SetPayee(uint64 person,address account,uint256 nonce,uint256 deadline)`.
    /// @custom:access open
    function setPayee(PersonId person, address account, Assertion calldata assertion) external;

    /// Whether the person consents today to this use of an asset that is of that class.
    function hasConsent(
        PersonId person,
        AssetId asset,
        Sensitivity sensitivity,
        Purpose purpose,
        ParticipantId recipient
    ) external view returns (bool);

    /// Reverts unless it does.
    function requireConsent(
        PersonId person,
        AssetId asset,
        Sensitivity sensitivity,
        Purpose purpose,
        ParticipantId recipient
    ) external view;

    /// Last day of a consent as it was given for this very asset (0: the class); no day when there is none or it was withdrawn.
    function consentUntil(
        PersonId person,
        AssetId asset,
        Sensitivity sensitivity,
        Purpose purpose,
        ParticipantId recipient
    ) external view returns (Day);

    /// 0 for an account.
    function commitmentOf(PersonId person) external view returns (bytes32);

    /// Who has this commitment; 0: nobody.
    function personByCommitment(bytes32 commitment) external view returns (PersonId);

    /// The account's person; 0: none.
    function personOf(address account) external view returns (PersonId);

    /// Where the person is paid: the account that it has named, or its own; 0: nowhere yet.
    function payeeOf(PersonId person) external view returns (address);

    /// Persons so far; numbers run from 1.
    function personCount() external view returns (uint64);

    function registry() external view returns (IDataRegistry);
}
