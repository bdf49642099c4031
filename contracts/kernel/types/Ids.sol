// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// A participant (legal entity), counted from 1; 0 is nobody.
type ParticipantId is uint32;

/// Whose money it is, whatever account it lies in: a participant, by its number, or a person, by the address of its attested account.
/// Orders name holders and not wallets, so that changing the wallet neither dodges an order nor shakes a freeze off.
/// No account's address is as low as a participant's number: each has signed, or is a contract with code.
type HolderId is uint160;

/// An order on the docket, counted from 1.
type OrderId is uint64;

/// An evidence record, counted from 1.
type EvidenceId is uint64;

/// Anything that can be claimed against: a trade document (its natural key, hashed) or an asset that a module registers.
type SubjectId is bytes32;

/// A trade file, counted from 1; 0 is none.
type FileId is uint64;

/// An ask on the market, counted from 1.
type AskId is uint32;

/// A quote: its ask << 32 | its number on it, from 1.
type QuoteId is uint64;

using {askOf, numberOf} for QuoteId global;
using {otherAsk as !=} for AskId global;
using {sameParticipant as ==, otherParticipant as !=, isNobody, asHolder} for ParticipantId global;
using {sameHolder as ==, isNone, isPerson, asParticipant, asAccount} for HolderId global;
using {sameSubject as ==} for SubjectId global;

ParticipantId constant NOBODY = ParticipantId.wrap(0);
HolderId constant NO_HOLDER = HolderId.wrap(0);

function sameParticipant(ParticipantId a, ParticipantId b) pure returns (bool) {
    return ParticipantId.unwrap(a) == ParticipantId.unwrap(b);
}

function otherParticipant(ParticipantId a, ParticipantId b) pure returns (bool) {
    return ParticipantId.unwrap(a) != ParticipantId.unwrap(b);
}

function isNobody(ParticipantId a) pure returns (bool) {
    return ParticipantId.unwrap(a) == 0;
}

function asHolder(ParticipantId participant) pure returns (HolderId) {
    return HolderId.wrap(ParticipantId.unwrap(participant));
}

/// The person whose attested account this is.
function personOf(address account) pure returns (HolderId) {
    return HolderId.wrap(uint160(account));
}

function sameHolder(HolderId a, HolderId b) pure returns (bool) {
    return HolderId.unwrap(a) == HolderId.unwrap(b);
}

function isNone(HolderId holder) pure returns (bool) {
    return HolderId.unwrap(holder) == 0;
}

function isPerson(HolderId holder) pure returns (bool) {
    return HolderId.unwrap(holder) > type(uint32).max;
}

/// Only for a holder that is no person.
function asParticipant(HolderId holder) pure returns (ParticipantId) {
    return ParticipantId.wrap(uint32(HolderId.unwrap(holder)));
}

/// Only for a person.
function asAccount(HolderId holder) pure returns (address) {
    return address(HolderId.unwrap(holder));
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
