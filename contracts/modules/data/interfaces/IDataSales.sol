// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {AssetId, LicenceId, OfferId, Point, Right, SaleId} from "../types/DataTypes.sol";
import {IDataDisputes} from "./IDataDisputes.sol";
import {IDataLicences} from "./IDataLicences.sol";
import {IDataOffers} from "./IDataOffers.sol";
import {IDataRegistry} from "./IDataRegistry.sol";
import {IDataRevenue} from "./IDataRevenue.sol";

/// Purchases of licences (订单), and the exchange of content for money where content is delivered.
///
/// | sale                         | act              | who                        | then                                       |
/// |------------------------------|------------------|----------------------------|--------------------------------------------|
/// | –                            | order            | the buyer                  | Ordered; without delivery: Released        |
/// | Ordered                      | commit           | the seller, in time        | Committed                                  |
/// | Committed                    | confirmCiphertext | the buyer, in time        | Received                                   |
/// | Received                     | postKey          | the seller, in time        | KeyPosted                                  |
/// | Ordered, Committed, Received | decline          | the seller                 | Refunded                                   |
/// | Ordered, Committed, Received | lapse            | anyone, after its time     | Refunded                                   |
/// | KeyPosted                    | accept           | the buyer                  | Released                                   |
/// | KeyPosted                    | release          | anyone, after its time     | Released                                   |
/// | KeyPosted, Disputed          | proveWrongKey    | anyone; in time, if KeyPosted | Refunded                                |
/// | KeyPosted                    | hold             | a dispute, in time         | Disputed                                   |
/// | Disputed                     | resolve          | the end of the dispute     | Released; undone: Refunded                 |
///
/// The exchange (D-5). The buyer makes a key pair for this one order and pays. The seller encrypts the content under a key of this one order, and
/// commits to the Merkle root over the ciphertext's chunks and to the key's digest. The buyer confirms that it has that ciphertext. The seller posts
/// the key, wrapped: XOR keccak256(abi.encode(chain id, this contract, sale, S)), where S = e · B = b · E on the curve BN254 for the buyer's pair
/// (b, B) and the seller's fresh one (e, E). If that does not open to the committed digest, the buyer shows it by revealing b, which is good for
/// nothing else, and has its money back at once; silence releases the money to the seller. Each step may take so many hours as the offer says,
/// counted from the step before.
///
/// What this settles is that the committed key was delivered. Whether that key opens the ciphertext to the content that is registered, and whether
/// that is as it was described, is for a quality dispute ({IDataDisputes}): the buyer finds out in the same window, chunk by chunk.
///
/// Conserved: of a sale, price = released + refunded once it has ended, and nothing before. From every state time and acts that are open to
/// anyone lead to an end, whatever the parties do; a dispute has its own last day.
///
/// Warning: who calls, or tries out, `proveWrongKey` tells the order's secret to everyone who sees the call: with a right key it gives the content
/// away. Try `previewWrongKey` on a node of one's own, or unwrap off chain, first.
interface IDataSales is IKernelModule {
    enum SaleStatus {
        None,
        /// Paid; waits for the seller's commitment.
        Ordered,
        /// Waits for the buyer to confirm that it has the ciphertext.
        Committed,
        /// Waits for the key.
        Received,
        /// The key is with the buyer, to be checked.
        KeyPosted,
        /// Held by a quality dispute.
        Disputed,
        /// Over: what was not given back is the asset's, and the licence has begun.
        Released,
        /// Over: undone, the licence is void.
        Refunded
    }

    /// Why a sale ended.
    enum SaleGround {
        None,
        /// Nothing was to be delivered.
        Served,
        /// The buyer has accepted the key.
        Accepted,
        /// The window for the buyer's proof has passed.
        WindowPassed,
        /// The seller has declined.
        Declined,
        /// A step was not made in time.
        Lapsed,
        /// The key was shown to be wrong.
        WrongKey,
        /// The end of a dispute.
        Dispute
    }

