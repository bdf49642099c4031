// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ITitleToken} from "../../../kernel/interfaces/ITitleToken.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {PersonId} from "../../../kernel/types/Passkey.sol";
import {AssetId, LicenceId, LicenceStatus, OfferId, Purpose, Purposes, Right, Terms} from "../types/DataTypes.sol";
import {IDataConsents} from "./IDataConsents.sol";
import {IDataDescriptor} from "./IDataDescriptor.sol";
import {IDataDisputes} from "./IDataDisputes.sol";
import {IDataRegistry} from "./IDataRegistry.sol";
import {IDataRevenue} from "./IDataRevenue.sol";

/// Licences (许可) and the metering of their uses. A licence is an ERC-721 token while it lives.
///
/// | licence                    | act          | who                                     | then                              |
/// |----------------------------|--------------|-----------------------------------------|-----------------------------------|
/// | –                          | issue        | a purchase, a sharing of government data | Live; while it is delivered: Pending |
/// | Pending                    | activate     | the purchase                            | Live, its days run from today     |
/// | Pending                    | void         | the purchase, undone                    | Void                              |
/// | Live                       | recordUse(s) | the meter                               | Live                              |
/// | Live                       | topUp        | the licensee                            | Live, more uses are paid for      |
/// | Live                       | convey       | who takes it over (DataOffers), if its terms allow | Live, another's        |
/// | any                        | settle       | anyone: what is counted for 7 days      | as it was, uses paid for          |
/// | Live                       | surrender    | the licensee                            | Surrendered                       |
/// | Live, Surrendered          | terminate    | a decision, an order                    | Terminated                        |
/// | Live and over, Surrendered, Terminated | close | anyone, from 31 days after the end  | Closed                            |
///
/// A use is recorded as lawful only while it is (D-3, X-49): the licence lives, today is not after its last day, uses are left, the purpose is one
/// of its purposes, no order has stopped the asset's uses, and, for persons' data, the person consents to this licensee and purpose now.
/// Nothing of that is kept from one use to the next. What a use asked for and what it gave is on chain as one salted digest (D-8).
///
/// Two licences of one right of an asset, of which at least one is exclusive, never overlap in purpose and time (D-2, X-51); a licence that is
/// being delivered holds its place.
///
/// Uses at a price each are paid from what was prepaid: they stop where it ends. Of each price `personPay` goes to the person at once, the rest
/// to those who share in the asset's revenue when it is settled. The money itself is with DataRevenue.
interface IDataLicences is ITitleToken {
    struct Licence {
        // slot 0: what a use reads and writes
        ParticipantId licensee;
        AssetId asset;
        /// Last day of use; of a pending one none yet.
        Day lastDay;
        /// Uses so far; also the number of the latest.
        uint40 used;
        /// Number of the last use that is allowed and, where uses have a price, paid for.
        uint40 allowed;
        Purposes purposes;
        LicenceStatus status;
        /// Whether `personPay` is more than 0.
        bool paysPersons;
        // slot 1
        /// Who records uses.
        ParticipantId meter;
        /// Who licensed it.
        ParticipantId seller;
        OfferId offer;
        Day firstDay;
        /// Number of the last use that is settled.
        uint40 settled;
        /// Highest that `allowed` may become.
        uint40 most;
        uint16 royalty;
        uint16 daysValid;
        Right right;
        bool derivable;
        // slot 2
        uint64 pricePerUse;
        uint64 personPay;
        /// Fen that went to persons for uses that are not settled yet.
        uint64 paidToPersons;
        /// Day on which it ended before its last day.
        Day endedOn;
        bool exclusive;
        bool transferable;
        /// Whether its terms name the meter; else it is whoever licensed it, or holds the right after it.
        bool meterNamed;
        // slot 3
        /// keccak256(abi.encode(terms)) (X-57).
        bytes32 termsHash;
        // slot 4: what only settlements read
        /// Number of the last use that is settled next, and the day on which that was counted.
        uint40 counted;
        Day countedOn;
        /// Fen that went to persons for the uses from `settled` to `counted`.
        uint64 countedToPersons;
    }

