// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

import {IModulePart} from "../../../contracts/kernel/interfaces/IModulePart.sol";
import {ISettlementToken} from "../../../contracts/kernel/interfaces/ISettlementToken.sol";
import {HolderId, ParticipantId} from "../../../contracts/kernel/types/Ids.sol";
import {Scopes} from "../../../contracts/kernel/types/Parties.sol";
import {Acts, ActsTest} from "../../utils/Acts.sol";
import {KernelFixture} from "../../utils/KernelFixture.sol";

/// @notice Calls whatever it is told to: a part of a module that pays, or, unregistered, a forwarder that speaks for others.
contract Caller is IModulePart {
    function pull(ISettlementToken money, address from, address to, uint256 amount) external returns (bool) {
        return money.transferFrom(from, to, amount);
    }

    function pullMany(
        ISettlementToken money,
        address from,
        ParticipantId[] calldata to,
        uint256[] calldata amounts
    ) external {
        money.transferFromMany(from, to, amounts);
    }

    /// It has nothing open, ever.
    function openItems() external pure returns (uint256) {
        return 0;
    }

    function push(ISettlementToken money, address to, uint256 amount) external returns (bool) {
        return money.transfer(to, amount);
    }
}

/// @notice A contract account that agrees to everything.
contract Wallet is IERC1271 {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return IERC1271.isValidSignature.selector;
    }
}

