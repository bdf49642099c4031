// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {CivilDate} from "../../kernel/libraries/CivilDate.sol";
import {Day} from "../../kernel/types/Day.sol";
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
        string memory json = string.concat(
            '{"name":"Bill ',
            uint256(b.number).toString(),
            '","description":"',
            _yuan(h.hi - h.lo + 1),
            " drawn by ",
            _nameOf(registry, b.drawer),
            " on ",
            _nameOf(registry, b.acceptor),
            ", due ",
            _date(b.maturity),
            '. Title moves by endorsement only.","attributes":[',
            _billAttributes(registry, b),
            ",",
            _holdingAttributes(registry, holding, h),
            "]}"
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
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
                _attribute("Kind", _kindName(b.kind)),
                ",",
                _attribute("Face", _yuan(b.face)),
                ",",
                _attribute("Issue day", _date(b.issueDay)),
                ",",
                _attribute("Maturity", _date(b.maturity)),
                ",",
                _attribute("Drawer", _nameOf(registry, b.drawer)),
                ",",
                _attribute("Acceptor", _nameOf(registry, b.acceptor)),
                ",",
                _attribute("Payee", _nameOf(registry, b.payee))
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
                _attribute("Holder", _nameOf(registry, h.holder)),
                ",",
                _attribute("Interval", string.concat(uint256(h.lo).toString(), " - ", uint256(h.hi).toString())),
                ",",
                _attribute("Status", _statusName(status)),
                ",",
                _attribute("Circulation", _circulationName(circulation)),
                ",",
                _attribute("Frozen", registry.isFrozen(holding) ? "Yes" : "No"),
                ",",
                _attribute("Endorsements", uint256(h.chainLength).toString())
            );
    }

    function _nameOf(IBillRegistry registry, ParticipantId participant) private view returns (string memory) {
        return Strings.escapeJSON(registry.participants().participantInfo(participant).name);
    }

    function _attribute(string memory trait, string memory value) private pure returns (string memory) {
        return string.concat('{"trait_type":"', trait, '","value":"', value, '"}');
    }

    /// Fen as ¥1,234.56.
    function _yuan(uint256 fen) private pure returns (string memory text) {
        text = string.concat(".", _padded(fen % 100, 2));
        uint256 yuan = fen / 100;
        for (; yuan >= 1000; yuan /= 1000) {
            text = string.concat(",", _padded(yuan % 1000, 3), text);
        }
        return string.concat(unicode"¥", yuan.toString(), text);
    }

    function _date(Day day) private pure returns (string memory) {
        (uint256 year, uint256 month, uint256 dayOfMonth) = CivilDate.dateOf(day);
        return string.concat(year.toString(), "-", _padded(month, 2), "-", _padded(dayOfMonth, 2));
    }

    function _padded(uint256 value, uint256 digits) private pure returns (string memory text) {
        text = value.toString();
        while (bytes(text).length < digits) text = string.concat("0", text);
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
