// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {HolderId, ParticipantId} from "../types/Ids.sol";
import {Mode, Standing, SizeClass, VotingClass} from "../types/Parties.sol";
import {Cases} from "../libraries/Cases.sol";
import {IWalletFollower} from "./IWalletFollower.sol";

/// Who takes part: legal entities, the accounts that act for them, what they are qualified for, and the seats that vote.
///
/// Warning: only facts of the public business register belong here. Nothing that identifies a natural person may be passed to
/// any function (K-8). Rights and duties belong to a participant, never to a key.
///
/// Conserved: an account serves at most one participant; a USCC at most one live participant (K-7).
interface IParticipantRegistry {
    /// What is known of a participant.
    struct Participant {
        // slot 0: all that the door reads
        /// Account that holds the participant's assets; an EOA or a contract account.
        address wallet;
        Standing standing;
        SizeClass size;
        /// Last second of the latest freezing case; not later than now: not frozen.
        uint40 frozenUntil;
        /// Second of admission; 0 while it is an applicant.
        uint40 admittedAt;
        // slot 1
        /// Unified social credit code (统一社会信用代码), 18 characters.
        bytes18 uscc;
        // slot 2
        /// Digest of the documents of the application.
        bytes32 evidence;
        // slot 3
        /// Legal name, as in the business register.
        string name;
    }

    /// An account bound to a participant. One slot.
    struct Account {
        ParticipantId participant;
        /// Bits of `Scopes`.
        uint8 scopes;
        /// Whether it may act only in the modules listed for it.
        bool limited;
        /// Most that one act of it may move, in fen; 0: no ceiling.
        uint64 ceiling;
    }

    /// A business qualification (资质) as granted.
    struct Qualification {
        ParticipantId issuer;
        /// Last second of its validity.
        uint40 until;
        /// Institution code (联行号 or finance institution code), 12 digits; 0 where the kind has none.
        uint64 code;
        bytes32 evidence;
    }

    /// What is on chain of a person's account: who knows the person, and until when it answers for it. One slot.
    struct Attestation {
        ParticipantId attester;
        /// Last second; earlier than now: it has ended, and the account only gives back what it holds.
        uint40 until;
    }

    /// A module part's door. One slot.
    struct Door {
        /// Name of the part's module.
        bytes31 module;
        /// Whether new business may pass; what preserves or performs rights always may.
        bool open;
    }

    /// An application to become a participant (public register facts only).
    struct Application {
        bytes18 uscc;
        string name;
        SizeClass size;
        address wallet;
        bytes32 evidence;
    }

    event ParticipantApplied(
        ParticipantId indexed participant,
        bytes18 indexed uscc,
        address indexed wallet,
        string name,
        SizeClass size,
        bytes32 evidence
    );
    /// Admitted, refused, suspended, reinstated or expelled.
    event ParticipantStandingChanged(ParticipantId indexed participant, Standing previous, Standing standing);
    /// Frozen under a new case, or the case's term renewed.
    event ParticipantFrozen(
        ParticipantId indexed participant,
        bytes32 indexed caseKey,
        uint40 until,
        uint40 frozenUntil
    );
    event ParticipantUnfrozen(ParticipantId indexed participant, bytes32 indexed caseKey, uint40 frozenUntil);
    /// Publicly warned, beside its standing.
    event ParticipantWarned(ParticipantId indexed participant, bytes32 indexed digest, uint40 until);
    event WarningWithdrawn(ParticipantId indexed participant, bytes32 indexed digest);
    /// A part's door was made, opened or shut by the ModuleDirectory.
    event DoorSet(address indexed part, bytes32 indexed module, bool open);
    /// By order to the ModuleDirectory: the part may, or may no longer, take money into custody.
    event CustodySet(address indexed part, bool custodial);
    event AccountBound(
        ParticipantId indexed participant,
        address indexed account,
        uint8 scopes,
        uint64 ceiling,
        bytes32[] modules
    );
    event AccountReleased(ParticipantId indexed participant, address indexed account);
    /// The old wallet has been released, the new one bound; what the old one held in settlement money has moved.
    event WalletChanged(ParticipantId indexed participant, address indexed previous, address indexed wallet);
    /// Attested, or attested anew for longer.
    event AccountAttested(ParticipantId indexed attester, address indexed account, uint40 until);
    event AttestationWithdrawn(ParticipantId indexed attester, address indexed account);
    event QualificationGranted(
        ParticipantId indexed participant,
        bytes32 indexed key,
        ParticipantId indexed issuer,
        uint40 until,
        uint64 code,
        bytes32 evidence
    );
    event QualificationRevoked(ParticipantId indexed participant, bytes32 indexed key);
    event SeatGranted(ParticipantId indexed participant, VotingClass indexed votingClass, uint256 seats);
    event SeatRevoked(ParticipantId indexed participant, VotingClass indexed votingClass, uint256 seats);

