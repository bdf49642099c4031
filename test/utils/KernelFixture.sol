// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

import {ModuleDirectory} from "../../contracts/kernel/directory/ModuleDirectory.sol";
import {Docket} from "../../contracts/kernel/docket/Docket.sol";
import {EvidenceRegistry} from "../../contracts/kernel/evidence/EvidenceRegistry.sol";
import {IDocket} from "../../contracts/kernel/interfaces/IDocket.sol";
import {IParticipantRegistry} from "../../contracts/kernel/interfaces/IParticipantRegistry.sol";
import {SettlementToken} from "../../contracts/kernel/money/SettlementToken.sol";
import {ParticipantRegistry} from "../../contracts/kernel/participants/ParticipantRegistry.sol";
import {TradeRegistry} from "../../contracts/kernel/trade/TradeRegistry.sol";
import {OrderId, ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {Qualifications, SizeClass, VotingClass} from "../../contracts/kernel/types/Parties.sol";
import {Roles} from "../../contracts/kernel/types/Roles.sol";
import {Cheats} from "./Test.sol";

/// @notice The kernel for Solidity tests, wired as in production: after `deployKernel` the Docket alone holds power, and the fixture
/// and its members reach restricted functions by orders only. Base of tests and of handlers; nothing here that a fuzzer could call.
abstract contract KernelFixture is Cheats {
    struct Member {
        ParticipantId id;
        bytes18 uscc;
        address wallet;
        uint256 key;
    }

    /// A kernel that is there, for handlers to share.
    struct Kernel {
        AccessManager manager;
        ModuleDirectory directory;
        ParticipantRegistry participants;
        Docket docket;
        EvidenceRegistry evidence;
        TradeRegistry trade;
        SettlementToken money;
        Member[] members;
    }

    /// How the first members are seated: four of the council, two regulators, two courts; then a settlement institution and firms.
    uint256 internal constant COUNCIL = 4;
    uint256 internal constant REGULATOR = 4;
    uint256 internal constant COURT = 6;
    uint256 internal constant BANK = 8;
    uint256 internal constant FIRM = 9;
    uint256 internal constant MEMBERS = 14;

    /// What each of them has once all are enriched, in fen.
    uint64 internal constant RICH = 1_000_000_000;

    uint32 internal constant HARD_DELAY = 3 days;
    uint32 internal constant WINDOW = 7 days;

    bytes18 private constant USCC_BODY = "91520100MA6000000";
    bytes31 private constant USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    bytes17 private constant USCC_WEIGHTS = hex"0103091b131a1011141d190d08180a1e1c";
    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    AccessManager internal manager;
    ModuleDirectory internal directory;
    ParticipantRegistry internal participants;
    Docket internal docket;
    EvidenceRegistry internal evidence;
    TradeRegistry internal trade;
    SettlementToken internal money;
    Member[] internal members;
    uint256 private _orders;

    /// Unless one is given.
    function deployKernel() internal {
        if (address(money) != address(0)) return;
        manager = AccessManager(deploy("AccessManager", abi.encode(this)));
        participants = ParticipantRegistry(deploy("ParticipantRegistry", abi.encode(manager, 3)));
        directory = ModuleDirectory(deploy("ModuleDirectory", abi.encode(manager, participants)));
        participants.setDirectory(address(directory));
        docket = Docket(deploy("Docket", abi.encode(manager, participants, directory)));
        evidence = EvidenceRegistry(deploy("EvidenceRegistry", abi.encode(participants)));
        trade = TradeRegistry(deploy("TradeRegistry", abi.encode(participants, directory)));
        money = SettlementToken(deploy("SettlementToken", abi.encode(manager, participants)));
        participants.setWalletFollower(money);
        _assignFunctions();
        _takeRoles();
        _registerModules();
        _seatMembers();
        _setPolicies();
        _handOver();
    }

    function useKernel(Kernel memory k) internal {
        (manager, directory, participants, docket) = (k.manager, k.directory, k.participants, k.docket);
        (evidence, trade, money) = (k.evidence, k.trade, k.money);
        for (uint256 i; i < k.members.length; ++i) {
            members.push(k.members[i]);
        }
    }

    function kernel() internal view returns (Kernel memory) {
        return Kernel(manager, directory, participants, docket, evidence, trade, money, members);
    }

    // Members

    function makeMember(string memory name, uint256 number) internal returns (Member memory m) {
        (m.wallet, m.key) = makeAccount(name);
        m.uscc = usccOf(number);
    }

    /// Everybody has money, once.
    function enrich() internal {
        if (money.totalSupply() > 0) return;
        for (uint256 i; i < MEMBERS; ++i) {
            vm.prank(members[BANK].wallet);
            money.issue(members[i].wallet, RICH, bytes32(i + 1));
        }
    }

    function apply_(Member memory m) internal returns (ParticipantId) {
        uint256 deadline = vm.getBlockTimestamp() + 1 days;
        return
            participants.applyForAdmission(
                applicationOf(m),
                deadline,
                signApplication(m.key, applicationOf(m), deadline)
            );
    }

    function applicationOf(Member memory m) internal pure returns (IParticipantRegistry.Application memory) {
        return
            IParticipantRegistry.Application({
                uscc: m.uscc,
                name: vm.toString(m.wallet),
                size: SizeClass.Medium,
                wallet: m.wallet,
                evidence: keccak256("application")
            });
    }

    /// A valid code whose 17 leading characters end in the decimal `number`.
    function usccOf(uint256 number) internal pure returns (bytes18) {
        bytes memory text = bytes.concat(USCC_BODY);
        for (uint256 i = 16; number > 0; --i) {
            text[i] = bytes1(uint8(48 + (number % 10)));
            number /= 10;
        }
        uint256 sum;
        for (uint256 i; i < 17; ++i) {
            uint256 value;
            while (USCC_ALPHABET[value] != text[i]) ++value;
            sum += value * uint8(USCC_WEIGHTS[i]);
        }
        text[17] = USCC_ALPHABET[(31 - (sum % 31)) % 31];
        return bytes18(text);
    }

    function signApplication(
        uint256 key,
        IParticipantRegistry.Application memory a,
        uint256 deadline
    ) internal view returns (bytes memory) {
        bytes32 hash = keccak256(
            abi.encode(
                participants.APPLICATION_TYPEHASH(),
                a.uscc,
                keccak256(bytes(a.name)),
                a.size,
                a.wallet,
                a.evidence,
                participants.nonces(a.wallet),
                deadline
            )
        );
        return signTyped(key, participants.DOMAIN_SEPARATOR(), hash);
    }

    /// The new wallet's consent to take the place of a participant's present one.
    function signWallet(
        uint256 key,
        address wallet,
        ParticipantId participant,
        uint256 deadline
    ) internal view returns (bytes memory) {
        bytes32 hash = keccak256(
            abi.encode(participants.WALLET_TYPEHASH(), wallet, participant, participants.nonces(wallet), deadline)
        );
        return signTyped(key, participants.DOMAIN_SEPARATOR(), hash);
    }

    function signConsent(
        uint256 key,
        address account,
        bytes18 uscc,
        uint8 scopes,
        uint256 deadline
    ) internal view returns (bytes memory) {
        bytes32 hash = keccak256(
            abi.encode(participants.CONSENT_TYPEHASH(), account, uscc, scopes, participants.nonces(account), deadline)
        );
        return signTyped(key, participants.DOMAIN_SEPARATOR(), hash);
    }

    function signPermit(
        uint256 key,
        address owner,
        address spender,
        uint256 value,
        uint256 deadline
    ) internal view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 hash = keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, money.nonces(owner), deadline));
        return vm.sign(key, keccak256(abi.encodePacked(hex"1901", money.DOMAIN_SEPARATOR(), hash)));
    }

    function signTyped(uint256 key, bytes32 domain, bytes32 hash) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked(hex"1901", domain, hash)));
        return abi.encodePacked(r, s, v);
    }

    // Orders

    function callOf(
        address target,
        bytes memory data,
        uint8 index
    ) internal pure returns (IDocket.Call[] memory calls) {
        calls = new IDocket.Call[](1);
        calls[0] = IDocket.Call({target: target, data: data, route: index});
    }

    function propose(uint256 member, IDocket.Call[] memory calls) internal returns (OrderId) {
        uint40 expiresAt = uint40(vm.getBlockTimestamp() + 30 days);
        vm.prank(members[member].wallet);
        return docket.propose(calls, keccak256(abi.encode(++_orders)), "", expiresAt);
    }

    function approve(OrderId order, uint256 member, VotingClass class, IDocket.Call[] memory calls) internal {
        vm.prank(members[member].wallet);
        docket.approve(order, class, calls);
    }

    /// Carries calls out by an order under the first route of their policies, with as many approvals as any of them asks;
    /// a route with a delay is waited for.
    function carryOut(address target, bytes memory data) internal {
        carryOut(callOf(target, data, 0));
    }

    function carryOut(IDocket.Call[] memory calls) internal {
        OrderId order = propose(COUNCIL - 1, calls);
        for (uint256 i; i < BANK; ++i) {
            VotingClass class =
                i < COUNCIL ? VotingClass.Council : (i < COURT ? VotingClass.Regulator : VotingClass.Judiciary);
            if (participants.mayVote(members[i].id, class)) approve(order, i, class, calls);
        }
        uint256 from = docket.executableFrom(order, calls);
        if (from > vm.getBlockTimestamp()) vm.warp(from);
        docket.execute(order, calls);
    }

    // Policies

    /// A final route without delay; two classes at most, `None` for no second one.
    function route(
        VotingClass first,
        uint8 firstVotes,
        VotingClass second,
        uint8 secondVotes,
        uint32 delay
    ) internal pure returns (IDocket.Route memory r) {
        r.clauses = new IDocket.Clause[](second == VotingClass.None ? 1 : 2);
        r.clauses[0] = IDocket.Clause(first, firstVotes);
        if (second != VotingClass.None) r.clauses[1] = IDocket.Clause(second, secondVotes);
        r.delay = delay;
        r.window = WINDOW;
    }

    function emergency(
        VotingClass class,
        uint8 ratifiedBy,
        uint32 ratifyWithin
    ) internal pure returns (IDocket.Route memory r) {
        r = route(class, 1, VotingClass.None, 0, 0);
        r.ratifiedBy = ratifiedBy;
        r.ratifyWithin = ratifyWithin;
    }

    function policy(IDocket.Route memory only) internal pure returns (IDocket.Policy memory p) {
        p.routes = new IDocket.Route[](1);
        p.routes[0] = only;
    }

    function policy(
        IDocket.Route memory usual,
        IDocket.Route memory urgent,
        bytes4 inverse
    ) internal pure returns (IDocket.Policy memory p) {
        p.routes = new IDocket.Route[](2);
        p.routes[0] = usual;
        p.routes[1] = urgent;
        p.inverse = inverse;
    }

    function hardRoute() internal pure returns (IDocket.Route memory) {
        return route(VotingClass.Council, 0, VotingClass.Regulator, 1, HARD_DELAY);
    }

    function councilRoute() internal pure returns (IDocket.Route memory) {
        return route(VotingClass.Council, 0, VotingClass.None, 0, 0);
    }

    function oneOf(VotingClass class) internal pure returns (IDocket.Route memory) {
        return route(class, 1, VotingClass.None, 0, 0);
    }

    function scopeOf(address target) internal pure returns (bytes32) {
        return bytes32(uint256(uint160(target)));
    }

    // The steps of the deployment

    function _assignFunctions() private {
        bytes4[] memory s = new bytes4[](13);
        s[0] = participants.admit.selector;
        s[1] = participants.refuse.selector;
        s[2] = participants.suspend.selector;
        s[3] = participants.reinstate.selector;
        s[4] = participants.expel.selector;
        s[5] = participants.freeze.selector;
        s[6] = participants.unfreeze.selector;
        s[7] = participants.grantQualification.selector;
        s[8] = participants.revokeQualification.selector;
        s[9] = participants.grantSeat.selector;
        s[10] = participants.revokeSeat.selector;
        s[11] = participants.renewFreeze.selector;
        s[12] = participants.replaceWallet.selector;
        manager.setTargetFunctionRole(address(participants), s, Roles.PARTICIPANT_ORDERS);

        s = new bytes4[](6);
        s[0] = directory.register.selector;
        s[1] = directory.retire.selector;
        s[2] = directory.close.selector;
        s[3] = directory.halt.selector;
        s[4] = directory.resume.selector;
        s[5] = directory.setCustodial.selector;
        manager.setTargetFunctionRole(address(directory), s, Roles.DIRECTORY_ORDERS);

        s = new bytes4[](1);
        s[0] = docket.setPolicy.selector;
        manager.setTargetFunctionRole(address(docket), s, Roles.POLICY_ORDERS);

        s = new bytes4[](4);
        s[0] = money.freezeMoney.selector;
        s[1] = money.renewMoneyFreeze.selector;
        s[2] = money.unfreezeMoney.selector;
        s[3] = money.forceTransfer.selector;
        manager.setTargetFunctionRole(address(money), s, Roles.MONEY_ORDERS);
    }

    function _takeRoles() private {
        for (uint64 role = Roles.PARTICIPANT_ORDERS; role <= Roles.POLICY_ORDERS; ++role) {
            manager.grantRole(role, address(this), 0);
        }
    }

    function _registerModules() private {
        _register("EVIDENCE", address(evidence));
        _register("TRADE", address(trade));
        _register("MONEY", address(money));
    }

    function _register(bytes32 module, address part) private {
        address[] memory parts = new address[](1);
        parts[0] = part;
        directory.register(module, 1, parts, uint64(vm.getBlockNumber()));
    }

    function _seatMembers() private {
        for (uint256 i; i < MEMBERS; ++i) {
            Member memory m = makeMember(string.concat("member ", vm.toString(i)), i + 1);
            m.id = apply_(m);
            participants.admit(m.id);
            if (i < COUNCIL) participants.grantSeat(m.id, VotingClass.Council);
            else if (i < COURT) participants.grantSeat(m.id, VotingClass.Regulator);
            else if (i < BANK) participants.grantSeat(m.id, VotingClass.Judiciary);
            members.push(m);
        }
        participants.grantQualification(
            members[BANK].id,
            Qualifications.SETTLEMENT_INSTITUTION,
            members[REGULATOR].id,
            type(uint40).max,
            0,
            keccak256("licence")
        );
    }

    function _setPolicies() private {
        address p = address(participants);
        _set(p, participants.admit.selector, policy(councilRoute()));
        _set(p, participants.refuse.selector, policy(councilRoute()));
        _set(p, participants.suspend.selector, policy(councilRoute()));
        _set(p, participants.reinstate.selector, policy(councilRoute()));
        _set(p, participants.expel.selector, policy(councilRoute()));
        _set(
            p,
            participants.freeze.selector,
            policy(
                oneOf(VotingClass.Judiciary),
                emergency(VotingClass.Regulator, 1, 2 days),
                participants.unfreeze.selector
            )
        );
        _set(p, participants.unfreeze.selector, policy(oneOf(VotingClass.Judiciary)));
        _set(p, participants.renewFreeze.selector, policy(oneOf(VotingClass.Judiciary)));
        _set(p, participants.grantQualification.selector, policy(oneOf(VotingClass.Regulator)));
        _set(p, participants.revokeQualification.selector, policy(oneOf(VotingClass.Regulator)));
        _set(
            p,
            participants.replaceWallet.selector,
            policy(route(VotingClass.Council, 0, VotingClass.Regulator, 1, 0))
        );
        _set(p, participants.grantSeat.selector, policy(hardRoute()));
        _set(p, participants.revokeSeat.selector, policy(hardRoute()));

        address d = address(directory);
        _set(d, directory.register.selector, policy(hardRoute()));
        _set(d, directory.retire.selector, policy(hardRoute()));
        _set(d, directory.close.selector, policy(hardRoute()));
        _set(
            d,
            directory.halt.selector,
            policy(councilRoute(), emergency(VotingClass.Regulator, 1, 7 days), directory.resume.selector)
        );
        _set(d, directory.resume.selector, policy(councilRoute()));
        _set(d, directory.setCustodial.selector, policy(hardRoute()));

        address m = address(money);
        _set(
            m,
            money.freezeMoney.selector,
            policy(
                oneOf(VotingClass.Judiciary),
                emergency(VotingClass.Regulator, 1, 2 days),
                money.unfreezeMoney.selector
            )
        );
        _set(m, money.renewMoneyFreeze.selector, policy(oneOf(VotingClass.Judiciary)));
        _set(m, money.unfreezeMoney.selector, policy(oneOf(VotingClass.Judiciary)));
        _set(m, money.forceTransfer.selector, policy(route(VotingClass.Judiciary, 1, VotingClass.Regulator, 1, 0)));
        _set(address(docket), docket.setPolicy.selector, policy(hardRoute()));
    }

    function _set(address target, bytes4 selector, IDocket.Policy memory p) private {
        docket.setPolicy(scopeOf(target), selector, p);
    }

    function _handOver() private {
        for (uint64 role = Roles.PARTICIPANT_ORDERS; role <= Roles.POLICY_ORDERS; ++role) {
            manager.grantRole(role, address(docket), 0);
            manager.renounceRole(role, address(this));
        }
        manager.grantRole(Roles.MONEY_ORDERS, address(docket), 0);
        manager.grantRole(manager.ADMIN_ROLE(), address(docket), 0);
        manager.renounceRole(manager.ADMIN_ROLE(), address(this));
    }
}
