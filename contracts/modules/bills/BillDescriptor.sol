// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {TokenMetadata} from "../../kernel/libraries/TokenMetadata.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {IBillDescriptor} from "./interfaces/IBillDescriptor.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
import {Chain} from "./libraries/Chain.sol";
import {
    Bill,
    BillKind,
    BillStatus,
    Circulation,
    Endorsement,
    EndorsementId,
    Holding,
    HoldingId
} from "./types/BillTypes.sol";

/// Documented in {IBillDescriptor}.
contract BillDescriptor is IBillDescriptor, IModulePart {
    using Strings for uint256;

    /// @inheritdoc IBillDescriptor
    function tokenURI(IBillRegistry registry, HoldingId holding) external view returns (string memory) {
        Bill memory b = registry.billInfo(holding.billOf());
        Holding memory h = registry.holdingInfo(holding);
        string memory description = string.concat(
            TokenMetadata.yuan(h.hi - h.lo + 1),
            " drawn by ",
            _nameOf(registry, b.drawer),
            " on ",
            _nameOf(registry, b.acceptor),
            ", due ",
            TokenMetadata.date(b.maturity),
            ". Title moves by endorsement only."
        );
        string memory attributes = string.concat(
            _billAttributes(registry, b),
            ",",
            _holdingAttributes(registry, holding, h)
        );
        return TokenMetadata.uri(string.concat("Bill ", uint256(b.number).toString()), description, attributes);
    }

    /// @inheritdoc IBillDescriptor
    function chainOf(
        IBillRegistry registry,
        HoldingId holding,
        EndorsementId cursor,
        uint256 limit
    ) external view returns (EndorsementId[] memory ids, Endorsement[] memory endorsements, EndorsementId next) {
        Holding memory h = registry.holdingInfo(holding);
        next = cursor.placeOf() == 0 ? Chain.last(holding, h) : cursor;
        uint256 size = next.placeOf() < limit ? next.placeOf() : limit;
        ids = new EndorsementId[](size);
        endorsements = new Endorsement[](size);
        for (uint256 i; i < size; ++i) {
            Endorsement memory e = registry.endorsementInfo(next);
            ids[i] = next;
            endorsements[i] = e;
            next = Chain.previous(next, e);
        }
    }

    /// @inheritdoc IModulePart
    /// @dev It keeps nothing.
    function openItems() external pure returns (uint256) {
        return 0;
    }

    function _billAttributes(IBillRegistry registry, Bill memory b) private view returns (string memory) {
        return
            string.concat(
                TokenMetadata.attribute("Kind", _kindName(b.kind)),
                ",",
                TokenMetadata.attribute("Face", TokenMetadata.yuan(b.face)),
                ",",
                TokenMetadata.attribute("Issue day", TokenMetadata.date(b.issueDay)),
                ",",
                TokenMetadata.attribute("Maturity", TokenMetadata.date(b.maturity)),
                ",",
                TokenMetadata.attribute("Drawer", _nameOf(registry, b.drawer)),
                ",",
                TokenMetadata.attribute("Acceptor", _nameOf(registry, b.acceptor)),
                ",",
                TokenMetadata.attribute("Payee", _nameOf(registry, b.payee))
            );
    }

    function _holdingAttributes(
        IBillRegistry registry,
        HoldingId holding,
        Holding memory h
    ) private view returns (string memory) {
        (BillStatus status, Circulation circulation) = registry.pairOf(holding);
        return
            string.concat(
                TokenMetadata.attribute("Holder", _nameOf(registry, h.holder)),
                ",",
                TokenMetadata.attribute("Interval", TokenMetadata.interval(h.lo, h.hi)),
                ",",
                TokenMetadata.attribute("Status", _statusName(status)),
                ",",
                TokenMetadata.attribute("Circulation", _circulationName(circulation)),
                ",",
                TokenMetadata.attribute("Frozen", registry.isFrozen(holding) ? "Yes" : "No"),
                ",",
                TokenMetadata.attribute("Endorsements", uint256(h.chainLength).toString())
            );
    }

    function _nameOf(IBillRegistry registry, ParticipantId participant) private view returns (string memory) {
        return TokenMetadata.nameOf(registry.participants(), participant);
    }

    function _kindName(BillKind kind) private pure returns (string memory) {
        if (kind == BillKind.Bank) return "Bank";
        if (kind == BillKind.FinanceCompany) return "Finance company";
        return "Commercial";
    }

    function _statusName(BillStatus status) private pure returns (string memory) {
        if (status == BillStatus.Drawn) return "Drawn";
        if (status == BillStatus.Accepted) return "Accepted";
        if (status == BillStatus.Delivered) return "Delivered";
        if (status == BillStatus.Matured) return "Matured";
        if (status == BillStatus.Settled) return "Settled";
        return "Ended";
    }

    function _circulationName(Circulation circulation) private pure returns (string memory) {
        if (circulation == Circulation.AwaitingDelivery) return "Awaiting delivery";
        if (circulation == Circulation.Circulating) return "Circulating";
        if (circulation == Circulation.Locked) return "Locked";
        if (circulation == Circulation.NotTransferable) return "Not transferable";
        if (circulation == Circulation.Pledged) return "Pledged";
        if (circulation == Circulation.AwaitingRedemption) return "Awaiting redemption";
        if (circulation == Circulation.InCollection) return "In collection";
        if (circulation == Circulation.InRecourse) return "In recourse";
        return "Closed";
    }
}
