// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IWalletFollower} from "../interfaces/IWalletFollower.sol";
import {Cases} from "../libraries/Cases.sol";
import {Uscc} from "../libraries/Uscc.sol";
import {HolderId, NO_HOLDER, NOBODY, ParticipantId, personOf} from "../types/Ids.sol";
import {Mode, Qualifications, Scopes, SizeClass, Standing, VotingClass} from "../types/Parties.sol";

/// Documented in {IParticipantRegistry}.
contract ParticipantRegistry is IParticipantRegistry, AccessManaged, EIP712, Nonces {
    using Cases for Cases.Book;
    using EnumerableSet for EnumerableSet.UintSet;

    bytes32 public constant APPLICATION_TYPEHASH = keccak256(
        "Application(bytes18 uscc,string name,uint8 size,address wallet,bytes32 evidence,uint256 nonce,uint256 deadline)"
    );
    bytes32 public constant CONSENT_TYPEHASH = keccak256(
        "Consent(address account,bytes18 uscc,uint8 scopes,uint256 nonce,uint256 deadline)"
    );
    bytes32 public constant WALLET_TYPEHASH = keccak256(
        "WalletConsent(address wallet,uint32 participant,uint256 nonce,uint256 deadline)"
    );
    /// Seats of one voting class at most.
    uint256 public constant MAX_SEATS = 100;
    /// Modules that an account can be limited to at most.
    uint256 public constant MAX_MODULES = 16;
    /// A freezing case on a participant lasts at most so long from its opening or renewal (B-16: money).
    uint256 public constant MAX_FREEZE_TERM = 365 days;
    /// A public warning stands at most so long.
    uint256 public constant MAX_WARNING_TERM = 3 * 365 days;

    /// @inheritdoc IParticipantRegistry
    uint256 public immutable minimumCouncil;

    /// @inheritdoc IParticipantRegistry
    uint32 public participantCount;

    /// Set once; decides which doors there are and whether they are open.
    address public directory;

    /// Set once; what a wallet holds there moves to the wallet that takes its place.
    IWalletFollower public walletFollower;

    mapping(address part => Door) private _doors;
    mapping(address part => bool) private _custodial;
    mapping(ParticipantId participant => Participant) private _participants;
    mapping(address account => Account) private _accounts;
    mapping(address account => bytes32[]) private _modulesOf;
    /// An entry is never removed: an account that was a person's once is one for good.
    mapping(address account => Attestation) private _attestations;
    mapping(bytes18 uscc => ParticipantId) private _byUscc;
    mapping(ParticipantId participant => mapping(bytes32 key => Qualification)) private _qualifications;
    mapping(ParticipantId participant => Cases.Book) private _cases;
    mapping(ParticipantId participant => Cases.Book) private _warnings;
    mapping(VotingClass votingClass => EnumerableSet.UintSet) private _seats;

    modifier onlyDirectory() {
        _onlyDirectory();
        _;
    }

    constructor(
        address authority,
        uint256 minimumCouncil_
    ) AccessManaged(authority) EIP712("RopeNet Participants", "1") {
        minimumCouncil = minimumCouncil_;
    }

    /// @inheritdoc IParticipantRegistry
    function applyForAdmission(
        Application calldata application,
        uint256 deadline,
        bytes calldata signature
    ) external returns (ParticipantId participant) {
        // Checks
        Uscc.requireValid(application.uscc);
        if (bytes(application.name).length == 0) revert ParticipantNameEmpty();
        if (application.size == SizeClass.None) revert ParticipantSizeMissing();
        _requireUsccFree(application.uscc);
        _requireAccountFree(application.wallet);
        _requireConsent(application.wallet, _hashApplication(application, deadline), deadline, signature);

        // Effects
        participant = ParticipantId.wrap(++participantCount);
        Participant storage p = _participants[participant];
        p.wallet = application.wallet;
        p.standing = Standing.Applied;
        p.size = application.size;
        p.uscc = application.uscc;
        p.evidence = application.evidence;
        p.name = application.name;
        emit ParticipantApplied(
            participant,
            application.uscc,
            application.wallet,
            application.name,
            application.size,
            application.evidence
        );
    }

    /// @inheritdoc IParticipantRegistry
    function admit(ParticipantId participant) external restricted {
        Participant storage p = _changeStanding(participant, Standing.Applied, Standing.Active);
        _requireUsccFree(p.uscc);
        _requireAccountFree(p.wallet);

        p.admittedAt = uint40(block.timestamp);
        _byUscc[p.uscc] = participant;
        _bindWallet(participant, p.wallet);
    }

    /// @inheritdoc IParticipantRegistry
    function refuse(ParticipantId participant) external restricted {
        _changeStanding(participant, Standing.Applied, Standing.Refused);
    }

    /// @inheritdoc IParticipantRegistry
    function suspend(ParticipantId participant) external restricted {
        _changeStanding(participant, Standing.Active, Standing.Suspended);
    }

    /// @inheritdoc IParticipantRegistry
    function reinstate(ParticipantId participant) external restricted {
        _changeStanding(participant, Standing.Suspended, Standing.Active);
    }

    /// @inheritdoc IParticipantRegistry
    function expel(ParticipantId participant) external restricted {
        Participant storage p = _changeStanding(participant, Standing.Suspended, Standing.Expelled);
        _byUscc[p.uscc] = NOBODY;
    }

    /// @inheritdoc IParticipantRegistry
    function freeze(ParticipantId participant, bytes32 caseKey, uint40 until) external restricted {
        Participant storage p = _admitted(participant);
        uint40 frozenUntil = _cases[participant].open(caseKey, until, MAX_FREEZE_TERM);
        p.frozenUntil = frozenUntil;
        emit ParticipantFrozen(participant, caseKey, until, frozenUntil);
    }

    /// @inheritdoc IParticipantRegistry
    function renewFreeze(ParticipantId participant, bytes32 caseKey, uint40 until) external restricted {
        Participant storage p = _admitted(participant);
        uint40 frozenUntil = _cases[participant].renew(caseKey, until, MAX_FREEZE_TERM);
        p.frozenUntil = frozenUntil;
        emit ParticipantFrozen(participant, caseKey, until, frozenUntil);
    }

    /// @inheritdoc IParticipantRegistry
    function unfreeze(ParticipantId participant, bytes32 caseKey) external restricted {
        Participant storage p = _admitted(participant);
        uint40 frozenUntil = _cases[participant].close(caseKey);
        p.frozenUntil = frozenUntil;
        emit ParticipantUnfrozen(participant, caseKey, frozenUntil);
    }

    /// @inheritdoc IParticipantRegistry
    function warn(ParticipantId participant, bytes32 digest, uint40 until) external restricted {
        _admitted(participant);
        if (digest == 0) revert WarningDigestMissing(participant);
        _warnings[participant].open(digest, until, MAX_WARNING_TERM);
        emit ParticipantWarned(participant, digest, until);
    }

    /// @inheritdoc IParticipantRegistry
    function withdrawWarning(ParticipantId participant, bytes32 digest) external restricted {
        _warnings[participant].close(digest);
        emit WarningWithdrawn(participant, digest);
    }

    /// @inheritdoc IParticipantRegistry
    function grantQualification(
        ParticipantId participant,
        bytes32 key,
        ParticipantId issuer,
        uint40 until,
        uint64 code,
        bytes32 evidence
    ) external restricted {
        _admitted(participant);
        _requireActive(issuer);
        if (until <= block.timestamp) revert QualificationTermOver(key, until);
        bool hasCode = key == Qualifications.BANK || key == Qualifications.FINANCE_COMPANY;
        if (hasCode ? code < 1e11 || code >= 1e12 : code != 0) revert QualificationCodeInvalid(key, code);
        _qualifications[participant][key] = Qualification({
            issuer: issuer,
            until: until,
            code: code,
            evidence: evidence
        });
        emit QualificationGranted(participant, key, issuer, until, code, evidence);
    }

    /// @inheritdoc IParticipantRegistry
    function revokeQualification(ParticipantId participant, bytes32 key) external restricted {
        if (_qualifications[participant][key].until == 0) revert QualificationMissing(participant, key);
        delete _qualifications[participant][key];
        emit QualificationRevoked(participant, key);
    }

    /// @inheritdoc IParticipantRegistry
    function grantSeat(ParticipantId participant, VotingClass votingClass) external restricted {
        if (votingClass == VotingClass.None) revert SeatClassMissing();
        _requireActive(participant);
        EnumerableSet.UintSet storage holders = _seats[votingClass];
        if (holders.length() == MAX_SEATS) revert SeatsFull(votingClass, MAX_SEATS);
        if (!holders.add(ParticipantId.unwrap(participant))) revert SeatAlreadyHeld(participant, votingClass);
        emit SeatGranted(participant, votingClass, holders.length());
    }

    /// @inheritdoc IParticipantRegistry
    function revokeSeat(ParticipantId participant, VotingClass votingClass) external restricted {
        EnumerableSet.UintSet storage holders = _seats[votingClass];
        if (!holders.remove(ParticipantId.unwrap(participant))) revert SeatNotHeld(participant, votingClass);
        if (votingClass == VotingClass.Council && holders.length() < minimumCouncil)
            revert SeatsTooFew(votingClass, minimumCouncil);
        emit SeatRevoked(participant, votingClass, holders.length());
    }

    /// @inheritdoc IParticipantRegistry
    function bindAccount(
        address account,
        uint8 scopes,
        uint64 ceiling,
        bytes32[] calldata modules,
        uint256 deadline,
        bytes calldata signature
    ) external {
        // Checks
        (ParticipantId participant, Participant storage p) = _administered(Mode.Preserve);
        if (scopes == 0 || scopes > Scopes.ALL) revert AccountScopesInvalid(scopes);
        if (modules.length > MAX_MODULES) revert AccountModulesTooMany(modules.length, MAX_MODULES);
        _requireAccountFree(account);
        _useConsent(account, p.uscc, scopes, deadline, signature);

        // Effects
        _accounts[account] = Account({
            participant: participant,
            scopes: scopes,
            limited: modules.length > 0,
            ceiling: ceiling
        });
        _modulesOf[account] = modules;
        emit AccountBound(participant, account, scopes, ceiling, modules);
    }

    /// @inheritdoc IParticipantRegistry
    function releaseAccount(address account) external {
        ParticipantId participant = _resolve(msg.sender, msg.sender == account ? 0 : Scopes.ADMINISTRATION);
        if (_accounts[account].participant != participant) revert AccountUnknown(account);
        if (_participants[participant].wallet == account) revert AccountIsWallet(account);
        delete _accounts[account];
        delete _modulesOf[account];
        emit AccountReleased(participant, account);
    }

    /// @inheritdoc IParticipantRegistry
    function rotateWallet(address wallet, uint256 deadline, bytes calldata signature) external {
        _changeWallet(_walletHolder(msg.sender), wallet, deadline, signature);
    }

    /// @inheritdoc IParticipantRegistry
    function replaceWallet(
        ParticipantId participant,
        address wallet,
        uint256 deadline,
        bytes calldata signature
    ) external restricted {
        _changeWallet(participant, wallet, deadline, signature);
    }

    /// @inheritdoc IParticipantRegistry
    function setWalletFollower(IWalletFollower follower) external restricted {
        if (address(walletFollower) != address(0)) revert ParticipantFollowerAlreadySet(address(walletFollower));
        walletFollower = follower;
    }

    /// @inheritdoc IParticipantRegistry
    function attest(address account, uint40 until, uint256 deadline, bytes calldata signature) external {
        // Checks
        (ParticipantId attester, Participant storage p) = _administered(Mode.Dispose);
        bool hasEnded = _attestations[account].until != 0 && !_isAttested(account);
        if (!hasEnded) _requireAccountFree(account);
        _useConsent(account, p.uscc, 0, deadline, signature);

        // Effects
        _attest(attester, account, until);
    }

    /// @inheritdoc IParticipantRegistry
    function renewAttestation(address account, uint40 until) external {
        (ParticipantId attester, ) = _administered(Mode.Dispose);
        _requireAttester(attester, account);
        _attest(attester, account, until);
    }

    /// @inheritdoc IParticipantRegistry
    function withdrawAttestation(address account) external {
        (ParticipantId attester, ) = _administered(Mode.Preserve);
        Attestation storage a = _requireAttester(attester, account);
        if (!_isAttested(account)) revert AttestationOver(account, attester, a.until);
        a.until = uint40(block.timestamp - 1);
        emit AttestationWithdrawn(attester, account);
    }

    /// @inheritdoc IParticipantRegistry
    function setDirectory(address directory_) external restricted {
        if (directory != address(0)) revert ParticipantDirectoryAlreadySet(directory);
        directory = directory_;
    }

    /// @inheritdoc IParticipantRegistry
    function setDoors(address[] calldata parts, bytes31 module, bool open) external onlyDirectory {
        for (uint256 i; i < parts.length; ++i) {
            _requireNobodys(parts[i]);
            _doors[parts[i]] = Door({module: module, open: open});
            emit DoorSet(parts[i], module, open);
        }
    }

    /// @inheritdoc IParticipantRegistry
    function setCustodial(address part, bool custodial) external onlyDirectory {
        _custodial[part] = custodial;
        emit CustodySet(part, custodial);
    }

    /// @inheritdoc IParticipantRegistry
    function door(
        address account,
        ParticipantId other,
        Mode mode,
        uint256 amount
    ) external view returns (ParticipantId participant, address wallet, address otherWallet) {
        bytes32 module = _passDoor(mode);

        participant = _resolveActor(account, module, amount);
        wallet = _requireStanding(participant, mode).wallet;
        // A counterparty need only be able to take part; that it is frozen concerns it as a payer or disposer, not as a payee.
        if (!other.isNobody())
            otherWallet = _requireStanding(other, mode == Mode.Dispose ? mode : Mode.Preserve).wallet;
    }

    /// @inheritdoc IParticipantRegistry
    function requireStanding(ParticipantId participant, Mode mode) external view returns (address wallet) {
        return _requireStanding(participant, mode).wallet;
    }

    /// @inheritdoc IParticipantRegistry
    function requireHolder(address account, Mode mode) external view returns (HolderId holder) {
        holder = holderOf(account);
        _requireHolder(holder, account, mode);
    }

    /// @inheritdoc IParticipantRegistry
    function requireMove(
        address spender,
        address from,
        address to,
        uint256 amount
    ) external view returns (HolderId payer) {
        bytes32 module = _doors[spender].module;
        bool byPart = module != 0;
        if (byPart) {
            payer = _requirePayer(from, module);
        } else {
            payer = holderOf(from);
            module = _passDoor(Mode.Dispose);
            bool isOwn = spender == from && payer.isPerson();
            if (!isOwn) _requireStanding(_resolveActor(spender, module, amount), Mode.Dispose);
            _requireHolder(payer, from, payer.isPerson() && identity(from) == to ? Mode.Perform : Mode.Dispose);
        }

        HolderId payee = holderOf(to);
        bool isOwnPurse = payee.isNone() && byPart && _custodial[to] && _doors[to].module == module;
        if (!isOwnPurse) _requireHolder(payee, to, Mode.Preserve);
    }

    /// @inheritdoc IParticipantRegistry
    function requireMoves(
        address part,
        address from,
        ParticipantId[] calldata to
    ) external view returns (HolderId payer, address[] memory wallets) {
        bytes32 module = _doors[part].module;
        if (module == 0) revert ParticipantModuleUnknown(part);
        payer = _requirePayer(from, module);
        wallets = payableWallets(to);
        for (uint256 i; i < to.length; ++i) {
            if (wallets[i] == address(0)) _requireStanding(to[i], Mode.Preserve);
        }
    }

    /// @inheritdoc IParticipantRegistry
    function holderOf(address account) public view returns (HolderId) {
        ParticipantId participant = _accounts[account].participant;
        if (!participant.isNobody()) {
            return _participants[participant].wallet == account ? participant.asHolder() : NO_HOLDER;
        }
        return _attestations[account].until == 0 ? NO_HOLDER : personOf(account);
    }

    /// @inheritdoc IParticipantRegistry
    function isVerified(address account) external view returns (bool) {
        ParticipantId participant = _accounts[account].participant;
        if (participant.isNobody()) return _isAttested(account);
        return _participants[participant].standing == Standing.Active;
    }

    /// @inheritdoc IParticipantRegistry
    function identity(address account) public view returns (address) {
        return _participants[_patronOf(account)].wallet;
    }

    /// @inheritdoc IParticipantRegistry
    function attestationOf(address account) external view returns (Attestation memory) {
        return _attestations[account];
    }

    /// @inheritdoc IParticipantRegistry
    function isCustodial(address part) external view returns (bool) {
        return _custodial[part];
    }

    /// @inheritdoc IParticipantRegistry
    function voterOf(address account) external view returns (ParticipantId participant) {
        participant = _resolve(account, Scopes.ORDERS);
        _requireActive(participant);
    }

    /// @inheritdoc IParticipantRegistry
    function requireQualified(ParticipantId participant, bytes32 key) external view returns (uint64 code) {
        if (!isQualified(participant, key)) revert QualificationMissing(participant, key);
        return _qualifications[participant][key].code;
    }

    /// @inheritdoc IParticipantRegistry
    function isQualified(ParticipantId participant, bytes32 key) public view returns (bool) {
        return _qualifications[participant][key].until >= block.timestamp;
    }

    /// @inheritdoc IParticipantRegistry
    function qualificationInfo(ParticipantId participant, bytes32 key) external view returns (Qualification memory) {
        return _qualifications[participant][key];
    }

    /// @inheritdoc IParticipantRegistry
    function mayVote(ParticipantId participant, VotingClass votingClass) external view returns (bool) {
        return
            _seats[votingClass].contains(ParticipantId.unwrap(participant)) &&
            _participants[participant].standing == Standing.Active;
    }

    /// @inheritdoc IParticipantRegistry
    function seats(VotingClass votingClass) external view returns (uint256) {
        return _seats[votingClass].length();
    }

    /// @inheritdoc IParticipantRegistry
    function seatHolders(VotingClass votingClass) external view returns (ParticipantId[] memory holders) {
        uint256[] memory values = _seats[votingClass].values();
        holders = new ParticipantId[](values.length);
        for (uint256 i; i < values.length; ++i) {
            holders[i] = ParticipantId.wrap(uint32(values[i]));
        }
    }

    /// @inheritdoc IParticipantRegistry
    function participantInfo(ParticipantId participant) external view returns (Participant memory) {
        return _participants[participant];
    }

    /// @inheritdoc IParticipantRegistry
    function accountInfo(address account) external view returns (Account memory) {
        return _accounts[account];
    }

    /// @inheritdoc IParticipantRegistry
    function modulesOf(address account) external view returns (bytes32[] memory) {
        return _modulesOf[account];
    }

    /// @inheritdoc IParticipantRegistry
    function participantOf(address account) external view returns (ParticipantId) {
        return _accounts[account].participant;
    }

    /// @inheritdoc IParticipantRegistry
    function participantByUscc(bytes18 uscc) external view returns (ParticipantId) {
        return _byUscc[uscc];
    }

    /// @inheritdoc IParticipantRegistry
    function walletOf(ParticipantId participant) external view returns (address) {
        return _participants[participant].wallet;
    }

    /// @inheritdoc IParticipantRegistry
    function payableWallets(ParticipantId[] calldata list) public view returns (address[] memory wallets) {
        wallets = new address[](list.length);
        for (uint256 i; i < list.length; ++i) {
            Participant storage p = _participants[list[i]];
            (address wallet, Standing standing) = (p.wallet, p.standing);
            if (_isAdmitted(standing)) wallets[i] = wallet;
        }
    }

    /// @inheritdoc IParticipantRegistry
    function isFrozen(ParticipantId participant) external view returns (bool) {
        return _isFrozen(_participants[participant]);
    }

    /// @inheritdoc IParticipantRegistry
    function doorOf(address part) external view returns (Door memory) {
        return _doors[part];
    }

    /// @inheritdoc IParticipantRegistry
    function cases(ParticipantId participant) external view returns (Cases.Case[] memory) {
        return _cases[participant].list;
    }

    /// @inheritdoc IParticipantRegistry
    function warnings(ParticipantId participant) external view returns (Cases.Case[] memory) {
        return _warnings[participant].list;
    }

    /// @dev The EIP-712 domain separator, for signers.
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    function _changeStanding(
        ParticipantId participant,
        Standing needed,
        Standing next
    ) private returns (Participant storage p) {
        p = _participants[participant];
        Standing previous = p.standing;
        if (previous == Standing.None) revert ParticipantUnknown(participant);
        if (previous != needed) revert ParticipantWrongStanding(participant, previous, needed);
        p.standing = next;
        emit ParticipantStandingChanged(participant, previous, next);
    }

    /// Ends the old wallet as an account, and lets the new one take its place and what it held. The other accounts stay.
    function _changeWallet(
        ParticipantId participant,
        address wallet,
        uint256 deadline,
        bytes calldata signature
    ) private {
        // Checks
        Participant storage p = _admitted(participant);
        _requireAccountFree(wallet);
        bytes32 consent = keccak256(abi.encode(WALLET_TYPEHASH, wallet, participant, _useNonce(wallet), deadline));
        _requireConsent(wallet, consent, deadline, signature);

        // Effects
        address previous = p.wallet;
        delete _accounts[previous];
        emit AccountReleased(participant, previous);
        p.wallet = wallet;
        _bindWallet(participant, wallet);
        emit WalletChanged(participant, previous, wallet);

        // Interactions
        walletFollower.followWallet(previous, wallet);
    }

    function _bindWallet(ParticipantId participant, address wallet) private {
        _accounts[wallet] = Account({participant: participant, scopes: Scopes.ALL, limited: false, ceiling: 0});
        emit AccountBound(participant, wallet, Scopes.ALL, 0, new bytes32[](0));
    }

    /// What the wallet signs for an application: all of it.
    function _hashApplication(Application calldata application, uint256 deadline) private returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    APPLICATION_TYPEHASH,
                    application.uscc,
                    keccak256(bytes(application.name)),
                    application.size,
                    application.wallet,
                    application.evidence,
                    _useNonce(application.wallet),
                    deadline
                )
            );
    }

    function _useConsent(
        address account,
        bytes18 uscc,
        uint8 scopes,
        uint256 deadline,
        bytes calldata signature
    ) private {
        bytes32 consent = keccak256(abi.encode(CONSENT_TYPEHASH, account, uscc, scopes, _useNonce(account), deadline));
        _requireConsent(account, consent, deadline, signature);
    }

    function _requireConsent(
        address account,
        bytes32 structHash,
        uint256 deadline,
        bytes calldata signature
    ) private view {
        if (block.timestamp > deadline) revert AccountConsentExpired(account, deadline);
        if (!SignatureChecker.isValidSignatureNowCalldata(account, _hashTypedDataV4(structHash), signature)) {
            revert AccountConsentInvalid(account);
        }
    }

    function _resolve(address account, uint8 scope) private view returns (ParticipantId participant) {
        Account storage a = _accounts[account];
        participant = a.participant;
        if (participant.isNobody()) revert AccountUnknown(account);
        if (a.scopes & scope != scope) revert AccountScopeMissing(account, a.scopes, scope);
    }

    /// The calling part's module; reverts when it has no door, or a shut one for new business.
    function _passDoor(Mode mode) private view returns (bytes32 module) {
        Door storage d = _doors[msg.sender];
        module = d.module;
        if (module == 0) revert ParticipantModuleUnknown(msg.sender);
        if (mode == Mode.Dispose && !d.open) revert ParticipantModuleHalted(module);
    }

    /// As `_resolve` for business acts, within the account's ceiling and modules.
    function _resolveActor(
        address account,
        bytes32 module,
        uint256 amount
    ) private view returns (ParticipantId participant) {
        participant = _resolve(account, Scopes.ACTS);
        Account storage a = _accounts[account];
        if (a.ceiling != 0 && amount > a.ceiling) revert AccountCeilingExceeded(account, amount, a.ceiling);
        if (a.limited && !_isAllowed(account, module)) revert AccountNotForModule(account, module);
    }

    function _isAllowed(address account, bytes32 module) private view returns (bool) {
        bytes32[] storage modules = _modulesOf[account];
        for (uint256 i; i < modules.length; ++i) {
            if (modules[i] == module) return true;
        }
        return false;
    }

    function _walletHolder(address wallet) private view returns (ParticipantId participant) {
        participant = _accounts[wallet].participant;
        if (participant.isNobody() || _participants[participant].wallet != wallet) revert AccountUnknown(wallet);
    }

    /// The caller's participant and its facts; the caller administers it, and it has the standing of `mode`.
    function _administered(Mode mode) private view returns (ParticipantId participant, Participant storage p) {
        participant = _resolve(msg.sender, Scopes.ADMINISTRATION);
        p = _requireStanding(participant, mode);
    }

    function _requireAttester(ParticipantId attester, address account) private view returns (Attestation storage a) {
        a = _attestations[account];
        if (a.attester != attester) revert AttestationNotOwn(account, attester, a.attester);
    }

    function _attest(ParticipantId attester, address account, uint40 until) private {
        if (until <= block.timestamp) revert AttestationTermOver(account, until);
        _attestations[account] = Attestation({attester: attester, until: until});
        emit AccountAttested(attester, account, until);
    }

    /// Whether somebody answers for the person now. That its attester is frozen or suspended is no fault of the person's; of an expelled
    /// one nobody can say that it still knows it.
    function _isAttested(address account) private view returns (bool) {
        Attestation storage a = _attestations[account];
        return a.until >= block.timestamp && _participants[a.attester].standing != Standing.Expelled;
    }

    /// Whose money a part of the module takes: a holder's that may pay, or its module's purse's.
    function _requirePayer(address from, bytes32 module) private view returns (HolderId payer) {
        payer = holderOf(from);
        if (!payer.isNone() || _doors[from].module != module) _requireHolder(payer, from, Mode.Perform);
    }

    function _requireHolder(HolderId holder, address account, Mode mode) private view {
        if (holder.isNone()) revert AccountUnknown(account);
        if (!holder.isPerson()) {
            _requireStanding(holder.asParticipant(), mode);
        } else if (mode != Mode.Perform && !_isAttested(account)) {
            revert AttestationOver(account, _attestations[account].attester, _attestations[account].until);
        }
    }

    /// The one place that says which standing each mode needs.
    function _requireStanding(ParticipantId participant, Mode mode) private view returns (Participant storage p) {
        if (mode == Mode.None) revert ParticipantModeMissing();
        p = _admitted(participant);
        if (mode == Mode.Dispose && p.standing != Standing.Active) {
            revert ParticipantWrongStanding(participant, p.standing, Standing.Active);
        }
        if (mode != Mode.Preserve && _isFrozen(p)) revert ParticipantIsFrozen(participant, p.frozenUntil);
    }

    function _admitted(ParticipantId participant) private view returns (Participant storage p) {
        p = _participants[participant];
        if (!_isAdmitted(p.standing)) {
            if (p.standing == Standing.None) revert ParticipantUnknown(participant);
            revert ParticipantWrongStanding(participant, p.standing, Standing.Active);
        }
    }

    function _requireActive(ParticipantId participant) private view {
        Standing standing = _admitted(participant).standing;
        if (standing != Standing.Active) revert ParticipantWrongStanding(participant, standing, Standing.Active);
    }

    /// A member, or one that was: is paid what it is owed.
    function _isAdmitted(Standing standing) private pure returns (bool) {
        return standing >= Standing.Active;
    }

    function _isFrozen(Participant storage p) private view returns (bool) {
        return p.frozenUntil >= block.timestamp;
    }

    function _requireUsccFree(bytes18 uscc) private view {
        ParticipantId holder = _byUscc[uscc];
        if (holder != NOBODY) revert ParticipantUsccTaken(uscc, holder);
    }

    /// Whom an account serves, or who attests that it is a person's.
    function _patronOf(address account) private view returns (ParticipantId patron) {
        patron = _accounts[account].participant;
        if (patron.isNobody()) patron = _attestations[account].attester;
    }

    function _requireNobodys(address account) private view {
        ParticipantId patron = _patronOf(account);
        if (patron != NOBODY) revert AccountTaken(account, patron);
    }

    function _onlyDirectory() private view {
        if (msg.sender != directory) revert ParticipantCallerNotDirectory(msg.sender);
    }

    /// Contracts that speak for others never become a participant's account (K-10): the authority itself and module parts.
    function _requireAccountFree(address account) private view {
        _requireNobodys(account);
        bool speaksForOthers = _doors[account].module != 0 || account == authority() || account == address(this);
        if (speaksForOthers) revert AccountForbidden(account);
    }
}
