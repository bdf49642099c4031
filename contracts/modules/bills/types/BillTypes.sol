// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../../kernel/types/Day.sol";
import {AskId, ParticipantId, SubjectId} from "../../../kernel/types/Ids.sol";
import {RequestId} from "../../../kernel/libraries/Requests.sol";

/// A bill, counted from 1.
type BillId is uint32;

/// A holding: its bill << 32 | its number on the bill. Also the id of its ERC-721 token.
type HoldingId is uint64;

/// An endorsement: the holding under which it was made << 16 | its place in the chain, from 1; 0 is none.
type EndorsementId is uint80;

using {billOf} for HoldingId global;
using {holdingOf, placeOf} for EndorsementId global;
using {sameHolding as ==} for HoldingId global;

// A bill's first holding is the whole bill at issue.
uint32 constant FIRST_HOLDING = 1;

function holdingOn(BillId billId, uint32 number) pure returns (HoldingId) {
    return HoldingId.wrap((uint64(BillId.unwrap(billId)) << 32) | number);
}

function firstHolding(BillId billId) pure returns (HoldingId) {
    return holdingOn(billId, FIRST_HOLDING);
}

function endorsementOn(HoldingId holding, uint16 place) pure returns (EndorsementId) {
    return EndorsementId.wrap(place == 0 ? 0 : (uint80(HoldingId.unwrap(holding)) << 16) | place);
}

function placeOf(EndorsementId endorsement) pure returns (uint16) {
    return uint16(EndorsementId.unwrap(endorsement));
}

function holdingOf(EndorsementId endorsement) pure returns (HoldingId) {
    return HoldingId.wrap(uint64(EndorsementId.unwrap(endorsement) >> 16));
}

function billOf(HoldingId holding) pure returns (BillId) {
    return BillId.wrap(uint32(HoldingId.unwrap(holding) >> 32));
}

function sameHolding(HoldingId a, HoldingId b) pure returns (bool) {
    return HoldingId.unwrap(a) == HoldingId.unwrap(b);
}

enum BillKind {
    None,
    /// Accepted by a bank (银承).
    Bank,
    /// Accepted by a finance company (财承).
    FinanceCompany,
    /// Accepted by an enterprise (商承).
    Commercial
}

/// Status of a bill (票据状态).
enum BillStatus {
    None,
    /// Drawn, not accepted (已出票).
    Drawn,
    /// Accepted, not delivered (已承兑).
    Accepted,
    /// With the payee or a later holder (已收票).
    Delivered,
    /// Delivered, and its maturity has come (已到期); derived, never stored.
    Matured,
    /// All units are closed (已结清).
    Settled,
    /// Withdrawn before delivery (已终止).
    Ended
}

/// Circulation status of a holding (流通状态).
enum Circulation {
    None,
    /// 待收票.
    AwaitingDelivery,
    /// 可流通.
    Circulating,
    /// A request on it waits for its answer (已锁定); derived, never stored.
    Locked,
    /// Carries a "not transferable" mark (不可转让).
    NotTransferable,
    /// 已质押.
    Pledged,
    /// Sold with a repurchase outstanding (待赎回).
    AwaitingRedemption,
    /// Presented, the acceptor's answer outstanding (托收在途).
    InCollection,
    /// 追索中.
    InRecourse,
    /// 已结束.
    Closed
}

/// Why an endorsement was made.
enum Purpose {
    None,
    Transfer,
    Discount,
    Rediscount,
    /// A pledge is realised: title to collect, not to keep (B-17).
    Pledge,
    /// Who paid a claim of recourse gets the bill (NIL 71).
    RecourseSettlement,
    ByOrder
}

/// As what somebody is liable on a bill (NIL 61, 68).
enum Capacity {
    None,
    /// Always liable.
    Acceptor,
    /// Always liable.
    Drawer,
    /// Liable to those after its endorsement.
    Endorser,
    /// Liable as far as its principal is (NIL 50).
    Guarantor
}

/// Acts that the counterparty signs for.
enum BillAct {
    None,
    /// 提示承兑: drawer → drawee.
    Acceptance,
    /// 提示收票: drawer → payee.
    Delivery,
    /// 背书: holder → endorsee.
    Endorsement,
    /// 保证: a debtor of the bill → guarantor. Locks nothing.
    Guarantee,
    /// 质押: holder → pledgee.
    Pledge
}

