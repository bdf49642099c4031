// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// A contract account of several officers, any two of whom act together: maker and checker. What a Safe does, at its least.
contract JointWallet is IERC1271 {
    uint256 public nonce;
    mapping(address account => bool) public isOfficer;

    error WalletSignaturesInvalid();

    constructor(address[] memory officers) {
        for (uint256 i; i < officers.length; ++i) {
            isOfficer[officers[i]] = true;
        }
    }

    /// Calls as this account. Anyone may send what two officers have signed.
    function execute(address target, bytes calldata data, bytes calldata signatures) external returns (bytes memory) {
        if (!_isSigned(digestOf(target, data), signatures)) revert WalletSignaturesInvalid();
        ++nonce;
        return Address.functionCall(target, data);
    }

    function isValidSignature(bytes32 hash, bytes calldata signatures) external view returns (bytes4) {
        return _isSigned(hash, signatures) ? this.isValidSignature.selector : bytes4(0xffffffff);
    }

    /// What the officers sign.
    function digestOf(address target, bytes calldata data) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), nonce, target, keccak256(data)));
    }

    function _isSigned(bytes32 hash, bytes calldata signatures) private view returns (bool) {
        if (signatures.length != 130) return false;
        (address maker, , ) = ECDSA.tryRecoverCalldata(hash, signatures[:65]);
        (address checker, , ) = ECDSA.tryRecoverCalldata(hash, signatures[65:]);
        return maker != checker && isOfficer[maker] && isOfficer[checker];
    }
}
