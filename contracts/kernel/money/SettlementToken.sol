// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IModulePart} from "../interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../interfaces/ISettlementToken.sol";
import {IWalletFollower} from "../interfaces/IWalletFollower.sol";
import {Cases} from "../libraries/Cases.sol";
import {HolderId, NOBODY, ParticipantId} from "../types/Ids.sol";
import {Mode, Qualifications} from "../types/Parties.sol";

/// Documented in {ISettlementToken}.
contract SettlementToken is ISettlementToken, IModulePart, IWalletFollower, AccessManaged, ERC20Permit {
    using Cases for Cases.Book;

    /// What is frozen of one holder's money.
    struct Freezes {
        // slot 0: all that a payment of an unfrozen holder reads
        /// Last second of the latest case; not later than now: nothing is frozen.
        uint40 until;
        // further slots
        Cases.Book book;
        /// Fen that each case asks; of no meaning for a case that is not live.
        mapping(bytes32 caseKey => uint256) amounts;
    }

    /// A freezing case on money lasts at most so long from its opening or renewal (B-16).
    uint256 public constant MAX_FREEZE_TERM = 365 days;

    IParticipantRegistry public immutable participants;

    uint256 private _issued;
    uint256 private _redeemed;
    mapping(ParticipantId institution => mapping(bytes32 businessRef => bool)) private _usedReferences;
    mapping(HolderId holder => Freezes) private _freezes;

    constructor(
        address authority,
        IParticipantRegistry participants_
    ) AccessManaged(authority) ERC20("RopeNet Settlement Money", "CNYT") ERC20Permit("RopeNet Settlement Money") {
        participants = participants_;
    }

    /// @inheritdoc ISettlementToken
    function issue(address to, uint256 amount, bytes32 businessRef) external {
        (ParticipantId institution, , ) = participants.door(msg.sender, NOBODY, Mode.Dispose, amount);
        participants.requireQualified(institution, Qualifications.SETTLEMENT_INSTITUTION);
        _useReference(institution, amount, businessRef);
        _issued += amount;
        emit MoneyIssued(institution, to, businessRef, amount, totalSupply() + amount);
        _mint(to, amount);
    }

    /// @inheritdoc ISettlementToken
    function redeem(address from, uint256 amount, bytes32 businessRef) external {
        (ParticipantId institution, address wallet, ) = participants.door(msg.sender, NOBODY, Mode.Perform, amount);
        participants.requireQualified(institution, Qualifications.SETTLEMENT_INSTITUTION);
        _useReference(institution, amount, businessRef);
        if (from != wallet) _spendAllowance(from, wallet, amount);
        _redeemed += amount;
        _burn(from, amount);
        emit MoneyRedeemed(institution, from, businessRef, amount, totalSupply());
    }

    /// @inheritdoc ISettlementToken
    function transferWithReference(address to, uint256 amount, bytes32 businessRef) external returns (bool) {
        emit TransferReferenced(msg.sender, to, businessRef, amount);
        return transfer(to, amount);
    }

    /// @inheritdoc ISettlementToken
    function transferFromMany(address from, ParticipantId[] calldata to, uint256[] calldata amounts) external {
        if (to.length != amounts.length) revert MoneyAmountsMismatch(to.length, amounts.length);
        uint256 total;
        for (uint256 i; i < amounts.length; ++i) {
            total += amounts[i];
        }
        _spendAllowance(from, msg.sender, total);
        (HolderId payer, address[] memory wallets) = participants.requireMoves(msg.sender, from, to);
        // For all of it at once: what the payer pays itself must not make up for what is frozen.
        uint256 balance = balanceOf(from);
        if (total > balance) revert ERC20InsufficientBalance(from, balance, total);
        _requireUnfrozen(payer, from, total);
        for (uint256 i; i < wallets.length; ++i) {
            super._update(from, wallets[i], amounts[i]);
        }
    }

    /// @inheritdoc IWalletFollower
    function followWallet(address from, address to) external {
        if (msg.sender != address(participants)) revert MoneyCallerNotRegistry(msg.sender);
        super._update(from, to, balanceOf(from));
    }

    /// @inheritdoc ISettlementToken
    function freezeMoney(HolderId holder, bytes32 caseKey, uint256 amount, uint40 until) external restricted {
        address account = _accountOf(holder);
        if (amount == 0) revert MoneyAmountZero();
        Freezes storage f = _freezes[holder];
        f.until = f.book.open(caseKey, until, MAX_FREEZE_TERM);
        f.amounts[caseKey] = amount;
        _emitFrozen(holder, account, caseKey, until);
    }

    /// @inheritdoc ISettlementToken
    function renewMoneyFreeze(HolderId holder, bytes32 caseKey, uint40 until) external restricted {
        address account = _accountOf(holder);
        Freezes storage f = _freezes[holder];
        f.until = f.book.renew(caseKey, until, MAX_FREEZE_TERM);
        _emitFrozen(holder, account, caseKey, until);
    }

    /// @inheritdoc ISettlementToken
    function unfreezeMoney(HolderId holder, bytes32 caseKey) external restricted {
        _endCase(holder, _accountOf(holder), caseKey);
    }

    /// @inheritdoc ISettlementToken
    function forceTransfer(
        HolderId from,
        HolderId to,
        uint256 amount,
        bytes32 caseKey,
        bytes32 businessRef
    ) external restricted {
        // Checks
        if (from == to) revert MoneyForcedToSelf(from);
        address payer = _accountOf(from);
        address payee = _accountOf(to);
        participants.requireHolder(payee, Mode.Preserve);
        _requireAvailable(payer, amount, _availableTo(from, payer, caseKey));
        _useReference(NOBODY, amount, businessRef);

        // Effects
        uint256 caseLeft = caseKey == 0 ? 0 : Math.saturatingSub(_freezes[from].amounts[caseKey], amount);
        emit MoneyForced(from, to, businessRef, amount, caseKey, caseLeft);
        if (caseKey != 0) {
            _freezes[from].amounts[caseKey] = caseLeft;
            if (caseLeft == 0) _endCase(from, payer, caseKey);
            else emit Frozen(payer, _asked(from, 0));
        }
        emit ForcedTransfer(payer, payee, amount);
        super._update(payer, payee, amount);
    }

    /// @inheritdoc ISettlementToken
    function totals() external view returns (uint256 issued, uint256 redeemed) {
        return (_issued, _redeemed);
    }

    /// @inheritdoc ISettlementToken
    function isReferenceUsed(ParticipantId institution, bytes32 businessRef) external view returns (bool) {
        return _usedReferences[institution][businessRef];
    }

    /// @inheritdoc IModulePart
    /// @dev Money in circulation, which somebody is yet to redeem.
    function openItems() external view returns (uint256) {
        return totalSupply();
    }

    /// @inheritdoc ISettlementToken
    function spendable(address account) external view returns (uint256) {
        HolderId holder = participants.holderOf(account);
        if (!holder.isPerson() && participants.isFrozen(holder.asParticipant())) return 0;
        return _availableTo(holder, account, 0);
    }

    /// @inheritdoc ISettlementToken
    function moneyCases(HolderId holder) external view returns (Cases.Case[] memory cases, uint256[] memory amounts) {
        Freezes storage f = _freezes[holder];
        cases = f.book.list;
        amounts = new uint256[](cases.length);
        for (uint256 i; i < cases.length; ++i) {
            amounts[i] = f.amounts[cases[i].key];
        }
    }

    /// @inheritdoc ISettlementToken
    function getFrozenTokens(address account) external view returns (uint256) {
        return _asked(participants.holderOf(account), 0);
    }

    /// @inheritdoc ISettlementToken
    function canSend(address account) external view returns (bool) {
        return _isPassed(abi.encodeCall(participants.requireHolder, (account, Mode.Perform)));
    }

    /// @inheritdoc ISettlementToken
    function canReceive(address account) external view returns (bool) {
        return _isPassed(abi.encodeCall(participants.requireHolder, (account, Mode.Preserve)));
    }

    /// @inheritdoc ISettlementToken
    function canTransfer(address from, address to, uint256 amount) external view returns (bool) {
        return
            amount <= _availableTo(participants.holderOf(from), from, 0) &&
            _isPassed(abi.encodeCall(participants.requireMove, (from, from, to, amount)));
    }

    /// @dev Fen are the unit.
    function decimals() public pure override returns (uint8) {
        return 2;
    }

    /// Every path by which money changes hands goes through here (K-11), but for forced transfers, and for `transferFromMany`, which asks the
    /// same once for all.
    function _update(address from, address to, uint256 amount) internal override {
        if (from == address(0)) {
            participants.requireHolder(to, Mode.Dispose);
        } else {
            HolderId payer =
                to == address(0)
                    ? participants.requireHolder(from, Mode.Perform)
                    : participants.requireMove(msg.sender, from, to, amount);
            _requireUnfrozen(payer, from, amount);
        }
        super._update(from, to, amount);
    }

    function _useReference(ParticipantId institution, uint256 amount, bytes32 businessRef) private {
        if (amount == 0) revert MoneyAmountZero();
        if (businessRef == 0) revert MoneyReferenceEmpty();
        if (_usedReferences[institution][businessRef]) revert MoneyReferenceUsed(institution, businessRef);
        _usedReferences[institution][businessRef] = true;
    }

    function _endCase(HolderId holder, address account, bytes32 caseKey) private {
        Freezes storage f = _freezes[holder];
        f.until = f.book.close(caseKey);
        uint256 asked = _asked(holder, 0);
        emit MoneyUnfrozen(holder, caseKey, asked);
        emit Frozen(account, asked);
    }

    function _emitFrozen(HolderId holder, address account, bytes32 caseKey, uint40 until) private {
        uint256 asked = _asked(holder, 0);
        emit MoneyFrozen(holder, caseKey, _freezes[holder].amounts[caseKey], until, asked);
        emit Frozen(account, asked);
    }

    function _requireUnfrozen(HolderId payer, address account, uint256 amount) private view {
        if (_freezes[payer].until >= block.timestamp) {
            _requireAvailable(account, amount, _availableTo(payer, account, 0));
        }
    }

    /// What is more than the balance is left to the token's own check.
    function _requireAvailable(address account, uint256 amount, uint256 available) private view {
        if (amount > available && amount <= balanceOf(account)) {
            revert ERC7943InsufficientUnfrozenBalance(account, amount, available);
        }
    }

    /// Unfrozen fen, and those that the case which is executed holds: what earlier ones have left of the balance for it.
    function _availableTo(HolderId holder, address account, bytes32 caseKey) private view returns (uint256 available) {
        uint256 balance = balanceOf(account);
        available = Math.saturatingSub(balance, _asked(holder, 0));
        if (caseKey == 0) return available;
        uint256 leftForCase = Math.saturatingSub(balance, _asked(holder, caseKey));
        return available + Math.min(_freezes[holder].amounts[caseKey], leftForCase);
    }

    /// Fen that the live cases ranked before `caseKey` ask; before 0: all. Reverts when there is no such live case.
    function _asked(HolderId holder, bytes32 caseKey) private view returns (uint256 asked) {
        Freezes storage f = _freezes[holder];
        if (f.until >= block.timestamp) {
            Cases.Case[] storage list = f.book.list;
            for (uint256 i; i < list.length; ++i) {
                if (list[i].until < block.timestamp) continue;
                bytes32 key = list[i].key;
                if (key == caseKey) return asked;
                asked = Math.saturatingAdd(asked, f.amounts[key]);
            }
        }
        if (caseKey != 0) revert Cases.CasesUnknown(caseKey);
    }

    /// Where the holder's money lies now.
    function _accountOf(HolderId holder) private view returns (address account) {
        account = holder.isPerson() ? holder.asAccount() : participants.walletOf(holder.asParticipant());
        if (holder.isNone() || !(participants.holderOf(account) == holder)) revert MoneyHolderUnknown(holder);
    }

    function _isPassed(bytes memory question) private view returns (bool) {
        return LowLevelCall.staticcallNoReturn(address(participants), question);
    }
}
