// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../../../contracts/kernel/types/Day.sol";
import {NOBODY, ParticipantId, SubjectId} from "../../../../contracts/kernel/types/Ids.sol";
import {PersonId} from "../../../../contracts/kernel/types/Passkey.sol";
import {IDataCertification} from "../../../../contracts/modules/data/interfaces/IDataCertification.sol";
import {IDataDisputes} from "../../../../contracts/modules/data/interfaces/IDataDisputes.sol";
import {IDataOffers} from "../../../../contracts/modules/data/interfaces/IDataOffers.sol";
import {IDataPledges} from "../../../../contracts/modules/data/interfaces/IDataPledges.sol";
import {IDataPreservation} from "../../../../contracts/modules/data/interfaces/IDataPreservation.sol";
import {IDataRegistry} from "../../../../contracts/modules/data/interfaces/IDataRegistry.sol";
import {IDataSales} from "../../../../contracts/modules/data/interfaces/IDataSales.sol";
import {IDataValuation} from "../../../../contracts/modules/data/interfaces/IDataValuation.sol";
import {AssetMarks} from "../../../../contracts/modules/data/types/AssetMarks.sol";
import {
    AssetId,
    ChallengeId,
    DisputeId,
    FilingId,
    LicenceId,
    LicenceStatus,
    ObjectionId,
    OfferId,
    Point,
    Purpose,
    Purposes,
    Right,
    SaleId,
    Scope,
    Sensitivity,
    SharingId,
    Terms,
    ValuationId
} from "../../../../contracts/modules/data/types/DataTypes.sol";
import {ActsTest} from "../../../utils/Acts.sol";
import {DataActs} from "../../../utils/DataActs.sol";

