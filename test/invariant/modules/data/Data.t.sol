// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../../../contracts/kernel/types/Day.sol";
import {NOBODY, ParticipantId, SubjectId} from "../../../../contracts/kernel/types/Ids.sol";
import {PersonId} from "../../../../contracts/kernel/types/Passkey.sol";
import {IDataCertification} from "../../../../contracts/modules/data/interfaces/IDataCertification.sol";
import {IDataPledges} from "../../../../contracts/modules/data/interfaces/IDataPledges.sol";
import {IDataPreservation} from "../../../../contracts/modules/data/interfaces/IDataPreservation.sol";
import {IDataRegistry} from "../../../../contracts/modules/data/interfaces/IDataRegistry.sol";
import {IDataSales} from "../../../../contracts/modules/data/interfaces/IDataSales.sol";
import {IDataValuation} from "../../../../contracts/modules/data/interfaces/IDataValuation.sol";
import {AssetMarks} from "../../../../contracts/modules/data/types/AssetMarks.sol";
import {
    AssetId,
    ChallengeId,
    FilingId,
    isPersonal,
    LicenceId,
    ObjectionId,
    OfferId,
    Parent,
    Purpose,
    Purposes,
    Right,
    SaleId,
    SharingId,
    Terms,
    ValuationId
} from "../../../../contracts/modules/data/types/DataTypes.sol";
import {ActsTest} from "../../../utils/Acts.sol";
import {DataTrade} from "../../../utils/DataTrade.sol";

