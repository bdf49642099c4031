// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {RequestId, Requests} from "../../kernel/libraries/Requests.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {IReceivableSecurity} from "./interfaces/IReceivableSecurity.sol";
import {Ground, Marks, Note, NoteId, ReceivableAct} from "./types/ReceivableTypes.sol";

/// Documented in {IReceivableSecurity}.
contract ReceivableSecurity is IReceivableSecurity, KernelModule {
    IReceivableRegistry public immutable registry;

    mapping(NoteId note => Pledge) private _pledges;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReceivableRegistry registry_
    ) KernelModule(authority, participants_) {
        registry = registry_;
    }

    /// @inheritdoc IReceivableSecurity
    function pledge(
        NoteId note,
        uint64 amount,
        ParticipantId pledgee,
        uint64 secured,
        Day dueDay,
        Day lastDay
    ) external returns (NoteId part, RequestId request) {
        ParticipantId obligor = registry.noteInfo(note).obligor;
        (ParticipantId holder, , ) = _enter(pledgee, Mode.Dispose, amount);
        if (pledgee == holder || pledgee.isNobody()) revert NotePledgeeIsHolder(note, holder);
        if (pledgee == obligor) revert NotePledgeeIsObligor(note, obligor);
        if (secured == 0) revert NoteSecuredZero(note);
        _requireDayToCome(note, dueDay);
        bytes32 terms = bytes32((uint256(Day.unwrap(dueDay)) << 64) | secured);
        return registry.openRequest(note, amount, ReceivableAct.Pledge, holder, pledgee, lastDay, terms);
    }

    /// @inheritdoc IReceivableSecurity
    function sign(RequestId request) external {
        // Checks
        Requests.Request memory r = registry.requestInfo(request);
        ReceivableAct act = ReceivableAct(r.act);
        if (r.status == Requests.Status.None) revert Requests.RequestUnknown(request);
        if (act != ReceivableAct.Pledge) revert IReceivableRegistry.ReceivableActElsewhere(request, act);
        (ParticipantId signer, , ) = _enter(r.from, Mode.Dispose, r.hi - r.lo + 1);
        registry.signRequest(request, signer);
        NoteId note = NoteId.wrap(r.subject);
        registry.requireFree(note, r.from);
        uint64 secured = uint64(uint256(r.terms));
        Day dueDay = Day.wrap(uint32(uint256(r.terms) >> 64));
        _requireDayToCome(note, dueDay);

        // Effects
        _pledges[note] = Pledge(r.from, signer, secured, dueDay, PledgeStatus.Live);
        emit NotePledged(note, r.from, signer, secured, dueDay);
        registry.mark(note, Marks.PLEDGED, 0);
    }

    /// @inheritdoc IReceivableSecurity
    function release(NoteId note) external {
        Note memory n = registry.noteInfo(note);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, n.hi - n.lo + 1);
        Pledge storage p = _live(note);
        _requirePledgee(note, p, caller);
        p.status = PledgeStatus.Ended;
        emit NotePledgeReleased(note, n.holder, caller);
        registry.mark(note, 0, Marks.PLEDGED);
    }

    /// @inheritdoc IReceivableSecurity
    function realise(NoteId note) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Pledge storage p = _live(note);
        _requirePledgee(note, p, caller);
        if (today() < p.dueDay) revert NotePledgeNotDue(note, p.dueDay, today());

        // Effects
        ParticipantId holder = registry.noteInfo(note).holder;
        p.pledgor = holder;
        p.status = PledgeStatus.Realised;
        emit NotePledgeRealised(note, holder, caller, p.secured);
        registry.convey(note, caller, Ground.Pledge);
    }

    /// @inheritdoc IReceivableSecurity
    function collect(
        NoteId note,
        uint64 amount,
        bool last
    ) external onlyPart returns (ParticipantId pledgee, uint64 toPledgee, ParticipantId pledgor, uint64 toPledgor) {
        Pledge storage p = _pledges[note];
        bool realised = p.status == PledgeStatus.Realised;
        if (!realised) _live(note);
        pledgee = p.pledgee;
        pledgor = realised ? p.pledgor : registry.noteInfo(note).holder;
        uint64 secured = p.secured;
        toPledgee = uint64(Math.min(amount, secured));
        toPledgor = amount - toPledgee;
        secured -= toPledgee;
        p.secured = secured;
        emit NotePledgeCollected(note, pledgor, pledgee, toPledgee, toPledgor, secured);
        if (secured != 0 && !last) return (pledgee, toPledgee, pledgor, toPledgor);

        _end(note, p, pledgor);
        // Title to collect ends with what there was to collect for: what comes in later is the pledgor's own.
        if (realised && !last) registry.convey(note, pledgor, Ground.Pledge);
    }

    /// @inheritdoc IReceivableSecurity
    function end(NoteId note) external onlyPart {
        _end(note, _live(note), registry.noteInfo(note).holder);
    }

    /// @inheritdoc IReceivableSecurity
    function pledgeOf(NoteId note) external view returns (Pledge memory) {
        return _pledges[note];
    }

    function _end(NoteId note, Pledge storage p, ParticipantId pledgor) private {
        p.status = PledgeStatus.Ended;
        emit NotePledgeEnded(note, pledgor, p.pledgee);
        registry.mark(note, 0, Marks.PLEDGED);
    }

    function _live(NoteId note) private view returns (Pledge storage p) {
        p = _pledges[note];
        if (p.status != PledgeStatus.Live) revert NotePledgeMissing(note, p.status, PledgeStatus.Live);
    }

    function _requirePledgee(NoteId note, Pledge storage p, ParticipantId caller) private view {
        if (caller != p.pledgee) revert NoteNotPledgee(note, caller, p.pledgee);
    }

    function _requireDayToCome(NoteId note, Day dueDay) private view {
        if (dueDay < today()) revert NotePledgeDayPassed(note, dueDay, today());
    }
}
