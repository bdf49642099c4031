// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode, Qualifications} from "../../kernel/types/Parties.sol";
import {IReceivableDisputes} from "./interfaces/IReceivableDisputes.sol";
import {IReceivableFinancing} from "./interfaces/IReceivableFinancing.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {Ladder} from "./libraries/Ladder.sol";
import {Marks, Note, NoteId, NoteStatus, RootId, RootStatus} from "./types/ReceivableTypes.sol";

/// Documented in {IReceivableDisputes}.
contract ReceivableDisputes is IReceivableDisputes, KernelModule {
    /// Admitted entries that stand on a note at a time: what a payment on it goes through.
    uint256 public constant MAX_ADMITTED = 8;

    IReceivableRegistry public immutable registry;
    IReceivableFinancing public immutable financing;

    mapping(NoteId note => Dispute) private _disputes;
    /// What `agreedBy` has agreed to.
    mapping(NoteId note => bytes32) private _resolutions;
    mapping(NoteId note => Entry[]) private _entries;
    /// Numbers of those that are admitted and have not ended.
    mapping(NoteId note => uint32[]) private _admitted;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReceivableRegistry registry_,
        IReceivableFinancing financing_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        financing = financing_;
    }

    /// @inheritdoc IReceivableDisputes
    function dispute(NoteId note, bytes32 evidence) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Note memory n = _live(note);
        bool holds = caller == n.holder;
        if (!holds && caller != n.obligor && caller != registry.rootInfo(note.rootOf()).confirmer) {
            revert DisputeNotParty(note, caller);
        }
        if (evidence == 0) revert DisputeDigestMissing(note);
        Dispute storage d = _disputes[note];
        if (d.open) revert DisputeOpen(note, d.raisedBy);

        // Effects
        ParticipantId against = holds ? n.obligor : n.holder;
        _disputes[note] = Dispute({raisedBy: caller, against: against, agreedBy: NOBODY, open: true});
        delete _resolutions[note];
        emit NoteDisputed(note, caller, against, evidence);
        registry.mark(note, Marks.DISPUTED, 0);
    }

    /// @inheritdoc IReceivableDisputes
    function resolve(NoteId note, bytes32 resolution) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Dispute storage d = _open(note, resolution);
        Note memory n = registry.noteInfo(note);
        ParticipantId other = d.against == n.obligor ? n.obligor : d.raisedBy;
        if (caller != n.holder && caller != other) revert DisputeNotParty(note, caller);
        bool ends = n.holder == other;
        if (!ends) {
            bytes32 agreed = _resolutions[note];
            ends = d.agreedBy == (caller == other ? n.holder : other);
            if (ends && agreed != resolution) revert DisputeResolutionDiffers(note, agreed, resolution);
            if (d.agreedBy == caller && agreed == resolution) revert DisputeAlreadyAgreed(note, caller);
        }

        // Effects
        d.agreedBy = caller;
        _resolutions[note] = resolution;
        emit DisputeAgreed(note, caller, resolution);
        if (ends) _resolve(note, n.status, d, resolution, false);
    }

    /// @inheritdoc IReceivableDisputes
    function resolveByOrder(NoteId note, bytes32 resolution) external restricted {
        Dispute storage d = _open(note, resolution);
        _resolve(note, registry.noteInfo(note).status, d, resolution, true);
    }

    /// @inheritdoc IReceivableDisputes
    function enter(
        NoteId note,
        uint64 amount,
        uint40 registeredAt,
        uint40 notifiedAt,
        bytes32 proof
    ) external returns (uint32 entry) {
        // Checks
        (ParticipantId claimant, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Note memory n = _live(note);
        if (claimant == n.holder || claimant == n.obligor) revert AssignmentClaimantIsParty(note, claimant);
        if (
            !participants.isQualified(claimant, Qualifications.BANK) &&
            !participants.isQualified(claimant, Qualifications.FINANCE_COMPANY)
        ) revert AssignmentClaimantUnqualified(note, claimant);
        uint64 units = _unitsOf(n);
        if (amount == 0 || amount > units) revert AssignmentAmountOutOfRange(note, amount, units);
        _requirePast(note, registeredAt);
        _requirePast(note, notifiedAt);
        if (proof == 0) revert AssignmentProofMissing(note);

        // Effects
        _entries[note].push(
            Entry({
                claimant: claimant,
                amount: amount,
                paid: 0,
                registeredAt: registeredAt,
                notifiedAt: notifiedAt,
                status: EntryStatus.Entered,
                proof: proof
            })
        );
        entry = uint32(_entries[note].length);
        emit AssignmentEntered(note, claimant, entry, amount, registeredAt, notifiedAt, proof);
    }

    /// @inheritdoc IReceivableDisputes
    function admit(NoteId note, uint32 entry) external {
        Note memory n = _live(note);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Dispose, _unitsOf(n));
        if (caller != n.holder) revert IReceivableRegistry.NoteNotHolder(note, caller, n.holder);
        uint16 others = registry.marksOf(note) & (Marks.PLEDGED | Marks.FROZEN | Marks.AGREED);
        if (n.marks & Marks.FINANCED != 0 && financing.financingOf(note).recourse) others |= Marks.FINANCED;
        if (others != 0) revert AssignmentByOrderOnly(note, others);
        _admit(note, n, entry, false);
    }

    /// @inheritdoc IReceivableDisputes
    function admitByOrder(NoteId note, uint32 entry) external restricted {
        Note memory n = _live(note);
        RootId root = note.rootOf();
        RootStatus status = registry.rootInfo(root).status;
        if (status == RootStatus.Cancelling) {
            revert IReceivableRegistry.RootWrongStatus(root, status, RootStatus.Open);
        }
        _admit(note, n, entry, true);
        if (n.marks & Marks.AGREED == 0) return;
        registry.orders().countOrder(root);
        registry.mark(note, 0, Marks.AGREED);
    }

    /// @inheritdoc IReceivableDisputes
    function withdraw(NoteId note, uint32 entry) external {
        Entry storage e = _standing(note, entry);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, e.amount - e.paid);
        if (caller != e.claimant) revert AssignmentNotYours(note, entry, caller, e.claimant);
        _end(note, e, entry, false);
    }

    /// @inheritdoc IReceivableDisputes
    function dismissByOrder(NoteId note, uint32 entry) external restricted {
        _end(note, _standing(note, entry), entry, true);
    }

    /// @inheritdoc IReceivableDisputes
    function collect(
        NoteId note,
        uint64 amount,
        bool last
    ) external onlyPart returns (Share[] memory shares, uint64 rest) {
        Share[] memory all = ladder(note, amount);
        shares = new Share[](all.length);
        uint256 count;
        for (uint256 i; i < all.length; ++i) {
            Share memory s = all[i];
            if (s.entry == 0) {
                rest = s.amount;
                continue;
            }
            Entry storage e = _entries[note][s.entry - 1];
            if (s.amount != 0) {
                shares[count++] = s;
                e.paid += s.amount;
                emit AssignmentPaid(note, s.to, s.entry, s.amount, e.amount - e.paid);
            }
            if (last || e.paid == e.amount) _end(note, e, s.entry, false);
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(shares, count)
        }
    }

    /// @inheritdoc IReceivableDisputes
    function disputeOf(NoteId note) external view returns (Dispute memory raised, bytes32 resolution) {
        return (_disputes[note], _resolutions[note]);
    }

    /// @inheritdoc IReceivableDisputes
    function entriesOf(NoteId note, uint32 start, uint256 limit) external view returns (Entry[] memory entries) {
        Entry[] storage all = _entries[note];
        entries = new Entry[](start == 0 ? 0 : Math.min(limit, Math.saturatingSub(all.length + 1, start)));
        for (uint256 i; i < entries.length; ++i) {
            entries[i] = all[start - 1 + i];
        }
    }

    /// @inheritdoc IReceivableDisputes
    function ladder(NoteId note, uint64 amount) public view returns (Share[] memory shares) {
        uint32[] storage admitted = _admitted[note];
        uint256 count = admitted.length + 1;
        Ladder.Rung[] memory rungs = new Ladder.Rung[](count);
        rungs[0] = _holderRung(note);
        for (uint256 i = 1; i < count; ++i) {
            Entry storage e = _entries[note][admitted[i - 1] - 1];
            rungs[i] = Ladder.Rung(e.claimant, e.registeredAt, e.notifiedAt, e.amount, e.amount - e.paid, false);
        }
        (uint256[] memory order, uint256[] memory amounts) = Ladder.divide(amount, rungs);
        shares = new Share[](count);
        for (uint256 i; i < count; ++i) {
            uint256 rung = order[i];
            uint32 entry = rung == 0 ? 0 : admitted[rung - 1];
            shares[i] = Share({to: rungs[rung].who, amount: uint64(amounts[rung]), entry: entry});
        }
    }

    function _resolve(NoteId note, NoteStatus status, Dispute storage d, bytes32 resolution, bool byOrder) private {
        d.open = false;
        emit DisputeResolved(note, resolution, byOrder);
        if (status == NoteStatus.Live) registry.mark(note, 0, Marks.DISPUTED);
    }

    function _admit(NoteId note, Note memory n, uint32 entry, bool byOrder) private {
        // Checks
        Entry storage e = _existing(note, entry);
        if (e.status != EntryStatus.Entered) {
            revert AssignmentWrongStatus(note, entry, e.status, EntryStatus.Entered);
        }
        uint32[] storage admitted = _admitted[note];
        if (admitted.length == MAX_ADMITTED) revert AssignmentsFull(note, MAX_ADMITTED);

        // Effects
        e.status = EntryStatus.Admitted;
        admitted.push(entry);
        emit AssignmentAdmitted(note, e.claimant, entry, n.holder, byOrder);
        if (admitted.length == 1) registry.mark(note, Marks.CONTESTED, 0);
    }

    /// The mark goes with the last admitted entry.
    function _end(NoteId note, Entry storage e, uint32 entry, bool byOrder) private {
        bool counted = e.status == EntryStatus.Admitted;
        e.status = EntryStatus.Ended;
        emit AssignmentEnded(note, e.claimant, entry, byOrder);
        if (!counted) return;
        uint32[] storage admitted = _admitted[note];
        uint256 last = admitted.length - 1;
        for (uint256 i; i < last; ++i) {
            if (admitted[i] == entry) admitted[i] = admitted[last];
        }
        admitted.pop();
        if (last == 0) registry.mark(note, 0, Marks.CONTESTED);
    }

    /// The holder's own right: it takes all that reaches it.
    function _holderRung(NoteId note) private view returns (Ladder.Rung memory rung) {
        Note memory n = registry.noteInfo(note);
        rung = Ladder.Rung(n.holder, 0, 0, _unitsOf(n), type(uint64).max, true);
        if (n.marks & Marks.FINANCED != 0) {
            IReceivableFinancing.Financing memory f = financing.financingOf(note);
            (rung.registeredAt, rung.notifiedAt, rung.weight) = (f.registeredAt, f.notifiedAt, f.price);
        } else {
            rung.notifiedAt = uint40(registry.rootInfo(note.rootOf()).issueDay.startOf());
        }
    }

    function _live(NoteId note) private view returns (Note memory n) {
        n = registry.noteInfo(note);
        if (n.status != NoteStatus.Live) revert IReceivableRegistry.NoteNotLive(note, n.status);
    }

    function _open(NoteId note, bytes32 resolution) private view returns (Dispute storage d) {
        d = _disputes[note];
        if (!d.open) revert DisputeMissing(note);
        if (resolution == 0) revert DisputeDigestMissing(note);
    }

    function _existing(NoteId note, uint32 entry) private view returns (Entry storage) {
        Entry[] storage all = _entries[note];
        if (entry == 0 || entry > all.length) revert AssignmentUnknown(note, entry);
        return all[entry - 1];
    }

    /// One that has not ended.
    function _standing(NoteId note, uint32 entry) private view returns (Entry storage e) {
        e = _existing(note, entry);
        if (e.status == EntryStatus.Ended) {
            revert AssignmentWrongStatus(note, entry, EntryStatus.Ended, EntryStatus.Admitted);
        }
    }

    function _requirePast(NoteId note, uint40 at) private view {
        if (at > block.timestamp) revert AssignmentTimeOutOfRange(note, at, uint40(block.timestamp));
    }

    function _unitsOf(Note memory n) private pure returns (uint40) {
        return n.hi - n.lo + 1;
    }
}
