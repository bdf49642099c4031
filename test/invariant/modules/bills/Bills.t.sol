// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ITradeRegistry} from "../../../../contracts/kernel/interfaces/ITradeRegistry.sol";
import {RequestId, Requests} from "../../../../contracts/kernel/libraries/Requests.sol";
import {Day} from "../../../../contracts/kernel/types/Day.sol";
import {ParticipantId, SubjectId} from "../../../../contracts/kernel/types/Ids.sol";
import {IBillIssuance} from "../../../../contracts/modules/bills/interfaces/IBillIssuance.sol";
import {
    Bill,
    BillAct,
    BillId,
    BillKind,
    BillStatus,
    Circulation,
    DishonourReason,
    Endorsement,
    EndorsementId,
    firstHolding,
    Holding,
    HoldingId,
    TradeUse
} from "../../../../contracts/modules/bills/types/BillTypes.sol";
import {Acts, ActsTest} from "../../../utils/Acts.sol";
import {BillFixture} from "../../../utils/BillFixture.sol";

/// @notice Fourteen members, two of them banks, draw, accept, deliver, endorse, mark, present, pay and refuse bills, rightly and
/// wrongly, while they are frozen and suspended, the module is halted, money comes and goes, and days pass over month ends,
/// holidays and maturities. A model beside it, written from the specification, says of each act whether it must succeed and what
/// it makes of the bill.
contract BillHandler is BillFixture, Acts {
    enum Deed {
        AskAcceptance,
        Deliver,
        Endorse,
        Sign,
        Refuse,
        TakeBack,
        LiftMark,
        Present,
        Pay,
        Dishonour,
        CloseUnanswered,
        Withdraw
    }

    /// What the model knows of a bill and its one holding. Members by index.
    struct Paper {
        BillId bill;
        BillKind kind;
        uint256 drawer;
        uint256 acceptor;
        uint256 payee;
        uint256 face;
        uint256 issueDay;
        uint256 maturity;
        bool drawersMark;
        uint256 document;
        BillStatus status;
        Circulation circulation;
        uint256 holder;
        // The last request; `asks` None: answered or none
        BillAct asks;
        RequestId request;
        uint256 asked;
        uint256 lastDay;
        bool asksMark;
        // The last presentation
        bool early;
        bool timely;
        uint256 answerBy;
        bool dishonoured;
        uint256 payments;
    }

    struct Document {
        SubjectId subject;
        uint256 seller;
        uint256 buyer;
        uint256 face;
        uint256 claimed;
    }

    /// An endorsement as it happened.
    struct Link {
        uint256 from;
        uint256 to;
        uint256 day;
        bool mark;
    }

    uint256 private constant MAX_PAPERS = 40;
    uint256 private constant NONE = type(uint256).max;
    /// Who is no member.
    uint256 private constant OUTSIDER = MEMBERS;
    uint256 private constant LAST_DAY = 21_184; // 2028-01-01
    bytes32 private constant WHY = "why it is late";

    Paper[] private _papers;
    Document[] private _documents;
    mapping(uint256 paper => Link[]) private _links;
    mapping(uint256 by => mapping(uint256 counterparty => Requests.Instruction)) private _instructions;
    mapping(uint256 member => uint256) private _balances;
    mapping(uint256 member => uint256) private _allowances;
    uint256 private _issued;
    address private _outsider;
    uint256 private _suspended = NONE;
    bytes32 private _haltCase;
    uint256 private _caseCount;
    uint256 private _touched;
    uint256 private _turn;

    constructor() {
        deployBills();
        _outsider = makeAddr("outsider");
        for (uint256 i; i < 6; ++i) {
            _draw(FIRM + (i % BANKS), FIRM + 2, FIRM + 3, 1_000 + i, 30 + 20 * i, i == 5, NONE);
            for (uint256 step; step < 4; ++step) {
                _proceed(i);
            }
        }
    }

    // Bills begin

    function draw(uint256 parties, uint256 face, uint256 tenor, uint256 mark, uint256 document) external {
        if (_papers.length == MAX_PAPERS || _today() > LAST_DAY) return;
        uint256 drawer = parties % MEMBERS;
        uint256 payee = (parties / MEMBERS) % MEMBERS;
        uint256 acceptor = (parties / MEMBERS ** 2) % 3 == 0 ? drawer : FIRM + ((parties / MEMBERS ** 3) % BANKS);
        // One in four names a document that another bill may have used, or that is not theirs.
        document = document % 4 == 0 && _documents.length > 0 ? (document / 4) % _documents.length : NONE;
        _draw(acceptor, drawer, payee, bound(face, 1, 100_000), bound(tenor, 1, 90), mark % 5 == 0, document);
    }

    // What is asked and done, by whom it may be

    /// The next step of a bill that is not delivered yet, or of one that waits for an answer.
    function proceed(uint256 seed) external {
        _endMeasures(seed);
        uint256 paper = _find(seed, _isOnItsWay);
        if (paper != NONE) _proceed(paper);
    }

    function endorse(uint256 seed, uint256 to, uint256 mark) external {
        uint256 paper = _find(seed, _isCirculating);
        if (paper == NONE) return;
        uint256 holder = _papers[paper].holder;
        _attempt(Deed.Endorse, paper, holder, (holder + bound(to, 1, MEMBERS - 1)) % MEMBERS, mark % 6 == 0);
    }

    function sign(uint256 seed) external {
        uint256 paper = _find(seed, _isLocked);
        if (paper != NONE) _attempt(Deed.Sign, paper, _papers[paper].asked, 0, false);
    }

    function refuse(uint256 seed) external {
        uint256 paper = _find(seed, _isLocked);
        if (paper != NONE) _attempt(Deed.Refuse, paper, _papers[paper].asked, 0, false);
    }

    function takeBack(uint256 seed) external {
        uint256 paper = _find(seed, _isLocked);
        if (paper != NONE) _attempt(Deed.TakeBack, paper, _papers[paper].holder, 0, false);
    }

    function liftMark(uint256 seed) external {
        uint256 paper = _find(seed, _isMarked);
        if (paper != NONE) _attempt(Deed.LiftMark, paper, _setterOf(paper), 0, false);
    }

    function present(uint256 seed, uint256 explain) external {
        uint256 paper = _find(seed, _isPresentable);
        if (paper != NONE) _attempt(Deed.Present, paper, _papers[paper].holder, 0, explain % 2 == 0);
    }

    function pay(uint256 seed) external {
        uint256 paper = _find(seed, _isCollecting);
        if (paper == NONE) return;
        uint256 acceptor = _papers[paper].acceptor;
        _fund(acceptor, _papers[paper].face);
        _attempt(Deed.Pay, paper, acceptor, 0, false);
    }

    function dishonour(uint256 seed) external {
        uint256 paper = _find(seed, _isCollecting);
        if (paper != NONE) _attempt(Deed.Dishonour, paper, _papers[paper].acceptor, 0, false);
    }

    /// With or without the acceptor's money; the time of the answer is let pass.
    function closeUnanswered(uint256 seed, uint256 withMoney) external {
        uint256 paper = _find(seed, _isCollecting);
        if (paper == NONE) return;
        Paper storage p = _papers[paper];
        if (withMoney % 2 == 0) _fund(p.acceptor, p.face);
        if (_today() <= p.answerBy) _warpTo(p.answerBy + 1, 0);
        _attempt(Deed.CloseUnanswered, paper, OUTSIDER, 0, false);
    }

    function withdraw(uint256 seed) external {
        uint256 paper = _find(seed, _isUndelivered);
        // Most bills are to live.
        if (paper != NONE && seed % 2 == 0) _attempt(Deed.Withdraw, paper, _papers[paper].drawer, 0, false);
    }

    /// Any deed on any bill by anybody: the model says what becomes of it, as a rule nothing.
    function meddle(uint256 deed, uint256 paper, uint256 by, uint256 other, uint256 flag) external {
        paper = bound(paper, 0, _papers.length - 1);
        _attempt(
            Deed(bound(deed, 0, uint256(type(Deed).max))),
            paper,
            bound(by, 0, OUTSIDER),
            bound(other, 0, MEMBERS - 1),
            flag % 2 == 0
        );
    }

    /// The back doors: token functions, part functions, requests that were answered, and other people's money.
    function attack(uint256 how, uint256 paper, uint256 by) external {
        paper = bound(paper, 0, _papers.length - 1);
        Paper storage p = _papers[paper];
        _touched = paper;
        address attacker = by % 2 == 0 ? _walletOf(p.holder) : _walletOf(bound(by, 0, OUTSIDER));
        HoldingId holding = firstHolding(p.bill);
        uint256 token = HoldingId.unwrap(holding);
        address victim = _walletOf(p.holder);
        how = bound(how, 0, 9);
        bytes memory data;
        address target = address(registry);
        if (how == 0) data = abi.encodeCall(registry.transferFrom, (victim, attacker, token));
        if (how == 1) data = abi.encodeCall(registry.approve, (attacker, token));
        if (how == 2) data = abi.encodeCall(registry.setApprovalForAll, (attacker, true));
        if (how == 3) data = abi.encodeCall(registry.close, (holding, type(uint256).max));
        if (how == 4) data = abi.encodeCall(registry.handOver, (p.bill, victim, attacker));
        if (how == 5) data = abi.encodeCall(registry.restore, (holding, type(uint256).max, true, false));
        if (how == 6) data = abi.encodeCall(registry.signRequest, (p.request, members[p.asked % MEMBERS].id));
        if (how == 7) {
            if (_isLocked(p)) return;
            attacker = _walletOf(p.asked);
            target = by % 2 == 0 ? address(registry) : address(issuance);
            data = abi.encodeCall(registry.sign, (p.request));
        }
        if (how == 8) {
            data = abi.encodeCall(
                registry.instruct,
                (members[by % MEMBERS].id, Requests.Instruction(2, 1, 1, Day.wrap(30_000)))
            );
        }
        if (how == 9) {
            target = address(trade);
            SubjectId subject = _documents[p.document].subject;
            data = abi.encodeCall(trade.release, (subject, BillId.unwrap(p.bill), uint64(p.face)));
        }
        vm.prank(attacker);
        (bool done, ) = target.call(data);
        noteAttack("attack", done, "X-5: title, a request or a claim moved through a back door");
    }

    function instruct(uint256 by, uint256 counterparty, uint256 ceiling, uint256 tenor, uint256 acts) external {
        by = bound(by, 0, MEMBERS - 1);
        counterparty = bound(counterparty, 0, MEMBERS - 1);
        Requests.Instruction memory i = Requests.Instruction({
            acts: acts % 3 == 0 ? 4 : (acts % 3 == 1 ? 8 : 12),
            ceiling: uint64(bound(ceiling, 1, 120_000)),
            tenor: uint16(bound(tenor, 1, 100)),
            until: Day.wrap(uint32(_today() + bound(tenor, 0, 60)))
        });
        bool able = _isFree(by) && _isFree(counterparty) && _haltCase == 0;
        bool done = _call(by, address(registry), abi.encodeCall(registry.instruct, (members[counterparty].id, i)));
        demand(done == able, "K-12: free members instruct, while the module is open");
        if (!done) return;
        _instructions[by][counterparty] = i;
        note("instruct", true);
    }

    function cancelInstruction(uint256 by, uint256 counterparty) external {
        by = bound(by, 0, MEMBERS - 1);
        counterparty = bound(counterparty, 0, MEMBERS - 1);
        bool able = _instructions[by][counterparty].acts != 0;
        bool done = _call(
            by,
            address(registry),
            abi.encodeCall(registry.cancelInstruction, (members[counterparty].id))
        );
        demand(done == able, "K-12: whoever instructed can cancel");
        if (!done) return;
        delete _instructions[by][counterparty];
        note("cancelInstruction", true);
    }

    // Money, orders, time

    function spend(uint256 from, uint256 to, uint256 amount) external {
        from = bound(from, 0, MEMBERS - 1);
        to = bound(to, 0, MEMBERS - 1);
        if (_balances[from] == 0) return;
        amount = bound(amount, 1, _balances[from]);
        if (!_call(from, address(money), abi.encodeCall(money.transfer, (_walletOf(to), amount)))) return;
        _balances[from] -= amount;
        _balances[to] += amount;
        note("spend", true);
    }

    function revokeAllowance(uint256 from, uint256 left) external {
        from = bound(from, 0, MEMBERS - 1);
        _approve(from, bound(left, 0, 1_000));
    }

    function freeze(uint256 member, uint256 term) external {
        ParticipantId id = members[bound(member, 0, MEMBERS - 1)].id;
        if (participants.cases(id).length >= 16) return;
        uint40 until = uint40(vm.getBlockTimestamp() + bound(term, 1, 3 days));
        carryOut(address(participants), abi.encodeCall(participants.freeze, (id, bytes32(++_caseCount), until)));
        note("freeze", participants.isFrozen(id));
    }

    function suspendOrHalt(uint256 member) external {
        if (member % 3 == 0 && _haltCase == 0) {
            _haltCase = bytes32(++_caseCount);
            carryOut(address(directory), abi.encodeCall(directory.halt, (BILLS, _haltCase)));
            note("halt", true);
        } else if (_suspended == NONE) {
            _suspended = bound(member, BANK, MEMBERS - 1);
            carryOut(address(participants), abi.encodeCall(participants.suspend, (members[_suspended].id)));
            note("suspend", true);
        }
    }

    /// With time, suspensions and halts end.
    function pass(uint256 time) external {
        _endMeasures(time);
        if (_today() <= LAST_DAY) skip(bound(time, 1 minutes, 3 days));
    }

    /// To the edges that matter: the first or last second of the day before, of, or after a maturity, or the end of the period
    /// of presentation.
    function jump(uint256 seed, uint256 which, uint256 second) external {
        _endMeasures(which);
        Paper storage p = _papers[bound(seed, 0, _papers.length - 1)];
        uint256 day = p.maturity - 1 + (which % 3);
        if (which % 5 == 3) day = _endOfPresentation(p);
        if (which % 5 == 4) day = _endOfPresentation(p) + 1;
        if (day < _today() || day > LAST_DAY) return;
        _warpTo(day, second % 2 == 0 ? 1 days - 1 : 0);
        note("jump", true);
    }

    /// What a run is made of; a function that stands here twice is called twice as often.
    function selectors() external pure returns (bytes4[] memory list) {
        list = new bytes4[](56);
        for (uint256 i; i < 8; ++i) {
            list[i] = this.proceed.selector;
            list[8 + i] = this.endorse.selector;
        }
        for (uint256 i; i < 4; ++i) {
            list[16 + i] = this.draw.selector;
            list[20 + i] = this.sign.selector;
            list[24 + i] = this.present.selector;
            list[28 + i] = this.meddle.selector;
        }
        for (uint256 i; i < 2; ++i) {
            list[32 + i] = this.pay.selector;
            list[34 + i] = this.closeUnanswered.selector;
            list[36 + i] = this.attack.selector;
            list[38 + i] = this.instruct.selector;
        }
        list[40] = this.dishonour.selector;
        list[41] = this.refuse.selector;
        list[42] = this.takeBack.selector;
        list[43] = this.liftMark.selector;
        list[44] = this.withdraw.selector;
        list[45] = this.cancelInstruction.selector;
        list[46] = this.spend.selector;
        list[47] = this.revokeAllowance.selector;
        list[48] = this.freeze.selector;
        list[49] = this.suspendOrHalt.selector;
        list[50] = this.pass.selector;
        list[51] = this.jump.selector;
        list[52] = this.refuse.selector;
        list[53] = this.takeBack.selector;
        list[54] = this.liftMark.selector;
        list[55] = this.withdraw.selector;
    }

    // What must hold

    /// The bill touched last, another in turn, and the money.
    function check() external view returns (string memory) {
        string memory found = breach;
        if (bytes(found).length == 0) found = _checkPaper(_touched);
        if (bytes(found).length == 0) found = _checkPaper(_turn % _papers.length);
        if (bytes(found).length == 0) found = _checkMoney();
        return found;
    }

    function checkAll() external view returns (string memory) {
        for (uint256 i; i < _papers.length; ++i) {
            string memory found = _checkPaper(i);
            if (bytes(found).length > 0) return found;
        }
        string memory wrong = _checkDocuments();
        return bytes(wrong).length > 0 ? wrong : _checkBalances();
    }

    function _checkPaper(uint256 paper) private view returns (string memory) {
        Paper storage p = _papers[paper];
        HoldingId holding = firstHolding(p.bill);
        Bill memory b = registry.billInfo(p.bill);
        Holding memory h = registry.holdingInfo(holding);
        (BillStatus status, Circulation circulation) = registry.pairOf(holding);
        if (status != _statusNow(p) || circulation != _circulationNow(p)) return "the pair is not the model's";
        if (h.holder != members[p.holder].id) return "B-4: the holder is not the model's";
        if (h.lo != 1 || h.hi != b.face || b.face != p.face) return "B-6: the holding is not the whole bill";

        bool isClosed = circulation == Circulation.Closed;
        uint256 live = isClosed ? 0 : h.hi - h.lo + 1;
        if (status != BillStatus.Ended && b.closed + live != b.face)
            return "B-6: live and closed units are not the face";
        if (status == BillStatus.Ended && b.closed != 0) return "B-6: units of a withdrawn bill were paid";
        if ((status == BillStatus.Settled) != (b.closed == b.face)) return "X-19: Settled is not all units closed";
        if (p.payments != (status == BillStatus.Settled ? 1 : 0))
            return "B-9: a settled bill was not paid exactly once";
        if (h.dishonoured != p.dishonoured) return "B-8: dishonour is not as the model has it";
        bool isOpen = payment.presentationOf(holding).open;
        if (isOpen != (p.circulation == Circulation.InCollection)) return "X-18: a presentation is open, or lost";
        return _checkChain(paper, holding, h);
    }

    function _checkChain(uint256 paper, HoldingId holding, Holding memory h) private view returns (string memory) {
        Link[] storage links = _links[paper];
        if (h.chainLength != links.length) return "X-9: links are not as many as transfers";
        (, Endorsement[] memory chain, EndorsementId next) = registry.descriptor().chainOf(
            registry,
            holding,
            EndorsementId.wrap(0),
            links.length + 1
        );
        if (chain.length != links.length || EndorsementId.unwrap(next) != 0) return "X-9: the chain is cut";
        ParticipantId hands = members[_papers[paper].payee].id;
        uint256 day = _papers[paper].issueDay;
        for (uint256 i; i < links.length; ++i) {
            Endorsement memory e = chain[links.length - 1 - i];
            if (e.from != hands) return "B-4: a link does not begin where the one before it ended";
            if (e.from != members[links[i].from].id || e.to != members[links[i].to].id) return "X-9: another's link";
            if (e.from == e.to) return "X-8: endorsed to oneself";
            if (Day.unwrap(e.day) < day || Day.unwrap(e.day) >= _papers[paper].maturity)
                return "X-7: a day out of order";
            if (Day.unwrap(e.day) != links[i].day || e.notTransferable != links[i].mark)
                return "B-5: another day or mark";
            if (e.lo != h.lo || e.hi != h.hi) return "B-6: a link over another interval";
            (hands, day) = (e.to, Day.unwrap(e.day));
        }
        if (links.length > 0 && h.holder != hands) return "B-4: the last link does not end with the holder";
        return "";
    }

    function _checkMoney() private view returns (string memory) {
        if (money.balanceOf(address(payment)) + money.balanceOf(address(issuance)) != 0)
            return "K-6: a part holds money";
        if (money.balanceOf(address(registry)) != 0) return "K-6: a part holds money";
        (uint256 issued, uint256 redeemed) = money.totals();
        if (issued != _issued || redeemed != 0 || money.totalSupply() != _issued)
            return "K-5: supply is not what was issued";
        return "";
    }

    /// Every balance is what was paid in and out; every token balance counts what its owner holds.
    function _checkBalances() private view returns (string memory) {
        uint256[] memory counts = new uint256[](MEMBERS);
        for (uint256 i; i < _papers.length; ++i) {
            if (_papers[i].circulation != Circulation.Closed) ++counts[_papers[i].holder];
        }
        for (uint256 i; i < MEMBERS; ++i) {
            if (money.balanceOf(_walletOf(i)) != _balances[i])
                return "B-9: money moved without its bill, or the reverse";
            if (registry.balanceOf(_walletOf(i)) != counts[i])
                return "X-9: a token balance is not what its owner holds";
        }
        return "";
    }

    function _checkDocuments() private view returns (string memory) {
        for (uint256 i; i < _documents.length; ++i) {
            uint256 claimed;
            for (uint256 j; j < _papers.length; ++j) {
                Paper storage p = _papers[j];
                if (p.document != i) continue;
                bool claims = p.status != BillStatus.Drawn && p.status != BillStatus.Ended;
                if (claims) claimed += p.face;
                uint256 held = trade.claimOf(_documents[i].subject, address(issuance), BillId.unwrap(p.bill));
                if (held != (claims ? p.face : 0)) return "K-1: a bill's claim is not its face while it is accepted";
            }
            ITradeRegistry.Subject memory s = trade.subjectInfo(_documents[i].subject);
            if (s.claimed != claimed || claimed > s.face)
                return "K-1: claims are not those of the accepted bills, within the face";
        }
        return "";
    }

    // The model

    /// Whether the deed must succeed, as the specification has it.
    function _isRight(Deed deed, Paper storage p, uint256 by, uint256 other, bool flag) private view returns (bool) {
        if (deed == Deed.CloseUnanswered) {
            bool isOver = _today() > p.answerBy || (p.early && _today() >= p.maturity);
            return p.circulation == Circulation.InCollection && isOver;
        }
        if (by == OUTSIDER) return false;
        if (deed == Deed.Refuse) return _isLocked(p) && by == p.asked;
        if (deed == Deed.TakeBack) return _isLocked(p) && by == p.holder;
        if (deed == Deed.Present) return _isPresentable(p) && by == p.holder && (flag || !_isLate(p));
        if (deed == Deed.Dishonour) return _isCollecting(p) && by == p.acceptor && _today() <= p.answerBy;
        bool isFrozen = participants.isFrozen(members[by].id);
        if (deed == Deed.Pay) return _isCollecting(p) && by == p.acceptor && !isFrozen && _hasMoney(p);
        if (deed == Deed.Withdraw) return _isUndelivered(p) && by == p.drawer && !isFrozen;
        return _isFree(by) && _haltCase == 0 && _isRightDisposal(deed, p, by, other);
    }

    function _isRightDisposal(Deed deed, Paper storage p, uint256 by, uint256 other) private view returns (bool) {
        bool isBefore = _today() < p.maturity;
        if (deed == Deed.AskAcceptance) {
            bool canAccept = p.acceptor != p.drawer || _isAcceptable(p);
            return _isDrawn(p) && by == p.drawer && isBefore && _isFree(p.acceptor) && canAccept;
        }
        if (deed == Deed.Deliver) return _isAccepted(p) && by == p.drawer && isBefore && _isFree(p.payee);
        if (deed == Deed.Endorse) return _isCirculating(p) && by == p.holder && other != by && _isFree(other);
        if (deed == Deed.LiftMark) return _isMarked(p) && by == _setterOf(_indexOf(p)) && _isFree(p.holder);
        // Sign
        if (!_isLocked(p) || by != p.asked || !_isFree(p.holder)) return false;
        return p.asks != BillAct.Acceptance || _isAcceptable(p);
    }

    /// B-2 and B-3: the acceptor is what the kind asks, the document of their trade, and enough of it is free.
    function _isAcceptable(Paper storage p) private view returns (bool) {
        Document storage d = _documents[p.document];
        bool isTheirs = d.seller == p.payee && (d.buyer == p.drawer || d.buyer == p.acceptor);
        return (p.kind != BillKind.Bank || isBank(p.acceptor)) && isTheirs && d.face - d.claimed >= p.face;
    }

    function _attempt(Deed deed, uint256 paper, uint256 by, uint256 other, bool flag) private {
        Paper storage p = _papers[paper];
        _touched = paper;
        ++_turn;
        bool isRight = _isRight(deed, p, by, other, flag);
        bool done = _perform(deed, p, by, other, flag);
        if (done != isRight) {
            demand(
                false,
                string.concat(done ? "done, and must not be: " : "refused, and must not be: ", _nameOf(deed))
            );
        }
        if (done) {
            _record(deed, paper, other, flag);
            note(bytes32(bytes(_nameOf(deed))), true);
        } else if (!isRight) {
            note("refused", true);
        }
    }

    function _perform(Deed deed, Paper storage p, uint256 by, uint256 other, bool flag) private returns (bool) {
        HoldingId holding = firstHolding(p.bill);
        address target = address(payment);
        bytes memory data;
        if (deed == Deed.Present) data = abi.encodeCall(payment.present, (holding, flag ? WHY : bytes32(0)));
        else if (deed == Deed.Pay) data = abi.encodeCall(payment.pay, (holding));
        else if (deed == Deed.Dishonour) data = abi.encodeCall(payment.dishonour, (holding, DishonourReason.BadFaith));
        else if (deed == Deed.CloseUnanswered) data = abi.encodeCall(payment.closeUnanswered, (holding));
        if (data.length > 0) return _call(by, target, data);

        target = address(issuance);
        if (deed == Deed.AskAcceptance) data = abi.encodeCall(issuance.presentForAcceptance, (p.bill));
        else if (deed == Deed.Deliver) data = abi.encodeCall(issuance.deliver, (p.bill, Day.wrap(0)));
        else if (deed == Deed.Withdraw) data = abi.encodeCall(issuance.withdraw, (p.bill));
        else if (deed == Deed.Sign && p.asks != BillAct.Endorsement) data = abi.encodeCall(issuance.sign, (p.request));
        if (data.length > 0) return _call(by, target, data);

        target = address(registry);
        if (deed == Deed.Endorse) {
            ParticipantId to = members[other].id;
            data = abi.encodeCall(registry.endorse, (holding, to, flag, Day.wrap(0)));
        } else if (deed == Deed.Sign) data = abi.encodeCall(registry.sign, (p.request));
        else if (deed == Deed.Refuse) data = abi.encodeCall(registry.refuse, (p.request));
        else if (deed == Deed.TakeBack) data = abi.encodeCall(registry.withdrawRequest, (p.request));
        else data = abi.encodeCall(registry.liftMark, (holding));
        return _call(by, target, data);
    }

    /// What the deed makes of the bill.
    function _record(Deed deed, uint256 paper, uint256 other, bool flag) private {
        Paper storage p = _papers[paper];
        if (deed == Deed.AskAcceptance) {
            if (p.acceptor == p.drawer) _recordAcceptance(p);
            else _recordRequest(p, BillAct.Acceptance, p.acceptor, nextBusinessDay(_today() + 3), false);
        } else if (deed == Deed.Deliver) {
            bool instructed = !p.drawersMark && _covers(p.payee, p.drawer, BillAct.Delivery, p);
            if (p.payee == p.drawer || instructed) _recordDelivery(p);
            else _recordRequest(p, BillAct.Delivery, p.payee, p.maturity, false);
        } else if (deed == Deed.Endorse) {
            if (!flag && _covers(other, p.holder, BillAct.Endorsement, p)) _recordEndorsement(paper, other, flag);
            else _recordRequest(p, BillAct.Endorsement, other, p.maturity, flag);
        } else if (deed == Deed.Sign) {
            BillAct asks = p.asks;
            p.asks = BillAct.None;
            if (asks == BillAct.Acceptance) _recordAcceptance(p);
            else if (asks == BillAct.Delivery) _recordDelivery(p);
            else _recordEndorsement(paper, p.asked, p.asksMark);
        } else if (deed == Deed.Refuse || deed == Deed.TakeBack) {
            p.asks = BillAct.None;
        } else if (deed == Deed.LiftMark) {
            if (_links[paper].length == 0) p.drawersMark = false;
            else _links[paper][_links[paper].length - 1].mark = false;
            p.circulation = Circulation.Circulating;
        } else if (deed == Deed.Withdraw) {
            if (p.status == BillStatus.Accepted) _documents[p.document].claimed -= p.face;
            p.status = BillStatus.Ended;
            p.circulation = Circulation.Closed;
        } else {
            _recordCollection(deed, paper);
        }
    }

    function _recordCollection(Deed deed, uint256 paper) private {
        Paper storage p = _papers[paper];
        if (deed == Deed.Present) {
            p.circulation = Circulation.InCollection;
            p.early = _today() < p.maturity;
            p.answerBy = nextBusinessDay(_today() + 1);
            if (!p.early && !_isLate(p)) p.timely = true;
        } else if (deed == Deed.Pay || (deed == Deed.CloseUnanswered && _paysInSilence(p))) {
            p.circulation = Circulation.Closed;
            p.status = BillStatus.Settled;
            ++p.payments;
            _balances[p.acceptor] -= p.face;
            _balances[p.holder] += p.face;
            _allowances[p.acceptor] -= p.face;
        } else {
            if (!p.early) p.dishonoured = true;
            Link[] storage links = _links[paper];
            bool isMarked = links.length == 0 ? p.drawersMark : links[links.length - 1].mark;
            p.circulation = isMarked ? Circulation.NotTransferable : Circulation.Circulating;
        }
    }

    function _recordRequest(Paper storage p, BillAct act, uint256 to, uint256 lastDay, bool mark) private {
        p.asks = act;
        p.asked = to;
        p.asksMark = mark;
        p.lastDay = lastDay < p.maturity ? lastDay : p.maturity - 1;
        p.request = registry.holdingInfo(firstHolding(p.bill)).request;
    }

    function _recordAcceptance(Paper storage p) private {
        p.status = BillStatus.Accepted;
        _documents[p.document].claimed += p.face;
    }

    function _recordDelivery(Paper storage p) private {
        p.status = BillStatus.Delivered;
        p.holder = p.payee;
        p.circulation = p.drawersMark ? Circulation.NotTransferable : Circulation.Circulating;
    }

    function _recordEndorsement(uint256 paper, uint256 to, bool mark) private {
        Paper storage p = _papers[paper];
        _links[paper].push(Link({from: p.holder, to: to, day: _today(), mark: mark}));
        p.holder = to;
        p.circulation = mark ? Circulation.NotTransferable : Circulation.Circulating;
    }

    function _draw(
        uint256 acceptor,
        uint256 drawer,
        uint256 payee,
        uint256 face,
        uint256 tenor,
        bool mark,
        uint256 document
    ) private {
        if (document == NONE) document = _newDocument(payee, payee == drawer ? acceptor : drawer, face);
        if (document == NONE) return;
        IBillIssuance.DrawTerms memory terms;
        terms.kind = acceptor == drawer ? BillKind.Commercial : BillKind.Bank;
        terms.notTransferable = mark;
        terms.acceptor = members[acceptor].id;
        terms.payee = members[payee].id;
        terms.institution = members[FIRM].id;
        terms.face = uint64(face);
        terms.maturity = Day.wrap(uint32(_today() + tenor));
        terms.documents = new TradeUse[](1);
        terms.documents[0] = TradeUse({subject: _documents[document].subject, amount: uint64(face)});
        bool areFree = _isFree(drawer) && _isFree(payee) && _isFree(acceptor) && _isFree(FIRM);
        bool done = _call(drawer, address(issuance), abi.encodeCall(issuance.draw, (terms)));
        demand(done == (areFree && _haltCase == 0 && payee != acceptor), "B-1: drawing is for the free, to another");
        if (!done) return;

        note("draw", true);
        Paper storage p = _papers.push();
        _touched = _papers.length - 1;
        p.bill = BillId.wrap(registry.billCount());
        p.kind = terms.kind;
        (p.drawer, p.acceptor, p.payee, p.holder) = (drawer, acceptor, payee, drawer);
        (p.face, p.issueDay, p.maturity) = (face, _today(), _today() + tenor);
        p.drawersMark = mark;
        p.document = document;
        p.status = BillStatus.Drawn;
        p.circulation = Circulation.AwaitingDelivery;
    }

    /// An invoice that both have confirmed; twice the face, so that two bills may share it and a third is one too many.
    function _newDocument(uint256 seller, uint256 buyer, uint256 face) private returns (uint256) {
        if (seller == buyer || !_isFree(seller) || !_isFree(buyer)) return NONE;
        ITradeRegistry.Document memory d;
        d.kind = ITradeRegistry.DocumentKind.Invoice;
        d.seller = members[seller].id;
        d.buyer = members[buyer].id;
        d.face = uint64(face * 2);
        d.issuer = members[seller].uscc;
        d.number = string.concat("N", vm.toString(_documents.length));
        vm.prank(_walletOf(seller));
        (SubjectId subject, bytes32 terms) = trade.register(d);
        vm.prank(_walletOf(buyer));
        trade.confirm(subject, d.seller, terms);
        _documents.push(Document({subject: subject, seller: seller, buyer: buyer, face: face * 2, claimed: 0}));
        return _documents.length - 1;
    }

    function _proceed(uint256 paper) private {
        Paper storage p = _papers[paper];
        if (_isLocked(p)) _attempt(Deed.Sign, paper, p.asked, 0, false);
        else if (_isDrawn(p)) _attempt(Deed.AskAcceptance, paper, p.drawer, 0, false);
        else if (_isAccepted(p)) _attempt(Deed.Deliver, paper, p.drawer, 0, false);
    }

    // Of a bill

    function _isOnItsWay(Paper storage p) private view returns (bool) {
        return _isLocked(p) || (_isUndelivered(p) && _today() < p.maturity);
    }

    function _isDrawn(Paper storage p) private view returns (bool) {
        return p.status == BillStatus.Drawn && !_isLocked(p);
    }

    function _isAccepted(Paper storage p) private view returns (bool) {
        return p.status == BillStatus.Accepted && !_isLocked(p);
    }

    function _isUndelivered(Paper storage p) private view returns (bool) {
        return _isDrawn(p) || _isAccepted(p);
    }

    function _isLocked(Paper storage p) private view returns (bool) {
        return p.asks != BillAct.None && _today() <= p.lastDay;
    }

    function _isCirculating(Paper storage p) private view returns (bool) {
        bool isOut = p.status == BillStatus.Delivered && _today() < p.maturity;
        return isOut && p.circulation == Circulation.Circulating && !_isLocked(p);
    }

    function _isMarked(Paper storage p) private view returns (bool) {
        bool isOut = p.status == BillStatus.Delivered && _today() < p.maturity;
        return isOut && p.circulation == Circulation.NotTransferable;
    }

    function _isPresentable(Paper storage p) private view returns (bool) {
        bool isOut = p.status == BillStatus.Delivered && !_isLocked(p);
        return isOut && (p.circulation == Circulation.Circulating || p.circulation == Circulation.NotTransferable);
    }

    function _isCollecting(Paper storage p) private view returns (bool) {
        return p.circulation == Circulation.InCollection;
    }

    /// Not presented in the period, and the period is over (B-8).
    function _isLate(Paper storage p) private view returns (bool) {
        return !p.timely && _today() > _endOfPresentation(p);
    }

    function _endOfPresentation(Paper storage p) private view returns (uint256) {
        return nextBusinessDay(p.maturity + 10);
    }

    function _hasMoney(Paper storage p) private view returns (bool) {
        return _balances[p.acceptor] >= p.face && _allowances[p.acceptor] >= p.face;
    }

    function _paysInSilence(Paper storage p) private view returns (bool) {
        return !p.early && _hasMoney(p) && !participants.isFrozen(members[p.acceptor].id);
    }

    function _setterOf(uint256 paper) private view returns (uint256) {
        Link[] storage links = _links[paper];
        return links.length == 0 ? _papers[paper].drawer : links[links.length - 1].from;
    }

    function _indexOf(Paper storage p) private view returns (uint256) {
        return BillId.unwrap(p.bill) - 1;
    }

    function _statusNow(Paper storage p) private view returns (BillStatus) {
        return p.status == BillStatus.Delivered && _today() >= p.maturity ? BillStatus.Matured : p.status;
    }

    function _circulationNow(Paper storage p) private view returns (Circulation) {
        return _isLocked(p) ? Circulation.Locked : p.circulation;
    }

    /// The next bill from `seed` on, in a circle, of which `fits` is true.
    function _find(uint256 seed, function(Paper storage) view returns (bool) fits) private view returns (uint256) {
        for (uint256 i; i < _papers.length; ++i) {
            uint256 paper = ((seed % _papers.length) + i) % _papers.length;
            if (fits(_papers[paper])) return paper;
        }
        return NONE;
    }

    // Of members and time

    function _covers(uint256 by, uint256 counterparty, BillAct act, Paper storage p) private view returns (bool) {
        Requests.Instruction storage i = _instructions[by][counterparty];
        bool isInTime = Day.unwrap(i.until) >= _today() && p.maturity - _today() <= i.tenor;
        return (i.acts >> uint256(act)) & 1 == 1 && p.face <= i.ceiling && isInTime;
    }

    function _isFree(uint256 member) private view returns (bool) {
        return member != _suspended && !participants.isFrozen(members[member].id);
    }

    function _walletOf(uint256 member) private view returns (address) {
        return member == OUTSIDER ? _outsider : members[member].wallet;
    }

    function _today() private view returns (uint256) {
        return (vm.getBlockTimestamp() + 8 hours) / 1 days;
    }

    function _warpTo(uint256 day, uint256 second) private {
        uint256 time = day * 1 days - 8 hours + second;
        if (time <= vm.getBlockTimestamp()) return;
        vm.warp(time);
        vm.roll(vm.getBlockNumber() + 1);
    }

    function _endMeasures(uint256 seed) private {
        if (_suspended != NONE && seed % 2 == 0) {
            carryOut(address(participants), abi.encodeCall(participants.reinstate, (members[_suspended].id)));
            _suspended = NONE;
        }
        if (_haltCase != 0 && seed % 3 != 0) {
            carryOut(address(directory), abi.encodeCall(directory.resume, (BILLS, _haltCase)));
            _haltCase = 0;
        }
    }

    /// Money in a member's wallet and its leave to bills, unless it or the settlement institution may not.
    function _fund(uint256 member, uint256 amount) private {
        bytes memory data = abi.encodeCall(money.issue, (_walletOf(member), amount, bytes32(++_caseCount)));
        if (_call(BANK, address(money), data)) {
            _issued += amount;
            _balances[member] += amount;
        }
        _approve(member, amount);
    }

    function _approve(uint256 member, uint256 amount) private {
        vm.prank(_walletOf(member));
        money.approve(address(payment), amount);
        _allowances[member] = amount;
    }

    function _call(uint256 by, address target, bytes memory data) private returns (bool done) {
        vm.prank(_walletOf(by));
        (done, ) = target.call(data);
    }

    function _nameOf(Deed deed) private pure returns (string memory) {
        string[12] memory names = [
            "askAcceptance",
            "deliver",
            "endorse",
            "sign",
            "refuse",
            "takeBack",
            "liftMark",
            "present",
            "pay",
            "dishonour",
            "closeUnanswered",
            "withdraw"
        ];
        return names[uint256(deed)];
    }
}

