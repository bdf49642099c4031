// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {OrderId, ParticipantId} from "../types/Ids.sol";
import {VotingClass} from "../types/Parties.sol";

/// Orders of the council and of the authorities: the only power over the suite's restricted functions.
///
/// An order is up to 16 calls, carried out all or none, each under a policy that says which seats must approve and how long after.
/// Every order, approval and execution is an event with the full calldata: the supervisors are supervised.
///
/// Conserved: no order executes twice, early, late, or with fewer valid approvals than its policies ask at that moment (K-2, K-9).
interface IDocket {
    enum Status {
        None,
        /// Collects approvals, or waits for its delay.
        Open,
        /// Carried out, finally.
        Executed,
        /// Carried out as an emergency; ends unless ratified in time.
        Provisional,
        /// Was provisional; its inverse calls have been carried out.
        Lapsed,
        /// Taken back by its proposer.
        Cancelled,
        /// Rejected by so many that the approvals it needs can no longer be reached.
        Rejected
    }

    /// `votes` seats of `votingClass`; 0 votes: more than two thirds of all its seats, ⌊2n/3⌋ + 1.
    struct Clause {
        VotingClass votingClass;
        uint8 votes;
    }

    /// One way to meet a policy: all clauses, then the delay.
    struct Route {
        Clause[] clauses;
        /// Seconds from the moment the approvals suffice to the first moment of execution.
        uint32 delay;
        /// Seconds, after the delay, in which it may be executed.
        uint32 window;
        /// 0: final. Otherwise an emergency route: 1 + index of the route of this policy that must ratify …
        uint8 ratifiedBy;
        /// … within so many seconds of execution.
        uint32 ratifyWithin;
    }

    /// What it takes to call one function of one target. At most four routes of at most three clauses.
    struct Policy {
        Route[] routes;
        /// Function of the same target that undoes the call, with the same (leading) arguments; needed by emergency routes.
        bytes4 inverse;
    }

    struct Call {
        address target;
        /// Selector and arguments.
        bytes data;
        /// Index of the route of the call's policy under which the order is proposed.
        uint8 route;
    }

    struct Order {
        // slot 0
        Status status;
        ParticipantId proposer;
        uint40 proposedAt;
        /// Last second in which it may be executed, whatever its approvals.
        uint40 expiresAt;
        /// Second since which the approvals suffice; 0: they do not.
        uint40 satisfiedAt;
        uint40 executedAt;
        /// Last second of ratification when provisional.
        uint40 ratifyBy;
        // slot 1
        /// Digest of the document that is the legal basis.
        bytes32 basis;
        // slot 2
        /// keccak256 of the ABI-encoded calls: what was approved is what executes.
        bytes32 callsHash;
        // slot 3
        /// Over the scopes and versions of the calls' policies: an order does not outlive the rules it was proposed under.
        bytes32 policiesHash;
    }

    event PolicySet(bytes32 indexed scope, bytes4 indexed selector, uint32 version, Policy policy);
    event OrderProposed(
        OrderId indexed order,
        ParticipantId indexed proposer,
        Call[] calls,
        bytes32 basis,
        string legalReference,
        uint40 expiresAt
    );
    event OrderApproved(
        OrderId indexed order,
        ParticipantId indexed participant,
        VotingClass indexed votingClass,
        uint40 satisfiedAt
    );
    event OrderApprovalWithdrawn(OrderId indexed order, ParticipantId indexed participant, uint40 satisfiedAt);
    /// @param status `Rejected` when the approvals that the order needs can no longer be reached, else `Open`
    event OrderRejected(OrderId indexed order, ParticipantId indexed participant, Status status);
    event OrderRecounted(OrderId indexed order, uint40 satisfiedAt);
    event OrderExecuted(OrderId indexed order, address indexed executor, Status status, uint40 ratifyBy, Call[] calls);
    event OrderRatified(OrderId indexed order);
    event OrderLapsed(OrderId indexed order);
    /// A call of a lapsed order could not be undone; as a rule because its effect had ended before.
    event OrderInverseFailed(OrderId indexed order, uint256 callIndex);
    event OrderCancelled(OrderId indexed order);

