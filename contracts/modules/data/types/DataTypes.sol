// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day, today} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";

/// A data asset (数据资产), counted from 1. Also the id of its certificate, an ERC-721 token.
type AssetId is uint32;

/// A filing for registration (登记申请): its asset << 32 | its number there. Number 0 is the asset's first registration.
type FilingId is uint64;

/// An objection to a filing or to a certificate, counted from 1.
type ObjectionId is uint32;

/// A challenge to show a chunk, counted from 1.
type ChallengeId is uint32;

/// A valuation (评估), counted from 1.
type ValuationId is uint32;

/// An offer, counted from 1; 0 where a licence stands on none.
type OfferId is uint32;

/// A licence (许可), counted from 1. Also the id of its ERC-721 token; 0 is none.
type LicenceId is uint32;

/// A purchase with what is paid and delivered for it (订单), counted from 1.
type SaleId is uint32;

/// A dispute, counted from 1.
type DisputeId is uint32;

/// A department's request for another's data, counted from 1.
type SharingId is uint32;

/// What data are used for, as a number from 0 to 63 whose name is set by order.
type Purpose is uint8;

/// A set of purposes: bit n for purpose n.
type Purposes is uint64;

using {assetOf, numberOf} for FilingId global;
using {sameAsset as ==, otherAsset as !=, isNoAsset} for AssetId global;
using {isNoLicence, sameLicence as ==} for LicenceId global;
using {isNoOffer} for OfferId global;
using {isNone, has, overlaps} for Purposes global;

// Shares of revenue are in 1/10,000.
uint16 constant WHOLE = 10_000;

/// The three rights in data (数据二十条, 2022), each held by one participant.
enum Right {
    None,
    /// Holding (数据资源持有权): the certificate. It is not licensed.
    Holding,
    /// Processing and use (数据加工使用权).
    Processing,
    /// Operation of products (数据产品经营权).
    Operation
}

/// Status of an asset. That a certificate has run out is derived.
enum AssetStatus {
    None,
    /// Its registration was asked for.
    Submitted,
    /// Its papers were reviewed; on public notice.
    MaterialReviewed,
    /// It has a certificate.
    Certified,
    /// It sells and delivers nothing; licences already given go on (D-7).
    Suspended,
    /// Not registered; the commitment is free again.
    Refused,
    /// Cancelled by its holder or by order; the commitment is free again.
    Withdrawn
}

/// What a filing is for, and what an entry in the register is of. Each kind is one of its own.
enum RegistrationKind {
    None,
    Initial,
    /// What is true of the data has changed.
    Change,
    /// A right has passed on.
    Transfer,
    Renewal,
    /// What was entered was wrong.
    Correction,
    Cancellation,
    Objection
}

enum FilingStatus {
    None,
    Submitted,
    /// Reviewed, on public notice where there is one.
    Reviewed,
    Certified,
    Refused,
    Withdrawn
}

/// Whether the content changes.
enum Update {
    None,
    Static,
    /// Versions follow each other.
    Dynamic
}

/// How large it is, roughly: no exact size is needed by anybody, and it could tell too much.
enum Volume {
    None,
    Megabytes,
    Gigabytes,
    Terabytes,
    Petabytes
}

/// Sensitivity (Data Security Law 21; Personal Information Protection Law 28). Uses of personal classes need the person's consent.
enum Sensitivity {
    None,
    /// General (一般数据).
    General,
    /// Important (重要数据): licensed within a named territory only.
    Important,
    /// Core (核心数据): registered and preserved, never offered.
    Core,
    /// Personal information (个人信息).
    Personal,
    /// Sensitive personal information (敏感个人信息), whose consent is a separate one.
    SensitivePersonal
}

/// How government data are shared (国发〔2016〕51号).
enum Sharing {
    /// Not government data.
    None,
    /// With every department that asks (无条件共享).
    Unconditional,
    /// When the owner agrees (有条件共享).
    Conditional,
    /// Not shared (不予共享).
    NotShared
}

enum LicenceStatus {
    None,
    /// Holds its place (and its exclusivity) while what was bought is delivered.
    Pending,
    Live,
    /// Never came to be: the purchase was undone.
    Void,
    /// Given up by its licensee.
    Surrendered,
    /// Ended by a decision or an order.
    Terminated,
    /// Has ended, and all that was prepaid and deposited is settled.
    Closed
}

/// Who a contributor is and what it gets of the revenue.
struct Contributor {
    ParticipantId participant;
    /// In 1/10,000.
    uint16 share;
}

/// How revenue is split (D-4): three shares follow the rights, the others are the contributors'. Together 10,000.
struct Shares {
    /// At least 1: whoever holds the certificate gets what rounding leaves over.
    uint16 holding;
    uint16 processing;
    uint16 operation;
    Contributor[] contributors;
}

