// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ITitleToken} from "../../../kernel/interfaces/ITitleToken.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {
    AssetId,
    AssetStatus,
    Details,
    LicenceId,
    Parent,
    Purpose,
    Purposes,
    RegistrationKind,
    Right,
    Sensitivity,
    Shares,
    Sharing,
    Update,
    Volume
} from "../types/DataTypes.sol";
import {IDataDescriptor} from "./IDataDescriptor.sol";
import {IDataLicences} from "./IDataLicences.sol";

/// The register of data assets (数据资产登记): what each is committed to, who holds which of its three rights, and how its revenue is split. A
/// certificate is an ERC-721 token from its certification until it is withdrawn; it stands for the holding right.
///
/// | asset                                | act                | who                                  | then                    |
/// |--------------------------------------|--------------------|--------------------------------------|-------------------------|
/// | –                                    | register           | who has sealed the registration before | Submitted             |
/// | Submitted                            | review             | a certifier (DataCertification)      | MaterialReviewed        |
/// | Submitted, MaterialReviewed          | certify / refuse   | a certifier                          | Certified / Refused     |
/// | Certified                            | publishVersion     | the holder                           | Certified, one version on |
/// | Certified                            | transferRight, sign (DataTransfers) | who holds the right, who gets it | Certified |
/// | Certified ⇄ Suspended                | suspend, reinstate | the certifier, an order              | Suspended ⇄ Certified   |
/// | Certified, Suspended                 | cancel             | who holds all three rights           | Withdrawn               |
/// | Submitted to Suspended               | withdraw, an order | the applicant, a court and a regulator | Withdrawn             |
///
/// Content is never on chain: it is committed to by a Merkle root over salted digests of its chunks, and that root and the number of chunks by
/// one word (D-8). A version has a commitment of its own, and all versions' commitments are the asset's.
///
/// Nobody registers another's content by reading the other's transaction (X-53): a registration, and a version, is sealed first, in an earlier
/// block than the one that shows it, and a seal serves only the participant that it names.
///
/// Conserved: one commitment, one live asset (D-1). Shares of an asset add up to 10,000.
///
/// Warning: that data are the registrant's own is not proved here; it is reviewed, published for objections, and certified.
interface IDataRegistry is ITitleToken {
    /// What a registrant says of its data.
    struct Registration {
        /// Of the first version: keccak256(abi.encode(root, chunks)).
        bytes32 commitment;
        Update update;
        /// The registrant's own number of it, which it gives once (as {NaturalKey} has it).
        string number;
        Details details;
        /// What it was made from, by rising asset; at most 8.
        Parent[] parents;
    }

    struct Asset {
        // slot 0: what selling and using read
        ParticipantId holder;
        ParticipantId processor;
        ParticipantId operator;
        AssetStatus status;
        Sensitivity sensitivity;
        Sharing sharing;
        Update update;
        Volume volume;
        /// The latest; the first is 1.
        uint24 version;
        /// Last day of the certificate.
        Day validThrough;
        /// Last second of the latest case that freezes it.
        uint40 frozenUntil;
        /// {AssetMarks}.
        uint16 marks;
        // slot 1
        /// Last second of the latest case that stops uses, too.
        uint40 usesStoppedUntil;
        ParticipantId certifier;
        Day certifiedOn;
        // slot 2
        /// keccak256(abi.encode(schema, source)).
        bytes32 statement;
    }

    /// @param sealed_ what `sealOf` or `versionSealOf` gives
    event AssetSealed(ParticipantId indexed participant, bytes32 indexed sealed_);
    /// It is Submitted, all three rights the holder's, its version 1.
    event AssetRegistered(
        AssetId indexed asset,
        ParticipantId indexed holder,
        bytes32 indexed commitment,
        Update update,
        string number,
        Details details,
        Parent[] parents
    );
    /// @param certifier who has certified it, or who did last; nobody yet: 0
    event AssetStatusChanged(
        AssetId indexed asset,
        ParticipantId indexed certifier,
        AssetStatus previous,
        AssetStatus status,
        Day validThrough
    );
    event AssetVersionPublished(AssetId indexed asset, uint24 indexed version, bytes32 commitment, bytes32 digest);
    /// A change or correction is certified.
    event DetailsEntered(AssetId indexed asset, Details details);
    /// @param price fen that the new holder has paid the old one
    /// @param ground case of an order, digest of a realised pledge; 0: agreed
    event RightTransferred(
        AssetId indexed asset,
        ParticipantId indexed from,
        ParticipantId indexed to,
        Right right,
        uint64 price,
        bytes32 ground
    );
    /// What was entered in the register, each kind one of its own.
    event RegistrationEntered(
        AssetId indexed asset,
        RegistrationKind indexed kind,
        ParticipantId indexed by,
        bytes32 digest
    );
    event AssetMarked(AssetId indexed asset, uint16 marks);
    /// Last second of the latest case that freezes it, and of the latest that stops its uses; 0: none.
    event AssetFrozenUntil(AssetId indexed asset, uint40 frozenUntil, uint40 usesStoppedUntil);
    event PurposeNamed(Purpose indexed purpose, bytes32 name);