contract BillsInvariant is ActsTest {
    BillHandler private _handler;

    function setUp() external {
        _handler = new BillHandler();
        targetContract(address(_handler));
        targetSelector(address(_handler), _handler.selectors());
    }

    /// B-4, X-9: the chain of endorsements is continuous from the payee to the holder, with as many links as transfers.
    /// B-6: live and closed units make up the face. B-9, X-19: what is settled was paid exactly once, with money and title moving
    /// together. K-5, K-6: no money is made, lost, or left with a part. K-1: claims are those of the accepted bills.
    /// X-7: nothing is endorsed from maturity on. X-18: one presentation at a time. And every act does what the model says.
    function invariant_B_4_titleMoneyAndClaimsAreThoseOfTheModel() external view {
        assertEq(_handler.check(), "", "bills");
    }

    /// B-4, B-9: what the runs above are made of: each act succeeds, each attack and many an act is refused.
    function test_B_4_B_9_eachActSucceeds() external {
        play(_handler, _handler.selectors(), 300);
        assertEq(_handler.check(), "", "a long run");
        assertEq(_handler.checkAll(), "", "a long run");
        assertEach(_handler, 1);
    }

    function afterInvariant() external view {
        assertEq(_handler.checkAll(), "", "bills");
        assertActs(_handler, 40);
    }
}
