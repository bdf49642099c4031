// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IParticipantRegistry} from "../../../contracts/kernel/interfaces/IParticipantRegistry.sol";
import {Cases} from "../../../contracts/kernel/libraries/Cases.sol";
import {ParticipantId} from "../../../contracts/kernel/types/Ids.sol";
import {Scopes, SizeClass, Standing} from "../../../contracts/kernel/types/Parties.sol";
import {Acts, ActsTest} from "../../utils/Acts.sol";
import {KernelFixture} from "../../utils/KernelFixture.sol";

/// @notice A dozen keys and six codes, fewer than those who want them: they apply, are admitted, refused, suspended, reinstated and
/// expelled, bind and release each other's accounts, change wallets with the money in them, replay consents, and are frozen under several
/// cases at once.
contract ParticipantsHandler is KernelFixture, Acts {
    uint256 internal constant KEYS = 12;
    uint256 internal constant CODES = 6;

    struct Consent {
        address account;
        bytes18 uscc;
        uint8 scopes;
        uint256 deadline;
        bytes signature;
    }

    struct WalletConsent {
        address wallet;
        uint256 deadline;
        bytes signature;
    }

    address[] private _accounts;
    mapping(address account => uint256) private _keys;
    /// Everybody who ever applied, the fixture's members first.
    ParticipantId[] private _all;
    /// Whom each account serves, as the handler has it.
    mapping(address account => ParticipantId) private _serves;
    mapping(address account => uint256) private _consents;
    mapping(ParticipantId participant => Standing) private _standing;
    Consent[] private _used;
    WalletConsent[] private _walletsUsed;
    uint256 private _references;

    /// Freezing cases as the handler has them, ended ones included.
    mapping(ParticipantId participant => Cases.Case[]) private _cases;
    uint256 private _caseCount;

    constructor() {
        deployKernel();
        for (uint256 i; i < KEYS; ++i) {
            (address account, uint256 key) = makeAccount(string.concat("account ", vm.toString(i)));
            _accounts.push(account);
            _keys[account] = key;
        }
        for (uint256 i; i < MEMBERS; ++i) {
            _all.push(members[i].id);
            _standing[members[i].id] = Standing.Active;
            _serves[members[i].wallet] = members[i].id;
        }
    }

    // Lifecycle

    function applyAnew(uint256 account, uint256 code) external {
        Consent memory c = _consent(_pickAccount(account), _code(code), Scopes.ALL);
        c.signature = signApplication(_keys[c.account], _application(c), c.deadline);
        bool able = !_isTaken(c.uscc) && !_isServing(c.account);
        (bool done, bytes memory result) = _apply(c);
        demand(done == able, "K-7: whoever has a free wallet and a free code may apply, and nobody else");
        if (able) note("apply", done);
        if (!done) return;
        ParticipantId id = abi.decode(result, (ParticipantId));
        _all.push(id);
        _standing[id] = Standing.Applied;
        _remember(c);
    }

    function decide(uint256 which, uint256 verdict) external {
        ParticipantId id = _pickIn(which, Standing.Applied);
        if (_standing[id] != Standing.Applied) return;
        IParticipantRegistry.Participant memory p = participants.participantInfo(id);
        if (verdict % 4 == 0) {
            carryOut(address(participants), abi.encodeCall(participants.refuse, (id)));
            _standing[id] = Standing.Refused;
            note("refuse", true);
            return;
        }
        bool able = !_isTaken(p.uscc) && !_isServing(p.wallet);
        bool done = _tryOrder(abi.encodeCall(participants.admit, (id)));
        demand(done == able, "K-7: an applicant is admitted while its wallet and code are free, and not otherwise");
        note(able ? bytes32("admit") : bytes32("admitRefused"), done == able);
        if (!done) return;
        _standing[id] = Standing.Active;
        _serves[p.wallet] = id;
    }

    function discipline(uint256 which, uint256 verdict) external {
        which = bound(which, MEMBERS, MEMBERS + 1000);
        ParticipantId id = _pickIn(which, verdict % 3 == 0 ? Standing.Active : Standing.Suspended);
        // Those with seats stay in office.
        if (ParticipantId.unwrap(id) <= BANK) return;
        Standing standing = _standing[id];
        if (standing == Standing.Active) {
            carryOut(address(participants), abi.encodeCall(participants.suspend, (id)));
            _standing[id] = Standing.Suspended;
        } else if (standing == Standing.Suspended && verdict % 3 == 1) {
            carryOut(address(participants), abi.encodeCall(participants.expel, (id)));
            _standing[id] = Standing.Expelled;
        } else if (standing == Standing.Suspended) {
            carryOut(address(participants), abi.encodeCall(participants.reinstate, (id)));
            _standing[id] = Standing.Active;
        } else {
            return;
        }
        note("discipline", true);
    }

    // Accounts

    function bind(uint256 which, uint256 account, uint256 scopes) external {
        ParticipantId id = _pickIn(which, Standing.Active);
        IParticipantRegistry.Participant memory p = participants.participantInfo(id);
        Consent memory c = _consent(_pickAccount(account), p.uscc, uint8(bound(scopes, 1, Scopes.ALL)));
        bool able = _standing[id] >= Standing.Active && !_isServing(c.account);
        bool done = _bind(p.wallet, c);
        demand(done == able, "K-7: a free account is bound by whose wallet asks for it, and no other");
        note(able ? bytes32("bind") : bytes32("bindRefused"), done == able);
        if (!done) return;
        _serves[c.account] = id;
        _remember(c);
    }

    /// As another participant, under other scopes, after the deadline, or once more: each with the consent that somebody gave.
    function misuseConsent(uint256 which, uint256 used, uint256 how) external {
        if (_used.length == 0) return;
        Consent memory c = _used[bound(used, 0, _used.length - 1)];
        ParticipantId id = _pickIn(which, Standing.Active);
        address wallet = participants.participantInfo(id).wallet;
        how = bound(how, 0, 3);
        if (how == 0) {
            noteAttack("replayConsent", _bind(wallet, c), "K-7: a consent was used twice");
            return;
        }
        Consent memory fresh = _consent(c.account, c.uscc, c.scopes);
        if (how == 1) {
            if (participants.participantInfo(id).uscc == fresh.uscc) return;
            noteAttack(
                "consentToOther",
                _bind(wallet, fresh),
                "K-7: an account was bound to another than it agreed to"
            );
        } else if (how == 2) {
            fresh.scopes = fresh.scopes == 1 ? 2 : 1;
            wallet = participants.walletOf(participants.participantByUscc(fresh.uscc));
            if (wallet == address(0)) return;
            noteAttack("otherScopes", _bind(wallet, fresh), "K-7: an account got other scopes than it agreed to");
        } else {
            wallet = participants.walletOf(participants.participantByUscc(fresh.uscc));
            if (wallet == address(0)) return;
            skip(2 days);
            noteAttack("lateConsent", _bind(wallet, fresh), "K-7: a consent was used after its deadline");
        }
    }

    function release(uint256 account, uint256 by) external {
        address target = _pickAccount(account);
        for (uint256 i; i < KEYS && !_isServing(target); ++i) {
            target = _pickAccount((account % KEYS) + i);
        }
        ParticipantId id = _serves[target];
        address wallet = participants.walletOf(id);
        address caller = by % 3 == 0 ? target : (by % 3 == 1 ? wallet : members[by % MEMBERS].wallet);
        bool able = _isServing(target) && target != wallet && (caller == target || caller == wallet);
        vm.prank(caller);
        (bool done, ) = address(participants).call(abi.encodeCall(participants.releaseAccount, (target)));
        demand(done == able, "K-7: an account is released by itself or its administration, never a wallet");
        note(able ? bytes32("release") : bytes32("releaseRefused"), done == able);
        if (done) _serves[target] = ParticipantId.wrap(0);
    }

    // Wallets

    /// By the participant or, when the key is lost, by order; with money in it, and whatever the standing.
    function rotate(uint256 which, uint256 account, uint256 how) external {
        ParticipantId id = _pickIn(which, Standing.Active);
        address wallet = _pickAccount(account);
        address old = participants.walletOf(id);
        Standing standing = _standing[id];
        bool able = standing >= Standing.Active && !_isServing(wallet);
        _fund(old);
        uint256 held = money.balanceOf(old) + money.balanceOf(wallet);
        uint256 supply = money.totalSupply();
        WalletConsent memory c = _walletConsent(wallet, id);
        bool done = how % 2 == 0 ? _replace(id, c) : _rotate(old, c);
        demand(done == able, "K-7: a participant's wallet gives its place to a free account, and to no other");
        note(able ? bytes32("rotate") : bytes32("rotateRefused"), done == able);
        if (!done) return;
        _serves[old] = ParticipantId.wrap(0);
        _serves[wallet] = id;
        if (ParticipantId.unwrap(id) <= MEMBERS) members[ParticipantId.unwrap(id) - 1].wallet = wallet;
        ++_consents[wallet];
        _walletsUsed.push(c);
        demand(money.balanceOf(wallet) == held && money.balanceOf(old) == 0, "K-5: money did not follow its holder");
        demand(money.totalSupply() == supply, "K-5: a change of wallets made or lost money");
        vm.prank(old);
        (done, ) = address(money).call(abi.encodeCall(money.transfer, (members[BANK].wallet, 0)));
        noteAttack("actAfterRotation", done, "X-65: a wallet that was given up acts on");
    }

    /// Once more, by another participant, or by an order that puts it to another.
    function misuseWalletConsent(uint256 which, uint256 used, uint256 how) external {
        if (_walletsUsed.length == 0) return;
        WalletConsent memory c = _walletsUsed[bound(used, 0, _walletsUsed.length - 1)];
        ParticipantId id = _pickIn(which, Standing.Active);
        if (_standing[id] < Standing.Active) return;
        bool done = how % 2 == 0 ? _replace(id, c) : _rotate(participants.walletOf(id), c);
        noteAttack("replayWalletConsent", done, "K-7: a wallet's consent was used twice, or for another");
    }

    // Freezing

    function freeze(uint256 which, uint256 term) external {
        ParticipantId id = _frozenFirm(which);
        if (_liveCases(id) == 16) return;
        uint40 until = uint40(vm.getBlockTimestamp() + bound(term, 1, 10 days));
        bytes32 key = bytes32(++_caseCount);
        carryOut(address(participants), abi.encodeCall(participants.freeze, (id, key, until)));
        _cases[id].push(Cases.Case({key: key, since: uint40(vm.getBlockTimestamp()), until: until}));
        note("freeze", true);
    }

    function renew(uint256 which, uint256 rank, uint256 term) external {
        ParticipantId id = _frozenFirm(which);
        if (_cases[id].length == 0) return;
        rank = bound(rank, 0, _cases[id].length - 1);
        Cases.Case storage c = _cases[id][rank];
        uint40 until = uint40(vm.getBlockTimestamp() + bound(term, 1, 30 days));
        bool able = c.until >= vm.getBlockTimestamp() && until > c.until;
        bool done = _tryOrder(abi.encodeCall(participants.renewFreeze, (id, c.key, until)));
        demand(done == able, "a live case is prolonged, never shortened, and no ended one is revived");
        note(able ? bytes32("renew") : bytes32("renewRefused"), done == able);
        if (done) c.until = until;
    }

    function thaw(uint256 which, uint256 rank) external {
        ParticipantId id = _frozenFirm(which);
        if (_cases[id].length == 0) return;
        rank = bound(rank, 0, _cases[id].length - 1);
        Cases.Case storage c = _cases[id][rank];
        bool able = c.until >= vm.getBlockTimestamp();
        bool done = _tryOrder(abi.encodeCall(participants.unfreeze, (id, c.key)));
        demand(done == able, "a live case is ended, and no other");
        note(able ? bytes32("thaw") : bytes32("thawRefused"), done == able);
        // An ended case stays in the handler's list with the second before it ended.
        if (done) c.until = uint40(vm.getBlockTimestamp() - 1);
    }

    function pass(uint256 time) external {
        skip(bound(time, 1, 3 days));
    }

    /// What a run is made of; a function that stands here twice is called twice as often.
    function selectors() external pure returns (bytes4[] memory list) {
        list = new bytes4[](19);
        for (uint256 i; i < 2; ++i) {
            list[i] = this.applyAnew.selector;
            list[2 + i] = this.decide.selector;
            list[4 + i] = this.bind.selector;
            list[6 + i] = this.freeze.selector;
            list[8 + i] = this.renew.selector;
            list[10 + i] = this.thaw.selector;
        }
        list[12] = this.discipline.selector;
        list[13] = this.misuseConsent.selector;
        list[14] = this.release.selector;
        list[15] = this.pass.selector;
        list[16] = this.rotate.selector;
        list[17] = this.rotate.selector;
        list[18] = this.misuseWalletConsent.selector;
    }

    function check() external view returns (string memory) {
        for (uint256 i; i < KEYS; ++i) {
            address account = _accounts[i];
            if (participants.participantOf(account) != _serves[account]) return "K-7: an account serves another";
            if (participants.nonces(account) != _consents[account]) return "K-7: a consent counted that nobody gave";
        }
        for (uint256 i; i < _all.length; ++i) {
            IParticipantRegistry.Participant memory p = participants.participantInfo(_all[i]);
            if (p.standing != _standing[_all[i]]) return "K-7: a standing is not what was ordered";
            bool isLive = p.standing == Standing.Active || p.standing == Standing.Suspended;
            if (isLive && participants.participantByUscc(p.uscc) != _all[i]) return "K-7: a code has two live holders";
            if (isLive && participants.participantOf(p.wallet) != _all[i]) return "K-7: a wallet serves another";
        }
        for (uint256 i = BANK; i < MEMBERS; ++i) {
            string memory wrong = _checkCases(members[i].id);
            if (bytes(wrong).length > 0) return wrong;
        }
        return breach;
    }

    /// Frozen while at least one case is live; the live ones in their rank.
    function _checkCases(ParticipantId id) private view returns (string memory) {
        Cases.Case[] memory actual = participants.cases(id);
        uint256 rank;
        bool isFrozen;
        for (uint256 i; i < actual.length; ++i) {
            if (actual[i].until < vm.getBlockTimestamp()) continue;
            while (rank < _cases[id].length && _cases[id][rank].until < vm.getBlockTimestamp()) ++rank;
            if (rank == _cases[id].length) return "K-4: a case lives on that has ended";
            if (_cases[id][rank].key != actual[i].key || _cases[id][rank].until != actual[i].until) {
                return "K-4: a case has another rank or term than ordered";
            }
            ++rank;
            isFrozen = true;
        }
        while (rank < _cases[id].length && _cases[id][rank].until < vm.getBlockTimestamp()) ++rank;
        if (rank != _cases[id].length) return "K-4: a live case was lost";
        return participants.isFrozen(id) == isFrozen ? "" : "K-4: frozen is not whether a case is live";
    }

    function _pickAccount(uint256 account) private view returns (address) {
        return _accounts[bound(account, 0, KEYS - 1)];
    }

    function _frozenFirm(uint256 which) private view returns (ParticipantId) {
        return members[bound(which, BANK, BANK + 1)].id;
    }

    function _liveCases(ParticipantId id) private view returns (uint256 live) {
        for (uint256 i; i < _cases[id].length; ++i) {
            if (_cases[id][i].until >= vm.getBlockTimestamp()) ++live;
        }
    }

    /// The first, from the picked one on, of that standing; any when there is none.
    function _pickIn(uint256 which, Standing standing) private view returns (ParticipantId) {
        which = bound(which, 0, _all.length - 1);
        for (uint256 i; i < _all.length && _standing[_all[which]] != standing; ++i) {
            which = (which + 1) % _all.length;
        }
        return _all[which];
    }

    function _code(uint256 code) private pure returns (bytes18) {
        return usccOf(1000 + bound(code, 0, CODES - 1));
    }

    function _isTaken(bytes18 uscc) private view returns (bool) {
        for (uint256 i; i < _all.length; ++i) {
            Standing standing = _standing[_all[i]];
            if (standing != Standing.Active && standing != Standing.Suspended) continue;
            if (participants.participantInfo(_all[i]).uscc == uscc) return true;
        }
        return false;
    }

    function _isServing(address account) private view returns (bool) {
        return !_serves[account].isNobody();
    }

    function _consent(address account, bytes18 uscc, uint8 scopes) private view returns (Consent memory) {
        uint256 deadline = vm.getBlockTimestamp() + 1 days;
        bytes memory signature = signConsent(_keys[account], account, uscc, scopes, deadline);
        return Consent(account, uscc, scopes, deadline, signature);
    }

    function _walletConsent(address wallet, ParticipantId id) private view returns (WalletConsent memory) {
        uint256 deadline = vm.getBlockTimestamp() + 1 days;
        return WalletConsent(wallet, deadline, signWallet(_keys[wallet], wallet, id, deadline));
    }

    function _rotate(address from, WalletConsent memory c) private returns (bool done) {
        vm.prank(from);
        (done, ) = address(participants).call(
            abi.encodeCall(participants.rotateWallet, (c.wallet, c.deadline, c.signature))
        );
    }

    function _replace(ParticipantId id, WalletConsent memory c) private returns (bool) {
        return _tryOrder(abi.encodeCall(participants.replaceWallet, (id, c.wallet, c.deadline, c.signature)));
    }

    /// As far as both may take part.
    function _fund(address wallet) private {
        vm.prank(members[BANK].wallet);
        (bool done, ) = address(money).call(abi.encodeCall(money.issue, (wallet, 1, bytes32(++_references))));
        if (done) note("fund", done);
    }

    function _remember(Consent memory c) private {
        ++_consents[c.account];
        _used.push(c);
    }

    function _apply(Consent memory c) private returns (bool, bytes memory) {
        return
            address(participants).call(
                abi.encodeCall(participants.applyForAdmission, (_application(c), c.deadline, c.signature))
            );
    }

    function _application(Consent memory c) private pure returns (IParticipantRegistry.Application memory) {
        return
            IParticipantRegistry.Application({
                uscc: c.uscc,
                name: "Applicant",
                size: SizeClass.Small,
                wallet: c.account,
                evidence: "evidence"
            });
    }

    function _bind(address by, Consent memory c) private returns (bool done) {
        vm.prank(by);
        (done, ) = address(participants).call(
            abi.encodeCall(
                participants.bindAccount,
                (c.account, c.scopes, 0, new bytes32[](0), c.deadline, c.signature)
            )
        );
    }

    /// Through the docket, so that what the registry refuses leaves the order open.
    function _tryOrder(bytes memory data) private returns (bool done) {
        (done, ) = address(this).call(abi.encodeCall(this.carryOutSelf, (data)));
    }

    /// Not among the run's functions.
    function carryOutSelf(bytes calldata data) external {
        require(msg.sender == address(this), "only the handler itself");
        carryOut(address(participants), data);
    }
}

contract ParticipantsInvariant is ActsTest {
    ParticipantsHandler private _handler;

    function setUp() external {
        _handler = new ParticipantsHandler();
        targetContract(address(_handler));
        targetSelector(address(_handler), _handler.selectors());
    }

    /// K-7: an account serves at most one participant; a USCC at most one live participant.
    /// K-4: who is frozen is who has a live case, whatever was opened, prolonged and ended before.
    function invariant_K_7_anAccountServesOneParticipant() external view {
        assertEq(_handler.check(), "", "K-7");
    }

    /// The handler in a long run that is always the same: each of its acts succeeds, most of them often.
    function test_eachActSucceeds() external {
        play(_handler, _handler.selectors(), 200);
        assertEq(_handler.check(), "", "a long run");
        assertEach(_handler, 1);
    }

    function afterInvariant() external view {
        assertActs(_handler, 30);
    }
}