/// @notice Fourteen members, two departments and three persons: they register, certify and object, share, pledge and realise, and do with licences
/// what {DataTrade} says, while days pass and courts freeze assets and members, suspend and terminate. Each act is held against what a model
/// of its own says; hostile members try what is others'.
contract DataHandler is DataTrade {
    /// What there is at first, and what is made of its first asset.
    uint256 private constant FIRST_ASSETS = 5;

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
                "register registerTwice review object decideObjection certify publish passRight cancel challenge answer "
                "offer withdrawOffer consentToExclusive buy buyBeside commit confirm postKey accept release lapse "
                "decline proveWrongKey proveRightKey use useUnlawfully useStopped useWithdrawn useMany topUp settleUses "
                "surrender close transferLicence consent withdrawConsent passOn claimRevenue claimForPerson disputeQuality "
                "disputeMisuse disputeMetering endDispute freeze unfreeze freezeParty actFrozen suspend reinstate "
                "terminate share value pledge repay releasePledge realise sellStill attack"
            )
        );
        _found();
    }

    // Assets

    /// Content that is registered already is refused while that is live (D-1).
    function register(uint256 seed, uint256 what) external {
        uint256 by = FIRM + (seed % (PROVIDERS + 1));
        if (by == FIRM + PROVIDERS) by = DEPARTMENT;
        uint256 content = _contentFor(what);
        if (dataRegistry.assetCount() < MAX_ASSETS || _isTaken(content)) {
            _register(by, content, registrationOf(by, content, seed >> 8));
        }
    }

    function review(uint256 seed) external {
        AssetId asset = findAsset(seed, isSubmitted);
        if (!asset.isNoAsset()) _review(asset);
    }

    function certify(uint256 seed) external {
        AssetId asset = findAsset(seed, isRipe);
        if (!asset.isNoAsset()) _certify(asset);
    }

    /// To a certificate; what is objected is decided at once.
    function object(uint256 seed, uint256 by) external {
        AssetId asset = findAsset(seed, seed % 2 == 0 ? isReviewed : isSelling);
        if (asset.isNoAsset()) return;
        uint256 who = otherMember(by, dataRegistry.holderOf(asset), members[CERTIFIER].id);
        (FilingId filing, bool open) = certification.openFiling(asset);
        bytes memory data = abi.encodeCall(certification.objectToCertificate, (asset, PROOF));
        if (open && isReviewed(asset)) data = abi.encodeCall(certification.objectTo, (filing, PROOF));
        if (open && isRipe(asset)) return;
        if (ask("object", who, address(certification), data)) _decide(by);
    }

    function publish(uint256 seed, uint256 what) external {
        AssetId asset = findAsset(seed, isSellingDynamic);
        if (asset.isNoAsset()) return;
        uint256 by = indexOf(dataRegistry.holderOf(asset));
        uint256 content = _contentFor(what);
        bool taken = _isTaken(content);
        bytes32 salt = bytes32(++serial);
        bytes32 seal_ = dataRegistry.versionSealOf(members[by].id, asset, commitmentOf(content), PROOF, salt);
        callAs(by, address(dataRegistry), abi.encodeCall(dataRegistry.seal, (seal_)));
        skip(1);
        bytes memory data = abi.encodeCall(dataRegistry.publishVersion, (asset, commitmentOf(content), PROOF, salt));
        bool done = callAs(by, address(dataRegistry), data);
        if (taken) return noteAttack("registerTwice", done, "D-1: content of a live asset was published again");
        if (judge("publish", isActive(by), done)) contents[asset].push(content);
    }

    /// One right passes on, and no other (D-6).
    function passRight(uint256 seed, uint256 to, uint256 price) external {
        AssetId asset = findAsset(seed, isPledgeable);
        if (asset.isNoAsset()) return;
        Right right = Right(1 + ((seed >> 8) % 3));
        uint256 by = indexOf(dataRegistry.rightHolder(asset, right));
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
        if (judge("passRight", isActive(by) && isActive(receiver), done)) {
            expected[receiver] -= fen;
            expected[by] += fen;
            if (right == Right.Holding) a.holder = members[receiver].id;
            if (right == Right.Processing) a.processor = members[receiver].id;
            if (right == Right.Operation) a.operator = members[receiver].id;
        }
        _demandRights(asset, a.holder, a.processor, a.operator, "D-6: another right has passed on");
        demandBalances(expected, "K-5: a right passed on for another price");
    }

    function cancelAsset(uint256 seed) external {
        if (seed % 4 > 0) return;
        AssetId asset = findAsset(seed >> 8, isCancellable);
        if (asset.isNoAsset()) return;
        uint256 by = indexOf(dataRegistry.holderOf(asset));
        act("cancel", by, address(dataRegistry), abi.encodeCall(dataRegistry.cancel, (asset, PROOF)));
    }

    function challenge(uint256 seed, uint256 by) external {
        AssetId asset = findAsset(seed, isSelling);
        if (asset.isNoAsset()) return;
        uint256 version = 1 + (by % contents[asset].length);
        uint256 who = otherMember(by, dataRegistry.holderOf(asset), NOBODY);
        bytes memory data = abi.encodeCall(preservation.challenge, (asset, uint24(version)));
        if (!act("challenge", who, address(preservation), data)) return;
        uint256 content = contents[asset][version - 1];
        data = abi.encodeCall(
            preservation.answer,
            (
                ChallengeId.wrap(preservation.challengeCount()),
                IDataPreservation.Opening({root: rootOf(content), chunks: 1}),
                chunkOf(content),
                new bytes32[](0)
            )
        );
        ask("answer", indexOf(dataRegistry.holderOf(asset)), address(preservation), data);
    }

    // Orders

    /// Of a licensed asset as a rule: its uses go on, unless the order stops them (D-7).
    function freezeAsset(uint256 seed, uint256 term) external {
        if (seed % 4 == 0) return;
        LicenceId licence = findLicence(seed >> 8, isUsable);
        AssetId asset = grants[licence].terms.asset;
        if (asset.isNoAsset() || seed % 8 == 0) asset = findAsset(seed >> 8, isUnfrozenNow);
        if (asset.isNoAsset() || !isUnfrozenNow(asset)) return;
        uint8 purpose = PURPOSES;
        uint64 person;
        if (grants[licence].terms.asset == asset) (purpose, person) = lawfulUse(licence, 1);
        bytes32 key = bytes32(++serial);
        uint256 until = vm.getBlockTimestamp() + (1 + (term % 6)) * 1 days;
        bool uses = (term >> 8) % 4 > 0;
        bool done = ordered(address(dataOrders), abi.encodeCall(dataOrders.freeze, (asset, key, uint40(until), uses)));
        note("freeze", done);
        if (!done) return;
        freezes[asset].push(Freeze({key: key, until: until, uses: uses}));
        if (purpose < PURPOSES) recordAs(licence, purpose, person, "useStopped");
    }

    function unfreezeAsset(uint256 seed) external {
        AssetId asset = findAsset(seed, isFrozenNow);
        if (asset.isNoAsset()) return;
        Freeze[] storage list = freezes[asset];
        Freeze storage last = list[list.length - 1];
        bool done = ordered(address(dataOrders), abi.encodeCall(dataOrders.unfreeze, (asset, last.key)));
        note("unfreeze", done);
        if (done) last.until = 0;
    }

    /// For a day at most: who sells, has a licence, meters or is anybody else.
    function freezeParty(uint256 seed, uint256 term) external {
        uint256 who = (seed >> 8) % ACTORS;
        LicenceId licence = findLicence(seed >> 8, isLiveNow);
        if (!licence.isNoLicence() && seed % 4 > 0) {
            ParticipantId party = grants[licence].licensee;
            if (seed % 4 == 2) party = licences.licenceInfo(licence).meter;
            if (seed % 4 == 3) party = dataRegistry.holderOf(grants[licence].terms.asset);
            who = indexOf(party);
        }
        // The bank answers for the persons' accounts.
        if (who == BANK || !isActive(who) || participants.cases(members[who].id).length > 12) return;
        uint40 until = uint40(vm.getBlockTimestamp() + bound(term, 1 hours, 1 days));
        bytes memory data = abi.encodeCall(participants.freeze, (members[who].id, bytes32(++serial), until));
        note("freezeParty", ordered(address(participants), data));
    }

    /// By the certifier or by order; who has suspended it reinstates it.
    function suspendAsset(uint256 seed) external {
        AssetId asset = findAsset(seed, isSuspended);
        if (!asset.isNoAsset()) {
            bool ordered_ = dataRegistry.assetInfo(asset).marks & AssetMarks.SUSPENDED_BY_ORDER != 0;
            bytes memory order = abi.encodeCall(dataOrders.reinstateByOrder, (asset, PROOF));
            if (ordered_) return note("reinstate", ordered(address(dataOrders), order));
            bytes memory act_ = abi.encodeCall(certification.reinstate, (asset, PROOF));
            act("reinstate", CERTIFIER, address(certification), act_);
            return;
        }
        asset = findAsset(seed >> 8, isSelling);
        if (asset.isNoAsset() || seed % 3 > 0) return;
        bytes memory decree_ = abi.encodeCall(dataOrders.suspendByOrder, (asset, PROOF));
        if (seed % 2 == 0) return note("suspend", ordered(address(dataOrders), decree_));
        act("suspend", CERTIFIER, address(certification), abi.encodeCall(certification.suspend, (asset, PROOF)));
    }

    function terminate(uint256 seed, uint256 how) external {
        LicenceId licence = findLicence(seed, isLiveNow);
        if (licence.isNoLicence() || how % 4 > 0) return;
        bytes32 digest = bytes32(++serial);
        bytes memory data = abi.encodeCall(dataOrders.terminateByOrder, (licence, digest));
        if (how % 8 == 0) data = abi.encodeCall(dataOrders.findMisuse, (licence, grants[licence].licensee, digest));
        bool done = ordered(address(dataOrders), data);
        note("terminate", done);
        if (done) endNow(licence);
    }

    /// What is frozen or suspended sells and delivers nothing (D-7).
    function sellStill(uint256 seed, uint256 terms) external {
        AssetId asset = findAsset(seed, isStill);
        if (asset.isNoAsset()) return;
        Right right = Right(2 + (seed % 2));
        uint256 by = indexOf(dataRegistry.rightHolder(asset, right));
        bytes memory data = abi.encodeCall(offers.offer, (termsOf(asset, right, terms), dayOf(dayNow() + 9)));
        noteAttack("sellStill", callAs(by, address(offers), data), "D-7: a frozen or suspended asset was offered");
    }

    // Sharing

    function shareData(uint256 seed, uint256 purposes) external {
        AssetId asset = findAsset(seed, isShared);
        if (asset.isNoAsset() || licences.licenceCount() >= MAX_LICENCES) return;
        uint256 holder = indexOf(dataRegistry.holderOf(asset));
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
        if (!judge("share", isActive(other) && isActive(holder), done)) return;
        LicenceId licence = LicenceId.wrap(licences.licenceCount());
        grant(licence, t, members[other].id);
        begin(grants[licence], 0);
    }

    // Pledges

    function valueAsset(uint256 seed, uint256 amount) external {
        AssetId asset = findAsset(seed, isSelling);
        if (asset.isNoAsset()) return;
        bool byPledgee = isPledged(asset);
        uint256 by = indexOf(byPledgee ? pledges.pledgeeOf(asset) : dataRegistry.holderOf(asset));
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
        // A pledgee has it valued although it is frozen.
        judge("value", isActive(VALUER) && (byPledgee || isActive(by)), done);
    }

    function pledgeAsset(uint256 seed, uint256 to, uint256 amount) external {
        AssetId asset = findAsset(seed, _isValued);
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
        (bool done, bytes memory result) = answerTo(indexOf(holder), address(pledges), data);
        if (done) done = callAs(pledgee, address(pledges), abi.encodeCall(pledges.sign, (requestOf(result))));
        bool free = isActive(indexOf(holder)) && isActive(pledgee);
        if (judge("pledge", free, done))
            noteAttack("attack", callAs(indexOf(holder), address(pledges), data), "X-6: pledged twice");
    }

    function repayPledge(uint256 seed, uint256 amount) external {
        AssetId asset = findAsset(seed, isPledged);
        if (asset.isNoAsset()) return;
        IDataPledges.Pledge memory p = pledges.pledgeOf(asset);
        uint256 by = indexOf(p.pledgor);
        uint64 fen = uint64(amount % 3 == 0 ? p.secured : bound(amount, 1, p.secured));
        uint256[] memory expected = balances();
        if (!act("repay", by, address(pledges), abi.encodeCall(pledges.repay, (asset, fen)))) return;
        expected[by] -= fen;
        expected[indexOf(p.pledgee)] += fen;
        demandBalances(expected, "X-4: a debt was repaid with another sum");
    }

    function releasePledge(uint256 seed) external {
        AssetId asset = findAsset(seed, isPledged);
        if (asset.isNoAsset()) return;
        IDataPledges.Pledge memory p = pledges.pledgeOf(asset);
        bytes memory data = abi.encodeCall(pledges.release, (asset));
        noteAttack("attack", callAs(indexOf(p.pledgor), address(pledges), data), "X-6: a pledgor has released");
        act("releasePledge", indexOf(p.pledgee), address(pledges), data);
    }

    /// To the pledgee first, the rest to the holder; the holding right and no other to the buyer.
    function realiseAsset(uint256 seed, uint256 to, uint256 more) external {
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
        (bool done, bytes memory result) = answerTo(indexOf(p.pledgee), address(pledges), data);
        if (done) done = callAs(buyer, address(pledges), abi.encodeCall(pledges.sign, (requestOf(result))));
        if (!judge("realise", isActive(buyer), done)) return;
        uint256 first = price < p.secured ? price : p.secured;
        expected[buyer] -= price;
        expected[indexOf(p.pledgee)] += first;
        expected[indexOf(a.holder)] += price - first;
        demandBalances(expected, "X-2: the price of a security went elsewhere");
        _demandRights(asset, members[buyer].id, a.processor, a.operator, "D-6: a realised pledge moved another right");
    }

    function passDays(uint256 count) external {
        skip((count % 8 == 0 ? 20 : count % 3) * 1 days + 1 hours);
        note("pass", true);
    }

    // Who may not

    /// Parts' acts, and others'.
    function attackData(uint256 seed, uint256 by, uint256 how) external {
        uint256[] memory expected = balances();
        AssetId asset = findAsset(seed, isAny);
        LicenceId licence = LicenceId.wrap(uint32(1 + (seed % (licences.licenceCount() + 1))));
        (address target, bytes memory data) = _partial(how % 16, asset, licence, by);
        if (target == address(0)) (target, data) = _usurped(how % 12, asset, licence, by);
        if (target == address(0)) return;
        noteAttack("attack", callAs(by % BANK, target, data), "K-3: somebody did what only others may");
        demandBalances(expected, "K-6: an attack moved money");
    }

    // What must hold

    function check() public view virtual returns (string memory found) {
        if (bytes(breach).length > 0) return breach;
        found = checkRevenue();
        if (bytes(found).length == 0) found = checkTitles();
        if (bytes(found).length == 0) found = checkUses();
        if (bytes(found).length == 0) found = _checkPledges();
    }

    function checkAll() public view virtual returns (string memory found) {
        found = checkPurses(dataParts(), "K-6: a part holds money");
        for (uint32 i = 1; bytes(found).length == 0 && i <= sales.saleCount(); ++i) {
            found = _checkSale(SaleId.wrap(i));
        }
    }

    function selectors() public pure virtual returns (bytes4[] memory list) {
        bytes4[39] memory all = [
            this.register.selector,
            this.review.selector,
            this.certify.selector,
            this.object.selector,
            this.publish.selector,
            this.passRight.selector,
            this.cancelAsset.selector,
            this.challenge.selector,
            this.offerTerms.selector,
            this.withdrawOffer.selector,
            this.consentToExclusive.selector,
            this.buy.selector,
            this.buyBeside.selector,
            this.deliver.selector,
            this.use.selector,
            this.useMany.selector,
            this.topUp.selector,
            this.settleUsage.selector,
            this.surrender.selector,
            this.closeLicence.selector,
            this.transferLicence.selector,
            this.consent.selector,
            this.withdrawConsent.selector,
            this.passRevenueOn.selector,
            this.claimRevenue.selector,
            this.claimForPerson.selector,
            this.disputeQuality.selector,
            this.disputeMisuse.selector,
            this.disputeMetering.selector,
            this.endDispute.selector,
            this.freezeAsset.selector,
            this.unfreezeAsset.selector,
            this.freezeParty.selector,
            this.suspendAsset.selector,
            this.terminate.selector,
            this.sellStill.selector,
            this.shareData.selector,
            this.valueAsset.selector,
            this.pledgeAsset.selector
        ];
        bytes4[36] memory more = [
            this.repayPledge.selector,
            this.releasePledge.selector,
            this.realiseAsset.selector,
            this.passDays.selector,
            this.passDays.selector,
            this.attackData.selector,
            this.register.selector,
            this.review.selector,
            this.certify.selector,
            this.offerTerms.selector,
            this.offerTerms.selector,
            this.buy.selector,
            this.buy.selector,
            this.buy.selector,
            this.deliver.selector,
            this.deliver.selector,
            this.deliver.selector,
            this.deliver.selector,
            this.deliver.selector,
            this.use.selector,
            this.useMany.selector,
            this.topUp.selector,
            this.consent.selector,
            this.consent.selector,
            this.withdrawConsent.selector,
            this.endDispute.selector,
            this.freezeAsset.selector,
            this.closeLicence.selector,
            this.deliver.selector,
            this.deliver.selector,
            this.deliver.selector,
            this.publish.selector,
            this.settleUsage.selector,
            this.settleUsage.selector,
            this.valueAsset.selector,
            this.pledgeAsset.selector
        ];
        list = new bytes4[](all.length + more.length);
        for (uint256 i; i < all.length; ++i) {
            list[i] = all[i];
        }
        for (uint256 i; i < more.length; ++i) {
            list[all.length + i] = more[i];
        }
    }

    // What there is at first

    /// Data of each class, certified; licences of them in use, with consents; and an asset that is made of the first one under a licence.
    function _found() private {
        // Class, number of parents and ways of sharing as {DataActs.registrationOf} reads them.
        uint256[FIRST_ASSETS] memory classes = [uint256(0), 1, 3, 4, 0];
        for (uint256 i; i < FIRST_ASSETS; ++i) {
            uint256 by = i == FIRST_ASSETS - 1 ? DEPARTMENT : FIRM + (i % PROVIDERS);
            IDataRegistry.Registration memory r = registrationOf(by, i + 1, classes[i] << 8);
            _register(by, i + 1, r);
        }
        _certifyAll();
        for (uint32 i = 1; i < FIRST_ASSETS; ++i) {
            for (uint256 j; j < 3; ++j) {
                uint256 dice = uint256(keccak256(abi.encode("found", i, j)));
                Terms memory t = termsOf(AssetId.wrap(i), j == 0 ? Right.Processing : Right.Operation, dice);
                (t.exclusive, t.daysValid, t.uses) = (j == 2 && i == 2, 90, 0);
                // What is made of the first asset pays royalties.
                if (j == 0) (t.derivable, t.royalty, t.delivery, t.stepHours) = (true, 2_000, false, 0);
                bool personal = isPersonal(dataRegistry.assetInfo(t.asset).sensitivity);
                if (personal && j > 0) (t.pricePerUse, t.personPay) = (40, 15);
                _sell(t, j == 0 && i == 1 ? FIRM + 1 : COUNCIL - 1 - j, dice);
            }
        }
        Parent[] memory parents = new Parent[](1);
        parents[0] = Parent(AssetId.wrap(1), LicenceId.wrap(1));
        IDataRegistry.Registration memory derived = registrationOf(FIRM + 1, FIRST_ASSETS + 1, 0);
        derived.parents = parents;
        _register(FIRM + 1, FIRST_ASSETS + 1, derived);
        _certifyAll();
        Terms memory ofDerived = termsOf(AssetId.wrap(uint32(FIRST_ASSETS) + 1), Right.Operation, 0);
        (ofDerived.price, ofDerived.exclusive, ofDerived.delivery, ofDerived.stepHours) = (1_000, false, false, 0);
        _sell(ofDerived, 0, 0);
        for (uint256 i; i < 4; ++i) {
            _postFor(i);
        }
    }

    /// A purchase whose key is posted: a right one, or a wrong one.
    function _postFor(uint256 i) private {
        Terms memory t = termsOf(AssetId.wrap(uint32(1 + (i % 2))), Right.Operation, i);
        (t.purposes, t.exclusive) = (Purposes.wrap(1), false);
        (t.delivery, t.meter, t.stepHours, t.price) = (true, members[REGULATOR].id, i % 2 == 0 ? 500 : 30, 1_000);
        _sell(t, i, i);
        SaleId sale = SaleId.wrap(sales.saleCount());
        for (uint256 step; step < 3; ++step) {
            advance(sale, 2 + i / 2);
        }
    }

    function _sell(Terms memory t, uint256 buyer, uint256 dice) private {
        OfferId id = offerAs(t, dice);
        buyAs(id, offers.offerInfo(id), buyer, dice);
    }

    function _certifyAll() private {
        uint32 count = dataRegistry.assetCount();
        for (uint32 i = 1; i <= count; ++i) {
            if (isSubmitted(AssetId.wrap(i))) _review(AssetId.wrap(i));
        }
        for (uint32 i = 1; i <= count; ++i) {
            AssetId asset = AssetId.wrap(i);
            // Notices run over business days.
            while (isReviewed(asset) && !isRipe(asset)) skip(1 days);
            if (isRipe(asset)) _certify(asset);
        }
    }

    // Steps of a registration

    function _register(uint256 by, uint256 content, IDataRegistry.Registration memory r) private {
        bool taken = _isTaken(content);
        bytes32 salt = bytes32(++serial);
        bytes32 seal_ = dataRegistry.sealOf(members[by].id, r, salt);
        callAs(by, address(dataRegistry), abi.encodeCall(dataRegistry.seal, (seal_)));
        skip(1);
        bool done = callAs(by, address(dataRegistry), abi.encodeCall(dataRegistry.register, (r, salt)));
        if (taken) return noteAttack("registerTwice", done, "D-1: content of a live asset was registered again");
        if (judge("register", isActive(by), done)) contents[AssetId.wrap(dataRegistry.assetCount())].push(content);
    }

    function _review(AssetId asset) private {
        (FilingId filing, ) = certification.openFiling(asset);
        act("review", CERTIFIER, address(certification), abi.encodeCall(certification.review, (filing, PROOF)));
    }

    function _certify(AssetId asset) private {
        (FilingId filing, ) = certification.openFiling(asset);
        IDataCertification.CaSignature memory ca;
        act("certify", CERTIFIER, address(certification), abi.encodeCall(certification.certify, (filing, ca)));
    }

    /// The latest objection: by the certifier or, now and then and where that is frozen, by a court.
    function _decide(uint256 how) private {
        ObjectionId objection = ObjectionId.wrap(certification.objectionCount());
        bool upheld = how % 8 == 0;
        address desk = address(certification);
        bytes memory data = abi.encodeCall(certification.decideObjection, (objection, upheld, PROOF));
        if (how % 5 > 0 && act("decideObjection", CERTIFIER, desk, data)) return;
        data = abi.encodeCall(certification.decideObjectionByOrder, (objection, upheld, PROOF));
        note("decideObjection", ordered(desk, data));
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

    // Finding

    /// Of a live asset as often as not.
    function _contentFor(uint256 what) private view returns (uint256) {
        AssetId asset = findAsset(what >> 8, isLiveAsset);
        if (what % 2 == 0 && !asset.isNoAsset()) return contents[asset][(what >> 40) % contents[asset].length];
        return 1 + ((what >> 8) % CONTENTS);
    }

    function _isTaken(uint256 content) private view returns (bool) {
        for (uint32 i = 1; i <= dataRegistry.assetCount(); ++i) {
            AssetId asset = AssetId.wrap(i);
            for (uint256 j; isLiveAsset(asset) && j < contents[asset].length; ++j) {
                if (contents[asset][j] == content) return true;
            }
        }
        return false;
    }

    /// Valued, and pledgeable.
    function _isValued(AssetId asset) private view returns (bool) {
        return isPledgeable(asset) && ValuationId.unwrap(_valuationOf(asset)) != 0;
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
    uint256 private constant STEPS = 1_600;
    /// Of each run, before the runner's own.
    uint256 private constant FIRST_STEPS = 100;

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

    /// What the runs above are made of: each act succeeds, each attack is refused.
    function test_D_1_D_5_eachActSucceeds() external {
        play(_handler, _handler.selectors(), STEPS);
        assertEq(_handler.check(), "", "a long run");
        assertEq(_handler.checkAll(), "", "a long run");
        assertEach(_handler, 2);
    }

    function afterInvariant() external view {
        assertEq(_handler.checkAll(), "", "data");
        assertActs(_handler, 20);
    }
}
