// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IDocket} from "../../../contracts/kernel/interfaces/IDocket.sol";
import {OrderId, ParticipantId} from "../../../contracts/kernel/types/Ids.sol";
import {Scopes, Standing, VotingClass} from "../../../contracts/kernel/types/Parties.sol";
import {Acts, ActsTest} from "../../utils/Acts.sol";
import {KernelFixture} from "../../utils/KernelFixture.sol";

/// @notice What the orders act on: it counts what was done and undone under each number.
contract Ledger {
    address public immutable docket;
    mapping(uint256 number => uint256) public done;
    mapping(uint256 number => uint256) public undone;
    bool public jammed;

    constructor(address docket_) {
        docket = docket_;
    }

    function setJammed(bool jammed_) external {
        jammed = jammed_;
    }

    function light(uint256 number) external {
        _do(number);
    }

    function heavy(uint256 number) external {
        _do(number);
    }

    function swift(uint256 number) external {
        _do(number);
    }

    function undoSwift(uint256 number) external {
        require(msg.sender == docket, "not the docket");
        ++undone[number];
    }

    function _do(uint256 number) private {
        require(msg.sender == docket && !jammed, "not the docket, or jammed");
        ++done[number];
    }
}

/// @notice Eight seat holders of three classes, a firm without a seat and a trading key propose, approve, reject, take back, execute, ratify
/// and undo orders, early and late, while seats and wallets change hands, holders are suspended and policies are set anew. The handler keeps the book
/// itself, from the rules in words, and foretells each answer of the docket.
contract OrdersHandler is KernelFixture, Acts {
    uint256 internal constant VOTERS = BANK;
    uint32 internal constant RATIFY_WITHIN = 2 days;
    uint32 internal constant SHORT = 2 days;

    enum Kind {
        Light,
        Heavy,
        Urgent,
        Pair
    }

    enum Stage {
        Open,
        Executed,
        Provisional,
        Lapsed,
        Cancelled,
        Rejected
    }

    struct Book {
        Kind kind;
        Stage stage;
        uint256 proposer;
        uint256 expiresAt;
        uint256 epoch;
        /// Since when the approvals have sufficed; 0: they do not.
        uint256 since;
        uint256 ratifyBy;
        VotingClass[VOTERS] votes;
        bool[VOTERS] against;
    }

    Ledger public immutable ledger;
    address private _tradingKey;
    uint256 private _epoch;
    Book[] private _books;
    OrderId[] private _ids;
    mapping(uint256 proposer => uint256) private _open;
    uint256 private _absent = type(uint256).max;
    uint256 private _unseated = type(uint256).max;
    /// Wallets that members have given up.
    address[] private _left;

    constructor() {
        deployKernel();
        ledger = new Ledger(address(docket));
        _policiesAnew();
        _bindTradingKey();
    }

    // Orders

    function propose(uint256 voter, uint256 kind, uint256 term) public {
        voter = bound(voter, 0, VOTERS - 1);
        bool able = _isActive(voter) && _holdsSeat(voter) && _open[voter] < docket.MAX_OPEN_ORDERS();
        Kind k = Kind(bound(kind, 0, 3));
        uint256 expiresAt = vm.getBlockTimestamp() + bound(term, 5 days, 180 days);
        bool done = _propose(members[voter].wallet, k, expiresAt);
        demand(done == able, "K-2: seats propose, up to twenty open orders each");
        if (able) note("propose", done);
        if (!done) return;
        Book storage b = _books.push();
        b.kind = k;
        b.proposer = voter;
        b.expiresAt = expiresAt;
        b.epoch = _epoch;
        ++_open[voter];
    }

    function proposeWithoutSeat(uint256 kind) external {
        Kind k = Kind(bound(kind, 0, 3));
        uint256 expiresAt = vm.getBlockTimestamp() + 5 days;
        noteAttack("proposeUnseated", _propose(members[FIRM].wallet, k, expiresAt), "K-2: a firm proposed an order");
        noteAttack("proposeTrading", _propose(_tradingKey, k, expiresAt), "K-2: a trading key proposed an order");
    }

    function approve(uint256 which, uint256 voter) external {
        if (_books.length == 0) return;
        _approveNext(_pickOpen(which), bound(voter, 0, VOTERS - 1));
    }

    /// As many approve as it takes.
    function rally(uint256 which, uint256 voter) external {
        if (_books.length == 0) return;
        _rally(_pickOpen(which), voter);
    }

    function proposeAndRally(uint256 proposer, uint256 kind, uint256 voter) external {
        uint256 before = _books.length;
        propose(proposer, kind, 90 days);
        if (_books.length > before) _rally(before, voter);
    }

    function approveUnduly(uint256 which, uint256 voter, uint256 class) external {
        if (_books.length == 0) return;
        which = _pickOpen(which);
        voter = bound(voter, 0, VOTERS - 1);
        VotingClass wanted = VotingClass(bound(class, 0, 4));
        if (wanted == _classOf(voter) && _isSilent(_books[which], voter)) voter = FIRM;
        noteAttack(
            "approveUnduly",
            _approve(members[voter].wallet, which, wanted),
            "K-2: approved twice, without the seat or for another class"
        );
        noteAttack(
            "approveTrading",
            _approve(_tradingKey, which, VotingClass.Council),
            "K-2: a trading key approved an order"
        );
    }

    function withdraw(uint256 which, uint256 voter) external {
        if (_books.length == 0) return;
        which = _pickOpen(which);
        voter = bound(voter, 0, VOTERS - 1);
        for (uint256 i; i < VOTERS && _books[which].votes[voter] == VotingClass.None; ++i) {
            voter = (voter + 1) % VOTERS;
        }
        Book storage b = _books[which];
        bool able =
            b.stage == Stage.Open && b.epoch == _epoch && _isActive(voter) && b.votes[voter] != VotingClass.None;
        vm.prank(members[voter].wallet);
        (bool done, ) = address(docket).call(abi.encodeCall(docket.withdrawApproval, (_id(which), _callsOf(which))));
        demand(done == able, "K-2: an approval is taken back by who gave it, before execution");
        if (able) note("withdraw", done);
        if (!done) return;
        b.votes[voter] = VotingClass.None;
        if (!_suffices(b, false)) b.since = 0;
    }

    function reject(uint256 which, uint256 voter) external {
        if (_books.length == 0) return;
        which = _pickOpen(which);
        voter = bound(voter, 0, VOTERS - 1);
        Book storage b = _books[which];
        bool able = b.stage == Stage.Open && b.epoch == _epoch && _isSilent(b, voter) && _counts(voter);
        bool done = _reject(members[voter].wallet, which);
        demand(done == able, "K-2: who holds a seat and has not spoken may reject an open order, once");
        note(able ? bytes32("reject") : bytes32("rejectUnduly"), done == able);
        noteAttack("rejectUnseated", _reject(members[FIRM].wallet, which), "K-2: a firm rejected an order");
        noteAttack("rejectTrading", _reject(_tradingKey, which), "K-2: a trading key rejected an order");
        if (!done) return;
        b.against[voter] = true;
        noteAttack(
            "approveRejected",
            _approve(members[voter].wallet, which, _classOf(voter)),
            "K-2: one organisation rejected and approved"
        );
        if (!_isOutOfReach(b)) return;
        b.stage = Stage.Rejected;
        --_open[b.proposer];
    }

    /// A seat holder gives its wallet up; from then on the old one speaks for nobody.
    function rotate(uint256 voter, uint256 which) external {
        voter = bound(voter, 0, VOTERS - 1);
        (address wallet, uint256 key) = makeAccount(string.concat("wallet ", vm.toString(_left.length)));
        address old = members[voter].wallet;
        uint256 deadline = vm.getBlockTimestamp();
        bytes memory consent = signWallet(key, wallet, members[voter].id, deadline);
        vm.prank(old);
        participants.rotateWallet(wallet, deadline, consent);
        members[voter].wallet = wallet;
        _left.push(old);
        note("rotate", true);
        if (_books.length == 0) return;
        which = _pickOpen(which);
        noteAttack("approveLeft", _approve(old, which, _classOf(voter)), "K-2: a wallet that was given up approved");
        noteAttack("rejectLeft", _reject(old, which), "K-2: a wallet that was given up rejected");
    }

    function recount(uint256 which) external {
        if (_books.length == 0) return;
        which = _pickOpen(which);
        Book storage b = _books[which];
        bool able = b.stage == Stage.Open && b.epoch == _epoch && _suffices(b, false) != (b.since != 0);
        (bool done, ) = address(docket).call(abi.encodeCall(docket.recount, (_id(which), _callsOf(which))));
        demand(done == able, "K-2: a recount changes what has changed and nothing else");
        if (done) b.since = _suffices(b, false) ? vm.getBlockTimestamp() : 0;
        note(able ? bytes32("recount") : bytes32("recountInVain"), done == able);
    }

    /// A second too early and then on the first second, on the last, a second too late, or just now.
    function execute(uint256 which, uint256 moment) external {
        if (_books.length == 0) return;
        which = _pickReady(which);
        moment = bound(moment, 0, 9);
        (uint256 first, uint256 last) = _span(_books[which]);
        if (_books[which].since != 0) {
            if (moment < 4) {
                _warpTo(first - 1);
                _executeNow(which, first, last);
                _warpTo(first);
            } else if (moment < 8) {
                _warpTo(moment < 7 ? last : last + 1);
            }
        }
        _executeNow(which, first, last);
    }

    function executeWhenJammed(uint256 which) external {
        if (_books.length == 0) return;
        ledger.setJammed(true);
        bool done = _execute(_pickReady(which));
        ledger.setJammed(false);
        noteAttack("executeJammed", done, "K-2: an order counts as executed although a call failed");
    }

    function executeOtherCalls(uint256 which, uint256 number) external {
        if (_books.length == 0) return;
        which = _pickReady(which);
        IDocket.Call[] memory calls = _callsOf(which);
        number = bound(number, _books.length, type(uint128).max);
        calls[0].data = bytes.concat(bytes4(calls[0].data), abi.encode(number));
        (bool done, ) = address(docket).call(abi.encodeCall(docket.execute, (_id(which), calls)));
        noteAttack("executeOther", done, "X-79: other calls were executed than those approved");
    }

    function settle(uint256 which, uint256 verdict, uint256 time) external {
        bool ratify = verdict % 2 == 0;
        if (_books.length == 0) return;
        which = _pickProvisional(which);
        Book storage b = _books[which];
        if (bound(time, 0, 2) == 0 && b.stage == Stage.Provisional && b.ratifyBy >= vm.getBlockTimestamp()) {
            vm.warp(ratify ? b.ratifyBy : b.ratifyBy + 1);
        }
        bool inTime = vm.getBlockTimestamp() <= b.ratifyBy;
        bool able =
            b.stage == Stage.Provisional && (ratify ? inTime && b.epoch == _epoch && _suffices(b, true) : !inTime);
        (bool done, ) = address(docket).call(
            ratify
                ? abi.encodeCall(docket.ratify, (_id(which), _callsOf(which)))
                : abi.encodeCall(docket.lapse, (_id(which), _callsOf(which)))
        );
        demand(done == able, "K-2: emergencies are ratified in time by the ratifying route, and lapse otherwise");
        note(ratify ? bytes32("ratify") : bytes32("lapse"), done == able);
        if (able) note(ratify ? bytes32("ratified") : bytes32("lapsed"), done);
        if (done) b.stage = ratify ? Stage.Executed : Stage.Lapsed;
    }

    // What happens around them

    /// One member of the council is away at a time: suspended, or without its seat.
    function suspendOrReinstate(uint256 voter) external {
        if (_absent != type(uint256).max) {
            carryOut(address(participants), abi.encodeCall(participants.reinstate, (members[_absent].id)));
            _absent = type(uint256).max;
        } else if (_unseated == type(uint256).max) {
            _absent = bound(voter, 0, COUNCIL - 2);
            carryOut(address(participants), abi.encodeCall(participants.suspend, (members[_absent].id)));
        }
        note("suspend", true);
    }

    /// What ends the work of many steps.
    function changeRarely(uint256 dice, uint256 which) external {
        dice = bound(dice, 0, 4);
        if (dice == 0) {
            _policiesAnew();
            ++_epoch;
            note("setPolicyAnew", true);
        } else if (dice < 3) {
            _changeSeat(which);
        } else if (_books.length > 0) {
            _cancel(_pickOpen(which), dice - 2);
        }
    }

    function pass(uint256 time) external {
        skip(bound(time, 1, SHORT));
    }

    /// K-3: whoever calls a restricted function himself is refused, even with the seats to have it ordered.
    function callDirectly(uint256 caller, uint256 what) external {
        ParticipantId id = members[FIRM].id;
        address account = members[bound(caller, 0, MEMBERS - 1)].wallet;
        bytes[6] memory calls = [
            abi.encodeCall(participants.suspend, (id)),
            abi.encodeCall(participants.freeze, (id, "case", uint40(vm.getBlockTimestamp() + 1 days))),
            abi.encodeCall(participants.grantSeat, (id, VotingClass.Council)),
            abi.encodeCall(directory.halt, ("MONEY", "case")),
            abi.encodeCall(docket.setPolicy, (scopeOf(address(ledger)), Ledger.light.selector, _swiftPolicy())),
            abi.encodeCall(manager.grantRole, (0, account, 0))
        ];
        what = bound(what, 0, 5);
        address target =
            what < 3
                ? address(participants)
                : (what == 3 ? address(directory) : (what == 4 ? address(docket) : address(manager)));
        vm.prank(account);
        (bool done, ) = target.call(calls[what]);
        noteAttack("callDirectly", done, "K-3: a restricted function was called without an order");
        vm.prank(account);
        (done, ) = address(manager).call(abi.encodeCall(manager.execute, (target, calls[what])));
        noteAttack("callThroughManager", done, "K-9: a restricted function was called through the manager");
    }

    /// What a run is made of; a function that stands here twice is called twice as often.
    function selectors() external pure returns (bytes4[] memory list) {
        list = new bytes4[](34);
        for (uint256 i; i < 5; ++i) {
            list[i] = this.approve.selector;
            list[5 + i] = this.rally.selector;
            list[10 + i] = this.execute.selector;
        }
        for (uint256 i; i < 3; ++i) {
            list[15 + i] = this.proposeAndRally.selector;
            list[18 + i] = this.settle.selector;
        }
        list[21] = this.proposeWithoutSeat.selector;
        list[22] = this.approveUnduly.selector;
        list[23] = this.withdraw.selector;
        list[24] = this.recount.selector;
        list[25] = this.executeWhenJammed.selector;
        list[26] = this.executeOtherCalls.selector;
        list[27] = this.suspendOrReinstate.selector;
        list[28] = this.propose.selector;
        list[29] = this.changeRarely.selector;
        list[30] = this.pass.selector;
        list[31] = this.callDirectly.selector;
        list[32] = this.reject.selector;
        list[33] = this.rotate.selector;
    }

    /// What was done under each number against what its order has become.
    function check() external view returns (string memory) {
        for (uint256 i; i < _books.length; ++i) {
            Book storage b = _books[i];
            IDocket.Order memory o = docket.orderInfo(_id(i));
            bool executed = b.stage != Stage.Open && b.stage < Stage.Cancelled;
            uint256 expected = executed ? (b.kind == Kind.Pair ? 2 : 1) : 0;
            if (ledger.done(i) != expected) return "K-2: an order was carried out twice, in part, or never approved";
            if (ledger.undone(i) != (b.stage == Stage.Lapsed ? 1 : 0)) return "K-2: undone is what lapsed, once";
            if (uint256(o.status) != uint256(b.stage) + 1)
                return "K-2: an order's status is not what has happened to it";
            if (b.stage == Stage.Open && o.satisfiedAt != b.since) return "K-9: a delay runs from another moment";
        }
        for (uint64 role; role <= 4; ++role) {
            for (uint256 i; i < MEMBERS; ++i) {
                (bool held, ) = manager.hasRole(role, members[i].wallet);
                if (held) return "K-3: a member holds a role";
            }
        }
        return breach;
    }

    // The rules in words

    function _isLiveBook(Book storage b) private view returns (bool) {
        return b.stage == Stage.Open || b.stage == Stage.Provisional;
    }

    function _isActive(uint256 voter) private view returns (bool) {
        return voter != _absent && participants.participantInfo(members[voter].id).standing == Standing.Active;
    }

    function _holdsSeat(uint256 voter) private view returns (bool) {
        return voter != _unseated;
    }

    function _counts(uint256 voter) private view returns (bool) {
        return voter != _absent && voter != _unseated;
    }

    /// Whether valid approvals meet the route of the order, or that which ratifies it.
    function _suffices(Book storage b, bool ratifying) private view returns (bool) {
        uint256[5] memory votes;
        for (uint256 i; i < VOTERS; ++i) {
            if (b.votes[i] != VotingClass.None && _counts(i)) ++votes[uint256(b.votes[i])];
        }
        uint256 seated = _unseated < COUNCIL ? COUNCIL - 1 : COUNCIL;
        bool twoThirds = 3 * votes[uint256(VotingClass.Council)] > 2 * seated;
        bool regulator = votes[uint256(VotingClass.Regulator)] > 0;
        if (b.kind == Kind.Light) return regulator;
        if (b.kind == Kind.Urgent) return ratifying ? votes[uint256(VotingClass.Judiciary)] > 0 : regulator;
        return twoThirds && regulator;
    }

    function _isSilent(Book storage b, uint256 voter) private view returns (bool) {
        return b.votes[voter] == VotingClass.None && !b.against[voter];
    }

    /// Whether those that have not rejected it are too few for the route of the order.
    function _isOutOfReach(Book storage b) private view returns (bool) {
        uint256[5] memory left;
        for (uint256 i; i < VOTERS; ++i) {
            bool isAgainst = b.against[i] && _counts(i);
            if (i != _unseated && !isAgainst) ++left[uint256(_classOf(i))];
        }
        uint256 seated = _unseated < COUNCIL ? COUNCIL - 1 : COUNCIL;
        if (left[uint256(VotingClass.Regulator)] == 0) return true;
        bool isHard = b.kind == Kind.Heavy || b.kind == Kind.Pair;
        return isHard && 3 * left[uint256(VotingClass.Council)] <= 2 * seated;
    }

    /// First and last second of execution.
    function _span(Book storage b) private view returns (uint256 first, uint256 last) {
        bool isHard = b.kind == Kind.Heavy || b.kind == Kind.Pair;
        first = b.since + (isHard ? HARD_DELAY : 0);
        // The light part of a pair is in its window from the start.
        last = (b.kind == Kind.Pair ? b.since : first) + WINDOW;
        if (b.expiresAt < last) last = b.expiresAt;
    }

    function _classOf(uint256 voter) private pure returns (VotingClass) {
        if (voter < COUNCIL) return VotingClass.Council;
        return voter < COURT ? VotingClass.Regulator : VotingClass.Judiciary;
    }

    // Sending

    function _id(uint256 which) private view returns (OrderId) {
        return _ids[which];
    }

    function _callsOf(uint256 which) private view returns (IDocket.Call[] memory) {
        return _calls(_books[which].kind, which);
    }

    function _calls(Kind kind, uint256 number) private view returns (IDocket.Call[] memory calls) {
        if (kind == Kind.Light) return callOf(address(ledger), abi.encodeCall(ledger.light, (number)), 0);
        if (kind == Kind.Urgent) return callOf(address(ledger), abi.encodeCall(ledger.swift, (number)), 1);
        calls = callOf(address(ledger), abi.encodeCall(ledger.heavy, (number)), 0);
        if (kind == Kind.Heavy) return calls;
        IDocket.Call memory heavy = calls[0];
        calls = new IDocket.Call[](2);
        calls[0] = heavy;
        calls[1] = callOf(address(ledger), abi.encodeCall(ledger.light, (number)), 0)[0];
    }

    function _propose(address from, Kind kind, uint256 expiresAt) private returns (bool done) {
        bytes memory result;
        IDocket.Call[] memory calls = _calls(kind, _books.length);
        vm.prank(from);
        (done, result) = address(docket).call(
            abi.encodeCall(docket.propose, (calls, keccak256("basis"), "Art. 1", uint40(expiresAt)))
        );
        if (done) _ids.push(abi.decode(result, (OrderId)));
    }

    function _approve(address from, uint256 which, VotingClass class) private returns (bool done) {
        IDocket.Call[] memory calls = _callsOf(which);
        vm.prank(from);
        (done, ) = address(docket).call(abi.encodeCall(docket.approve, (_id(which), class, calls)));
    }

    function _reject(address from, uint256 which) private returns (bool done) {
        IDocket.Call[] memory calls = _callsOf(which);
        vm.prank(from);
        (done, ) = address(docket).call(abi.encodeCall(docket.reject, (_id(which), calls)));
    }

    function _execute(uint256 which) private returns (bool done) {
        (done, ) = address(docket).call(abi.encodeCall(docket.execute, (_id(which), _callsOf(which))));
    }

    /// By the first, from the picked one on, whose vote is still to be given.
    function _approveNext(uint256 which, uint256 voter) private {
        Book storage b = _books[which];
        voter %= VOTERS;
        for (uint256 i; i < VOTERS && !_isSilent(b, voter); ++i) {
            voter = (voter + 1) % VOTERS;
        }
        VotingClass class = _classOf(voter);
        bool able = _isLiveBook(b) && b.epoch == _epoch && _isSilent(b, voter) && _counts(voter);
        bool sufficed = b.since != 0 && _suffices(b, false);
        bool done = _approve(members[voter].wallet, which, class);
        demand(done == able, "K-2: each organisation approves once, with the seat it holds, what was proposed");
        if (able) note("approve", done);
        if (!done) return;
        b.votes[voter] = class;
        if (b.stage == Stage.Open && !sufficed) b.since = _suffices(b, false) ? vm.getBlockTimestamp() : 0;
    }

    function _cancel(uint256 which, uint256 voter) private {
        Book storage b = _books[which];
        if (voter == 1) voter = b.proposer;
        bool able = b.stage == Stage.Open && voter == b.proposer && _isActive(voter);
        vm.prank(members[voter].wallet);
        (bool done, ) = address(docket).call(abi.encodeCall(docket.cancel, (_id(which))));
        demand(done == able, "K-2: open orders are cancelled, by their proposer");
        note("cancel", done == able);
        if (!done) return;
        b.stage = Stage.Cancelled;
        --_open[b.proposer];
    }

    function _executeNow(uint256 which, uint256 first, uint256 last) private {
        Book storage b = _books[which];
        uint256 now_ = vm.getBlockTimestamp();
        bool able =
            b.stage == Stage.Open &&
                b.epoch == _epoch &&
                b.since != 0 &&
                _suffices(b, false) &&
                now_ >= first &&
                now_ <= last;
        bool done = _execute(which);
        demand(!done || able, "K-2: an order executed early, late, twice or with too few approvals");
        demand(done || !able, "K-2: an order that may be executed could not be");
        note(able ? bytes32("execute") : bytes32("executeUnduly"), done == able);
        if (!done) return;
        b.stage = b.kind == Kind.Urgent ? Stage.Provisional : Stage.Executed;
        b.ratifyBy = now_ + RATIFY_WITHIN;
        --_open[b.proposer];
    }

    function _warpTo(uint256 time) private {
        if (time > vm.getBlockTimestamp()) vm.warp(time);
    }

    function _changeSeat(uint256 voter) private {
        if (_absent != type(uint256).max) return;
        if (_unseated != type(uint256).max) {
            carryOut(
                address(participants),
                abi.encodeCall(participants.grantSeat, (members[_unseated].id, _classOf(_unseated)))
            );
            _unseated = type(uint256).max;
        } else {
            // One of the council or the second court; never the last proposer of `carryOut` nor a lone class.
            _unseated = bound(voter, 0, COUNCIL - 1);
            if (_unseated == COUNCIL - 1) _unseated = COURT;
            carryOut(
                address(participants),
                abi.encodeCall(participants.revokeSeat, (members[_unseated].id, _classOf(_unseated)))
            );
        }
        note("changeSeat", true);
    }

    function _rally(uint256 which, uint256 voter) private {
        voter = bound(voter, 0, VOTERS - 1);
        Book storage b = _books[which];
        for (uint256 i; i < VOTERS && !_suffices(b, b.stage == Stage.Provisional); ++i) {
            _approveNext(which, voter + i);
        }
    }

    // Picking: as a rule among the orders on which something can be done

    function _pickOpen(uint256 which) private view returns (uint256) {
        which = bound(which, 0, _books.length - 1);
        for (uint256 i; i < _books.length; ++i) {
            Book storage b = _books[which];
            if (_isLiveBook(b) && b.epoch == _epoch && b.expiresAt > vm.getBlockTimestamp()) return which;
            which = (which + 1) % _books.length;
        }
        return which;
    }

    function _pickReady(uint256 which) private view returns (uint256) {
        which = bound(which, 0, _books.length - 1);
        for (uint256 i; i < _books.length; ++i) {
            Book storage b = _books[which];
            (, uint256 last) = _span(b);
            if (b.stage == Stage.Open && b.since != 0 && b.epoch == _epoch && last >= vm.getBlockTimestamp()) {
                return which;
            }
            which = (which + 1) % _books.length;
        }
        return which;
    }

    function _pickProvisional(uint256 which) private view returns (uint256) {
        which = bound(which, 0, _books.length - 1);
        for (uint256 i; i < _books.length && _books[which].stage != Stage.Provisional; ++i) {
            which = (which + 1) % _books.length;
        }
        return which;
    }

    // Before the run

    function _swiftPolicy() private pure returns (IDocket.Policy memory) {
        return
            policy(
                oneOf(VotingClass.Judiciary),
                emergency(VotingClass.Regulator, 1, RATIFY_WITHIN),
                Ledger.undoSwift.selector
            );
    }

    function _policiesAnew() private {
        IDocket.Call[] memory calls = new IDocket.Call[](3);
        calls[0] = _policyCall(Ledger.light.selector, policy(oneOf(VotingClass.Regulator)));
        calls[1] = _policyCall(Ledger.heavy.selector, policy(hardRoute()));
        calls[2] = _policyCall(Ledger.swift.selector, _swiftPolicy());
        carryOut(calls);
    }

    function _policyCall(bytes4 selector, IDocket.Policy memory p) private view returns (IDocket.Call memory) {
        return callOf(address(docket), abi.encodeCall(docket.setPolicy, (scopeOf(address(ledger)), selector, p)), 0)[0];
    }

    function _bindTradingKey() private {
        uint256 key;
        (_tradingKey, key) = makeAccount("trading key");
        uint256 deadline = vm.getBlockTimestamp();
        bytes memory signature = signConsent(key, _tradingKey, members[0].uscc, Scopes.ACTS, deadline);
        vm.prank(members[0].wallet);
        participants.bindAccount(_tradingKey, Scopes.ACTS, 0, new bytes32[](0), deadline, signature);
    }
}

contract OrdersInvariant is ActsTest {
    OrdersHandler private _handler;

    function setUp() external {
        _handler = new OrdersHandler();
        targetContract(address(_handler));
        targetSelector(address(_handler), _handler.selectors());
    }

    /// K-2: no order executes twice, early, late, or with fewer valid approvals than its policy asks at that moment.
    /// K-9: no sequence of calls reaches an effect of an order earlier than its policy says.
    /// K-3: nobody calls a restricted function without one.
    function invariant_K_2_ordersExecuteOnceInTimeAndApproved() external view {
        assertEq(_handler.check(), "", "K-2");
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
