// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

import {IDocket} from "../interfaces/IDocket.sol";
import {IModuleDirectory} from "../interfaces/IModuleDirectory.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {OrderId, ParticipantId} from "../types/Ids.sol";
import {VotingClass} from "../types/Parties.sol";

/// Documented in {IDocket}.
contract Docket is IDocket, AccessManaged {
    /// What one organisation has said on an order: one of the two, or nothing.
    struct Voice {
        VotingClass approvedAs;
        bool rejected;
    }

    uint256 public constant MAX_CALLS = 16;
    uint256 public constant MAX_ROUTES = 4;
    uint256 public constant MAX_CLAUSES = 3;
    uint256 public constant MAX_OPEN_ORDERS = 20;
    uint256 public constant MAX_TERM = 180 days;
    /// Gas that each inverse call gets at least, so that nobody makes it fail by giving too little.
    uint256 public constant INVERSE_GAS = 800_000;

    /// Values of VotingClass, None included.
    uint256 private constant CLASSES = 5;

    IParticipantRegistry public immutable participants;
    IModuleDirectory public immutable directory;

    /// @inheritdoc IDocket
    uint64 public orderCount;

    mapping(bytes32 scope => mapping(bytes4 selector => Policy)) private _policies;
    /// Counts up with each change, so that an order proposed under another policy is told from one under this.
    mapping(bytes32 scope => mapping(bytes4 selector => uint32)) private _policyVersions;
    mapping(OrderId order => Order) private _orders;
    mapping(OrderId order => ParticipantId[]) private _approvers;
    mapping(OrderId order => mapping(ParticipantId participant => Voice)) private _voices;
    mapping(OrderId order => ParticipantId[]) private _rejecters;
    /// What undoes each call of a provisional order, as its policy stood at execution; 0 for calls that were final.
    mapping(OrderId order => bytes4[]) private _inverses;
    mapping(ParticipantId participant => uint256) private _openOrders;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IModuleDirectory directory_
    ) AccessManaged(authority) {
        participants = participants_;
        directory = directory_;
    }

    /// @inheritdoc IDocket
    function setPolicy(bytes32 scope, bytes4 selector, Policy calldata policy) external restricted {
        if (_isForbidden(address(uint160(uint256(scope))), selector)) {
            revert DocketTargetForbidden(address(uint160(uint256(scope))), selector);
        }
        _requireWellFormed(scope, selector, policy);
        _policies[scope][selector] = policy;
        emit PolicySet(scope, selector, ++_policyVersions[scope][selector], policy);
    }

    /// @inheritdoc IDocket
    function propose(
        Call[] calldata calls,
        bytes32 basis,
        string calldata legalReference,
        uint40 expiresAt
    ) external returns (OrderId order) {
        // Checks
        ParticipantId proposer = participants.voterOf(msg.sender);
        _requireSeat(proposer);
        if (_openOrders[proposer] == MAX_OPEN_ORDERS) revert DocketTooManyOpenOrders(proposer, MAX_OPEN_ORDERS);
        if (calls.length == 0 || calls.length > MAX_CALLS) revert DocketCallsInvalid(calls.length, MAX_CALLS);
        if (basis == 0) revert DocketBasisMissing();
        uint256 latest = block.timestamp + MAX_TERM;
        if (expiresAt <= block.timestamp || expiresAt > latest) {
            revert DocketTermInvalid(expiresAt, uint40(block.timestamp + 1), uint40(latest));
        }
        for (uint256 i; i < calls.length; ++i) {
            if (calls[i].data.length < 4) revert DocketCallTooShort(i);
            _routeOf(calls[i]);
        }

        // Effects
        order = OrderId.wrap(++orderCount);
        ++_openOrders[proposer];
        Order storage o = _orders[order];
        o.status = Status.Open;
        o.proposer = proposer;
        o.proposedAt = uint40(block.timestamp);
        o.expiresAt = expiresAt;
        o.basis = basis;
        o.callsHash = keccak256(abi.encode(calls));
        o.policiesHash = _hashPolicies(calls);
        emit OrderProposed(order, proposer, calls, basis, legalReference, expiresAt);
    }

    /// @inheritdoc IDocket
    function approve(OrderId order, VotingClass votingClass, Call[] calldata calls) external {
        // Checks
        ParticipantId participant = participants.voterOf(msg.sender);
        Order storage o = _known(order);
        if (o.status != Status.Open && o.status != Status.Provisional) {
            revert DocketWrongStatus(order, o.status, Status.Open);
        }
        _requireSameCalls(order, o, calls);
        if (!participants.mayVote(participant, votingClass)) revert DocketSeatMissing(participant, votingClass);
        _requireSilent(order, participant);

        // Effects
        bool sufficedBefore = o.satisfiedAt != 0 && _isSatisfied(order, calls);
        _voices[order][participant].approvedAs = votingClass;
        _approvers[order].push(participant);
        if (o.status == Status.Open && !sufficedBefore) _noteSatisfaction(order, o, calls);
        emit OrderApproved(order, participant, votingClass, o.satisfiedAt);
    }

    /// @inheritdoc IDocket
    function withdrawApproval(OrderId order, Call[] calldata calls) external {
        // Checks
        ParticipantId participant = participants.voterOf(msg.sender);
        Order storage o = _inStatus(order, Status.Open);
        _requireSameCalls(order, o, calls);
        if (_voices[order][participant].approvedAs == VotingClass.None) revert DocketNotApproved(order, participant);

        // Effects
        delete _voices[order][participant];
        ParticipantId[] storage approvers = _approvers[order];
        for (uint256 i; i < approvers.length; ++i) {
            if (approvers[i] == participant) {
                approvers[i] = approvers[approvers.length - 1];
                approvers.pop();
                break;
            }
        }
        // The delay runs on while the others still suffice; else one organisation could hold up any order by approving and withdrawing.
        if (!_isSatisfied(order, calls)) o.satisfiedAt = 0;
        emit OrderApprovalWithdrawn(order, participant, o.satisfiedAt);
    }

    /// @inheritdoc IDocket
    function reject(OrderId order, Call[] calldata calls) external {
        // Checks
        ParticipantId participant = participants.voterOf(msg.sender);
        Order storage o = _inStatus(order, Status.Open);
        _requireSameCalls(order, o, calls);
        _requireSeat(participant);
        _requireSilent(order, participant);

        // Effects
        _rejecters[order].push(participant);
        _voices[order][participant].rejected = true;
        if (_isOutOfReach(order, calls)) {
            o.status = Status.Rejected;
            --_openOrders[o.proposer];
        }
        emit OrderRejected(order, participant, o.status);
    }

    /// @inheritdoc IDocket
    function recount(OrderId order, Call[] calldata calls) external {
        Order storage o = _inStatus(order, Status.Open);
        _requireSameCalls(order, o, calls);
        bool suffices = _isSatisfied(order, calls);
        if (suffices == (o.satisfiedAt != 0)) revert DocketNothingChanged(order);
        _noteSatisfaction(order, o, calls);
        emit OrderRecounted(order, o.satisfiedAt);
    }

    /// @inheritdoc IDocket
    function execute(OrderId order, Call[] calldata calls) external {
        // Checks
        Order storage o = _inStatus(order, Status.Open);
        _requireSameCalls(order, o, calls);
        (uint256 earliest, uint256 latest, uint256 ratifyWithin) = _requireSatisfied(order, o, calls);
        if (block.timestamp < earliest) revert DocketTooEarly(order, earliest);
        if (block.timestamp > latest) revert DocketExpired(order, latest);

        // Effects
        o.executedAt = uint40(block.timestamp);
        if (ratifyWithin == 0) {
            o.status = Status.Executed;
        } else {
            o.status = Status.Provisional;
            o.ratifyBy = uint40(block.timestamp + ratifyWithin);
            for (uint256 i; i < calls.length; ++i) {
                (Policy storage policy, Route storage route) = _routeOf(calls[i]);
                _inverses[order].push(route.ratifiedBy == 0 ? bytes4(0) : policy.inverse);
            }
        }
        --_openOrders[o.proposer];
        emit OrderExecuted(order, msg.sender, o.status, o.ratifyBy, calls);

        // Interactions
        for (uint256 i; i < calls.length; ++i) {
            Address.functionCall(calls[i].target, calls[i].data);
        }
    }

    /// @inheritdoc IDocket
    function ratify(OrderId order, Call[] calldata calls) external {
        Order storage o = _inStatus(order, Status.Provisional);
        _requireSameCalls(order, o, calls);
        if (block.timestamp > o.ratifyBy) revert DocketRatificationOver(order, o.ratifyBy);
        uint256[CLASSES] memory votes = _countVotes(order);
        for (uint256 i; i < calls.length; ++i) {
            (Policy storage policy, Route storage route) = _routeOf(calls[i]);
            if (route.ratifiedBy != 0 && !_isMet(policy.routes[route.ratifiedBy - 1], votes)) {
                revert DocketApprovalsShort(order, i);
            }
        }
        o.status = Status.Executed;
        emit OrderRatified(order);
    }

    /// @inheritdoc IDocket
    function lapse(OrderId order, Call[] calldata calls) external {
        // Checks
        Order storage o = _inStatus(order, Status.Provisional);
        _requireHash(order, o.callsHash, keccak256(abi.encode(calls)));
        if (block.timestamp <= o.ratifyBy) revert DocketRatificationOpen(order, o.ratifyBy);

        // Effects
        o.status = Status.Lapsed;
        emit OrderLapsed(order);

        // Interactions
        for (uint256 i = calls.length; i > 0; --i) {
            bytes4 inverse = _inverses[order][i - 1];
            if (inverse == 0) continue;
            if (gasleft() < INVERSE_GAS) revert DocketGasTooLow(order, gasleft(), INVERSE_GAS);
            // What has ended by itself or by another order cannot be undone again; that must not keep the rest in force.
            bytes memory data = bytes.concat(inverse, calls[i - 1].data[4:]);
            if (!LowLevelCall.callNoReturn(calls[i - 1].target, data)) emit OrderInverseFailed(order, i - 1);
        }
    }

    /// @inheritdoc IDocket
    function cancel(OrderId order) external {
        ParticipantId participant = participants.voterOf(msg.sender);
        Order storage o = _inStatus(order, Status.Open);
        if (o.proposer != participant) revert DocketNotProposer(order, participant, o.proposer);
        o.status = Status.Cancelled;
        --_openOrders[participant];
        emit OrderCancelled(order);
    }

    /// @inheritdoc IDocket
    function orderInfo(OrderId order) external view returns (Order memory) {
        return _orders[order];
    }

    /// @inheritdoc IDocket
    function approvals(
        OrderId order
    ) external view returns (ParticipantId[] memory approvers, VotingClass[] memory classes) {
        approvers = _approvers[order];
        classes = new VotingClass[](approvers.length);
        for (uint256 i; i < approvers.length; ++i) {
            classes[i] = _voices[order][approvers[i]].approvedAs;
        }
    }

    /// @inheritdoc IDocket
    function rejections(OrderId order) external view returns (ParticipantId[] memory) {
        return _rejecters[order];
    }

    /// @inheritdoc IDocket
    function policyOf(address target, bytes4 selector) external view returns (Policy memory policy, uint32 version) {
        bytes32 scope = _scopeOf(target, selector);
        return (_policies[scope][selector], _policyVersions[scope][selector]);
    }

    /// @inheritdoc IDocket
    function executableFrom(OrderId order, Call[] calldata calls) external view returns (uint256) {
        Order storage o = _inStatus(order, Status.Open);
        _requireSameCalls(order, o, calls);
        if (o.satisfiedAt == 0 || !_isSatisfied(order, calls)) return 0;
        (uint256 earliest, , ) = _requireSatisfied(order, o, calls);
        return earliest;
    }

    /// Sets the moment since which the approvals suffice; called whenever they change.
    function _noteSatisfaction(OrderId order, Order storage o, Call[] calldata calls) private {
        o.satisfiedAt = _isSatisfied(order, calls) ? uint40(block.timestamp) : 0;
    }

    function _isSatisfied(OrderId order, Call[] calldata calls) private view returns (bool) {
        uint256[CLASSES] memory votes = _countVotes(order);
        for (uint256 i; i < calls.length; ++i) {
            (, Route storage route) = _routeOf(calls[i]);
            if (!_isMet(route, votes)) return false;
        }
        return true;
    }

    /// Counts again, with the seats as they are now.
    /// @return earliest first second of execution: the longest delay of the calls' routes
    /// @return latest last second: the shortest window, and never after the order's own term
    /// @return ratifyWithin the shortest period of ratification, or 0 when no call is under an emergency route
    function _requireSatisfied(
        OrderId order,
        Order storage o,
        Call[] calldata calls
    ) private view returns (uint256 earliest, uint256 latest, uint256 ratifyWithin) {
        if (o.satisfiedAt == 0) revert DocketApprovalsShort(order, 0);
        uint256[CLASSES] memory votes = _countVotes(order);
        latest = type(uint256).max;
        for (uint256 i; i < calls.length; ++i) {
            (, Route storage route) = _routeOf(calls[i]);
            if (!_isMet(route, votes)) revert DocketApprovalsShort(order, i);
            uint256 from = uint256(o.satisfiedAt) + route.delay;
            if (from > earliest) earliest = from;
            if (from + route.window < latest) latest = from + route.window;
            if (route.ratifiedBy != 0 && (ratifyWithin == 0 || route.ratifyWithin < ratifyWithin)) {
                ratifyWithin = route.ratifyWithin;
            }
        }
        if (o.expiresAt < latest) latest = o.expiresAt;
    }

    /// Valid approvals by class: those whose organisation still holds its seat and is active. Bounded by the seats there are.
    function _countVotes(OrderId order) private view returns (uint256[CLASSES] memory votes) {
        ParticipantId[] storage approvers = _approvers[order];
        for (uint256 i; i < approvers.length; ++i) {
            VotingClass votingClass = _voices[order][approvers[i]].approvedAs;
            if (participants.mayVote(approvers[i], votingClass)) ++votes[uint256(votingClass)];
        }
    }

    function _isMet(Route storage route, uint256[CLASSES] memory votes) private view returns (bool) {
        Clause[] storage clauses = route.clauses;
        for (uint256 i; i < clauses.length; ++i) {
            if (votes[uint256(clauses[i].votingClass)] < _votesNeeded(clauses[i])) return false;
        }
        return true;
    }

    /// Whether some route of the order asks for more approvals than there are seats whose holders have not rejected it. An organisation that
    /// rejects does so with all its seats. Bounded by the seats there are.
    function _isOutOfReach(OrderId order, Call[] calldata calls) private view returns (bool) {
        uint256[CLASSES] memory against;
        ParticipantId[] storage rejecters = _rejecters[order];
        for (uint256 i; i < rejecters.length; ++i) {
            for (uint256 votingClass = 1; votingClass < CLASSES; ++votingClass) {
                if (participants.mayVote(rejecters[i], VotingClass(votingClass))) ++against[votingClass];
            }
        }
        for (uint256 i; i < calls.length; ++i) {
            (, Route storage route) = _routeOf(calls[i]);
            Clause[] storage clauses = route.clauses;
            for (uint256 j; j < clauses.length; ++j) {
                VotingClass votingClass = clauses[j].votingClass;
                uint256 left = participants.seats(votingClass) - against[uint256(votingClass)];
                if (left < _votesNeeded(clauses[j])) return true;
            }
        }
        return false;
    }

    function _votesNeeded(Clause storage clause) private view returns (uint256) {
        if (clause.votes != 0) return clause.votes;
        return (participants.seats(clause.votingClass) * 2) / 3 + 1;
    }

    function _routeOf(Call calldata call) private view returns (Policy storage policy, Route storage route) {
        bytes4 selector = bytes4(call.data);
        policy = _policies[_scopeOf(call.target, selector)][selector];
        if (call.route >= policy.routes.length) revert DocketRouteUnknown(call.target, selector, call.route);
        route = policy.routes[call.route];
    }

    /// Scope of the policy in force: the target's own, else its module's.
    function _scopeOf(address target, bytes4 selector) private view returns (bytes32 scope) {
        if (_isForbidden(target, selector)) revert DocketTargetForbidden(target, selector);
        scope = bytes32(uint256(uint160(target)));
        if (_policyVersions[scope][selector] != 0) return scope;
        (scope, ) = directory.moduleOf(target);
        if (_policyVersions[scope][selector] == 0) revert DocketNoPolicy(target, selector);
    }

    /// The manager's own ways of calling would lend its identity and its delays to others (K-9, K-10).
    function _isForbidden(address target, bytes4 selector) private view returns (bool) {
        return
            target == authority() &&
            (selector == IAccessManager.execute.selector ||
                selector == IAccessManager.schedule.selector ||
                selector == bytes4(keccak256("multicall(bytes[])")));
    }

    function _requireWellFormed(bytes32 scope, bytes4 selector, Policy calldata policy) private pure {
        uint256 count = policy.routes.length;
        // Scope 0 would be that of every target outside of the directory.
        if (scope == 0 || count == 0 || count > MAX_ROUTES) revert DocketPolicyInvalid(scope, selector);
        for (uint256 i; i < count; ++i) {
            Route calldata route = policy.routes[i];
            uint256 clauses = route.clauses.length;
            bool valid = clauses > 0 && clauses <= MAX_CLAUSES && route.window > 0;
            for (uint256 j; j < clauses; ++j) {
                if (route.clauses[j].votingClass == VotingClass.None) valid = false;
            }
            if (route.ratifiedBy != 0) {
                // An emergency is ratified by another, final route, in a set time, and can be undone.
                valid =
                    valid &&
                    route.ratifiedBy <= count &&
                    route.ratifiedBy != i + 1 &&
                    policy.routes[route.ratifiedBy - 1].ratifiedBy == 0 &&
                    route.ratifyWithin > 0 &&
                    policy.inverse != 0;
            }
            if (!valid) revert DocketPolicyInvalid(scope, selector);
        }
    }

    function _requireSeat(ParticipantId participant) private view {
        for (uint256 votingClass = 1; votingClass < CLASSES; ++votingClass) {
            if (participants.mayVote(participant, VotingClass(votingClass))) return;
        }
        revert DocketWithoutSeat(participant);
    }

    /// One organisation has one voice on an order: it approves or rejects.
    function _requireSilent(OrderId order, ParticipantId participant) private view {
        Voice storage voice = _voices[order][participant];
        if (voice.approvedAs != VotingClass.None) revert DocketAlreadyApproved(order, participant);
        if (voice.rejected) revert DocketAlreadyRejected(order, participant);
    }

    /// The calls are those that were proposed, and their policies have not changed since; else it must be proposed anew.
    function _requireSameCalls(OrderId order, Order storage o, Call[] calldata calls) private view {
        _requireHash(order, o.callsHash, keccak256(abi.encode(calls)));
        if (_hashPolicies(calls) != o.policiesHash) revert DocketPolicyChanged(order);
    }

    function _requireHash(OrderId order, bytes32 expected, bytes32 actual) private pure {
        if (actual != expected) revert DocketCallsDiffer(order, expected, actual);
    }

    function _hashPolicies(Call[] calldata calls) private view returns (bytes32 hash) {
        for (uint256 i; i < calls.length; ++i) {
            bytes4 selector = bytes4(calls[i].data);
            bytes32 scope = _scopeOf(calls[i].target, selector);
            hash = keccak256(abi.encode(hash, scope, _policyVersions[scope][selector]));
        }
    }

    function _known(OrderId order) private view returns (Order storage o) {
        o = _orders[order];
        if (o.status == Status.None) revert DocketUnknownOrder(order);
    }

    function _inStatus(OrderId order, Status needed) private view returns (Order storage o) {
        o = _known(order);
        if (o.status != needed) revert DocketWrongStatus(order, o.status, needed);
    }
}
