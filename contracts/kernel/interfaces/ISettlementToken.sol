// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {Cases} from "../libraries/Cases.sol";
import {HolderId, ParticipantId} from "../types/Ids.sol";

/// Settlement money (结算币): a tokenised RMB deposit. 2 decimals, one unit is one fen.
///
/// Conserved: total supply = issued − redeemed (K-5). Neither the balance of a frozen holder nor what is frozen of anybody's goes down
/// except by order (K-4, K-11).
///
/// Freezing an amount: orders open cases on a holder, each for an amount and a term. What is frozen is what all live cases ask together, as
/// far as the balance goes; so what comes in later is caught too, until all are covered. The rest is the holder's to spend, on every path.
///
/// ERC-7943 (fungible) where it applies: its events, `getFrozenTokens`, `canSend`, `canReceive`, `canTransfer` and its error are here. Its two
/// writing functions are not, and its interface id is not claimed: `setFrozenTokens` would overwrite one authority's case by another's, and
/// its `forcedTransfer` knows no case, no reference and no holder apart from the wallet.
///
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
    /// A case was opened or its term renewed.
    /// @param amount fen that this case asks
    /// @param asked fen that all live cases on the holder ask
    event MoneyFrozen(HolderId indexed holder, bytes32 indexed caseKey, uint256 amount, uint40 until, uint256 asked);
    /// A case was ended before its term, by order or because a forced transfer has used all of it up.
    event MoneyUnfrozen(HolderId indexed holder, bytes32 indexed caseKey, uint256 asked);
    /// Money is about to be moved by order; the transfer follows.
    /// @param caseKey the case that was executed; 0: none, it was unfrozen money
    /// @param caseLeft fen that this case still asks
    event MoneyForced(
        HolderId indexed from,
        HolderId indexed to,
        bytes32 indexed businessRef,
        uint256 amount,
        bytes32 caseKey,
        uint256 caseLeft
    );
    /// ERC-7943. What the live cases on an account's holder ask now, in whichever way it has changed. That a case ends by itself,
    /// or follows its holder to another wallet, is no event.
    event Frozen(address indexed account, uint256 amount);
    /// ERC-7943.
    event ForcedTransfer(address indexed from, address indexed to, uint256 amount);

    error MoneyReferenceUsed(ParticipantId institution, bytes32 businessRef);
    error MoneyReferenceEmpty();
    error MoneyAmountZero();
    error MoneyCallerNotRegistry(address caller);
    error MoneyHolderUnknown(HolderId holder);
    error MoneyForcedToSelf(HolderId holder);
    error MoneyAmountsMismatch(uint256 receivers, uint256 amounts);
    /// ERC-7943: the balance would do, but so much of it is frozen that only `unfrozen` may move.
    error ERC7943InsufficientUnfrozenBalance(address account, uint256 amount, uint256 unfrozen);

    /// Issues money against a deposit received off chain. A participant with `SETTLEMENT_INSTITUTION`.
    /// @param to an active participant's wallet, or an attested person's account
    /// @param amount fen
    /// @param businessRef the institution's booking reference; each is used once
    /// @custom:access door:Dispose
    function issue(address to, uint256 amount, bytes32 businessRef) external;

    /// Redeems money: takes it from `from` and pays it out off chain. A participant with `SETTLEMENT_INSTITUTION`, from its own wallet or,
    /// by allowance, from another holder's. From a person's account also when its attestation has ended, so that nobody's money is locked in.
    /// @custom:access door:Perform
    function redeem(address from, uint256 amount, bytes32 businessRef) external;

    /// A transfer that names what it pays.
    /// @custom:access door:Dispose
    function transferWithReference(address to, uint256 amount, bytes32 businessRef) external returns (bool);

    /// For a module's part: as many `transferFrom` out of one account, to participants by their numbers. All are paid, into their present
    /// wallets, or none; what is asked about the payer is asked once, for all of it.
    /// @custom:access part
    function transferFromMany(address from, ParticipantId[] calldata to, uint256[] calldata amounts) external;

    /// Freezes an amount of a holder's money under a new case; a key serves once per holder. It ends by itself after `until`. By order
    /// (default policy: one court, or one regulator for 48 hours). A purse (a custodial part) is no holder: it can't be frozen (X-82).
    /// @param amount fen, also more than the holder has; the highest number freezes all of a person's money
    /// @param until last second; at most one year from now
    /// @custom:access restricted
    function freezeMoney(HolderId holder, bytes32 caseKey, uint256 amount, uint40 until) external;

    /// Prolongs a live case, which keeps its rank and amount. By order (default policy: one court).
    /// @param until last second, later than before; at most one year from now
    /// @custom:access restricted
    function renewMoneyFreeze(HolderId holder, bytes32 caseKey, uint40 until) external;

    /// Ends one case; others on the holder hold on. The inverse of `freezeMoney` (same leading arguments). By order.
    /// @custom:access restricted
    function unfreezeMoney(HolderId holder, bytes32 caseKey) external;

    /// Moves money by order (default policy: one court and one regulator), whether or not the holder is frozen, also in a halted module.
    /// Without a case it takes unfrozen money only. With one it executes that case: it takes unfrozen money and what that case holds, so far
    /// as the balance reaches to its rank (轮候), and nothing that another case holds. The case then asks so much less; used up, it ends.
    /// @param to somebody else who may receive; moving money to its own holder would change nothing and is refused
    /// @param caseKey a live case on `from`, or 0
    /// @param businessRef each serves once, over all orders, so that the same call twice moves money once
    /// @custom:access restricted
    function forceTransfer(HolderId from, HolderId to, uint256 amount, bytes32 caseKey, bytes32 businessRef) external;

    /// Fen issued and redeemed so far.
    function totals() external view returns (uint256 issued, uint256 redeemed);

    /// Whether a reference was used by an institution, or, for nobody (0), by a forced transfer.
    function isReferenceUsed(ParticipantId institution, bytes32 businessRef) external view returns (bool);

    /// Fen that can leave the account now, by its holder or by a part that it allows: the balance less what is frozen of it; 0 when its
    /// participant is frozen as a whole.
    function spendable(address account) external view returns (uint256);

    /// Live and ended-but-not-yet-dropped freezing cases on a holder's money in their rank (轮候), and the fen that each asks.
    function moneyCases(HolderId holder) external view returns (Cases.Case[] memory cases, uint256[] memory amounts);

    /// ERC-7943: fen that live cases on the account's holder ask; may be more than the balance.
    function getFrozenTokens(address account) external view returns (uint256);

    /// ERC-7943: whether the account may send at all: an admitted, unfrozen participant's wallet, or a person's account.
    /// Warning: this and the next two answer for callers off chain. Given too little gas they say no; contracts ask `spendable`.
    function canSend(address account) external view returns (bool);

    /// ERC-7943: whether the account may receive at all: an admitted participant's wallet, or an attested person's account.
    function canReceive(address account) external view returns (bool);

    /// ERC-7943: whether `from` itself could now transfer so much to `to`.
    function canTransfer(address from, address to, uint256 amount) external view returns (bool);
}
