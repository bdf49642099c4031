// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {TitleToken} from "../../kernel/base/TitleToken.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {PersonId} from "../../kernel/types/Passkey.sol";
import {IDataConsents} from "./interfaces/IDataConsents.sol";
import {IDataDescriptor} from "./interfaces/IDataDescriptor.sol";
import {IDataDisputes} from "./interfaces/IDataDisputes.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDataRevenue} from "./interfaces/IDataRevenue.sol";
import {Places} from "./libraries/Places.sol";
import {
    AssetId,
    isOver,
    isPersonal,
    LicenceId,
    LicenceStatus,
    OfferId,
    Purpose,
    Right,
    Sensitivity,
    Terms
} from "./types/DataTypes.sol";

/// Documented in {IDataLicences}.
contract DataLicences is IDataLicences, TitleToken {
    using Places for Places.Book;

    uint256 public constant MAX_PERSONS = 64;
    /// Days after a licence's end in which disputes about it can be opened.
    uint256 public constant DISPUTE_DAYS = 30;
    /// Days between the count of uses and their settlement, in which the licensee can dispute them.
    uint256 public constant SETTLEMENT_DAYS = 7;
    uint40 private constant UNLIMITED = type(uint40).max;

    /// @inheritdoc IDataLicences
    IDataRegistry public immutable registry;
    /// @inheritdoc IDataLicences
    IDataConsents public immutable consents;
    /// @inheritdoc IDataLicences
    IDataDescriptor public immutable descriptor;
    /// @inheritdoc IDataLicences
    IDataRevenue public revenue;
    /// @inheritdoc IDataLicences
    IDataDisputes public disputes;

    /// @inheritdoc IDataLicences
    uint32 public licenceCount;
    /// Those neither closed nor void.
    uint32 private _openLicences;
    mapping(LicenceId licence => Licence) private _licences;
    /// @inheritdoc IDataLicences
    mapping(LicenceId licence => mapping(uint40 first => bytes32)) public batchRoot;
    Places.Book private _places;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_,
        IDataConsents consents_,
        IDataDescriptor descriptor_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        consents = consents_;
        descriptor = descriptor_;
    }

    /// @inheritdoc IDataLicences
    function setParts(IDataRevenue revenue_, IDataDisputes disputes_) external restricted {
        if (address(revenue) != address(0)) revert DataLicencePartsAlreadySet();
        revenue = revenue_;
        disputes = disputes_;
    }

    /// @inheritdoc IDataLicences
    function recordUse(LicenceId licence, uint40 number, Purpose purpose, PersonId person, bytes32 digest) external {
        // Checks
        Licence storage lic = _metered(licence, number);
        if (digest == 0) revert DataLicenceDigestMissing(licence);
        Sensitivity sensitivity = _requireTerms(licence, lic, purpose, 1);
        _requirePerson(licence, lic, sensitivity, purpose, person);

        // Effects
        lic.used = number;
        emit UseRecorded(licence, person, purpose, number, digest);

        // Interactions
        if (lic.paysPersons && PersonId.unwrap(person) != 0) _payPerson(licence, lic, person, 1);
    }

    /// @inheritdoc IDataLicences
    function recordUses(
        LicenceId licence,
        uint40 first,
        uint40 count,
        Purpose purpose,
        bytes32 root,
        PersonId[] calldata persons,
        uint40[] calldata counts
    ) external {
        // Checks
        Licence storage lic = _metered(licence, first);
        if (root == 0 || count == 0) revert DataLicenceDigestMissing(licence);
        Sensitivity sensitivity = _requireTerms(licence, lic, purpose, count);
        _requirePersons(licence, lic, sensitivity, purpose, count, persons, counts);

        // Effects
        lic.used = first + count - 1;
        batchRoot[licence][first] = root;
        emit UsesRecorded(licence, purpose, first, count, root, persons, counts);

        // Interactions
        if (!lic.paysPersons) return;
        for (uint256 i; i < persons.length; ++i) {
            _payPerson(licence, lic, persons[i], counts[i]);
        }
    }

    /// @inheritdoc IDataLicences
    function takeOverMeter(LicenceId licence) external {
        // Checks
        Licence storage lic = _live(licence);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Dispose, 0);
        ParticipantId meter = lic.meter;
        if (lic.meterNamed || meter == caller) revert DataLicenceMeterStays(licence, meter);
        registry.requireRight(lic.asset, lic.right, caller);
        if (caller == lic.licensee) revert DataLicenceReceiverInvalid(licence, caller);

        // Effects
        lic.meter = caller;
        emit MeterTakenOver(licence, meter, caller);
    }

    /// @inheritdoc IDataLicences
    function topUp(LicenceId licence, uint64 amount) external {
        // Checks
        Licence storage lic = _live(licence);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Dispose, amount);
        _requireLicensee(licence, lic, caller);
        uint64 price = lic.pricePerUse;
        if (price == 0) revert DataLicenceNotPriced(licence);
        if (amount == 0 || amount % price != 0) revert DataLicenceAmountInvalid(licence, amount, price);
        uint256 allowed = uint256(lic.allowed) + amount / price;
        if (allowed > lic.most) revert DataLicenceUsesBeyondTerms(licence, allowed, lic.most);

        // Effects
        lic.allowed = uint40(allowed);
        emit LicencePrepaid(licence, caller, amount, uint40(allowed));

        // Interactions
        revenue.prepay(licence, caller, amount);
    }

    /// @inheritdoc IDataLicences
    function settle(LicenceId licence) external {
        // Checks
        Licence storage lic = _existing(licence);
        if (lic.pricePerUse == 0) revert DataLicenceNotPriced(licence);
        if (disputes.isMeteringDisputed(licence)) revert DataLicenceInDispute(licence);
        if (lic.settled == lic.used) revert DataLicenceNothingUnsettled(licence);
        bool counted = lic.counted > lic.settled;
        Day from = lic.countedOn.plus(SETTLEMENT_DAYS);
        if (counted && today() < from) revert DataLicenceNotSettled(licence, lic.counted, from);

        // Effects
        uint64 amount = counted ? _settle(licence, lic, 0) : 0;
        if (lic.used > lic.settled) _count(licence, lic);

        // Interactions
        _release(licence, lic, amount);
    }

    /// @inheritdoc IDataLicences
    function surrender(LicenceId licence) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Licence storage lic = _live(licence);
        _requireLicensee(licence, lic, caller);
        _end(licence, lic, LicenceStatus.Surrendered, 0);
    }

    /// @inheritdoc IDataLicences
    function close(LicenceId licence) external {
        // Checks
        Licence storage lic = _existing(licence);
        LicenceStatus status = lic.status;
        if (status == LicenceStatus.Void || status == LicenceStatus.Closed) {
            revert DataLicenceWrongStatus(licence, status, LicenceStatus.Live);
        }
        Day from = _closableFrom(lic);
        if (from == NO_DAY || today() < from) revert DataLicenceNotClosable(licence, from);
        if (disputes.isDisputed(licence)) revert DataLicenceInDispute(licence);

        // Effects
        ParticipantId licensee = lic.licensee;
        if (status == LicenceStatus.Live) _leave(licence, lic, licensee);
        if (lic.pricePerUse != 0 && lic.used > lic.settled) _count(licence, lic);
        uint64 amount = _settle(licence, lic, 0);
        lic.status = LicenceStatus.Closed;
        --_openLicences;
        emit LicenceEnded(licence, lic.asset, licensee, LicenceStatus.Closed, 0);

        // Interactions
        _release(licence, lic, amount);
        revenue.giveBack(licence, licensee);
    }

    /// @inheritdoc IDataLicences
    function issue(
        Terms calldata terms,
        OfferId offer,
        ParticipantId seller,
        ParticipantId licensee,
        bool pending
    ) external onlyPart returns (LicenceId licence) {
        // Checks
        registry.requireRight(terms.asset, terms.right, seller);

        // Effects
        licence = LicenceId.wrap(++licenceCount);
        ++_openLicences;
        Licence storage lic = _licences[licence];
        _write(lic, terms);
        lic.licensee = licensee;
        lic.seller = seller;
        lic.offer = offer;
        if (lic.meter.isNobody()) lic.meter = seller;
        lic.termsHash = keccak256(abi.encode(terms));
        if (pending) lic.status = LicenceStatus.Pending;
        else _begin(lic);
        _places.take(licence, terms.asset, terms.right, terms.purposes, terms.exclusive, lic.lastDay);
        _emitIssued(licence, lic, terms);
        if (!pending) _reportTransfer(LicenceId.unwrap(licence), NOBODY, licensee);
    }

    /// @inheritdoc IDataLicences
    function activate(LicenceId licence) external onlyPart {
        Licence storage lic = _pending(licence);
        _begin(lic);
        _places.fix(lic.asset, lic.right, lic.purposes, lic.exclusive, lic.lastDay);
        emit LicenceActivated(licence, lic.asset, lic.firstDay, lic.lastDay);
        _reportTransfer(LicenceId.unwrap(licence), NOBODY, lic.licensee);
    }

    /// @inheritdoc IDataLicences
    function void(LicenceId licence) external onlyPart {
        Licence storage lic = _pending(licence);
        lic.status = LicenceStatus.Void;
        --_openLicences;
        _places.leave(licence, lic.asset, lic.right, lic.purposes, lic.exclusive, true);
        emit LicenceEnded(licence, lic.asset, lic.licensee, LicenceStatus.Void, 0);
    }

    /// @inheritdoc IDataLicences
    function convey(LicenceId licence, ParticipantId from, ParticipantId to) external onlyPart {
        // Checks
        Licence storage lic = _live(licence);
        _requireTransferable(licence, lic, from, to);

        // Effects
        lic.licensee = to;
        emit LicenceTransferred(licence, from, to);
        _reportTransfer(LicenceId.unwrap(licence), from, to);
    }

    /// @inheritdoc IDataLicences
    function terminate(LicenceId licence, bytes32 ground) external onlyPart {
        Licence storage lic = _existing(licence);
        LicenceStatus status = lic.status;
        if (status == LicenceStatus.Live) {
            _end(licence, lic, LicenceStatus.Terminated, ground);
        } else if (status == LicenceStatus.Surrendered) {
            lic.status = LicenceStatus.Terminated;
            emit LicenceEnded(licence, lic.asset, lic.licensee, LicenceStatus.Terminated, ground);
        } else {
            revert DataLicenceWrongStatus(licence, status, LicenceStatus.Live);
        }
    }

    /// @inheritdoc IDataLicences
    function contest(LicenceId licence) external onlyPart returns (uint40 unsettled) {
        Licence storage lic = _existing(licence);
        if (lic.settled == lic.used) revert DataLicenceNothingUnsettled(licence);
        _count(licence, lic);
        return lic.counted - lic.settled;
    }

    /// @inheritdoc IDataLicences
    function strike(LicenceId licence, uint40 uses) external onlyPart {
        Licence storage lic = _existing(licence);
        uint40 unsettled = lic.counted - lic.settled;
        if (uses > unsettled) revert DataLicenceStrikeOutOfRange(licence, uses, unsettled);
        _release(licence, lic, _settle(licence, lic, uses));
    }

    /// @inheritdoc IModulePart
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _openLicences;
    }

    /// @inheritdoc IDataLicences
    function requireUsable(LicenceId licence, Purpose purpose, PersonId person, uint40 count) external view {
        Licence storage lic = _existing(licence);
        Sensitivity sensitivity = _requireTerms(licence, lic, purpose, count);
        _requirePerson(licence, lic, sensitivity, purpose, person);
    }

    /// @inheritdoc IDataLicences
    function requireTransferable(LicenceId licence, ParticipantId from, ParticipantId to) external view returns (Day) {
        Licence storage lic = _live(licence);
        _requireTransferable(licence, lic, from, to);
        return lic.lastDay;
    }

    /// @inheritdoc IDataLicences
    function requireDerivable(LicenceId licence, AssetId asset, ParticipantId participant) external view {
        Licence storage lic = _live(licence);
        _requireLicensee(licence, lic, participant);
        if (lic.asset != asset || !lic.derivable || lic.right != Right.Processing) {
            revert DataLicenceNotDerivable(licence, asset, participant);
        }
    }

    /// @inheritdoc IDataLicences
    function royaltyOf(LicenceId licence) external view returns (uint16) {
        return _existing(licence).royalty;
    }

    /// @inheritdoc IDataLicences
    function licenceInfo(LicenceId licence) external view returns (Licence memory) {
        return _existing(licence);
    }

    /// @inheritdoc IDataLicences
    function isLive(LicenceId licence) external view returns (bool) {
        Licence storage lic = _existing(licence);
        return lic.status == LicenceStatus.Live && !isOver(lic.lastDay);
    }

    /// @inheritdoc IDataLicences
    function closableFrom(LicenceId licence) external view returns (Day) {
        return _closableFrom(_existing(licence));
    }

    /// @inheritdoc IDataLicences
    function exclusiveOf(
        AssetId asset,
        Right right,
        Purpose purpose
    ) external view returns (LicenceId exclusive, Day until) {
        return _places.exclusiveOf(asset, right, purpose);
    }

    /// @inheritdoc IDataLicences
    function latestUntil(
        AssetId asset,
        Right right,
        Purpose purpose
    ) external view returns (Day until, uint32 pending) {
        return _places.latestUntil(asset, right, purpose);
    }

    /// @inheritdoc IDataLicences
    function verifyUse(
        LicenceId licence,
        uint40 first,
        uint40 number,
        bytes32 digest,
        bytes32[] calldata proof
    ) external view returns (bool) {
        bytes32 root = batchRoot[licence][first];
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(number, digest))));
        return root != 0 && number >= first && MerkleProof.verifyCalldata(proof, root, leaf);
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 tokenId) external view returns (string memory) {
        ownerOf(tokenId);
        return descriptor.licenceURI(this, LicenceId.wrap(uint32(tokenId)));
    }

    /// @inheritdoc IERC721Metadata
    function name() external pure returns (string memory) {
        return "RopeNet Data Licences";
    }

    /// @inheritdoc IERC721Metadata
    function symbol() external pure returns (string memory) {
        return "RNDL";
    }

    function _holderOf(uint64 title) internal view override returns (ParticipantId) {
        if (title > type(uint32).max) return NOBODY;
        Licence storage lic = _licences[LicenceId.wrap(uint32(title))];
        return lic.status == LicenceStatus.Live ? lic.licensee : NOBODY;
    }

    function _write(Licence storage lic, Terms calldata terms) private {
        uint40 most = terms.uses == 0 ? UNLIMITED : terms.uses;
        lic.asset = terms.asset;
        lic.allowed = terms.pricePerUse == 0 ? most : 0;
        lic.purposes = terms.purposes;
        lic.right = terms.right;
        lic.meter = terms.meter;
        lic.most = most;
        lic.royalty = terms.royalty;
        lic.daysValid = terms.daysValid;
        lic.exclusive = terms.exclusive;
        lic.derivable = terms.derivable;
        lic.pricePerUse = terms.pricePerUse;
        lic.personPay = terms.personPay;
        lic.paysPersons = terms.personPay != 0;
        lic.transferable = terms.transferable;
        lic.meterNamed = !terms.meter.isNobody();
    }

    function _begin(Licence storage lic) private {
        lic.status = LicenceStatus.Live;
        lic.firstDay = today();
        lic.lastDay = today().plus(lic.daysValid - 1);
    }

    function _end(LicenceId licence, Licence storage lic, LicenceStatus status, bytes32 ground) private {
        ParticipantId licensee = lic.licensee;
        lic.status = status;
        lic.endedOn = isOver(lic.lastDay) ? lic.lastDay : today();
        emit LicenceEnded(licence, lic.asset, licensee, status, ground);
        _leave(licence, lic, licensee);
    }

    /// A live licence gives its place free, and is no token any more.
    function _leave(LicenceId licence, Licence storage lic, ParticipantId licensee) private {
        _places.leave(licence, lic.asset, lic.right, lic.purposes, lic.exclusive, false);
        _reportTransfer(LicenceId.unwrap(licence), licensee, NOBODY);
    }

    /// Uses so far are those that are settled next.
    function _count(LicenceId licence, Licence storage lic) private {
        lic.counted = lic.used;
        lic.countedOn = today();
        lic.countedToPersons = lic.paidToPersons;
        emit UsesCounted(licence, lic.used, today());
    }

    /// Settles the uses that are counted.
    /// @param struck uses of them that are not paid for
    /// @return amount fen to release
    function _settle(LicenceId licence, Licence storage lic, uint40 struck) private returns (uint64 amount) {
        // Nothing counted is left where the last that was is settled.
        uint40 counted = lic.counted;
        uint40 unsettled = counted - lic.settled;
        if (unsettled == 0) return 0;
        uint64 price = lic.pricePerUse;
        uint64 toPersons = lic.countedToPersons;
        uint256 gross = uint256(unsettled - struck) * price;
        amount = SafeCast.toUint64(Math.saturatingSub(gross, toPersons));
        lic.settled = counted;
        lic.paidToPersons -= toPersons;
        lic.countedToPersons = 0;
        emit LicenceSettled(licence, counted, unsettled - struck, amount, toPersons);
        if (struck == 0) return amount;

        // What persons got for struck uses comes out of the other uses' price first, and then out of what is restored.
        uint256 short = Math.saturatingSub(toPersons, gross);
        uint40 restored = struck - (short == 0 ? 0 : uint40(Math.ceilDiv(short, price)));
        lic.allowed = _plus(lic.allowed, restored);
        lic.most = _plus(lic.most, struck);
        emit UsesStruck(licence, struck, restored, lic.allowed);
    }

    function _release(LicenceId licence, Licence storage lic, uint64 amount) private {
        if (amount != 0) revenue.releaseUses(licence, lic.asset, amount);
    }

    function _payPerson(LicenceId licence, Licence storage lic, PersonId person, uint40 count) private {
        uint64 amount = SafeCast.toUint64(uint256(lic.personPay) * count);
        lic.paidToPersons += amount;
        revenue.creditPerson(licence, person, amount);
    }

    function _emitIssued(LicenceId licence, Licence storage lic, Terms calldata terms) private {
        emit LicenceIssued(
            licence,
            terms.asset,
            lic.licensee,
            lic.seller,
            lic.meter,
            lic.offer,
            lic.status,
            lic.firstDay,
            lic.lastDay,
            lic.termsHash,
            terms
        );
    }

    /// The licence whose next use the caller records.
    function _metered(LicenceId licence, uint40 number) private view returns (Licence storage lic) {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, 0);
        lic = _existing(licence);
        if (caller != lic.meter) revert DataLicenceNotMeter(licence, caller, lic.meter);
        if (number != lic.used + 1) revert DataLicenceUseOutOfOrder(licence, number, lic.used + 1);
    }

    /// Whether the licence allows it today, and no order stops it; who the data are of is another matter.
    function _requireTerms(
        LicenceId licence,
        Licence storage lic,
        Purpose purpose,
        uint40 count
    ) private view returns (Sensitivity sensitivity) {
        _requireLive(licence, lic);
        (uint40 used, uint40 allowed) = (lic.used, lic.allowed);
        if (uint256(used) + count > allowed) revert DataLicenceExhausted(licence, used, count, allowed);
        if (!lic.purposes.has(purpose)) revert DataLicencePurposeOutside(licence, purpose, lic.purposes);
        uint40 stoppedUntil;
        (sensitivity, stoppedUntil) = registry.useTerms(lic.asset);
        if (stoppedUntil >= block.timestamp) revert DataLicenceUsesStopped(licence, lic.asset, stoppedUntil);
    }

    /// The person consents now; data that are nobody's name none.
    function _requirePerson(
        LicenceId licence,
        Licence storage lic,
        Sensitivity sensitivity,
        Purpose purpose,
        PersonId person
    ) private view {
        if (isPersonal(sensitivity)) {
            if (PersonId.unwrap(person) == 0) revert DataLicencePersonMissing(licence, lic.asset);
            consents.requireConsent(person, lic.asset, sensitivity, purpose, lic.licensee);
        } else if (PersonId.unwrap(person) != 0) {
            revert DataLicencePersonNotAsked(licence, person);
        }
    }

    function _requirePersons(
        LicenceId licence,
        Licence storage lic,
        Sensitivity sensitivity,
        Purpose purpose,
        uint40 count,
        PersonId[] calldata persons,
        uint40[] calldata counts
    ) private view {
        if (persons.length > MAX_PERSONS) revert DataLicencePersonsTooMany(licence, persons.length, MAX_PERSONS);
        if (persons.length == 0) _requirePerson(licence, lic, sensitivity, purpose, PersonId.wrap(0));
        uint256 total;
        uint64 previous;
        bool uneven = persons.length != counts.length;
        for (uint256 i; i < persons.length && !uneven; ++i) {
            uint64 person = PersonId.unwrap(persons[i]);
            uneven = person <= previous || counts[i] == 0;
            previous = person;
            total += counts[i];
            _requirePerson(licence, lic, sensitivity, purpose, persons[i]);
        }
        if (uneven || (persons.length != 0 && total != count)) {
            revert DataLicencePersonsUneven(licence, persons.length, counts.length, count);
        }
    }

    function _requireTransferable(
        LicenceId licence,
        Licence storage lic,
        ParticipantId from,
        ParticipantId to
    ) private view {
        _requireLicensee(licence, lic, from);
        if (!lic.transferable) revert DataLicenceNotTransferable(licence);
        if (to.isNobody() || to == from || to == lic.meter) revert DataLicenceReceiverInvalid(licence, to);
        if (disputes.isDisputed(licence)) revert DataLicenceInDispute(licence);
    }

    function _requireLicensee(LicenceId licence, Licence storage lic, ParticipantId caller) private view {
        if (lic.licensee != caller) revert DataLicenceNotLicensee(licence, caller, lic.licensee);
    }

    function _existing(LicenceId licence) private view returns (Licence storage lic) {
        lic = _licences[licence];
        if (lic.status == LicenceStatus.None) revert DataLicenceUnknown(licence);
    }

    function _pending(LicenceId licence) private view returns (Licence storage lic) {
        lic = _existing(licence);
        if (lic.status != LicenceStatus.Pending) {
            revert DataLicenceWrongStatus(licence, lic.status, LicenceStatus.Pending);
        }
    }

    function _live(LicenceId licence) private view returns (Licence storage lic) {
        lic = _existing(licence);
        _requireLive(licence, lic);
    }

    function _requireLive(LicenceId licence, Licence storage lic) private view {
        if (lic.status != LicenceStatus.Live) revert DataLicenceWrongStatus(licence, lic.status, LicenceStatus.Live);
        if (isOver(lic.lastDay)) revert DataLicenceOver(licence, lic.lastDay);
    }

    /// No day before it has an end, and when nothing is left to close.
    function _closableFrom(Licence storage lic) private view returns (Day) {
        LicenceStatus status = lic.status;
        if (status == LicenceStatus.Live) return lic.lastDay.plus(DISPUTE_DAYS + 1);
        bool ended = status == LicenceStatus.Surrendered || status == LicenceStatus.Terminated;
        return ended ? lic.endedOn.plus(DISPUTE_DAYS + 1) : NO_DAY;
    }

    function _plus(uint40 allowed, uint40 uses) private pure returns (uint40) {
        return uint40(Math.min(uint256(allowed) + uses, UNLIMITED));
    }
}
