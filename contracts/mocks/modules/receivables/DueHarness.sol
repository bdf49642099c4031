// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day, today} from "../../../kernel/types/Day.sol";
import {Rate} from "../../../kernel/types/Rate.sol";
import {IReceivableSettlement} from "../../../modules/receivables/interfaces/IReceivableSettlement.sol";
import {
    Note,
    NoteId,
    NoteStatus,
    Root,
    RootId,
    RootStatus
} from "../../../modules/receivables/types/ReceivableTypes.sol";

/// Stands for registry and calendar before ReceivableSettlement, so that it answers for many notes in one call.
contract DueHarness {
    struct Case {
        uint40 lo;
        uint40 hi;
        uint40 face;
        Rate overdueRate;
        Day payableDay;
    }

    Root private _root;
    Note private _note;
    Day private _payableDay;

    /// What an obligor owes on each note today.
    function dueOn(
        IReceivableSettlement settlement,
        Case[] calldata cases
    ) external returns (Day day, uint64[] memory principal, uint64[] memory interest) {
        day = today();
        principal = new uint64[](cases.length);
        interest = new uint64[](cases.length);
        _root.status = RootStatus.Open;
        _note.status = NoteStatus.Live;
        for (uint256 i; i < cases.length; ++i) {
            Case calldata c = cases[i];
            (_root.face, _root.overdueRate) = (c.face, c.overdueRate);
            (_note.lo, _note.hi, _payableDay) = (c.lo, c.hi, c.payableDay);
            (principal[i], interest[i]) = settlement.dueOn(NoteId.wrap(1));
        }
    }

    function rootInfo(RootId) external view returns (Root memory) {
        return _root;
    }

    function noteInfo(NoteId) external view returns (Note memory) {
        return _note;
    }

    function nextBusinessDay(Day) external view returns (Day) {
        return _payableDay;
    }
}
