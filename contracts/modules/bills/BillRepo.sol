// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {Interest} from "../../kernel/libraries/Interest.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {Rate} from "../../kernel/types/Rate.sol";
import {IBillDiscount} from "./interfaces/IBillDiscount.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
import {IBillRepo, RepoId} from "./interfaces/IBillRepo.sol";
import {DebtId, IBillSecurity} from "./interfaces/IBillSecurity.sol";
import {Pairs} from "./libraries/Pairs.sol";
import {RepoLegs} from "./libraries/RepoLegs.sol";
import {Bill, Circulation, Holding, HoldingId, Purpose} from "./types/BillTypes.sol";

/// Documented in {IBillRepo}.
contract BillRepo is IBillRepo, KernelModule {
    uint256 public constant MAX_LOTS = 50;

    IBillRegistry public immutable registry;
    IBillSecurity public immutable security;
    IBillDiscount public immutable discount;
    IBusinessCalendar public immutable calendar;
    ISettlementToken public immutable money;

    /// @inheritdoc IBillRepo
    uint32 public repoCount;
    uint32 private _openRepos;

    mapping(RepoId => Repo) private _repos;
    /// By place, from 0; the repo has the count.
    mapping(RepoId => mapping(uint256 place => RepoLot)) private _lots;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IBillRegistry registry_,
        IBillSecurity security_,
        IBillDiscount discount_,
        IBusinessCalendar calendar_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        security = security_;
        discount = discount_;
        calendar = calendar_;
        money = money_;
    }

    /// @inheritdoc IBillRepo
    function propose(RepoTerms calldata terms) external returns (RepoId repo) {
        // Checks
        RepoLot[] memory lots = terms.lots;
        if (lots.length == 0 || lots.length > MAX_LOTS) revert RepoLotsInvalid(lots.length, MAX_LOTS);
        _requireDistinct(lots);
        (ParticipantId seller, , ) = _enter(terms.buyer, Mode.Dispose, _faceOf(lots));
        if (terms.buyer == seller) revert RepoOwn(seller);
        Repo memory r = Repo({
            seller: seller,
            buyer: terms.buyer,
            kind: terms.kind,
            status: RepoStatus.Proposed,
            rate: terms.rate,
            farRate: terms.farRate,
            farDay: terms.farDay,
            lastDay: terms.lastDay,
            lotCount: uint8(lots.length),
            near: terms.cash,
            far: 0,
            nearDay: NO_DAY,
            debt: DebtId.wrap(0)
        });
        _requireTerms(r);
        // Days only pass, so what can be priced today can be until the last day.
        _examine(r, lots);

        // Effects
        repo = RepoId.wrap(++repoCount);
        _repos[repo] = r;
        for (uint256 i; i < lots.length; ++i) {
            _lots[repo][i] = lots[i];
        }
        emit RepoProposed(repo, seller, terms.buyer, terms);
    }

    /// @inheritdoc IBillRepo
    function accept(RepoId repo, uint64 near, uint64 far) external {
        // Checks
        Repo memory r = _acceptable(repo);
        RepoLot[] memory lots = lotsOf(repo);
        (ParticipantId caller, address buyerWallet, address sellerWallet) = _enter(
            r.seller,
            Mode.Dispose,
            _faceOf(lots)
        );
        _requireParty(repo, caller, r.buyer);
        (r.near, r.far) = _examine(r, lots);
        if (near != r.near || far != r.far) revert RepoPriceDiffers(repo, r.near, r.far);

        // Effects
        r.nearDay = today();
        r.status = RepoStatus.Open;
        ++_openRepos;
        HoldingId[] memory holdings = new HoldingId[](lots.length);
        for (uint256 i; i < lots.length; ++i) {
            holdings[i] = registry.split(lots[i].holding, lots[i].amount);
            _lots[repo][i].holding = holdings[i];
            _hand(r, holdings[i]);
        }
        _repos[repo] = r;
        emit RepoOpened(repo, r.seller, r.buyer, r.kind, near, far, r.nearDay, r.farDay, holdings);

        // Interactions
        _pay(repo, r.buyer, buyerWallet, sellerWallet, near);
    }

    /// @inheritdoc IBillRepo
    function refuse(RepoId repo) external {
        _answer(repo, _inStatus(repo, RepoStatus.Proposed).buyer, RepoStatus.Refused);
    }

    /// @inheritdoc IBillRepo
    function withdraw(RepoId repo) external {
        _answer(repo, _inStatus(repo, RepoStatus.Proposed).seller, RepoStatus.Withdrawn);
    }

    /// @inheritdoc IBillRepo
    function redeem(RepoId repo) external {
        Repo storage r = _due(repo);
        (ParticipantId caller, address sellerWallet, address buyerWallet) = _enter(r.buyer, Mode.Perform, r.far);
        _requireParty(repo, caller, r.seller);
        _redeem(repo, r, sellerWallet, buyerWallet);
    }

    /// @inheritdoc IBillRepo
    function enforce(RepoId repo) external {
        Repo storage r = _due(repo);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        if (caller != r.seller) _requireParty(repo, caller, r.buyer);
        address payer = participants.walletOf(r.seller);
        // Explicit conditions, not a caught failure: a caller that sends too little gas must not turn money into default (X-109).
        (uint256 balance, uint256 allowance) = _moneyOf(payer);
        if (balance >= r.far && allowance >= r.far) {
            _redeem(repo, r, payer, participants.walletOf(r.buyer));
        } else if (today() > _farDayOf(r)) {
            _default(repo, r);
        } else {
            revert RepoMoneyShort(repo, r.seller, r.far, balance, allowance);
        }
    }

    /// @inheritdoc IModulePart
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _openRepos;
    }

    /// @inheritdoc IBillRepo
    function preview(RepoId repo) external view returns (uint64 near, uint64 far) {
        Repo memory r = _acceptable(repo);
        participants.requireStanding(r.seller, Mode.Dispose);
        participants.requireStanding(r.buyer, Mode.Dispose);
        return _examine(r, lotsOf(repo));
    }

    /// @inheritdoc IBillRepo
    function repoInfo(RepoId repo) external view returns (Repo memory) {
        return _repos[repo];
    }

    /// @inheritdoc IBillRepo
    function lotsOf(RepoId repo) public view returns (RepoLot[] memory lots) {
        lots = new RepoLot[](_repos[repo].lotCount);
        for (uint256 i; i < lots.length; ++i) {
            lots[i] = _lots[repo][i];
        }
    }

    /// Pledges a holding to the buyer, or conveys it. All pledges of a repo secure one debt.
    function _hand(Repo memory r, HoldingId holding) private {
        if (r.kind == RepoKind.Pledged) {
            r.debt = security.charge(holding, r.buyer, r.debt, r.far, r.farDay);
        } else {
            registry.convey(holding, Pairs.ENDORSEMENT, r.buyer, Purpose.Rediscount, Circulation.AwaitingRedemption);
        }
    }

    function _answer(RepoId repo, ParticipantId by, RepoStatus answer) private {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requireParty(repo, caller, by);
        _repos[repo].status = answer;
        emit RepoAnswered(repo, answer);
    }

    /// The bills go back and the money with them, last; or neither moves.
    function _redeem(RepoId repo, Repo storage r, address sellerWallet, address buyerWallet) private {
        // Effects
        _close(r, RepoStatus.Redeemed);
        (RepoKind kind, ParticipantId seller, DebtId debt) = (r.kind, r.seller, r.debt);
        for (uint256 i; i < r.lotCount; ++i) {
            HoldingId holding = _lots[repo][i].holding;
            if (kind == RepoKind.Pledged) security.discharge(holding, debt);
            else registry.convey(holding, Pairs.REDEMPTION, seller, Purpose.Rediscount, Circulation.Circulating);
        }
        uint64 far = r.far;
        emit RepoRedeemed(repo, seller, r.buyer, far, today());

        // Interactions
        _pay(repo, seller, sellerWallet, buyerWallet, far);
    }

    /// The buyer collects the bills for what it is owed, over all of them together (B-17).
    function _default(RepoId repo, Repo storage r) private {
        _close(r, RepoStatus.Defaulted);
        (RepoKind kind, ParticipantId seller, uint64 far, DebtId debt) = (r.kind, r.seller, r.far, r.debt);
        for (uint256 i; i < r.lotCount; ++i) {
            HoldingId holding = _lots[repo][i].holding;
            if (kind == RepoKind.Pledged) security.foreclose(holding, debt);
            else debt = security.retain(holding, seller, debt, far);
        }
        r.debt = debt;
        emit RepoDefaulted(repo, seller, r.buyer, far, today());
    }

    function _close(Repo storage r, RepoStatus status) private {
        r.status = status;
        --_openRepos;
    }

    /// Says who lacks how much, where the token would name accounts.
    function _pay(RepoId repo, ParticipantId payer, address from, address to, uint64 amount) private {
        try money.transferFrom(from, to, amount) returns (bool) {
            return;
        } catch (bytes memory reason) {
            (uint256 balance, uint256 allowance) = _moneyOf(from);
            if (balance < amount || allowance < amount) {
                revert RepoMoneyShort(repo, payer, amount, balance, allowance);
            }
            LowLevelCall.bubbleRevert(reason);
        }
    }

    /// What is asked of the parties, the bills and the days: alike when it is proposed and when it is accepted.
    /// @return near fen of the first leg, were it today
    /// @return far fen of the second
    function _examine(Repo memory r, RepoLot[] memory lots) private view returns (uint64 near, uint64 far) {
        discount.requireTrader(r.seller);
        discount.requireTrader(r.buyer);
        Day[] memory maturities = new Day[](lots.length);
        Day first = Day.wrap(type(uint32).max);
        for (uint256 i; i < lots.length; ++i) {
            maturities[i] = _examineLot(r.seller, lots[i]);
            if (maturities[i] < first) first = maturities[i];
        }
        _requireDays(r, first);
        return r.kind == RepoKind.Pledged ? _priceOfMoney(r, lots) : _priceOfBills(r, lots, maturities);
    }

    function _examineLot(ParticipantId seller, RepoLot memory lot) private view returns (Day maturity) {
        HoldingId holding = lot.holding;
        registry.requireEndorsable(holding, seller);
        Holding memory h = registry.holdingInfo(holding);
        if (!h.discounted) revert RepoNotDiscounted(holding);
        Bill memory bill = registry.billInfo(holding.billOf());
        uint256 units = h.hi - h.lo + 1;
        if (lot.amount == 0 || lot.amount > units) {
            revert IBillRegistry.BillAmountOutOfRange(holding, lot.amount, units);
        }
        if (lot.amount < units && !bill.splittable) revert IBillRegistry.BillNotSplittable(holding.billOf());
        return bill.maturity;
    }

    /// No more is lent than the face of the bills (X-13).
    function _priceOfMoney(Repo memory r, RepoLot[] memory lots) private view returns (uint64 near, uint64 far) {
        uint256 face = _faceOf(lots);
        if (r.near == 0 || r.near > face) revert RepoCashOutOfRange(r.near, face);
        return RepoLegs.ofMoney(r.near, r.rate, today(), r.farDay);
    }

    /// Each holding is rounded by itself.
    function _priceOfBills(
        Repo memory r,
        RepoLot[] memory lots,
        Day[] memory maturities
    ) private view returns (uint64 near, uint64 far) {
        for (uint256 i; i < lots.length; ++i) {
            Day payableDay = calendar.nextBusinessDay(maturities[i]);
            (uint64 first, uint64 second) = RepoLegs.ofBill(
                lots[i].amount,
                r.rate,
                r.farRate,
                today(),
                r.farDay,
                payableDay
            );
            near += first;
            far += second;
        }
    }

    /// @param first the earliest maturity of the bills: its payable day is the earliest one too
    function _requireDays(Repo memory r, Day first) private view {
        Day lastAccept = Day.wrap(Day.unwrap(first) - 1);
        if (r.lastDay < today() || r.lastDay > lastAccept) revert RepoLastDayInvalid(r.lastDay, today(), lastAccept);
        Day latest = calendar.nextBusinessDay(first);
        if (r.farDay <= r.lastDay || r.farDay > latest || !calendar.isBusinessDay(r.farDay)) {
            revert RepoFarDayInvalid(r.farDay, r.lastDay.plus(1), latest);
        }
    }

    /// A proposal that the buyer can accept today, as far as it says itself.
    function _acceptable(RepoId repo) private view returns (Repo memory r) {
        r = _inStatus(repo, RepoStatus.Proposed);
        if (r.lastDay < today()) revert RepoLapsed(repo, r.lastDay);
    }

    /// An open repo whose far day has come.
    function _due(RepoId repo) private view returns (Repo storage r) {
        r = _inStatus(repo, RepoStatus.Open);
        Day farDay = _farDayOf(r);
        if (today() < farDay) revert RepoTooEarly(repo, farDay);
    }

    /// The far day, rolled when the calendar has since become one in which it is no business day.
    function _farDayOf(Repo storage r) private view returns (Day) {
        return calendar.nextBusinessDay(r.farDay);
    }

    function _inStatus(RepoId repo, RepoStatus needed) private view returns (Repo storage r) {
        r = _repos[repo];
        if (r.status == RepoStatus.None) revert RepoUnknown(repo);
        if (r.status != needed) revert RepoWrongStatus(repo, r.status, needed);
    }

    /// What the account can spend, and how much of it this contract may take.
    function _moneyOf(address wallet) private view returns (uint256 balance, uint256 allowance) {
        return (money.spendable(wallet), money.allowance(wallet, address(this)));
    }

    function _requireTerms(Repo memory r) private pure {
        if (r.kind == RepoKind.None) revert RepoKindMissing();
        Interest.requireRate(r.rate);
        Interest.requireRate(r.farRate);
        bool mixed = r.kind == RepoKind.Pledged ? Rate.unwrap(r.rate) == 0 || Rate.unwrap(r.farRate) != 0 : r.near != 0;
        if (mixed) revert RepoTermsMixed(r.kind);
    }

    function _requireParty(RepoId repo, ParticipantId caller, ParticipantId needed) private pure {
        if (caller != needed) revert RepoNotYours(repo, caller, needed);
    }

    /// At most 50, so at most 1,225 pairs.
    function _requireDistinct(RepoLot[] memory lots) private pure {
        for (uint256 i; i < lots.length; ++i) {
            for (uint256 j; j < i; ++j) {
                if (lots[i].holding == lots[j].holding) revert RepoHoldingTwice(lots[i].holding);
            }
        }
    }

    function _faceOf(RepoLot[] memory lots) private pure returns (uint256 face) {
        for (uint256 i; i < lots.length; ++i) {
            face += lots[i].amount;
        }
    }
}
