// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IModuleDirectory} from "../../../contracts/kernel/interfaces/IModuleDirectory.sol";
import {ITradeRegistry} from "../../../contracts/kernel/interfaces/ITradeRegistry.sol";
import {ParticipantId, SubjectId} from "../../../contracts/kernel/types/Ids.sol";
import {Acts, ActsTest} from "../../utils/Acts.sol";
import {HandingPart} from "../../../contracts/mocks/kernel/trade/HandingPart.sol";
import {KernelFixture} from "../../utils/KernelFixture.sol";

/// @notice Eight members trade the same few invoices, in whatever spelling, and reduce them by the same few red ones; parts of two modules
/// in several versions, and one part that no directory knows, claim on them and on assets of their own, and take each other's claims over;
/// versions retire, parties are frozen, the trade registry is halted, time passes.
contract ClaimsHandler is KernelFixture, Acts {
    uint256 internal constant TRADERS = 8;
    /// The last of the fixture's members.
    uint256 internal constant FIRST = MEMBERS - TRADERS;
    uint256 internal constant NUMBERS = 3;
    uint256 internal constant CLAIM_IDS = 4;
    /// Each part's one asset.
    uint256 internal constant ASSET = 1;
    bytes32[2] internal MODULES = [bytes32("BILLS"), bytes32("RECEIVABLES")];

    struct Proposal {
        SubjectId subject;
        uint256 proposer;
        uint256 other;
        bytes32 terms;
    }

    struct Draft {
        uint256 seller;
        uint256 buyer;
        uint256 number;
        uint256 spelling;
        uint64 face;
        bool byBuyer;
    }

    struct Parties {
        uint256 seller;
        uint256 buyer;
    }

    struct Takeover {
        address from;
        uint256 fromClaimId;
        address to;
        uint256 toClaimId;
        uint64 amount;
    }

    Proposal[] private _proposals;
    /// All that claims can stand on, documents and assets.
    SubjectId[] private _confirmed;
    /// Documents alone.
    SubjectId[] private _documents;
    mapping(SubjectId subject => Parties) private _partiesOf;
    /// Keys that are taken, of correcting documents too.
    mapping(SubjectId key => bool) private _counts;
    mapping(SubjectId correction => mapping(uint256 trader => bytes32)) private _reductionTerms;
    mapping(SubjectId subject => uint64) private _face;
    mapping(bytes32 paper => SubjectId) private _subjectOfPaper;
    mapping(SubjectId subject => bytes32) private _paperOf;

    address[] private _parts;
    mapping(SubjectId subject => uint256) private _claimed;
    mapping(SubjectId subject => mapping(address part => mapping(uint256 claimId => uint64))) private _held;
    uint256 private _caseCount;

    constructor() {
        deployKernel();
        _parts.push(deploy("HandingPart", ""));
        _addVersion(0);
        _addVersion(1);
        _addVersion(0);
    }

    // Documents

    function putForward(uint256 seller, uint256 buyer, uint256 number, uint256 spelling, uint256 face) external {
        seller = bound(seller, 0, TRADERS - 1);
        buyer = (seller + bound(buyer, 1, TRADERS - 1)) % TRADERS;
        number = bound(number, 1, NUMBERS);
        _putForward(Draft(seller, buyer, number, spelling, uint64(bound(face, 1, 1_000_000)), spelling % 3 == 0));
    }

    function confirm(uint256 which) external {
        if (_proposals.length == 0) return;
        which = bound(which, 0, _proposals.length - 1);
        Proposal memory p = _proposals[which];
        ITradeRegistry.Document memory document = trade.proposal(p.subject, members[FIRST + p.proposer].id);
        bool known = _counts[p.subject];
        bool able = _isFree(p.proposer) && _isFree(p.other);
        bool done = _confirm(p, p.other, p.terms);
        demand(done == (able && !known), "K-1: a paper is confirmed once, by unfrozen parties, and by them freely");
        if (able && !known) note("confirm", done);
        if (!done) return;
        _enter(p.subject, document.face);
        _documents.push(p.subject);
        _partiesOf[p.subject] =
            document.seller == members[FIRST + p.proposer].id
                ? Parties(p.proposer, p.other)
                : Parties(p.other, p.proposer);
        _proposals[which] = _proposals[_proposals.length - 1];
        _proposals.pop();
    }

    function confirmUnasked(uint256 which, uint256 stranger) external {
        if (_proposals.length == 0) return;
        Proposal memory p = _proposals[bound(which, 0, _proposals.length - 1)];
        stranger = bound(stranger, 0, TRADERS - 1);
        if (stranger == p.other) stranger = p.proposer;
        bool done = _confirm(p, stranger, p.terms);
        noteAttack("confirmUnasked", done, "X-1: confirmed by somebody else than the other party");
    }

    function confirmOtherTerms(uint256 which, bytes32 terms) external {
        if (_proposals.length == 0) return;
        Proposal memory p = _proposals[bound(which, 0, _proposals.length - 1)];
        if (terms == p.terms) return;
        noteAttack(
            "confirmOtherTerms",
            _confirm(p, p.other, terms),
            "X-1: confirmed terms that the party did not name"
        );
    }

    // Claims

    function claim(uint256 part, uint256 which, uint256 claimId, uint256 amount) external {
        if (_confirmed.length == 0) return;
        (address caller, SubjectId subject, uint256 id) = _pick(part, which, claimId);
        uint256 free = _face[subject] - _claimed[subject];
        if (free == 0) return;
        bool done = _claim(caller, subject, id, uint64(bound(amount, 1, free / 2 + 1)));
        bool live = directory.statusOf(caller) == IModuleDirectory.VersionStatus.Live;
        demand(done == live, "K-1: claims are for parts of live versions, and open to them");
        if (live) note("claim", done);
    }

    function claimTooMuch(uint256 part, uint256 which, uint256 claimId, uint256 amount) external {
        if (_confirmed.length == 0) return;
        (address caller, SubjectId subject, uint256 id) = _pick(part, which, claimId);
        uint256 free = _face[subject] - _claimed[subject];
        uint64 tooMuch = uint64(bound(amount, free + 1, type(uint64).max));
        noteAttack("claimTooMuch", _claim(caller, subject, id, tooMuch), "K-1: more was claimed than is free");
    }

    function claimUnconfirmed(uint256 part, uint256 which, uint256 amount) external {
        if (_proposals.length == 0) return;
        SubjectId subject = _proposals[bound(which, 0, _proposals.length - 1)].subject;
        if (_counts[subject]) return;
        (address caller, , ) = _pick(part, 0, 0);
        vm.prank(caller);
        (bool done, ) = address(trade).call(abi.encodeCall(trade.claim, (subject, 1, uint64(bound(amount, 1, 1_000)))));
        noteAttack("claimUnconfirmed", done, "K-1: claimed on what only one party says");
    }

    function release(uint256 part, uint256 which, uint256 claimId, uint256 amount) external {
        if (_confirmed.length == 0) return;
        // The first claim, from the picked one on, that holds something.
        for (uint256 i; i < _parts.length * CLAIM_IDS; ++i) {
            (address caller, SubjectId subject, uint256 id) = _pick(
                ((part % _parts.length) + i) % _parts.length,
                which,
                ((claimId % CLAIM_IDS) + i / _parts.length) % CLAIM_IDS
            );
            uint64 held = _held[subject][caller][id];
            if (held == 0) continue;
            note("release", _release(caller, subject, id, uint64(bound(amount, 1, held))));
            return;
        }
    }

    function releaseTooMuch(uint256 part, uint256 which, uint256 claimId, uint256 amount) external {
        if (_confirmed.length == 0) return;
        (address caller, SubjectId subject, uint256 id) = _pick(part, which, claimId);
        uint64 tooMuch = uint64(bound(amount, uint256(_held[subject][caller][id]) + 1, type(uint64).max));
        noteAttack(
            "releaseTooMuch",
            _release(caller, subject, id, tooMuch),
            "K-1: a part released more than it held, or another's claim"
        );
    }

    // Claims that take each other's place

    function replace(uint256 from, uint256 which, uint256 claimId, uint256 to, uint256 amount) external {
        (bool found, SubjectId subject, Takeover memory t) = _takeover(from, which, claimId, to, amount);
        if (!found) return;
        bool done = _replace(subject, t, true);
        bool live = directory.statusOf(t.to) == IModuleDirectory.VersionStatus.Live;
        demand(done == live, "K-1: a claim passes to a part of a live version when its holder agrees, and to no other");
        if (live) note("replace", done);
    }

    function replaceUnagreed(uint256 from, uint256 which, uint256 claimId, uint256 to, uint256 amount) external {
        (bool found, SubjectId subject, Takeover memory t) = _takeover(from, which, claimId, to, amount);
        if (!found) return;
        noteAttack("replaceUnagreed", _replace(subject, t, false), "X-4: a claim was taken from a part that kept it");
    }

    function replaceTooMuch(uint256 from, uint256 which, uint256 claimId, uint256 to, uint256 amount) external {
        if (_confirmed.length == 0) return;
        Takeover memory t;
        SubjectId subject;
        (t.from, subject, t.fromClaimId) = _pick(from, which, claimId);
        (t.to, , t.toClaimId) = _pick(to, which, amount);
        t.amount = uint64(bound(amount, uint256(_held[subject][t.from][t.fromClaimId]) + 1, type(uint64).max));
        noteAttack("replaceTooMuch", _replace(subject, t, true), "K-1: more passed on than was held");
    }

    // Faces that change

    function registerAsset(uint256 part, uint256 face) external {
        (address caller, , ) = _pick(part, 0, 0);
        SubjectId subject = trade.assetOf(caller, ASSET);
        uint64 worth = uint64(bound(face, 1, 1_000_000));
        vm.prank(caller);
        (bool done, ) = address(trade).call(abi.encodeCall(trade.registerAsset, (ASSET, worth, "asset")));
        bool able = directory.statusOf(caller) == IModuleDirectory.VersionStatus.Live && !_counts[subject];
        demand(done == able, "K-1: an asset is registered once, by a part of a live version");
        if (able) note("registerAsset", done);
        if (done) _enter(subject, worth);
    }

    function revalueAsset(uint256 part, uint256 face) external {
        (address caller, , ) = _pick(part, 0, 0);
        SubjectId subject = trade.assetOf(caller, ASSET);
        uint64 worth = uint64(bound(face, 0, 1_000_000));
        vm.prank(caller);
        (bool done, ) = address(trade).call(abi.encodeCall(trade.revalueAsset, (ASSET, worth)));
        bool mayRise = directory.statusOf(caller) == IModuleDirectory.VersionStatus.Live;
        bool able = _counts[subject] && worth >= _claimed[subject] && (worth <= _face[subject] || mayRise);
        demand(done == able, "K-1: an asset counts with what its part says, never below what is claimed");
        if (able) note("revalueAsset", done);
        if (done) _face[subject] = worth;
    }

    /// One side puts a red invoice forward, and as a rule the other agrees. There are so few that they come again and again.
    function reduce(uint256 which, uint256 amount, uint256 number, uint256 spelling, uint256 side) external {
        if (_documents.length == 0) return;
        SubjectId subject = _documents[bound(which, 0, _documents.length - 1)];
        ITradeRegistry.Reduction memory reduction = ITradeRegistry.Reduction({
            subject: subject,
            amount: uint64(bound(amount, 1, uint256(_face[subject]) / 4 + 1)),
            issuer: members[FIRST + _partiesOf[subject].seller].uscc,
            digest: "red",
            number: string.concat(spelling % 2 == 0 ? "RED-" : " 00r ed-", vm.toString(bound(number, 1, 9)))
        });
        _reduce(reduction, side % 2 == 0);
        if (spelling % 8 != 0) _reduce(reduction, side % 2 == 1);
    }

    function reduceByStranger(uint256 which, uint256 stranger, uint256 amount) external {
        if (_documents.length == 0) return;
        SubjectId subject = _documents[bound(which, 0, _documents.length - 1)];
        Parties memory p = _partiesOf[subject];
        stranger = bound(stranger, 0, TRADERS - 1);
        if (stranger == p.seller || stranger == p.buyer) return;
        ITradeRegistry.Reduction memory reduction = ITradeRegistry.Reduction({
            subject: subject,
            amount: uint64(bound(amount, 1, type(uint64).max)),
            issuer: members[FIRST + p.seller].uscc,
            digest: "red",
            number: "STRANGE"
        });
        vm.prank(members[FIRST + stranger].wallet);
        (bool done, ) = address(trade).call(abi.encodeCall(trade.reduce, (reduction)));
        noteAttack("reduceByStranger", done, "X-28: a third party had a say in a face");
    }

    // What happens around them

    function replaceVersion(uint256 module) external {
        module = bound(module, 0, 1);
        (uint32 version, ) = directory.current(MODULES[module]);
        if (version >= 5) return;
        carryOut(address(directory), abi.encodeCall(directory.retire, (MODULES[module], version)));
        _addVersion(module);
        note("replaceVersion", true);
    }

    function freeze(uint256 trader, uint256 term) external {
        ParticipantId id = members[FIRST + bound(trader, 0, TRADERS - 1)].id;
        uint40 until = uint40(vm.getBlockTimestamp() + bound(term, 1, 5 days));
        if (participants.cases(id).length == 16) return;
        carryOut(address(participants), abi.encodeCall(participants.freeze, (id, _newCase(), until)));
        note("freeze", participants.isFrozen(id));
    }

    /// The directory's orders take days, so a halt is tried within one step.
    function haltAndResume(uint256 time) external {
        bytes32 key = _newCase();
        carryOut(address(directory), abi.encodeCall(directory.halt, ("TRADE", key)));
        _putForward(Draft(0, 1, 1, 0, 1, false));
        skip(bound(time, 1, 3 days));
        carryOut(address(directory), abi.encodeCall(directory.resume, ("TRADE", key)));
        note("haltAndResume", true);
    }

    function pass(uint256 time) external {
        skip(bound(time, 1 hours, 30 days));
    }

    /// What a run is made of; a function that stands here twice is called twice as often.
    function selectors() external pure returns (bytes4[] memory list) {
        list = new bytes4[](29);
        for (uint256 i; i < 3; ++i) {
            list[i] = this.putForward.selector;
            list[3 + i] = this.confirm.selector;
            list[6 + i] = this.claim.selector;
        }
        list[9] = this.release.selector;
        list[10] = this.confirmUnasked.selector;
        list[11] = this.confirmOtherTerms.selector;
        list[12] = this.claimTooMuch.selector;
        list[13] = this.claimUnconfirmed.selector;
        list[14] = this.releaseTooMuch.selector;
        list[15] = this.replaceVersion.selector;
        list[16] = this.freeze.selector;
        list[17] = this.pass.selector;
        list[18] = this.haltAndResume.selector;
        for (uint256 i; i < 2; ++i) {
            list[19 + i] = this.replace.selector;
            list[21 + i] = this.reduce.selector;
            list[23 + i] = this.registerAsset.selector;
        }
        list[25] = this.replaceUnagreed.selector;
        list[26] = this.replaceTooMuch.selector;
        list[27] = this.revalueAsset.selector;
        list[28] = this.reduceByStranger.selector;
    }

    // K-1

    /// The registry's own figures against those that the handler kept of all that succeeded.
    function check() external view returns (string memory) {
        for (uint256 i; i < _confirmed.length; ++i) {
            SubjectId subject = _confirmed[i];
            ITradeRegistry.Subject memory s = trade.subjectInfo(subject);
            if (s.face != _face[subject]) return "K-1: a face has changed that nobody changed";
            if (s.claimed > s.face) return "K-1: more is claimed than the face";
            if (s.claimed != _claimed[subject]) return "K-1: claimed differs from what was claimed and not released";
            uint256 sum;
            for (uint256 part; part < _parts.length; ++part) {
                for (uint256 id; id < CLAIM_IDS; ++id) {
                    uint64 held = trade.claimOf(subject, _parts[part], id);
                    if (held != _held[subject][_parts[part]][id]) return "K-1: a claim changed that nobody touched";
                    sum += held;
                }
            }
            if (sum != s.claimed) return "K-1: the claims do not add up";
        }
        return breach;
    }

    function _putForward(Draft memory d) private returns (bool done) {
        ITradeRegistry.Document memory document = ITradeRegistry.Document({
            kind: ITradeRegistry.DocumentKind.Invoice,
            seller: members[FIRST + d.seller].id,
            buyer: members[FIRST + d.buyer].id,
            face: d.face,
            issuer: members[FIRST + d.seller].uscc,
            digest: keccak256(abi.encode(d.number)),
            number: _spell(d.number, d.spelling)
        });
        bytes memory result;
        vm.prank(members[FIRST + (d.byBuyer ? d.buyer : d.seller)].wallet);
        (done, result) = address(trade).call(abi.encodeCall(trade.register, (document)));

        bytes32 paper = keccak256(abi.encode(d.seller, d.number));
        bool taken = _counts[_subjectOfPaper[paper]];
        bool able = _isFree(d.seller) && _isFree(d.buyer) && !directory.isHalted("TRADE");
        demand(!(done && taken), "X-1: a paper that counts already was put forward anew");
        demand(done == (able && !taken), "documents are put forward by unfrozen parties, and by them freely");
        if (able && !taken) note("putForward", done);
        if (done) _keep(d, paper, result);
    }

    function _keep(Draft memory d, bytes32 paper, bytes memory result) private {
        (SubjectId subject, bytes32 terms) = abi.decode(result, (SubjectId, bytes32));
        if (_subjectOfPaper[paper] == SubjectId.wrap(0)) _subjectOfPaper[paper] = subject;
        demand(_subjectOfPaper[paper] == subject, "X-1: two spellings of one number made two keys");
        demand(_paperOf[subject] == 0 || _paperOf[subject] == paper, "X-1: two papers share a key");
        _paperOf[subject] = paper;

        Proposal memory p = Proposal({
            subject: subject,
            proposer: d.byBuyer ? d.buyer : d.seller,
            other: d.byBuyer ? d.seller : d.buyer,
            terms: terms
        });
        // What a party puts forward anew takes the place of its former proposal.
        for (uint256 i; i < _proposals.length; ++i) {
            if (_proposals[i].subject == subject && _proposals[i].proposer == p.proposer) {
                _proposals[i] = p;
                return;
            }
        }
        _proposals.push(p);
    }

    /// "INV-0007" in four spellings that mean the same.
    function _spell(uint256 number, uint256 spelling) private pure returns (string memory) {
        string memory digit = vm.toString(number);
        spelling %= 4;
        if (spelling == 0) return string.concat("INV-000", digit);
        if (spelling == 1) return string.concat("inv-000", digit);
        if (spelling == 2) return string.concat(" I NV-0 00", digit, "\t");
        return string.concat("000 0inV-000", digit);
    }

    function _pick(
        uint256 part,
        uint256 which,
        uint256 claimId
    ) private view returns (address caller, SubjectId subject, uint256 id) {
        caller = _parts[bound(part, 0, _parts.length - 1)];
        if (_confirmed.length > 0) subject = _confirmed[bound(which, 0, _confirmed.length - 1)];
        id = bound(claimId, 0, CLAIM_IDS - 1);
    }

    function _claim(address part, SubjectId subject, uint256 claimId, uint64 amount) private returns (bool done) {
        vm.prank(part);
        (done, ) = address(trade).call(abi.encodeCall(trade.claim, (subject, claimId, amount)));
        if (!done) return done;
        _claimed[subject] += amount;
        _held[subject][part][claimId] += amount;
    }

    function _enter(SubjectId subject, uint64 face) private {
        _confirmed.push(subject);
        _counts[subject] = true;
        _face[subject] = face;
    }

    /// A claim that holds something, from the picked one on, and who is to take some of it.
    function _takeover(
        uint256 from,
        uint256 which,
        uint256 claimId,
        uint256 to,
        uint256 amount
    ) private view returns (bool, SubjectId subject, Takeover memory t) {
        if (_confirmed.length == 0) return (false, subject, t);
        for (uint256 i; i < _parts.length * CLAIM_IDS; ++i) {
            (t.from, subject, t.fromClaimId) = _pick(
                ((from % _parts.length) + i) % _parts.length,
                which,
                ((claimId % CLAIM_IDS) + i / _parts.length) % CLAIM_IDS
            );
            uint64 held = _held[subject][t.from][t.fromClaimId];
            if (held == 0) continue;
            (t.to, , t.toClaimId) = _pick(to, which, amount);
            t.amount = uint64(bound(amount, 1, held));
            return (true, subject, t);
        }
        return (false, subject, t);
    }

    function _replace(SubjectId subject, Takeover memory t, bool agreed) private returns (bool done) {
        HandingPart holder = HandingPart(t.from);
        bytes4 answer = agreed ? holder.handOver.selector : bytes4(0);
        holder.setAnswer(subject, t.fromClaimId, t.to, t.toClaimId, t.amount, answer);
        vm.prank(t.to);
        (done, ) = address(trade).call(
            abi.encodeCall(trade.replace, (subject, t.from, t.fromClaimId, t.toClaimId, t.amount))
        );
        holder.setAnswer(subject, t.fromClaimId, t.to, t.toClaimId, t.amount, bytes4(0));
        if (!done) return done;
        _held[subject][t.from][t.fromClaimId] -= t.amount;
        _held[subject][t.to][t.toClaimId] += t.amount;
    }

    function _reduce(ITradeRegistry.Reduction memory reduction, bool byBuyer) private {
        Parties memory p = _partiesOf[reduction.subject];
        (uint256 caller, uint256 other) = byBuyer ? (p.buyer, p.seller) : (p.seller, p.buyer);
        SubjectId correction = trade.subjectOf(ITradeRegistry.DocumentKind.Invoice, reduction.issuer, reduction.number);
        bytes32 terms = keccak256(abi.encode(reduction));
        bool agreed = _reductionTerms[correction][other] == terms;
        bool able =
            _isFree(caller) &&
                _isFree(other) &&
                !_counts[correction] &&
                reduction.amount + _claimed[reduction.subject] <= _face[reduction.subject] &&
                (agreed || _reductionTerms[correction][caller] != terms);

        vm.prank(members[FIRST + caller].wallet);
        (bool done, ) = address(trade).call(abi.encodeCall(trade.reduce, (reduction)));
        demand(!(done && _counts[correction]), "X-1: a red invoice that counts already was used again");
        demand(done == able, "X-28: a face falls by both sides' word, and never below what is claimed");
        if (able) note("reduce", done);
        if (!done) return;
        if (!agreed) {
            _reductionTerms[correction][caller] = terms;
            return;
        }
        delete _reductionTerms[correction][other];
        _counts[correction] = true;
        _face[reduction.subject] -= reduction.amount;
        note("reduced", true);
    }

    function _release(address part, SubjectId subject, uint256 claimId, uint64 amount) private returns (bool done) {
        vm.prank(part);
        (done, ) = address(trade).call(abi.encodeCall(trade.release, (subject, claimId, amount)));
        if (!done) return done;
        _claimed[subject] -= amount;
        _held[subject][part][claimId] -= amount;
    }

    function _addVersion(uint256 module) private {
        uint32 version = 1;
        if (directory.versions(MODULES[module]).length > 0) {
            (version, ) = directory.current(MODULES[module]);
            ++version;
        }
        address[] memory parts = new address[](1);
        parts[0] = deploy("HandingPart", "");
        _parts.push(parts[0]);
        carryOut(address(directory), abi.encodeCall(directory.register, (MODULES[module], version, parts, 1)));
    }

    function _confirm(Proposal memory p, uint256 by, bytes32 terms) private returns (bool done) {
        vm.prank(members[FIRST + by].wallet);
        (done, ) = address(trade).call(
            abi.encodeCall(trade.confirm, (p.subject, members[FIRST + p.proposer].id, terms))
        );
    }

    function _isFree(uint256 trader) private view returns (bool) {
        return !participants.isFrozen(members[FIRST + trader].id);
    }

    function _newCase() private returns (bytes32) {
        return bytes32(++_caseCount);
    }
}

contract ClaimsInvariant is ActsTest {
    ClaimsHandler private _handler;

    function setUp() external {
        _handler = new ClaimsHandler();
        targetContract(address(_handler));
        targetSelector(address(_handler), _handler.selectors());
    }

    /// K-1: the sum of claims on a subject never exceeds its face, whatever the order of calls over whatever modules and versions.
    function invariant_K_1_claimsNeverExceedTheFace() external view {
        assertEq(_handler.check(), "", "K-1");
    }

    /// The handler in a long run that is always the same: each of its acts succeeds, most of them often.
    function test_eachActSucceeds() external {
        play(_handler, _handler.selectors(), 300);
        assertEq(_handler.check(), "", "a long run");
        assertEach(_handler, 1);
    }

    function afterInvariant() external view {
        assertActs(_handler, 30);
    }
}
