// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {TokenMetadata} from "../../kernel/libraries/TokenMetadata.sol";
import {Day} from "../../kernel/types/Day.sol";
import {IDataDescriptor} from "./interfaces/IDataDescriptor.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {
    AssetId,
    AssetStatus,
    isOver,
    LicenceId,
    LicenceStatus,
    Purpose,
    Purposes,
    Right,
    Sensitivity,
    Sharing,
    Update,
    Volume
} from "./types/DataTypes.sol";

/// Documented in {IDataDescriptor}.
contract DataDescriptor is IDataDescriptor, IModulePart {
    using Strings for uint256;

    uint8 private constant PURPOSES = 64;

    /// @inheritdoc IDataDescriptor
    function assetURI(IDataRegistry registry, AssetId asset) external view returns (string memory) {
        IDataRegistry.Asset memory a = registry.assetInfo(asset);
        IParticipantRegistry participants = registry.participants();
        string memory attributes = string.concat(
            _rights(participants, a),
            ",",
            TokenMetadata.attribute("Class", _sensitivityName(a.sensitivity)),
            ",",
            TokenMetadata.attribute("Sharing", _sharingName(a.sharing)),
            ",",
            TokenMetadata.attribute("Volume", _volumeName(a.volume)),
            ",",
            TokenMetadata.attribute("Version", _versionName(a)),
            ",",
            _certificate(participants, a)
        );
        return
            TokenMetadata.uri(
                string.concat("Data asset ", uint256(AssetId.unwrap(asset)).toString()),
                string.concat(
                    "Registered data that ",
                    TokenMetadata.nameOf(participants, a.holder),
                    " holds. The token is the holding right; it moves by the register's acts only."
                ),
                attributes
            );
    }

    /// @inheritdoc IDataDescriptor
    function licenceURI(IDataLicences licences, LicenceId licence) external view returns (string memory) {
        IDataLicences.Licence memory given = licences.licenceInfo(licence);
        IParticipantRegistry participants = licences.participants();
        string memory asset = uint256(AssetId.unwrap(given.asset)).toString();
        string memory attributes = string.concat(
            TokenMetadata.attribute("Licensee", TokenMetadata.nameOf(participants, given.licensee)),
            ",",
            TokenMetadata.attribute("Licensed by", TokenMetadata.nameOf(participants, given.seller)),
            ",",
            TokenMetadata.attribute("Asset", asset),
            ",",
            TokenMetadata.attribute("Right", _rightName(given.right)),
            ",",
            TokenMetadata.attribute("Exclusive", given.exclusive ? "Yes" : "No"),
            ",",
            TokenMetadata.attribute("Purposes", _purposeNames(licences.registry(), given.purposes)),
            ",",
            _term(given)
        );
        return
            TokenMetadata.uri(
                string.concat("Data licence ", uint256(LicenceId.unwrap(licence)).toString()),
                string.concat("Leave to use data asset ", asset, " for its purposes, on its days."),
                attributes
            );
    }

    /// @inheritdoc IModulePart
    /// @dev It keeps nothing.
    function openItems() external pure returns (uint256) {
        return 0;
    }

    function _rights(
        IParticipantRegistry participants,
        IDataRegistry.Asset memory a
    ) private view returns (string memory) {
        return
            string.concat(
                TokenMetadata.attribute("Holding", TokenMetadata.nameOf(participants, a.holder)),
                ",",
                TokenMetadata.attribute("Processing", TokenMetadata.nameOf(participants, a.processor)),
                ",",
                TokenMetadata.attribute("Operation", TokenMetadata.nameOf(participants, a.operator))
            );
    }

    function _certificate(
        IParticipantRegistry participants,
        IDataRegistry.Asset memory a
    ) private view returns (string memory) {
        return
            string.concat(
                TokenMetadata.attribute("Certifier", TokenMetadata.nameOf(participants, a.certifier)),
                ",",
                TokenMetadata.attribute("Certified", _date(a.certifiedOn)),
                ",",
                TokenMetadata.attribute("Valid through", _date(a.validThrough)),
                ",",
                TokenMetadata.attribute("Status", _assetStatusName(a))
            );
    }

    function _term(IDataLicences.Licence memory given) private view returns (string memory) {
        return
            string.concat(
                TokenMetadata.attribute("First day", _date(given.firstDay)),
                ",",
                TokenMetadata.attribute("Last day", _date(given.lastDay)),
                ",",
                TokenMetadata.attribute("Uses", uint256(given.used).toString()),
                ",",
                TokenMetadata.attribute(
                    "Uses allowed",
                    given.allowed == type(uint40).max ? "Unlimited" : uint256(given.allowed).toString()
                ),
                ",",
                TokenMetadata.attribute("Status", _licenceStatusName(given))
            );
    }

    function _purposeNames(IDataRegistry registry, Purposes purposes) private view returns (string memory names) {
        for (uint8 i; i < PURPOSES; ++i) {
            Purpose purpose = Purpose.wrap(i);
            if (!purposes.has(purpose)) continue;
            string memory name = TokenMetadata.textOf(registry.purposeName(purpose));
            names = bytes(names).length == 0 ? name : string.concat(names, ", ", name);
        }
    }

    /// What time alone changes comes first: a frozen certificate that has run out has run out.
    function _assetStatusName(IDataRegistry.Asset memory a) private view returns (string memory) {
        if (a.status == AssetStatus.Suspended) return "Suspended";
        if (isOver(a.validThrough)) return "Expired";
        return a.frozenUntil >= block.timestamp ? "Frozen" : "In force";
    }

    function _licenceStatusName(IDataLicences.Licence memory given) private view returns (string memory) {
        if (given.status == LicenceStatus.Pending) return "Being delivered";
        if (given.status == LicenceStatus.Live) return isOver(given.lastDay) ? "Expired" : "In force";
        return "Ended";
    }

    function _date(Day day) private pure returns (string memory) {
        return day.isNone() ? "None yet" : TokenMetadata.date(day);
    }

    function _versionName(IDataRegistry.Asset memory a) private pure returns (string memory) {
        string memory number = uint256(a.version).toString();
        return a.update == Update.Dynamic ? string.concat(number, ", dynamic") : string.concat(number, ", static");
    }

    function _rightName(Right right) private pure returns (string memory) {
        return right == Right.Processing ? "Processing and use" : "Operation of products";
    }

    function _sensitivityName(Sensitivity sensitivity) private pure returns (string memory) {
        if (sensitivity == Sensitivity.General) return "General";
        if (sensitivity == Sensitivity.Important) return "Important";
        if (sensitivity == Sensitivity.Core) return "Core";
        return sensitivity == Sensitivity.Personal ? "Personal" : "Sensitive personal";
    }

    function _sharingName(Sharing sharing) private pure returns (string memory) {
        if (sharing == Sharing.Unconditional) return "Unconditional";
        if (sharing == Sharing.Conditional) return "Conditional";
        return sharing == Sharing.NotShared ? "Not shared" : "No government data";
    }

    function _volumeName(Volume volume) private pure returns (string memory) {
        if (volume == Volume.Megabytes) return "Megabytes";
        if (volume == Volume.Gigabytes) return "Gigabytes";
        return volume == Volume.Terabytes ? "Terabytes" : "Petabytes";
    }
}
