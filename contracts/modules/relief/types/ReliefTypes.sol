// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {CivilDate} from "../../../kernel/libraries/CivilDate.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {PersonId} from "../../../kernel/types/Passkey.sol";

/// An administrative division (GB/T 2260, with town and village), always as twelve digits: county 520115000000, township 520115101000,
/// village 520115101203. Divisions are a tree by their digits.
type AreaCode is uint40;

/// A relief programme (项目库/资金), counted from 1.
type ProgrammeId is uint32;

/// A household of one programme: its programme << 32 | its number there, from 1.
type HouseholdId is uint64;

/// An officer (帮扶干部), counted from 1.
type OfficerId is uint32;

/// What a programme's money may be spent on, as readable text ("EDUCATION").
type Purpose is bytes32;

/// Money of one programme for one purpose: a budget line, a donation campaign, or buyers' orders of produce. Counted from 1.
type FundId is uint32;

/// A lot of money that came in: its fund << 32 | its number there, from 1.
type LotId is uint64;

/// A project (帮扶项目), counted from 1.
type ProjectId is uint32;

/// A benefit that a programme grants, counted from 1.
type BenefitId is uint32;

/// One period's benefit of one project and area, as it was proposed and approved; counted from 1.
type RoundId is uint32;

/// A payout (拨付), counted from 1.
type PayoutId is uint32;

/// An objection, counted from 1.
type ObjectionId is uint32;

/// A buyer's order of produce, counted from 1.
type PurchaseId is uint32;

using {levelOf, parentOf, covers, spanOf, isWithin, sameArea as ==} for AreaCode global;
using {programmeOf, numberOf, isNoHousehold, householdPerson, sameHousehold as ==} for HouseholdId global;
using {isNoOfficer, officerPerson, sameOfficer as ==, otherOfficer as !=} for OfficerId global;
using {fundOf, lotNumber, isNoLot} for LotId global;
using {sameProgramme as ==, otherProgramme as !=} for ProgrammeId global;
using {samePurpose as ==, otherPurpose as !=} for Purpose global;

/// Levels of divisions, by how many digits name them.
enum Level {
    None,
    /// Two digits.
    Province,
    /// Four.
    City,
    /// Six.
    County,
    /// Nine.
    Township,
    /// Twelve.
    Village
}

/// The level of a division; None for what is no code.
function levelOf(AreaCode area) pure returns (Level) {
    uint40 code = AreaCode.unwrap(area);
    if (code < 1e11 || code >= 1e12) return Level.None;
    if (code % 1e3 != 0) return Level.Village;
    if (code % 1e6 != 0) return Level.Township;
    if (code % 1e8 != 0) return Level.County;
    if (code % 1e10 != 0) return Level.City;
    return Level.Province;
}

/// The division one level above; 0 above a province.
function parentOf(AreaCode area) pure returns (AreaCode) {
    uint40 code = AreaCode.unwrap(area);
    return AreaCode.wrap(code - (code % _unitOf(levelOf(area), 1)));
}

/// Whether `area` lies in this division, or is it.
function covers(AreaCode self, AreaCode area) pure returns (bool) {
    return area.isWithin(self, self.spanOf());
}

/// How many codes a division spans, from its own on; 0 for what is no code.
function spanOf(AreaCode area) pure returns (uint40) {
    return _unitOf(levelOf(area), 0);
}

/// Whether this division is among so many codes from `first` on.
function isWithin(AreaCode self, AreaCode first, uint40 span) pure returns (bool) {
    unchecked {
        // Of a lower code the difference wraps, to more than any span.
        return AreaCode.unwrap(self) - AreaCode.unwrap(first) < span;
    }
}

/// How many villages' codes a division of the level, or of `above` levels more, spans.
function _unitOf(Level level, uint8 above) pure returns (uint40) {
    uint8 rank = uint8(level);
    if (rank == 0) return above == 0 ? 0 : 1;
    rank -= above;
    if (rank == 5) return 1;
    if (rank == 4) return 1e3;
    if (rank == 3) return 1e6;
    if (rank == 2) return 1e8;
    if (rank == 1) return 1e10;
    return 1e12;
}

function sameArea(AreaCode a, AreaCode b) pure returns (bool) {
    return AreaCode.unwrap(a) == AreaCode.unwrap(b);
}

function householdOf(ProgrammeId programme, uint32 number) pure returns (HouseholdId) {
    return HouseholdId.wrap((uint64(ProgrammeId.unwrap(programme)) << 32) | number);
}