    /// @param offer 0: government data, shared
    /// @param status Pending or Live
    /// @param firstDay no day while it is pending, as `lastDay`
    /// @param meter who records uses
    event LicenceIssued(
        LicenceId indexed licence,
        AssetId indexed asset,
        ParticipantId indexed licensee,
        ParticipantId seller,
        ParticipantId meter,
        OfferId offer,
        LicenceStatus status,
        Day firstDay,
        Day lastDay,
        bytes32 termsHash,
        Terms terms
    );
    event LicenceActivated(LicenceId indexed licence, AssetId indexed asset, Day firstDay, Day lastDay);
    /// @param ground digest of the decision or order that terminated it, else 0
    event LicenceEnded(
        LicenceId indexed licence,
        AssetId indexed asset,
        ParticipantId indexed licensee,
        LicenceStatus status,
        bytes32 ground
    );
    event LicenceTransferred(LicenceId indexed licence, ParticipantId indexed from, ParticipantId indexed to);
    /// @param person whose data were used; 0 for data that are nobody's
    /// @param digest of request and result
    event UseRecorded(
        LicenceId indexed licence,
        PersonId indexed person,
        Purpose indexed purpose,
        uint40 number,
        bytes32 digest
    );
    /// @param root of the uses' digests
    /// @param counts uses of each person's data
    event UsesRecorded(
        LicenceId indexed licence,
        Purpose indexed purpose,
        uint40 first,
        uint40 count,
        bytes32 root,
        PersonId[] persons,
        uint40[] counts
    );
    /// @param allowed number of the last use that is paid for now
    event LicencePrepaid(LicenceId indexed licence, ParticipantId indexed licensee, uint64 amount, uint40 allowed);
    /// @param through number of the last use that is settled next
    event UsesCounted(LicenceId indexed licence, uint40 through, Day countedOn);
    /// @param through number of the last use that is settled
    /// @param uses settled now, without those struck
    /// @param amount fen released
    /// @param toPersons fen of the uses' price that had gone to persons
    event LicenceSettled(LicenceId indexed licence, uint40 through, uint40 uses, uint64 amount, uint64 toPersons);
    /// @param uses that are not paid for after all
    /// @param restored uses that what is prepaid lasts for again
    event UsesStruck(LicenceId indexed licence, uint40 uses, uint40 restored, uint40 allowed);
    event MeterTakenOver(LicenceId indexed licence, ParticipantId indexed from, ParticipantId indexed to);