    error DocketNoPolicy(address target, bytes4 selector);
    error DocketRouteUnknown(address target, bytes4 selector, uint8 route);
    error DocketTargetForbidden(address target, bytes4 selector);
    error DocketPolicyInvalid(bytes32 scope, bytes4 selector);
    error DocketCallsInvalid(uint256 count, uint256 max);
    error DocketCallTooShort(uint256 index);
    error DocketBasisMissing();
    error DocketTermInvalid(uint40 expiresAt, uint40 earliest, uint40 latest);
    error DocketWithoutSeat(ParticipantId participant);
    error DocketTooManyOpenOrders(ParticipantId participant, uint256 max);
    error DocketSeatMissing(ParticipantId participant, VotingClass votingClass);
    error DocketAlreadyApproved(OrderId order, ParticipantId participant);
    error DocketAlreadyRejected(OrderId order, ParticipantId participant);
    error DocketNotApproved(OrderId order, ParticipantId participant);
    error DocketNotProposer(OrderId order, ParticipantId participant, ParticipantId proposer);
    error DocketUnknownOrder(OrderId order);
    error DocketWrongStatus(OrderId order, Status status, Status needed);
    error DocketCallsDiffer(OrderId order, bytes32 expected, bytes32 actual);
    error DocketPolicyChanged(OrderId order);
    error DocketNothingChanged(OrderId order);
    error DocketApprovalsShort(OrderId order, uint256 callIndex);
    error DocketTooEarly(OrderId order, uint256 earliest);
    error DocketExpired(OrderId order, uint256 latest);
    error DocketRatificationOpen(OrderId order, uint40 ratifyBy);
    error DocketGasTooLow(OrderId order, uint256 gas, uint256 needed);
    error DocketRatificationOver(OrderId order, uint40 ratifyBy);

    /// Sets the policy of a function. The scope is a target's address (as bytes32) or a module's name, which covers the parts of all
    /// its versions; an address's own policy goes before its module's. By order.
    /// @custom:access restricted
    function setPolicy(bytes32 scope, bytes4 selector, Policy calldata policy) external;

    /// Proposes an order. The proposer holds a seat of any class and has few open orders.
    /// @param basis digest of the document that is the legal basis
    /// @param legalReference its citation, as people write it
    /// @param expiresAt last second in which it may be executed; at most 180 days from now
    /// @custom:access door:Orders
    function propose(
        Call[] calldata calls,
        bytes32 basis,
        string calldata legalReference,
        uint40 expiresAt
    ) external returns (OrderId order);

    /// Approves for one class in which the caller's organisation holds a seat; one organisation counts once per order.
    /// On a provisional order it counts for its ratification.
    /// @param calls those of the order, as proposed
    /// @custom:access door:Orders
    function approve(OrderId order, VotingClass votingClass, Call[] calldata calls) external;

    /// Takes the caller's approval back, before execution. When the others no longer suffice, the delay runs anew from the moment the
    /// approvals suffice again.
    /// @custom:access door:Orders
    function withdrawApproval(OrderId order, Call[] calldata calls) external;

    /// Votes against an open order, for good, with all seats that the caller's organisation holds; one that has approved takes its
    /// approval back first. The order ends as soon as the seats that are left no longer suffice for the routes it was proposed under.
    /// @custom:access door:Orders
    function reject(OrderId order, Call[] calldata calls) external;

    /// Notes that the approvals suffice, or no longer do, because seats have changed since the last approval. Anyone may.
    /// @custom:access open
    function recount(OrderId order, Call[] calldata calls) external;

    /// Carries an order out, once its approvals suffice (counted again now) and its delay is over. Anyone may.
    /// @custom:access open
    function execute(OrderId order, Call[] calldata calls) external;

    /// Makes a provisional order final, once the approvals of the ratifying routes suffice and in time. Anyone may.
    /// @custom:access open
    function ratify(OrderId order, Call[] calldata calls) external;

    /// Undoes a provisional order that was not ratified in time, by its policies' inverse functions in reverse order. One that fails is
    /// noted (`OrderInverseFailed`) and does not keep the others from being undone. Anyone may.
    /// @custom:access open
    function lapse(OrderId order, Call[] calldata calls) external;

    /// Takes an open order back. Its proposer only.
    /// @custom:access door:Orders
    function cancel(OrderId order) external;

    function orderInfo(OrderId order) external view returns (Order memory);

    function orderCount() external view returns (uint64);

    /// The participants that approved an order and the class each counts for.
    function approvals(OrderId order) external view returns (ParticipantId[] memory, VotingClass[] memory);

    /// The participants that rejected an order, in that sequence.
    function rejections(OrderId order) external view returns (ParticipantId[] memory);

    /// The policy in force for a call and its version; reverts when there is none.
    function policyOf(address target, bytes4 selector) external view returns (Policy memory policy, uint32 version);

    /// The first second in which an order can be executed under its approvals as they count now; 0: they do not suffice.
    function executableFrom(OrderId order, Call[] calldata calls) external view returns (uint256);
}
