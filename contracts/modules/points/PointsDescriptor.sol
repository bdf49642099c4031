// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {TokenMetadata} from "../../kernel/libraries/TokenMetadata.sol";
import {today} from "../../kernel/types/Day.sol";
import {IPointsDescriptor} from "./interfaces/IPointsDescriptor.sol";
import {IPointsLedger} from "./interfaces/IPointsLedger.sol";
import {
    COMMON,
    ExpiryPolicy,
    LOT,
    Programme,
    ProgrammeFlags,
    ProgrammeId,
    ProgrammeStatus
} from "./types/PointsTypes.sol";

/// Documented in {IPointsDescriptor}.
contract PointsDescriptor is IPointsDescriptor, IModulePart {
    using Strings for uint256;

    /// @inheritdoc IPointsDescriptor
    function programmeURI(IPointsLedger ledger, ProgrammeId programme) external view returns (string memory) {
        Programme memory p = ledger.programmeInfo(programme);
        string memory attributes = string.concat(
            TokenMetadata.attribute("Issuer", _issuerName(ledger.participants(), programme, p)),
            ",",
            TokenMetadata.attribute("Kind", _kindName(programme, p)),
            ",",
            _value(p),
            ",",
            TokenMetadata.attribute("Expiry", _expiry(p)),
            ",",
            TokenMetadata.attribute("Can be passed on", _yesOrNo(p.flags & ProgrammeFlags.TRANSFERABLE != 0)),
            ",",
            TokenMetadata.attribute("Can be exchanged", _yesOrNo(p.flags & ProgrammeFlags.EXCHANGEABLE != 0)),
            ",",
            TokenMetadata.attribute("Status", _statusName(p))
        );
        return
            TokenMetadata.uri(
                TokenMetadata.textOf(ledger.nameOf(programme)),
                "Points of the alliance. They are redeemed with its members, and never sold for money nor paid out.",
                attributes
            );
    }

    /// @inheritdoc IModulePart
    /// @dev It keeps nothing.
    function openItems() external pure returns (uint256) {
        return 0;
    }

    function _issuerName(
        IParticipantRegistry participants,
        ProgrammeId programme,
        Programme memory p
    ) private view returns (string memory) {
        return programme == COMMON ? "The alliance" : TokenMetadata.nameOf(participants, p.issuer);
    }

    /// What time alone changes comes first: a programme whose last day is over has ended, whether or not anybody has finished it.
    function _statusName(Programme memory p) private view returns (string memory) {
        if (p.status == ProgrammeStatus.Open) return "Open";
        if (p.status == ProgrammeStatus.Closed || today() > p.closesAfter) return "Ended";
        return string.concat("Ends after ", TokenMetadata.date(p.closesAfter));
    }

    function _value(Programme memory p) private pure returns (string memory) {
        return
            string.concat(
                TokenMetadata.attribute(
                    string.concat("Settlement value of ", LOT.toString(), " points"),
                    TokenMetadata.yuan(p.value)
                ),
                ",",
                TokenMetadata.attribute("Reserve ratio in 1/10,000", uint256(p.ratio).toString())
            );
    }

    function _kindName(ProgrammeId programme, Programme memory p) private pure returns (string memory) {
        if (programme == COMMON) return "Common points";
        return p.flags & ProgrammeFlags.HONOUR != 0 ? "Honour points" : "Covered points";
    }

    function _expiry(Programme memory p) private pure returns (string memory) {
        if (p.expiry == ExpiryPolicy.Never) return "Never";
        if (p.expiry == ExpiryPolicy.FixedDate) return string.concat("After ", TokenMetadata.date(p.fixedDay));
        return string.concat("At the end of month ", uint256(p.expiryMonths).toString(), " after the grant's");
    }

    function _yesOrNo(bool yes) private pure returns (string memory) {
        return yes ? "Yes" : "No";
    }
}