    struct Sale {
        // slot 0: all that a step reads
        OfferId offer;
        LicenceId licence;
        AssetId asset;
        ParticipantId buyer;
        ParticipantId seller;
        /// Last second of the present step.
        uint40 deadline;
        /// Hours of a step; 0: nothing is delivered.
        uint16 stepHours;
        SaleStatus status;
        Right right;
        // slot 1
        /// Fen.
        uint64 price;
        uint64 deposit;
        /// Chunks of the ciphertext.
        uint32 chunks;
        /// The asset's version whose content it is.
        uint24 version;
        // slots 2 to 8
        Point orderKey;
        bytes32 ciphertextRoot;
        bytes32 keyDigest;
        Point ephemeral;
        bytes32 wrapped;
    }

    /// @param deadline of the seller's commitment; 0: nothing is delivered
    event SaleOrdered(
        SaleId indexed sale,
        ParticipantId indexed buyer,
        ParticipantId indexed seller,
        OfferId offer,
        LicenceId licence,
        AssetId asset,
        uint64 price,
        uint64 deposit,
        Point orderKey,
        uint40 deadline
    );
    /// @param deadline of the buyer's confirmation
    event CiphertextCommitted(
        SaleId indexed sale,
        ParticipantId indexed seller,
        bytes32 ciphertextRoot,
        uint32 chunks,
        bytes32 keyDigest,
        uint40 deadline
    );
    /// @param deadline of the seller's key
    event CiphertextConfirmed(SaleId indexed sale, ParticipantId indexed buyer, uint40 deadline);
    /// @param deadline of the buyer's proof or dispute
    event KeyPosted(
        SaleId indexed sale,
        ParticipantId indexed seller,
        Point ephemeral,
        bytes32 wrapped,
        uint40 deadline
    );
    event SaleHeld(SaleId indexed sale);
    /// @param released fen of the price
    /// @param refunded fen of the price; 0 but after a dispute
    event SaleReleased(
        SaleId indexed sale,
        ParticipantId indexed buyer,
        ParticipantId indexed seller,
        SaleGround ground,
        uint64 released,
        uint64 refunded
    );
    /// The licence is void, and the deposit back with the buyer.
    /// @param released fen of the price; 0 but after a dispute
    /// @param refunded fen of the price
    event SaleRefunded(
        SaleId indexed sale,
        ParticipantId indexed buyer,
        ParticipantId indexed seller,
        SaleGround ground,
        uint64 released,
        uint64 refunded,
        uint64 deposit
    );

    error DataSaleUnknown(SaleId sale);
    /// @param allowed bit n: status n
    error DataSaleWrongStatus(SaleId sale, SaleStatus status, uint8 allowed);
    error DataSaleNotBuyer(SaleId sale, ParticipantId caller, ParticipantId buyer);
    error DataSaleNotSeller(SaleId sale, ParticipantId caller, ParticipantId seller);
    error DataSaleTooLate(SaleId sale, uint40 deadline);
    error DataSaleTooEarly(SaleId sale, uint40 deadline);
    /// Not a point of the curve, or the point at infinity.
    error DataSalePointInvalid(uint256 x, uint256 y);
    /// With the same x-coordinate: each order has a key of its own, of which the other's owner can't know the secret.
    error DataSaleOrderKeyUsed(uint256 x, SaleId sale);
    /// What is served needs no key.
    error DataSaleOrderKeyNotNeeded(OfferId offer);
    error DataSaleCiphertextMissing(SaleId sale);
    /// The seller has used it for another sale.
    error DataSaleKeyDigestUsed(SaleId sale, bytes32 keyDigest);
    /// Not the secret of the sale's order key.
    error DataSaleSecretWrong(SaleId sale);
    /// What was posted opens to the committed digest.
    error DataSaleKeyRight(SaleId sale);
    error DataSaleAmountBeyondPrice(SaleId sale, uint64 amount, uint64 price);
    error DataSaleDisputesAlreadySet(address disputes);

