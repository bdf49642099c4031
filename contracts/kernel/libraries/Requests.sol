// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Day, NO_DAY, today} from "../types/Day.sol";
import {ParticipantId} from "../types/Ids.sol";

/// A request within one module, counted from 1; 0 is none.
type RequestId is uint32;

RequestId constant NO_REQUEST = RequestId.wrap(0);

using {sameRequest as ==} for RequestId global;

function sameRequest(RequestId a, RequestId b) pure returns (bool) {
    return RequestId.unwrap(a) == RequestId.unwrap(b);
}

/// What one party asks of another, which signs for it (签收), refuses it (驳回), or from whom the requester takes it back (撤回); and
/// standing instructions, by which a party signs in advance. The storage is the module's; it alone opens and answers.
///
/// Time is never written: a request whose last day has passed has lapsed, and then counts for nothing.
library Requests {
    enum Status {
        None,
        /// Waits for an answer, until its last day.
        Open,
        Signed,
        Refused,
        Withdrawn,
        /// Ended by an order on its subject.
        Cancelled
    }

    struct Request {
        // slot 0
        ParticipantId from;
        ParticipantId to;
        /// The title that it is about.
        uint64 subject;
        /// First and last unit of the interval that it is about.
        uint40 lo;
        uint40 hi;
        /// The module's own code of the act.
        uint8 act;
        Status status;
        Day lastDay;
        // slot 1
        /// Terms of the act, as the module packs them.
        bytes32 terms;
    }

    /// Signed in advance, for one counterparty. One slot.
    struct Instruction {
        /// Bit n: the module's act n. None: cancelled.
        uint32 acts;
        /// Fen that one act moves at most.
        uint64 ceiling;
        /// Days to maturity at most.
        uint16 tenor;
        Day until;
    }

    struct Book {
        uint32 count;
        mapping(RequestId request => Request) requests;
        mapping(ParticipantId by => mapping(ParticipantId counterparty => Instruction)) instructions;
        /// Everyone that one has ever signed in advance for, in that order.
        mapping(ParticipantId by => ParticipantId[]) counterparties;
    }

    event RequestOpened(
        RequestId indexed request,
        ParticipantId indexed from,
        ParticipantId indexed to,
        uint64 subject,
        uint8 act,
        uint40 lo,
        uint40 hi,
        Day lastDay,
        bytes32 terms
    );
    event RequestAnswered(RequestId indexed request, uint64 indexed subject, Status status);
    event InstructionSet(
        ParticipantId indexed by,
        ParticipantId indexed counterparty,
        uint32 acts,
        uint64 ceiling,
        uint16 tenor,
        Day until
    );
    event InstructionCancelled(ParticipantId indexed by, ParticipantId indexed counterparty);

    error RequestUnknown(RequestId request);
    error RequestNotOpen(RequestId request, Status status);
    error RequestLapsed(RequestId request, Day lastDay);
    error RequestNotForCaller(RequestId request, ParticipantId caller, ParticipantId needed);
    error RequestLastDayOutOfRange(Day lastDay, Day earliest, Day latest);
    error InstructionEmpty();
    error InstructionOver(Day until, Day today);
    error InstructionUnknown(ParticipantId by, ParticipantId counterparty);

    function open(Book storage self, Request memory request) internal returns (RequestId id) {
        id = RequestId.wrap(++self.count);
        request.status = Status.Open;
        self.requests[id] = request;
        emit RequestOpened(
            id,
            request.from,
            request.to,
            request.subject,
            request.act,
            request.lo,
            request.hi,
            request.lastDay,
            request.terms
        );
    }

    /// Marks a live request as signed by its addressee. The module has checked the act's preconditions anew.
    function sign(Book storage self, RequestId id, ParticipantId caller) internal {
        Request storage r = live(self, id);
        _requireCaller(id, caller, r.to);
        _answer(id, r, Status.Signed);
    }

    function refuse(Book storage self, RequestId id, ParticipantId caller) internal {
        Request storage r = live(self, id);
        _requireCaller(id, caller, r.to);
        _answer(id, r, Status.Refused);
    }

    function withdraw(Book storage self, RequestId id, ParticipantId caller) internal {
        Request storage r = live(self, id);
        _requireCaller(id, caller, r.from);
        _answer(id, r, Status.Withdrawn);
    }

    /// Ends a live request by order; one that has lapsed or been answered is left as it is.
    function cancel(Book storage self, RequestId id) internal {
        if (isLive(self, id)) _answer(id, self.requests[id], Status.Cancelled);
    }

    /// Replaces what `by` has signed in advance for `counterparty`.
    function instruct(
        Book storage self,
        ParticipantId by,
        ParticipantId counterparty,
        Instruction memory instruction
    ) internal {
        bool allowsNothing = instruction.acts == 0 || instruction.ceiling == 0 || instruction.tenor == 0;
        if (counterparty.isNobody() || allowsNothing) revert InstructionEmpty();
        if (instruction.until < today()) revert InstructionOver(instruction.until, today());
        // Once set, its last day stays, cancelled or not.
        if (self.instructions[by][counterparty].until == NO_DAY) self.counterparties[by].push(counterparty);
        self.instructions[by][counterparty] = instruction;
        emit InstructionSet(
            by,
            counterparty,
            instruction.acts,
            instruction.ceiling,
            instruction.tenor,
            instruction.until
        );
    }

    function cancelInstruction(Book storage self, ParticipantId by, ParticipantId counterparty) internal {
        Instruction storage i = self.instructions[by][counterparty];
        if (i.acts == 0) revert InstructionUnknown(by, counterparty);
        i.acts = 0;
        emit InstructionCancelled(by, counterparty);
    }

    /// Whether `by` has signed in advance for this act of `counterparty`.
    /// @param amount fen
    /// @param tenor days to maturity
    function covers(
        Book storage self,
        ParticipantId by,
        ParticipantId counterparty,
        uint8 act,
        uint256 amount,
        uint256 tenor
    ) internal view returns (bool) {
        Instruction storage i = self.instructions[by][counterparty];
        return i.acts & (1 << act) != 0 && amount <= i.ceiling && tenor <= i.tenor && i.until >= today();
    }

    function isLive(Book storage self, RequestId id) internal view returns (bool) {
        if (RequestId.unwrap(id) == 0) return false;
        Request storage r = self.requests[id];
        return r.status == Status.Open && r.lastDay >= today();
    }

    /// The request, if it still waits for an answer; reverts otherwise.
    function live(Book storage self, RequestId id) internal view returns (Request storage r) {
        r = self.requests[id];
        if (r.status == Status.None) revert RequestUnknown(id);
        if (r.status != Status.Open) revert RequestNotOpen(id, r.status);
        if (r.lastDay < today()) revert RequestLapsed(id, r.lastDay);
    }

    /// A page of a participant's instructions, in the order in which it first gave one for each counterparty; those without acts are
    /// cancelled.
    function instructionsOf(
        Book storage self,
        ParticipantId by,
        uint256 start,
        uint256 limit
    ) internal view returns (ParticipantId[] memory counterparties, Instruction[] memory instructions) {
        ParticipantId[] storage all = self.counterparties[by];
        uint256 size = Math.min(limit, Math.saturatingSub(all.length, start));
        counterparties = new ParticipantId[](size);
        instructions = new Instruction[](size);
        for (uint256 i; i < size; ++i) {
            counterparties[i] = all[start + i];
            instructions[i] = self.instructions[by][counterparties[i]];
        }
    }

    function _answer(RequestId id, Request storage r, Status status) private {
        r.status = status;
        emit RequestAnswered(id, r.subject, status);
    }

    function _requireCaller(RequestId id, ParticipantId caller, ParticipantId needed) private pure {
        if (caller != needed) revert RequestNotForCaller(id, caller, needed);
    }
}
