// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

import {IBusinessCalendar} from "../../../kernel/interfaces/IBusinessCalendar.sol";
import {Day, NO_DAY} from "../../../kernel/types/Day.sol";

/// A calendar's answers to many questions in one call. No day stands for a refusal.
contract CalendarHarness {
    struct Question {
        Day day;
        uint16 count;
    }

    struct Answer {
        Day nextBusinessDay;
        Day addBusinessDays;
        Day endOfPeriod;
        Day endOfMonths;
        Day addMonths;
    }

    function answers(
        IBusinessCalendar calendar,
        Question[] calldata questions
    ) external view returns (Answer[] memory list) {
        list = new Answer[](questions.length);
        for (uint256 i; i < questions.length; ++i) {
            (Day day, uint256 count) = (questions[i].day, questions[i].count);
            list[i] = Answer({
                nextBusinessDay: _ask(calendar, abi.encodeCall(calendar.nextBusinessDay, (day))),
                addBusinessDays: _ask(calendar, abi.encodeCall(calendar.addBusinessDays, (day, count))),
                endOfPeriod: _ask(calendar, abi.encodeCall(calendar.endOfPeriod, (day, count))),
                endOfMonths: _ask(calendar, abi.encodeCall(calendar.endOfMonths, (day, count))),
                addMonths: _ask(calendar, abi.encodeCall(calendar.addMonths, (day, count)))
            });
        }
    }

    function _ask(IBusinessCalendar calendar, bytes memory question) private view returns (Day) {
        (bool answered, bytes32 answer, ) = LowLevelCall.staticcallReturn64Bytes(address(calendar), question);
        return answered ? Day.wrap(uint32(uint256(answer))) : NO_DAY;
    }
}
