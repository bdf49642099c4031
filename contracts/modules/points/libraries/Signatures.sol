// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// Signatures of users, who have keys or are contracts.
library Signatures {
    /// Whether an account has signed: with its own key, or by what it takes for its signature (ERC-1271). The key comes first, which spares
    /// asking for code that most accounts don't have; one that has lent itself code (EIP-7702) is still its key's.
    function isSignedBy(bytes32 digest, address account, bytes calldata signature) internal view returns (bool) {
        (address recovered, ECDSA.RecoverError err, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (err == ECDSA.RecoverError.NoError && recovered == account) return true;
        return SignatureChecker.isValidERC1271SignatureNowCalldata(account, digest, signature);
    }
}
