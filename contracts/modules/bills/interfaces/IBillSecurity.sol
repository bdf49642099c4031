// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {RequestId} from "../../../kernel/libraries/Requests.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {BillId, Capacity, HoldingId} from "../types/BillTypes.sol";

/// What a pledge secures, counted from 1; 0 is none. Several pledges may secure one debt, as in a repo.
type DebtId is uint32;

using {sameDebt as ==} for DebtId global;

function sameDebt(DebtId a, DebtId b) pure returns (bool) {
    return DebtId.unwrap(a) == DebtId.unwrap(b);
}

/// Guarantee (保证) and pledge (质押) of bills. Both are asked for by a request that the other side signs here; refusing and withdrawing
/// are BillRegistry's.
///
/// Guarantee: for whom follows from the stage (B-7): of a drawn bill for the drawer, of an accepted one for the acceptor, of a delivered one
/// for its present holder, as the endorser that it will be. A guarantor is no debtor of the bill already (NIL 45) and answers for the whole
/// (NIL 50), several jointly (NIL 51).
///
/// Pledge: the holder keeps title, the holding is Pledged. Realising it gives the pledgee title to collect, and nothing else (no forfeiture,
/// Civil Code 428): what comes in goes to the pledgee up to what is secured, the rest to the pledgor, in the same transaction (B-17).
///
/// Conserved: of the money collected under a pledge the pledgee never gets more than was secured.
interface IBillSecurity is IKernelModule {
    enum PledgeStatus {
        None,
        /// The holder has title, the pledgee security.
        Live,
        /// The pledgee holds it, to collect.
        Realised,
        /// Given up by the pledgee, collected, or ended by order.
        Ended
    }

    struct Pledge {
        // slot 0
        /// Who held it: gets what is over.
        ParticipantId pledgor;
        ParticipantId pledgee;
        DebtId debt;
        /// Day on which the debt is due.
        Day dueDay;
        PledgeStatus status;
        /// Made by a repo, which alone releases and realises it.
        bool byRepo;
    }

    struct Guarantee {
        // slot 0
        /// The units for which it stands.
        uint40 lo;
        uint40 hi;
        ParticipantId principal;
        Day day;
        /// As what the principal is liable: Drawer, Acceptor or Endorser.
        Capacity capacity;
        /// An endorser's place in the chain; 0 for drawer and acceptor.
        uint16 place;
    }

    event BillGuaranteed(
        BillId indexed bill,
        ParticipantId indexed guarantor,
        ParticipantId indexed principal,
        HoldingId holding,
        Capacity capacity,
        uint40 lo,
        uint40 hi,
        uint16 place,
        Day day
    );
    event BillPledged(
        HoldingId indexed holding,
        ParticipantId indexed pledgor,
        ParticipantId indexed pledgee,
        DebtId debt,
        uint64 secured,
        Day dueDay,
        bool byRepo
    );
    event BillPledgeReleased(
        HoldingId indexed holding,
        ParticipantId indexed pledgor,
        ParticipantId indexed pledgee,
        DebtId debt
    );
    event BillPledgeRealised(
        HoldingId indexed holding,
        ParticipantId indexed pledgor,
        ParticipantId indexed pledgee,
        DebtId debt,
        uint64 secured
    );
    /// Money came in on a holding under a realised pledge.
    event BillPledgeCollected(
        HoldingId indexed holding,
        ParticipantId indexed pledgor,
        ParticipantId indexed pledgee,
        DebtId debt,
        uint64 toPledgee,
        uint64 toPledgor,
        uint64 securedLeft
    );
    /// Collected, or ended by order.
    event BillPledgeEnded(HoldingId indexed holding, DebtId indexed debt);

    /// The guarantor is liable on the bill already (NIL 45).
    error BillGuarantorIsDebtor(BillId bill, ParticipantId guarantor, Capacity capacity);
    /// Since it was asked for the bill has reached another stage or holder, or the holding was parted: it is not what would be given now.
    error BillGuaranteeStale(RequestId request, ParticipantId askedFor, ParticipantId now);
    /// Whoever asks is neither the principal nor the holder.
    error BillGuaranteeNotYours(HoldingId holding, ParticipantId caller, ParticipantId principal);
    /// Its holder has realised a pledge: it collects and endorses to nobody, so there is nothing to guarantee.
    error BillHeldToCollect(HoldingId holding, ParticipantId pledgee);
    error BillPledgeeIsHolder(HoldingId holding, ParticipantId holder);
    error BillSecuredZero(HoldingId holding);
    error BillPledgeDayPassed(HoldingId holding, Day dueDay, Day today);
    error BillPledgeMissing(HoldingId holding, PledgeStatus status, PledgeStatus needed);
    error BillNotPledgee(HoldingId holding, ParticipantId caller, ParticipantId pledgee);
    /// Neither the debt nor the bill is due.
    error BillPledgeNotDue(HoldingId holding, Day dueDay, Day maturity);
    error BillPledgeByRepo(HoldingId holding);

