// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// How a participant's act goes through the door (kernel.md, "The door").
enum Mode {
    None,
    /// New rights or duties: both parties active and unfrozen, module open.
    Dispose,
    /// Present, give notice, claim, object: works when frozen, suspended, expelled or when the module is halted.
    Preserve,
    /// Pay, redeem, release, refund: works when the module is halted; a frozen payer needs an order.
    Perform
}

/// Life of a participant: Applied → Active ⇄ Suspended → Expelled; Applied → Refused.
enum Standing {
    None,
    /// Has applied; holds nothing and may do nothing yet.
    Applied,
    /// The application was refused; it may apply anew under another number.
    Refused,
    /// A member in good standing.
    Active,
    /// May keep and defend what it has and pay what it owes; no new business.
    Suspended,
    /// No longer a member; is still paid what it is owed.
    Expelled
}

/// Size of an enterprise, as China's statistics class it (国统字〔2017〕213号).
enum SizeClass {
    None,
    Micro,
    Small,
    Medium,
    Large,
    /// Not an enterprise: an authority, a court, a public institution.
    Institution
}

/// Classes of seats that vote on orders.
enum VotingClass {
    None,
    /// Members of the consortium's council.
    Council,
    /// Supervisory authorities.
    Regulator,
    /// Courts.
    Judiciary,
    /// Audit authorities.
    Auditor
}

/// What an account may do for its participant; a set of bits.
library Scopes {
    /// Business acts through the modules' doors.
    uint8 internal constant ACTS = 1;
    /// Proposing and approving orders.
    uint8 internal constant ORDERS = 2;
    /// Binding and removing accounts.
    uint8 internal constant ADMINISTRATION = 4;
    uint8 internal constant ALL = 7;
}

/// Business qualifications (资质). Keys are readable text.
library Qualifications {
    bytes32 internal constant BANK = "BANK";
    bytes32 internal constant ENTERPRISE = "ENTERPRISE";
    bytes32 internal constant CORE_ENTERPRISE = "CORE_ENTERPRISE";
    bytes32 internal constant FINANCE_COMPANY = "FINANCE_COMPANY";
    bytes32 internal constant CENTRAL_BANK = "CENTRAL_BANK";
    bytes32 internal constant SETTLEMENT_INSTITUTION = "SETTLEMENT_INSTITUTION";
    bytes32 internal constant CALENDAR_OPERATOR = "CALENDAR_OPERATOR";
    bytes32 internal constant DATA_CERTIFIER = "DATA_CERTIFIER";
    bytes32 internal constant VALUER = "VALUER";
    bytes32 internal constant POINTS_ISSUER = "POINTS_ISSUER";
    bytes32 internal constant RELIEF_AUTHORITY = "RELIEF_AUTHORITY";
    bytes32 internal constant RELIEF_OPERATOR = "RELIEF_OPERATOR";
    bytes32 internal constant PAYOUT_BANK = "PAYOUT_BANK";
}