    error DataLicenceUnknown(LicenceId licence);
    error DataLicenceWrongStatus(LicenceId licence, LicenceStatus status, LicenceStatus needed);
    /// Its last day has passed (X-49).
    error DataLicenceOver(LicenceId licence, Day lastDay);
    error DataLicenceExhausted(LicenceId licence, uint40 used, uint40 count, uint40 allowed);
    error DataLicencePurposeOutside(LicenceId licence, Purpose purpose, Purposes purposes);
    error DataLicenceUsesStopped(LicenceId licence, AssetId asset, uint40 until);
    /// The next use is another: this one is recorded already, or one before it is missing (X-115).
    error DataLicenceUseOutOfOrder(LicenceId licence, uint40 number, uint40 next);
    error DataLicenceDigestMissing(LicenceId licence);
    error DataLicencePersonMissing(LicenceId licence, AssetId asset);
    /// The data are nobody's: no person is named.
    error DataLicencePersonNotAsked(LicenceId licence, PersonId person);
    error DataLicencePersonsTooMany(LicenceId licence, uint256 count, uint256 max);
    /// Persons rise, each has a count of its own, and the counts add up to the uses.
    error DataLicencePersonsUneven(LicenceId licence, uint256 persons, uint256 counts, uint256 uses);
    error DataLicenceNotMeter(LicenceId licence, ParticipantId caller, ParticipantId meter);
    error DataLicenceNotLicensee(LicenceId licence, ParticipantId caller, ParticipantId licensee);
    /// `exclusive` has the purpose for itself, until its last day or, of a pending one, until it is delivered or undone (D-2).
    error DataLicenceExcluded(AssetId asset, Right right, Purpose purpose, LicenceId exclusive);
    /// Others have the purpose, until `until` or while they are delivered (`pending`), so that it can't be one's alone (D-2).
    error DataLicenceNotAlone(AssetId asset, Right right, Purpose purpose, Day until, uint32 pending);
    error DataLicenceNotPriced(LicenceId licence);
    error DataLicenceAmountInvalid(LicenceId licence, uint64 amount, uint64 pricePerUse);
    error DataLicenceUsesBeyondTerms(LicenceId licence, uint256 allowed, uint40 most);
    error DataLicenceNothingUnsettled(LicenceId licence);
    /// What was counted can still be disputed: it is settled from `from` on.
    error DataLicenceNotSettled(LicenceId licence, uint40 counted, Day from);
    error DataLicenceStrikeOutOfRange(LicenceId licence, uint40 uses, uint40 unsettled);
    error DataLicenceInDispute(LicenceId licence);
    error DataLicenceNotTransferable(LicenceId licence);
    /// To itself, or to the licence's meter: nobody meters its own use.
    error DataLicenceReceiverInvalid(LicenceId licence, ParticipantId to);
    /// It hasn't ended, or disputes may still be opened: from `from` on.
    error DataLicenceNotClosable(LicenceId licence, Day from);
    error DataLicenceNotDerivable(LicenceId licence, AssetId asset, ParticipantId participant);
    /// The terms name the meter, or it is the caller already.
    error DataLicenceMeterStays(LicenceId licence, ParticipantId meter);
    error DataLicencePartsAlreadySet();

    /// Records one use. The meter, also while the module is halted.
    /// @param number the latest use's and 1: a repeated call does nothing twice (X-115)
    /// @param person whose data were used; 0 for data that are nobody's
    /// @param digest of request and result, with a salt that only the parties know
    /// @custom:access door:Perform
    function recordUse(LicenceId licence, uint40 number, Purpose purpose, PersonId person, bytes32 digest) external;

    /// Records uses by the root of a Merkle tree over them, all or none. A leaf is keccak256(keccak256(abi.encode(number, digest))), as
    /// OpenZeppelin's standard tree of ["uint40", "bytes32"] has it. The meter, also while the module is halted.
    /// @param first number of the first, the latest use's and 1
    /// @param persons whose data were used, rising, at most 64; none for data that are nobody's
    /// @param counts uses of each one's data; together `count`
    /// @custom:access door:Perform
    function recordUses(
        LicenceId licence,
        uint40 first,
        uint40 count,
        Purpose purpose,
        bytes32 root,
        PersonId[] calldata persons,
        uint40[] calldata counts
    ) external;

    /// Takes the metering over from who had the licensed right before the caller, where the terms name no meter (D-6). Who holds the right.
    /// @custom:access door:Dispose
    function takeOverMeter(LicenceId licence) external;

    /// Prepays uses. The licensee of a licence with a price per use.
    /// @param amount fen: a multiple of the price; never for more uses than the terms allow
    /// @custom:access door:Dispose
    function topUp(LicenceId licence, uint64 amount) external;

    /// Settles uses in periods: releases the price of those that were counted at least 7 days ago, less what has gone to persons, and counts
    /// those since, which are settled in their turn. The licensee has these days to dispute them; while it does nothing is settled.
    /// @custom:access open
    function settle(LicenceId licence) external;

    /// Gives a licence up; what is prepaid and not used comes back when it is closed. The licensee.
    /// @custom:access door:Preserve
    function surrender(LicenceId licence) external;

    /// Closes a licence that has ended, 30 days after its end: settles it, and gives what is left of the prepaid and the deposit back to the
    /// licensee. Not while it is disputed.
    /// @custom:access open
    function close(LicenceId licence) external;

    /// Names, once, the parts that keep the money and know what is disputed.
    /// @custom:access restricted
    function setParts(IDataRevenue revenue, IDataDisputes disputes) external;

