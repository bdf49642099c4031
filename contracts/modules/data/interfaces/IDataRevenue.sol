// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {ISettlementToken} from "../../../kernel/interfaces/ISettlementToken.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {PersonId} from "../../../kernel/types/Passkey.sol";
import {AssetId, LicenceId} from "../types/DataTypes.sol";
import {IDataConsents} from "./IDataConsents.sol";
import {IDataLicences} from "./IDataLicences.sol";
import {IDataRegistry} from "./IDataRegistry.sol";

/// The purse of data assets: what is paid for licences and uses until it is released or given back, and what is released until those to whom it
/// is due take it out. Whoever pays allows this contract to take the money.
///
/// What is released for an asset is split to the fen, each time by the shares and holders of that moment (X-52):
/// - each asset that it was made from gets the royalty of the licence that allowed it, rounded down; it waits there until somebody passes it on,
///   which splits it in the same way, so that no release walks up a whole lineage;
/// - the rest goes by the asset's shares, each rounded down; what that leaves over goes to the holder of the certificate.
///
/// Conserved (D-4): paid = released + refunded + open, where open = Σ over licences of order + prepaid + deposit.
/// Conserved (K-6): the balance = paid − refunded − claimed = open + Σ owed to participants + Σ owed to persons + Σ waiting at assets.
///
/// Warning: nothing in the purse can be frozen by order (X-82). So anybody can have what is owed to another paid out to it: into its wallet,
/// where a case on its money does hold it, also while it is frozen itself.
interface IDataRevenue is IKernelModule {
    /// What a licence's money is for, in fen. One slot.
    struct Account {
        /// Its price, until what was bought is delivered.
        uint64 order;
        /// For uses to come, and for those that are not settled yet.
        uint64 prepaid;
        uint64 deposit;
    }

    /// Sums over all licences since the beginning, in fen. One slot.
    struct Totals {
        /// Taken in.
        uint64 paid;
        /// Became somebody's: split, or a person's.
        uint64 released;
        /// Given back to licensees.
        uint64 refunded;
        /// Of what was released, paid out.
        uint64 claimed;
    }

    /// How an amount released for an asset is divided.
    struct Split {
        /// Assets that it was made from under a licence with a royalty, and what each gets; none of 0 fen.
        AssetId[] parents;
        uint64[] royalties;
        /// Holders of rights, then contributors; none of 0 fen. One who is several has an entry for each.
        ParticipantId[] receivers;
        uint64[] amounts;
    }

    /// Money came in for a licence; the amounts are what was added to each part of its account.
    event MoneyTaken(
        LicenceId indexed licence,
        ParticipantId indexed payer,
        uint64 order,
        uint64 prepaid,
        uint64 deposit
    );
    /// Money went back; the amounts are what was taken from each part of the account.
    event MoneyGivenBack(
        LicenceId indexed licence,
        ParticipantId indexed payee,
        uint64 order,
        uint64 prepaid,
        uint64 deposit
    );
    /// Money of a licence was released for its asset; `RevenueSplit` follows. The amounts are what was taken from each part of the account.
    event MoneyReleased(LicenceId indexed licence, AssetId indexed asset, uint64 order, uint64 prepaid, uint64 deposit);
    /// @param licence 0: royalties that had waited at the asset were passed on
    event RevenueSplit(
        AssetId indexed asset,
        LicenceId indexed licence,
        uint64 gross,
        AssetId[] parents,
        uint64[] royalties,
        ParticipantId[] receivers,
        uint64[] amounts
    );
    /// A person is paid for the use of its data, out of what was prepaid.
    /// @param owed fen that wait for the person
    event PersonCredited(PersonId indexed person, LicenceId indexed licence, uint64 amount, uint64 owed);
    event RevenueClaimed(ParticipantId indexed participant, uint64 amount);
    event PersonPaid(PersonId indexed person, address indexed account, uint64 amount);

    /// The licence's account has less than is to be taken from this part of it.
    error DataRevenueShort(LicenceId licence, uint64 needed, uint64 available);
    /// Nothing waits at the asset.
    error DataRevenueNothingWaiting(AssetId asset);
    error DataRevenueNothingOwed(ParticipantId participant);
    error DataRevenueNothingOwedToPerson(PersonId person);
    /// The person has named no account.
    error DataRevenuePayeeMissing(PersonId person);

    /// Splits what waits at an asset from those made from it.
    /// @custom:access open
    function passOn(AssetId asset) external;

    /// Pays a participant all that it is owed, into its wallet.
    /// @custom:access open
    function claimFor(ParticipantId participant) external;

    /// Pays a person all that it is owed, into the account that it has named or the attested one that it enrolled with.
    /// @custom:access open
    function claimForPerson(PersonId person) external;

    /// Takes price and deposit of a purchase from the buyer's wallet.
    /// @custom:access part
    function takeOrder(LicenceId licence, ParticipantId buyer, uint64 price, uint64 deposit) external;

    /// Releases fen of a price, for the asset.
    /// @custom:access part
    function releaseOrder(LicenceId licence, AssetId asset, uint64 amount) external;

    /// Gives fen of a price and of the deposit back.
    /// @custom:access part
    function refundOrder(LicenceId licence, ParticipantId buyer, uint64 price, uint64 deposit) external;

    /// Takes money for uses to come from the licensee's wallet.
    /// @custom:access part
    function prepay(LicenceId licence, ParticipantId licensee, uint64 amount) external;

    /// Releases fen of what was prepaid, for the asset.
    /// @custom:access part
    function releaseUses(LicenceId licence, AssetId asset, uint64 amount) external;

    /// Owes a person fen of what was prepaid.
    /// @custom:access part
    function creditPerson(LicenceId licence, PersonId person, uint64 amount) external;

    /// Releases fen of a deposit, for the asset.
    /// @custom:access part
    function forfeitDeposit(LicenceId licence, AssetId asset, uint64 amount) external;

    /// Gives all that is left of a licence's prepaid and deposit back.
    /// @custom:access part
    function giveBack(LicenceId licence, ParticipantId licensee) external returns (uint64 prepaid, uint64 deposit);

    function accountOf(LicenceId licence) external view returns (Account memory);

    /// Fen that wait for a participant.
    function owedTo(ParticipantId participant) external view returns (uint64);

    /// Fen that wait for a person.
    function owedToPerson(PersonId person) external view returns (uint64);

    /// Fen of royalties that wait to be passed on.
    function waitingAt(AssetId asset) external view returns (uint64);

    function totals() external view returns (Totals memory);

    /// How an amount would be split if it were released for the asset now.
    function previewSplit(AssetId asset, uint64 gross) external view returns (Split memory);

    function registry() external view returns (IDataRegistry);

    function licences() external view returns (IDataLicences);

    function consents() external view returns (IDataConsents);

    function money() external view returns (ISettlementToken);
}