function programmeOf(HouseholdId household) pure returns (ProgrammeId) {
    return ProgrammeId.wrap(uint32(HouseholdId.unwrap(household) >> 32));
}

function numberOf(HouseholdId household) pure returns (uint32) {
    return uint32(HouseholdId.unwrap(household));
}

function isNoHousehold(HouseholdId household) pure returns (bool) {
    return HouseholdId.unwrap(household) == 0;
}

function householdPerson(HouseholdId household) pure returns (PersonId) {
    return PersonId.wrap(HouseholdId.unwrap(household));
}

function sameHousehold(HouseholdId a, HouseholdId b) pure returns (bool) {
    return HouseholdId.unwrap(a) == HouseholdId.unwrap(b);
}

/// Last day on which a household is observed that has exited on a day: the same date a year later.
function observationEnd(Day exit) pure returns (Day) {
    return CivilDate.addMonths(exit, 12);
}

function officerPerson(OfficerId officer) pure returns (PersonId) {
    return PersonId.wrap(OfficerId.unwrap(officer));
}

function sameOfficer(OfficerId a, OfficerId b) pure returns (bool) {
    return OfficerId.unwrap(a) == OfficerId.unwrap(b);
}

function otherOfficer(OfficerId a, OfficerId b) pure returns (bool) {
    return OfficerId.unwrap(a) != OfficerId.unwrap(b);
}

function isNoOfficer(OfficerId officer) pure returns (bool) {
    return OfficerId.unwrap(officer) == 0;
}

function isHousehold(PersonId person) pure returns (bool) {
    return PersonId.unwrap(person) > type(uint32).max;
}

/// Only for a household.
function asHousehold(PersonId person) pure returns (HouseholdId) {
    return HouseholdId.wrap(PersonId.unwrap(person));
}

/// Only for an officer.
function asOfficer(PersonId person) pure returns (OfficerId) {
    return OfficerId.wrap(uint32(PersonId.unwrap(person)));
}

function lotOf(FundId fund, uint32 number) pure returns (LotId) {
    return LotId.wrap((uint64(FundId.unwrap(fund)) << 32) | number);
}

function fundOf(LotId lot) pure returns (FundId) {
    return FundId.wrap(uint32(LotId.unwrap(lot) >> 32));
}

function lotNumber(LotId lot) pure returns (uint32) {
    return uint32(LotId.unwrap(lot));
}

function isNoLot(LotId lot) pure returns (bool) {
    return LotId.unwrap(lot) == 0;
}

function sameProgramme(ProgrammeId a, ProgrammeId b) pure returns (bool) {
    return ProgrammeId.unwrap(a) == ProgrammeId.unwrap(b);
}

function otherProgramme(ProgrammeId a, ProgrammeId b) pure returns (bool) {
    return ProgrammeId.unwrap(a) != ProgrammeId.unwrap(b);
}

function samePurpose(Purpose a, Purpose b) pure returns (bool) {
    return Purpose.unwrap(a) == Purpose.unwrap(b);
}

function otherPurpose(Purpose a, Purpose b) pure returns (bool) {
    return Purpose.unwrap(a) != Purpose.unwrap(b);
}

/// Where a programme's money comes from; the kinds never mix.
enum Source {
    None,
    /// Earmarked public money (专项).
    Fiscal,
    /// Money of a trade's authority (行业).
    Sector,
    /// Donations, and buyers of produce (社会).
    Social
}

/// What a participant does in a programme.
enum Role {
    None,
    /// Its officers act for the programme.
    Operator,
    /// Pays households' cards (一卡通).
    PayoutBank,
    /// Carries out projects.
    Implementer,
    /// Sells to households for vouchers, of one purpose.
    Merchant,
    /// Inspects milestones, as a third party.
    Inspector,
    /// Collects donations.
    Platform,
    /// Sells households' produce (合作社).
    Cooperative
}

/// Status of a household. `Observed` and `Closed` come with time and are derived.
enum HouseholdStatus {
    None,
    /// An officer and the household have signed for it.
    Proposed,
    /// The village has agreed (民主评议).
    Reviewed,
    /// On public notice (公示).
    OnNotice,
    /// After the notice; the township has approved, the county not yet.
    Endorsed,
    /// Helped.
    Registered,
    ExitProposed,
    ExitOnNotice,
    /// No longer helped, since today.
    Exited,
    /// Exited and watched for a year.
    Observed,
    /// Exited more than a year ago.
    Closed,
    /// A step of an officer was void: it starts again.
    UnderReview,
    /// Not taken in; it may be proposed again.
    Refused,
    /// Has become part of another, was split up, or has died out.
    Ended
}
