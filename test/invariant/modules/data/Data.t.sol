// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {SubjectId} from "../../../../contracts/kernel/types/Ids.sol";
import {IDataRegistry} from "../../../../contracts/modules/data/interfaces/IDataRegistry.sol";
import {IDataSales} from "../../../../contracts/modules/data/interfaces/IDataSales.sol";
import {AssetMarks} from "../../../../contracts/modules/data/types/AssetMarks.sol";
import {
    AssetId,
    isPersonal,
    LicenceId,
    OfferId,
    Parent,
    Purposes,
    Right,
    SaleId,
    Terms
} from "../../../../contracts/modules/data/types/DataTypes.sol";
import {ActsTest} from "../../../utils/Acts.sol";
import {DataPowers} from "../../../utils/DataPowers.sol";
import {DataWorth} from "../../../utils/DataWorth.sol";

/// @notice Fourteen members, two departments and three persons, and a day after the other: they do with titles what {DataTitles} says, with licences
/// what {DataTrade} does, with valuations and pledges what {DataWorth} does, and courts what {DataPowers} does. Each act is held against what a
/// model of its own says: who may can, who may not can't; hostile members try what is others'.
contract DataHandler is DataPowers, DataWorth {
    /// What there is at first: firms' assets and departments', and what is made of the first one.
    uint256 private constant FIRMS_ASSETS = 4;
    uint256 private constant FIRST_ASSETS = 6;

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
                "terminate share value pledge repay releasePledge realise sellStill attack "
                "certifyEarly file fileForOthers fileWrongly enter renew refuseFiling withdrawFiling escapeLicence "
                "takeOverMeter usurpMeter meterStill lapseDispute lapseEarly endTwice grantSharing extend extendTwice "
                "refuse takeBack answerOthers answerTwice reportSilence reportEarly disputeValuation disputeTwice "
                "endContest answerContest withdrawValuation judgeOwnCause relyOnContested renewFreeze prolongEnded "
                "moveByOrder moveWrongly cancelByOrder cancelTwice reinstateOrdered usurp"
            )
        );
        _found();
    }

    // Time

    /// Three years but for some weeks: certificates can be renewed soon and run out after that, and nobody has decided what was disputed.
    function letYearsPass() external {
        for (uint256 i; i < 6; ++i) {
            this.disputeMetering(i * 3, 0);
            this.disputeMisuse(i * 3, i);
        }
        this.disputeQuality(0, 5);
        warpTo(titles[AssetId.wrap(1)].lastDay - 80);
        this.passRevenueOn(0, 0);
        this.lapseDispute(0, 0);
        this.lapseDispute(0, 1);
        // Some are renewed by now.
        for (uint256 i; i < FIRMS_ASSETS; ++i) {
            this.fileLater(i, 2, i);
            this.review(i);
            this.certify(i);
        }
        _sellFirst();
        _sellDerived();
        _useFirst();
        // Of a department's data, shared on conditions; answered later.
        for (uint256 i; i < 4; ++i) {
            this.shareData(FIRMS_ASSETS, 1);
        }
    }

    function passDays(uint256 count) external {
        if (dayNow() < LAST_DAY) skip((count % 8 == 0 ? 20 : count % 3) * 1 days + 1 hours);
        note("pass", true);
    }

    // What must hold

    function check() public view virtual returns (string memory found) {
        if (bytes(breach).length > 0) return breach;
        found = checkRevenue();
        if (bytes(found).length == 0) found = checkAssets();
        if (bytes(found).length == 0) found = checkTitles();
        if (bytes(found).length == 0) found = checkUses();
        if (bytes(found).length == 0) found = _checkPledges();
    }

    function checkAll() public view virtual returns (string memory found) {
        found = checkPurses(dataParts(), "K-6: a part holds money");
        if (bytes(found).length == 0) found = checkEntries();
        if (bytes(found).length == 0) found = checkAnswers();
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
        bytes4[70] memory more = [
            this.certifyEarly.selector,
            this.fileLater.selector,
            this.fileLater.selector,
            this.fileLater.selector,
            this.fileLater.selector,
            this.endFiling.selector,
            this.takeOverMeter.selector,
            this.takeOverMeter.selector,
            this.lapseDispute.selector,
            this.buy.selector,
            this.answerSharing.selector,
            this.answerSharing.selector,
            this.reportSilence.selector,
            this.disputeValuation.selector,
            this.pledgeAsset.selector,
            this.endContest.selector,
            this.endContest.selector,
            this.prolongFreeze.selector,
            this.moveByOrder.selector,
            this.moveByOrder.selector,
            this.cancelByOrder.selector,
            this.usurpPowers.selector,
            this.shareData.selector,
            this.review.selector,
            this.certify.selector,
            this.certify.selector,
            this.withdrawConsent.selector,
            this.shareData.selector,
            this.passRevenueOn.selector,
            this.claimForPerson.selector,
            this.realiseAsset.selector,
            this.passRight.selector,
            this.withdrawOffer.selector,
            this.endFiling.selector,
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
        // Update, ways of sharing and class as {DataActs.registrationOf} reads them.
        uint256[FIRST_ASSETS] memory seeds = [uint256(0), 1 << 8, 3 << 8, 4 << 8, 1, 0];
        for (uint256 i; i < FIRST_ASSETS; ++i) {
            uint256 by = i < FIRMS_ASSETS ? FIRM + (i % PROVIDERS) : DEPARTMENT;
            registerAs(by, i + 1, registrationOf(by, i + 1, seeds[i]));
        }
        _certifyAll();
        _sellFirst();
        Parent[] memory parents = new Parent[](1);
        parents[0] = Parent(AssetId.wrap(1), LicenceId.wrap(1));
        IDataRegistry.Registration memory derived = registrationOf(FIRM + 1, FIRST_ASSETS + 1, 0);
        derived.parents = parents;
        registerAs(FIRM + 1, FIRST_ASSETS + 1, derived);
        _certifyAll();
        _sellDerived();
        _useFirst();
    }

    /// Each licence at least once, with what persons must consent to, and what is paid before.
    function _useFirst() private {
        for (uint256 i; i < licences.licenceCount(); ++i) {
            consent(i << 8, 19);
            topUp(i, 7);
            useMany(i, i, 1);
        }
    }

    function _sellDerived() private {
        Terms memory t = termsOf(AssetId.wrap(uint32(FIRST_ASSETS) + 1), Right.Operation, 0);
        (t.price, t.exclusive, t.delivery, t.stepHours) = (1_000, false, false, 0);
        _sell(t, 0, 0);
    }

    function _sellFirst() private {
        for (uint32 i = 1; i <= FIRMS_ASSETS; ++i) {
            for (uint256 j; j < 3; ++j) {
                uint256 dice = uint256(keccak256(abi.encode("found", i, j)));
                Terms memory t = termsOf(AssetId.wrap(i), j == 0 ? Right.Processing : Right.Operation, dice);
                (t.exclusive, t.daysValid, t.uses) = (j == 2 && i == 2, 90, 0);
                // What is made of the first asset pays royalties.
                if (j == 0) (t.derivable, t.royalty, t.delivery, t.stepHours) = (true, 2_000, false, 0);
                bool personal = isPersonal(titles[t.asset].sensitivity);
                if (personal && j > 0) (t.pricePerUse, t.personPay) = (40, 15);
                _sell(t, j == 0 && i == 1 ? FIRM + 1 : COUNCIL - 1 - j, dice);
            }
        }
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
            if (isSubmitted(AssetId.wrap(i))) reviewAs(AssetId.wrap(i));
        }
        for (uint32 i = 1; i <= count; ++i) {
            AssetId asset = AssetId.wrap(i);
            // Notices run over business days.
            while (isReviewed(asset) && !isRipe(asset)) skip(1 days);
            if (isRipe(asset)) certifyAs(asset);
        }
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
    uint256 private constant STEPS = 3_000;
    /// Of each run, before the runner's own.
    uint256 private constant FIRST_STEPS = 100;

    DataHandler private _handler;

    function setUp() external {
        _handler = new DataHandler();
        _handler.letYearsPass();
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
