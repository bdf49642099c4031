// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {CivilDate} from "../../contracts/kernel/libraries/CivilDate.sol";
import {Day} from "../../contracts/kernel/types/Day.sol";
import {ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {PersonId} from "../../contracts/kernel/types/Passkey.sol";
import {IDataLicences} from "../../contracts/modules/data/interfaces/IDataLicences.sol";
import {IDataPledges} from "../../contracts/modules/data/interfaces/IDataPledges.sol";
import {IDataRegistry} from "../../contracts/modules/data/interfaces/IDataRegistry.sol";
import {IDataRevenue} from "../../contracts/modules/data/interfaces/IDataRevenue.sol";
import {IDataSharing} from "../../contracts/modules/data/interfaces/IDataSharing.sol";
import {IDataValuation} from "../../contracts/modules/data/interfaces/IDataValuation.sol";
import {AssetMarks} from "../../contracts/modules/data/types/AssetMarks.sol";
import {
    AssetId,
    AssetStatus,
    Details,
    isPersonal,
    LicenceId,
    LicenceStatus,
    Parent,
    Purpose,
    Purposes,
    Right,
    SaleId,
    Sensitivity,
    Shares,
    Sharing,
    SharingId,
    Terms,
    ValuationId
} from "../../contracts/modules/data/types/DataTypes.sol";
import {DataFixture} from "./DataFixture.sol";

/// @notice What should be so of data assets, kept from what was seen to be done: titles, content, orders, licences with their uses and money,
/// consents, and what everybody is owed. It asks the contracts for what is pledged, for parents and shares, and for nothing that they have computed.
abstract contract DataModel is DataFixture {
    using CivilDate for Day;

    /// An asset as it was registered, certified, passed on and ended.
    struct Title {
        AssetStatus status;
        /// Only an order reinstates it.
        bool suspendedByOrder;
        /// Its content was registered anew after its certificate had run out.
        bool superseded;
        Sensitivity sensitivity;
        Sharing sharing;
        ParticipantId holder;
        ParticipantId processor;
        ParticipantId operator;
        /// Last day of its certificate.
        uint256 lastDay;
        /// Digest of what is entered of it.
        bytes32 details;
    }

    /// A licence as it was bought or granted.
    struct Grant {
        Terms terms;
        ParticipantId licensee;
        ParticipantId meter;
        LicenceStatus status;
        uint256 firstDay;
        uint256 lastDay;
        uint256 endedOn;
        uint256 used;
        uint256 settled;
        /// Number of the last use that the next settlement is of, and the day on which they were counted.
        uint256 counted;
        uint256 countedOn;
        uint256 countedToPersons;
        uint256 allowed;
        uint256 most;
        /// Fen.
        uint256 order;
        uint256 prepaid;
        uint256 deposit;
        uint256 toPersons;
    }

    /// What seller and buyer of a delivery know.
    struct Deal {
        LicenceId licence;
        uint256 secret;
        bytes32 key;
        bool posted;
        bool right;
    }

    struct Freeze {
        bytes32 key;
        uint256 until;
        bool uses;
    }

    /// A department's request for another's data.
    struct Asking {
        AssetId asset;
        uint256 by;
        Purposes purposes;
        uint16 daysValid;
        uint256 dueDay;
        bool extended;
        bool silent;
        IDataSharing.SharingStatus status;
    }

    /// What a valuation is worth to who relies on it.
    struct Worth {
        AssetId asset;
        uint256 by;
        uint256 lastDay;
        IDataValuation.ValuationStatus status;
        /// Disputes that hold it up.
        uint256 contested;
    }

    /// A dispute of a valuation.
    struct Contest {
        ValuationId valuation;
        uint256 by;
        bool suspends;
        bool open;
    }

    uint256 internal constant WHOLE_SHARES = 10_000;
    uint256 internal constant WAIT = 31;
    /// From counting uses to settling them.
    uint256 internal constant DAYS_TO_SETTLE = 7;
    uint256 internal constant UNLIMITED = type(uint40).max;
    /// Days before and after a certificate's end in which it is renewed.
    uint256 internal constant RENEWAL = 90;

    mapping(AssetId asset => Title) internal titles;
    mapping(LicenceId licence => Grant) internal grants;
    mapping(SaleId sale => Deal) internal deals;
    mapping(AssetId asset => Freeze[]) internal freezes;
    /// Numbers of an asset's contents.
    mapping(AssetId asset => uint256[]) internal contents;
    /// Last day of a consent, by what it is to.
    mapping(bytes32 scope => uint256) internal consented;
    /// How often a person has withdrawn all its consents.
    mapping(uint64 person => uint256) internal epochs;
    mapping(ParticipantId participant => uint256) internal owed;
    mapping(PersonId person => uint256) internal owedToPersons;
    mapping(AssetId asset => uint256) internal waiting;
    mapping(SharingId sharing => Asking) internal askings;
    mapping(ValuationId valuation => Worth) internal worths;
    Contest[] internal contests;
    uint256 internal paid;
    uint256 internal released;
    uint256 internal refunded;
    uint256 internal claimed;

    // Titles

    function rightHolder(AssetId asset, Right right) internal view returns (ParticipantId) {
        Title storage t = titles[asset];
        if (right == Right.Holding) return t.holder;
        return right == Right.Processing ? t.processor : t.operator;
    }

    function setRightHolder(AssetId asset, Right right, ParticipantId to) internal {
        Title storage t = titles[asset];
        if (right == Right.Holding) t.holder = to;
        else if (right == Right.Processing) t.processor = to;
        else t.operator = to;
    }

    /// Certified for three years from today, or renewed for three years from its end, if that is later.
    function certifyNow(AssetId asset) internal {
        Title storage t = titles[asset];
        uint256 first = t.lastDay + 1 > dayNow() ? t.lastDay + 1 : dayNow();
        t.lastDay = Day.unwrap(dayOf(first).addMonths(36)) - 1;
        t.status = AssetStatus.Certified;
    }

    /// Whether it sells and delivers (D-7).
    function sells(AssetId asset) internal view returns (bool) {
        Title storage t = titles[asset];
        return t.status == AssetStatus.Certified && t.lastDay >= dayNow() && !isFrozenAsset(asset);
    }

    function hasCertificate(AssetId asset) internal view returns (bool) {
        AssetStatus status = titles[asset].status;
        return status == AssetStatus.Certified || status == AssetStatus.Suspended;
    }

    function isPledged(AssetId asset) internal view returns (bool) {
        return pledges.pledgeOf(asset).status == IDataPledges.DataPledgeStatus.Live;
    }

    /// Whether its content is nobody else's (D-1): until 90 days after its certificate's end, and as long as a pledge or an order stands on it.
    function isLiveAsset(AssetId asset) internal view returns (bool) {
        Title storage t = titles[asset];
        if (t.status == AssetStatus.Submitted || t.status == AssetStatus.MaterialReviewed) return true;
        if (!hasCertificate(asset)) return false;
        if (t.lastDay + RENEWAL >= dayNow()) return true;
        return !t.superseded && (t.suspendedByOrder || isPledged(asset) || isFrozenAsset(asset));
    }

    function digestOf(Details memory d) internal pure returns (bytes32) {
        bytes32 statement = keccak256(abi.encode(d.schema, d.source));
        return keccak256(abi.encode(statement, d.volume, d.sensitivity, d.sharing, d.shares));
    }

    // Money

    /// Fen released for an asset: royalties wait at its parents, rounded down; shares go to who holds the rights, and to contributors, rounded
    /// down; the rest is the holder's.
    function credit(AssetId asset, uint256 gross) internal {
        released += gross;
        divide(asset, gross);
    }

    function divide(AssetId asset, uint256 gross) internal {
        uint256 net = gross;
        Parent[] memory parents = dataRegistry.parentsOf(asset);
        for (uint256 i; i < parents.length; ++i) {
            if (LicenceId.unwrap(parents[i].licence) == 0) continue;
            uint256 royalty = (gross * grants[parents[i].licence].terms.royalty) / WHOLE_SHARES;
            waiting[parents[i].asset] += royalty;
            net -= royalty;
        }
        Shares memory s = dataRegistry.sharesOf(asset);
        uint256 left = net;
        left -= _owe(titles[asset].processor, (net * s.processing) / WHOLE_SHARES);
        left -= _owe(titles[asset].operator, (net * s.operation) / WHOLE_SHARES);
        for (uint256 i; i < s.contributors.length; ++i) {
            left -= _owe(s.contributors[i].participant, (net * s.contributors[i].share) / WHOLE_SHARES);
        }
        _owe(titles[asset].holder, left);
    }

    /// Uses so far are what the next settlement is of.
    function countUses(LicenceId licence) internal {
        Grant storage g = grants[licence];
        (g.counted, g.countedOn, g.countedToPersons) = (g.used, dayNow(), g.toPersons);
    }

    /// What was counted is settled, but for uses that are struck.
    function settleUses(LicenceId licence, uint256 struck) internal {
        Grant storage g = grants[licence];
        if (g.counted <= g.settled) return;
        uint256 price = g.terms.pricePerUse;
        uint256 gross = (g.counted - g.settled - struck) * price;
        uint256 persons_ = g.countedToPersons;
        uint256 amount = gross > persons_ ? gross - persons_ : 0;
        // What persons got for struck uses is gone from what was prepaid.
        uint256 short = persons_ > gross ? persons_ - gross : 0;
        g.settled = g.counted;
        g.toPersons -= persons_;
        g.countedToPersons = 0;
        g.prepaid -= amount;
        credit(g.terms.asset, amount);
        if (struck == 0) return;
        g.allowed = _plus(g.allowed, struck - (short == 0 ? 0 : (short + price - 1) / price));
        g.most = _plus(g.most, struck);
    }

    // Licences

    function isOverOn(Grant storage g, uint256 day) internal view returns (bool) {
        return day > g.lastDay;
    }

    /// Whether so many uses for a purpose by one person's data (0: nobody's) are lawful now (D-3).
    function isLawful(LicenceId licence, uint8 purpose, uint256 count, uint64 person) internal view returns (bool) {
        Grant storage g = grants[licence];
        AssetId asset = g.terms.asset;
        if (g.status != LicenceStatus.Live || isOverOn(g, dayNow()) || dayNow() < g.firstDay) return false;
        if (g.used + count > g.allowed || !g.terms.purposes.has(Purpose.wrap(purpose))) return false;
        if (isStopped(asset)) return false;
        Sensitivity sensitivity = titles[asset].sensitivity;
        if (!isPersonal(sensitivity)) return person == 0;
        return person != 0 && isConsented(person, asset, sensitivity, purpose, g.licensee);
    }

    function isStopped(AssetId asset) internal view returns (bool) {
        Freeze[] storage list = freezes[asset];
        for (uint256 i; i < list.length; ++i) {
            if (list[i].uses && list[i].until >= vm.getBlockTimestamp()) return true;
        }
        return false;
    }

    function isFrozenAsset(AssetId asset) internal view returns (bool) {
        Freeze[] storage list = freezes[asset];
        for (uint256 i; i < list.length; ++i) {
            if (list[i].until >= vm.getBlockTimestamp()) return true;
        }
        return false;
    }

    // Consents

    function isConsented(
        uint64 person,
        AssetId asset,
        Sensitivity sensitivity,
        uint8 purpose,
        ParticipantId recipient
    ) internal view returns (bool) {
        return
            consented[scopeOf(person, asset, sensitivity, purpose, recipient)] >= dayNow() ||
            consented[scopeOf(person, AssetId.wrap(0), sensitivity, purpose, recipient)] >= dayNow();
    }

    function scopeOf(
        uint64 person,
        AssetId asset,
        Sensitivity sensitivity,
        uint8 purpose,
        ParticipantId recipient
    ) internal view returns (bytes32) {
        return keccak256(abi.encode(person, epochs[person], asset, sensitivity, purpose, recipient));
    }

    // What must hold of it

    /// D-1: content of a live asset is no other's. D-2: two live licences of one right, of which one is exclusive, have no purpose in common.
    function checkTitles() internal view returns (string memory) {
        uint32 assets = dataRegistry.assetCount();
        for (uint32 a = 1; a <= assets; ++a) {
            if (!isLiveAsset(AssetId.wrap(a))) continue;
            for (uint32 b = a + 1; b <= assets; ++b) {
                if (_share(AssetId.wrap(a), AssetId.wrap(b))) return "D-1: two live assets have the same content";
            }
        }
        uint32 count = licences.licenceCount();
        for (uint32 a = 1; a <= count; ++a) {
            Grant storage alone = grants[LicenceId.wrap(a)];
            if (!alone.terms.exclusive || !takesPlace(alone)) continue;
            for (uint32 b = 1; b <= count; ++b) {
                if (a != b && _collide(alone, grants[LicenceId.wrap(b)]))
                    return "D-2: an exclusive licence overlaps another";
            }
        }
        return "";
    }

    /// K-3, D-6, D-7: each asset has the status, the term, the stops and the holders that acts gave it, and no act besides.
    function checkAssets() internal view returns (string memory) {
        for (uint32 i = 1; i <= dataRegistry.assetCount(); ++i) {
            AssetId asset = AssetId.wrap(i);
            Title storage t = titles[asset];
            IDataRegistry.Asset memory a = dataRegistry.assetInfo(asset);
            if (a.status != t.status) return "K-3: an asset has another status than acts gave it";
            if (Day.unwrap(a.validThrough) != t.lastDay) return "K-3: a certificate has another term";
            if (a.holder != t.holder || a.processor != t.processor || a.operator != t.operator) {
                return "D-6: a right is another's";
            }
            bool byOrder = a.marks & AssetMarks.SUSPENDED_BY_ORDER != 0;
            if (byOrder != t.suspendedByOrder) return "D-7: a suspension by order is forgotten, or made up";
            if (a.frozenUntil >= vm.getBlockTimestamp() != isFrozenAsset(asset)) {
                return "D-7: an asset is frozen otherwise than ordered";
            }
            if (a.usesStoppedUntil >= vm.getBlockTimestamp() != isStopped(asset)) {
                return "D-7: uses are stopped otherwise than ordered";
            }
        }
        return "";
    }

    /// D-1: what is entered of an asset was certified, and is live as long as it is.
    function checkEntries() internal view returns (string memory) {
        for (uint32 i = 1; i <= dataRegistry.assetCount(); ++i) {
            AssetId asset = AssetId.wrap(i);
            IDataRegistry.Asset memory a = dataRegistry.assetInfo(asset);
            bytes32 entered = keccak256(
                abi.encode(a.statement, a.volume, a.sensitivity, a.sharing, dataRegistry.sharesOf(asset))
            );
            if (entered != titles[asset].details) return "K-3: details are entered that nobody has certified";
            if (dataRegistry.isLive(asset) != isLiveAsset(asset))
                return "D-1: an asset is live otherwise than it should";
        }
        return "";
    }

    /// K-3: requests are answered, and valuations relied on, as it was seen to be done.
    function checkAnswers() internal view returns (string memory) {
        for (uint32 i = 1; i <= sharing.sharingCount(); ++i) {
            IDataSharing.SharingRequest memory r = sharing.sharingInfo(SharingId.wrap(i));
            Asking storage a = askings[SharingId.wrap(i)];
            if (r.status != a.status || Day.unwrap(r.dueDay) != a.dueDay || r.silenceReported != a.silent) {
                return "K-3: a request was answered otherwise, or in another term";
            }
        }
        for (uint32 i = 1; i <= valuations.valuationCount(); ++i) {
            IDataValuation.Valuation memory v = valuations.valuationInfo(ValuationId.wrap(i));
            Worth storage w = worths[ValuationId.wrap(i)];
            if (v.status != w.status || v.contested != w.contested) return "K-3: a valuation stands otherwise";
        }
        return "";
    }

    /// D-3: what is recorded was lawful, and no more. X-57: terms are as they were bought.
    function checkUses() internal view returns (string memory) {
        for (uint32 i = 1; i <= licences.licenceCount(); ++i) {
            LicenceId licence = LicenceId.wrap(i);
            Grant storage g = grants[licence];
            IDataLicences.Licence memory lic = licences.licenceInfo(licence);
            if (lic.used != g.used) return "D-3: other uses are recorded than were lawful";
            if (lic.allowed != g.allowed) return "D-3: another number of uses is allowed";
            uint256 price = g.terms.pricePerUse;
            if (
                g.status != LicenceStatus.Closed &&
                price > 0 &&
                g.prepaid + g.toPersons < (g.allowed - g.settled) * price
            ) {
                return "D-4: uses are allowed that nobody has paid for";
            }
            if (lic.licensee != g.licensee) return "D-3: a licence is another's";
            if (lic.meter != g.meter) return "D-3: another meters uses";
            if (lic.status != g.status) return "D-2: a licence has another status";
            if (lic.termsHash != keccak256(abi.encode(g.terms))) return "X-57: other terms";
        }
        return "";
    }

    /// D-4, K-6: what was paid is released, refunded or open, and the purse holds what is open, owed and waiting, to the fen and to whom.
    function checkRevenue() internal view returns (string memory) {
        IDataRevenue.Totals memory t = revenue.totals();
        if (t.paid != paid || t.released != released || t.refunded != refunded || t.claimed != claimed) {
            return "D-4: totals are not what was seen to be paid, released, refunded and claimed";
        }
        uint256 open;
        for (uint32 i = 1; i <= licences.licenceCount(); ++i) {
            Grant storage g = grants[LicenceId.wrap(i)];
            IDataRevenue.Account memory a = revenue.accountOf(LicenceId.wrap(i));
            if (a.order != g.order || a.prepaid != g.prepaid || a.deposit != g.deposit) {
                return "D-4: a licence's account is another";
            }
            open += g.order + g.prepaid + g.deposit;
        }
        if (paid != released + refunded + open) return "D-4: paid is not released, refunded and open";
        uint256 due;
        for (uint256 i; i < ACTORS; ++i) {
            if (revenue.owedTo(members[i].id) != owed[members[i].id]) return "X-52: somebody is owed another sum";
            due += owed[members[i].id];
        }
        for (uint256 i; i < PERSONS; ++i) {
            if (revenue.owedToPerson(personOf(i)) != owedToPersons[personOf(i)])
                return "X-52: a person is owed another sum";
            due += owedToPersons[personOf(i)];
        }
        for (uint32 i = 1; i <= dataRegistry.assetCount(); ++i) {
            if (revenue.waitingAt(AssetId.wrap(i)) != waiting[AssetId.wrap(i)])
                return "X-52: another sum waits at an asset";
            due += waiting[AssetId.wrap(i)];
        }
        if (due != released - claimed) return "D-4: shares of releases do not sum to them";
        return money.balanceOf(address(revenue)) == open + due ? "" : "K-6: the purse is not the sum of its entries";
    }

    function _plus(uint256 allowed, uint256 uses) private pure returns (uint256) {
        return allowed + uses > UNLIMITED ? UNLIMITED : allowed + uses;
    }

    function _owe(ParticipantId participant, uint256 amount) private returns (uint256) {
        owed[participant] += amount;
        return amount;
    }

    function _share(AssetId a, AssetId b) private view returns (bool) {
        if (!isLiveAsset(b)) return false;
        for (uint256 i; i < contents[a].length; ++i) {
            for (uint256 j; j < contents[b].length; ++j) {
                if (contents[a][i] == contents[b][j]) return true;
            }
        }
        return false;
    }

    /// The first one is exclusive, and stands.
    function _collide(Grant storage a, Grant storage b) private view returns (bool) {
        if (a.terms.asset != b.terms.asset || a.terms.right != b.terms.right) return false;
        return a.terms.purposes.overlaps(b.terms.purposes) && takesPlace(b);
    }

    function takesPlace(Grant storage g) internal view returns (bool) {
        if (g.status == LicenceStatus.Pending) return true;
        return g.status == LicenceStatus.Live && !isOverOn(g, dayNow());
    }
}
