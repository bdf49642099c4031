// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IDocket} from "../../../../contracts/kernel/interfaces/IDocket.sol";
import {Day} from "../../../../contracts/kernel/types/Day.sol";
import {IPointsProgrammes} from "../../../../contracts/modules/points/interfaces/IPointsProgrammes.sol";
import {IPointsRedemption} from "../../../../contracts/modules/points/interfaces/IPointsRedemption.sol";
import {
    ExpiryPolicy,
    Grant,
    Granted,
    Month,
    NO_MONTH,
    ProgrammeId,
    ProgrammeStatus,
    RedemptionId
} from "../../../../contracts/modules/points/types/PointsTypes.sol";
import {ActsTest} from "../../../utils/Acts.sol";
import {KernelFixture} from "../../../utils/KernelFixture.sol";
import {PointsModel, PointsWallet} from "../../../utils/PointsModel.sol";

/// @notice Two issuers, a partner that grants for them, two merchants, three users, a user that is a contract, and strangers: points of four
/// programmes and common ones are granted, passed on, exchanged, redeemed, refunded, reversed, moved by order and swept, while months end, cycles
/// close with debtors that fall short, and accounts, members and issuing are frozen and stopped. Each act is held against the model.
contract PointsHandler is PointsModel {
    struct Sale {
        uint32 programme;
        uint256 account;
        uint256 merchant;
        uint256 points;
        uint256 fen;
        uint32 cycle;
        uint256 refunded;
        uint256 refundUntil;
        IPointsRedemption.Redemption signed;
        bytes signature;
        uint256[] months;
        uint256[] parts;
    }

    bytes32 private constant EXCHANGE_TYPEHASH = keccak256(
        "Exchange(uint32 programme,address account,uint64 points,uint64 atLeast,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant TRANSFER_TYPEHASH = keccak256(
        "PointsTransfer(uint32 programme,address account,address to,uint64 points,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    uint64 private constant MOST = 4_000;
    uint40 private constant PARTNER_FROM = 1 << 30;
    uint256 private constant MAX_LINES = 12;
    uint40 private constant NUMBERS_ON_SHEET = 32;
    uint256 private constant REFUND_DAYS = 7;
    bytes32 private constant DIGEST = "digest";

    address private immutable _stranger;
    uint256[] private _keys;
    mapping(uint256 issuer => uint40) private _sequence;
    uint40 private _partnerSequence = PARTNER_FROM;
    uint256 private _nonce;
    mapping(uint256 account => bytes32) private _caseOf;
    mapping(uint32 programme => uint256) private _spentOfBudget;
    /// What was granted, by sheets of numbers and in its order; and each programme's numbers.
    mapping(uint256 issuer => mapping(uint256 number => Granted[])) private _sheets;
    mapping(uint32 programme => uint40[]) private _numbers;
    mapping(uint256 issuer => mapping(uint256 sequence => bool)) private _reversed;
    Sale[] private _sales;

    /// On its own kernel when none is given.
    constructor(Kernel memory given) {
        useKernel(given);
        deployPoints();
        _stranger = makeAddr("stranger");
        _govern();
        _seatUsers();
        lineCount = 1;
        Line storage common = lines[COMMON_LINE];
        common.status = ProgrammeStatus.Open;
        (common.terms.expiry, common.terms.value, common.terms.ratio) = (ExpiryPolicy.Never, 1_000, 10_000);
        common.terms.transferable = true;
        for (uint256 i; i < ISSUERS; ++i) {
            standings[FIRM + i].deposit = DEPOSIT;
            vm.prank(members[FIRM + i].wallet);
            clearing.withdrawDeposit(DEPOSIT - 2 * MINIMUM);
            standings[FIRM + i].deposit = 2 * MINIMUM;
        }
        recount();
        cash[DEPOSITS] = 2 * ISSUERS * MINIMUM;
        cycleEnd = Day.unwrap(clearing.currentCycle().lastDay);
        for (uint256 i; i < ISSUERS; ++i) {
            _open(FIRM + i, false);
            _open(FIRM + i, true);
        }
        planAll(
            namesIn(
                "grant grantMany grantForIssuer grantTwice grantStopped transfer transferFor exchange exchangeFor "
                "signTwice redeem redeemCommon redeemOwn redeemStopped redeemTwice redeemCancelled refund refundTooMuch "
                "refundLate reverse reverseTwice reverseSpent reverseForged spendExpired moveFrozen sweep sweepLive addReserve "
                "withdrawReserve withdrawCover withdrawStopped addDeposit withdrawDeposit withdrawLiable closeCycle "
                "closeEarly payClaims payClaimsTooMuch setRate lowerStopped closeProgramme finishClosing finishEarly "
                "freezeAccount freezeMember stopIssuing moveByOrder claimFees halted steal pass"
            )
        );
    }

    // Points come

    function grant(uint256 seed, uint256 who, uint256 amount, uint256 by) external {
        uint32 programme = _line(seed, _isOpen);
        if (programme == 0) return;
        uint256 issuer = lines[programme].issuer;
        bool isPartner = by % 3 == 0;
        Grant[] memory g = new Grant[](1 + (by % 4));
        for (uint256 i; i < g.length; ++i) {
            uint40 number = isPartner ? ++_partnerSequence : ++_sequence[issuer];
            uint256 account = (who >> (8 * i)) % accounts.length;
            g[i] = Grant(accounts[account], uint64(bound(amount >> (16 * i), 1, MOST)), number);
        }
        bool isUsed = by % 11 == 1 && used[issuer][g[0].sequence - 1];
        if (isUsed) g[g.length - 1].sequence = g[0].sequence - 1;
        uint256 granter = isPartner ? PARTNER : issuer;
        bytes memory data = abi.encodeCall(issuance.grantMany, (ProgrammeId.wrap(programme), g));
        if (g.length == 1) {
            data = abi.encodeCall(
                issuance.grant,
                (ProgrammeId.wrap(programme), g[0].account, g[0].points, g[0].sequence)
            );
        }
        bool isBarred = isStopped(programme);
        bool done = callAs(granter, address(issuance), data);
        if (isBarred) return noteAttack("grantStopped", done, "S-7: a stopped issuer has granted");
        if (isUsed) return noteAttack("grantTwice", done, "S-6: a number was used twice");
        note(isPartner ? bytes32("grantForIssuer") : (g.length == 1 ? bytes32("grant") : bytes32("grantMany")), done);
        if (done) _granted(programme, g, isPartner);
    }

    function _granted(uint32 programme, Grant[] memory g, bool isPartner) private {
        Line storage l = lines[programme];
        uint256 month = monthOfGrant(programme);
        for (uint256 i; i < g.length; ++i) {
            addPoints(programme, _accountOf(g[i].account), month, g[i].points);
            l.outstanding += g[i].points;
            l.flows.granted += g[i].points;
            used[l.issuer][g[i].sequence] = true;
            _numbers[programme].push(g[i].sequence);
            _sheets[l.issuer][g[i].sequence / NUMBERS_ON_SHEET].push(
                Granted(
                    ProgrammeId.wrap(programme),
                    Month.wrap(uint16(month)),
                    g[i].account,
                    g[i].points,
                    g[i].sequence
                )
            );
            if (isPartner) _spentOfBudget[programme] += g[i].points;
        }
        cover(programme, 0);
    }

    function reverse(uint256 seed, uint256 which, uint256 forging) external {
        uint32 programme = _line(seed, _hasGrants);
        if (programme == 0) return;
        uint40[] storage numbers = _numbers[programme];
        uint40 number = numbers[numbers.length - 1 - (which % (numbers.length < 12 ? numbers.length : 12))];
        Granted[] memory sheet = _sheets[lines[programme].issuer][number / NUMBERS_ON_SHEET];
        uint256 index;
        while (sheet[index].sequence != number) ++index;
        if (forging % 5 == 0) _forge(programme, sheet, index, forging);
        else _reverse(programme, sheet, index);
    }

    /// A sheet that tells of more, of another's, of another month's or in another order than what was granted.
    function _forge(uint32 programme, Granted[] memory sheet, uint256 index, uint256 forging) private {
        Granted memory g = sheet[index];
        uint256 way = (forging >> 8) % 4;
        if (way == 0) ++g.points;
        else if (way == 1) g.account = accounts[(_accountOf(g.account) + 1) % accounts.length];
        else if (way == 2) g.month = Month.wrap(Month.unwrap(g.month) + 1);
        else (sheet[0], sheet[index]) = index == 0 ? (sheet[0], _another(g)) : (sheet[index], sheet[0]);
        bytes memory data = abi.encodeCall(issuance.reverse, (sheet, index));
        bool done = callAs(lines[programme].issuer, address(issuance), data);
        noteAttack("reverseForged", done, "X-63: a grant was taken back that nobody made");
    }

    function _another(Granted memory g) private pure returns (Granted memory) {
        return Granted(g.programme, g.month, g.account, g.points, g.sequence ^ 1);
    }

    function _reverse(uint32 programme, Granted[] memory sheet, uint256 index) private {
        Granted memory g = sheet[index];
        uint256 issuer = lines[programme].issuer;
        uint256 month = Month.unwrap(g.month);
        uint256 account = _accountOf(g.account);
        bool isSpent = held[programme][account][month] < g.points;
        bool isDone = _reversed[issuer][g.sequence];
        bool isBarred = isStopped(programme) || _isFrozen(account);
        bytes memory data = abi.encodeCall(issuance.reverse, (sheet, index));
        bool done = callAs(issuer, address(issuance), data);
        if (isDone) return demand(!done, "S-9: a grant was reversed twice");
        if (isSpent) return noteAttack("reverseSpent", done, "S-9: spent points were taken back");
        if (isBarred) return demand(!done, "S-7: points were taken back that may not be");
        note("reverse", done);
        demand(done, "S-9: a mistaken grant can't be taken back");
        _reversed[issuer][g.sequence] = true;
        held[programme][account][month] -= g.points;
        lines[programme].outstanding -= g.points;
        lines[programme].flows.reversed += g.points;
        bool again = callAs(issuer, address(issuance), data);
        noteAttack("reverseTwice", again, "S-9: a grant was reversed twice");
    }

    // Points go

    function transfer(uint256 seed, uint256 who, uint256 to, uint256 amount, uint256 how) external {
        uint32 programme = _line(seed, _isTransferable);
        uint256 from = _holder(programme, who);
        to = to % accounts.length;
        if (from == NONE) return;
        uint256 has = spendable(programme, from);
        bool isTooMuch = how % 6 == 0;
        uint64 points = uint64(isTooMuch ? has + 1 : bound(amount, 1, has));
        bool isBarred = _isFrozen(from) || _isFrozen(to);
        bool isSigned = how % 3 == 1;
        bool done;
        if (isSigned) done = _transferFor(programme, from, to, points);
        else done = _transfer(programme, from, to, points);
        if (isBarred) return noteAttack("moveFrozen", done, "K-11: points of a frozen account have moved");
        if (isTooMuch) return noteAttack("spendExpired", done, "S-3: more was passed on than is good");
        note(isSigned ? bytes32("transferFor") : bytes32("transfer"), done);
        if (done) _moved(programme, from, to, points);
    }

    function moveByOrder(uint256 seed, uint256 who, uint256 to, uint256 amount) external {
        uint32 programme = _line(seed, _isAnyLine);
        uint256 from = _holder(programme, who);
        to = to % accounts.length;
        if (from == NONE || from == to) return;
        uint64 points = uint64(bound(amount, 1, spendable(programme, from)));
        bytes32 key = frozenUntil[from] >= vm.getBlockTimestamp() ? _caseOf[from] : bytes32(0);
        bytes memory data = abi.encodeCall(
            orders.transferByOrder,
            (ProgrammeId.wrap(programme), accounts[from], accounts[to], points, key)
        );
        bool done = ordered(address(orders), data);
        note("moveByOrder", done);
        if (done) _moved(programme, from, to, points);
    }

    function exchangePoints(uint256 seed, uint256 who, uint256 amount, uint256 how) external {
        uint32 programme = _line(seed, _isExchangeable);
        uint256 account = _holder(programme, who);
        if (account == NONE) return;
        uint256 has = spendable(programme, account);
        bool isTooMuch = how % 8 == 0;
        uint64 points = uint64(isTooMuch ? has + 1 : bound(amount, 1, has));
        (uint256 gross, uint256 fee) = _quote(programme, points);
        if (gross <= fee) return;
        bool isBarred = _isFrozen(account);
        bool isSigned = how % 3 == 1;
        bool done;
        if (isSigned) {
            done = _exchangeFor(programme, account, points);
        } else {
            vm.prank(accounts[account]);
            (done, ) = address(exchange).call(
                abi.encodeCall(exchange.exchange, (ProgrammeId.wrap(programme), points, uint64(gross - fee)))
            );
        }
        if (isBarred) return noteAttack("moveFrozen", done, "K-11: points of a frozen account were exchanged");
        if (isTooMuch) return noteAttack("spendExpired", done, "S-3: more was exchanged than is good");
        note(isSigned ? bytes32("exchangeFor") : bytes32("exchange"), done);
        if (done) _exchanged(programme, account, points, gross, fee);
    }

    /// Common points before the fee, and the fee.
    function _quote(uint32 programme, uint256 points) private view returns (uint256 gross, uint256 fee) {
        gross = (points * lines[programme].terms.rate) / 1_000;
        if (isStopped(programme)) {
            uint256 worth = worthOf(programme, points);
            if (worth < gross) gross = worth;
        }
        fee = (gross * FEE + 9_999) / 10_000;
    }

    function _exchanged(uint32 programme, uint256 account, uint256 points, uint256 gross, uint256 fee) private {
        Line storage l = lines[programme];
        takePoints(programme, account, points);
        l.outstanding -= points;
        l.flows.exchanged += points;
        // A common point is worth a fen.
        cover(programme, gross);
        fees += fee;
        Line storage c = lines[COMMON_LINE];
        addPoints(COMMON_LINE, account, 0, gross - fee);
        c.outstanding += gross - fee;
        c.reserve += gross - fee;
        c.flows.granted += gross - fee;
    }

    function redeem(uint256 seed, uint256 who, uint256 to, uint256 amount, uint256 how) external {
        uint32 programme = _line(seed, _isAnyLine);
        uint256 account = _holder(programme, who);
        if (account == NONE) return;
        uint256 has = spendable(programme, account);
        bool isTooMuch = how % 8 == 0;
        Sale memory s;
        (s.programme, s.account, s.merchant) = (programme, account, FIRM + (to % ALLIES));
        s.points = isTooMuch ? has + 1 : bound(amount, 1, has);
        _sign(s);
        if (how % 8 == 1) {
            vm.prank(accounts[account]);
            redemption.cancelRedemption(s.signed);
            return noteAttack("redeemCancelled", _redeem(s), "S-6: a cancelled order was redeemed");
        }
        bool isBarred = _isFrozen(account);
        bool isAtOnce = _price(s);
        bool done = _redeem(s);
        if (isBarred) return noteAttack("moveFrozen", done, "K-11: points of a frozen account were redeemed");
        if (isTooMuch) return noteAttack("spendExpired", done, "S-3: more was redeemed than is good");
        if (participants.isFrozen(members[s.merchant].id)) return demand(!done, "K-4: a frozen merchant redeemed");
        note(_nameOf(s, isAtOnce), done);
        if (!done) return;
        _redeemed(s, isAtOnce);
        if (how % 3 == 0) noteAttack("redeemTwice", _redeem(s), "S-6: a redemption was used twice");
    }

    function _nameOf(Sale memory s, bool isAtOnce) private view returns (bytes32) {
        if (s.programme == COMMON_LINE) return "redeemCommon";
        if (s.merchant == lines[s.programme].issuer) return "redeemOwn";
        return isAtOnce ? bytes32("redeemStopped") : bytes32("redeem");
    }

    /// What the merchant gets: 90 % of the value by agreement.
    function _price(Sale memory s) private view returns (bool isAtOnce) {
        if (s.programme == COMMON_LINE) {
            s.fen = s.points;
            return true;
        }
        if (s.merchant == lines[s.programme].issuer) return false;
        s.fen = (s.points * _agreed(s.programme)) / 1_000;
        isAtOnce = isStopped(s.programme);
        if (!isAtOnce) return false;
        uint256 worth = worthOf(s.programme, s.points);
        if (worth < s.fen) s.fen = worth;
    }

    function _redeemed(Sale memory s, bool isAtOnce) private {
        Line storage l = lines[s.programme];
        (s.months, s.parts) = takePoints(s.programme, s.account, s.points);
        l.outstanding -= s.points;
        l.flows.redeemed += s.points;
        earned += s.fen;
        s.refundUntil = dayNow() + REFUND_DAYS;
        if (isAtOnce) {
            cover(s.programme, s.fen);
            pay(RESERVES, s.merchant, s.fen);
        } else if (s.fen > 0) {
            s.cycle = cycle;
            standings[l.issuer].owes += s.fen;
            standings[s.merchant].owed += s.fen;
        }
        _sales.push(s);
    }

    function refund(uint256 seed, uint256 amount) external {
        uint256 index = _sale(seed);
        if (index == NONE) return;
        Sale storage s = _sales[index];
        uint256 left = s.points - s.refunded;
        bool isTooMuch = amount % 9 == 0;
        uint64 points = uint64(isTooMuch ? left + 1 : bound(amount, 1, left));
        // What the redemption left free is often gone before it is needed again (S-1).
        if (amount % 2 == 0) _withdraw(s.programme, withdrawable(s.programme));
        bool isLate = dayNow() > s.refundUntil;
        bool done = callAs(s.merchant, address(redemption), abi.encodeCall(redemption.refund, (s.signed, points)));
        if (isTooMuch) return noteAttack("refundTooMuch", done, "S-2: more was refunded than was redeemed");
        if (isLate) return noteAttack("refundLate", done, "S-3: a refund came after its last day");
        note("refund", done);
        if (done) _refunded(s, left, points);
    }

    function _refunded(Sale storage s, uint256 left, uint256 points) private {
        Line storage l = lines[s.programme];
        uint256 fen = (s.fen * left) / s.points - (s.fen * (left - points)) / s.points;
        earned -= fen;
        if (s.cycle != 0 && s.cycle == cycle) {
            standings[l.issuer].owes -= fen;
            standings[s.merchant].owed -= fen;
        } else {
            pay(s.merchant, RESERVES, fen);
            l.reserve += fen;
        }
        uint256 skipped = s.refunded;
        s.refunded += points;
        for (uint256 i = s.months.length; points > 0; --i) {
            uint256 part = s.parts[i - 1];
            if (part <= skipped) {
                skipped -= part;
                continue;
            }
            part -= skipped;
            skipped = 0;
            if (part > points) part = points;
            points -= part;
            uint256 month = s.months[i - 1];
            if (!isAlive(s.programme, month)) month += l.terms.graceMonths;
            if (!isAlive(s.programme, month)) continue;
            addPoints(s.programme, s.account, month, part);
            l.outstanding += part;
            l.flows.refunded += part;
        }
        cover(s.programme, 0);
    }

    function sweep(uint256 seed, uint256 by) external {
        uint256 count = spots.length;
        bool isAttack = by % 4 == 0;
        for (uint256 i; i < count; ++i) {
            Spot storage s = spots[((seed % count) + i) % count];
            if (held[s.programme][s.account][s.month] == 0) continue;
            if (isAlive(s.programme, s.month) != isAttack) continue;
            return _sweep(s.programme, s.month, by, isAttack);
        }
    }

    function _sweep(uint32 programme, uint256 month, uint256 by, bool isAttack) private {
        bytes memory data = abi.encodeCall(
            ledger.sweep,
            (ProgrammeId.wrap(programme), Month.wrap(uint16(month)), accounts)
        );
        vm.prank(by % 2 == 0 ? _stranger : accounts[by % accounts.length]);
        (bool done, ) = address(ledger).call(data);
        if (isAttack) return noteAttack("sweepLive", done, "S-3: points that are good were swept");
        note("sweep", done);
        if (!done) return;
        Line storage l = lines[programme];
        uint256 freed = requiredOf(programme);
        for (uint256 a; a < accounts.length; ++a) {
            uint256 points = held[programme][a][month];
            held[programme][a][month] = 0;
            l.outstanding -= points;
            l.flows.expired += points;
        }
        freed -= requiredOf(programme);
        uint256 free = withdrawable(programme);
        if (freed > free) freed = free;
        l.reserve -= freed;
        if (freed > 0) pay(RESERVES, l.issuer, freed);
    }

    // Money

    function reserve(uint256 seed, uint256 amount, uint256 how) external {
        uint32 programme = _line(seed, _isCovered);
        if (how % 6 == 0) programme = COMMON_LINE;
        if (programme == 0) return;
        Line storage l = lines[programme];
        ProgrammeId id = ProgrammeId.wrap(programme);
        if (how % 2 == 0) {
            uint256 giver = programme == COMMON_LINE ? FIRM + (seed % ALLIES) : l.issuer;
            uint64 fen = uint64(bound(amount, 1, 500));
            if (l.status == ProgrammeStatus.Closed) return;
            bool added = callAs(giver, address(ledger), abi.encodeCall(ledger.addReserve, (id, fen)));
            note("addReserve", added);
            if (!added) return;
            pay(giver, RESERVES, fen);
            l.reserve += fen;
            return;
        }
        uint256 free = withdrawable(programme);
        bool isBarred = isStopped(programme);
        if (free > 0 && how % 5 != 0 && !isBarred) return _withdraw(programme, bound(amount, 1, free));
        bool done = callAs(l.issuer, address(ledger), abi.encodeCall(ledger.withdrawReserve, (id, uint64(free + 1))));
        if (isBarred) noteAttack("withdrawStopped", done, "S-7: a stopped issuer had its reserve back");
        else noteAttack("withdrawCover", done, "S-1: cover was withdrawn");
    }

    function _withdraw(uint32 programme, uint256 fen) private {
        if (fen == 0) return;
        Line storage l = lines[programme];
        bytes memory data = abi.encodeCall(ledger.withdrawReserve, (ProgrammeId.wrap(programme), uint64(fen)));
        bool done = callAs(l.issuer, address(ledger), data);
        note("withdrawReserve", done);
        if (!done) return;
        pay(RESERVES, l.issuer, fen);
        l.reserve -= fen;
    }

    function deposit(uint256 who, uint256 amount, uint256 how) external {
        uint256 member = FIRM + (who % ISSUERS);
        Standing storage s = standings[member];
        if (how % 2 == 0 || s.deposit < MINIMUM) {
            uint64 fen = uint64(bound(amount, 1, MINIMUM));
            bool added = callAs(member, address(clearing), abi.encodeCall(clearing.addDeposit, (fen)));
            note("addDeposit", added);
            if (!added) return;
            pay(member, DEPOSITS, fen);
            s.deposit += fen;
            return;
        }
        uint256 free = s.deposit - MINIMUM;
        bool isLiable = s.owes > 0 || s.short > 0;
        if (free == 0 && !isLiable) return;
        uint64 out = uint64(isLiable ? 1 : bound(amount, 1, free));
        bool done = callAs(member, address(clearing), abi.encodeCall(clearing.withdrawDeposit, (out)));
        if (isLiable) return noteAttack("withdrawLiable", done, "S-5: what is liable was withdrawn");
        note("withdrawDeposit", done);
        if (!done) return;
        pay(DEPOSITS, member, out);
        s.deposit -= out;
    }

    function closeCycle(uint256 by) external {
        bool isEarly = dayNow() <= cycleEnd;
        if (isEarly && by % 4 != 0) return;
        vm.prank(_stranger);
        (bool done, ) = address(clearing).call(abi.encodeCall(clearing.closeCycle, ()));
        if (isEarly) return noteAttack("closeEarly", done, "S-5: a cycle was closed before its end");
        note("closeCycle", done);
        if (!done) return;
        settleCycle();
        while (cycleEnd < dayNow()) cycleEnd += 7;
    }

    function payClaims(uint256 seed, uint256 amount, uint256 by) external {
        for (uint256 i; i < debts.length; ++i) {
            uint256 index = ((seed % debts.length) + i) % debts.length;
            Debt storage d = debts[index];
            uint256 left = d.short - d.paid;
            bool isTooMuch = by % 5 == 0;
            if (left == 0 && !isTooMuch) continue;
            uint256 fen = isTooMuch ? left + 1 : (by % 3 == 0 ? left : bound(amount, 1, left));
            uint256 payer = by % 2 == 0 ? d.debtor : FIRM + (by % ALLIES);
            bytes memory data = abi.encodeCall(clearing.payClaims, (d.cycle, members[d.debtor].id, uint64(fen)));
            bool done = callAs(payer, address(clearing), data);
            if (isTooMuch) return noteAttack("payClaimsTooMuch", done, "S-5: more was paid than was short");
            note("payClaims", done);
            if (done) payDebt(index, payer, fen);
            return;
        }
    }

    function claimFees() external {
        vm.prank(_stranger);
        (bool done, ) = address(programmes).call(abi.encodeCall(programmes.claimFees, ()));
        note("claimFees", done);
        if (!done) return;
        pay(RESERVES, PARTNER, fees);
        fees = 0;
    }

    // Programmes

    function setRate(uint256 seed, uint256 rate) external {
        uint32 programme = _line(seed, _isExchangeable);
        if (programme == 0) return;
        Line storage l = lines[programme];
        bool isLower = rate % 3 == 0;
        uint32 least = (l.terms.value * 4 + 4) / 5;
        if (isLower && l.terms.rate == least) return;
        uint32 to = uint32(isLower ? bound(rate, least, l.terms.rate - 1) : bound(rate, l.terms.rate, l.terms.value));
        bool isBarred = isLower && (isStopped(programme) || l.status != ProgrammeStatus.Open);
        bytes memory data = abi.encodeCall(programmes.setRate, (ProgrammeId.wrap(programme), to));
        bool done = callAs(l.issuer, address(programmes), data);
        if (isBarred) return noteAttack("lowerStopped", done, "S-7: a stopped issuer has lowered its rate");
        if (participants.isFrozen(members[l.issuer].id)) return demand(!done, "K-4: a frozen issuer set a rate");
        note("setRate", done);
        if (done) l.terms.rate = to;
    }

    function closeProgramme(uint256 seed) external {
        uint32 ending = _line(seed, _isClosing);
        if (ending != 0) return _finish(ending);
        uint32 programme = _line(seed, _isOpen);
        if (programme == 0 || lineCount >= MAX_LINES) return;
        Line storage l = lines[programme];
        bytes memory data = abi.encodeCall(programmes.closeProgramme, (ProgrammeId.wrap(programme), DIGEST));
        bool isBarred = isStopped(programme);
        bool done = callAs(l.issuer, address(programmes), data);
        if (isBarred) return demand(!done, "S-7: a stopped issuer ends its programme");
        note("closeProgramme", done);
        if (done) (l.status, l.closesAfter) = (ProgrammeStatus.Closing, dayNow() + 90);
    }

    function _finish(uint32 programme) private {
        Line storage l = lines[programme];
        Standing storage s = standings[l.issuer];
        bool isEarly = dayNow() <= l.closesAfter || (!l.terms.honour && (s.owes > 0 || s.short > 0));
        vm.prank(_stranger);
        (bool done, ) = address(programmes).call(
            abi.encodeCall(programmes.finishClosing, (ProgrammeId.wrap(programme)))
        );
        if (isEarly) return noteAttack("finishEarly", done, "S-1: a reserve was released too early");
        note("finishClosing", done);
        if (!done) return;
        l.status = ProgrammeStatus.Closed;
        pay(RESERVES, l.issuer, l.reserve);
        l.reserve = 0;
        if (!participants.isFrozen(members[l.issuer].id)) _open(l.issuer, l.terms.honour);
    }

    // Powers, time, thieves

    function freeze(uint256 seed, uint256 term, uint256 kind) external {
        uint40 until = uint40(vm.getBlockTimestamp() + bound(term, 1, 5) * 1 days);
        bytes32 key = bytes32(++serial);
        if (kind % 2 == 0) {
            uint256 account = seed % accounts.length;
            if (frozenUntil[account] >= vm.getBlockTimestamp()) return;
            note(
                "freezeAccount",
                ordered(address(orders), abi.encodeCall(orders.freezeAccount, (accounts[account], key, until)))
            );
            (frozenUntil[account], _caseOf[account]) = (until, key);
        } else {
            uint32 programme = _line(seed, _isOpen);
            if (programme == 0 || lines[programme].stoppedUntil >= vm.getBlockTimestamp()) return;
            bytes memory data = abi.encodeCall(orders.stopIssuing, (ProgrammeId.wrap(programme), key, until));
            note("stopIssuing", ordered(address(orders), data));
            lines[programme].stoppedUntil = until;
        }
    }

    function freezeMember(uint256 seed, uint256 term) external {
        uint40 until = uint40(vm.getBlockTimestamp() + bound(term, 1, 5) * 1 days);
        bytes memory data = abi.encodeCall(
            participants.freeze,
            (members[FIRM + (seed % ALLIES)].id, bytes32(++serial), until)
        );
        note("freezeMember", ordered(address(participants), data));
    }

    /// K-12: while the module is halted nothing new is begun, and what is a user's or a creditor's goes on.
    function halt(uint256 seed, uint256 who, uint256 amount) external {
        uint32 programme = _line(seed, _isTransferable);
        uint256 account = _holder(programme, who);
        if (account == NONE || _isFrozen(account)) return;
        bytes32 key = bytes32(++serial);
        if (!ordered(address(directory), abi.encodeCall(directory.halt, ("points", key)))) return;
        bool done = _transfer(programme, account, (account + 1) % accounts.length, 1);
        noteAttack("halted", done, "K-12: points were passed on in a halted module");
        Sale memory s;
        (s.programme, s.account, s.merchant) = (programme, account, MERCHANT);
        s.points = bound(amount, 1, spendable(programme, account));
        _sign(s);
        bool isAtOnce = _price(s);
        if (!participants.isFrozen(members[MERCHANT].id)) {
            bool isRedeemed = _redeem(s);
            demand(isRedeemed, "K-12: nothing is redeemed in a halted module");
            if (isRedeemed) _redeemed(s, isAtOnce);
        }
        demand(
            ordered(address(directory), abi.encodeCall(directory.resume, ("points", key))),
            "K-12: a halt does not end"
        );
    }

    /// Rather to a programme's last day than beyond it. S-3: on each day what can be spent is what is good on it.
    function pass(uint256 count) external {
        uint256 daysOn = bound(count, 0, 8);
        for (uint32 i = COMMON_LINE; i <= lineCount; ++i) {
            Line storage l = lines[i];
            uint256 last = l.status == ProgrammeStatus.Closing ? l.closesAfter : Day.unwrap(l.terms.fixedDay);
            if (dayNow() < last && last < dayNow() + daysOn) daysOn = last - dayNow();
        }
        skip(daysOn * 1 days + 1 hours);
        note("pass", true);
        for (uint32 i = COMMON_LINE; i <= lineCount; ++i) {
            for (uint256 a; a < accounts.length; ++a) {
                demand(ledger.balanceOf(accounts[a], i) == spendable(i, a), "S-3: a balance is not what is good");
            }
        }
    }

    /// What only parts of the module do, or only the holder.
    function steal(uint256 seed, uint256 who, uint256 how) external {
        uint32 programme = _line(seed, _isAnyLine);
        uint256 victim = _holder(programme, who);
        if (victim == NONE) return;
        (address target, bytes memory data) = _theft(ProgrammeId.wrap(programme), accounts[victim], how % 9);
        address thief = how % 2 == 0 ? _stranger : members[MERCHANT + 1].wallet;
        if (thief == accounts[victim]) return;
        vm.prank(thief);
        (bool done, ) = target.call(data);
        noteAttack("steal", done, "S-4: somebody did what is others'");
    }

    function _theft(ProgrammeId programme, address victim, uint256 how) private view returns (address, bytes memory) {
        address purse = address(ledger);
        Grant[] memory g = new Grant[](1);
        g[0] = Grant(_stranger, 1, type(uint40).max);
        if (how == 0) {
            uint256 id = ProgrammeId.unwrap(programme);
            return (purse, abi.encodeCall(ledger.safeTransferFrom, (victim, _stranger, id, 1, "")));
        }
        if (how == 1) return (purse, abi.encodeCall(ledger.spend, (programme, victim, 1)));
        if (how == 2) return (purse, abi.encodeCall(ledger.payOut, (programme, 1, _stranger)));
        if (how == 3) {
            return (purse, abi.encodeCall(ledger.mint, (programme, members[FIRM].id, NO_MONTH, abi.encode(g[0]))));
        }
        if (how == 4) return (purse, abi.encodeCall(ledger.moveByOrder, (programme, victim, _stranger, 1)));
        if (how == 5) return (address(issuance), abi.encodeCall(issuance.grantMany, (programme, g)));
        if (how == 6)
            return (address(clearing), abi.encodeCall(clearing.owe, (members[FIRM].id, members[MERCHANT].id, 1)));
        if (how == 7) return (address(money), abi.encodeCall(money.transferFrom, (purse, _stranger, 1)));
        return (purse, abi.encodeCall(ledger.payFees, (_stranger)));
    }

    function selectors() external pure returns (bytes4[] memory list) {
        list = new bytes4[](31);
        for (uint256 i; i < 4; ++i) {
            list[i] = this.grant.selector;
            list[4 + i] = this.redeem.selector;
        }
        for (uint256 i; i < 2; ++i) {
            list[8 + i] = this.transfer.selector;
            list[10 + i] = this.exchangePoints.selector;
            list[12 + i] = this.refund.selector;
            list[14 + i] = this.sweep.selector;
            list[16 + i] = this.pass.selector;
        }
        list[18] = this.reverse.selector;
        list[19] = this.moveByOrder.selector;
        list[20] = this.reserve.selector;
        list[21] = this.deposit.selector;
        list[22] = this.closeCycle.selector;
        list[23] = this.payClaims.selector;
        list[24] = this.setRate.selector;
        list[25] = this.closeProgramme.selector;
        list[26] = this.freeze.selector;
        list[27] = this.halt.selector;
        list[28] = this.steal.selector;
        list[29] = this.claimFees.selector;
        list[30] = this.freezeMember.selector;
    }

    // Beginnings

    function _govern() private {
        IDocket.Call[] memory calls = new IDocket.Call[](2);
        calls[0] = IDocket.Call(
            address(programmes),
            abi.encodeCall(programmes.setFeeReceiver, (members[PARTNER].id)),
            0
        );
        calls[1] = IDocket.Call(address(clearing), abi.encodeCall(clearing.setMinimumDeposit, (MINIMUM)), 0);
        carryOut(calls);
    }

    /// Users, one that is a contract and signs by the first one's key, and two members.
    function _seatUsers() private {
        for (uint256 i; i < USERS; ++i) {
            accounts.push(users[i].account);
            _keys.push(users[i].key);
        }
        accounts.push(address(new PointsWallet(users[0].account)));
        _keys.push(users[0].key);
        accounts.push(members[MERCHANT].wallet);
        _keys.push(members[MERCHANT].key);
        accounts.push(members[FIRM].wallet);
        _keys.push(members[FIRM].key);
    }

    /// Programmes that differ: by months with and without grace, for ever, to a day; worth something or honour alone.
    function _open(uint256 issuer, bool honour) private {
        IPointsProgrammes.Opening memory o;
        (o.name, o.terms, o.honour) = ("points", DIGEST, honour);
        bool isFirst = issuer == FIRM;
        o.transferable = isFirst || lineCount % 2 == 0;
        if (honour) {
            (o.expiry, o.expiryMonths) = (ExpiryPolicy.MonthsFromGrant, 1);
            if (!isFirst) (o.expiry, o.expiryMonths, o.fixedDay) = (ExpiryPolicy.FixedDate, 0, _inDays(45));
        } else {
            o.exchangeable = true;
            (o.value, o.ratio, o.rate) = isFirst ? (1_000, 6_000, 900) : (3_337, 10_000, 3_001);
            (o.expiry, o.expiryMonths, o.graceMonths) = (ExpiryPolicy.MonthsFromGrant, 1, 1);
            if (!isFirst) (o.expiry, o.expiryMonths, o.graceMonths) = (ExpiryPolicy.Never, 0, 0);
        }
        uint32 programme = ProgrammeId.unwrap(openProgramme(issuer, o));
        lineCount = programme;
        Line storage l = lines[programme];
        (l.issuer, l.terms, l.status) = (issuer, o, ProgrammeStatus.Open);
        for (uint256 i; i < ALLIES; ++i) {
            if (FIRM + i == issuer || participants.isFrozen(members[FIRM + i].id)) continue;
            agree(ProgrammeId.wrap(programme), issuer, FIRM + i, uint32(_agreed(programme)));
        }
        vm.prank(members[issuer].wallet);
        issuance.setBudget(
            ProgrammeId.wrap(programme),
            members[PARTNER].id,
            type(uint64).max,
            PARTNER_FROM,
            type(uint40).max,
            _inDays(3_000)
        );
    }

    function _inDays(uint256 count) private view returns (Day) {
        return Day.wrap(uint32(dayNow() + count));
    }

    /// Fen for 1,000 points that members have agreed to.
    function _agreed(uint32 programme) private view returns (uint256) {
        return (uint256(lines[programme].terms.value) * 9) / 10;
    }

    // How acts are tried

    function _transfer(uint32 programme, uint256 from, uint256 to, uint64 points) private returns (bool done) {
        bytes memory data = abi.encodeCall(
            ledger.safeTransferFrom,
            (accounts[from], accounts[to], programme, points, "")
        );
        vm.prank(accounts[from]);
        (done, ) = address(ledger).call(data);
    }

    function _transferFor(uint32 programme, uint256 from, uint256 to, uint64 points) private returns (bool done) {
        uint256 nonce = ++_nonce;
        uint256 deadline = vm.getBlockTimestamp();
        bytes memory signature = _signed(
            from,
            keccak256(abi.encode(TRANSFER_TYPEHASH, programme, accounts[from], accounts[to], points, nonce, deadline))
        );
        bytes memory data = abi.encodeCall(
            exchange.transferFor,
            (ProgrammeId.wrap(programme), accounts[from], accounts[to], points, nonce, deadline, signature)
        );
        return _once(data);
    }

    function _exchangeFor(uint32 programme, uint256 account, uint64 points) private returns (bool done) {
        uint256 nonce = ++_nonce;
        uint256 deadline = vm.getBlockTimestamp();
        bytes memory signature = _signed(
            account,
            keccak256(abi.encode(EXCHANGE_TYPEHASH, programme, accounts[account], points, 1, nonce, deadline))
        );
        bytes memory data = abi.encodeCall(
            exchange.exchangeFor,
            (ProgrammeId.wrap(programme), accounts[account], points, 1, nonce, deadline, signature)
        );
        return _once(data);
    }

    /// Sent by the first issuer's wallet or another member's, whichever may; and again, which never does it twice.
    function _once(bytes memory data) private returns (bool done) {
        for (uint256 i; i < ALLIES && !done; ++i) {
            done = callAs(FIRM + i, address(exchange), data);
        }
        if (!done) return false;
        bool again;
        for (uint256 i; i < ALLIES; ++i) {
            again = again || callAs(FIRM + i, address(exchange), data);
        }
        noteAttack("signTwice", again, "S-6: a signature was used twice");
    }

    function _signed(uint256 account, bytes32 hash) private view returns (bytes memory) {
        bytes32 domain = keccak256(
            abi.encode(
                DOMAIN_TYPEHASH,
                keccak256("RopeNet Points Exchange"),
                keccak256("1"),
                block.chainid,
                address(exchange)
            )
        );
        return signTyped(_keys[account], domain, hash);
    }

    function _sign(Sale memory s) private {
        s.signed = IPointsRedemption.Redemption({
            account: accounts[s.account],
            programme: ProgrammeId.wrap(s.programme),
            merchant: members[s.merchant].id,
            points: uint64(s.points),
            order: DIGEST,
            nonce: ++_nonce,
            deadline: type(uint256).max
        });
        bytes32 digest = RedemptionId.unwrap(redemption.digestOf(s.signed));
        (uint8 v, bytes32 x, bytes32 y) = vm.sign(_keys[s.account], digest);
        s.signature = abi.encodePacked(x, y, v);
    }

    function _redeem(Sale memory s) private returns (bool) {
        bytes memory data = abi.encodeCall(redemption.redeem, (s.signed, s.signature, uint64(s.fen)));
        return callAs(s.merchant, address(redemption), data);
    }

    function _moved(uint32 programme, uint256 from, uint256 to, uint256 points) private {
        (uint256[] memory months, uint256[] memory parts) = takePoints(programme, from, points);
        for (uint256 i; i < months.length; ++i) {
            addPoints(programme, to, months[i], parts[i]);
        }
    }

    // What there is to act on

    function _line(uint256 seed, function(uint32) view returns (bool) fits) private view returns (uint32) {
        for (uint256 i; i < lineCount; ++i) {
            uint32 programme = uint32(((seed % lineCount) + i) % lineCount) + 1;
            if (fits(programme)) return programme;
        }
        return 0;
    }

    /// An account that has points which are good.
    function _holder(uint32 programme, uint256 seed) private view returns (uint256) {
        if (programme == 0) return NONE;
        for (uint256 i; i < accounts.length; ++i) {
            uint256 account = ((seed % accounts.length) + i) % accounts.length;
            if (spendable(programme, account) > 0) return account;
        }
        return NONE;
    }

    function _sale(uint256 seed) private view returns (uint256) {
        uint256 count = _sales.length;
        for (uint256 i; i < count; ++i) {
            // Later ones first: of these more can still be refunded.
            uint256 index = count - 1 - (((seed % 4) + i) % count);
            if (_sales[index].refunded < _sales[index].points) return index;
        }
        return NONE;
    }

    function _accountOf(address account) private view returns (uint256 index) {
        while (accounts[index] != account) ++index;
    }

    function _isFrozen(uint256 account) private view returns (bool) {
        if (frozenUntil[account] >= vm.getBlockTimestamp()) return true;
        if (account < USERS + 1) return false;
        return participants.isFrozen(members[account == USERS + 1 ? MERCHANT : FIRM].id);
    }

    function _isOpen(uint32 programme) private view returns (bool) {
        Line storage l = lines[programme];
        bool isPast = l.terms.expiry == ExpiryPolicy.FixedDate && dayNow() > Day.unwrap(l.terms.fixedDay);
        return l.issuer != 0 && l.status == ProgrammeStatus.Open && !isPast;
    }

    function _isClosing(uint32 programme) private view returns (bool) {
        return lines[programme].status == ProgrammeStatus.Closing;
    }

    function _isCovered(uint32 programme) private view returns (bool) {
        return lines[programme].issuer != 0 && !lines[programme].terms.honour;
    }

    function _isTransferable(uint32 programme) private view returns (bool) {
        return lines[programme].terms.transferable && lines[programme].outstanding > 0;
    }

    function _isExchangeable(uint32 programme) private view returns (bool) {
        return lines[programme].terms.exchangeable && lines[programme].status != ProgrammeStatus.Closed;
    }

    function _hasGrants(uint32 programme) private view returns (bool) {
        return _numbers[programme].length > 0;
    }

    function _isAnyLine(uint32 programme) private view returns (bool) {
        return lines[programme].outstanding > 0;
    }
}

contract PointsInvariant is ActsTest {
    PointsHandler private _handler;

    function setUp() external {
        KernelFixture.Kernel memory own;
        _handler = new PointsHandler(own);
        targetContract(address(_handler));
        targetSelector(address(_handler), _handler.selectors());
    }

    /// S-1: common points and each issuer's are covered. S-2: outstanding is what was granted and came back less what was spent. S-3: nothing
    /// expired is spent. S-4: no fen is fetched that was not granted. S-5: positions sum to zero, and what is paid and claimed is what is owed. S-6:
    /// numbers and signatures work once. S-7: who is stopped neither grants nor lowers rates, nor takes back. K-6: both purses hold their entries.
    function invariant_S_1_S_2_S_3_S_4_S_5_S_6_S_7_K_6_booksHold() external view {
        assertEq(_handler.check(), "", "points");
    }

    /// What the runs above are made of: each act succeeds at least twice, each attack is refused.
    function test_S_2_S_5_eachActSucceeds() external {
        play(_handler, _handler.selectors(), 1_500);
        assertEq(_handler.check(), "", "a long run");
        assertEq(_handler.checkAll(), "", "a long run");
        assertEach(_handler, 2);
    }

    /// S-2, S-3: at the end every bucket and every balance.
    function afterInvariant() external view {
        assertEq(_handler.checkAll(), "", "buckets and claims");
        assertActs(_handler, 25);
    }
}
