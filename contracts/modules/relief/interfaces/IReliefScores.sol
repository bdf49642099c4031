// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Assertion, PersonId} from "../../../kernel/types/Passkey.sol";
import {OfficerId, ProgrammeId} from "../types/ReliefTypes.sol";

/// Honesty scores (诚信/失信积分) of households and officers: 600 to begin with, kept within 0 … 1000. The entries are the record; the balance
/// follows from them. An entry comes from a fact that the module has seen itself, or from an authority, with evidence and against appeal (申诉).
///
/// A household's score is in no view: whoever may know it keeps it from the entries (see docs).
interface IReliefScores is IKernelModule {
    /// Facts that the module sees itself. Their factors have the codes 1 to 8, in this order; an authority's begin at 16.
    enum Fact {
        None,
        /// A household has confirmed within 7 days of the receipt.
        ConfirmedInTime,
        /// A milestone's evidence was late: the officer who proposed the project.
        EvidenceLate,
        /// An objection was upheld: the officer who had proposed the household or round.
        ObjectionUpheld,
        /// A kinship was found: the officer who had not declared it.
        KinshipUndeclared,
        /// A bank was silent: the officer who had released the payout.
        ReceiptMissing,
        /// An order has found a diversion: the officer named.
        Diversion,
        /// A dispute of a household was dismissed: the household.
        DisputeDismissed,
        /// A household has confirmed an officer's help: the officer.
        HelpConfirmed
    }

    /// How much a fact counts. One slot.
    struct Factor {
        /// Points, 1 to 1000 in size.
        int16 points;
        /// Per cent of them that count, 1 to 100.
        uint8 weight;
        /// Points in size that the factor moves a score by at most in a calendar year (UTC+8); 0: no cap.
        uint16 cap;
        bool active;
    }

    /// An authority's entry, or a finding. Three slots. Of what the module has seen itself the event is all the record: nobody appeals against that,
    /// and a household's confirmation must not pay for its storage.
    struct Entry {
        // slot 0
        PersonId person;
        uint16 factor;
        /// What it moved the score by, within cap and bounds.
        int16 applied;
        uint40 at;
        AppealStatus appeal;
        OfficerId decidedBy;
        /// In which the person works or is helped.
        ProgrammeId programme;
        /// Who made it.
        ParticipantId by;
        // slot 1
        bytes32 evidence;
        // slot 2
        bytes32 appealEvidence;
    }

    enum AppealStatus {
        None,
        Open,
        /// What the entry had moved is undone.
        Granted,
        Dismissed
    }

    event FactorSet(uint16 indexed factor, int16 points, uint8 weight, uint16 cap, bool active);
    /// @param score after it
    /// @param by who made it, or found it; nobody: the module
    event ScoreEntered(
        uint64 indexed entry,
        PersonId indexed person,
        uint16 indexed factor,
        int16 applied,
        uint16 score,
        ProgrammeId programme,
        ParticipantId by,
        bytes32 evidence
    );
    event ScoreAppealed(uint64 indexed entry, PersonId indexed person, bytes32 evidence);
    /// @param undone points that the score moved back by
    event ScoreAppealDecided(
        uint64 indexed entry,
        PersonId indexed person,
        OfficerId indexed officer,
        bool granted,
        int16 undone,
        uint16 score,
        bytes32 reason
    );

    error FactorInvalid(uint16 factor, int16 points, uint8 weight);
    error FactorInactive(uint16 factor);
    /// The module enters these itself.
    error FactorAutomatic(uint16 factor);
    error ScoreEntryUnknown(uint64 entry);
    error ScoreEntryAutomatic(uint64 entry);
    error ScoreEvidenceMissing();
    error ScorePersonForeign(PersonId person, ProgrammeId programme);
    error AppealLate(uint64 entry, uint40 at, uint40 until);
    error AppealWrongStatus(uint64 entry, AppealStatus status, AppealStatus needed);
    error AppealNotOwn(uint64 entry, PersonId person);
    /// Who decides is neither the person nor of the participant that made the entry.
    error AppealDeciderPartial(uint64 entry, OfficerId officer);

    /// Sets how much a factor counts, from the next entry on. By order (default policy: as for rules).
    /// @custom:access restricted
    function setFactor(uint16 factor, int16 points, uint8 weight, uint16 cap, bool active) external;

    /// Enters an authority's factor. The programme's authority.
    /// @param evidence digest
    /// @custom:access door:Dispose
    function enter(
        PersonId person,
        ProgrammeId programme,
        uint16 factor,
        bytes32 evidence
    ) external returns (uint64 entry);

    /// Appeals against an authority's entry or a kinship that was found, within 30 days, of which the first is the day after it. The officer itself,
    /// in service or not.
    /// @custom:access door:Preserve
    function appeal(uint64 entry, bytes32 evidence) external;

    /// The same by a household. Anyone may send it.
    /// Signed: `Appeal(uint64 person,uint64 entry,bytes32 evidence,uint256 nonce,uint256 deadline)`.
    /// @custom:access open
    function appealByHousehold(uint64 entry, bytes32 evidence, Assertion calldata assertion) external;

    /// Decides on an appeal. A county's officer of the programme, of another participant than the entry's and not the person, nor kin. Granted,
    /// what the entry moved is moved back, within the bounds, and no longer counts against the year's cap.
    /// @param reason digest
    /// @custom:access door:Preserve
    function decideAppeal(uint64 entry, bool granted, bytes32 reason) external;

    /// Enters a fact. Nothing happens when its factor is not active, or when there is nobody whose score it is of: what moves money must not fail
    /// for a score.
    /// @param evidence digest or number that the fact is found by
    /// @custom:access part
    function enterFact(PersonId person, ProgrammeId programme, Fact fact, bytes32 evidence) external;

    /// The same of a fact that rests on an officer's word: it may be appealed against.
    /// @param by who employs that officer; its officers do not decide on the appeal
    /// @custom:access part
    function enterFinding(
        PersonId person,
        ProgrammeId programme,
        Fact fact,
        ParticipantId by,
        bytes32 evidence
    ) external;

    /// An officer's score. Reverts for one that is not known.
    function scoreOf(OfficerId officer) external view returns (uint16);

    function factorInfo(uint16 factor) external view returns (Factor memory);

    /// An authority's entry or a finding; reverts for what the module has seen itself.
    function entryInfo(uint64 entry) external view returns (Entry memory);

    function entryCount() external view returns (uint64);
}