    error DataAssetUnknown(AssetId asset);
    /// `allowed`: bits, 1 << status.
    error DataAssetWrongStatus(AssetId asset, AssetStatus status, uint256 allowed);
    error DataAssetExpired(AssetId asset, Day validThrough);
    error DataAssetFrozen(AssetId asset, uint40 until);
    error DataAssetPledged(AssetId asset);
    /// An order has suspended it, and only an order ends that.
    error DataAssetSuspendedByOrder(AssetId asset);
    error DataAssetSealMissing(ParticipantId participant, bytes32 sealed_);
    /// Sealed in this very block: what is shown now could have been copied from the one who shows it (X-53).
    error DataAssetSealFresh(bytes32 sealed_, uint256 sealedIn);
    error DataAssetSealKnown(bytes32 sealed_);
    /// A live asset is committed to the same content (D-1).
    error DataAssetCommitmentTaken(bytes32 commitment, AssetId asset);
    /// The caller has licensed the same content exclusively, under an asset that has ended since (D-2).
    error DataAssetLicensedExclusively(AssetId ended, LicenceId exclusive, Day until);
    error DataAssetCommitmentMissing();
    /// The registrant has a live asset under this number (D-1).
    error DataAssetNumberTaken(string number, AssetId asset);
    /// Static, or Dynamic.
    error DataAssetUpdateMissing();
    /// Schema, source, volume or sensitivity.
    error DataAssetDetailMissing();
    /// Government data are an institution's, and nobody else's.
    error DataAssetSharingNotGovernment(ParticipantId holder, Sharing sharing);
    error DataAssetSharesNotWhole(uint256 sum, uint256 whole);
    /// What rounding leaves over goes to the holder's share, so that there must be one.
    error DataAssetHoldingShareMissing();
    error DataAssetContributorsTooMany(uint256 count, uint256 max);
    /// Contributors have a share each, are admitted once, and stand by rising number.
    error DataAssetContributorInvalid(uint256 index, ParticipantId participant);
    error DataAssetParentsTooMany(uint256 count, uint256 max);
    /// Parents stand by rising number.
    error DataAssetParentsUnordered(uint256 index, AssetId parent);
    error DataAssetRoyaltiesTooHigh(uint256 sum, uint256 whole);
    error DataAssetRightMissing();
    error DataAssetRightNotHeld(AssetId asset, Right right, ParticipantId participant, ParticipantId holder);
    error DataAssetReceiverHolds(AssetId asset, Right right, ParticipantId receiver);
    error DataAssetNotDynamic(AssetId asset);
    error DataAssetVersionUnknown(AssetId asset, uint24 version);
    error DataAssetDigestMissing(AssetId asset);
    error DataPurposeOutOfRange(Purpose purpose);
    error DataPurposeNameMissing(Purpose purpose);
    error DataPurposeAlreadyNamed(Purpose purpose, bytes32 name);
    /// Those of `purposes` that have no name; none: no purpose was given at all.
    error DataPurposesUnnamed(Purposes purposes);
    error DataLicencesAlreadySet(address licences);

    /// Seals what the caller will register or publish in a later block (X-53).
    /// @param sealed_ what `sealOf` or `versionSealOf` gives
    /// @custom:access door:Dispose
    function seal(bytes32 sealed_) external;

    /// Registers data (登记): – → Submitted. All three rights begin with the caller, which has sealed this registration in an earlier block.
    /// Of each parent it holds the processing right, and the parent is tradable; or a licence that allows processing is its own, today (D-1).
    /// Content of an asset of its own that has ended it registers anew when no exclusive licence of that one runs any more (D-2).
    /// @param salt that makes the seal unguessable
    /// @custom:access door:Dispose
    function register(Registration calldata registration, bytes32 salt) external returns (AssetId);

    /// Publishes the next version of dynamic data. The holder of a tradable asset, which has sealed it in an earlier block.
    /// @param digest of what has changed
    /// @param salt that makes the seal unguessable
    /// @custom:access door:Dispose
    function publishVersion(
        AssetId asset,
        bytes32 commitment,
        bytes32 digest,
        bytes32 salt
    ) external returns (uint24 version);

    /// Cancels a certificate (注销): Certified, Suspended → Withdrawn. Who holds all three rights of an asset that is neither frozen nor
    /// pledged nor suspended by order. Licences that were given go on.
    /// @param digest of the reason
    /// @custom:access door:Dispose
    function cancel(AssetId asset, bytes32 digest) external;

    /// Names a purpose, once and for all: licences and consents stand on what it means. By order (default policy: constitutional).
    /// @param name readable text
    /// @custom:access restricted
    function setPurpose(Purpose purpose, bytes32 name) external;