/// What is registered of an asset beside its content, and can be changed or corrected.
struct Details {
    /// Digest of the schema.
    bytes32 schema;
    /// Digest of the statement of where the data come from.
    bytes32 source;
    Volume volume;
    Sensitivity sensitivity;
    Sharing sharing;
    Shares shares;
}

/// What an asset was made from.
struct Parent {
    AssetId asset;
    /// The licence that allowed it; 0 when the registrant held the parent's processing right itself.
    LicenceId licence;
}

/// Terms on which a right is licensed. Money in fen.
struct Terms {
    AssetId asset;
    /// Processing or Operation.
    Right right;
    /// Whether no other licence of the right overlaps it in purpose and time (D-2).
    bool exclusive;
    /// Whether the licensee may register assets that it makes from this one.
    bool derivable;
    /// Whether the licensee may pass the licence on.
    bool transferable;
    /// Whether the content is delivered under a key of the purchase; else it is served.
    bool delivery;
    Purposes purposes;
    /// From the day of issue on, both counted.
    uint16 daysValid;
    /// Most uses; 0: by number unlimited. With a price per use also bounded by what is prepaid.
    uint40 uses;
    /// Of the revenue of assets made from this one, in 1/10,000.
    uint16 royalty;
    /// Division or country in which it may be used (GB/T 2260 and GB/T 2659 numeric codes: 520100, 520000, 156); 0: everywhere.
    uint32 territory;
    /// For the licence as a whole.
    uint64 price;
    uint64 pricePerUse;
    /// Of each price per use, to the person whose data were used.
    uint64 personPay;
    /// Given back after the licence has ended.
    uint64 deposit;
    /// Who alone may take the offer; 0: anyone.
    ParticipantId buyer;
    /// Who decides disputes, beside the parties themselves and the courts; 0: nobody.
    ParticipantId arbiter;
    /// Who meters uses; 0: the offerer.
    ParticipantId meter;
    /// Hours that each step of a delivery may take.
    uint16 stepHours;
    /// Digest of the contract's text.
    bytes32 document;
}

/// A point of the curve BN254 (alt_bn128), whose multiplication is a precompile. (0, 0) is the point at infinity.
struct Point {
    uint256 x;
    uint256 y;
}

/// What a person consents to.
struct Scope {
    /// 0: all assets of the class.
    AssetId asset;
    /// Of a class-wide consent: Personal or SensitivePersonal; else None.
    Sensitivity sensitivity;
    Purpose purpose;
    /// Who may use the data.
    ParticipantId recipient;
}

function filingOn(AssetId asset, uint32 number) pure returns (FilingId) {
    return FilingId.wrap((uint64(AssetId.unwrap(asset)) << 32) | number);
}

function assetOf(FilingId filing) pure returns (AssetId) {
    return AssetId.wrap(uint32(FilingId.unwrap(filing) >> 32));
}

function numberOf(FilingId filing) pure returns (uint32) {
    return uint32(FilingId.unwrap(filing));
}

function sameAsset(AssetId a, AssetId b) pure returns (bool) {
    return AssetId.unwrap(a) == AssetId.unwrap(b);
}

function otherAsset(AssetId a, AssetId b) pure returns (bool) {
    return AssetId.unwrap(a) != AssetId.unwrap(b);
}

function isNoAsset(AssetId asset) pure returns (bool) {
    return AssetId.unwrap(asset) == 0;
}

function sameLicence(LicenceId a, LicenceId b) pure returns (bool) {
    return LicenceId.unwrap(a) == LicenceId.unwrap(b);
}

function isNoLicence(LicenceId licence) pure returns (bool) {
    return LicenceId.unwrap(licence) == 0;
}

function isNoOffer(OfferId offer) pure returns (bool) {
    return OfferId.unwrap(offer) == 0;
}

function isNone(Purposes purposes) pure returns (bool) {
    return Purposes.unwrap(purposes) == 0;
}

function has(Purposes purposes, Purpose purpose) pure returns (bool) {
    return Purpose.unwrap(purpose) < 64 && (Purposes.unwrap(purposes) >> Purpose.unwrap(purpose)) & 1 == 1;
}

function overlaps(Purposes a, Purposes b) pure returns (bool) {
    return Purposes.unwrap(a) & Purposes.unwrap(b) != 0;
}

function isPersonal(Sensitivity sensitivity) pure returns (bool) {
    return sensitivity == Sensitivity.Personal || sensitivity == Sensitivity.SensitivePersonal;
}

/// Whether a day that is the last of something has passed.
function isOver(Day lastDay) view returns (bool) {
    return lastDay < today();
}