    error ParticipantUnknown(ParticipantId participant);
    error ParticipantWrongStanding(ParticipantId participant, Standing standing, Standing needed);
    error ParticipantIsFrozen(ParticipantId participant, uint40 until);
    error ParticipantUsccTaken(bytes18 uscc, ParticipantId holder);
    error ParticipantNameEmpty();
    error ParticipantSizeMissing();
    error ParticipantModuleHalted(bytes32 module);
    error ParticipantModuleUnknown(address part);
    error ParticipantModeMissing();
    error ParticipantDirectoryAlreadySet(address directory);
    error ParticipantFollowerAlreadySet(address follower);
    error ParticipantCallerNotDirectory(address caller);
    error AccountUnknown(address account);
    error AccountTaken(address account, ParticipantId holder);
    error AccountForbidden(address account);
    error AccountScopeMissing(address account, uint8 scopes, uint8 needed);
    error AccountScopesInvalid(uint8 scopes);
    error AccountModulesTooMany(uint256 count, uint256 max);
    error AccountNotForModule(address account, bytes32 module);
    error AccountCeilingExceeded(address account, uint256 amount, uint64 ceiling);
    error AccountConsentExpired(address account, uint256 deadline);
    error AccountConsentInvalid(address account);
    error AccountIsWallet(address account);
    error AttestationTermOver(address account, uint40 until);
    error AttestationOver(address account, ParticipantId attester, uint40 until);
    error AttestationNotOwn(address account, ParticipantId participant, ParticipantId attester);
    error QualificationMissing(ParticipantId participant, bytes32 key);
    error QualificationTermOver(bytes32 key, uint40 until);
    /// `BANK` and `FINANCE_COMPANY` have a code of 12 digits, the others none.
    error QualificationCodeInvalid(bytes32 key, uint64 code);
    error WarningDigestMissing(ParticipantId participant);
    error SeatClassMissing();
    error SeatAlreadyHeld(ParticipantId participant, VotingClass votingClass);
    error SeatNotHeld(ParticipantId participant, VotingClass votingClass);
    error SeatsFull(VotingClass votingClass, uint256 max);
    error SeatsTooFew(VotingClass votingClass, uint256 min);

    /// Applies for admission. Anyone may send it; the wallet agrees to all that it says (kernel.md, lifecycle).
    /// An application reserves nothing: USCC and wallet are checked again when it is admitted.
    /// @param signature the wallet's, over `Application(uscc, name, size, wallet, evidence, nonce, deadline)`; ERC-1271 for contracts
    /// @custom:access open
    function applyForAdmission(
        Application calldata application,
        uint256 deadline,
        bytes calldata signature
    ) external returns (ParticipantId participant);

    /// Admits an applicant and binds its wallet. By order (default policy: more than two thirds of the council).
    /// @custom:access restricted
    function admit(ParticipantId participant) external;

    /// Refuses an applicant; it may apply anew. By order.
    /// @custom:access restricted
    function refuse(ParticipantId participant) external;

    /// Suspends an active participant: no new business, duties and claims go on. By order.
    /// @custom:access restricted
    function suspend(ParticipantId participant) external;

    /// Ends a suspension. By order.
    /// @custom:access restricted
    function reinstate(ParticipantId participant) external;

    /// Expels a suspended participant, for good. Its USCC may apply anew; its wallet and accounts stay its own. By order.
    /// @custom:access restricted
    function expel(ParticipantId participant) external;

    /// Freezes a participant under a new case; a key serves once. It ends by itself after `until`. By order.
    /// @param until last second; at most one year from now
    /// @custom:access restricted
    function freeze(ParticipantId participant, bytes32 caseKey, uint40 until) external;

    /// Prolongs a live case. An act of its own, so that the emergency order of one authority cannot reach into another's case. By order.
    /// @param until last second, later than before; at most one year from now
    /// @custom:access restricted
    function renewFreeze(ParticipantId participant, bytes32 caseKey, uint40 until) external;

    /// Ends one case; others on the participant hold on. The inverse of `freeze` (same leading arguments). By order.
    /// @custom:access restricted
    function unfreeze(ParticipantId participant, bytes32 caseKey) external;

    /// Warns of a participant in public (公开警示). It stands beside the participant's standing, changes none of its rights, and ends by
    /// itself; at most 16 stand at a time. By order (default policy: one regulator).
    /// @param digest of the published text; each serves once per participant
    /// @param until last second; at most three years from now
    /// @custom:access restricted
    function warn(ParticipantId participant, bytes32 digest, uint40 until) external;

    /// Takes a warning back before its end. By order (default policy: one regulator).
    /// @custom:access restricted
    function withdrawWarning(ParticipantId participant, bytes32 digest) external;