/// @notice Fourteen members, two departments and three persons: they register, certify and object, offer, buy, deliver rightly and wrongly, meter,
/// settle, consent and withdraw, dispute, share, pledge and realise, while days pass and courts freeze, suspend and terminate. Each act is held
/// against what a model of its own says; hostile members try what is others'.
contract DataHandler is DataActs {
    uint256 private constant G_ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617;

    constructor() {
        deployData();
        enrich();
        address[3] memory payees = [address(revenue), address(pledges), address(transfers)];
        for (uint256 i; i < MEMBERS; ++i) {
            for (uint256 j; j < payees.length; ++j) {
                approveMoney(i, payees[j], type(uint256).max);
            }
        }
        planAll(
            namesIn(
                "register registerTwice review object decideObjection certify publish passRight cancel offer withdrawOffer buy commit confirm"
            )
        );
        planAll(
            namesIn(
                "postKey accept release lapse decline proveWrongKey proveRightKey use useUnlawfully useMany topUp settle surrender"
            )
        );
        planAll(
            namesIn(
                "close transferLicence consent withdrawConsent passOn claim claimForPerson disputeQuality disputeMisuse disputeMetering"
            )
        );
        planAll(
            namesIn("endDispute freeze unfreeze suspend reinstate terminate share value pledge repay releasePledge")
        );
        planAll(namesIn("realise consentToExclusive challenge answer sellStill attack"));
    }

    // Assets

    /// Content that is registered already is refused while that is live (D-1).
    function register(uint256 seed, uint256 what) external {
        if (dataRegistry.assetCount() >= MAX_ASSETS) return;
        uint256 by = FIRM + (seed % (PROVIDERS + 1));
        if (by == FIRM + PROVIDERS) by = DEPARTMENT;
        uint256 content = 1 + (what % CONTENTS);
        bool taken = _isTaken(content);
        IDataRegistry.Registration memory r = registrationOf(by, content, seed >> 8);
        ParticipantId who = members[by].id;
        bytes32 salt = bytes32(++serial);
        callAs(by, address(dataRegistry), abi.encodeCall(dataRegistry.seal, (dataRegistry.sealOf(who, r, salt))));
        skip(1);
        bool done = callAs(by, address(dataRegistry), abi.encodeCall(dataRegistry.register, (r, salt)));
        if (taken) return noteAttack("registerTwice", done, "D-1: content of a live asset was registered again");
        note("register", done);
        if (done) contents[AssetId.wrap(dataRegistry.assetCount())].push(content);
    }

    function review(uint256 seed) external {
        AssetId asset = findAsset(seed, isSubmitted);
        if (asset.isNoAsset()) return;
        (FilingId filing, ) = certification.openFiling(asset);
        _try("review", CERTIFIER, address(certification), abi.encodeCall(certification.review, (filing, PROOF)));
    }

    function certify(uint256 seed) external {
        AssetId asset = findAsset(seed, isRipe);
        if (asset.isNoAsset()) return;
        (FilingId filing, ) = certification.openFiling(asset);
        IDataCertification.CaSignature memory ca;
        _try("certify", CERTIFIER, address(certification), abi.encodeCall(certification.certify, (filing, ca)));
    }

    /// To a certificate; what is objected to a filing is decided at once.
    function object(uint256 seed, uint256 by) external {
        AssetId asset = findAsset(seed, seed % 2 == 0 ? isReviewed : isSelling);
        if (asset.isNoAsset()) return;
        uint256 who = otherMember(by, dataRegistry.holderOf(asset), members[CERTIFIER].id);
        (FilingId filing, bool open) = certification.openFiling(asset);
        bytes memory data = abi.encodeCall(certification.objectToCertificate, (asset, PROOF));
        if (open && isReviewed(asset)) data = abi.encodeCall(certification.objectTo, (filing, PROOF));
        if (open && isRipe(asset)) return;
        if (!_try("object", who, address(certification), data)) return;
        ObjectionId objection = ObjectionId.wrap(certification.objectionCount());
        bytes memory answer_ = abi.encodeCall(certification.decideObjection, (objection, by % 8 == 0, PROOF));
        _try("decideObjection", CERTIFIER, address(certification), answer_);
    }

    function publish(uint256 seed, uint256 what) external {
        AssetId asset = findAsset(seed, isSellingDynamic);
        if (asset.isNoAsset()) return;
        uint256 by = memberOf(dataRegistry.holderOf(asset));
        uint256 content = 1 + (what % CONTENTS);
        bool taken = _isTaken(content);
        bytes32 salt = bytes32(++serial);
        bytes32 seal_ = dataRegistry.versionSealOf(members[by].id, asset, commitmentOf(content), PROOF, salt);
        callAs(by, address(dataRegistry), abi.encodeCall(dataRegistry.seal, (seal_)));
        skip(1);
        bytes memory data = abi.encodeCall(dataRegistry.publishVersion, (asset, commitmentOf(content), PROOF, salt));
        bool done = callAs(by, address(dataRegistry), data);
        if (taken) return noteAttack("registerTwice", done, "D-1: content of a live asset was published again");
        note("publish", done);
        if (done) contents[asset].push(content);
    }

    /// One right passes on, and no other (D-6).
    function passRight(uint256 seed, uint256 to, uint256 price) external {
        AssetId asset = findAsset(seed, isPledgeable);
        if (asset.isNoAsset()) return;
        Right right = Right(1 + ((seed >> 8) % 3));
        uint256 by = memberOf(dataRegistry.rightHolder(asset, right));
        uint256 receiver = FIRM + (to % PROVIDERS);
        if (receiver == by) return;
        uint64 fen = uint64(price % 1_000);
        uint256[] memory expected = balances();
        (bool done, bytes memory result) = answerTo(
            by,
            address(transfers),
            abi.encodeCall(transfers.transferRight, (asset, right, members[receiver].id, fen, Day.wrap(0)))
        );
        IDataRegistry.Asset memory a = dataRegistry.assetInfo(asset);
        if (done) done = callAs(receiver, address(transfers), abi.encodeCall(transfers.sign, (requestOf(result))));
        note("passRight", done);
        if (done) {
            expected[receiver] -= fen;
            expected[by] += fen;
            if (right == Right.Holding) a.holder = members[receiver].id;
            if (right == Right.Processing) a.processor = members[receiver].id;
            if (right == Right.Operation) a.operator = members[receiver].id;
        }
        _demandRights(asset, a.holder, a.processor, a.operator, "D-6: another right has passed on");
        demandBalances(expected, "K-5: a right passed on for another price");
    }

    function cancel(uint256 seed) external {
        if (seed % 4 > 0) return;
        AssetId asset = findAsset(seed >> 8, isCancellable);
        if (asset.isNoAsset()) return;
        uint256 by = memberOf(dataRegistry.holderOf(asset));
        _try("cancel", by, address(dataRegistry), abi.encodeCall(dataRegistry.cancel, (asset, PROOF)));
    }

    function challenge(uint256 seed, uint256 by) external {
        AssetId asset = findAsset(seed, isSelling);
        if (asset.isNoAsset()) return;
        uint256 version = 1 + (by % contents[asset].length);
        uint256 who = otherMember(by, dataRegistry.holderOf(asset), NOBODY);
        if (
            !_try(
                "challenge",
                who,
                address(preservation),
                abi.encodeCall(preservation.challenge, (asset, uint24(version)))
            )
        ) return;
        uint256 content = contents[asset][version - 1];
        IDataPreservation.Opening memory opening = IDataPreservation.Opening({root: rootOf(content), chunks: 1});
        bytes memory data = abi.encodeCall(
            preservation.answer,
            (ChallengeId.wrap(preservation.challengeCount()), opening, chunkOf(content), new bytes32[](0))
        );
        _try("answer", memberOf(dataRegistry.holderOf(asset)), address(preservation), data);
    }

    // Offers and sales

    /// D-2: of a right that the offerer holds.
    function offer(uint256 seed, uint256 terms, uint256 days_) external {
        AssetId asset = findAsset(seed, isSelling);
        if (asset.isNoAsset() || offers.offerCount() >= MAX_OFFERS) return;
        Right right = Right(2 + ((seed >> 8) % 2));
        uint256 by = memberOf(dataRegistry.rightHolder(asset, right));
        Terms memory t = termsOf(asset, right, terms);
        _try("offer", by, address(offers), abi.encodeCall(offers.offer, (t, dayOf(dayNow() + 10 + (days_ % 20)))));
        uint256 other = otherMember(days_, members[by].id, NOBODY);
        bool done = callAs(other, address(offers), abi.encodeCall(offers.offer, (t, dayOf(dayNow() + 9))));
        noteAttack("attack", done, "D-2: a right was offered by who does not hold it");
    }

    function withdrawOffer(uint256 seed) external {
        if (seed % 8 > 0) return;
        OfferId id = findOffer(seed >> 8, isOpenOffer);
        if (OfferId.unwrap(id) == 0) return;
        uint256 by = memberOf(offers.offerInfo(id).offerer);
        _try("withdrawOffer", by, address(offers), abi.encodeCall(offers.withdrawOffer, (id)));
    }

    function consentToExclusive(uint256 seed) external {
        OfferId id = findOffer(seed, isConsentable);
        if (OfferId.unwrap(id) == 0) return;
        uint256 by = memberOf(pledges.pledgeeOf(offers.offerInfo(id).terms.asset));
        _try("consentToExclusive", by, address(offers), abi.encodeCall(offers.consentToExclusive, (id)));
    }

    /// Any open offer; D-2 and D-7 are asked of what comes of it.
    function buy(uint256 seed, uint256 by, uint256 secret) external {
        if (licences.licenceCount() >= MAX_LICENCES) return;
        OfferId id = findOffer(seed, by % 5 == 0 ? isOpenOffer : isTakeable);
        if (OfferId.unwrap(id) == 0) return;
        IDataOffers.Offer memory o = offers.offerInfo(id);
        uint256 buyer = otherMember(by >> 8, o.offerer, o.terms.arbiter);
        if (members[buyer].id == o.terms.meter) return;
        bool takeable = isTakeable(id);
        Point memory key;
        secret = 1 + (uint256(keccak256(abi.encode(secret, ++serial))) % (G_ORDER - 1));
        if (o.terms.delivery) key = keyOf(secret);
        bytes32 hash = keccak256(abi.encode(o.terms));
        (bool done, bytes memory result) = answerTo(
            buyer,
            address(sales),
            abi.encodeCall(sales.order, (id, hash, key))
        );
        if (takeable) note("buy", done);
        if (!done) return;
        demand(sells(o.terms.asset), "D-7: a licence of a frozen or suspended asset was sold");
        bool held = dataRegistry.rightHolder(o.terms.asset, o.terms.right) == o.offerer;
        demand(held, "D-2: a right was licensed that the offerer does not hold");
        (SaleId sale, LicenceId licence) = abi.decode(result, (SaleId, LicenceId));
        deals[sale].licence = licence;
        deals[sale].secret = secret;
        _grant(licence, o.terms, members[buyer].id);
        Grant storage g = grants[licence];
        paid += o.terms.price + o.terms.deposit;
        (g.order, g.deposit) = (o.terms.price, o.terms.deposit);
        if (!o.terms.delivery) _beginFor(g, 0);
    }

    /// A sale's next step, by who has it; now and then by none until its time is over.
    function deliver(uint256 seed, uint256 how) external {
        SaleId sale = findSale(seed, isUnderWay);
        if (SaleId.unwrap(sale) == 0) return;
        IDataSales.Sale memory s = sales.saleInfo(sale);
        if (vm.getBlockTimestamp() > s.deadline) return _overdue(sale, s, how);
        if (how % 16 == 0 && s.status != IDataSales.SaleStatus.KeyPosted) return _decline(sale, s);
        if (s.status == IDataSales.SaleStatus.Ordered) return _commit(sale, s);
        if (s.status == IDataSales.SaleStatus.Committed) {
            _try("confirm", memberOf(s.buyer), address(sales), abi.encodeCall(sales.confirmCiphertext, (sale)));
        } else if (s.status == IDataSales.SaleStatus.Received) {
            _postKey(sale, s, how);
        } else {
            _judge(sale, s, how);
        }
    }

    // Uses

    /// One use for some purpose, of some person's data: recorded if it is lawful, and only then (D-3).
    function use(uint256 seed, uint256 purpose, uint256 person) external {
        LicenceId licence = findLicence(seed, person % 6 == 0 ? isUnusable : isUsable);
        if (licence.isNoLicence()) return;
        uint8 which = uint8(purpose % PURPOSES);
        uint64 who = _personFor(licence, which, person >> 8);
        bool lawful = isLawful(licence, which, 1, who);
        Grant storage g = grants[licence];
        bytes memory data = abi.encodeCall(
            licences.recordUse,
            (licence, uint40(g.used + 1), Purpose.wrap(which), PersonId.wrap(who), PROOF)
        );
        bool done = callAs(memberOf(licences.licenceInfo(licence).meter), address(licences), data);
        if (lawful) note("use", done);
        else noteAttack("useUnlawfully", done, "D-3: an unlawful use was recorded");
        if (done) _used(licence, 1, who);
    }

    function useMany(uint256 seed, uint256 purpose, uint256 count) external {
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
        bool done = callAs(memberOf(licences.licenceInfo(licence).meter), address(licences), data);
        if (lawful) note("useMany", done);
        else noteAttack("useUnlawfully", done, "D-3: unlawful uses were recorded");
        if (done) _used(licence, uses, who);
    }

    function topUp(uint256 seed, uint256 count) external {
        LicenceId licence = findLicence(seed, isPrepayable);
        if (licence.isNoLicence()) return;
        Grant storage g = grants[licence];
        uint256 left = g.most - g.allowed;
        uint256 uses = bound(count, 1, left < 8 ? left : 8);
        uint64 fen = uint64(uses * g.terms.pricePerUse);
        if (!_try("topUp", memberOf(g.licensee), address(licences), abi.encodeCall(licences.topUp, (licence, fen))))
            return;
        g.allowed += uses;
        g.prepaid += fen;
        paid += fen;
    }

    function settle(uint256 seed, uint256 by) external {
        LicenceId licence = findLicence(seed, isUnsettled);
        if (licence.isNoLicence()) return;
        Grant storage g = grants[licence];
        bytes memory data = abi.encodeCall(licences.settle, (licence));
        if (!_try("settle", by % MEMBERS, address(licences), data)) return;
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
        uint256 by = memberOf(grants[licence].licensee);
        if (!_try("surrender", by, address(licences), abi.encodeCall(licences.surrender, (licence)))) return;
        (grants[licence].status, grants[licence].endedOn) = (LicenceStatus.Surrendered, dayNow());
    }

    function close(uint256 seed, uint256 by) external {
        LicenceId licence = findLicence(seed, isClosable);
        if (licence.isNoLicence()) return;
        Grant storage g = grants[licence];
        uint256[] memory expected = _wallets();
        if (!_try("close", by % MEMBERS, address(licences), abi.encodeCall(licences.close, (licence)))) return;
        if (g.terms.pricePerUse > 0 && g.used > g.settled) countUses(licence);
        settleUses(licence, 0);
        _giveBack(expected, g.licensee, g.prepaid + g.deposit);
        (g.status, g.prepaid, g.deposit) = (LicenceStatus.Closed, 0, 0);
    }

    function transferLicence(uint256 seed, uint256 to) external {
        LicenceId licence = findLicence(seed, isTransferable);
        if (licence.isNoLicence()) return;
        ParticipantId from = grants[licence].licensee;
        uint256 receiver = otherMember(to, from, licences.licenceInfo(licence).meter);
        bytes memory data = abi.encodeCall(offers.transferLicence, (licence, members[receiver].id, Day.wrap(0)));
        (bool done, bytes memory result) = answerTo(memberOf(from), address(offers), data);
        if (done) done = callAs(receiver, address(offers), abi.encodeCall(offers.sign, (requestOf(result))));
        note("transferLicence", done);
        if (done) grants[licence].licensee = members[receiver].id;
    }

    // Persons

    function consent(uint256 seed, uint256 days_) external {
        (Scope memory scope, Sensitivity sensitivity) = _scope(seed);
        if (sensitivity == Sensitivity.None) return;
        uint256 person = seed % PERSONS;
        uint256 until = dayNow() + (days_ % 20);
        vm.prank(persons[person]);
        (bool done, ) = address(consents).call(abi.encodeCall(consents.giveFromAccount, (scope, dayOf(until))));
        note("consent", done);
        if (done) consented[_keyOf(person, scope, sensitivity)] = until;
    }

    /// One, or now and then all.
    function withdrawConsent(uint256 seed, uint256 how) external {
        uint256 person = seed % PERSONS;
        if (how % 16 == 0) {
            vm.prank(persons[person]);
            consents.withdrawAllFromAccount();
            ++epochs[PersonId.unwrap(personOf(person))];
            return;
        }
        (Scope memory scope, Sensitivity sensitivity) = _given(seed);
        if (sensitivity == Sensitivity.None) return;
        vm.prank(persons[person]);
        (bool done, ) = address(consents).call(abi.encodeCall(consents.withdrawFromAccount, (scope)));
        note("withdrawConsent", done);
        if (done) consented[_keyOf(person, scope, sensitivity)] = 0;
    }

    // Revenue

    function passOn(uint256 seed, uint256 by) external {
        AssetId asset = findAsset(seed, hasWaiting);
        if (asset.isNoAsset()) return;
        if (!_try("passOn", by % MEMBERS, address(revenue), abi.encodeCall(revenue.passOn, (asset)))) return;
        uint256 gross = waiting[asset];
        waiting[asset] = 0;
        divide(asset, gross);
    }

    /// All that one is owed, once (D-4).
    function claim(uint256 seed, uint256 by) external {
        uint256 who = seed % ACTORS;
        for (uint256 i; i < ACTORS && owed[members[who].id] == 0; ++i) {
            who = (who + 1) % ACTORS;
        }
        ParticipantId id = members[who].id;
        uint256 fen = owed[id];
        if (fen == 0) return;
        uint256[] memory expected = _wallets();
        bytes memory data = abi.encodeCall(revenue.claimFor, (id));
        if (!_try("claim", by % MEMBERS, address(revenue), data)) return;
        owed[id] = 0;
        claimed += fen;
        expected[who] += fen;
        _demandWallets(expected, "D-4: a claim paid another sum, or somebody else");
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
        if (!_try("claimForPerson", by % MEMBERS, address(revenue), data)) return;
        owedToPersons[id] = 0;
        claimed += fen;
        demand(money.balanceOf(persons[who]) == before + fen, "D-4: a person was paid another sum");
    }

    // Disputes

    function disputeQuality(uint256 seed, uint256 amount) external {
        SaleId sale = findSale(seed, isPosted);
        if (SaleId.unwrap(sale) == 0 || seed % 3 > 0) return;
        IDataSales.Sale memory s = sales.saleInfo(sale);
        IDataDisputes.Outcome memory c = IDataDisputes.Outcome(
            true,
            amount % 2 == 0,
            uint64(bound(amount, 1, s.price))
        );
        bytes memory data = abi.encodeCall(dataDisputes.openQuality, (sale, c, PROOF));
        _try("disputeQuality", memberOf(s.buyer), address(dataDisputes), data);
    }

    function disputeMisuse(uint256 seed, uint256 amount) external {
        LicenceId licence = findLicence(seed, isBought);
        if (licence.isNoLicence() || seed % 3 > 0) return;
        Grant storage g = grants[licence];
        ParticipantId holder = dataRegistry.rightHolder(g.terms.asset, g.terms.right);
        bool open = DisputeId.unwrap(dataDisputes.openOn(licence, IDataDisputes.DisputeKind.Misuse)) != 0;
        if (holder == g.licensee || open) return;
        uint64 fen = uint64(amount % (g.deposit + 1));
        IDataDisputes.Outcome memory c = IDataDisputes.Outcome(true, amount % 2 == 0, fen);
        bytes memory data = abi.encodeCall(dataDisputes.openMisuse, (licence, c, PROOF));
        _try("disputeMisuse", memberOf(holder), address(dataDisputes), data);
    }

    function disputeMetering(uint256 seed, uint256 count) external {
        LicenceId licence = findLicence(seed, isContestable);
        if (licence.isNoLicence() || seed % 3 > 0) return;
        Grant storage g = grants[licence];
        if (licences.licenceInfo(licence).meter == g.licensee) return;
        uint64 uses = uint64(bound(count, 1, g.used - g.settled));
        IDataDisputes.Outcome memory c = IDataDisputes.Outcome(true, false, uses);
        bytes memory data = abi.encodeCall(dataDisputes.openMetering, (licence, c, PROOF));
        if (_try("disputeMetering", memberOf(g.licensee), address(dataDisputes), data)) countUses(licence);
    }

    /// Agreed, conceded, withdrawn, or decided by the arbiter or a court.
    function endDispute(uint256 seed, uint256 how) external {
        DisputeId dispute = findDispute(seed);
        if (DisputeId.unwrap(dispute) == 0) return;
        IDataDisputes.Dispute memory d = dataDisputes.disputeInfo(dispute);
        IDataDisputes.Outcome memory o = d.claim;
        if (how % 3 == 0) o = IDataDisputes.Outcome(false, false, 0);
        bool done;
        if (how % 5 == 0) {
            o = d.claim;
            done = callAs(
                memberOf(d.respondent),
                address(dataDisputes),
                abi.encodeCall(dataDisputes.concede, (dispute))
            );
        } else if (how % 5 == 1) {
            o = IDataDisputes.Outcome(false, false, 0);
            done = callAs(
                memberOf(d.claimant),
                address(dataDisputes),
                abi.encodeCall(dataDisputes.withdraw, (dispute))
            );
        } else if (how % 5 == 2) {
            callAs(memberOf(d.claimant), address(dataDisputes), abi.encodeCall(dataDisputes.propose, (dispute, o)));
            bytes memory data = abi.encodeCall(dataDisputes.acceptOutcome, (dispute, o));
            done = callAs(memberOf(d.respondent), address(dataDisputes), data);
        } else if (how % 5 == 3 && !d.arbiter.isNobody()) {
            callAs(
                memberOf(d.respondent),
                address(dataDisputes),
                abi.encodeCall(dataDisputes.answer, (dispute, PROOF))
            );
            bytes memory data = abi.encodeCall(dataDisputes.decide, (dispute, o, PROOF));
            done = callAs(memberOf(d.arbiter), address(dataDisputes), data);
        } else {
            done = ordered(address(dataDisputes), abi.encodeCall(dataDisputes.decideByOrder, (dispute, o, PROOF)));
        }
        note("endDispute", done);
        if (done) _bring(d, o);
    }

    // Orders

    function freeze(uint256 seed, uint256 days_) external {
        if (seed % 3 > 0) return;
        AssetId asset = findAsset(seed >> 8, isUnfrozenNow);
        if (asset.isNoAsset()) return;
        bytes32 key = bytes32(++serial);
        uint256 until = vm.getBlockTimestamp() + (1 + (days_ % 6)) * 1 days;
        bool uses = days_ % 2 == 0;
        bool done = ordered(address(dataOrders), abi.encodeCall(dataOrders.freeze, (asset, key, uint40(until), uses)));
        note("freeze", done);
        if (done) freezes[asset].push(Freeze({key: key, until: until, uses: uses}));
    }

    function unfreeze(uint256 seed) external {
        AssetId asset = findAsset(seed, isFrozenNow);
        if (asset.isNoAsset()) return;
        Freeze[] storage list = freezes[asset];
        Freeze storage last = list[list.length - 1];
        bool done = ordered(address(dataOrders), abi.encodeCall(dataOrders.unfreeze, (asset, last.key)));
        note("unfreeze", done);
        if (done) last.until = 0;
    }

    /// By the certifier or by order; who has suspended it reinstates it.
    function suspend(uint256 seed) external {
        AssetId asset = findAsset(seed, isSuspended);
        bool byOrder = seed % 2 == 0;
        if (!asset.isNoAsset()) {
            byOrder = dataRegistry.assetInfo(asset).marks & AssetMarks.SUSPENDED_BY_ORDER != 0;
            bytes memory data = abi.encodeCall(certification.reinstate, (asset, PROOF));
            bytes memory order = abi.encodeCall(dataOrders.reinstateByOrder, (asset, PROOF));
            bool done = byOrder ? ordered(address(dataOrders), order) : callAs(CERTIFIER, address(certification), data);
            return note("reinstate", done);
        }
        asset = findAsset(seed >> 8, isSelling);
        if (asset.isNoAsset() || seed % 3 > 0) return;
        bytes memory act = abi.encodeCall(certification.suspend, (asset, PROOF));
        bytes memory decree_ = abi.encodeCall(dataOrders.suspendByOrder, (asset, PROOF));
        note(
            "suspend",
            byOrder ? ordered(address(dataOrders), decree_) : callAs(CERTIFIER, address(certification), act)
        );
    }

    function terminate(uint256 seed, uint256 how) external {
        LicenceId licence = findLicence(seed, isLiveNow);
        if (licence.isNoLicence() || how % 4 > 0) return;
        bytes32 digest = bytes32(++serial);
        bytes memory data = abi.encodeCall(dataOrders.terminateByOrder, (licence, digest));
        if (how % 8 == 0) data = abi.encodeCall(dataOrders.findMisuse, (licence, grants[licence].licensee, digest));
        bool done = ordered(address(dataOrders), data);
        note("terminate", done);
        if (done) _endNow(licence);
    }

    /// What is frozen or suspended sells and delivers nothing (D-7).
    function sellStill(uint256 seed, uint256 terms) external {
        AssetId asset = findAsset(seed, isStill);
        if (asset.isNoAsset()) return;
        Right right = Right(2 + (seed % 2));
        uint256 by = memberOf(dataRegistry.rightHolder(asset, right));
        bytes memory data = abi.encodeCall(offers.offer, (termsOf(asset, right, terms), dayOf(dayNow() + 9)));
        noteAttack("sellStill", callAs(by, address(offers), data), "D-7: a frozen or suspended asset was offered");
    }

    // Sharing

    function share(uint256 seed, uint256 purposes) external {
        AssetId asset = findAsset(seed, isShared);
        if (asset.isNoAsset() || licences.licenceCount() >= MAX_LICENCES) return;
        uint256 holder = memberOf(dataRegistry.holderOf(asset));
        uint256 other = holder == DEPARTMENT ? DEPARTMENT + 1 : DEPARTMENT;
        Terms memory t;
        (t.asset, t.right, t.buyer, t.territory) = (asset, Right.Processing, members[other].id, 156);
        t.purposes = Purposes.wrap(uint64(1 + (purposes % 15)));
        t.daysValid = uint16(3 + (seed % 20));
        uint32 before = licences.licenceCount();
        bytes memory data = abi.encodeCall(sharing.requestSharing, (asset, t.purposes, t.daysValid, PROOF));
        bool done = callAs(other, address(sharing), data);
        if (done && licences.licenceCount() == before) {
            (t.uses, t.document) = (uint40(purposes % 9), PROOF);
            SharingId id = SharingId.wrap(sharing.sharingCount());
            data = abi.encodeCall(sharing.grant, (id, t.daysValid, t.uses, PROOF));
            done = callAs(holder, address(sharing), data);
        }
        note("share", done);
        if (!done) return;
        LicenceId licence = LicenceId.wrap(licences.licenceCount());
        _grant(licence, t, members[other].id);
        _beginFor(grants[licence], 0);
    }

    // Pledges

    function value(uint256 seed, uint256 amount) external {
        AssetId asset = findAsset(seed, isSelling);
        if (asset.isNoAsset()) return;
        bool byPledgee = isPledged(asset);
        uint256 by = memberOf(byPledgee ? pledges.pledgeeOf(asset) : dataRegistry.holderOf(asset));
        ParticipantId valuer = members[VALUER].id;
        bytes memory data = abi.encodeCall(valuations.commission, (asset, valuer, PROOF, dayOf(dayNow())));
        if (byPledgee) data = abi.encodeCall(pledges.commissionValuation, (asset, valuer, PROOF, dayOf(dayNow())));
        bool done = callAs(by, byPledgee ? address(pledges) : address(valuations), data);
        IDataValuation.Report memory r = IDataValuation.Report({
            method: IDataValuation.Method.Income,
            baseDay: dayOf(dayNow()),
            amount: uint64(1 + (amount % 100_000)),
            validThrough: dayOf(dayNow() + 90),
            digest: PROOF
        });
        if (done) done = callAs(VALUER, address(valuations), abi.encodeCall(valuations.value, (asset, r)));
        note("value", done);
    }

    function pledge(uint256 seed, uint256 to, uint256 amount) external {
        AssetId asset = findAsset(seed, isPledgeable);
        ValuationId valuation = _valuationOf(asset);
        if (asset.isNoAsset() || ValuationId.unwrap(valuation) == 0) return;
        ParticipantId holder = dataRegistry.holderOf(asset);
        uint256 pledgee = otherMember(to, holder, members[VALUER].id);
        uint64 worth = valuations.valuationInfo(valuation).amount;
        uint64 fen = uint64(bound(amount, 1, worth));
        bytes memory data = abi.encodeCall(
            pledges.pledge,
            (asset, members[pledgee].id, fen, dayOf(dayNow() + (to % 8)), valuation, Day.wrap(0))
        );
        (bool done, bytes memory result) = answerTo(memberOf(holder), address(pledges), data);
        if (done) done = callAs(pledgee, address(pledges), abi.encodeCall(pledges.sign, (requestOf(result))));
        note("pledge", done);
        if (done) noteAttack("attack", callAs(memberOf(holder), address(pledges), data), "X-6: pledged twice");
    }

    function repay(uint256 seed, uint256 amount) external {
        AssetId asset = findAsset(seed, isPledged);
        if (asset.isNoAsset() || seed % 3 > 0) return;
        IDataPledges.Pledge memory p = pledges.pledgeOf(asset);
        uint256 by = memberOf(p.pledgor);
        uint64 fen = uint64(amount % 3 == 0 ? p.secured : bound(amount, 1, p.secured));
        uint256[] memory expected = balances();
        if (!_try("repay", by, address(pledges), abi.encodeCall(pledges.repay, (asset, fen)))) return;
        expected[by] -= fen;
        expected[memberOf(p.pledgee)] += fen;
        demandBalances(expected, "X-4: a debt was repaid with another sum");
    }

    function releasePledge(uint256 seed) external {
        AssetId asset = findAsset(seed, isPledged);
        if (asset.isNoAsset() || seed % 4 > 0) return;
        IDataPledges.Pledge memory p = pledges.pledgeOf(asset);
        bytes memory data = abi.encodeCall(pledges.release, (asset));
        noteAttack("attack", callAs(memberOf(p.pledgor), address(pledges), data), "X-6: a pledgor has released");
        _try("releasePledge", memberOf(p.pledgee), address(pledges), data);
    }

    /// To the pledgee first, the rest to the holder; the holding right and no other to the buyer.
    function realise(uint256 seed, uint256 to, uint256 more) external {
        AssetId asset = findAsset(seed, isDue);
        ValuationId valuation = _valuationOf(asset);
        if (asset.isNoAsset() || ValuationId.unwrap(valuation) == 0) return;
        IDataPledges.Pledge memory p = pledges.pledgeOf(asset);
        IDataRegistry.Asset memory a = dataRegistry.assetInfo(asset);
        uint256 buyer = otherMember(to, p.pledgee, a.holder);
        if (members[buyer].id == p.pledgor) return;
        uint64 price = valuations.valuationInfo(valuation).amount + uint64(more % 500);
        bytes memory data = abi.encodeCall(pledges.realise, (asset, members[buyer].id, price, valuation, Day.wrap(0)));
        uint256[] memory expected = balances();
        (bool done, bytes memory result) = answerTo(memberOf(p.pledgee), address(pledges), data);
        if (done) done = callAs(buyer, address(pledges), abi.encodeCall(pledges.sign, (requestOf(result))));
        note("realise", done);
        if (!done) return;
        uint256 first = price < p.secured ? price : p.secured;
        expected[buyer] -= price;
        expected[memberOf(p.pledgee)] += first;
        expected[memberOf(a.holder)] += price - first;
        demandBalances(expected, "X-2: the price of a security went elsewhere");
        _demandRights(asset, members[buyer].id, a.processor, a.operator, "D-6: a realised pledge moved another right");
    }

    function pass(uint256 count) external {
        skip((count % 8 == 0 ? 20 : count % 3) * 1 days + 1 hours);
        note("pass", true);
    }

    // Who may not

    /// Parts' acts, and others'.
    function attack(uint256 seed, uint256 by, uint256 how) external {
        uint256[] memory expected = _wallets();
        AssetId asset = findAsset(seed, isAny);
        LicenceId licence = LicenceId.wrap(uint32(1 + (seed % (licences.licenceCount() + 1))));
        (address target, bytes memory data) = _partial(how % 16, asset, licence, by);
        if (target == address(0)) (target, data) = _usurped(how % 12, asset, licence, by);
        if (target == address(0)) return;
        noteAttack("attack", callAs(by % BANK, target, data), "K-3: somebody did what only others may");
        _demandWallets(expected, "K-6: an attack moved money");
    }

    /// What happens often in every run.
    function usual() external pure returns (bytes32[] memory) {
        return
            namesIn(
                "register registerTwice review certify offer buy use useUnlawfully claim value pledge challenge answer freeze attack"
            );
    }

    // What must hold

    function check() public view returns (string memory found) {
        if (bytes(breach).length > 0) return breach;
        found = checkMoney();
        if (bytes(found).length == 0) found = checkTitles();
        if (bytes(found).length == 0) found = checkUses();
        if (bytes(found).length == 0) found = _checkPledges();
    }

    function checkAll() public view returns (string memory found) {
        found = checkSupply();
        for (uint32 i = 1; bytes(found).length == 0 && i <= sales.saleCount(); ++i) {
            found = _checkSale(SaleId.wrap(i));
        }
    }

    function selectors() public pure returns (bytes4[] memory list) {
        bytes4[38] memory all = [
            this.register.selector,
            this.review.selector,
            this.certify.selector,
            this.object.selector,
            this.publish.selector,
            this.passRight.selector,
            this.cancel.selector,
            this.challenge.selector,
            this.offer.selector,
            this.withdrawOffer.selector,
            this.consentToExclusive.selector,
            this.buy.selector,
            this.deliver.selector,
            this.use.selector,
            this.useMany.selector,
            this.topUp.selector,
            this.settle.selector,
            this.surrender.selector,
            this.close.selector,
            this.transferLicence.selector,
            this.consent.selector,
            this.withdrawConsent.selector,
            this.passOn.selector,
            this.claim.selector,
            this.claimForPerson.selector,
            this.disputeQuality.selector,
            this.disputeMisuse.selector,
            this.disputeMetering.selector,
            this.endDispute.selector,
            this.freeze.selector,
            this.unfreeze.selector,
            this.suspend.selector,
            this.terminate.selector,
            this.sellStill.selector,
            this.share.selector,
            this.value.selector,
            this.pledge.selector,
            this.repay.selector
        ];
        bytes4[22] memory more = [
            this.releasePledge.selector,
            this.realise.selector,
            this.pass.selector,
            this.pass.selector,
            this.attack.selector,
            this.register.selector,
            this.review.selector,
            this.certify.selector,
            this.offer.selector,
            this.offer.selector,
            this.buy.selector,
            this.buy.selector,
            this.buy.selector,
            this.deliver.selector,
            this.deliver.selector,
            this.deliver.selector,
            this.deliver.selector,
            this.use.selector,
            this.useMany.selector,
            this.topUp.selector,
            this.consent.selector,
            this.close.selector
        ];
        list = new bytes4[](all.length + more.length);
        for (uint256 i; i < all.length; ++i) {
            list[i] = all[i];
        }
        for (uint256 i; i < more.length; ++i) {
            list[all.length + i] = more[i];
        }
    }

    // Steps of a delivery

    function _commit(SaleId sale, IDataSales.Sale memory s) private {
        bytes32 key = keccak256(abi.encode("key", sale));
        bytes memory data = abi.encodeCall(sales.commit, (sale, PROOF, 1, keccak256(abi.encode(key))));
        bool sellsNow = sells(s.asset);
        bool done = callAs(memberOf(s.seller), address(sales), data);
        if (sellsNow) note("commit", done);
        else noteAttack("sellStill", done, "D-7: a frozen or suspended asset was delivered");
        if (done) deals[sale].key = key;
    }

    function _decline(SaleId sale, IDataSales.Sale memory s) private {
        uint256[] memory expected = _wallets();
        if (_try("decline", memberOf(s.seller), address(sales), abi.encodeCall(sales.decline, (sale))))
            _undo(sale, s, expected);
    }

    function _postKey(SaleId sale, IDataSales.Sale memory s, uint256 how) private {
        Deal storage d = deals[sale];
        uint256 secret = 1 + (uint256(keccak256(abi.encode("ephemeral", sale))) % (G_ORDER - 1));
        bool right = how % 3 > 0;
        bytes32 wrapped = d.key ^ maskOf(sale, secret, s.orderKey) ^ (right ? bytes32(0) : bytes32(how | 1));
        bytes memory data = abi.encodeCall(sales.postKey, (sale, keyOf(secret), wrapped));
        bool may = sells(s.asset) && dataRegistry.rightHolder(s.asset, s.right) == s.seller;
        bool done = callAs(memberOf(s.seller), address(sales), data);
        if (may) note("postKey", done);
        else demand(!done, "D-7, D-2: a key of what the seller may not sell");
        if (done) (d.posted, d.right) = (true, right);
    }

    /// A buyer with a wrong key proves it; one with a right key can't, and accepts or waits.
    function _judge(SaleId sale, IDataSales.Sale memory s, uint256 how) private {
        Deal storage d = deals[sale];
        uint256[] memory expected = _wallets();
        bytes memory data = abi.encodeCall(sales.proveWrongKey, (sale, d.secret));
        if (!d.right) {
            if (how % 4 == 0) return;
            if (_try("proveWrongKey", how % MEMBERS, address(sales), data)) _undo(sale, s, expected);
            return;
        }
        noteAttack(
            "proveRightKey",
            callAs(memberOf(s.buyer), address(sales), data),
            "D-5: who has the right key was refunded"
        );
        if (how % 4 == 0) return;
        if (_try("accept", memberOf(s.buyer), address(sales), abi.encodeCall(sales.accept, (sale)))) {
            _beginFor(grants[s.licence], 0);
            _demandWallets(expected, "D-5: money of a release left the purse");
        }
    }

    function _overdue(SaleId sale, IDataSales.Sale memory s, uint256 how) private {
        uint256[] memory expected = _wallets();
        bytes memory late = abi.encodeCall(sales.proveWrongKey, (sale, deals[sale].secret));
        bytes memory data = abi.encodeCall(sales.lapse, (sale));
        if (s.status != IDataSales.SaleStatus.KeyPosted) {
            noteAttack(
                "attack",
                callAs(how % MEMBERS, address(sales), abi.encodeCall(sales.release, (sale))),
                "D-5: a seller that has posted no key was paid"
            );
            if (_try("lapse", how % MEMBERS, address(sales), data)) _undo(sale, s, expected);
            return;
        }
        noteAttack("attack", callAs(how % MEMBERS, address(sales), late), "D-5: a wrong key was proven too late");
        noteAttack("attack", callAs(how % MEMBERS, address(sales), data), "D-5: a posted key has lapsed");
        if (_try("release", how % MEMBERS, address(sales), abi.encodeCall(sales.release, (sale)))) {
            _beginFor(grants[s.licence], 0);
        }
    }

    /// The licence is void, and all goes back.
    function _undo(SaleId sale, IDataSales.Sale memory s, uint256[] memory expected) private {
        Grant storage g = grants[deals[sale].licence];
        _giveBack(expected, s.buyer, g.order + g.deposit);
        (g.order, g.deposit, g.status) = (0, 0, LicenceStatus.Void);
    }

    // The model's steps

    function _grant(LicenceId licence, Terms memory t, ParticipantId licensee) private {
        Grant storage g = grants[licence];
        g.terms = t;
        g.licensee = licensee;
        g.status = LicenceStatus.Pending;
        g.most = t.uses == 0 ? UNLIMITED : t.uses;
        g.allowed = t.pricePerUse == 0 ? g.most : 0;
        g.lastDay = type(uint256).max;
    }

    /// Live from today on; its price is released but for what goes back.
    function _beginFor(Grant storage g, uint256 back) private {
        g.status = LicenceStatus.Live;
        g.firstDay = dayNow();
        g.lastDay = dayNow() + g.terms.daysValid - 1;
        uint256 price = g.order;
        g.order = 0;
        refunded += back;
        credit(g.terms.asset, price - back);
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

    function _endNow(LicenceId licence) private {
        Grant storage g = grants[licence];
        (g.status, g.endedOn) = (LicenceStatus.Terminated, dayNow() > g.lastDay ? g.lastDay : dayNow());
    }

    /// What a dispute's end brings.
    function _bring(IDataDisputes.Dispute memory d, IDataDisputes.Outcome memory o) private {
        Grant storage g = grants[d.licence];
        if (d.kind == IDataDisputes.DisputeKind.Metering) return settleUses(d.licence, o.amount);
        if (d.kind == IDataDisputes.DisputeKind.Misuse) {
            g.deposit -= o.amount;
            credit(g.terms.asset, o.amount);
            if (!o.ends) return;
            if (g.status == LicenceStatus.Live) _endNow(d.licence);
            else if (g.status == LicenceStatus.Surrendered) g.status = LicenceStatus.Terminated;
            return;
        }
        if (!o.ends) return _beginFor(g, o.amount);
        credit(g.terms.asset, g.order - o.amount);
        refunded += o.amount + g.deposit;
        (g.order, g.deposit, g.status) = (0, 0, LicenceStatus.Void);
    }

    function _giveBack(uint256[] memory expected, ParticipantId to, uint256 fen) private {
        refunded += fen;
        expected[memberOf(to)] += fen;
        _demandWallets(expected, "D-4: another sum, or somebody else, was refunded");
    }

    function _try(bytes32 name, uint256 by, address target, bytes memory data) private returns (bool done) {
        done = callAs(by, target, data);
        note(name, done);
    }

    function _demandRights(
        AssetId asset,
        ParticipantId holder,
        ParticipantId processor,
        ParticipantId operator,
        string memory rule
    ) private {
        IDataRegistry.Asset memory a = dataRegistry.assetInfo(asset);
        demand(a.holder == holder && a.processor == processor && a.operator == operator, rule);
    }

    function _demandWallets(uint256[] memory expected, string memory rule) private {
        for (uint256 i; i < ACTORS; ++i) {
            demand(money.balanceOf(members[i].wallet) == expected[i], rule);
        }
    }

    function _wallets() private view returns (uint256[] memory list) {
        list = new uint256[](ACTORS);
        for (uint256 i; i < ACTORS; ++i) {
            list[i] = money.balanceOf(members[i].wallet);
        }
    }

    // Attacks

    /// By ways that only parts may go.
    function _partial(
        uint256 how,
        AssetId asset,
        LicenceId licence,
        uint256 by
    ) private view returns (address, bytes memory) {
        ParticipantId me = members[by % BANK].id;
        address purse = address(revenue);
        if (how == 0) return (purse, abi.encodeCall(revenue.refundOrder, (licence, me, 0, 0)));
        if (how == 1) return (purse, abi.encodeCall(revenue.giveBack, (licence, me)));
        if (how == 2) return (purse, abi.encodeCall(revenue.releaseOrder, (licence, asset, 1)));
        if (how == 3) return (purse, abi.encodeCall(revenue.takeOrder, (licence, members[FIRM].id, 1, 1)));
        if (how == 4)
            return (address(money), abi.encodeCall(money.transferFrom, (purse, members[by % BANK].wallet, 1)));
        if (how == 5) return (address(money), abi.encodeCall(money.transfer, (purse, 1)));
        if (how == 6) return (address(licences), abi.encodeCall(licences.activate, (licence)));
        if (how == 7) return (address(licences), abi.encodeCall(licences.terminate, (licence, PROOF)));
        if (how == 8) return (address(licences), abi.encodeCall(licences.strike, (licence, 1)));
        if (how == 9) return (address(dataRegistry), abi.encodeCall(dataRegistry.mark, (asset, 0, 1)));
        if (how == 10) return (address(sales), abi.encodeCall(sales.resolve, (SaleId.wrap(1), 0, true)));
        if (how == 11) {
            return (
                address(valuations),
                abi.encodeCall(valuations.commissionFor, (asset, me, me, PROOF, dayOf(dayNow())))
            );
        }
        return (address(0), "");
    }

    /// Acts of who holds, meters, certifies or has in pledge.
    function _usurped(
        uint256 how,
        AssetId asset,
        LicenceId licence,
        uint256 by
    ) private view returns (address, bytes memory) {
        ParticipantId me = members[by % BANK].id;
        if (licence.isNoLicence() || LicenceId.unwrap(licence) > licences.licenceCount()) return (address(0), "");
        Grant storage g = grants[licence];
        ParticipantId meter = licences.licenceInfo(licence).meter;
        if (how < 3 && me != meter) {
            uint40 next = uint40(g.used + 1);
            return (
                address(licences),
                abi.encodeCall(licences.recordUse, (licence, next, Purpose.wrap(0), PersonId.wrap(0), PROOF))
            );
        }
        // X-115: what is recorded already.
        if (how == 3 && me == meter && g.used > 0) {
            return (
                address(licences),
                abi.encodeCall(licences.recordUse, (licence, uint40(g.used), Purpose.wrap(0), PersonId.wrap(0), PROOF))
            );
        }
        if (how == 4 && me != g.licensee) return (address(licences), abi.encodeCall(licences.surrender, (licence)));
        if (how == 5 && me != g.licensee) return (address(licences), abi.encodeCall(licences.topUp, (licence, 1)));
        if (how == 6 && me != dataRegistry.holderOf(asset)) {
            return (address(dataRegistry), abi.encodeCall(dataRegistry.cancel, (asset, PROOF)));
        }
        if (how == 7) return (address(certification), abi.encodeCall(certification.suspend, (asset, PROOF)));
        if (how == 8 && me != pledges.pledgeeOf(asset)) {
            return (address(pledges), abi.encodeCall(pledges.release, (asset)));
        }
        if (how == 9 && me != pledges.pledgeOf(asset).pledgor && me != dataRegistry.holderOf(asset)) {
            return (address(pledges), abi.encodeCall(pledges.repay, (asset, 1)));
        }
        return (address(0), "");
    }

    // Finding

    function _isTaken(uint256 content) private view returns (bool) {
        for (uint32 i = 1; i <= dataRegistry.assetCount(); ++i) {
            AssetId asset = AssetId.wrap(i);
            for (uint256 j; isLiveAsset(asset) && j < contents[asset].length; ++j) {
                if (contents[asset][j] == content) return true;
            }
        }
        return false;
    }

    /// Of personal data somebody, as a rule somebody who consents.
    function _personFor(LicenceId licence, uint8 purpose, uint256 seed) private view returns (uint64) {
        Grant storage g = grants[licence];
        Sensitivity sensitivity = dataRegistry.assetInfo(g.terms.asset).sensitivity;
        bool personal = sensitivity == Sensitivity.Personal || sensitivity == Sensitivity.SensitivePersonal;
        if (seed % 10 == 0) personal = !personal;
        if (!personal) return 0;
        for (uint256 i; i < PERSONS; ++i) {
            uint64 person = PersonId.unwrap(personOf((seed + i) % PERSONS));
            if (isConsented(person, g.terms.asset, sensitivity, purpose, g.licensee)) return person;
        }
        return PersonId.unwrap(personOf(seed % PERSONS));
    }

    /// To a live licence of personal data: to its asset or its class, its licensee and one of its purposes.
    function _scope(uint256 seed) private view returns (Scope memory scope, Sensitivity sensitivity) {
        LicenceId licence = findLicence(seed >> 8, isLiveNow);
        if (licence.isNoLicence()) return (scope, Sensitivity.None);
        for (uint256 i; i < licences.licenceCount(); ++i) {
            sensitivity = dataRegistry.assetInfo(grants[licence].terms.asset).sensitivity;
            if (sensitivity == Sensitivity.Personal || sensitivity == Sensitivity.SensitivePersonal) break;
            licence = findLicence(LicenceId.unwrap(licence), isLiveNow);
        }
        if (sensitivity != Sensitivity.Personal && sensitivity != Sensitivity.SensitivePersonal) {
            return (scope, Sensitivity.None);
        }
        Grant storage g = grants[licence];
        if (seed % 2 == 0) scope.asset = g.terms.asset;
        else scope.sensitivity = sensitivity;
        scope.recipient = g.licensee;
        uint8 purpose = uint8((seed >> 16) % PURPOSES);
        while (!g.terms.purposes.has(Purpose.wrap(purpose))) purpose = (purpose + 1) % PURPOSES;
        scope.purpose = Purpose.wrap(purpose);
    }

    /// One that the person has given.
    function _given(uint256 seed) private view returns (Scope memory scope, Sensitivity sensitivity) {
        (scope, sensitivity) = _scope(seed);
        if (sensitivity == Sensitivity.None) return (scope, sensitivity);
        if (consented[_keyOf(seed % PERSONS, scope, sensitivity)] < dayNow()) return (scope, Sensitivity.None);
    }

    function _keyOf(uint256 person, Scope memory scope, Sensitivity sensitivity) private view returns (bytes32) {
        uint64 id = PersonId.unwrap(personOf(person));
        return scopeOf(id, scope.asset, sensitivity, Purpose.unwrap(scope.purpose), scope.recipient);
    }

    /// The latest of an asset that stands; 0: none.
    function _valuationOf(AssetId asset) private view returns (ValuationId) {
        for (uint32 i = valuations.valuationCount(); i > 0; --i) {
            IDataValuation.Valuation memory v = valuations.valuationInfo(ValuationId.wrap(i));
            if (v.asset == asset && Day.unwrap(v.validThrough) >= dayNow()) return ValuationId.wrap(i);
        }
        return ValuationId.wrap(0);
    }

    /// X-2: what the book says is claimed of an asset is what its live pledge secures; the mark says the same.
    function _checkPledges() private view returns (string memory) {
        for (uint32 i = 1; i <= dataRegistry.assetCount(); ++i) {
            AssetId asset = AssetId.wrap(i);
            SubjectId subject = trade.assetOf(address(pledges), i);
            uint256 secured = isPledged(asset) ? pledges.pledgeOf(asset).secured : 0;
            if (trade.subjectInfo(subject).claimed != secured)
                return "X-2: the book claims another sum than is secured";
            bool marked = dataRegistry.assetInfo(asset).marks & AssetMarks.PLEDGED != 0;
            if (marked != isPledged(asset)) return "X-6: the mark of a pledge is wrong";
        }
        return "";
    }

    /// D-5: who was paid has posted a key; who was refunded, but for a dispute, had no right one.
    function _checkSale(SaleId sale) private view returns (string memory) {
        IDataSales.Sale memory s = sales.saleInfo(sale);
        Deal storage d = deals[sale];
        if (!grants[d.licence].terms.delivery) return "";
        bool released_ = s.status == IDataSales.SaleStatus.Released;
        if (released_ && !d.posted) return "D-5: a seller was paid that has posted no key";
        bool over = released_ || s.status == IDataSales.SaleStatus.Refunded;
        return over && grants[d.licence].order != 0 ? "D-4: an ended sale is open" : "";
    }
}

contract DataInvariant is ActsTest {
    uint256 private constant STEPS = 1_200;
    /// Runs begin where there is something to act on: nothing is certified at once.
    uint256 private constant FIRST_STEPS = 200;

    DataHandler private _handler;

    function setUp() external {
        _handler = new DataHandler();
        play(_handler, _handler.selectors(), FIRST_STEPS);
        targetContract(address(_handler));
        targetSelector(address(_handler), _handler.selectors());
    }

    /// D-1: one content, one live certificate. D-2: no exclusive licence overlaps. D-3: uses are lawful. D-4: paid is released, refunded and open, to
    /// the fen and to whom. K-6: the purse is the sum of its entries. X-2: an asset's claims are its pledge's.
    function invariant_D_1_D_2_D_3_D_4_D_5_K_6() external view {
        assertEq(_handler.check(), "", "data");
    }

    /// What the runs above are made of: usual acts succeed, each attack is refused.
    function test_D_1_D_5_eachActSucceeds() external {
        play(_handler, _handler.selectors(), STEPS);
        assertEq(_handler.check(), "", "a long run");
        assertEq(_handler.checkAll(), "", "a long run");
        assertEach(_handler, _handler.usual(), 2);
    }

    function afterInvariant() external view {
        assertEq(_handler.checkAll(), "", "data");
        assertActs(_handler, 20);
    }
}
