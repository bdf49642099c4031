// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// A participant (legal entity), counted from 1; 0 is nobody.
type ParticipantId is uint32;

/// An order on the docket, counted from 1.
type OrderId is uint64;

/// An evidence record, counted from 1.
type EvidenceId is uint64;

/// Anything that can be claimed against: a trade document (its natural key, hashed) or an asset that a module registers.
type SubjectId is bytes32;

/// An ask on the market, counted from 1.
type AskId is uint32;

/// A quote: its ask << 32 | its number on it, from 1.
type QuoteId is uint64;

using {askOf, numberOf} for QuoteId global;
using {otherAsk as !=} for AskId global;
using {sameParticipant as ==, otherParticipant as !=, isNobody} for ParticipantId global;
using {sameSubject as ==} for SubjectId global;

ParticipantId constant NOBODY = ParticipantId.wrap(0);

function sameParticipant(ParticipantId a, ParticipantId b) pure returns (bool) {
    return ParticipantId.unwrap(a) == ParticipantId.unwrap(b);
}

function otherParticipant(ParticipantId a, ParticipantId b) pure returns (bool) {
    return ParticipantId.unwrap(a) != ParticipantId.unwrap(b);
}

function isNobody(ParticipantId a) pure returns (bool) {
    return ParticipantId.unwrap(a) == 0;
}

function sameSubject(SubjectId a, SubjectId b) pure returns (bool) {
    return SubjectId.unwrap(a) == SubjectId.unwrap(b);
}

function otherAsk(AskId a, AskId b) pure returns (bool) {
    return AskId.unwrap(a) != AskId.unwrap(b);
}

function askOf(QuoteId quote) pure returns (AskId) {
    return AskId.wrap(uint32(QuoteId.unwrap(quote) >> 32));
}

function numberOf(QuoteId quote) pure returns (uint32) {
    return uint32(QuoteId.unwrap(quote));
}

function quoteOn(AskId ask, uint32 number) pure returns (QuoteId) {
    return QuoteId.wrap((uint64(AskId.unwrap(ask)) << 32) | number);
}