    /// Names, once, the part that knows which licences allow processing.
    /// @custom:access restricted
    function setLicences(IDataLicences licences) external;

    /// Changes the status; mints the token with the first certification, burns it at the end. Certified → Certified renews.
    /// @param certifier who certifies; 0: leaves who did, and its day
    /// @param validThrough last day of the certificate; no day: leaves it
    /// @custom:access part
    function setStatus(AssetId asset, AssetStatus status, ParticipantId certifier, Day validThrough) external;

    /// Enters what is certified to have changed, or to have been wrong.
    /// @custom:access part
    function applyDetails(AssetId asset, Details calldata details) external;

    /// Gives a right to another, whatever stands on the asset but its end: the two agreed, a pledge is realised, or an order says so.
    /// @param from who holds it; reverts when that is another by now
    /// @param price fen that are paid for it
    /// @param ground case of the order, digest of the pledge; 0: agreed
    /// @custom:access part
    function moveRight(
        AssetId asset,
        Right right,
        ParticipantId from,
        ParticipantId to,
        uint64 price,
        bytes32 ground
    ) external;

    /// Sets and clears marks ({AssetMarks}) of an asset.
    /// @custom:access part
    function mark(AssetId asset, uint16 set, uint16 cleared) external;

    /// Says how long cases freeze an asset, and stop its uses; 0: none does.
    /// @custom:access part
    function freezeUntil(AssetId asset, uint40 frozenUntil, uint40 usesStoppedUntil) external;

    /// Enters an act in the register.
    /// @custom:access part
    function enter(AssetId asset, RegistrationKind kind, ParticipantId by, bytes32 digest) external;

    /// What to seal before `register`.
    function sealOf(
        ParticipantId registrant,
        Registration calldata registration,
        bytes32 salt
    ) external view returns (bytes32);

    /// What to seal before `publishVersion`.
    function versionSealOf(
        ParticipantId holder,
        AssetId asset,
        bytes32 commitment,
        bytes32 digest,
        bytes32 salt
    ) external view returns (bytes32);

    /// Number of the block in which the participant has sealed this; 0: it has not, or has shown it since.
    function sealedIn(ParticipantId participant, bytes32 sealed_) external view returns (uint256);

    function assetInfo(AssetId asset) external view returns (Asset memory);

    /// Whether it sells and delivers: Certified, its certificate not run out, not frozen (D-7).
    function isTradable(AssetId asset) external view returns (bool);

    /// Reverts unless it is tradable, with what is in the way.
    function requireTradable(AssetId asset) external view;

    /// Whether its commitments and number are taken (D-1): from its registration until it is refused or withdrawn, or until its certificate
    /// has run out for 90 days, in which it can be renewed. One that is pledged, frozen or suspended by order as long as it is so, unless another
    /// asset has taken its content or number before.
    function isLive(AssetId asset) external view returns (bool);

    function isFrozen(AssetId asset) external view returns (bool);

    /// Who holds the certificate.
    function holderOf(AssetId asset) external view returns (ParticipantId);

    function rightHolder(AssetId asset, Right right) external view returns (ParticipantId);

    /// Reverts unless the participant holds the right.
    function requireRight(AssetId asset, Right right, ParticipantId participant) external view;

    /// Reverts unless `from` may pass its right on to `to` by agreement: the asset is tradable, and not pledged by `from` (Civil Code 444).
    function requirePassable(AssetId asset, Right right, ParticipantId from, ParticipantId to) external view;

    /// Whether the participant holds one of the rights or is a contributor: then it reviews, certifies and values none of it.
    function isConnected(AssetId asset, ParticipantId participant) external view returns (bool);

    function sharesOf(AssetId asset) external view returns (Shares memory);

    function parentsOf(AssetId asset) external view returns (Parent[] memory);

    /// @param version from 1
    function commitmentOf(AssetId asset, uint24 version) external view returns (bytes32);

    /// The asset that was last committed to this content; 0: none ever was. Whether it is live is another matter.
    function assetByCommitment(bytes32 commitment) external view returns (AssetId);

    /// The asset that a participant has last registered under a number, in whichever way it is written; 0: none.
    function assetByNumber(ParticipantId registrant, string calldata number) external view returns (AssetId);

    /// What a use asks of its asset: whether a person must consent, and whether orders stop uses now.
    /// @return usesStoppedUntil last second; 0: none does
    function useTerms(AssetId asset) external view returns (Sensitivity, uint40 usesStoppedUntil);

    /// 0: it has no name.
    function purposeName(Purpose purpose) external view returns (bytes32);

    /// Reverts unless there is at least one purpose, and each has a name.
    function requirePurposes(Purposes purposes) external view;

    /// Assets so far; ids run from 1.
    function assetCount() external view returns (uint32);

    function descriptor() external view returns (IDataDescriptor);

    function licences() external view returns (IDataLicences);
}
