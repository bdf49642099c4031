// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ParticipantId} from "../types/Ids.sol";

/// Settlement money (结算币): a tokenised RMB deposit. 2 decimals, one unit is one fen.
///
/// Conserved: total supply = issued − redeemed (K-5). A frozen holder's balance does not go down except by order (K-4, K-11).
/// Warning: an allowance to a module part lets that part pay what its holder owes, on the holder's own or a due act; it is meant to.
interface ISettlementToken is IERC20 {
    event MoneyIssued(
        ParticipantId indexed institution,
        address indexed to,
        bytes32 indexed businessRef,
        uint256 amount,
        uint256 supply
    );
    event MoneyRedeemed(
        ParticipantId indexed institution,
        address indexed from,
        bytes32 indexed businessRef,
        uint256 amount,
        uint256 supply
    );
    event TransferReferenced(address indexed from, address indexed to, bytes32 indexed businessRef, uint256 amount);

    error MoneyReferenceUsed(ParticipantId institution, bytes32 businessRef);
    error MoneyReferenceEmpty();
    error MoneyAmountZero();
    error MoneyCallerNotRegistry(address caller);

    /// Issues money against a deposit received off chain. A participant with `SETTLEMENT_INSTITUTION`.
    /// @param to an active participant's wallet
    /// @param amount fen
    /// @param businessRef the institution's booking reference; each is used once
    /// @custom:access door:Dispose
    function issue(address to, uint256 amount, bytes32 businessRef) external;

    /// Redeems money: takes it from `from` and pays it out off chain. A participant with `SETTLEMENT_INSTITUTION`, from its own wallet or,
    /// by allowance, from another's.
    /// @custom:access door:Perform
    function redeem(address from, uint256 amount, bytes32 businessRef) external;

    /// A transfer that names what it pays.
    /// @custom:access door:Dispose
    function transferWithReference(address to, uint256 amount, bytes32 businessRef) external returns (bool);

    /// Fen issued and redeemed so far.
    function totals() external view returns (uint256 issued, uint256 redeemed);

    function isReferenceUsed(ParticipantId institution, bytes32 businessRef) external view returns (bool);
}
