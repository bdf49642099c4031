// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

import {IModulePart} from "../interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../interfaces/ISettlementToken.sol";
import {IWalletFollower} from "../interfaces/IWalletFollower.sol";
import {NOBODY, ParticipantId} from "../types/Ids.sol";
import {Mode, Qualifications} from "../types/Parties.sol";

/// Documented in {ISettlementToken}.
contract SettlementToken is ISettlementToken, IModulePart, IWalletFollower, ERC20Permit {
    IParticipantRegistry public immutable participants;

    uint256 private _issued;
    uint256 private _redeemed;
    mapping(ParticipantId institution => mapping(bytes32 businessRef => bool)) private _usedReferences;

    constructor(
        IParticipantRegistry participants_
    ) ERC20("RopeNet Settlement Money", "CNYT") ERC20Permit("RopeNet Settlement Money") {
        participants = participants_;
    }

    /// @inheritdoc ISettlementToken
    function issue(address to, uint256 amount, bytes32 businessRef) external {
        (ParticipantId institution, , ) = participants.door(msg.sender, NOBODY, Mode.Dispose, amount);
        _useReference(institution, amount, businessRef);
        _issued += amount;
        emit MoneyIssued(institution, to, businessRef, amount, totalSupply() + amount);
        _mint(to, amount);
    }

    /// @inheritdoc ISettlementToken
    function redeem(address from, uint256 amount, bytes32 businessRef) external {
        (ParticipantId institution, address wallet, ) = participants.door(msg.sender, NOBODY, Mode.Perform, amount);
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

    /// @inheritdoc IWalletFollower
    function followWallet(address from, address to) external {
        if (msg.sender != address(participants)) revert MoneyCallerNotRegistry(msg.sender);
        super._update(from, to, balanceOf(from));
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

    /// @dev Fen are the unit.
    function decimals() public pure override returns (uint8) {
        return 2;
    }

    /// Every path by which money changes hands goes through here (K-11).
    function _update(address from, address to, uint256 amount) internal override {
        if (from == address(0)) {
            participants.requireHolder(to, Mode.Dispose);
        } else if (to == address(0)) {
            participants.requireHolder(from, Mode.Perform);
        } else {
            participants.requireMove(msg.sender, from, to, amount);
        }
        super._update(from, to, amount);
    }

    function _useReference(ParticipantId institution, uint256 amount, bytes32 businessRef) private {
        participants.requireQualified(institution, Qualifications.SETTLEMENT_INSTITUTION);
        if (amount == 0) revert MoneyAmountZero();
        if (businessRef == 0) revert MoneyReferenceEmpty();
        if (_usedReferences[institution][businessRef]) revert MoneyReferenceUsed(institution, businessRef);
        _usedReferences[institution][businessRef] = true;
    }
}
