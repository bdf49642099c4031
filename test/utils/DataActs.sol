// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {RequestId} from "../../contracts/kernel/libraries/Requests.sol";
import {Day} from "../../contracts/kernel/types/Day.sol";
import {ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {PersonId} from "../../contracts/kernel/types/Passkey.sol";
import {IDataCertification} from "../../contracts/modules/data/interfaces/IDataCertification.sol";
import {IDataDisputes} from "../../contracts/modules/data/interfaces/IDataDisputes.sol";
import {IDataOffers} from "../../contracts/modules/data/interfaces/IDataOffers.sol";
import {PledgeId} from "../../contracts/modules/data/interfaces/IDataPledges.sol";
import {IDataRegistry} from "../../contracts/modules/data/interfaces/IDataRegistry.sol";
import {IDataSales} from "../../contracts/modules/data/interfaces/IDataSales.sol";
import {Bn254} from "../../contracts/modules/data/libraries/Bn254.sol";
import {
    AssetId,
    AssetStatus,
    Contributor,
    DisputeId,
    FilingId,
    FilingStatus,
    isPersonal,
    LicenceId,
    LicenceStatus,
    OfferId,
    Parent,
    Point,
    Purposes,
    Right,
    SaleId,
    Sensitivity,
    Shares,
    Sharing,
    Terms,
    Update,
    Volume
} from "../../contracts/modules/data/types/DataTypes.sol";
import {DataModel} from "./DataModel.sol";

/// @notice What a handler of data assets needs to act: it finds an asset, offer, sale, licence or dispute that fits, and makes what is registered
/// and offered.
abstract contract DataActs is DataModel {
    /// Live ones, and all.
    uint256 internal constant MAX_LIVE = 12;
    uint32 internal constant MAX_ASSETS = 32;
    uint32 internal constant MAX_OFFERS = 200;
    uint32 internal constant MAX_LICENCES = 200;
    /// Contents that there are: few, so that the same comes again.
    uint256 internal constant CONTENTS = 26;
    uint256 internal constant PROVIDERS = 3;

    // What is registered and offered

    function commitmentOf(uint256 content) internal pure returns (bytes32) {
        return keccak256(abi.encode(rootOf(content), uint32(1)));
    }

    function rootOf(uint256 content) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(uint256(0), chunkOf(content)))));
    }

    function chunkOf(uint256 content) internal pure returns (bytes32) {
        return keccak256(abi.encode("chunk", content));
    }

    /// A registration by a firm or a department.
    function registrationOf(
        uint256 by,
        uint256 content,
        uint256 seed
    ) internal returns (IDataRegistry.Registration memory r) {
        r.commitment = commitmentOf(content);
        r.update = seed % 2 == 0 ? Update.Dynamic : Update.Static;
        r.number = vm.toString(++serial);
        r.details.schema = PROOF;
        r.details.source = PROOF;
        r.details.volume = Volume.Gigabytes;
        uint256 class = (seed >> 8) % 5;
        r.details.sensitivity = class < 3 ? Sensitivity.General : Sensitivity.Personal;
        if (class == 4) r.details.sensitivity = Sensitivity.SensitivePersonal;
        r.details.sharing = Sharing.None;
        if (by >= DEPARTMENT) {
            r.details.sensitivity = Sensitivity.General;
            r.details.sharing = seed % 3 == 0 ? Sharing.Unconditional : Sharing.Conditional;
        }
        r.details.shares = sharesFrom(seed >> 16);
        r.parents = _parents(by, seed >> 64);
    }

    function termsOf(AssetId asset, Right right, uint256 seed) internal view returns (Terms memory t) {
        bool general = titles[asset].sensitivity == Sensitivity.General;
        (t.asset, t.right) = (asset, right);
        t.exclusive = seed % 3 == 0;
        t.transferable = (seed >> 4) % 2 == 0;
        t.delivery = general && (seed >> 6) % 8 > 0;
        t.purposes = Purposes.wrap(uint64(1 + ((seed >> 8) % ((1 << PURPOSES) - 1))));
        t.daysValid = uint16(5 + ((seed >> 16) % 40));
        if ((seed >> 22) % 3 > 0) t.uses = uint40(3 + ((seed >> 24) % 12));
        if (right == Right.Processing) {
            t.derivable = (seed >> 32) % 2 == 0;
            if (t.derivable) t.royalty = uint16((seed >> 34) % 3_000);
        }
        t.territory = 156;
        t.price = uint64((seed >> 48) % 5_000);
        if ((seed >> 64) % 2 == 0) t.pricePerUse = uint64(7 + ((seed >> 66) % 50));
        if (!general) t.personPay = uint64((seed >> 80) % (t.pricePerUse + 1));
        t.deposit = uint64((seed >> 96) % 800);
        if ((seed >> 112) % 2 == 0) t.arbiter = members[COURT].id;
        if (t.delivery || (seed >> 114) % 3 == 0) t.meter = members[REGULATOR].id;
        if (t.delivery) t.stepHours = uint16(240 + ((seed >> 120) % 480));
        t.document = PROOF;
    }

    /// The public key of a secret.
    function keyOf(uint256 secret) internal view returns (Point memory) {
        return Bn254.keyOf(secret);
    }

    /// What a key is wrapped with between two keys.
    function maskOf(SaleId sale, uint256 secret, Point memory other) internal view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(sales), sale, Bn254.times(other, secret)));
    }

    // Trying

    /// An act that the frozen may not do. Who is free succeeds; who is not must not (K-4).
    function judge(bytes32 name, bool free, bool done) internal returns (bool) {
        if (free) must(name, done);
        else noteAttack("actFrozen", done, "K-4: who is frozen has disposed of something, or paid");
        return done;
    }

    /// An act to which the model knows no hindrance: what nobody can end holds somebody's money or title in.
    function must(bytes32 name, bool done) internal {
        note(name, done);
        if (!done) demand(false, string.concat("who may could not: ", _text(name)));
    }

    /// By who must not be frozen.
    function act(bytes32 name, uint256 by, address target, bytes memory data) internal returns (bool) {
        return judge(name, isActive(by), callAs(by, target, data));
    }

    /// By anyone, or by who keeps and defends what it has, frozen or not.
    function ask(bytes32 name, uint256 by, address target, bytes memory data) internal returns (bool done) {
        done = callAs(by, target, data);
        must(name, done);
    }

    // Finding

    function findAsset(uint256 seed, function(AssetId) view returns (bool) fits) internal view returns (AssetId) {
        uint256 count = dataRegistry.assetCount();
        for (uint256 i; i < count; ++i) {
            AssetId asset = AssetId.wrap(uint32(((seed % count) + i) % count) + 1);
            if (fits(asset)) return asset;
        }
        return AssetId.wrap(0);
    }

    function findOffer(uint256 seed, function(OfferId) view returns (bool) fits) internal view returns (OfferId) {
        uint256 count = offers.offerCount();
        for (uint256 i; i < count; ++i) {
            OfferId id = OfferId.wrap(uint32(((seed % count) + i) % count) + 1);
            if (fits(id)) return id;
        }
        return OfferId.wrap(0);
    }

    function findSale(uint256 seed, function(SaleId) view returns (bool) fits) internal view returns (SaleId) {
        uint256 count = sales.saleCount();
        for (uint256 i; i < count; ++i) {
            SaleId sale = SaleId.wrap(uint32(((seed % count) + i) % count) + 1);
            if (fits(sale)) return sale;
        }
        return SaleId.wrap(0);
    }

    function findLicence(uint256 seed, function(LicenceId) view returns (bool) fits) internal view returns (LicenceId) {
        uint256 count = licences.licenceCount();
        for (uint256 i; i < count; ++i) {
            LicenceId licence = LicenceId.wrap(uint32(((seed % count) + i) % count) + 1);
            if (fits(licence)) return licence;
        }
        return LicenceId.wrap(0);
    }

    function findDispute(uint256 seed) internal view returns (DisputeId) {
        uint256 count = dataDisputes.disputeCount();
        for (uint256 i; i < count; ++i) {
            DisputeId dispute = DisputeId.wrap(uint32(((seed % count) + i) % count) + 1);
            if (dataDisputes.disputeInfo(dispute).end == IDataDisputes.DisputeEnd.None) return dispute;
        }
        return DisputeId.wrap(0);
    }

    function isAlive(AssetId asset) internal view returns (bool) {
        return isLiveAsset(asset);
    }

    function liveAssets() internal view returns (uint256 count) {
        for (uint32 i = 1; i <= dataRegistry.assetCount(); ++i) {
            if (isLiveAsset(AssetId.wrap(i))) ++count;
        }
    }

    function isSubmitted(AssetId asset) internal view returns (bool) {
        (FilingId filing, bool open) = certification.openFiling(asset);
        return open && certification.filingInfo(filing).status == FilingStatus.Submitted;
    }

    function isReviewed(AssetId asset) internal view returns (bool) {
        (FilingId filing, bool open) = certification.openFiling(asset);
        return open && certification.filingInfo(filing).status == FilingStatus.Reviewed;
    }

    /// Its notice is over, and nobody objects.
    function isRipe(AssetId asset) internal view returns (bool) {
        if (!isReviewed(asset)) return false;
        (FilingId filing, ) = certification.openFiling(asset);
        IDataCertification.Filing memory f = certification.filingInfo(filing);
        return f.objections == 0 && Day.unwrap(f.noticeEnds) < dayNow();
    }

    function isSelling(AssetId asset) internal view returns (bool) {
        return sells(asset);
    }

    function isSellingDynamic(AssetId asset) internal view returns (bool) {
        bool dynamic = dataRegistry.assetInfo(asset).update == Update.Dynamic;
        return dynamic && sells(asset) && contents[asset].length < 4;
    }

    function isCertified(AssetId asset) internal view returns (bool) {
        return hasCertificate(asset);
    }

    /// Frozen or suspended.
    function isStill(AssetId asset) internal view returns (bool) {
        return hasCertificate(asset) && !sells(asset);
    }

    function isSuspended(AssetId asset) internal view returns (bool) {
        return titles[asset].status == AssetStatus.Suspended;
    }

    function isFrozenNow(AssetId asset) internal view returns (bool) {
        return isFrozenAsset(asset);
    }

    function isUnfrozenNow(AssetId asset) internal view returns (bool) {
        return isLiveAsset(asset) && !isFrozenAsset(asset);
    }

    function isDue(AssetId asset) internal view returns (bool) {
        return isPledged(asset) && Day.unwrap(pledges.pledgeOf(asset).dueDay) <= dayNow() && sells(asset);
    }

    function isPledgeable(AssetId asset) internal view returns (bool) {
        return sells(asset) && !isPledged(asset) && titles[asset].sharing == Sharing.None;
    }

    function isShared(AssetId asset) internal view returns (bool) {
        Title storage t = titles[asset];
        return sells(asset) && t.sharing != Sharing.None && t.holder == t.processor;
    }

    function isCancellable(AssetId asset) internal view returns (bool) {
        Title storage t = titles[asset];
        bool one = t.holder == t.processor && t.holder == t.operator;
        return one && t.status == AssetStatus.Certified && !isFrozenAsset(asset) && !isPledged(asset);
    }

    function hasWaiting(AssetId asset) internal view returns (bool) {
        return waiting[asset] > 0;
    }

    function isAny(AssetId) internal pure returns (bool) {
        return true;
    }

    function isOpenOffer(OfferId id) internal view returns (bool) {
        IDataOffers.Offer memory o = offers.offerInfo(id);
        return o.status == IDataOffers.OfferStatus.Open && Day.unwrap(o.lastDay) >= dayNow();
    }

    /// One that could be taken but for licences that others have: its asset sells, its offerer holds the right, and its pledgee agrees.
    function isOnSale(OfferId id) internal view returns (bool) {
        if (!isOpenOffer(id)) return false;
        IDataOffers.Offer memory o = offers.offerInfo(id);
        Terms memory t = o.terms;
        if (!sells(t.asset) || rightHolder(t.asset, t.right) != o.offerer) return false;
        bool agreed = PledgeId.unwrap(o.consentedFor) == PledgeId.unwrap(pledges.pledgeOf(t.asset).id);
        return !t.exclusive || !isPledged(t.asset) || agreed;
    }

    function isTakeable(OfferId id) internal view returns (bool) {
        if (!isOnSale(id)) return false;
        Terms memory t = offers.offerInfo(id).terms;
        for (uint32 i = 1; i <= licences.licenceCount(); ++i) {
            if (isInTheWay(grants[LicenceId.wrap(i)], t)) return false;
        }
        return true;
    }

    /// One that overlaps a licence that stands, and must not (D-2).
    function isBeside(OfferId id) internal view returns (bool) {
        if (!isOnSale(id)) return false;
        Terms memory t = offers.offerInfo(id).terms;
        for (uint32 i = 1; i <= licences.licenceCount(); ++i) {
            Grant storage g = grants[LicenceId.wrap(i)];
            if (takesPlace(g) && isInTheWay(g, t)) return true;
        }
        return false;
    }

    function isConsentable(OfferId id) internal view returns (bool) {
        if (!isOpenOffer(id)) return false;
        IDataOffers.Offer memory o = offers.offerInfo(id);
        return o.terms.exclusive && isPledged(o.terms.asset);
    }

    function isUnderWay(SaleId sale) internal view returns (bool) {
        IDataSales.SaleStatus status = sales.saleInfo(sale).status;
        return status != IDataSales.SaleStatus.Disputed && uint8(status) < uint8(IDataSales.SaleStatus.Released);
    }

    function isPosted(SaleId sale) internal view returns (bool) {
        IDataSales.Sale memory s = sales.saleInfo(sale);
        return s.status == IDataSales.SaleStatus.KeyPosted && s.deadline > vm.getBlockTimestamp() && s.price > 0;
    }

    function isLiveNow(LicenceId licence) internal view returns (bool) {
        Grant storage g = grants[licence];
        return g.status == LicenceStatus.Live && !isOverOn(g, dayNow());
    }

    function isUsable(LicenceId licence) internal view returns (bool) {
        Grant storage g = grants[licence];
        return isLiveNow(licence) && g.used < g.allowed && !isStopped(g.terms.asset);
    }

    /// It stands, and another could be offered beside it.
    function isInPlace(LicenceId licence) internal view returns (bool) {
        Grant storage g = grants[licence];
        return takesPlace(g) && sells(g.terms.asset);
    }

    function isOfPersons(LicenceId licence) internal view returns (bool) {
        return isLiveNow(licence) && isPersonal(titles[grants[licence].terms.asset].sensitivity);
    }

    /// Two uses are lawful, since somebody consents.
    function isUsedWithConsent(LicenceId licence) internal view returns (bool) {
        if (!isOfPersons(licence)) return false;
        (, uint64 person) = lawfulUse(licence, 2);
        return person != 0;
    }

    /// A purpose for which so many uses are lawful now, and of whose data (0: nobody's); no such purpose: none.
    function lawfulUse(LicenceId licence, uint256 count) internal view returns (uint8 purpose, uint64 person) {
        bool personal = isPersonal(titles[grants[licence].terms.asset].sensitivity);
        for (; purpose < PURPOSES; ++purpose) {
            for (uint256 i; i < (personal ? PERSONS : 1); ++i) {
                person = personal ? PersonId.unwrap(personOf(i)) : 0;
                if (isLawful(licence, purpose, count, person)) return (purpose, person);
            }
        }
        return (PURPOSES, 0);
    }

    function isUnusable(LicenceId licence) internal view returns (bool) {
        return grants[licence].status != LicenceStatus.Pending && !isUsable(licence);
    }

    function isPrepayable(LicenceId licence) internal view returns (bool) {
        Grant storage g = grants[licence];
        return isLiveNow(licence) && g.terms.pricePerUse > 0 && g.allowed < g.most;
    }

    /// Whether its uses can be counted, or what is counted settled.
    function isUnsettled(LicenceId licence) internal view returns (bool) {
        Grant storage g = grants[licence];
        bool waits = g.counted > g.settled && dayNow() < g.countedOn + DAYS_TO_SETTLE;
        return isContestable(licence) && !waits;
    }

    function isContestable(LicenceId licence) internal view returns (bool) {
        Grant storage g = grants[licence];
        bool ended = g.status == LicenceStatus.Closed || g.status == LicenceStatus.Void;
        bool disputed = dataDisputes.isMeteringDisputed(licence);
        return !ended && g.used > g.settled && g.terms.pricePerUse > 0 && !disputed;
    }

    function isTransferable(LicenceId licence) internal view returns (bool) {
        return isLiveNow(licence) && grants[licence].terms.transferable && !dataDisputes.isDisputed(licence);
    }

    function isClosable(LicenceId licence) internal view returns (bool) {
        Grant storage g = grants[licence];
        bool ended = g.status == LicenceStatus.Surrendered || g.status == LicenceStatus.Terminated;
        uint256 end = ended ? g.endedOn : g.lastDay;
        bool closes = ended || g.status == LicenceStatus.Live;
        return closes && dayNow() >= end + WAIT && !dataDisputes.isDisputed(licence);
    }

    /// Its meter is who holds its right, or held it.
    function isMeteredByHolder(LicenceId licence) internal view returns (bool) {
        return isLiveNow(licence) && grants[licence].terms.meter.isNobody();
    }

    /// Its meter holds its right no more, and who does may take over.
    function isLeftBehind(LicenceId licence) internal view returns (bool) {
        Grant storage g = grants[licence];
        if (!isMeteredByHolder(licence)) return false;
        ParticipantId holder = rightHolder(g.terms.asset, g.terms.right);
        return holder != g.meter && holder != g.licensee;
    }

    function isBought(LicenceId licence) internal view returns (bool) {
        return isLiveNow(licence) && licences.licenceInfo(licence).seller != grants[licence].licensee;
    }

    function isInTheWay(Grant storage g, Terms memory t) internal view returns (bool) {
        if (g.terms.asset != t.asset || g.terms.right != t.right) return false;
        if (!g.terms.purposes.overlaps(t.purposes) || !(g.terms.exclusive || t.exclusive)) return false;
        // Days of licences that are not exclusive count until they are over, ended or not.
        if (t.exclusive && !g.terms.exclusive && g.status != LicenceStatus.Void) return g.lastDay >= dayNow();
        return takesPlace(g);
    }

    /// Whether somebody has a purpose of it for itself.
    function isExclusive(AssetId asset) internal view returns (bool) {
        for (uint32 i = 1; i <= licences.licenceCount(); ++i) {
            Grant storage g = grants[LicenceId.wrap(i)];
            if (g.terms.asset == asset && g.terms.exclusive && takesPlace(g)) return true;
        }
        return false;
    }

    /// Somebody active who is none of these.
    function otherMember(uint256 seed, ParticipantId a, ParticipantId b) internal view returns (uint256 member) {
        member = seed % BANK;
        while (members[member].id == a || members[member].id == b) member = (member + 1) % BANK;
    }

    function requestOf(bytes memory result) internal pure returns (RequestId) {
        return abi.decode(result, (RequestId));
    }

    function sharesFrom(uint256 seed) internal view returns (Shares memory s) {
        uint256 count = seed % 4;
        s.contributors = new Contributor[](count);
        s.processing = uint16((seed >> 8) % 2_500);
        s.operation = uint16((seed >> 24) % 2_500);
        s.holding = uint16(WHOLE_SHARES) - s.processing - s.operation;
        for (uint256 i; i < count; ++i) {
            uint16 share = uint16(1 + ((seed >> (40 + 16 * i)) % 1_500));
            s.contributors[i] = Contributor(members[COUNCIL + i].id, share);
            s.holding -= share;
        }
    }

    /// Assets of which it has the processing right, or a licence that allows it.
    function _parents(uint256 by, uint256 seed) private view returns (Parent[] memory parents) {
        uint256 most = seed % 3;
        parents = new Parent[](most);
        uint256 count;
        uint256 royalties;
        for (uint32 i = 1; i <= dataRegistry.assetCount() && count < most; ++i) {
            AssetId asset = AssetId.wrap(i);
            (bool may, LicenceId licence) = mayProcess(asset, members[by].id);
            royalties += grants[licence].terms.royalty;
            if (may && royalties < WHOLE_SHARES) parents[count++] = Parent(asset, licence);
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            // No longer than it was made.
            mstore(parents, count)
        }
    }

    function _text(bytes32 word) private pure returns (string memory) {
        bytes memory text = bytes.concat(word);
        uint256 length;
        while (length < 32 && text[length] != 0) ++length;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            // No longer than the word.
            mstore(text, length)
        }
        return string(text);
    }

    /// A licence to process is preferred, since it has a royalty.
    function mayProcess(AssetId asset, ParticipantId who) internal view returns (bool, LicenceId) {
        for (uint32 i = 1; i <= licences.licenceCount(); ++i) {
            Grant storage g = grants[LicenceId.wrap(i)];
            bool fits = g.terms.asset == asset && g.terms.derivable && g.licensee == who;
            if (fits && isLiveNow(LicenceId.wrap(i))) return (true, LicenceId.wrap(i));
        }
        bool own = rightHolder(asset, Right.Processing) == who && sells(asset);
        return (own, LicenceId.wrap(0));
    }
}
