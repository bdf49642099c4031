// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {TitleToken} from "../../kernel/base/TitleToken.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {NaturalKey} from "../../kernel/libraries/NaturalKey.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode, SizeClass} from "../../kernel/types/Parties.sol";
import {IDataDescriptor} from "./interfaces/IDataDescriptor.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {PackedParents} from "./libraries/PackedParents.sol";
import {PackedShares} from "./libraries/PackedShares.sol";
import {AssetMarks} from "./types/AssetMarks.sol";
import {
    AssetId,
    AssetStatus,
    Contributor,
    Details,
    isOver,
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
    Volume,
    WHOLE
} from "./types/DataTypes.sol";

/// Documented in {IDataRegistry}.
contract DataRegistry is IDataRegistry, TitleToken {
    using PackedParents for uint256[2];
    using PackedShares for uint256[3];

    /// Days after its end in which a certificate is renewed.
    uint256 public constant RENEWABLE_DAYS = 90;

    uint24 private constant FIRST_VERSION = 1;
    uint8 private constant PURPOSES = 64;

    IDataDescriptor public immutable descriptor;

    /// @inheritdoc IDataRegistry
    IDataLicences public licences;
    /// @inheritdoc IDataRegistry
    uint32 public assetCount;
    /// Those that have a name.
    uint64 private _named;

    mapping(AssetId asset => Asset) private _assets;
    mapping(AssetId asset => uint256[3]) private _shares;
    mapping(AssetId asset => uint256[2]) private _parents;
    mapping(AssetId asset => mapping(uint24 version => bytes32)) private _commitments;
    mapping(bytes32 commitment => AssetId) private _byCommitment;
    mapping(bytes32 numberKey => AssetId) private _byNumber;
    /// Whose content or number another asset has taken after its certificate had run out: nothing makes it live again (D-1).
    mapping(AssetId asset => bool) private _superseded;
    /// @inheritdoc IDataRegistry
    mapping(ParticipantId participant => mapping(bytes32 sealed_ => uint256)) public sealedIn;
    /// @inheritdoc IDataRegistry
    mapping(Purpose purpose => bytes32) public purposeName;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataDescriptor descriptor_
    ) KernelModule(authority, participants_) {
        descriptor = descriptor_;
    }

    /// @inheritdoc IDataRegistry
    function seal(bytes32 sealed_) external {
        (ParticipantId participant, , ) = _enter(NOBODY, Mode.Dispose, 0);
        if (sealedIn[participant][sealed_] != 0) revert DataAssetSealKnown(sealed_);
        sealedIn[participant][sealed_] = block.number;
        emit AssetSealed(participant, sealed_);
    }

    /// @inheritdoc IDataRegistry
    function register(Registration calldata registration, bytes32) external returns (AssetId asset) {
        // Checks
        (ParticipantId registrant, , ) = _enter(NOBODY, Mode.Dispose, 0);
        // All of the call but its selector, as a caller encodes what it has sealed: encoding it anew would cost much.
        _useSeal(registrant, _sealBy(registrant, keccak256(msg.data[4:])));
        bytes32 numberKey = _numberKey(registrant, registration.number);
        AssetId other = _byNumber[numberKey];
        if (_isLive(other)) revert DataAssetNumberTaken(registration.number, other);
        if (registration.update == Update.None) revert DataAssetUpdateMissing();
        _requireDetails(registration.details, registrant);
        _requireParents(registration.parents, registrant);

        // Effects
        asset = AssetId.wrap(++assetCount);
        Asset storage a = _assets[asset];
        _open(a, registrant, registration);
        _supersede(other);
        _byNumber[numberKey] = asset;
        _parents[asset].write(registration.parents);
        _state(asset, a, registration.details);
        _commit(asset, a, FIRST_VERSION, registration.commitment);
        emit AssetRegistered(
            asset,
            registrant,
            registration.commitment,
            registration.update,
            registration.number,
            registration.details,
            registration.parents
        );
    }

    /// @inheritdoc IDataRegistry
    function publishVersion(
        AssetId asset,
        bytes32 commitment,
        bytes32 digest,
        bytes32 salt
    ) external returns (uint24 version) {
        // Checks
        (ParticipantId holder, , ) = _enter(NOBODY, Mode.Dispose, 0);
        Asset storage a = _assets[asset];
        _requireTradable(asset, a);
        _requireHeld(asset, a, Right.Holding, holder);
        if (a.update != Update.Dynamic) revert DataAssetNotDynamic(asset);
        _requireDigest(asset, digest);
        _useSeal(holder, versionSealOf(holder, asset, commitment, digest, salt));

        // Effects
        version = a.version + 1;
        a.version = version;
        _commit(asset, a, version, commitment);
        emit AssetVersionPublished(asset, version, commitment, digest);
    }

    /// @inheritdoc IDataRegistry
    function cancel(AssetId asset, bytes32 digest) external {
        // Checks
        (ParticipantId holder, , ) = _enter(NOBODY, Mode.Dispose, 0);
        Asset storage a = _existing(asset);
        _requireCertificate(asset, a);
        _requireDigest(asset, digest);
        _requireHeld(asset, a, Right.Holding, holder);
        _requireHeld(asset, a, Right.Processing, holder);
        _requireHeld(asset, a, Right.Operation, holder);
        _requireUnfrozen(asset, a);
        if (a.marks & AssetMarks.PLEDGED != 0) revert DataAssetPledged(asset);
        if (a.marks & AssetMarks.SUSPENDED_BY_ORDER != 0) revert DataAssetSuspendedByOrder(asset);

        // Effects
        _setStatus(asset, a, AssetStatus.Withdrawn);
        emit RegistrationEntered(asset, RegistrationKind.Cancellation, holder, digest);
    }

    /// @inheritdoc IDataRegistry
    function setPurpose(Purpose purpose, bytes32 name_) external restricted {
        if (Purpose.unwrap(purpose) >= PURPOSES) revert DataPurposeOutOfRange(purpose);
        if (name_ == 0) revert DataPurposeNameMissing(purpose);
        if (purposeName[purpose] != 0) revert DataPurposeAlreadyNamed(purpose, purposeName[purpose]);
        purposeName[purpose] = name_;
        _named |= uint64(1 << Purpose.unwrap(purpose));
        emit PurposeNamed(purpose, name_);
    }

    /// @inheritdoc IDataRegistry
    function setLicences(IDataLicences licences_) external restricted {
        if (address(licences) != address(0)) revert DataLicencesAlreadySet(address(licences));
        licences = licences_;
    }

    /// @inheritdoc IDataRegistry
    function setStatus(AssetId asset, AssetStatus status, ParticipantId certifier, Day validThrough) external onlyPart {
        Asset storage a = _existing(asset);
        if (!certifier.isNobody()) {
            a.certifier = certifier;
            a.certifiedOn = today();
        }
        if (validThrough != NO_DAY) a.validThrough = validThrough;
        _setStatus(asset, a, status);
    }

    /// @inheritdoc IDataRegistry
    function applyDetails(AssetId asset, Details calldata details) external onlyPart {
        Asset storage a = _existing(asset);
        _requireCertificate(asset, a);
        _requireDetails(details, a.holder);
        _setDetails(asset, a, details);
        emit DetailsEntered(asset, details);
    }

    /// @inheritdoc IDataRegistry
    function moveRight(
        AssetId asset,
        Right right,
        ParticipantId from,
        ParticipantId to,
        uint64 price,
        bytes32 ground
    ) external onlyPart {
        Asset storage a = _existing(asset);
        _requireCertificate(asset, a);
        _requirePassable(asset, a, right, from, to);
        if (right == Right.Holding) a.holder = to;
        else if (right == Right.Processing) a.processor = to;
        else a.operator = to;
        emit RightTransferred(asset, from, to, right, price, ground);
        emit RegistrationEntered(asset, RegistrationKind.Transfer, to, ground);
        if (right == Right.Holding) _reportTransfer(AssetId.unwrap(asset), from, to);
    }

    /// @inheritdoc IDataRegistry
    function mark(AssetId asset, uint16 set, uint16 cleared) external onlyPart {
        Asset storage a = _existing(asset);
        _setMarks(asset, a, set, cleared);
    }

    /// @inheritdoc IDataRegistry
    function freezeUntil(AssetId asset, uint40 frozenUntil, uint40 usesStoppedUntil) external onlyPart {
        Asset storage a = _existing(asset);
        a.frozenUntil = frozenUntil;
        a.usesStoppedUntil = usesStoppedUntil;
        emit AssetFrozenUntil(asset, frozenUntil, usesStoppedUntil);
        bool stopped = a.marks & AssetMarks.USES_STOPPED != 0;
        if (stopped == (usesStoppedUntil != 0)) return;
        if (stopped) _setMarks(asset, a, 0, AssetMarks.USES_STOPPED);
        else _setMarks(asset, a, AssetMarks.USES_STOPPED, 0);
    }

    /// @inheritdoc IDataRegistry
    function enter(AssetId asset, RegistrationKind kind, ParticipantId by, bytes32 digest) external onlyPart {
        emit RegistrationEntered(asset, kind, by, digest);
    }

    /// @inheritdoc IDataRegistry
    function assetInfo(AssetId asset) external view returns (Asset memory) {
        return _existing(asset);
    }

    /// @inheritdoc IDataRegistry
    function isTradable(AssetId asset) external view returns (bool) {
        Asset storage a = _assets[asset];
        return a.status == AssetStatus.Certified && !isOver(a.validThrough) && !_isFrozen(a);
    }

    /// @inheritdoc IDataRegistry
    function requireTradable(AssetId asset) external view {
        _requireTradable(asset, _assets[asset]);
    }

    /// @inheritdoc IDataRegistry
    function isLive(AssetId asset) external view returns (bool) {
        return _isLive(asset);
    }

    /// @inheritdoc IDataRegistry
    function isFrozen(AssetId asset) external view returns (bool) {
        return _isFrozen(_assets[asset]);
    }

    /// @inheritdoc IDataRegistry
    function holderOf(AssetId asset) external view returns (ParticipantId) {
        return _existing(asset).holder;
    }

    /// @inheritdoc IDataRegistry
    function rightHolder(AssetId asset, Right right) external view returns (ParticipantId) {
        return _rightHolder(_existing(asset), right);
    }

    /// @inheritdoc IDataRegistry
    function requireRight(AssetId asset, Right right, ParticipantId participant) external view {
        _requireHeld(asset, _existing(asset), right, participant);
    }

    /// @inheritdoc IDataRegistry
    function requirePassable(AssetId asset, Right right, ParticipantId from, ParticipantId to) external view {
        Asset storage a = _assets[asset];
        _requireTradable(asset, a);
        _requirePassable(asset, a, right, from, to);
        if (a.marks & AssetMarks.PLEDGED != 0 && from == a.holder) revert DataAssetPledged(asset);
    }

    /// @inheritdoc IDataRegistry
    function isConnected(AssetId asset, ParticipantId participant) external view returns (bool) {
        Asset storage a = _existing(asset);
        return
            participant == a.holder ||
            participant == a.processor ||
            participant == a.operator ||
            _shares[asset].names(participant);
    }

    /// @inheritdoc IDataRegistry
    function sharesOf(AssetId asset) external view returns (Shares memory) {
        _existing(asset);
        return _shares[asset].read();
    }

    /// @inheritdoc IDataRegistry
    function parentsOf(AssetId asset) external view returns (Parent[] memory) {
        _existing(asset);
        return _parents[asset].read();
    }

    /// @inheritdoc IDataRegistry
    function commitmentOf(AssetId asset, uint24 version) external view returns (bytes32 commitment) {
        _existing(asset);
        commitment = _commitments[asset][version];
        if (commitment == 0) revert DataAssetVersionUnknown(asset, version);
    }

    /// @inheritdoc IDataRegistry
    function assetByCommitment(bytes32 commitment) external view returns (AssetId) {
        return _byCommitment[commitment];
    }

    /// @inheritdoc IDataRegistry
    function assetByNumber(ParticipantId registrant, string calldata number) external view returns (AssetId) {
        return _byNumber[_numberKey(registrant, number)];
    }

    /// @inheritdoc IDataRegistry
    function useTerms(AssetId asset) external view returns (Sensitivity, uint40 usesStoppedUntil) {
        Asset storage a = _existing(asset);
        if (a.marks & AssetMarks.USES_STOPPED != 0) usesStoppedUntil = a.usesStoppedUntil;
        return (a.sensitivity, usesStoppedUntil);
    }

    /// @inheritdoc IDataRegistry
    function requirePurposes(Purposes purposes) external view {
        uint64 unnamed = Purposes.unwrap(purposes) & ~_named;
        if (unnamed != 0 || purposes.isNone()) revert DataPurposesUnnamed(Purposes.wrap(unnamed));
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 tokenId) external view returns (string memory) {
        ownerOf(tokenId);
        return descriptor.assetURI(this, AssetId.wrap(uint32(tokenId)));
    }

    /// @inheritdoc IDataRegistry
    function sealOf(
        ParticipantId registrant,
        Registration calldata registration,
        bytes32 salt
    ) public view returns (bytes32) {
        return _sealBy(registrant, keccak256(abi.encode(registration, salt)));
    }

    /// @inheritdoc IDataRegistry
    function versionSealOf(
        ParticipantId holder,
        AssetId asset,
        bytes32 commitment,
        bytes32 digest,
        bytes32 salt
    ) public view returns (bytes32) {
        return _sealBy(holder, keccak256(abi.encode(asset, commitment, digest, salt)));
    }

    /// @inheritdoc IERC721Metadata
    function name() external pure returns (string memory) {
        return "RopeNet Data Certificates";
    }

    /// @inheritdoc IERC721Metadata
    function symbol() external pure returns (string memory) {
        return "RNDC";
    }

    function _holderOf(uint64 title) internal view override returns (ParticipantId) {
        if (title > type(uint32).max) return NOBODY;
        Asset storage a = _assets[AssetId.wrap(uint32(title))];
        return _hasCertificate(a.status) ? a.holder : NOBODY;
    }

    function _useSeal(ParticipantId participant, bytes32 sealed_) private {
        uint256 number = sealedIn[participant][sealed_];
        if (number == 0) revert DataAssetSealMissing(participant, sealed_);
        if (number == block.number) revert DataAssetSealFresh(sealed_, number);
        delete sealedIn[participant][sealed_];
    }

    /// D-1.
    function _commit(AssetId asset, Asset storage a, uint24 version, bytes32 commitment) private {
        if (commitment == 0) revert DataAssetCommitmentMissing();
        AssetId other = _byCommitment[commitment];
        if (_isLive(other)) revert DataAssetCommitmentTaken(commitment, other);
        if (!other.isNoAsset() && _assets[other].holder == a.holder) _requireNoExclusives(other);
        _supersede(other);
        _byCommitment[commitment] = asset;
        _commitments[asset][version] = commitment;
    }

    function _supersede(AssetId ended) private {
        if (!ended.isNoAsset() && _hasCertificate(_assets[ended].status)) _superseded[ended] = true;
    }

    function _setDetails(AssetId asset, Asset storage a, Details calldata details) private {
        a.sensitivity = details.sensitivity;
        a.sharing = details.sharing;
        a.volume = details.volume;
        _state(asset, a, details);
    }

    function _state(AssetId asset, Asset storage a, Details calldata details) private {
        a.statement = keccak256(abi.encode(details.schema, details.source));
        _shares[asset].write(details.shares);
    }

    /// The first slot, written once where the compiler would write it nine times; its fields in the order of {IDataRegistry-Asset}.
    function _open(Asset storage a, ParticipantId registrant, Registration calldata registration) private {
        Details calldata details = registration.details;
        uint256 party = ParticipantId.unwrap(registrant);
        uint256 word =
            party |
                (party << 32) |
                (party << 64) |
                (uint256(AssetStatus.Submitted) << 96) |
                (uint256(details.sensitivity) << 104) |
                (uint256(details.sharing) << 112) |
                (uint256(registration.update) << 120) |
                (uint256(details.volume) << 128) |
                (uint256(FIRST_VERSION) << 136);
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            sstore(a.slot, word)
        }
    }

    function _setStatus(AssetId asset, Asset storage a, AssetStatus status) private {
        AssetStatus previous = a.status;
        uint256 allowed = _allowedBefore(status);
        if ((allowed >> uint256(previous)) & 1 == 0) revert DataAssetWrongStatus(asset, previous, allowed);
        a.status = status;
        emit AssetStatusChanged(asset, a.certifier, previous, status, a.validThrough);
        bool had = _hasCertificate(previous);
        bool has = _hasCertificate(status);
        if (has && !had) {
            _reportTransfer(AssetId.unwrap(asset), NOBODY, a.holder);
            emit Locked(AssetId.unwrap(asset));
        } else if (had && !has) {
            _reportTransfer(AssetId.unwrap(asset), a.holder, NOBODY);
        }
    }

    function _setMarks(AssetId asset, Asset storage a, uint16 set, uint16 cleared) private {
        uint16 marks = (a.marks | set) & ~cleared;
        a.marks = marks;
        emit AssetMarked(asset, marks);
    }

    function _sealBy(ParticipantId participant, bytes32 content) private view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), participant, content));
    }

    function _requireDetails(Details calldata details, ParticipantId holder) private view {
        if (
            details.schema == 0 ||
            details.source == 0 ||
            details.volume == Volume.None ||
            details.sensitivity == Sensitivity.None
        ) revert DataAssetDetailMissing();
        _requireGovernment(details.sharing, holder);
        _requireShares(details.shares);
    }

    function _requireGovernment(Sharing sharing, ParticipantId holder) private view {
        if (sharing == Sharing.None) return;
        if (participants.participantInfo(holder).size != SizeClass.Institution) {
            revert DataAssetSharingNotGovernment(holder, sharing);
        }
    }

    function _requireShares(Shares calldata shares) private view {
        Contributor[] calldata contributors = shares.contributors;
        uint256 count = contributors.length;
        if (count > PackedShares.MAX_CONTRIBUTORS) {
            revert DataAssetContributorsTooMany(count, PackedShares.MAX_CONTRIBUTORS);
        }
        if (shares.holding == 0) revert DataAssetHoldingShareMissing();
        uint256 sum = uint256(shares.holding) + shares.processing + shares.operation;
        ParticipantId[] memory named = new ParticipantId[](count);
        uint32 last;
        for (uint256 i; i < count; ++i) {
            Contributor calldata c = contributors[i];
            if (ParticipantId.unwrap(c.participant) <= last || c.share == 0) {
                revert DataAssetContributorInvalid(i, c.participant);
            }
            last = ParticipantId.unwrap(c.participant);
            sum += c.share;
            named[i] = c.participant;
        }
        if (sum != WHOLE) revert DataAssetSharesNotWhole(sum, WHOLE);
        if (count == 0) return;
        address[] memory wallets = participants.payableWallets(named);
        for (uint256 i; i < count; ++i) {
            if (wallets[i] == address(0)) revert DataAssetContributorInvalid(i, named[i]);
        }
    }

    /// D-1: what it is made from was the registrant's to process.
    function _requireParents(Parent[] calldata parents, ParticipantId registrant) private view {
        uint256 count = parents.length;
        if (count > PackedParents.MAX_PARENTS) revert DataAssetParentsTooMany(count, PackedParents.MAX_PARENTS);
        IDataLicences book = licences;
        uint256 royalties;
        uint32 last;
        for (uint256 i; i < count; ++i) {
            Parent calldata p = parents[i];
            if (AssetId.unwrap(p.asset) <= last) revert DataAssetParentsUnordered(i, p.asset);
            last = AssetId.unwrap(p.asset);
            if (p.licence.isNoLicence()) {
                Asset storage a = _assets[p.asset];
                _requireTradable(p.asset, a);
                _requireHeld(p.asset, a, Right.Processing, registrant);
            } else {
                book.requireDerivable(p.licence, p.asset, registrant);
                royalties += book.royaltyOf(p.licence);
            }
        }
        if (royalties >= WHOLE) revert DataAssetRoyaltiesTooHigh(royalties, WHOLE);
    }

    /// D-2: an exclusive licence is not escaped by registering the same content anew.
    function _requireNoExclusives(AssetId ended) private view {
        uint64 named = _named;
        for (uint8 i; i < PURPOSES; ++i) {
            if ((named >> i) & 1 == 0) continue;
            _requireNoExclusive(ended, Right.Processing, Purpose.wrap(i));
            _requireNoExclusive(ended, Right.Operation, Purpose.wrap(i));
        }
    }

    function _requireNoExclusive(AssetId ended, Right right, Purpose purpose) private view {
        (LicenceId exclusive, Day until) = licences.exclusiveOf(ended, right, purpose);
        if (!exclusive.isNoLicence()) revert DataAssetLicensedExclusively(ended, exclusive, until);
    }

    function _requirePassable(
        AssetId asset,
        Asset storage a,
        Right right,
        ParticipantId from,
        ParticipantId to
    ) private view {
        _requireHeld(asset, a, right, from);
        if (to == from || to.isNobody()) revert DataAssetReceiverHolds(asset, right, to);
        if (right == Right.Holding) _requireGovernment(a.sharing, to);
    }

    function _requireHeld(AssetId asset, Asset storage a, Right right, ParticipantId participant) private view {
        ParticipantId holder = _rightHolder(a, right);
        if (participant != holder) revert DataAssetRightNotHeld(asset, right, participant, holder);
    }

    /// D-7.
    function _requireTradable(AssetId asset, Asset storage a) private view {
        if (a.status != AssetStatus.Certified) {
            _existing(asset);
            revert DataAssetWrongStatus(asset, a.status, 1 << uint256(AssetStatus.Certified));
        }
        if (isOver(a.validThrough)) revert DataAssetExpired(asset, a.validThrough);
        _requireUnfrozen(asset, a);
    }

    function _requireCertificate(AssetId asset, Asset storage a) private view {
        if (_hasCertificate(a.status)) return;
        uint256 allowed = (1 << uint256(AssetStatus.Certified)) | (1 << uint256(AssetStatus.Suspended));
        revert DataAssetWrongStatus(asset, a.status, allowed);
    }

    function _requireUnfrozen(AssetId asset, Asset storage a) private view {
        if (_isFrozen(a)) revert DataAssetFrozen(asset, a.frozenUntil);
    }

    function _existing(AssetId asset) private view returns (Asset storage a) {
        a = _assets[asset];
        if (a.status == AssetStatus.None) revert DataAssetUnknown(asset);
    }

    function _isFrozen(Asset storage a) private view returns (bool) {
        return a.frozenUntil >= block.timestamp;
    }

    function _isLive(AssetId asset) private view returns (bool) {
        if (asset.isNoAsset()) return false;
        Asset storage a = _assets[asset];
        AssetStatus status = a.status;
        if (status == AssetStatus.Submitted || status == AssetStatus.MaterialReviewed) return true;
        if (!_hasCertificate(status)) return false;
        if (a.validThrough.plus(RENEWABLE_DAYS) >= today()) return true;
        return (a.marks & AssetMarks.LASTING != 0 || _isFrozen(a)) && !_superseded[asset];
    }

    function _rightHolder(Asset storage a, Right right) private view returns (ParticipantId) {
        if (right == Right.Holding) return a.holder;
        if (right == Right.Processing) return a.processor;
        if (right == Right.Operation) return a.operator;
        revert DataAssetRightMissing();
    }

    function _requireDigest(AssetId asset, bytes32 digest) private pure {
        if (digest == 0) revert DataAssetDigestMissing(asset);
    }

    function _hasCertificate(AssetStatus status) private pure returns (bool) {
        return status == AssetStatus.Certified || status == AssetStatus.Suspended;
    }

    /// From which a status is reached, as bits.
    function _allowedBefore(AssetStatus status) private pure returns (uint256) {
        uint256 asked = (1 << uint256(AssetStatus.Submitted)) | (1 << uint256(AssetStatus.MaterialReviewed));
        uint256 certified = (1 << uint256(AssetStatus.Certified)) | (1 << uint256(AssetStatus.Suspended));
        if (status == AssetStatus.MaterialReviewed) return 1 << uint256(AssetStatus.Submitted);
        if (status == AssetStatus.Certified) return (1 << uint256(AssetStatus.MaterialReviewed)) | certified;
        if (status == AssetStatus.Suspended) return certified;
        if (status == AssetStatus.Refused) return asked;
        if (status == AssetStatus.Withdrawn) return asked | certified;
        return 0;
    }

    function _numberKey(ParticipantId registrant, string calldata number) private pure returns (bytes32) {
        return keccak256(abi.encode(registrant, NaturalKey.normalise(number)));
    }
}