    /// Buys a licence: takes the offer and pays price and deposit. What is served is released at once, and the licence is live.
    /// @param termsSeen digest of the terms that the buyer agrees to (X-57)
    /// @param orderKey the buyer's public key for this order alone; (0, 0) where nothing is delivered
    /// @custom:access door:Dispose
    function order(
        OfferId offer,
        bytes32 termsSeen,
        Point calldata orderKey
    ) external returns (SaleId sale, LicenceId licence);

    /// Declines before the key is posted, and the buyer has its money back. The seller.
    /// @custom:access door:Preserve
    function decline(SaleId sale) external;

    /// Commits to the ciphertext that the buyer is sent, of the version that is the asset's latest now, and to its key. The seller, in time, while
    /// the asset is tradable (D-7).
    /// @param ciphertextRoot of the tree over the ciphertext's chunks; a leaf is keccak256(keccak256(abi.encode(index, keccak256(chunk))))
    /// @param keyDigest keccak256 of the key's 32 bytes; of each sale another
    /// @custom:access door:Perform
    function commit(SaleId sale, bytes32 ciphertextRoot, uint32 chunks, bytes32 keyDigest) external;

    /// Confirms that the ciphertext of that root is here: without it a key would be good for nothing. The buyer, in time.
    /// @custom:access door:Perform
    function confirmCiphertext(SaleId sale) external;

    /// Posts the key. The seller, in time, while the asset is tradable (D-7) and the right that is licensed still its own (D-2).
    /// @param ephemeral the seller's public key for this sale alone
    /// @param wrapped the key, XOR what only buyer and seller can compute
    /// @custom:access door:Perform
    function postKey(SaleId sale, Point calldata ephemeral, bytes32 wrapped) external;

    /// Accepts the key. The buyer.
    /// @custom:access door:Perform
    function accept(SaleId sale) external;

    /// Shows that what was posted does not open to the committed digest: in the window, or while a dispute holds the sale.
    /// @param orderSecret that of the order key; it is public from now on
    /// @custom:access open
    function proveWrongKey(SaleId sale, uint256 orderSecret) external;

    /// Releases the money after the window for a proof.
    /// @custom:access open
    function release(SaleId sale) external;

    /// Refunds after a step was not made in time.
    /// @custom:access open
    function lapse(SaleId sale) external;

    /// Names, once, the part that decides what is disputed.
    /// @custom:access restricted
    function setDisputes(IDataDisputes disputes) external;

    /// Holds a sale whose key is being checked, for a dispute that its buyer raises in the window.
    /// @custom:access part
    function hold(SaleId sale, ParticipantId buyer) external;

    /// Ends a sale that is held.
    /// @param toBuyer fen of the price that go back
    /// @param undone whether the licence is void; else it begins
    /// @custom:access part
    function resolve(SaleId sale, uint64 toBuyer, bool undone) external;

    /// Whether the key that was posted is wrong, for a secret that is the sale's.
    /// Warning: the node that is asked learns the secret.
    function previewWrongKey(SaleId sale, uint256 orderSecret) external view returns (bool);

    function saleInfo(SaleId sale) external view returns (Sale memory);

    /// The sale that a licence was bought in; 0: none.
    function saleOf(LicenceId licence) external view returns (SaleId);

    /// The sale for which a point with this x-coordinate serves or served as order key; 0: none.
    function saleOfOrderKey(uint256 x) external view returns (SaleId);

    /// Sales so far; ids run from 1.
    function saleCount() external view returns (uint32);

    function offers() external view returns (IDataOffers);

    function licences() external view returns (IDataLicences);

    function registry() external view returns (IDataRegistry);

    function revenue() external view returns (IDataRevenue);

    function disputes() external view returns (IDataDisputes);
}
