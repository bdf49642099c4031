// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Cases} from "../../kernel/libraries/Cases.sol";
import {today} from "../../kernel/types/Day.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IReceivableFinancing} from "./interfaces/IReceivableFinancing.sol";
import {IReceivableOrders} from "./interfaces/IReceivableOrders.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {IReceivableSecurity} from "./interfaces/IReceivableSecurity.sol";
import {Ground, Marks, Note, NoteId, NoteStatus, RootId, RootStatus} from "./types/ReceivableTypes.sol";

/// Documented in {IReceivableOrders}.
contract ReceivableOrders is IReceivableOrders, KernelModule {
    using Cases for Cases.Book;

    /// Rights other than money are frozen for at most three years at a time; a year has 365 days here, which is never too long.
    uint256 public constant MAX_FREEZE_TERM = 3 * 365 days;

    IReceivableRegistry public immutable registry;
    IReceivableFinancing public immutable financing;
    IReceivableSecurity public immutable security;

    /// @inheritdoc IReceivableOrders
    mapping(RootId root => uint32) public ordersOn;

    /// A part that an order has made keeps its cases with the note that it was parted from: a case on both ends on both.
    mapping(NoteId part => NoteId) private _homes;
    mapping(NoteId home => Cases.Book) private _cases;
    /// A key serves once on a home, so what an ended case has left here is never read again.
    mapping(NoteId home => mapping(bytes32 caseKey => Freeze)) private _freezes;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReceivableRegistry registry_,
        IReceivableFinancing financing_,
        IReceivableSecurity security_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        financing = financing_;
        security = security_;
    }

    /// @inheritdoc IReceivableOrders
    function freeze(
        NoteId note,
        bytes32 caseKey,
        ParticipantId against,
        uint64 amount,
        uint40 until
    ) external restricted {
        // Checks
        if (caseKey == 0) revert NoteCaseKeyMissing(note);
        Note memory n = _strike(note);
        ParticipantId owner = _ownerOf(note, n);
        if (against != owner) {
            if (against == n.holder) revert NoteHeldUnderPledge(note, against);
            revert IReceivableRegistry.NoteNotHolder(note, against, owner);
        }
        uint64 units = n.hi - n.lo + 1;
        if (amount == 0 || amount > units) revert IReceivableRegistry.NoteAmountOutOfRange(note, amount, units);

        // Effects
        NoteId home = _homeOf(note);
        Cases.Book storage book = _cases[home];
        book.open(caseKey, until, MAX_FREEZE_TERM);
        NoteId part = note;
        if (amount < units && n.marks & ~Marks.FROZEN == 0 && today() < n.dueDay) {
            part = registry.split(note, amount);
            _homes[part] = home;
            n.hi = uint40(n.lo + amount - 1);
            units = amount;
            _thaw(note, book, 1);
        }
        _freezes[home][caseKey] = Freeze({lo: n.lo, hi: n.hi, against: against, note: part});
        emit NoteFrozen(part, against, caseKey, units, until);
    }

    /// @inheritdoc IReceivableOrders
    function renewFreeze(NoteId note, bytes32 caseKey, uint40 until) external restricted {
        NoteId home = _homeOf(note);
        _cases[home].renew(caseKey, until, MAX_FREEZE_TERM);
        Freeze memory f = _freezes[home][caseKey];
        emit NoteFrozen(f.note, f.against, caseKey, f.hi - f.lo + 1, until);
    }

    /// @inheritdoc IReceivableOrders
    function unfreeze(NoteId note, bytes32 caseKey) external restricted {
        NoteId home = _homeOf(note);
        _end(home, caseKey);
        _thaw(_freezes[home][caseKey].note, _cases[home], 0);
    }

    /// @inheritdoc IReceivableOrders
    function transferByOrder(NoteId note, bytes32 caseKey, ParticipantId from, ParticipantId to) external restricted {
        // Checks
        Note memory n = _strike(note);
        if (_ownerOf(note, n) != n.holder) revert NoteHeldUnderPledge(note, n.holder);
        if (n.holder != from) revert IReceivableRegistry.NoteNotHolder(note, from, n.holder);
        if (to == from) revert NoteForcedToHolder(note, from);
        if (to == n.obligor) revert IReceivableRegistry.NoteReceiverIsObligor(note, to);
        participants.requireStanding(to, Mode.Preserve);
        NoteId home = _homeOf(note);
        Cases.Book storage book = _cases[home];
        book.dropEnded();
        _requireTurn(note, home, n, caseKey);

        // Effects
        if (caseKey != 0) _execute(home, caseKey, n);
        if (n.marks & Marks.FINANCED != 0) financing.end(note);
        if (n.marks & Marks.PLEDGED != 0 && security.pledgeOf(note).pledgee == to) security.end(note);
        emit NoteTransferredByOrder(note, from, to, caseKey);
        registry.convey(note, to, Ground.ByOrder);
        _thaw(note, book, 0);
    }

    /// @inheritdoc IReceivableOrders
    function countOrder(RootId root) external onlyPart {
        ++ordersOn[root];
    }

    /// @inheritdoc IReceivableOrders
    function isFrozen(NoteId note) external view returns (bool) {
        NoteId home = _homeOf(note);
        if (_cases[home].list.length == 0) return false;
        Note memory n = registry.noteInfo(note);
        return _first(home, n, _ownerOf(note, n)) != 0;
    }

    /// @inheritdoc IReceivableOrders
    function casesOf(NoteId note) external view returns (Cases.Case[] memory cases) {
        NoteId home = _homeOf(note);
        Cases.Case[] storage list = _cases[home].list;
        Note memory n = registry.noteInfo(note);
        ParticipantId owner = _ownerOf(note, n);
        uint256 count;
        for (uint256 i; i < list.length; ++i) {
            if (_holds(home, list[i], n, owner)) ++count;
        }
        cases = new Cases.Case[](count);
        for (uint256 i = list.length; count > 0; --i) {
            if (_holds(home, list[i - 1], n, owner)) cases[--count] = list[i - 1];
        }
    }

    /// @inheritdoc IReceivableOrders
    function freezeOf(NoteId note, bytes32 caseKey) external view returns (Freeze memory) {
        return _freezes[_homeOf(note)][caseKey];
    }

    /// Ends what waits on a note, before what stands on it is looked at, and gives it as it is then.
    function _strike(NoteId note) private returns (Note memory n) {
        RootId root = note.rootOf();
        ++ordersOn[root];
        registry.seize(note);
        RootStatus status = registry.rootInfo(root).status;
        if (status == RootStatus.Cancelling) {
            revert IReceivableRegistry.RootWrongStatus(root, status, RootStatus.Open);
        }
        n = registry.noteInfo(note);
        if (n.marks & Marks.AGREED == 0) return n;
        registry.mark(note, 0, Marks.AGREED);
        n.marks &= ~Marks.AGREED;
    }

    /// A case is done with the fen that have passed on under it, and ends with the last of them. Those from its midst it keeps: they are
    /// another's now.
    function _execute(NoteId home, bytes32 caseKey, Note memory n) private {
        Freeze storage f = _freezes[home][caseKey];
        if (n.lo == f.lo && n.hi == f.hi) _end(home, caseKey);
        else if (n.lo == f.lo) f.lo = n.hi + 1;
        else if (n.hi == f.hi) f.hi = n.lo - 1;
    }

    function _end(NoteId home, bytes32 caseKey) private {
        _cases[home].close(caseKey);
        emit NoteUnfrozen(_freezes[home][caseKey].note, caseKey);
    }

    /// Spares a note the question whether it is frozen, when no case but `others` is left that could freeze it.
    function _thaw(NoteId note, Cases.Book storage book, uint256 others) private {
        if (book.list.length > others || registry.noteInfo(note).status != NoteStatus.Live) return;
        registry.mark(note, 0, Marks.FROZEN);
    }

    /// The first live case is the one to be executed; without one none is.
    function _requireTurn(NoteId note, NoteId home, Note memory n, bytes32 caseKey) private view {
        bytes32 first = _first(home, n, n.holder);
        if (first == caseKey) return;
        if (first == 0) revert Cases.CasesUnknown(caseKey);
        revert NoteCaseOutranked(note, caseKey, first);
    }

    /// The first of the cases that freeze a note; 0: none does.
    function _first(NoteId home, Note memory n, ParticipantId owner) private view returns (bytes32) {
        Cases.Case[] storage list = _cases[home].list;
        for (uint256 i; i < list.length; ++i) {
            if (_holds(home, list[i], n, owner)) return list[i].key;
        }
        return 0;
    }

    function _holds(NoteId home, Cases.Case storage c, Note memory n, ParticipantId owner) private view returns (bool) {
        if (c.until < block.timestamp) return false;
        Freeze storage f = _freezes[home][c.key];
        return f.against == owner && f.lo <= n.lo && n.hi <= f.hi;
    }

    function _homeOf(NoteId note) private view returns (NoteId home) {
        home = _homes[note];
        if (NoteId.unwrap(home) == 0) home = note;
    }

    /// Whose a note is: its holder's; under a realised pledge its pledgor's, who is owed what is over.
    function _ownerOf(NoteId note, Note memory n) private view returns (ParticipantId) {
        if (n.marks & Marks.PLEDGED == 0) return n.holder;
        IReceivableSecurity.Pledge memory p = security.pledgeOf(note);
        return p.status == IReceivableSecurity.PledgeStatus.Realised ? p.pledgor : n.holder;
    }
}
