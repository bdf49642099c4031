// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {AreaCode, HouseholdStatus} from "../types/ReliefTypes.sol";

/// All that a payment reads and writes of a household, in one word, so that a page of payments takes one load and one store for each. A struct
/// would be taken apart field by field, for some 2,000 gas more.
///
/// | bits      | field                                                      |
/// |-----------|------------------------------------------------------------|
/// | 0 … 7     | status as it was set; what time makes of it is derived     |
/// | 8 … 47    | area                                                       |
/// | 48 … 55   | category                                                   |
/// | 56 … 87   | bank                                                       |
/// | 88 … 151  | fen given, in all benefits together                        |
/// | 152 … 183 | day of exit or end                                         |
/// | 184 … 215 | day on which it left another by a split                    |
/// | 216 … 231 | how often it was entered                                   |
type HouseholdState is uint256;

using {
    status,
    area,
    category,
    bank,
    given,
    closedOn,
    since,
    entries,
    matches,
    withStatus,
    withArea,
    withCategory,
    withBank,
    withGiven,
    withSince,
    entered
} for HouseholdState global;

uint256 constant AREA = 8;
uint256 constant CATEGORY = 48;
uint256 constant BANK = 56;
uint256 constant GIVEN = 88;
uint256 constant CLOSED_ON = 152;
uint256 constant SINCE = 184;
uint256 constant ENTRIES = 216;

function status(HouseholdState s) pure returns (HouseholdStatus) {
    return HouseholdStatus(uint8(HouseholdState.unwrap(s)));
}

function area(HouseholdState s) pure returns (AreaCode) {
    return AreaCode.wrap(uint40(HouseholdState.unwrap(s) >> AREA));
}

function category(HouseholdState s) pure returns (uint8) {
    return uint8(HouseholdState.unwrap(s) >> CATEGORY);
}

function bank(HouseholdState s) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(HouseholdState.unwrap(s) >> BANK));
}

function given(HouseholdState s) pure returns (uint64) {
    return uint64(HouseholdState.unwrap(s) >> GIVEN);
}

function closedOn(HouseholdState s) pure returns (Day) {
    return Day.wrap(uint32(HouseholdState.unwrap(s) >> CLOSED_ON));
}

function since(HouseholdState s) pure returns (Day) {
    return Day.wrap(uint32(HouseholdState.unwrap(s) >> SINCE));
}

function entries(HouseholdState s) pure returns (uint16) {
    return uint16(HouseholdState.unwrap(s) >> ENTRIES);
}

/// Whether it is as `wanted` where the mask has ones.
function matches(HouseholdState s, HouseholdState wanted, HouseholdState mask) pure returns (bool) {
    return (HouseholdState.unwrap(s) ^ HouseholdState.unwrap(wanted)) & HouseholdState.unwrap(mask) == 0;
}

/// Ones for the status, and if asked for category and bank.
function maskOf(bool ofCategory, bool ofBank) pure returns (HouseholdState mask) {
    mask = _with(mask, 0, 8, type(uint8).max);
    if (ofCategory) mask = withCategory(mask, type(uint8).max);
    if (ofBank) mask = _with(mask, BANK, 32, type(uint32).max);
}

/// @param closed day of exit or end; 0 in other statuses
function withStatus(HouseholdState s, HouseholdStatus next, Day closed) pure returns (HouseholdState) {
    return _with(_with(s, 0, 8, uint256(next)), CLOSED_ON, 32, Day.unwrap(closed));
}

function withArea(HouseholdState s, AreaCode next) pure returns (HouseholdState) {
    return _with(s, AREA, 40, AreaCode.unwrap(next));
}

function withCategory(HouseholdState s, uint8 next) pure returns (HouseholdState) {
    return _with(s, CATEGORY, 8, next);
}

function withBank(HouseholdState s, ParticipantId next) pure returns (HouseholdState) {
    return _with(s, BANK, 32, ParticipantId.unwrap(next));
}

function withGiven(HouseholdState s, uint64 next) pure returns (HouseholdState) {
    return _with(s, GIVEN, 64, next);
}

function withSince(HouseholdState s, Day next) pure returns (HouseholdState) {
    return _with(s, SINCE, 32, Day.unwrap(next));
}

/// Entered once more.
function entered(HouseholdState s) pure returns (HouseholdState) {
    return _with(s, ENTRIES, 16, entries(s) + 1);
}

/// @param value of no more than `width` bits
function _with(HouseholdState s, uint256 offset, uint256 width, uint256 value) pure returns (HouseholdState) {
    uint256 mask = ((1 << width) - 1) << offset;
    return HouseholdState.wrap((HouseholdState.unwrap(s) & ~mask) | (value << offset));
}
