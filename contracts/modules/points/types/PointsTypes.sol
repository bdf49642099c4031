// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";

/// A programme of points (积分计划), counted from 1. Also the id of its ERC-1155 token.
type ProgrammeId is uint32;

/// A calendar month in UTC+8: months since January 1970. 0 stands for "does not expire".
type Month is uint16;

/// A redemption (兑付): the EIP-712 digest of what the user signed.
type RedemptionId is bytes32;

/// A clearing cycle (清分周期), counted from 1; 0 is none.
type CycleId is uint32;

using {sameProgramme as ==, otherProgramme as !=} for ProgrammeId global;
using {sameMonth as ==, otherMonth as !=, monthBefore as <, isNone} for Month global;
using {sameCycle as ==, otherCycle as !=} for CycleId global;

// The common point (通用积分) has no issuer; it comes into being by exchange alone.
ProgrammeId constant COMMON = ProgrammeId.wrap(1);

Month constant NO_MONTH = Month.wrap(0);

// Values are in fen for so many points.
uint256 constant LOT = 1_000;

// Ratios and fees are in 1/10,000.
uint16 constant WHOLE = 10_000;

// With at most so many months from grant to expiry, nobody holds more than 36 live buckets of a programme.
uint8 constant MAX_MONTHS = 35;

/// Life of a programme: Open → Closing → Closed.
enum ProgrammeStatus {
    None,
    /// Grants and is redeemed.
    Open,
    /// Notice of its end was given: nothing is granted, all else goes on until the last day.
    Closing,
    /// Ended; what was left of its points is void, and its reserve the issuer's.
    Closed
}

/// When points of a programme expire.
enum ExpiryPolicy {
    None,
    /// Never.
    Never,
    /// All on one day, which is the last.
    FixedDate,
    /// With the end of the month that is so many months after the grant's.
    MonthsFromGrant
}

/// What a programme is (a set of bits); it stays so.
library ProgrammeFlags {
    /// Users may pass its points on.
    uint8 internal constant TRANSFERABLE = 1;
    /// Its points may be exchanged into common ones.
    uint8 internal constant EXCHANGEABLE = 2;
    /// Honour points (公益积分): without value, reserve and exchange.
    uint8 internal constant HONOUR = 4;
}

/// Why an issuer may not grant, beside its own standing (a set of bits).
library Stops {
    /// An order stops it.
    uint8 internal constant ORDER = 1;
    /// Its guarantee deposit is below what is asked, or creditors have claims on it.
    uint8 internal constant CLEARING = 2;
}

/// A programme's terms and state, one slot: all that an act needs to know of it.
struct Programme {
    ParticipantId issuer;
    /// Settlement value: fen for 1,000 points.
    uint32 value;
    /// Common points for 1,000 of its own, before the fee.
    uint32 rate;
    /// FixedDate: the last day.
    Day fixedDay;
    /// Closing: the last day on which its points are good.
    Day closesAfter;
    /// Reserve ratio in 1/10,000.
    uint16 ratio;
    /// MonthsFromGrant: 1 … 35.
    uint8 expiryMonths;
    /// Months after their expiry in which refunded points are still good.
    uint8 graceMonths;
    ExpiryPolicy expiry;
    uint8 flags;
    ProgrammeStatus status;
    uint8 stops;
}

/// What is outstanding of a programme and what covers it, one slot.
struct Book {
    /// Points that accounts hold, those that have expired and are not swept included.
    uint64 outstanding;
    /// Fen.
    uint64 reserve;
    /// Points that may be granted in a calendar month; 0: no cap.
    uint48 monthlyCap;
    uint48 grantedInMonth;
    Month month;
}

/// One line of a grant.
struct Grant {
    address account;
    uint64 points;
    /// The issuer's own number of the grant.
    uint40 sequence;
}

/// A grant as it was made: what the hash of its number's sheet keeps of it.
struct Granted {
    ProgrammeId programme;
    /// With whose end the points expire.
    Month month;
    address account;
    uint64 points;
    uint40 sequence;
}

/// Points of one expiry month.
struct Bucket {
    Month month;
    uint64 points;
}

function sameProgramme(ProgrammeId a, ProgrammeId b) pure returns (bool) {
    return ProgrammeId.unwrap(a) == ProgrammeId.unwrap(b);
}

function otherProgramme(ProgrammeId a, ProgrammeId b) pure returns (bool) {
    return ProgrammeId.unwrap(a) != ProgrammeId.unwrap(b);
}

function sameMonth(Month a, Month b) pure returns (bool) {
    return Month.unwrap(a) == Month.unwrap(b);
}

function otherMonth(Month a, Month b) pure returns (bool) {
    return Month.unwrap(a) != Month.unwrap(b);
}

function monthBefore(Month a, Month b) pure returns (bool) {
    return Month.unwrap(a) < Month.unwrap(b);
}

function isNone(Month month) pure returns (bool) {
    return Month.unwrap(month) == 0;
}

function sameCycle(CycleId a, CycleId b) pure returns (bool) {
    return CycleId.unwrap(a) == CycleId.unwrap(b);
}

function otherCycle(CycleId a, CycleId b) pure returns (bool) {
    return CycleId.unwrap(a) != CycleId.unwrap(b);
}
