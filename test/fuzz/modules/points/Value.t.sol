// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IPointsProgrammes} from "../../../../contracts/modules/points/interfaces/IPointsProgrammes.sol";
import {IPointsRedemption} from "../../../../contracts/modules/points/interfaces/IPointsRedemption.sol";
import {
    COMMON,
    ExpiryPolicy,
    LOT,
    ProgrammeId,
    Stops,
    WHOLE
} from "../../../../contracts/modules/points/types/PointsTypes.sol";
import {PointsFixture} from "../../../utils/PointsFixture.sol";
import {Test} from "../../../utils/Test.sol";

/// @notice Random paths of points among users and members: granted, passed on, exchanged, redeemed, refunded, expired; with issuers stopped and
/// rates moved in between.
///
/// What all users have is counted in 1/1,000 fen, so that nothing is rounded: points that can be spent at their settlement value, and those that
/// are redeemed and not refunded, in whose place they have goods.
contract ValueTest is PointsFixture, Test {
    uint256 private constant STEPS = 32;
    uint64 private constant MAX_POINTS = 100_000;
    uint32 private constant MAX_VALUE = 20_000;
    uint16 private constant LEAST_RATIO = 5_000;
    /// As the alliance begins: rates of at least so much of parity.
    uint256 private constant LOWEST = 8_000;

    ProgrammeId[ISSUERS] private _own;
    uint256[] private _values;
    IPointsRedemption.Redemption[] private _redeemed;

    function setUp() external {
        deployPoints();
    }

    /// S-4, X-62: no act but a grant lets users have more; no merchant gets more for points than they are worth. S-1: and all that they have
    /// stays covered. K-6: by money that is there.
    function testFuzz_S_4_X_62_noPathYieldsMore(uint256 terms, uint256[STEPS] calldata entropy) external {
        _open(terms);
        uint256 worth = _worth();
        for (uint256 i; i < STEPS; ++i) {
            bool grants = _act(entropy[i]);
            uint256 after_ = _worth();
            if (!grants) assertLe(after_, worth, "S-4: an act has made value");
            worth = after_;
            _checkMerchants();
            _checkCover();
        }
    }

    /// S-4, X-62: whatever parts it is spent, exchanged and refunded in, nobody has more for parts than for the whole.
    function testFuzz_S_4_X_62_partsYieldNoMoreThanTheWhole(uint256 terms, uint64 whole, uint64 part) external {
        _open(terms);
        whole = uint64(bound(whole, 2, MAX_POINTS));
        part = uint64(bound(part, 1, whole - 1));
        grant(_own[0], FIRM, users[0].account, whole);
        grant(_own[0], FIRM, users[1].account, whole);

        IPointsRedemption.Redemption memory all = redeem(_own[0], MERCHANT, users[0], whole);
        uint64 inParts = _fenOf(redeem(_own[0], MERCHANT, users[1], part));
        inParts += _fenOf(redeem(_own[0], MERCHANT, users[1], whole - part));
        uint64 fen = _fenOf(all);
        assertLe(inParts, fen, "S-4: parts are paid more");

        vm.startPrank(members[MERCHANT].wallet);
        (, , uint64 first) = redemption.refund(all, part);
        (, , uint64 second) = redemption.refund(all, whole - part);
        vm.stopPrank();
        assertEq(first + second, fen, "S-4: not all is given back");
        assertEq(ledger.balanceOf(users[0].account, ProgrammeId.unwrap(_own[0])), whole, "S-4: not all comes back");
    }

    /// Both issuers' programmes with whatever terms, accepted by all.
    function _open(uint256 terms) private {
        delete _values;
        _values.push(LOT);
        for (uint256 i; i < ISSUERS; ++i) {
            uint256 e = uint256(keccak256(abi.encode(terms, i)));
            IPointsProgrammes.Opening memory o;
            o.name = "points";
            o.terms = keccak256("terms");
            o.transferable = true;
            o.exchangeable = true;
            o.value = uint32(bound(e & type(uint32).max, 1, MAX_VALUE));
            o.ratio = uint16(bound((e >> 32) & type(uint16).max, LEAST_RATIO, WHOLE));
            o.rate = _rate(o.value, (e >> 48) & type(uint32).max);
            o.expiry = ExpiryPolicy.Never;
            if ((e >> 80) % 3 != 0) {
                o.expiry = ExpiryPolicy.MonthsFromGrant;
                o.expiryMonths = 1;
                o.graceMonths = uint8((e >> 88) % 2);
            }
            _own[i] = openProgramme(FIRM + i, o);
            _values.push(o.value);
            for (uint256 m; m < ALLIES; ++m) {
                uint32 rate = uint32(bound((e >> 96) & type(uint32).max, 1, o.value));
                if (m != i) agree(_own[i], FIRM + i, FIRM + m, rate);
            }
        }
    }

    /// @return grants whether points were granted
    function _act(uint256 e) private returns (bool grants) {
        uint256 act = e % 16;
        uint256 issuer = (e >> 8) % ISSUERS;
        ProgrammeId programme = (e >> 16) % 3 == 0 ? COMMON : _own[issuer];
        User memory user = users[(e >> 24) % USERS];
        uint64 points = uint64(bound((e >> 32) & type(uint64).max, 1, MAX_POINTS));
        if (act < 3) return _grant(issuer, user, points);
        if (act < 6) _exchange(_own[issuer], user, points);
        else if (act < 9) _redeem(programme, FIRM + ((e >> 96) % ALLIES), user, points);
        else if (act < 12) _refund(e >> 96, points);
        else if (act < 13) _pass(programme, user, users[(e >> 96) % USERS], points);
        else if (act < 14) skip(((e >> 96) % 20) * 1 days);
        else if (act < 15) _setRate(issuer, e >> 96);
        else _stop(issuer, (e >> 96) % 2 == 0);
    }

    function _grant(uint256 issuer, User memory user, uint64 points) private returns (bool) {
        if (ledger.isStopped(_own[issuer])) return false;
        grant(_own[issuer], FIRM + issuer, user.account, points);
        return true;
    }

    function _exchange(ProgrammeId programme, User memory user, uint64 points) private {
        points = _atMost(programme, user, points);
        if (points == 0) return;
        vm.prank(user.account);
        // Too few are refused, as is what a stopped issuer can't cover.
        try exchange.exchange(programme, points, 0) {} catch {}
    }

    function _redeem(ProgrammeId programme, uint256 merchant, User memory user, uint64 points) private {
        points = _atMost(programme, user, points);
        if (points != 0) _redeemed.push(redeem(programme, merchant, user, points));
    }

    function _refund(uint256 e, uint64 points) private {
        if (_redeemed.length == 0) return;
        IPointsRedemption.Redemption memory r = _redeemed[e % _redeemed.length];
        uint64 left = r.points - _recordOf(r).refunded;
        if (left == 0) return;
        if (points > left) points = left;
        vm.prank(participants.walletOf(r.merchant));
        // Late ones are refused.
        try redemption.refund(r, points) {} catch {}
    }

    function _pass(ProgrammeId programme, User memory from, User memory to, uint64 points) private {
        points = _atMost(programme, from, points);
        vm.prank(from.account);
        ledger.safeTransferFrom(from.account, to.account, ProgrammeId.unwrap(programme), points, "");
    }

    function _setRate(uint256 issuer, uint256 e) private {
        vm.prank(members[FIRM + issuer].wallet);
        // A stopped issuer lowers none (S-7).
        try programmes.setRate(_own[issuer], _rate(uint32(_values[issuer + 1]), e & type(uint32).max)) {} catch {}
    }

    function _stop(uint256 issuer, bool stops) private {
        ledger.setStops(_own[issuer], stops ? Stops.CLEARING : 0, stops ? 0 : Stops.CLEARING);
    }

    function _checkMerchants() private view {
        uint256 kept;
        for (uint256 i; i < _redeemed.length; ++i) {
            IPointsRedemption.Redemption memory r = _redeemed[i];
            IPointsRedemption.Record memory record = _recordOf(r);
            uint256 left = r.points - record.refunded;
            uint256 fen = (uint256(record.fen) * left) / r.points;
            assertLe(fen * LOT, left * _valueOf(r.programme), "S-4: a merchant has more than the points' worth");
            if (r.merchant == members[MERCHANT].id) kept += fen;
        }
        uint256 has = money.balanceOf(members[MERCHANT].wallet) + clearing.positionOf(members[MERCHANT].id).owed;
        assertEq(has, RICH + kept, "S-4: the merchant has other than what it keeps");
    }

    function _checkCover() private view {
        uint256 reserves = ledger.bookOf(COMMON).reserve;
        assertGe(reserves, ledger.required(COMMON), "S-1: common points are not covered");
        for (uint256 i; i < ISSUERS; ++i) {
            uint256 reserve = ledger.bookOf(_own[i]).reserve;
            assertGe(reserve, ledger.required(_own[i]), "S-1: an issuer's points are not covered");
            reserves += reserve;
        }
        assertEq(money.balanceOf(address(ledger)), reserves + ledger.fees(), "K-6: the purse");
    }

    /// In 1/1,000 fen.
    function _worth() private view returns (uint256 sum) {
        for (uint256 i; i < USERS; ++i) {
            sum += ledger.balanceOf(users[i].account, ProgrammeId.unwrap(COMMON)) * LOT;
            for (uint256 j; j < ISSUERS; ++j) {
                sum += ledger.balanceOf(users[i].account, ProgrammeId.unwrap(_own[j])) * _values[j + 1];
            }
        }
        for (uint256 i; i < _redeemed.length; ++i) {
            IPointsRedemption.Redemption memory r = _redeemed[i];
            sum += uint256(r.points - _recordOf(r).refunded) * _valueOf(r.programme);
        }
    }

    function _atMost(ProgrammeId programme, User memory user, uint64 points) private view returns (uint64) {
        uint256 balance = ledger.balanceOf(user.account, ProgrammeId.unwrap(programme));
        return points < balance ? points : uint64(balance);
    }

    function _recordOf(IPointsRedemption.Redemption memory r) private view returns (IPointsRedemption.Record memory) {
        return redemption.redemptionInfo(redemption.digestOf(r));
    }

    function _fenOf(IPointsRedemption.Redemption memory r) private view returns (uint64) {
        return _recordOf(r).fen;
    }

    function _valueOf(ProgrammeId programme) private view returns (uint256) {
        return programme == COMMON ? _values[0] : _values[programme == _own[0] ? 1 : 2];
    }

    /// Within the band: for 1,000 points, common points worth from `LOWEST` of theirs to all of it.
    function _rate(uint32 value, uint256 e) private pure returns (uint32) {
        return uint32(bound(e, (value * LOWEST + WHOLE - 1) / WHOLE, value));
    }
}
