// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {TokenMetadata} from "../../kernel/libraries/TokenMetadata.sol";
import {today} from "../../kernel/types/Day.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {IReceivableDescriptor} from "./interfaces/IReceivableDescriptor.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {Note, NoteId, noteOn, NoteStatus, Root, RootId, RootStatus} from "./types/ReceivableTypes.sol";

/// Documented in {IReceivableDescriptor}.
contract ReceivableDescriptor is IReceivableDescriptor, IModulePart {
    using Strings for uint256;

    /// @inheritdoc IReceivableDescriptor
    function tokenURI(IReceivableRegistry registry, NoteId note) external view returns (string memory) {
        RootId root = note.rootOf();
        Root memory r = registry.rootInfo(root);
        Note memory n = registry.noteInfo(note);
        string memory name = string.concat(
            "Note ",
            uint256(note.numberOf()).toString(),
            " of receivable ",
            uint256(RootId.unwrap(root)).toString()
        );
        string memory description = string.concat(
            TokenMetadata.yuan(n.hi - n.lo + 1),
            " of ",
            TokenMetadata.yuan(r.face),
            " that ",
            _nameOf(registry, r.obligor),
            " owes, due ",
            TokenMetadata.date(r.dueDay),
            ". Title moves by transfer only."
        );
        string memory attributes = string.concat(_rootAttributes(registry, r), ",", _noteAttributes(registry, note, n));
        return TokenMetadata.uri(name, description, attributes);
    }

    /// @inheritdoc IReceivableDescriptor
    function pathOf(
        IReceivableRegistry registry,
        NoteId note,
        NoteId cursor,
        uint256 limit
    ) external view returns (NoteId[] memory ids, Note[] memory notes, NoteId next) {
        next = _isNone(cursor) ? note : cursor;
        uint256 size = _stepsFrom(registry, next, limit);
        ids = new NoteId[](size);
        notes = new Note[](size);
        for (uint256 i; i < size; ++i) {
            ids[i] = next;
            notes[i] = registry.noteInfo(next);
            next = _parentOf(next, notes[i]);
        }
    }

    /// @inheritdoc IModulePart
    /// @dev It keeps nothing.
    function openItems() external pure returns (uint256) {
        return 0;
    }

    function _rootAttributes(IReceivableRegistry registry, Root memory r) private view returns (string memory) {
        return
            string.concat(
                TokenMetadata.attribute("Obligor", _nameOf(registry, r.obligor)),
                ",",
                TokenMetadata.attribute("Supplier", _nameOf(registry, r.supplier)),
                ",",
                TokenMetadata.attribute(
                    "Confirming bank",
                    r.confirmer.isNobody() ? "None" : _nameOf(registry, r.confirmer)
                ),
                ",",
                TokenMetadata.attribute("Issue day", TokenMetadata.date(r.issueDay)),
                ",",
                TokenMetadata.attribute("Due day", TokenMetadata.date(r.dueDay)),
                ",",
                TokenMetadata.attribute("Receivable", _rootStatusName(r.status))
            );
    }

    function _noteAttributes(
        IReceivableRegistry registry,
        NoteId note,
        Note memory n
    ) private view returns (string memory) {
        return
            string.concat(
                TokenMetadata.attribute("Holder", _nameOf(registry, n.holder)),
                ",",
                TokenMetadata.attribute("Face", TokenMetadata.yuan(n.hi - n.lo + 1)),
                ",",
                TokenMetadata.attribute("Interval", TokenMetadata.interval(n.lo, n.hi)),
                ",",
                TokenMetadata.attribute("Tier", uint256(n.tier).toString()),
                ",",
                TokenMetadata.attribute("Status", _statusName(n)),
                ",",
                TokenMetadata.attribute("Stands on it", _marksNames(registry.marksOf(note)))
            );
    }

    /// How many notes of a path there are from `id` on, counted up to `limit`.
    function _stepsFrom(IReceivableRegistry registry, NoteId id, uint256 limit) private view returns (uint256 steps) {
        for (; steps < limit && !_isNone(id); ++steps) {
            id = _parentOf(id, registry.noteInfo(id));
        }
    }

    function _nameOf(IReceivableRegistry registry, ParticipantId participant) private view returns (string memory) {
        return TokenMetadata.nameOf(registry.participants(), participant);
    }

    /// A live note from its due day on is due.
    function _statusName(Note memory n) private view returns (string memory) {
        if (n.status == NoteStatus.Paid) return "Paid";
        if (n.status == NoteStatus.EarlyPaid) return "Paid early";
        if (n.status == NoteStatus.Merged) return "Merged";
        if (n.status == NoteStatus.Cancelled) return "Cancelled";
        return today() < n.dueDay ? "Live" : "Due";
    }

    /// None: it is its root's first.
    function _parentOf(NoteId id, Note memory n) private pure returns (NoteId) {
        return n.parent == 0 ? NoteId.wrap(0) : noteOn(id.rootOf(), n.parent);
    }

    function _isNone(NoteId id) private pure returns (bool) {
        return NoteId.unwrap(id) == 0;
    }

    function _rootStatusName(RootStatus status) private pure returns (string memory) {
        if (status == RootStatus.Settled) return "Settled";
        if (status == RootStatus.Cancelling) return "Being cancelled";
        if (status == RootStatus.Cancelled) return "Cancelled";
        return "Open";
    }

    /// In the order of {Marks}' bits.
    function _marksNames(uint16 marks) private pure returns (string memory names) {
        string[9] memory words = [
            "Financed",
            "Pledged",
            "Disputed",
            "Locked",
            "Frozen",
            "Agreed to cancel",
            "Contested",
            "Set aside",
            "Paid in part"
        ];
        for (uint256 i; i < words.length; ++i) {
            if (marks & (1 << i) == 0) continue;
            names = bytes(names).length == 0 ? words[i] : string.concat(names, ", ", words[i]);
        }
        if (bytes(names).length == 0) names = "Nothing";
    }
}
