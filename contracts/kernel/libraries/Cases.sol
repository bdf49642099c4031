// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// Cases on one subject, in their rank (轮候): the subject is frozen (or warned of) while at least one case is live, and a case ends
/// by itself on its last second. Only orders open cases, and at most `MAX_LIVE` live ones stand on a subject at a time.
///
/// A key serves once per subject. So an order that opens or ends one case can never touch another, whoever chose the key: what undoes
/// an emergency order ends that order's case and no later one.
library Cases {
    struct Case {
        bytes32 key;
        uint40 since;
        uint40 until;
    }

    struct Book {
        Case[] list;
        mapping(bytes32 key => bool) used;
    }

    uint256 internal constant MAX_LIVE = 16;

    error CasesUnknown(bytes32 caseKey);
    error CasesKeyUsed(bytes32 caseKey);
    error CasesTooMany(bytes32 caseKey, uint256 max);
    error CasesTermOutOfRange(bytes32 caseKey, uint40 until, uint40 earliest, uint40 latest);

    /// Opens a case, last in rank; drops those that have ended.
    /// @param maxTerm seconds that a case may last at most from now
    /// @return frozenUntil the last second on which any live case holds
    function open(Book storage self, bytes32 key, uint40 until, uint256 maxTerm) internal returns (uint40 frozenUntil) {
        _requireTerm(key, until, block.timestamp + 1, maxTerm);
        if (self.used[key]) revert CasesKeyUsed(key);
        dropEnded(self);
        if (self.list.length == MAX_LIVE) revert CasesTooMany(key, MAX_LIVE);
        self.used[key] = true;
        self.list.push(Case({key: key, since: uint40(block.timestamp), until: until}));
        return lastSecond(self);
    }

    /// Prolongs a live case, which keeps its rank.
    /// @param until later than before
    function renew(
        Book storage self,
        bytes32 key,
        uint40 until,
        uint256 maxTerm
    ) internal returns (uint40 frozenUntil) {
        dropEnded(self);
        Case storage c = self.list[_rankOf(self, key)];
        _requireTerm(key, until, uint256(c.until) + 1, maxTerm);
        c.until = until;
        return lastSecond(self);
    }

    /// Ends one case; those ranked after it move up. Reverts when there is no such live case.
    function close(Book storage self, bytes32 key) internal returns (uint40 frozenUntil) {
        dropEnded(self);
        _removeAt(self.list, _rankOf(self, key));
        return lastSecond(self);
    }

    function dropEnded(Book storage self) internal {
        Case[] storage list = self.list;
        for (uint256 i = list.length; i > 0; --i) {
            if (list[i - 1].until < block.timestamp) _removeAt(list, i - 1);
        }
    }

    function find(Book storage self, bytes32 key) internal view returns (bool found, uint256 rank) {
        Case[] storage list = self.list;
        for (uint256 i; i < list.length; ++i) {
            if (list[i].key == key) return (true, i);
        }
    }

    function lastSecond(Book storage self) internal view returns (uint40 until) {
        Case[] storage list = self.list;
        for (uint256 i; i < list.length; ++i) {
            if (list[i].until > until) until = list[i].until;
        }
    }

    function _rankOf(Book storage self, bytes32 key) private view returns (uint256) {
        (bool found, uint256 rank) = find(self, key);
        if (!found) revert CasesUnknown(key);
        return rank;
    }

    function _requireTerm(bytes32 key, uint40 until, uint256 earliest, uint256 maxTerm) private view {
        uint256 latest = block.timestamp + maxTerm;
        if (until < earliest || until > latest) {
            revert CasesTermOutOfRange(key, until, uint40(earliest), uint40(latest));
        }
    }

    function _removeAt(Case[] storage list, uint256 rank) private {
        for (uint256 i = rank + 1; i < list.length; ++i) {
            list[i - 1] = list[i];
        }
        list.pop();
    }
}
