// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {Day} from "../../contracts/kernel/types/Day.sol";
import {IPointsClearing} from "../../contracts/modules/points/interfaces/IPointsClearing.sol";
import {IPointsProgrammes} from "../../contracts/modules/points/interfaces/IPointsProgrammes.sol";
import {
    Book,
    CycleId,
    ExpiryPolicy,
    Month,
    ProgrammeId,
    ProgrammeStatus
} from "../../contracts/modules/points/types/PointsTypes.sol";
import {MemberActs} from "./MemberActs.sol";
import {PointsFixture} from "./PointsFixture.sol";

/// @notice A user whose account is a contract: what its owner signs is its signature.
contract PointsWallet is ERC1155Holder, IERC1271 {
    address private immutable _owner;

    constructor(address owner) {
        _owner = owner;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address signer, , ) = ECDSA.tryRecoverCalldata(hash, signature);
        return signer == _owner ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}

/// @notice What the module points should hold, kept beside it from the specification's words and in wide numbers: points by programme, account and
/// month, reserves, everybody's money, the running cycle, and what debtors have left unpaid. Nothing here asks the contracts for what it can know.
abstract contract PointsModel is PointsFixture, MemberActs {
    struct Line {
        /// Place among the members; 0 for common points.
        uint256 issuer;
        IPointsProgrammes.Opening terms;
        ProgrammeStatus status;
        uint256 closesAfter;
        uint256 stoppedUntil;
        uint256 outstanding;
        uint256 reserve;
        Flows flows;
    }

    /// Points that came and went, in all.
    struct Flows {
        uint256 granted;
        uint256 redeemed;
        uint256 exchanged;
        uint256 expired;
        uint256 refunded;
        uint256 reversed;
    }

    struct Spot {
        uint32 programme;
        uint256 account;
        uint256 month;
    }

    struct Standing {
        uint256 owes;
        uint256 owed;
        uint256 deposit;
        uint256 short;
    }

    /// What a debtor left unpaid of a cycle.
    struct Debt {
        CycleId cycle;
        uint256 debtor;
        uint256 short;
        uint256 paid;
        uint256[] creditors;
        uint256[] claims;
    }

    uint32 internal constant COMMON_LINE = 1;
    /// Fen; at least so much is left with the clearing while an issuer has covered points.
    uint64 internal constant MINIMUM = 1_000;
    uint256 internal constant FEE = 50;
    /// One that may grant for issuers but is no member of the alliance; fees are its.
    uint256 internal constant PARTNER = FIRM + ALLIES;
    /// Places of the purses, after the members'.
    uint256 internal constant RESERVES = MEMBERS;
    uint256 internal constant DEPOSITS = MEMBERS + 1;
    /// January 2026: its first day, and the months before it since 1970.
    uint256 private constant FIRST_DAY = 20_454;
    uint256 private constant FIRST_MONTH = 672;

    uint32 internal lineCount;
    mapping(uint32 programme => Line) internal lines;
    address[] internal accounts;
    mapping(uint32 programme => mapping(uint256 account => mapping(uint256 month => uint256))) internal held;
    Spot[] internal spots;
    mapping(bytes32 spot => bool) private _isSpot;
    uint256[MEMBERS + 2] internal cash;
    uint256 internal fees;
    mapping(uint256 member => Standing) internal standings;
    uint32 internal cycle = 1;
    uint256 internal cycleEnd;
    Debt[] internal debts;
    /// Fen that merchants have had, or are owed, for points.
    uint256 internal earned;
    mapping(uint256 issuer => mapping(uint256 sequence => bool)) internal used;
    mapping(uint256 account => uint256) internal frozenUntil;

    // Days

    function monthOf(uint256 day) internal pure returns (uint256 month) {
        month = FIRST_MONTH;
        for (uint256 start = FIRST_DAY; ; ++month) {
            start += _lengthOf(month);
            if (day < start) return month;
        }
    }

    function _lengthOf(uint256 month) private pure returns (uint256) {
        uint256 ofYear = month % 12;
        if (ofYear == 1) return (month / 12 + 2) % 4 == 0 ? 29 : 28;
        return ofYear == 3 || ofYear == 5 || ofYear == 8 || ofYear == 10 ? 30 : 31;
    }

    // Programmes

    /// Months of which a programme's points are good; none: the first is after the last.
    function aliveOf(uint32 programme) internal view returns (uint256 first, uint256 last) {
        Line storage l = lines[programme];
        bool isGood =
            l.status == ProgrammeStatus.Open || (l.status == ProgrammeStatus.Closing && dayNow() <= l.closesAfter);
        if (!isGood) return (1, 0);
        if (l.terms.expiry == ExpiryPolicy.Never) return (0, 0);
        if (l.terms.expiry == ExpiryPolicy.MonthsFromGrant) {
            first = monthOf(dayNow());
            return (first, first + l.terms.expiryMonths);
        }
        uint256 fixedDay = Day.unwrap(l.terms.fixedDay);
        if (dayNow() > fixedDay) return (1, 0);
        return (monthOf(fixedDay), monthOf(fixedDay));
    }

    function isAlive(uint32 programme, uint256 month) internal view returns (bool) {
        (uint256 first, uint256 last) = aliveOf(programme);
        return first <= month && month <= last;
    }

    function monthOfGrant(uint32 programme) internal view returns (uint256) {
        IPointsProgrammes.Opening memory t = lines[programme].terms;
        if (t.expiry == ExpiryPolicy.Never) return 0;
        return
            t.expiry == ExpiryPolicy.FixedDate ? monthOf(Day.unwrap(t.fixedDay)) : monthOf(dayNow()) + t.expiryMonths;
    }

    function spendable(uint32 programme, uint256 account) internal view returns (uint256 points) {
        (uint256 first, uint256 last) = aliveOf(programme);
        for (uint256 m = first; m <= last; ++m) {
            points += held[programme][account][m];
        }
    }

    function requiredOf(uint32 programme) internal view returns (uint256) {
        Line storage l = lines[programme];
        if (l.status == ProgrammeStatus.Closed) return 0;
        return (l.outstanding * l.terms.value * l.terms.ratio + 9_999_999) / 10_000_000;
    }

    function isStopped(uint32 programme) internal view returns (bool) {
        Line storage l = lines[programme];
        if (l.issuer == 0) return false;
        if (l.stoppedUntil >= vm.getBlockTimestamp() || participants.isFrozen(members[l.issuer].id)) return true;
        if (l.terms.honour) return false;
        Standing storage s = standings[l.issuer];
        return l.status != ProgrammeStatus.Closed && (s.deposit < MINIMUM || s.short > 0);
    }

    /// Fen that points fetch: their value, or of a stopped issuer's reserve no more than their share.
    function worthOf(uint32 programme, uint256 points) internal view returns (uint256 fen) {
        Line storage l = lines[programme];
        fen = (points * l.terms.value) / 1_000;
        if (!isStopped(programme)) return fen;
        uint256 share = l.outstanding == 0 ? 0 : (points * l.reserve) / l.outstanding;
        return share < fen ? share : fen;
    }

    function coveredOf(uint256 issuer) internal view returns (uint32) {
        for (uint32 i = lineCount; i > COMMON_LINE; --i) {
            Line storage l = lines[i];
            if (l.issuer == issuer && !l.terms.honour && l.status != ProgrammeStatus.Closed) return i;
        }
        return 0;
    }

    // What acts do

    function addPoints(uint32 programme, uint256 account, uint256 month, uint256 points) internal {
        bytes32 spot = keccak256(abi.encode(programme, account, month));
        if (!_isSpot[spot]) {
            _isSpot[spot] = true;
            spots.push(Spot(programme, account, month));
        }
        held[programme][account][month] += points;
    }

    /// Takes points that are good, the soonest expiring first.
    function takePoints(
        uint32 programme,
        uint256 account,
        uint256 points
    ) internal returns (uint256[] memory months, uint256[] memory parts) {
        (uint256 first, uint256 last) = aliveOf(programme);
        months = new uint256[](last + 1 - first);
        parts = new uint256[](last + 1 - first);
        uint256 count;
        for (uint256 m = first; points > 0; ++m) {
            uint256 part = held[programme][account][m];
            if (part == 0) continue;
            if (part > points) part = points;
            held[programme][account][m] -= part;
            points -= part;
            (months[count], parts[count]) = (m, part);
            ++count;
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(months, count)
            mstore(parts, count)
        }
    }

    function pay(uint256 from, uint256 to, uint256 fen) internal {
        cash[from] -= fen;
        cash[to] += fen;
    }

    /// What is missing of a reserve, when it has given some fen away, its issuer pays.
    function cover(uint32 programme, uint256 given) internal {
        Line storage l = lines[programme];
        uint256 needed = requiredOf(programme) + given;
        if (needed > l.reserve) {
            pay(l.issuer, RESERVES, needed - l.reserve);
            l.reserve = needed;
        }
        l.reserve -= given;
    }

    /// Fen that may go back to the issuer.
    function withdrawable(uint32 programme) internal view returns (uint256) {
        if (programme == COMMON_LINE || isStopped(programme)) return 0;
        Line storage l = lines[programme];
        uint256 bound_ = requiredOf(programme) + standings[l.issuer].owes;
        return l.reserve > bound_ ? l.reserve - bound_ : 0;
    }

    /// Closes the cycle: who owes net pays from what its reserve has free, then from its deposit; what all pay is shared by those who are owed.
    function settleCycle() internal {
        (uint256 due, uint256 paid) = (0, 0);
        uint256[ALLIES] memory short;
        for (uint256 i; i < ALLIES; ++i) {
            Standing storage s = standings[FIRM + i];
            if (s.owes <= s.owed) continue;
            uint256 debt = s.owes - s.owed;
            due += debt;
            uint256 left = debt - _drawReserve(FIRM + i, debt);
            uint256 part = left < s.deposit ? left : s.deposit;
            s.deposit -= part;
            short[i] = left - part;
            s.short += short[i];
            paid += debt - short[i];
        }
        uint256 before;
        uint256[ALLIES] memory lost;
        for (uint256 i; i < ALLIES; ++i) {
            Standing storage s = standings[FIRM + i];
            if (s.owed > s.owes) {
                uint256 credit = s.owed - s.owes;
                uint256 part = ((before + credit) * paid) / due - (before * paid) / due;
                before += credit;
                lost[i] = credit - part;
                pay(DEPOSITS, FIRM + i, part);
            }
            (s.owes, s.owed) = (0, 0);
        }
        demand(before == due, "S-5: net positions do not sum to zero");
        _recordDebts(short, lost);
        ++cycle;
    }

    function _drawReserve(uint256 debtor, uint256 debt) private returns (uint256 fen) {
        uint32 programme = coveredOf(debtor);
        if (programme == 0) return 0;
        Line storage l = lines[programme];
        uint256 needed = requiredOf(programme);
        fen = l.reserve > needed ? l.reserve - needed : 0;
        if (fen > debt) fen = debt;
        l.reserve -= fen;
        pay(RESERVES, DEPOSITS, fen);
    }

    /// Claims are rounded by the contract; their sums by debtor and by creditor are not.
    function _recordDebts(uint256[ALLIES] memory short, uint256[ALLIES] memory lost) private {
        for (uint256 i; i < ALLIES; ++i) {
            if (short[i] == 0) continue;
            (, uint64[] memory claims, ) = clearing.claimsOn(CycleId.wrap(cycle), members[FIRM + i].id);
            Debt storage d = debts.push();
            (d.cycle, d.debtor, d.short) = (CycleId.wrap(cycle), FIRM + i, short[i]);
            uint256 k;
            for (uint256 j; j < ALLIES; ++j) {
                if (lost[j] == 0) continue;
                d.creditors.push(FIRM + j);
                d.claims.push(claims[k++]);
                short[i] -= d.claims[k - 1];
            }
            demand(k == claims.length && short[i] == 0, "S-5: claims on a debtor are not what it left unpaid");
        }
        for (uint256 k; k < debts.length; ++k) {
            if (CycleId.unwrap(debts[k].cycle) != cycle) continue;
            for (uint256 j; j < debts[k].creditors.length; ++j) {
                lost[debts[k].creditors[j] - FIRM] -= debts[k].claims[j];
            }
        }
        for (uint256 j; j < ALLIES; ++j) {
            demand(lost[j] == 0, "S-5: a creditor's claims are not its loss");
        }
    }

    function payDebt(uint256 index, uint256 payer, uint256 fen) internal {
        Debt storage d = debts[index];
        pay(payer, DEPOSITS, fen);
        for (uint256 j; j < d.creditors.length; ++j) {
            uint256 part = (d.claims[j] * (d.paid + fen)) / d.short - (d.claims[j] * d.paid) / d.short;
            pay(DEPOSITS, d.creditors[j], part);
        }
        d.paid += fen;
        standings[d.debtor].short -= fen;
    }

    // What must hold

    /// Between acts of points members' money may have moved by other modules' acts.
    function recount() public {
        for (uint256 i; i < MEMBERS; ++i) {
            cash[i] = money.balanceOf(members[i].wallet);
        }
    }

    /// After each act: breaches so far, everybody's money, programmes' books, positions.
    function check() external view returns (string memory) {
        if (bytes(breach).length > 0) return breach;
        for (uint256 i; i < MEMBERS; ++i) {
            if (money.balanceOf(members[i].wallet) != cash[i]) return "S-5: a member has another sum than is its";
        }
        return checkBooks();
    }

    /// What only acts of points change.
    function checkBooks() public view returns (string memory wrong) {
        if (money.balanceOf(address(ledger)) != cash[RESERVES]) return "K-6: the reserves' purse moved otherwise";
        if (money.balanceOf(address(clearing)) != cash[DEPOSITS]) return "K-6: the deposits' purse moved otherwise";
        wrong = _checkReserves();
        if (bytes(wrong).length == 0) wrong = _checkCycle();
    }

    function _checkReserves() private view returns (string memory) {
        uint256 reserves = ledger.fees();
        if (reserves != fees) return "S-4: fees are not what exchanges cost";
        // In 1/1,000 fen, so that nothing is rounded.
        uint256 given;
        uint256 had = earned * 1_000;
        for (uint32 i = COMMON_LINE; i <= lineCount; ++i) {
            Line storage l = lines[i];
            Flows storage f = l.flows;
            Book memory b = ledger.bookOf(ProgrammeId.wrap(i));
            if (b.outstanding != l.outstanding) return "S-2: outstanding is not what was granted and not spent";
            if (b.outstanding + f.redeemed + f.exchanged + f.expired + f.reversed != f.granted + f.refunded) {
                return "S-2: balances are not granted - redeemed - exchanged - expired + refunded";
            }
            if (b.reserve < requiredOf(i)) return "S-1: points are not covered";
            if (b.reserve != l.reserve) return "S-1: a reserve is not what came into it";
            reserves += b.reserve;
            had += uint256(b.outstanding) * l.terms.value;
            // Common points come into being by exchange.
            if (i != COMMON_LINE) given += (f.granted - f.reversed - f.expired) * l.terms.value;
        }
        if (had > given) return "S-4: points have fetched more than was granted";
        return reserves == cash[RESERVES] ? "" : "K-6: the ledger holds another sum than its entries";
    }

    function _checkCycle() private view returns (string memory) {
        uint256 purse;
        uint256 net;
        for (uint256 i; i < ALLIES; ++i) {
            Standing storage s = standings[FIRM + i];
            IPointsClearing.Position memory p = clearing.positionOf(members[FIRM + i].id);
            if (p.owes != s.owes || p.owed != s.owed) return "S-5: a position is not what was redeemed";
            if (p.deposit != s.deposit) return "S-5: a deposit is not what came into it";
            if (p.shortfall != s.short) return "S-5: a shortfall is not what was left unpaid";
            purse += s.deposit;
            // Modulo 2^256.
            unchecked {
                net += s.owes - s.owed;
            }
        }
        if (net != 0) return "S-5: positions do not sum to zero";
        for (uint256 k; k < debts.length; ++k) {
            Debt storage d = debts[k];
            purse += d.paid;
            for (uint256 j; j < d.claims.length; ++j) {
                purse -= (d.claims[j] * d.paid) / d.short;
            }
        }
        return purse == cash[DEPOSITS] ? "" : "K-6: the clearing holds another sum than its entries";
    }

    /// At the end: every bucket, every balance, every claim.
    function checkAll() external view returns (string memory) {
        for (uint256 i; i < spots.length; ++i) {
            Spot storage s = spots[i];
            uint64 points = ledger.bucketOf(
                ProgrammeId.wrap(s.programme),
                accounts[s.account],
                Month.wrap(uint16(s.month))
            );
            if (points != held[s.programme][s.account][s.month]) return "S-2: a bucket has other points than came";
        }
        for (uint32 i = COMMON_LINE; i <= lineCount; ++i) {
            uint256 sum;
            for (uint256 k; k < spots.length; ++k) {
                if (spots[k].programme == i) sum += held[i][spots[k].account][spots[k].month];
            }
            if (sum != lines[i].outstanding) return "S-2: buckets are not what is outstanding";
            for (uint256 a; a < accounts.length; ++a) {
                if (ledger.balanceOf(accounts[a], i) != spendable(i, a)) return "S-3: a balance is not what is good";
            }
        }
        return _checkClaims();
    }

    function _checkClaims() private view returns (string memory) {
        for (uint256 k; k < debts.length; ++k) {
            Debt storage d = debts[k];
            (, , uint64[] memory received) = clearing.claimsOn(d.cycle, members[d.debtor].id);
            for (uint256 j; j < received.length; ++j) {
                if (received[j] != (d.claims[j] * d.paid) / d.short) return "S-5: a claim has received another sum";
            }
        }
        return "";
    }
}
