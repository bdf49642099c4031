// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../contracts/kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {PersonId} from "../../contracts/kernel/types/Passkey.sol";
import {IDataDisputes} from "../../contracts/modules/data/interfaces/IDataDisputes.sol";
import {IDataOffers} from "../../contracts/modules/data/interfaces/IDataOffers.sol";
import {IDataSales} from "../../contracts/modules/data/interfaces/IDataSales.sol";
import {IDataSharing} from "../../contracts/modules/data/interfaces/IDataSharing.sol";
import {
    AssetId,
    DisputeId,
    isPersonal,
    LicenceId,
    LicenceStatus,
    OfferId,
    Point,
    Purpose,
    Purposes,
    Right,
    SaleId,
    Scope,
    Sensitivity,
    Sharing,
    SharingId,
    Terms
} from "../../contracts/modules/data/types/DataTypes.sol";
import {DataActs} from "./DataActs.sol";

/// @notice What a handler of data assets does with licences: they are offered, bought, delivered rightly and wrongly, metered, settled, passed on,
/// given up and disputed, while persons consent and withdraw, and what is owed is claimed. Each act is held against the model, and each that
/// the model forbids must be refused.
abstract contract DataTrade is DataActs {
    uint256 private constant G_ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617;
    string private constant LAWFUL_RULE = "D-3: an unlawful use was recorded";
    uint256 private constant DECISION_DAYS = 180;
    /// Business days in which a request for data is answered.
    uint256 private constant ANSWER_DAYS = 10;

    // Offers and sales

    /// D-2: of a right that the offerer holds.
    function offerTerms(uint256 seed, uint256 terms, uint256 term) external {
        AssetId asset = findAsset(seed, isSelling);
        if (asset.isNoAsset() || offers.offerCount() >= MAX_OFFERS) return;
        Terms memory t = termsOf(asset, Right(2 + ((seed >> 8) % 2)), terms);
        offerAs(t, term);
        uint256 other = otherMember(term, rightHolder(asset, t.right), NOBODY);
        bool done = callAs(other, address(offers), abi.encodeCall(offers.offer, (t, dayOf(dayNow() + 9))));
        noteAttack("attack", done, "D-2: a right was offered by who does not hold it");
    }

    function withdrawOffer(uint256 seed) external {
        if (seed % 2 > 0) return;
        OfferId id = findOffer(seed >> 8, isOpenOffer);
        if (OfferId.unwrap(id) == 0) return;
        uint256 by = indexOf(offers.offerInfo(id).offerer);
        ask("withdrawOffer", by, address(offers), abi.encodeCall(offers.withdrawOffer, (id)));
    }

    function consentToExclusive(uint256 seed) external {
        OfferId id = findOffer(seed, isConsentable);
        if (OfferId.unwrap(id) == 0) return;
        uint256 by = indexOf(pledges.pledgeeOf(offers.offerInfo(id).terms.asset));
        act("consentToExclusive", by, address(offers), abi.encodeCall(offers.consentToExclusive, (id)));
    }

    /// Any open offer; D-2 and D-7 are asked of what comes of it.
    function buy(uint256 seed, uint256 by, uint256 secret) external {
        if (licences.licenceCount() >= MAX_LICENCES) return;
        OfferId id = findOffer(seed, by % 5 == 0 ? isOpenOffer : isTakeable);
        if (OfferId.unwrap(id) == 0) return;
        IDataOffers.Offer memory o = offers.offerInfo(id);
        uint256 buyer = otherMember(by >> 8, o.offerer, o.terms.arbiter);
        if (members[buyer].id != o.terms.meter) buyAs(id, o, buyer, secret);
    }

    /// What another has for itself, or for itself what others have (D-2).
    function buyBeside(uint256 seed, uint256 by, uint256 terms) external {
        OfferId id = findOffer(seed, isBeside);
        if (OfferId.unwrap(id) == 0) id = _offerBeside(seed, terms);
        if (OfferId.unwrap(id) == 0) return;
        IDataOffers.Offer memory o = offers.offerInfo(id);
        uint256 buyer = otherMember(by, o.offerer, o.terms.arbiter);
        if (members[buyer].id == o.terms.meter || !isActive(buyer)) return;
        (bool done, , ) = _order(id, o, buyer, terms);
        noteAttack("buyBeside", done, "D-2: a licence was sold beside an exclusive one");
    }

    /// A sale's next steps, by who has them; some sales stop somewhere until their time is over.
    function deliver(uint256 seed, uint256 how) external {
        SaleId sale = findSale(seed, isUnderWay);
        if (SaleId.unwrap(sale) == 0) return;
        for (uint256 i; i <= (how >> 8) % 3 && isUnderWay(sale); ++i) {
            advance(sale, how >> (16 * i));
        }
    }

    // Uses

    /// One use for some purpose, of some person's data: recorded if it is lawful, and only then (D-3).
    function use(uint256 seed, uint256 purpose, uint256 person) external {
        LicenceId licence = findLicence(seed, person % 6 == 0 ? isUnusable : isUsable);
        if (licence.isNoLicence()) return;
        uint8 which = uint8(purpose % PURPOSES);
        recordAs(licence, which, _personFor(licence, which, person >> 8), "useUnlawfully");
    }

    function useMany(uint256 seed, uint256 purpose, uint256 count) public {
        LicenceId licence = findLicence(seed, isUsable);
        if (licence.isNoLicence()) return;
        uint8 which = uint8(purpose % PURPOSES);
        uint40 uses = uint40(1 + (count % 6));
        uint64 who = _personFor(licence, which, count >> 8);
        bool lawful = isLawful(licence, which, uses, who);
        PersonId[] memory people = new PersonId[](who == 0 ? 0 : 1);
        uint40[] memory counts = new uint40[](people.length);
        if (who > 0) (people[0], counts[0]) = (PersonId.wrap(who), uses);
        Grant storage g = grants[licence];
        bytes memory data = abi.encodeCall(
            licences.recordUses,
            (licence, uint40(g.used + 1), uses, Purpose.wrap(which), PROOF, people, counts)
        );
        uint256 meter = indexOf(grants[licence].meter);
        bool done = callAs(meter, address(licences), data);
        if (lawful) judge("useMany", isActive(meter), done);
        else noteAttack("useUnlawfully", done, LAWFUL_RULE);
        if (done) _used(licence, uses, who);
    }

    /// Who holds the licensed right now meters its uses; who did before does not any more (D-6).
    function takeOverMeter(uint256 seed, uint256 by) external {
        LicenceId licence = findLicence(seed, isLeftBehind);
        if (licence.isNoLicence()) {
            licence = findLicence(seed, isLiveNow);
            if (!licence.isNoLicence()) _takeMeter(licence, by % BANK);
            return;
        }
        Grant storage g = grants[licence];
        uint256 former = indexOf(g.meter);
        _takeMeter(licence, by % BANK);
        uint256 holder = indexOf(rightHolder(g.terms.asset, g.terms.right));
        _takeMeter(licence, holder);
        if (indexOf(g.meter) != holder) return;
        (uint8 purpose, uint64 person) = lawfulUse(licence, 1);
        if (purpose == PURPOSES) return;
        bytes memory data = abi.encodeCall(
            licences.recordUse,
            (licence, uint40(g.used + 1), Purpose.wrap(purpose), PersonId.wrap(person), PROOF)
        );
        noteAttack("meterStill", callAs(former, address(licences), data), "D-6: who meters no more recorded a use");
        recordAs(licence, purpose, person, "useUnlawfully");
    }

    function topUp(uint256 seed, uint256 count) public {
        LicenceId licence = findLicence(seed, isPrepayable);
        if (licence.isNoLicence()) return;
        Grant storage g = grants[licence];
        uint256 left = g.most - g.allowed;
        uint256 uses = bound(count, 1, left < 8 ? left : 8);
        uint64 fen = uint64(uses * g.terms.pricePerUse);
        bytes memory data = abi.encodeCall(licences.topUp, (licence, fen));
        if (!act("topUp", indexOf(g.licensee), address(licences), data)) return;
        g.allowed += uses;
        g.prepaid += fen;
        paid += fen;
    }

    function settleUsage(uint256 seed, uint256 by) external {
        LicenceId licence = findLicence(seed, isUnsettled);
        if (licence.isNoLicence()) return;
        Grant storage g = grants[licence];
        bytes memory data = abi.encodeCall(licences.settle, (licence));
        if (!ask("settleUses", by % MEMBERS, address(licences), data)) return;
        settleUses(licence, 0);
        if (g.used > g.settled) countUses(licence);
        noteAttack(
            "attack",
            callAs(by % MEMBERS, address(licences), data),
            "D-4: uses were settled as they were counted"
        );
    }

    function surrender(uint256 seed) external {
        if (seed % 4 > 0) return;
        LicenceId licence = findLicence(seed >> 8, isLiveNow);
        if (licence.isNoLicence()) return;
        uint256 by = indexOf(grants[licence].licensee);
        if (!ask("surrender", by, address(licences), abi.encodeCall(licences.surrender, (licence)))) return;
        (grants[licence].status, grants[licence].endedOn) = (LicenceStatus.Surrendered, dayNow());
    }

    function closeLicence(uint256 seed, uint256 by) external {
        LicenceId licence = findLicence(seed, isClosable);
        if (licence.isNoLicence()) return;
        Grant storage g = grants[licence];
        uint256[] memory expected = balances();
        if (!ask("close", by % MEMBERS, address(licences), abi.encodeCall(licences.close, (licence)))) return;
        if (g.terms.pricePerUse > 0 && g.used > g.settled) countUses(licence);
        settleUses(licence, 0);
        _giveBack(expected, g.licensee, g.prepaid + g.deposit);
        (g.status, g.prepaid, g.deposit) = (LicenceStatus.Closed, 0, 0);
    }

    function transferLicence(uint256 seed, uint256 to) external {
        LicenceId licence = findLicence(seed, isTransferable);
        if (licence.isNoLicence()) return;
        ParticipantId from = grants[licence].licensee;
        uint256 receiver = otherMember(to, from, grants[licence].meter);
        bytes memory data = abi.encodeCall(offers.transferLicence, (licence, members[receiver].id, Day.wrap(0)));
        (bool done, bytes memory result) = answerTo(indexOf(from), address(offers), data);
        if (done) done = callAs(receiver, address(offers), abi.encodeCall(offers.sign, (requestOf(result))));
        if (judge("transferLicence", isActive(indexOf(from)) && isActive(receiver), done))
            grants[licence].licensee = members[receiver].id;
    }

    // Persons

    function consent(uint256 seed, uint256 term) public {
        LicenceId licence = findLicence(seed >> 8, isOfPersons);
        if (licence.isNoLicence()) return;
        Grant storage g = grants[licence];
        Sensitivity sensitivity = titles[g.terms.asset].sensitivity;
        uint8 purpose = uint8((seed >> 16) % PURPOSES);
        while (!g.terms.purposes.has(Purpose.wrap(purpose))) purpose = (purpose + 1) % PURPOSES;
        Scope memory scope = _scopeIn(licence, sensitivity, purpose, seed % 2 == 0);
        uint256 person = seed % PERSONS;
        uint256 until = dayNow() + (term % 20);
        vm.prank(persons[person]);
        (bool done, ) = address(consents).call(abi.encodeCall(consents.giveFromAccount, (scope, dayOf(until))));
        must("consent", done);
        if (done) consented[_keyOf(PersonId.unwrap(personOf(person)), scope, sensitivity)] = until;
    }

    /// After a use by it, which was lawful, it is withdrawn, now and then with all others: the next use is not (D-3).
    function withdrawConsent(uint256 seed, uint256 how) external {
        LicenceId licence = findLicence(seed, isUsedWithConsent);
        if (licence.isNoLicence()) return;
        (uint8 purpose, uint64 person) = lawfulUse(licence, 2);
        recordAs(licence, purpose, person, "useUnlawfully");
        uint256 who;
        while (PersonId.unwrap(personOf(who)) != person) ++who;
        if (how % 8 == 0) {
            vm.prank(persons[who]);
            consents.withdrawAllFromAccount();
            ++epochs[person];
        } else {
            Sensitivity sensitivity = titles[grants[licence].terms.asset].sensitivity;
            _withdrawAs(who, _scopeIn(licence, sensitivity, purpose, true), sensitivity);
            _withdrawAs(who, _scopeIn(licence, sensitivity, purpose, false), sensitivity);
        }
        recordAs(licence, purpose, person, "useWithdrawn");
    }

    // Revenue

    function passRevenueOn(uint256 seed, uint256 by) external {
        AssetId asset = findAsset(seed, hasWaiting);
        if (asset.isNoAsset()) return;
        if (!ask("passOn", by % MEMBERS, address(revenue), abi.encodeCall(revenue.passOn, (asset)))) return;
        uint256 gross = waiting[asset];
        waiting[asset] = 0;
        divide(asset, gross);
    }

    /// All that one is owed, once (D-4).
    function claimRevenue(uint256 seed, uint256 by) external {
        uint256 who = seed % ACTORS;
        for (uint256 i; i < ACTORS && owed[members[who].id] == 0; ++i) {
            who = (who + 1) % ACTORS;
        }
        ParticipantId id = members[who].id;
        uint256 fen = owed[id];
        if (fen == 0) return;
        uint256[] memory expected = balances();
        bytes memory data = abi.encodeCall(revenue.claimFor, (id));
        if (!ask("claimRevenue", by % MEMBERS, address(revenue), data)) return;
        owed[id] = 0;
        claimed += fen;
        expected[who] += fen;
        demandBalances(expected, "D-4: a claim paid another sum, or somebody else");
        noteAttack("attack", callAs(by % MEMBERS, address(revenue), data), "D-4: revenue was claimed twice");
    }

    function claimForPerson(uint256 seed, uint256 by) external {
        uint256 who = seed % PERSONS;
        for (uint256 i; i < PERSONS && owedToPersons[personOf(who)] == 0; ++i) {
            who = (who + 1) % PERSONS;
        }
        PersonId id = personOf(who);
        uint256 fen = owedToPersons[id];
        if (fen == 0) return;
        uint256 before = money.balanceOf(persons[who]);
        bytes memory data = abi.encodeCall(revenue.claimForPerson, (id));
        if (!ask("claimForPerson", by % MEMBERS, address(revenue), data)) return;
        owedToPersons[id] = 0;
        claimed += fen;
        demand(money.balanceOf(persons[who]) == before + fen, "D-4: a person was paid another sum");
    }

    // Disputes

    function disputeQuality(uint256 seed, uint256 amount) external {
        SaleId sale = findSale(seed, isPosted);
        if (SaleId.unwrap(sale) != 0) _disputeQuality(sale, sales.saleInfo(sale), amount);
    }

    function disputeMisuse(uint256 seed, uint256 amount) external {
        LicenceId licence = findLicence(seed, isBought);
        if (licence.isNoLicence()) return;
        Grant storage g = grants[licence];
        ParticipantId holder = rightHolder(g.terms.asset, g.terms.right);
        bool open = DisputeId.unwrap(dataDisputes.openOn(licence, IDataDisputes.DisputeKind.Misuse)) != 0;
        if (holder == g.licensee || open) return;
        uint64 fen = uint64(amount % (g.deposit + 1));
        IDataDisputes.Outcome memory c = IDataDisputes.Outcome(true, amount % 2 == 0, fen);
        bytes memory data = abi.encodeCall(dataDisputes.openMisuse, (licence, c, PROOF));
        ask("disputeMisuse", indexOf(holder), address(dataDisputes), data);
    }

    function disputeMetering(uint256 seed, uint256 count) external {
        LicenceId licence = findLicence(seed, isContestable);
        if (licence.isNoLicence()) return;
        Grant storage g = grants[licence];
        if (g.meter == g.licensee) return;
        uint64 uses = uint64(bound(count, 1, g.used - g.settled));
        IDataDisputes.Outcome memory c = IDataDisputes.Outcome(true, false, uses);
        bytes memory data = abi.encodeCall(dataDisputes.openMetering, (licence, c, PROOF));
        if (ask("disputeMetering", indexOf(g.licensee), address(dataDisputes), data)) countUses(licence);
    }

    /// Agreed, conceded, withdrawn, proven, or decided by the arbiter or a court; some by nobody.
    function endDispute(uint256 seed, uint256 how) external {
        DisputeId dispute = findDispute(seed);
        if (DisputeId.unwrap(dispute) % 4 == 0) return;
        IDataDisputes.Dispute memory d = dataDisputes.disputeInfo(dispute);
        bool provable = d.kind == IDataDisputes.DisputeKind.Quality && !deals[d.sale].right;
        if (provable && how % 2 == 0) return _prove(d.sale, sales.saleInfo(d.sale), how >> 8);
        IDataDisputes.Outcome memory o = d.claim;
        if (how % 3 == 0 || how % 5 == 1) o = IDataDisputes.Outcome(false, false, 0);
        if (how % 5 == 0) o = d.claim;
        (bool done, bool free) = _endAs(dispute, d, o, how % 5);
        if (!judge("endDispute", free, done)) return;
        _bring(d, o);
        _endAgain(dispute, d, how);
    }

    /// Undecided for 180 days it is dismissed, by anyone, and once.
    function lapseDispute(uint256 seed, uint256 by) external {
        DisputeId dispute = _findUndecided(seed);
        if (DisputeId.unwrap(dispute) == 0) return;
        IDataDisputes.Dispute memory d = dataDisputes.disputeInfo(dispute);
        uint256 lastDay = Day.unwrap(d.openedOn) + DECISION_DAYS;
        bytes memory data = abi.encodeCall(dataDisputes.lapse, (dispute));
        bool late = dayNow() > lastDay;
        if (!late) {
            noteAttack(
                "lapseEarly",
                callAs(by % MEMBERS, address(dataDisputes), data),
                "D-5: a dispute lapsed in time"
            );
            if (seed % 64 > 0) return;
            warpTo(lastDay + 1);
        }
        if (!ask("lapseDispute", by % MEMBERS, address(dataDisputes), data)) return;
        _bring(d, IDataDisputes.Outcome(false, false, 0));
        _endAgain(dispute, d, by);
    }

    // Departments

    /// Data that are shared on conditions are granted at once now and then; else the request waits.
    function shareData(uint256 seed, uint256 purposes) external {
        AssetId asset = findAsset(seed, isShared);
        if (asset.isNoAsset() || licences.licenceCount() >= MAX_LICENCES) return;
        uint256 holder = indexOf(titles[asset].holder);
        uint256 other = holder == DEPARTMENT ? DEPARTMENT + 1 : DEPARTMENT;
        Terms memory t = _sharedTerms(asset, members[other].id, purposes, seed);
        uint32 before = licences.licenceCount();
        bytes memory data = abi.encodeCall(sharing.requestSharing, (asset, t.purposes, t.daysValid, PROOF));
        bool unconditional = titles[asset].sharing == Sharing.Unconditional;
        if (unconditional && _isTaken(t)) {
            return
                noteAttack("buyBeside", callAs(other, address(sharing), data), "D-2: shared beside an exclusive one");
        }
        bool done = callAs(other, address(sharing), data);
        if (!judge("share", isActive(other) && isActive(holder), done)) return;
        SharingId id = SharingId.wrap(sharing.sharingCount());
        Asking storage a = askings[id];
        (a.asset, a.by, a.purposes, a.daysValid) = (asset, other, t.purposes, t.daysValid);
        a.status = unconditional ? IDataSharing.SharingStatus.Granted : IDataSharing.SharingStatus.Requested;
        a.dueDay = _termFrom(dayNow());
        if (unconditional) _share(id, t, before);
        else if (purposes % 3 == 0) _grant(id, seed);
    }

    /// A request that waits: extended once, refused, taken back or, also late, granted.
    function answerSharing(uint256 seed, uint256 how) external {
        SharingId id = _findAsking(seed);
        if (SharingId.unwrap(id) == 0) return;
        Asking storage a = askings[id];
        uint256 holder = indexOf(titles[a.asset].holder);
        // An order may have made the data its own since.
        if (holder == a.by) return;
        address desk = address(sharing);
        bytes memory refusal = abi.encodeCall(sharing.refuse, (id, PROOF));
        noteAttack("answerOthers", callAs(a.by, desk, refusal), "K-3: a request was answered by who has asked");
        if (how % 8 == 0) {
            if (ask("refuse", holder, desk, refusal)) a.status = IDataSharing.SharingStatus.Refused;
        } else if (how % 8 < 3) {
            bytes memory data = abi.encodeCall(sharing.withdrawSharing, (id));
            if (ask("takeBack", a.by, desk, data)) a.status = IDataSharing.SharingStatus.Withdrawn;
        } else if (how % 8 < 5) {
            _extend(id, holder);
        } else {
            _grant(id, seed);
        }
        if (a.status == IDataSharing.SharingStatus.Requested) return;
        bytes memory again = abi.encodeCall(sharing.grant, (id, 1, 1, PROOF));
        noteAttack("answerTwice", callAs(holder, desk, again), "D-2: a request was granted that had been answered");
    }

    /// Silence is on record once, after the term and not before, and grants nothing.
    function reportSilence(uint256 seed, uint256 by) external {
        SharingId id = _findAsking(seed);
        if (SharingId.unwrap(id) == 0) return;
        Asking storage a = askings[id];
        bytes memory data = abi.encodeCall(sharing.reportSilence, (id));
        string memory rule = "K-3: silence was put on record in time, or twice";
        if (a.dueDay >= dayNow()) {
            noteAttack("reportEarly", callAs(by % MEMBERS, address(sharing), data), rule);
            if (seed % 4 > 0) return;
            warpTo(a.dueDay + 1);
        }
        if (!a.silent) a.silent = ask("reportSilence", by % MEMBERS, address(sharing), data);
        noteAttack("reportEarly", callAs(by % MEMBERS, address(sharing), data), rule);
    }

    // What is offered and bought

    function offerAs(Terms memory t, uint256 term) internal returns (OfferId) {
        uint256 by = indexOf(rightHolder(t.asset, t.right));
        bool free = isActive(by) && !participants.isFrozen(t.arbiter) && !participants.isFrozen(t.meter);
        bytes memory data = abi.encodeCall(offers.offer, (t, dayOf(dayNow() + 10 + (term % 20))));
        bool done = judge("offer", free, callAs(by, address(offers), data));
        return OfferId.wrap(done ? offers.offerCount() : 0);
    }

    function buyAs(OfferId id, IDataOffers.Offer memory o, uint256 buyer, uint256 dice) internal returns (LicenceId) {
        bool takeable = isTakeable(id);
        bool beside = isBeside(id);
        (bool done, bytes memory result, uint256 secret) = _order(id, o, buyer, dice);
        if (takeable) judge("buy", isActive(buyer), done);
        if (!done) return LicenceId.wrap(0);
        demand(sells(o.terms.asset), "D-7: a licence of a frozen or suspended asset was sold");
        demand(!beside, "D-2: a licence was sold beside an exclusive one");
        bool held = rightHolder(o.terms.asset, o.terms.right) == o.offerer;
        demand(held, "D-2: a right was licensed that the offerer does not hold");
        (SaleId sale, LicenceId licence) = abi.decode(result, (SaleId, LicenceId));
        (deals[sale].licence, deals[sale].secret) = (licence, secret);
        grant(licence, o.terms, o.offerer, members[buyer].id);
        Grant storage g = grants[licence];
        paid += o.terms.price + o.terms.deposit;
        (g.order, g.deposit) = (o.terms.price, o.terms.deposit);
        if (!o.terms.delivery) begin(g, 0);
        return licence;
    }

    function advance(SaleId sale, uint256 how) internal {
        IDataSales.Sale memory s = sales.saleInfo(sale);
        if (vm.getBlockTimestamp() > s.deadline) return _overdue(sale, s, how);
        if (_stalls(sale, s.status)) return;
        if (how % 16 == 0 && s.status != IDataSales.SaleStatus.KeyPosted) return _decline(sale, s);
        if (s.status == IDataSales.SaleStatus.Ordered) return _commit(sale, s);
        if (s.status == IDataSales.SaleStatus.Committed) {
            act("confirm", indexOf(s.buyer), address(sales), abi.encodeCall(sales.confirmCiphertext, (sale)));
        } else if (s.status == IDataSales.SaleStatus.Received) {
            _postKey(sale, s, how);
        } else {
            _judge(sale, s, how);
        }
    }

    function _order(
        OfferId id,
        IDataOffers.Offer memory o,
        uint256 buyer,
        uint256 dice
    ) private returns (bool done, bytes memory result, uint256 secret) {
        Point memory key;
        secret = 1 + (uint256(keccak256(abi.encode(dice, ++serial))) % (G_ORDER - 1));
        if (o.terms.delivery) key = keyOf(secret);
        bytes memory data = abi.encodeCall(sales.order, (id, keccak256(abi.encode(o.terms)), key));
        (done, result) = answerTo(buyer, address(sales), data);
    }

    function _stalls(SaleId sale, IDataSales.SaleStatus status) private pure returns (bool) {
        uint256 at = SaleId.unwrap(sale) % 20;
        return at < 3 && uint8(status) == uint8(IDataSales.SaleStatus.Ordered) + at;
    }

    /// What overlaps a licence that stands, one of the two exclusive.
    function _offerBeside(uint256 seed, uint256 terms) private returns (OfferId id) {
        LicenceId licence = findLicence(seed, isInPlace);
        if (licence.isNoLicence() || offers.offerCount() >= MAX_OFFERS) return id;
        Grant storage g = grants[licence];
        Terms memory t = termsOf(g.terms.asset, g.terms.right, terms);
        t.purposes = g.terms.purposes;
        if (!g.terms.exclusive) t.exclusive = true;
        return t.exclusive && isPledged(t.asset) ? id : offerAs(t, terms);
    }

    // Steps of a delivery

    function _commit(SaleId sale, IDataSales.Sale memory s) private {
        bytes32 key = keccak256(abi.encode("key", sale));
        bytes memory data = abi.encodeCall(sales.commit, (sale, PROOF, 1, keccak256(abi.encode(key))));
        bool sellsNow = sells(s.asset);
        uint256 by = indexOf(s.seller);
        bool done = callAs(by, address(sales), data);
        if (sellsNow) judge("commit", isActive(by), done);
        else noteAttack("sellStill", done, "D-7: a frozen or suspended asset was delivered");
        if (done) deals[sale].key = key;
    }

    function _decline(SaleId sale, IDataSales.Sale memory s) private {
        uint256[] memory expected = balances();
        bytes memory data = abi.encodeCall(sales.decline, (sale));
        if (ask("decline", indexOf(s.seller), address(sales), data)) _undo(sale, s, expected);
    }

    function _postKey(SaleId sale, IDataSales.Sale memory s, uint256 how) private {
        Deal storage d = deals[sale];
        uint256 secret = 1 + (uint256(keccak256(abi.encode("ephemeral", sale))) % (G_ORDER - 1));
        bool right = how % 2 == 0;
        bytes32 wrapped = d.key ^ maskOf(sale, secret, s.orderKey) ^ (right ? bytes32(0) : bytes32(how | 1));
        bytes memory data = abi.encodeCall(sales.postKey, (sale, keyOf(secret), wrapped));
        bool may = sells(s.asset) && rightHolder(s.asset, s.right) == s.seller;
        uint256 by = indexOf(s.seller);
        bool done = callAs(by, address(sales), data);
        if (may) judge("postKey", isActive(by), done);
        else demand(!done, "D-7, D-2: a key of what the seller may not sell");
        if (done) (d.posted, d.right) = (true, right);
    }

    /// A buyer with a wrong key proves it; one with a right key can't, and accepts, or is silent. Either may dispute what it got.
    function _judge(SaleId sale, IDataSales.Sale memory s, uint256 how) private {
        if (how % 4 == 0) {
            skip(s.deadline + 1 - vm.getBlockTimestamp());
            return _overdue(sale, s, how);
        }
        if (how % 8 == 1 && s.price > 0) return _disputeQuality(sale, s, how >> 8);
        if (!deals[sale].right) return _prove(sale, s, how >> 8);
        uint256[] memory expected = balances();
        uint256 buyer = indexOf(s.buyer);
        bytes memory data = abi.encodeCall(sales.proveWrongKey, (sale, deals[sale].secret));
        noteAttack("proveRightKey", callAs(buyer, address(sales), data), "D-5: who has the right key was refunded");
        if (!act("accept", buyer, address(sales), abi.encodeCall(sales.accept, (sale)))) return;
        begin(grants[s.licence], 0);
        demandBalances(expected, "D-5: money of a release left the purse");
    }

    /// By anyone.
    function _prove(SaleId sale, IDataSales.Sale memory s, uint256 by) private {
        uint256[] memory expected = balances();
        bytes memory data = abi.encodeCall(sales.proveWrongKey, (sale, deals[sale].secret));
        if (ask("proveWrongKey", by % MEMBERS, address(sales), data)) _undo(sale, s, expected);
    }

    function _disputeQuality(SaleId sale, IDataSales.Sale memory s, uint256 amount) private {
        uint64 fen = uint64(bound(amount, 1, s.price));
        IDataDisputes.Outcome memory c = IDataDisputes.Outcome(true, amount % 2 == 0, fen);
        bytes memory data = abi.encodeCall(dataDisputes.openQuality, (sale, c, PROOF));
        ask("disputeQuality", indexOf(s.buyer), address(dataDisputes), data);
    }

    function _overdue(SaleId sale, IDataSales.Sale memory s, uint256 how) private {
        uint256[] memory expected = balances();
        bytes memory late = abi.encodeCall(sales.proveWrongKey, (sale, deals[sale].secret));
        bytes memory data = abi.encodeCall(sales.lapse, (sale));
        if (s.status != IDataSales.SaleStatus.KeyPosted) {
            noteAttack(
                "attack",
                callAs(how % MEMBERS, address(sales), abi.encodeCall(sales.release, (sale))),
                "D-5: a seller that has posted no key was paid"
            );
            if (ask("lapse", how % MEMBERS, address(sales), data)) _undo(sale, s, expected);
            return;
        }
        noteAttack("attack", callAs(how % MEMBERS, address(sales), late), "D-5: a wrong key was proven too late");
        noteAttack("attack", callAs(how % MEMBERS, address(sales), data), "D-5: a posted key has lapsed");
        if (ask("release", how % MEMBERS, address(sales), abi.encodeCall(sales.release, (sale)))) {
            begin(grants[s.licence], 0);
        }
    }

    /// The licence is void, and all goes back.
    function _undo(SaleId sale, IDataSales.Sale memory s, uint256[] memory expected) private {
        Grant storage g = grants[deals[sale].licence];
        _giveBack(expected, s.buyer, g.order + g.deposit);
        (g.order, g.deposit, g.status) = (0, 0, LicenceStatus.Void);
    }

    // Uses and consents

    /// By its meter.
    /// @param attack_ what it is called where it is unlawful
    function recordAs(LicenceId licence, uint8 purpose, uint64 person, bytes32 attack_) internal {
        uint256 meter = indexOf(grants[licence].meter);
        bool lawful = isLawful(licence, purpose, 1, person);
        uint40 number = uint40(grants[licence].used + 1);
        bytes memory data = abi.encodeCall(
            licences.recordUse,
            (licence, number, Purpose.wrap(purpose), PersonId.wrap(person), PROOF)
        );
        bool done = callAs(meter, address(licences), data);
        if (lawful) judge("use", isActive(meter), done);
        else noteAttack(attack_, done, LAWFUL_RULE);
        if (done) _used(licence, 1, person);
    }

    function _takeMeter(LicenceId licence, uint256 by) private {
        Grant storage g = grants[licence];
        ParticipantId caller = members[by].id;
        bool may = g.terms.meter.isNobody() && caller != g.meter && caller != g.licensee;
        may = may && caller == rightHolder(g.terms.asset, g.terms.right);
        bool done = callAs(by, address(licences), abi.encodeCall(licences.takeOverMeter, (licence)));
        if (!may) return noteAttack("usurpMeter", done, "D-6: who has no right to it took a meter over");
        if (judge("takeOverMeter", isActive(by), done)) g.meter = caller;
    }

    function _withdrawAs(uint256 who, Scope memory scope, Sensitivity sensitivity) private {
        bytes32 key = _keyOf(PersonId.unwrap(personOf(who)), scope, sensitivity);
        if (consented[key] == 0) return;
        vm.prank(persons[who]);
        (bool done, ) = address(consents).call(abi.encodeCall(consents.withdrawFromAccount, (scope)));
        must("withdrawConsent", done);
        consented[key] = 0;
        if (scope.asset.isNoAsset()) return;
        // Of one asset it is withdrawn whatever class that was of.
        consented[_keyOf(PersonId.unwrap(personOf(who)), scope, Sensitivity.Personal)] = 0;
        consented[_keyOf(PersonId.unwrap(personOf(who)), scope, Sensitivity.SensitivePersonal)] = 0;
    }

    // Ends of disputes

    /// @param free whether it could be done: who did it is not frozen
    function _endAs(
        DisputeId dispute,
        IDataDisputes.Dispute memory d,
        IDataDisputes.Outcome memory o,
        uint256 how
    ) private returns (bool done, bool free) {
        address desk = address(dataDisputes);
        uint256 claimant = indexOf(d.claimant);
        uint256 respondent = indexOf(d.respondent);
        if (how == 0) {
            return (callAs(respondent, desk, abi.encodeCall(dataDisputes.concede, (dispute))), isActive(respondent));
        }
        if (how == 1) {
            return (callAs(claimant, desk, abi.encodeCall(dataDisputes.withdraw, (dispute))), isActive(claimant));
        }
        if (how == 2) {
            callAs(claimant, desk, abi.encodeCall(dataDisputes.propose, (dispute, o)));
            done = callAs(respondent, desk, abi.encodeCall(dataDisputes.acceptOutcome, (dispute, o)));
            return (done, isActive(claimant) && isActive(respondent));
        }
        if (how == 3 && !d.arbiter.isNobody()) {
            callAs(respondent, desk, abi.encodeCall(dataDisputes.answer, (dispute, PROOF)));
            bytes memory data = abi.encodeCall(dataDisputes.decide, (dispute, o, PROOF));
            return (callAs(indexOf(d.arbiter), desk, data), isActive(indexOf(d.arbiter)));
        }
        return (ordered(desk, abi.encodeCall(dataDisputes.decideByOrder, (dispute, o, PROOF))), true);
    }

    /// What a dispute's end brings.
    function _bring(IDataDisputes.Dispute memory d, IDataDisputes.Outcome memory o) private {
        Grant storage g = grants[d.licence];
        if (d.kind == IDataDisputes.DisputeKind.Metering) return settleUses(d.licence, o.amount);
        if (d.kind == IDataDisputes.DisputeKind.Misuse) {
            g.deposit -= o.amount;
            credit(g.terms.asset, o.amount);
            if (!o.ends) return;
            if (g.status == LicenceStatus.Live) endNow(d.licence);
            else if (g.status == LicenceStatus.Surrendered) g.status = LicenceStatus.Terminated;
            return;
        }
        if (!o.ends) return begin(g, o.amount);
        credit(g.terms.asset, g.order - o.amount);
        refunded += o.amount + g.deposit;
        (g.order, g.deposit, g.status) = (0, 0, LicenceStatus.Void);
    }

    /// What has ended ends no second time, in any way.
    function _endAgain(DisputeId dispute, IDataDisputes.Dispute memory d, uint256 by) private {
        address desk = address(dataDisputes);
        string memory rule = "D-4: a dispute has ended twice";
        bytes memory data = abi.encodeCall(dataDisputes.lapse, (dispute));
        noteAttack("endTwice", callAs(by % MEMBERS, desk, data), rule);
        data = abi.encodeCall(dataDisputes.concede, (dispute));
        noteAttack("endTwice", callAs(indexOf(d.respondent), desk, data), rule);
        data = abi.encodeCall(dataDisputes.withdraw, (dispute));
        noteAttack("endTwice", callAs(indexOf(d.claimant), desk, data), rule);
    }

    /// The oldest that is open now and then, since it is the first to lapse.
    function _findUndecided(uint256 seed) private view returns (DisputeId) {
        return findDispute(seed % 2 == 0 ? seed : 0);
    }

    // Steps of sharing

    function _extend(SharingId id, uint256 holder) private {
        Asking storage a = askings[id];
        bytes memory data = abi.encodeCall(sharing.extend, (id, PROOF));
        if (!a.extended && a.dueDay >= dayNow()) {
            if (!ask("extend", holder, address(sharing), data)) return;
            (a.extended, a.dueDay) = (true, _termFrom(a.dueDay));
        }
        noteAttack("extendTwice", callAs(holder, address(sharing), data), "K-3: a term was extended late, or twice");
    }

    function _grant(SharingId id, uint256 seed) private {
        Asking storage a = askings[id];
        Title storage title = titles[a.asset];
        Terms memory t = _sharedTerms(a.asset, members[a.by].id, 0, seed);
        (t.purposes, t.daysValid) = (a.purposes, a.daysValid);
        (t.uses, t.document) = (uint40(seed % 9), PROOF);
        uint256 holder = indexOf(title.holder);
        uint32 before = licences.licenceCount();
        bytes memory data = abi.encodeCall(sharing.grant, (id, t.daysValid, t.uses, PROOF));
        bool done = callAs(holder, address(sharing), data);
        bool may = isShared(a.asset) && !_isTaken(t);
        if (!may) return noteAttack("sellStill", done, "D-2, D-7: data were shared that could not be licensed");
        if (judge("grantSharing", isActive(a.by) && isActive(holder), done)) _share(id, t, before);
    }

    function _share(SharingId id, Terms memory t, uint32 before) private {
        askings[id].status = IDataSharing.SharingStatus.Granted;
        demand(licences.licenceCount() == before + 1, "D-2: a request was granted without a licence, or with two");
        LicenceId licence = LicenceId.wrap(before + 1);
        grant(licence, t, titles[t.asset].holder, t.buyer);
        begin(grants[licence], 0);
    }

    function _sharedTerms(
        AssetId asset,
        ParticipantId buyer,
        uint256 purposes,
        uint256 seed
    ) private pure returns (Terms memory t) {
        (t.asset, t.right, t.buyer, t.territory) = (asset, Right.Processing, buyer, 156);
        t.purposes = Purposes.wrap(uint64(1 + (purposes % 15)));
        t.daysValid = uint16(3 + (seed % 20));
    }

    /// Last day of an answer's term that begins after a day.
    function _termFrom(uint256 day) private pure returns (uint256) {
        for (uint256 i; i < ANSWER_DAYS; ++i) {
            day = nextBusinessDay(day + 1);
        }
        return day;
    }

    function _findAsking(uint256 seed) private view returns (SharingId) {
        uint256 count = sharing.sharingCount();
        for (uint256 i; i < count; ++i) {
            SharingId id = SharingId.wrap(uint32(((seed % count) + i) % count) + 1);
            if (askings[id].status == IDataSharing.SharingStatus.Requested) return id;
        }
        return SharingId.wrap(0);
    }

    /// Whether a licence that stands keeps these terms out (D-2).
    function _isTaken(Terms memory t) private view returns (bool) {
        for (uint32 i = 1; i <= licences.licenceCount(); ++i) {
            if (isInTheWay(grants[LicenceId.wrap(i)], t)) return true;
        }
        return false;
    }

    // The model's steps

    function grant(LicenceId licence, Terms memory t, ParticipantId seller, ParticipantId licensee) internal {
        Grant storage g = grants[licence];
        g.terms = t;
        g.licensee = licensee;
        g.meter = t.meter.isNobody() ? seller : t.meter;
        g.status = LicenceStatus.Pending;
        g.most = t.uses == 0 ? UNLIMITED : t.uses;
        g.allowed = t.pricePerUse == 0 ? g.most : 0;
        g.lastDay = type(uint256).max;
    }

    /// Live from today on; its price is released but for what goes back.
    function begin(Grant storage g, uint256 back) internal {
        g.status = LicenceStatus.Live;
        g.firstDay = dayNow();
        g.lastDay = dayNow() + g.terms.daysValid - 1;
        uint256 price = g.order;
        g.order = 0;
        refunded += back;
        credit(g.terms.asset, price - back);
    }

    function endNow(LicenceId licence) internal {
        Grant storage g = grants[licence];
        (g.status, g.endedOn) = (LicenceStatus.Terminated, dayNow() > g.lastDay ? g.lastDay : dayNow());
    }

    function _used(LicenceId licence, uint256 count, uint64 person) private {
        Grant storage g = grants[licence];
        g.used += count;
        uint256 fen = g.terms.personPay * count;
        if (person == 0 || fen == 0) return;
        g.prepaid -= fen;
        g.toPersons += fen;
        released += fen;
        owedToPersons[PersonId.wrap(person)] += fen;
    }

    function _giveBack(uint256[] memory expected, ParticipantId to, uint256 fen) private {
        refunded += fen;
        expected[indexOf(to)] += fen;
        demandBalances(expected, "D-4: another sum, or somebody else, was refunded");
    }

    /// Of personal data somebody, as a rule somebody who consents.
    function _personFor(LicenceId licence, uint8 purpose, uint256 seed) private view returns (uint64) {
        Grant storage g = grants[licence];
        Sensitivity sensitivity = titles[g.terms.asset].sensitivity;
        bool personal = isPersonal(sensitivity);
        if (seed % 10 == 0) personal = !personal;
        if (!personal) return 0;
        for (uint256 i; i < PERSONS; ++i) {
            uint64 person = PersonId.unwrap(personOf((seed + i) % PERSONS));
            if (isConsented(person, g.terms.asset, sensitivity, purpose, g.licensee)) return person;
        }
        return PersonId.unwrap(personOf(seed % PERSONS));
    }

    function _scopeIn(
        LicenceId licence,
        Sensitivity sensitivity,
        uint8 purpose,
        bool ofAsset
    ) private view returns (Scope memory scope) {
        Grant storage g = grants[licence];
        if (ofAsset) scope.asset = g.terms.asset;
        else scope.sensitivity = sensitivity;
        (scope.purpose, scope.recipient) = (Purpose.wrap(purpose), g.licensee);
    }

    function _keyOf(uint64 person, Scope memory scope, Sensitivity sensitivity) private view returns (bytes32) {
        return scopeOf(person, scope.asset, sensitivity, Purpose.unwrap(scope.purpose), scope.recipient);
    }
}
