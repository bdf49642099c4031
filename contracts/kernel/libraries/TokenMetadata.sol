// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {Day} from "../types/Day.sol";
import {ParticipantId} from "../types/Ids.sol";
import {CivilDate} from "./CivilDate.sol";

/// What the ERC-721 metadata of a title says, in JSON. Names are escaped; all other texts must be free of quotes and backslashes.
library TokenMetadata {
    using Bytes for bytes;
    using Strings for uint256;

    /// The whole as a data URI.
    /// @param attributes of {attribute}, with commas between them
    function uri(
        string memory name,
        string memory description,
        string memory attributes
    ) internal pure returns (string memory) {
        string memory json = string.concat(
            '{"name":"',
            name,
            '","description":"',
            description,
            '","attributes":[',
            attributes,
            "]}"
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    function attribute(string memory trait, string memory value) internal pure returns (string memory) {
        return string.concat('{"trait_type":"', trait, '","value":"', value, '"}');
    }

    function nameOf(
        IParticipantRegistry participants,
        ParticipantId participant
    ) internal view returns (string memory) {
        return Strings.escapeJSON(participants.participantInfo(participant).name);
    }

    /// Fen as ¥1,234.56.
    function yuan(uint256 fen) internal pure returns (string memory text) {
        text = string.concat(".", _padded(fen % 100, 2));
        uint256 whole = fen / 100;
        for (; whole >= 1000; whole /= 1000) {
            text = string.concat(",", _padded(whole % 1000, 3), text);
        }
        return string.concat(unicode"¥", whole.toString(), text);
    }

    function date(Day day) internal pure returns (string memory) {
        (uint256 year, uint256 month, uint256 dayOfMonth) = CivilDate.dateOf(day);
        return string.concat(year.toString(), "-", _padded(month, 2), "-", _padded(dayOfMonth, 2));
    }

    /// A name of up to 32 bytes, without what fills the word up, escaped.
    function textOf(bytes32 name) internal pure returns (string memory) {
        uint256 length;
        while (length < 32 && name[length] != 0) ++length;
        return Strings.escapeJSON(string(abi.encodePacked(name).slice(0, length)));
    }

    function interval(uint256 lo, uint256 hi) internal pure returns (string memory) {
        return string.concat(lo.toString(), " - ", hi.toString());
    }

    function _padded(uint256 value, uint256 digits) private pure returns (string memory text) {
        text = value.toString();
        while (bytes(text).length < digits) text = string.concat("0", text);
    }
}