    /// Asks somebody to guarantee a bill, or a holding of it (保证). The principal, or the holder. Locks nothing; several may be asked. A holding
    /// in collection, in recourse, awaiting redemption or marked has no endorser to come, and is not guaranteed.
    ///
    /// The request's terms: the principal, from bit 32 on as what it is liable (`Capacity`), from bit 40 on an endorser's place in the chain.
    /// @param lastDay last day on which the guarantor can sign; 0: the day before maturity
    /// @custom:access door:Dispose
    function requestGuarantee(
        HoldingId holding,
        ParticipantId guarantor,
        Day lastDay
    ) external returns (RequestId request);

    /// Offers a holding, or a part of it from the low end, as security (质押). Its holder, before maturity; locks it until it is answered.
    /// The request's terms: the fen secured, from bit 64 on the due day.
    /// @param amount fen of face; less than all of it only of a splittable bill
    /// @param secured fen
    /// @param dueDay day on which the secured debt is due, from today on
    /// @param lastDay last day on which the pledgee can sign; 0: the day before maturity
    /// @custom:access door:Dispose
    function pledge(
        HoldingId holding,
        uint64 amount,
        ParticipantId pledgee,
        uint64 secured,
        Day dueDay,
        Day lastDay
    ) external returns (RequestId request);

    /// Signs for a guarantee or a pledge, after its preconditions were checked again. The addressee.
    /// @custom:access door:Dispose
    function sign(RequestId request) external;

    /// Gives a pledge up (质押解除): Pledged → the holder's hand. The pledgee.
    /// @custom:access door:Perform
    function release(HoldingId holding) external;

    /// Gives the pledgee title to collect (质权实现), by an endorsement. The pledgee, once the debt is due, or the bill (Civil Code 442); once the
    /// bill is due its holder too, so that a pledgee that does nothing costs nobody the recourse (B-8). When an order has given the pledgee title
    /// already, the pledge is released instead.
    /// @custom:access door:Preserve
    function realise(HoldingId holding) external;

    /// Pledges a holding for a debt of a repo; its holder has agreed. The caller has checked that the holder may dispose of it.
    /// @param debt 0 for a new one
    /// @param secured fen of a new debt
    /// @custom:access part
    function charge(
        HoldingId holding,
        ParticipantId pledgee,
        DebtId debt,
        uint64 secured,
        Day dueDay
    ) external returns (DebtId);

    /// Ends a pledge for the debt of a repo that was redeemed. Nothing happens where an order has ended it before.
    /// @custom:access part
    function discharge(HoldingId holding, DebtId debt) external;

    /// Realises a pledge for the debt of a repo that was not redeemed. Nothing happens where an order has ended it before.
    /// @custom:access part
    function foreclose(HoldingId holding, DebtId debt) external;

    /// Leaves a holding that a repo's creditor has title to already (AwaitingRedemption) with it, under a realised pledge of what the repo's
    /// debtor owes: it was not redeemed.
    /// @param debt 0 for a new one
    /// @param secured fen of a new debt
    /// @custom:access part
    function retain(HoldingId holding, ParticipantId debtor, DebtId debt, uint64 secured) external returns (DebtId);

    /// Divides money that came in on a holding under a realised pledge.
    /// @param last whether the holding has brought in all it will for its pledgee, which ends the pledge
    /// @return pledgor who gets what is over
    /// @return surplus fen
    /// @custom:access part
    function collect(
        HoldingId holding,
        uint64 amount,
        bool last
    ) external returns (ParticipantId pledgor, uint64 surplus);

    /// Ends a holding's pledge, if it has one, by order.
    /// @custom:access part
    function end(HoldingId holding) external;

    function pledgeOf(HoldingId holding) external view returns (Pledge memory);

    /// Fen that a debt is still secured for.
    function securedOf(DebtId debt) external view returns (uint64);

    /// All zero when the participant guarantees nothing on the bill; it can do so once.
    function guaranteeOf(BillId bill, ParticipantId guarantor) external view returns (Guarantee memory);

    /// Guarantors of a bill in their order, `limit` of them from number `start` (from 0) on.
    function guarantorsOf(BillId bill, uint256 start, uint256 limit) external view returns (ParticipantId[] memory);
}