/// @notice Fourteen members and two persons issue, redeem, pay, allow and draw, by their own hand, by permits, operators, a contract account
/// and a module's part with a purse, change their wallets, and try what they may not, while courts freeze and thaw them or amounts of
/// their money, take money, the council suspends them, attestations end, the money is halted and time passes.
contract MoneyHandler is KernelFixture, Acts {
    uint64 internal constant CEILING = 50_000;

    /// A case on an amount, as it was ordered.
    struct AmountCase {
        uint256 holder;
        bytes32 key;
        uint256 amount;
        uint256 until;
    }

    /// Payers and payees are members and, numbered after them, persons; then the purse.
    struct Move {
        address spender;
        /// Member or person for whom the spender acts; `NONE` for the part.
        uint256 actor;
        uint256 from;
        uint256 to;
        uint256 amount;
    }

    uint256 private constant NONE = type(uint256).max;
    uint256 private constant PERSONS = 2;
    uint256 private constant HOLDERS = MEMBERS + PERSONS;
    uint256 private constant PURSE = HOLDERS;
    /// Answers for the persons.
    uint256 private constant ATTESTER = FIRM + 1;
    /// Whose wallet is a contract.
    uint256 private constant COMPANY = MEMBERS - 1;

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
    uint256 private _purse;
    address[PERSONS] private _persons;
    uint256[PERSONS] private _personKeys;
    AmountCase[] private _amountCases;

    constructor() {
        deployKernel();
        _part = new Caller();
        _forwarder = new Caller();
        address[] memory parts = new address[](1);
        parts[0] = address(_part);
        carryOut(address(directory), abi.encodeCall(directory.register, ("SHOP", 1, parts, 1)));
        _outsider = makeAddr("outsider");
        _bindOperator();
        carryOut(address(directory), abi.encodeCall(directory.setCustodial, (address(_part), true)));
        for (uint256 i; i < PERSONS; ++i) {
            (_persons[i], _personKeys[i]) = makeAccount(string.concat("person ", vm.toString(i)));
            _attest(i, 3 days);
        }
        _rotate(COMPANY, address(new Wallet()), 0);
        for (uint256 i; i < HOLDERS; ++i) {
            _issue(members[BANK].wallet, _accountOf(i), 1_000_000, bytes32(_references + 1));
        }
    }

    /// What is frozen before an act, as a whole or by amount, is not less afterwards (K-4), wherever it then lies.
    modifier frozenKeep() {
        uint256[HOLDERS] memory floors;
        for (uint256 i; i < HOLDERS; ++i) {
            uint256 balance = money.balanceOf(_accountOf(i));
            floors[i] = balance - (_isFrozen(i) ? 0 : _unfrozen(i));
        }
        _;
        for (uint256 i; i < HOLDERS; ++i) {
            demand(money.balanceOf(_accountOf(i)) >= floors[i], "K-4: frozen money went down");
        }
    }

    // Issue and redemption

    function issue(uint256 to, uint256 amount) external frozenKeep {
        to = bound(to, 0, HOLDERS - 1);
        amount = bound(amount, 1, 1_000_000);
        bool able = _isFree(BANK) && _isFree(to) && _haltCase == 0;
        bool done = _issue(members[BANK].wallet, _accountOf(to), amount, bytes32(_references + 1));
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
        from = bound(from, 0, HOLDERS - 1);
        amount = bound(amount, 1, 300_000);
        address bank = members[BANK].wallet;
        address holder = _accountOf(from);
        if (how % 2 == 0) {
            vm.prank(holder);
            money.approve(bank, amount);
        }
        bool able =
            !participants.isFrozen(members[BANK].id) &&
                !_isFrozen(from) &&
                (from == BANK || money.allowance(holder, bank) >= amount) &&
                _unfrozen(from) >= amount;
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
        from = bound(from, 0, HOLDERS - 1);
        _move("pay", Move(_accountOf(from), from, from, bound(to, 0, HOLDERS - 1), bound(amount, 0, 900_000)));
    }

    function draw(uint256 spender, uint256 from, uint256 to, uint256 amount, uint256 how) external frozenKeep {
        bool byPermit = how % 2 == 0;
        spender = bound(spender, 0, MEMBERS - 1);
        from = bound(from, 0, HOLDERS - 1);
        amount = bound(amount, 1, 1_200_000);
        _allow(from, members[spender].wallet, amount, byPermit);
        _move(
            byPermit ? bytes32("drawByPermit") : bytes32("draw"),
            Move(members[spender].wallet, spender, from, bound(to, 0, HOLDERS - 1), amount)
        );
    }

    function drawAsOperator(uint256 from, uint256 to, uint256 amount) external frozenKeep {
        from = bound(from, 0, HOLDERS - 1);
        amount = bound(amount, 1, 2 * CEILING);
        _allow(from, _operator, amount, false);
        _move("drawAsOperator", Move(_operator, FIRM, from, bound(to, 0, HOLDERS - 1), amount));
    }

    function payThroughPart(uint256 from, uint256 to, uint256 amount) external frozenKeep {
        from = bound(from, 0, HOLDERS - 1);
        amount = bound(amount, 1, 1_200_000);
        _allow(from, address(_part), amount, false);
        _move("payThroughPart", Move(address(_part), NONE, from, bound(to, 0, HOLDERS - 1), amount));
    }

    /// To two members, of which the payer may be one.
    function payManyThroughPart(uint256 from, uint256 to, uint256 amount) external frozenKeep {
        from = bound(from, 0, HOLDERS - 1);
        to = bound(to, 0, MEMBERS - 1);
        amount = bound(amount, 1, 1_800_000);
        _allow(from, address(_part), amount, false);
        ParticipantId[] memory receivers = new ParticipantId[](2);
        uint256[] memory amounts = new uint256[](2);
        (receivers[0], receivers[1]) = (members[to].id, members[(to + 1) % MEMBERS].id);
        (amounts[0], amounts[1]) = (amount / 2, amount - amount / 2);
        bool able = !_isFrozen(from) && _unfrozen(from) >= amount;
        (bool done, ) = address(_part).call(
            abi.encodeCall(_part.pullMany, (money, _accountOf(from), receivers, amounts))
        );
        demand(done == able, "K-11: a part pays many what its payer is free to pay, and nothing else");
        note(able ? bytes32("payManyThroughPart") : bytes32("moveRefused"), done == able);
    }

    function fillPurse(uint256 from, uint256 amount) external frozenKeep {
        from = bound(from, 0, HOLDERS - 1);
        amount = bound(amount, 1, 400_000);
        _allow(from, address(_part), amount, false);
        _move("fillPurse", Move(address(_part), NONE, from, PURSE, amount));
    }

    function emptyPurse(uint256 to, uint256 amount) external frozenKeep {
        to = bound(to, 0, HOLDERS - 1);
        if (_purse == 0) return;
        amount = bound(amount, 1, _purse);
        (bool done, ) = address(_part).call(abi.encodeCall(_part.push, (money, _accountOf(to), amount)));
        demand(done == _canReceive(to), "K-12: a purse pays whoever may receive");
        if (done) _purse -= amount;
        note("emptyPurse", done == _canReceive(to));
    }

    function rotate(uint256 member) external frozenKeep {
        member = bound(member, 0, MEMBERS - 2);
        (address wallet, uint256 key) = makeAccount(string.concat("wallet ", vm.toString(++_caseCount)));
        _rotate(member, wallet, key);
        note("rotate", participants.walletOf(members[member].id) == wallet);
    }

    /// A person's account is attested anew, or no longer.
    function attest(uint256 person, uint256 term) external frozenKeep {
        person = bound(person, 0, PERSONS - 1);
        if (_isAttested(person)) {
            if (term % 3 != 0) return;
            vm.prank(members[ATTESTER].wallet);
            participants.withdrawAttestation(_persons[person]);
            note("withdrawAttestation", !_isAttested(person));
        } else if (_isFree(ATTESTER)) {
            _attest(person, bound(term, 1, 10 days));
            note("attest", _isAttested(person));
        }
    }

    function payUnduly(uint256 from, uint256 amount, uint256 how) external frozenKeep {
        from = bound(from, 0, MEMBERS - 1);
        amount = bound(amount, 1, 1_000);
        how = bound(how, 0, 7);
        address holder = members[from].wallet;
        bool done;
        if (how == 0) done = _send(holder, _outsider, amount);
        if (how == 1) done = _send(holder, how == from ? _operator : address(_part), amount);
        if (how == 5) {
            _allow(from, _persons[0], amount, false);
            done = _draw(_persons[0], holder, _persons[0], amount);
        }
        if (how == 6) (done, ) = address(_part).call(abi.encodeCall(_part.push, (money, address(_forwarder), 0)));
        if (how == 7) done = _draw(holder, address(_part), holder, 0);
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
        Member memory m = members[bound(owner, 0, MEMBERS - 2)];
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

    function freezeMoney(uint256 holder, uint256 amount, uint256 term) external {
        holder = bound(holder, 0, HOLDERS - 1);
        amount = amount % 8 == 0 ? type(uint256).max : bound(amount, 1, 1_500_000);
        if (_liveCases(holder) == 16) return;
        uint40 until = uint40(vm.getBlockTimestamp() + bound(term, 1, 3 days));
        bytes32 key = bytes32(++_caseCount);
        carryOut(address(money), abi.encodeCall(money.freezeMoney, (_holderOf(holder), key, amount, until)));
        _amountCases.push(AmountCase(holder, key, amount, until));
        note("freezeMoney", money.spendable(_accountOf(holder)) <= _unfrozen(holder));
    }

    function thawMoney(uint256 which) external {
        (bool found, uint256 index) = _findCase(which);
        if (!found) return;
        AmountCase storage c = _amountCases[index];
        carryOut(address(money), abi.encodeCall(money.unfreezeMoney, (_holderOf(c.holder), c.key)));
        c.until = 0;
        note("thawMoney", true);
    }

    /// A court and a regulator take money, executing a case or not: never what another case holds.
    function take(uint256 which, uint256 to, uint256 amount, uint256 how) external {
        (bool found, uint256 index) = _findCase(which);
        uint256 from = found ? _amountCases[index].holder : which % HOLDERS;
        to = bound(to, 0, HOLDERS - 1);
        amount = bound(amount, 1, 400_000);
        uint256 available = _unfrozen(from);
        bytes32 key;
        if (found && how % 3 != 0) {
            key = _amountCases[index].key;
            uint256 balance = money.balanceOf(_accountOf(from));
            uint256 prior = _askedBefore(from, index);
            uint256 left = balance > prior ? balance - prior : 0;
            available += left < _amountCases[index].amount ? left : _amountCases[index].amount;
        }
        bool able = from != to && amount <= available && _canReceive(to);
        bytes memory data = abi.encodeCall(
            money.forceTransfer,
            (_holderOf(from), _holderOf(to), amount, key, bytes32(_caseCount + 1))
        );
        uint256 before = money.balanceOf(_accountOf(from));
        // The order as a whole fails or is carried out; the handler itself must go on.
        (bool done, ) = address(this).call(abi.encodeCall(this.takeByOrder, (data)));
        demand(done == able, "K-4: money was taken past a case, to its own holder or to one who may not hold it");
        note(able ? bytes32("take") : bytes32("takeRefused"), done == able);
        if (!done) return;
        ++_caseCount;
        demand(money.balanceOf(_accountOf(from)) == before - amount, "K-5: another amount was taken");
        if (key != 0) _consume(_amountCases[index], amount);
    }

    function takeByOrder(bytes calldata data) external {
        require(msg.sender == address(this), "the handler's own");
        carryOut(address(money), data);
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
        list = new bytes4[](37);
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
        list[25] = this.freezeMoney.selector;
        list[26] = this.freezeMoney.selector;
        list[27] = this.thawMoney.selector;
        list[28] = this.take.selector;
        list[29] = this.take.selector;
        list[30] = this.fillPurse.selector;
        list[31] = this.emptyPurse.selector;
        list[32] = this.rotate.selector;
        list[33] = this.attest.selector;
        list[34] = this.attest.selector;
        list[35] = this.payManyThroughPart.selector;
        list[36] = this.payManyThroughPart.selector;
    }

    function check() external view returns (string memory) {
        (uint256 issued, uint256 redeemed) = money.totals();
        if (issued != _issued || redeemed != _redeemed) return "K-5: the totals are not what was issued and redeemed";
        if (money.totalSupply() != issued - redeemed) return "K-5: the supply is not issued minus redeemed";
        uint256 sum = _purse;
        for (uint256 i; i < HOLDERS; ++i) {
            sum += money.balanceOf(_accountOf(i));
            if (money.spendable(_accountOf(i)) != (_isFrozen(i) ? 0 : _unfrozen(i))) {
                return "K-4: what can be spent is not what no case holds";
            }
        }
        if (money.balanceOf(address(_part)) != _purse) return "K-6: a purse holds other than its entries";
        if (sum != money.totalSupply()) return "K-5: somebody outside of the registry holds money";
        if (money.balanceOf(_outsider) + money.balanceOf(_operator) + money.balanceOf(address(_forwarder)) != 0) {
            return "K-5: an outsider, an operator or a stray contract holds money";
        }
        return breach;
    }

    /// Who may move money, in words: a member by its own account or allowance, both sides free, to whoever may receive; a person its own; a
    /// part for the unfrozen, even while the money is halted. A person whom nobody attests only gives back. Nobody what is frozen.
    function _move(bytes32 act, Move memory m) private {
        address from = _accountOf(m.from);
        bool able = _unfrozen(m.from) >= m.amount && (m.to == PURSE || _canReceive(m.to));
        if (m.actor == NONE) {
            able = able && !_isFrozen(m.from);
        } else {
            bool givesBack = m.from >= MEMBERS && m.to == ATTESTER;
            bool actorFree = m.actor >= MEMBERS || _isFree(m.actor);
            able = able && actorFree && (givesBack || _isFree(m.from)) && _haltCase == 0;
            if (m.spender == _operator) able = able && m.amount <= CEILING;
        }
        address to = _accountOf(m.to);
        bool done;
        if (m.spender == from) {
            done = _send(from, to, m.amount);
        } else if (m.actor == NONE) {
            (done, ) = address(_part).call(abi.encodeCall(_part.pull, (money, from, to, m.amount)));
        } else {
            done = _draw(m.spender, from, to, m.amount);
        }
        if (done && m.to == PURSE) _purse += m.amount;
        demand(!done || able, "K-11: money moved by or for somebody frozen, suspended, above its ceiling or halted");
        demand(done || !able, "K-11: a free holder's money could not be moved");
        note(able ? act : bytes32("moveRefused"), done == able);
    }

    /// A member that is neither suspended nor frozen, or a person for whom somebody answers.
    function _isFree(uint256 holder) private view returns (bool) {
        if (holder >= MEMBERS) return _isAttested(holder - MEMBERS);
        return holder != _suspended && !_isFrozen(holder);
    }

    function _isFrozen(uint256 holder) private view returns (bool) {
        return holder < MEMBERS && participants.isFrozen(members[holder].id);
    }

    function _canReceive(uint256 holder) private view returns (bool) {
        return holder < MEMBERS || _isAttested(holder - MEMBERS);
    }

    function _isAttested(uint256 person) private view returns (bool) {
        return participants.attestationOf(_persons[person]).until >= vm.getBlockTimestamp();
    }

    function _accountOf(uint256 holder) private view returns (address) {
        if (holder == PURSE) return address(_part);
        return holder < MEMBERS ? members[holder].wallet : _persons[holder - MEMBERS];
    }

    function _holderOf(uint256 holder) private view returns (HolderId) {
        if (holder < MEMBERS) return HolderId.wrap(ParticipantId.unwrap(members[holder].id));
        return HolderId.wrap(uint160(_persons[holder - MEMBERS]));
    }

    // Cases on amounts, as ordered

    function _unfrozen(uint256 holder) private view returns (uint256) {
        uint256 balance = money.balanceOf(_accountOf(holder));
        uint256 asked = _askedBefore(holder, _amountCases.length);
        return balance > asked ? balance - asked : 0;
    }

    /// What a holder's live cases of a lower index ask, each capped at all the money there can be.
    function _askedBefore(uint256 holder, uint256 index) private view returns (uint256 asked) {
        for (uint256 i; i < index; ++i) {
            AmountCase storage c = _amountCases[i];
            if (c.holder != holder || c.until < vm.getBlockTimestamp()) continue;
            asked += c.amount > type(uint128).max ? type(uint128).max : c.amount;
        }
    }

    function _liveCases(uint256 holder) private view returns (uint256 count) {
        for (uint256 i; i < _amountCases.length; ++i) {
            AmountCase storage c = _amountCases[i];
            if (c.holder == holder && c.until >= vm.getBlockTimestamp()) ++count;
        }
    }

    function _findCase(uint256 start) private view returns (bool found, uint256 index) {
        uint256 length = _amountCases.length;
        for (uint256 i; i < length; ++i) {
            index = ((start % length) + i) % length;
            if (_amountCases[index].until >= vm.getBlockTimestamp()) return (true, index);
        }
    }

    function _consume(AmountCase storage c, uint256 amount) private {
        if (amount < c.amount) c.amount -= amount;
        else c.until = 0;
    }

    function _attest(uint256 person, uint256 term) private {
        uint256 deadline = vm.getBlockTimestamp();
        bytes memory signature = signConsent(
            _personKeys[person],
            _persons[person],
            members[ATTESTER].uscc,
            0,
            deadline
        );
        vm.prank(members[ATTESTER].wallet);
        participants.attest(_persons[person], uint40(deadline + term), deadline, signature);
    }

    /// @param key of the new wallet; 0 for a contract, which agrees to everything
    function _rotate(uint256 member, address wallet, uint256 key) private {
        uint256 deadline = vm.getBlockTimestamp();
        bytes memory consent = key == 0 ? bytes("") : signWallet(key, wallet, members[member].id, deadline);
        vm.prank(members[member].wallet);
        participants.rotateWallet(wallet, deadline, consent);
        members[member].wallet = wallet;
        members[member].key = key;
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
        address account = _accountOf(owner);
        uint256 key = owner < MEMBERS ? members[owner].key : _personKeys[owner - MEMBERS];
        if (byPermit && key != 0) {
            uint256 deadline = vm.getBlockTimestamp();
            (uint8 v, bytes32 r, bytes32 s) = signPermit(key, account, spender, amount, deadline);
            money.permit(account, spender, amount, deadline, v, r, s);
        } else {
            vm.prank(account);
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
    /// K-6: a purse holds what was put in and not taken out. K-4: neither a frozen holder's balance nor what is frozen of anybody's goes down
    /// but by order, whatever wallet it lies in. K-11: a freeze holds as sender, spender, operator and signer of a permit.
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
