// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IModulePart} from "../../../contracts/kernel/interfaces/IModulePart.sol";
import {ISettlementToken} from "../../../contracts/kernel/interfaces/ISettlementToken.sol";
import {ParticipantId} from "../../../contracts/kernel/types/Ids.sol";
import {Scopes} from "../../../contracts/kernel/types/Parties.sol";
import {Acts, ActsTest} from "../../utils/Acts.sol";
import {KernelFixture} from "../../utils/KernelFixture.sol";

/// @notice Calls whatever it is told to: a part of a module that pays, or, unregistered, a forwarder that speaks for others.
contract Caller is IModulePart {
    function pull(ISettlementToken money, address from, address to, uint256 amount) external returns (bool) {
        return money.transferFrom(from, to, amount);
    }

    /// It has nothing open, ever.
    function openItems() external pure returns (uint256) {
        return 0;
    }

    function push(ISettlementToken money, address to, uint256 amount) external returns (bool) {
        return money.transfer(to, amount);
    }
}

/// @notice Fourteen members issue, redeem, pay, allow and draw, by their own hand, by permits, operators and a module's part, and try
/// what they may not, while courts freeze and thaw them, the council suspends them, the money is halted and time passes.
contract MoneyHandler is KernelFixture, Acts {
    uint64 internal constant CEILING = 50_000;

    struct Move {
        address spender;
        /// Member for whom the spender acts; `NONE` for the part.
        uint256 actor;
        uint256 from;
        uint256 to;
        uint256 amount;
    }

    uint256 private constant NONE = type(uint256).max;

    Caller private immutable _part;
    Caller private immutable _forwarder;
    address private _operator;
    address private _outsider;
    uint256 private _issued;
    uint256 private _redeemed;
    uint256 private _references;
    uint256 private _caseCount;
    uint256 private _suspended = NONE;
    bytes32 private _haltCase;

    constructor() {
        deployKernel();
        _part = new Caller();
        _forwarder = new Caller();
        address[] memory parts = new address[](1);
        parts[0] = address(_part);
        carryOut(address(directory), abi.encodeCall(directory.register, ("SHOP", 1, parts, 1)));
        _outsider = makeAddr("outsider");
        _bindOperator();
        for (uint256 i; i < MEMBERS; ++i) {
            _issue(members[BANK].wallet, members[i].wallet, 1_000_000, bytes32(_references + 1));
        }
    }

    /// Whoever is frozen before an act has not less afterwards (K-4); orders move no money in this version.
    modifier frozenKeep() {
        uint256[MEMBERS] memory floors;
        for (uint256 i; i < MEMBERS; ++i) {
            if (participants.isFrozen(members[i].id)) floors[i] = money.balanceOf(members[i].wallet);
        }
        _;
        for (uint256 i; i < MEMBERS; ++i) {
            demand(money.balanceOf(members[i].wallet) >= floors[i], "K-4: a frozen holder's balance went down");
        }
    }

    // Issue and redemption

    function issue(uint256 to, uint256 amount) external frozenKeep {
        to = bound(to, 0, MEMBERS - 1);
        amount = bound(amount, 1, 1_000_000);
        bool able = _isFree(BANK) && _isFree(to) && _haltCase == 0;
        bool done = _issue(members[BANK].wallet, members[to].wallet, amount, bytes32(_references + 1));
        demand(done == able, "K-5: free institutions issue, to free members, while the money is open");
        if (able) note("issue", done);
    }

    function issueUnduly(uint256 by, uint256 to, uint256 amount, uint256 how) external frozenKeep {
        by = bound(by, 0, MEMBERS - 1);
        if (by == BANK) by = FIRM;
        to = bound(to, 0, MEMBERS - 1);
        amount = bound(amount, 1, 1_000_000);
        address bank = members[BANK].wallet;
        bytes32 fresh = bytes32(_references + 1);
        how = bound(how, 0, 3);
        bool done;
        if (how == 0) done = _issue(members[by].wallet, members[to].wallet, amount, fresh);
        if (how == 1) done = _issue(bank, _outsider, amount, fresh);
        if (how == 2) done = _issue(bank, members[to].wallet, amount, bytes32(bound(amount, 1, _references)));
        if (how == 3) done = _issue(bank, members[to].wallet, amount, 0);
        noteAttack("issueUnduly", done, "K-5: issued without licence, to an outsider or on a used reference");
    }

    function redeem(uint256 from, uint256 amount, uint256 how) external frozenKeep {
        from = bound(from, 0, MEMBERS - 1);
        amount = bound(amount, 1, 300_000);
        address bank = members[BANK].wallet;
        address holder = members[from].wallet;
        if (how % 2 == 0) {
            vm.prank(holder);
            money.approve(bank, amount);
        }
        bool able =
            !participants.isFrozen(members[BANK].id) &&
                !participants.isFrozen(members[from].id) &&
                (from == BANK || money.allowance(holder, bank) >= amount) &&
                money.balanceOf(holder) >= amount;
        bool done = _redeem(bank, holder, amount, bytes32(_references + 1));
        demand(done == able, "K-12: what unfrozen holders give is redeemed, halted or not");
        if (able) note("redeem", done);
    }

    function redeemUnduly(uint256 by, uint256 from, uint256 amount, uint256 how) external frozenKeep {
        by = bound(by, 0, MEMBERS - 1);
        if (by == BANK) by = FIRM;
        from = bound(from, 0, MEMBERS - 1);
        amount = bound(amount, 1, 300_000);
        how = bound(how, 0, 2);
        bytes32 fresh = bytes32(_references + 1);
        bool done;
        if (how == 0) done = _redeem(members[by].wallet, members[by].wallet, amount, fresh);
        if (how == 1) {
            done = _redeem(members[BANK].wallet, members[BANK].wallet, amount, bytes32(bound(amount, 1, _references)));
        }
        if (how == 2 && from != BANK) {
            address holder = members[from].wallet;
            amount += money.allowance(holder, members[BANK].wallet);
            done = _redeem(members[BANK].wallet, holder, amount, fresh);
        }
        noteAttack("redeemUnduly", done, "X-73: redeemed twice, without licence or without allowance");
    }

    // Payments

    function pay(uint256 from, uint256 to, uint256 amount) external frozenKeep {
        from = bound(from, 0, MEMBERS - 1);
        _move("pay", Move(members[from].wallet, from, from, bound(to, 0, MEMBERS - 1), bound(amount, 0, 900_000)));
    }

    function draw(uint256 spender, uint256 from, uint256 to, uint256 amount, uint256 how) external frozenKeep {
        bool byPermit = how % 2 == 0;
        spender = bound(spender, 0, MEMBERS - 1);
        from = bound(from, 0, MEMBERS - 1);
        amount = bound(amount, 1, 1_200_000);
        _allow(from, members[spender].wallet, amount, byPermit);
        _move(
            byPermit ? bytes32("drawByPermit") : bytes32("draw"),
            Move(members[spender].wallet, spender, from, bound(to, 0, MEMBERS - 1), amount)
        );
    }

    function drawAsOperator(uint256 from, uint256 to, uint256 amount) external frozenKeep {
        from = bound(from, 0, MEMBERS - 1);
        amount = bound(amount, 1, 2 * CEILING);
        _allow(from, _operator, amount, false);
        _move("drawAsOperator", Move(_operator, FIRM, from, bound(to, 0, MEMBERS - 1), amount));
    }

    function payThroughPart(uint256 from, uint256 to, uint256 amount) external frozenKeep {
        from = bound(from, 0, MEMBERS - 1);
        amount = bound(amount, 1, 1_200_000);
        _allow(from, address(_part), amount, false);
        _move("payThroughPart", Move(address(_part), NONE, from, bound(to, 0, MEMBERS - 1), amount));
    }

    function payUnduly(uint256 from, uint256 amount, uint256 how) external frozenKeep {
        from = bound(from, 0, MEMBERS - 1);
        amount = bound(amount, 1, 1_000);
        how = bound(how, 0, 4);
        address holder = members[from].wallet;
        bool done;
        if (how == 0) done = _send(holder, _outsider, amount);
        if (how == 1) done = _send(holder, how == from ? _operator : address(_part), amount);
        if (how == 2) done = _draw(holder, members[(from + 1) % MEMBERS].wallet, holder, _unallowed(from, amount));
        if (how == 3) {
            _allow(from, address(_forwarder), amount, false);
            vm.prank(holder);
            (done, ) = address(_forwarder).call(abi.encodeCall(_forwarder.pull, (money, holder, holder, amount)));
        }
        if (how == 4) {
            _allow(from, _outsider, amount, false);
            done = _draw(_outsider, holder, members[BANK].wallet, amount);
        }
        noteAttack("payUnduly", done, "K-10: money moved to, by or for somebody who is no member");
    }

    function replayPermit(uint256 owner, uint256 spender, uint256 amount) external frozenKeep {
        Member memory m = members[bound(owner, 0, MEMBERS - 1)];
        address to = members[bound(spender, 0, MEMBERS - 1)].wallet;
        amount = bound(amount, 1, type(uint128).max);
        uint256 deadline = vm.getBlockTimestamp();
        (uint8 v, bytes32 r, bytes32 s) = signPermit(m.key, m.wallet, to, amount, deadline);
        money.permit(m.wallet, to, amount, deadline, v, r, s);
        vm.prank(m.wallet);
        money.approve(to, 0);
        (bool done, ) = address(money).call(abi.encodeCall(money.permit, (m.wallet, to, amount, deadline, v, r, s)));
        noteAttack("replayPermit", done, "X-74: a permit was used twice");
    }

    // Orders

    function freeze(uint256 member, uint256 term) external {
        ParticipantId id = members[bound(member, 0, MEMBERS - 1)].id;
        if (participants.cases(id).length >= 16) return;
        uint40 until = uint40(vm.getBlockTimestamp() + bound(term, 1, 3 days));
        carryOut(address(participants), abi.encodeCall(participants.freeze, (id, bytes32(++_caseCount), until)));
        note("freeze", participants.isFrozen(id));
    }

    function thaw(uint256 member) external {
        for (uint256 i; i < MEMBERS; ++i) {
            ParticipantId id = members[((member % MEMBERS) + i) % MEMBERS].id;
            if (!participants.isFrozen(id)) continue;
            uint256 last = participants.cases(id).length - 1;
            bytes32 key = participants.cases(id)[last].key;
            if (participants.cases(id)[last].until < vm.getBlockTimestamp()) return;
            carryOut(address(participants), abi.encodeCall(participants.unfreeze, (id, key)));
            note("thaw", true);
            return;
        }
    }

    function suspend(uint256 member) external {
        if (_suspended != NONE) return;
        _suspended = bound(member, BANK, MEMBERS - 1);
        carryOut(address(participants), abi.encodeCall(participants.suspend, (members[_suspended].id)));
        note("suspend", true);
    }

    function halt() external {
        if (_haltCase != 0) return;
        _haltCase = bytes32(++_caseCount);
        carryOut(address(directory), abi.encodeCall(directory.halt, ("MONEY", _haltCase)));
        note("halt", true);
    }

    /// With time, suspensions and halts are ended.
    function pass(uint256 time) external {
        if (_suspended != NONE && time % 2 == 0) {
            carryOut(address(participants), abi.encodeCall(participants.reinstate, (members[_suspended].id)));
            _suspended = NONE;
        }
        if (_haltCase != 0 && time % 3 != 0) {
            carryOut(address(directory), abi.encodeCall(directory.resume, ("MONEY", _haltCase)));
            _haltCase = 0;
        }
        skip(bound(time, 1 minutes, 2 days));
    }

    /// What a run is made of; a function that stands here twice is called twice as often.
    function selectors() external pure returns (bytes4[] memory list) {
        list = new bytes4[](25);
        for (uint256 i; i < 3; ++i) {
            list[i] = this.issue.selector;
            list[3 + i] = this.redeem.selector;
            list[6 + i] = this.pay.selector;
            list[9 + i] = this.draw.selector;
            list[12 + i] = this.pass.selector;
        }
        list[15] = this.drawAsOperator.selector;
        list[16] = this.payThroughPart.selector;
        list[17] = this.issueUnduly.selector;
        list[18] = this.redeemUnduly.selector;
        list[19] = this.payUnduly.selector;
        list[20] = this.replayPermit.selector;
        list[21] = this.freeze.selector;
        list[22] = this.thaw.selector;
        list[23] = this.suspend.selector;
        list[24] = this.halt.selector;
    }

    function check() external view returns (string memory) {
        (uint256 issued, uint256 redeemed) = money.totals();
        if (issued != _issued || redeemed != _redeemed) return "K-5: the totals are not what was issued and redeemed";
        if (money.totalSupply() != issued - redeemed) return "K-5: the supply is not issued minus redeemed";
        uint256 sum;
        for (uint256 i; i < MEMBERS; ++i) {
            sum += money.balanceOf(members[i].wallet);
        }
        if (sum != money.totalSupply()) return "K-5: somebody outside of the registry holds money";
        if (money.balanceOf(_outsider) + money.balanceOf(_operator) + money.balanceOf(address(_part)) != 0) {
            return "K-5: an outsider, an operator or a part holds money";
        }
        return breach;
    }

    /// Who may move money, in words: a member by its own account or allowance, both sides free, to any member; a part for the
    /// unfrozen, even while the money is halted.
    function _move(bytes32 act, Move memory m) private {
        address from = members[m.from].wallet;
        bool able = money.balanceOf(from) >= m.amount;
        if (m.actor == NONE) {
            able = able && !participants.isFrozen(members[m.from].id);
        } else {
            able = able && _isFree(m.actor) && _isFree(m.from) && _haltCase == 0;
            if (m.spender == _operator) able = able && m.amount <= CEILING;
        }
        address to = members[m.to].wallet;
        bool done;
        if (m.spender == from) {
            done = _send(from, to, m.amount);
        } else if (m.actor == NONE) {
            (done, ) = address(_part).call(abi.encodeCall(_part.pull, (money, from, to, m.amount)));
        } else {
            done = _draw(m.spender, from, to, m.amount);
        }
        demand(!done || able, "K-11: money moved by or for somebody frozen, suspended, above its ceiling or halted");
        demand(done || !able, "K-11: a free holder's money could not be moved");
        note(able ? act : bytes32("moveRefused"), done == able);
    }

    function _isFree(uint256 member) private view returns (bool) {
        return member != _suspended && !participants.isFrozen(members[member].id);
    }

    function _issue(address by, address to, uint256 amount, bytes32 businessRef) private returns (bool done) {
        vm.prank(by);
        (done, ) = address(money).call(abi.encodeCall(money.issue, (to, amount, businessRef)));
        if (!done) return done;
        _issued += amount;
        ++_references;
    }

    function _redeem(address by, address from, uint256 amount, bytes32 businessRef) private returns (bool done) {
        vm.prank(by);
        (done, ) = address(money).call(abi.encodeCall(money.redeem, (from, amount, businessRef)));
        if (!done) return done;
        _redeemed += amount;
        ++_references;
    }

    function _send(address from, address to, uint256 amount) private returns (bool done) {
        vm.prank(from);
        (done, ) = address(money).call(abi.encodeCall(money.transfer, (to, amount)));
    }

    function _draw(address spender, address from, address to, uint256 amount) private returns (bool done) {
        vm.prank(spender);
        (done, ) = address(money).call(abi.encodeCall(money.transferFrom, (from, to, amount)));
    }

    /// More than the next member has allowed this one.
    function _unallowed(uint256 from, uint256 amount) private view returns (uint256) {
        return money.allowance(members[(from + 1) % MEMBERS].wallet, members[from].wallet) + amount;
    }

    function _allow(uint256 owner, address spender, uint256 amount, bool byPermit) private {
        Member memory m = members[owner];
        if (byPermit) {
            uint256 deadline = vm.getBlockTimestamp();
            (uint8 v, bytes32 r, bytes32 s) = signPermit(m.key, m.wallet, spender, amount, deadline);
            money.permit(m.wallet, spender, amount, deadline, v, r, s);
        } else {
            vm.prank(m.wallet);
            money.approve(spender, amount);
        }
    }

    function _bindOperator() private {
        uint256 key;
        (_operator, key) = makeAccount("operator");
        uint256 deadline = vm.getBlockTimestamp();
        bytes memory signature = signConsent(key, _operator, members[FIRM].uscc, Scopes.ACTS, deadline);
        bytes32[] memory modules = new bytes32[](1);
        modules[0] = "MONEY";
        vm.prank(members[FIRM].wallet);
        participants.bindAccount(_operator, Scopes.ACTS, CEILING, modules, deadline, signature);
    }
}

contract MoneyInvariant is ActsTest {
    MoneyHandler private _handler;

    function setUp() external {
        _handler = new MoneyHandler();
        targetContract(address(_handler));
        targetSelector(address(_handler), _handler.selectors());
    }

    /// K-5: supply equals issued minus redeemed, references count once, no holder is outside of the registry.
    /// K-4: a frozen holder's balance does not go down. K-11: a freeze holds as sender, spender, operator and signer of a permit.
    /// K-12: redemption and a part's payments stay possible while the money is halted.
    function invariant_K_5_supplyIsIssuedMinusRedeemed() external view {
        assertEq(_handler.check(), "", "K-5");
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