    /// Grants or renews a business qualification. By order (default policy: one regulator).
    /// @param issuer an active participant
    /// @param until last second of its validity
    /// @param code 12-digit institution code for `BANK` and `FINANCE_COMPANY`, else 0
    /// @custom:access restricted
    function grantQualification(
        ParticipantId participant,
        bytes32 key,
        ParticipantId issuer,
        uint40 until,
        uint64 code,
        bytes32 evidence
    ) external;

    /// @custom:access restricted
    function revokeQualification(ParticipantId participant, bytes32 key) external;

    /// Gives a voting seat. By order (default policy: more than two thirds of the council and one regulator).
    /// @custom:access restricted
    function grantSeat(ParticipantId participant, VotingClass votingClass) external;

    /// Takes a seat; never below the council's founding minimum. By order.
    /// @custom:access restricted
    function revokeSeat(ParticipantId participant, VotingClass votingClass) external;

    /// Binds a further account to the caller's participant. The caller needs `ADMINISTRATION`; the account agrees by signature.
    /// @param scopes bits of `Scopes`
    /// @param ceiling most that one act of the account may move, in fen; 0: none
    /// @param modules names of the modules it is limited to; empty: all
    /// @param signature the account's, over `Consent(account, uscc, scopes, nonce, deadline)`
    /// @custom:access door:Preserve
    function bindAccount(
        address account,
        uint8 scopes,
        uint64 ceiling,
        bytes32[] calldata modules,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// Releases an account of the caller's participant. The caller needs `ADMINISTRATION` or is the account itself.
    /// @custom:access door:Preserve
    function releaseAccount(address account) external;

    /// Hands the caller's place as wallet to another account, which agrees by signature. Rights and duties are the participant's, so they
    /// stay as they are; the settlement balance moves along. Works for the frozen, suspended and expelled: nothing leaves them.
    /// The old wallet is no account any more. What it had allowed spenders does not move: the new wallet must allow anew. Other accounts of
    /// the participant stay bound. The caller is the wallet itself: no other account, whatever its scopes.
    /// @param wallet free, as for an application
    /// @param signature the new wallet's, over `WalletConsent(wallet, participant, nonce, deadline)`
    /// @custom:access door:Preserve
    function rotateWallet(address wallet, uint256 deadline, bytes calldata signature) external;

    /// As `rotateWallet`, for a participant whose wallet's key is lost or stolen. By order (default policy: as for seats, which come with
    /// the wallet: more than two thirds of the council and one regulator; or one court and one regulator, after 30 days).
    /// @custom:access restricted
    function replaceWallet(
        ParticipantId participant,
        address wallet,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// Names the contract whose balances follow a wallet, once and for all, while the suite is deployed.
    /// @custom:access restricted
    function setWalletFollower(IWalletFollower follower) external;

    /// Attests that an account is a person's whom the caller's participant has identified off chain. The caller needs `ADMINISTRATION`, its
    /// participant the standing of `Dispose`; the account agrees by signature. It can then hold, send and receive settlement money.
    /// Warning: nothing of the person goes on chain (K-8); a regulator reaches it through the attester.
    /// The account is a person's for good: it never becomes a participant's or a part (K-7). When the attestation has ended, this or another
    /// participant may attest it anew.
    /// @param until last second
    /// @param signature the account's, over `Consent(account, uscc of the attester, scopes = 0, nonce, deadline)`
    /// @custom:access door:Dispose
    function attest(address account, uint40 until, uint256 deadline, bytes calldata signature) external;

    /// Sets another end to an attestation of the caller's participant, also to one that has ended.
    /// @param until last second
    /// @custom:access door:Dispose
    function renewAttestation(address account, uint40 until) external;

    /// Ends an attestation of the caller's participant at once.
    /// @custom:access door:Preserve
    function withdrawAttestation(address account) external;

    /// Names the ModuleDirectory, once and for all, while the suite is deployed.
    /// @custom:access restricted
    function setDirectory(address directory) external;

    /// Makes, opens or shuts the doors of a module's parts. The ModuleDirectory, which decides; they are kept here so that an act pays
    /// for one call.
    /// @custom:access part
    function setDoors(address[] calldata parts, bytes31 module, bool open) external;

    /// Lets a part take money into custody, or no longer; what it has, it can pay out either way. The ModuleDirectory, which decides.
    /// @custom:access part
    function setCustodial(address part, bool custodial) external;

    /// The door: resolves and checks both parties of an act and the calling module, in one call (kernel.md, "The door").
    /// The caller must be a part registered in the ModuleDirectory.
    /// @param account who acts; its participant needs the standing of `mode`, itself the scope `ACTS`
    /// @param other the counterparty, or nobody
    /// @param amount fen that the act moves, held against the account's ceiling; 0 where it moves none
    /// @return participant whom `account` serves
    /// @return wallet its wallet
    /// @return otherWallet the counterparty's wallet, or 0
    function door(
        address account,
        ParticipantId other,
        Mode mode,
        uint256 amount
    ) external view returns (ParticipantId participant, address wallet, address otherWallet);

    /// Reverts unless `participant` may take part in an act of `mode` (the standing alone, without account or module).
    /// @return wallet its wallet
    function requireStanding(ParticipantId participant, Mode mode) external view returns (address wallet);

    /// Reverts unless `account` is the wallet of a participant that has the standing of `mode`, or a person's: for giving back (`Perform`)
    /// in whatever state, else while its attestation lasts.
    function requireHolder(address account, Mode mode) external view returns (HolderId holder);

    /// Reverts unless money may move so (K-5, K-6, K-11). The caller is the token.
    /// - By a module's part (delivery versus payment): from an admitted and unfrozen participant or a person. A purse (a custodial part) is
    ///   filled and emptied by parts of its own module only, so that it holds what its entries say.
    /// - By a person: its own money, while its attestation lasts; afterwards only to its attester.
    /// - Otherwise `spender` acts for an active and unfrozen participant within its own limits, and `from` is such a participant's wallet,
    ///   or a person's account as above.
    /// The latter two while the token's module is open. Always: `to` is an admitted participant's wallet, frozen and suspended ones
    /// included, or an attested person's account.
    /// @return payer whose money goes down; none for a purse
    function requireMove(
        address spender,
        address from,
        address to,
        uint256 amount
    ) external view returns (HolderId payer);

    /// As `requireMove`, for what a module's part pays to many participants at once.
    /// @return payer whose money goes down; none for a purse
    /// @return wallets those of the receivers, in their order
    function requireMoves(
        address part,
        address from,
        ParticipantId[] calldata to
    ) external view returns (HolderId payer, address[] memory wallets);

    /// Whose money lies in an account: a participant's in its wallet, a person's in its account; none in any other.
    function holderOf(address account) external view returns (HolderId);

    /// ERC-3643, read side: whether the account serves an active participant, or is a person's whose attestation lasts. Freezing is another
    /// matter, as there.
    function isVerified(address account) external view returns (bool);

    /// ERC-3643, read side: the legal entity behind an account, as the address of its wallet: for a participant's account its own, for a
    /// person's its attester's, through which a supervisor reaches the person; else 0.
    /// Warning: it is no ONCHAINID contract. What is known of an entity, this registry says itself.
    function identity(address account) external view returns (address);

    /// Attester and end of a person's account; zeros for any other.
    function attestationOf(address account) external view returns (Attestation memory);

    /// Whether a part may take money into custody.
    function isCustodial(address part) external view returns (bool);

    /// The participant for which `account` votes. Reverts unless it is active and the account has the scope `ORDERS`.
    function voterOf(address account) external view returns (ParticipantId participant);

    /// Reverts unless the qualification is granted and has not run out.
    function requireQualified(ParticipantId participant, bytes32 key) external view returns (uint64 code);

    function isQualified(ParticipantId participant, bytes32 key) external view returns (bool);

    function qualificationInfo(ParticipantId participant, bytes32 key) external view returns (Qualification memory);

    /// Whether the participant holds a seat in the class and is active, so that its vote counts.
    function mayVote(ParticipantId participant, VotingClass votingClass) external view returns (bool);

    /// Seats given in a class, whatever their holders' standing.
    function seats(VotingClass votingClass) external view returns (uint256);

    function seatHolders(VotingClass votingClass) external view returns (ParticipantId[] memory);

    function participantInfo(ParticipantId participant) external view returns (Participant memory);

    /// Number of participants and applicants so far; ids run from 1.
    function participantCount() external view returns (uint32);

    function accountInfo(address account) external view returns (Account memory);

    /// Names of the modules that a limited account may act in; empty for an unlimited one.
    function modulesOf(address account) external view returns (bytes32[] memory);

    function participantOf(address account) external view returns (ParticipantId);

    function participantByUscc(bytes18 uscc) external view returns (ParticipantId);

    function walletOf(ParticipantId participant) external view returns (address);

    /// Wallets of many, in their order; 0 for one that money can't be paid to, since it was never admitted.
    function payableWallets(ParticipantId[] calldata list) external view returns (address[] memory wallets);

    function doorOf(address part) external view returns (Door memory);

    function isFrozen(ParticipantId participant) external view returns (bool);

    /// Live and ended-but-not-yet-dropped freezing cases in their rank.
    function cases(ParticipantId participant) external view returns (Cases.Case[] memory);

    /// Standing and ended-but-not-yet-dropped warnings, oldest first; the key of each is its digest.
    function warnings(ParticipantId participant) external view returns (Cases.Case[] memory);

    /// Seats that the council never falls below.
    function minimumCouncil() external view returns (uint256);
}