    /// Makes a licence. The seller holds the right on that day (D-2), and no exclusive licence overlaps it.
    /// @param offer 0: none
    /// @param pending whether what is licensed is yet to be delivered
    /// @custom:access part
    function issue(
        Terms calldata terms,
        OfferId offer,
        ParticipantId seller,
        ParticipantId licensee,
        bool pending
    ) external returns (LicenceId);

    /// Pending → Live: from today on.
    /// @custom:access part
    function activate(LicenceId licence) external;

    /// Pending → Void, and its place is free again.
    /// @custom:access part
    function void(LicenceId licence) external;

    /// Passes a licence on, with what is prepaid and the deposit.
    /// @custom:access part
    function convey(LicenceId licence, ParticipantId from, ParticipantId to) external;

    /// Live, Surrendered → Terminated, by a decision or an order.
    /// @param ground its digest
    /// @custom:access part
    function terminate(LicenceId licence, bytes32 ground) external;

    /// Counts all uses so far, which the licensee disputes.
    /// @return unsettled how many of them are not settled
    /// @custom:access part
    function contest(LicenceId licence) external returns (uint40 unsettled);

    /// Settles the uses that were counted, and strikes `uses` of them (0: none): they are not paid for, and what was paid for them lasts for as
    /// many others. What persons have been paid for them is borne by the asset's side, whose meter has recorded them.
    /// @custom:access part
    function strike(LicenceId licence, uint40 uses) external;

    /// Reverts as `recordUses` would for uses of one person's data (0: nobody's) on the block that asks: what a gateway asks at the head of
    /// the chain before it serves (X-54).
    function requireUsable(LicenceId licence, Purpose purpose, PersonId person, uint40 count) external view;

    /// Reverts unless the licensee `from` may pass the licence on to `to` today: its terms allow it, and nothing about it is disputed.
    /// @return lastDay of the licence
    function requireTransferable(
        LicenceId licence,
        ParticipantId from,
        ParticipantId to
    ) external view returns (Day lastDay);

    /// Reverts unless the participant may register an asset made from this one under the licence today (D-1).
    function requireDerivable(LicenceId licence, AssetId asset, ParticipantId participant) external view;

    /// Of the revenue of assets made under it, in 1/10,000.
    function royaltyOf(LicenceId licence) external view returns (uint16);

    function licenceInfo(LicenceId licence) external view returns (Licence memory);

    /// Whether it is Live and not over.
    function isLive(LicenceId licence) external view returns (bool);

    /// The day from which on it can be closed; no day: it has no end yet.
    function closableFrom(LicenceId licence) external view returns (Day);

    /// Who has a purpose of a right for itself.
    /// @return exclusive 0: nobody has
    /// @return until last day; of a pending licence the last that a day can be
    function exclusiveOf(
        AssetId asset,
        Right right,
        Purpose purpose
    ) external view returns (LicenceId exclusive, Day until);

    /// What keeps a purpose of a right from becoming one licensee's alone.
    /// @return until last day of licences that are not exclusive; one that ended early counts until all are closed
    /// @return pending licences that are being delivered
    function latestUntil(AssetId asset, Right right, Purpose purpose) external view returns (Day until, uint32 pending);

    /// Root of the batch whose first use has this number; 0: none begins there.
    function batchRoot(LicenceId licence, uint40 first) external view returns (bytes32);

    /// Whether the batch that begins with use `first` has use `number` with this digest in it.
    function verifyUse(
        LicenceId licence,
        uint40 first,
        uint40 number,
        bytes32 digest,
        bytes32[] calldata proof
    ) external view returns (bool);

    /// Licences so far; ids run from 1.
    function licenceCount() external view returns (uint32);

    function registry() external view returns (IDataRegistry);

    function consents() external view returns (IDataConsents);

    function descriptor() external view returns (IDataDescriptor);

    function revenue() external view returns (IDataRevenue);

    function disputes() external view returns (IDataDisputes);
}