/// Why the acceptor refused payment (拒付理由).
enum DishonourReason {
    None,
    /// No answer in time, and no money there; or a payment declared that the holder has not confirmed.
    Silence,
    /// The acceptor's account does not cover it.
    InsufficientFunds,
    /// The holder, a direct counterparty of the acceptor, has not performed (NIL 13).
    HolderInBreach,
    /// Obtained by fraud, theft or duress, or in knowledge of it (NIL 12).
    BadFaith,
    /// Obtained in knowledge of a defence against a prior party (NIL 13).
    KnownDefence,
    /// Obtained by gross negligence (NIL 12).
    GrossNegligence,
    /// Presented after the period.
    OutOfTime,
    /// A court has ordered payment to stop.
    StoppedByCourt,
    /// Presented before maturity; a refusal for this reason is no dishonour.
    NotDue
}

/// A trade document behind a bill, and the fen of it that the bill consumes.
struct TradeUse {
    SubjectId subject;
    uint64 amount;
}

/// Lengths that an order may change for bills drawn from then on.
struct Periods {
    /// Calendar months from issue to maturity at most (2022 measures: 6).
    uint8 tenorMonths;
    /// Days in which the drawee answers (NIL 41: 3).
    uint8 acceptanceDays;
    /// Days from maturity in which a first presentation keeps all recourse (NIL 53: 10).
    uint8 presentationDays;
    /// Days in which priors are told of a dishonour (NIL 66: 3).
    uint8 noticeDays;
    /// Months from maturity in which drawer and acceptor are claimed on (NIL 17: 24).
    uint8 principalMonths;
    /// Months from dishonour in which other priors are claimed on (NIL 17: 6).
    uint8 recourseMonths;
    /// Months from paying, or from being sued, in which who paid claims on its own priors (NIL 17: 3).
    uint8 againMonths;
}

struct Bill {
    // slot 0
    /// Fen.
    uint40 face;
    /// Fen of it that are closed.
    uint40 closed;
    Day issueDay;
    Day maturity;
    /// The drawee, which is bound once it has accepted.
    ParticipantId acceptor;
    /// Last number given to a holding.
    uint32 seq;
    BillKind kind;
    /// As stored: Matured is derived.
    BillStatus status;
    /// Index of the `Periods` that it was drawn under.
    uint8 periods;
    bool splittable;
    /// Orders have opened cases on it; which of them hold, and against whom, the part of the orders knows.
    bool hasCases;
    // slot 1
    ParticipantId drawer;
    ParticipantId payee;
    /// 30 decimal digits.
    uint104 number;
    /// The drawer's "not transferable" mark.
    bool notTransferable;
}

struct Holding {
    // slot 0
    /// First and last unit (fen of the bill's face, from 1) of the interval.
    uint40 lo;
    uint40 hi;
    ParticipantId holder;
    /// Number of the holding (itself, or one that it was split from) under which its last endorsement was made; 0: none.
    uint32 endorsedAs;
    /// The request on it that has not been answered; 0: none.
    RequestId request;
    /// Endorsements in its chain; also the place of the last.
    uint16 chainLength;
    /// As stored: Locked is derived.
    Circulation circulation;
    /// It was refused payment at or after maturity.
    bool dishonoured;
    /// A bank has discounted it: what follows between banks is rediscount.
    bool discounted;
    /// There is an offer of it, live or lapsed.
    bool offered;
    /// It stands under a pledge; who collects under it shares what comes in (B-17).
    bool pledged;
}

/// What is offered of a holding on the market. It locks the holding until its last day. One slot.
struct Offer {
    AskId ask;
    /// Fen of face, from the low end.
    uint40 amount;
    Day lastDay;
}

struct Endorsement {
    // slot 0
    uint40 lo;
    uint40 hi;
    ParticipantId from;
    ParticipantId to;
    Day day;
    /// Number of the holding under which the endorsement before it in the chain was made; 0: it is the first.
    uint32 previousHolding;
    Purpose purpose;
    /// The endorser's "not transferable" mark (NIL 34).
    bool notTransferable;
}
