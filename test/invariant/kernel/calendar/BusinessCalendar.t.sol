// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {BusinessCalendar} from "../../../../contracts/kernel/calendar/BusinessCalendar.sol";
import {IBusinessCalendar} from "../../../../contracts/kernel/interfaces/IBusinessCalendar.sol";
import {Day, today} from "../../../../contracts/kernel/types/Day.sol";
import {ParticipantId} from "../../../../contracts/kernel/types/Ids.sol";
import {Mode} from "../../../../contracts/kernel/types/Parties.sol";
import {Cheats, Test} from "../../../utils/Test.sol";

/// Eight members, account n being participant n; those with even numbers operate the calendar.
contract EightMembers {
    function door(
        address account,
        ParticipantId,
        Mode mode,
        uint256
    ) external pure returns (ParticipantId, address, address) {
        require(uint160(account) <= 8 && mode == Mode.Dispose, "no such member");
        return (ParticipantId.wrap(uint32(uint160(account))), account, address(0));
    }

    function requireQualified(ParticipantId participant, bytes32 key) external pure returns (uint64) {
        require(ParticipantId.unwrap(participant) % 2 == 0 && key == "CALENDAR_OPERATOR", "not qualified");
        return 0;
    }
}

/// Enters years, amends days, lets time pass, asks, and remembers what it was told.
contract CalendarHandler is Cheats {
    /// A question, the answer to it, and the day on which it was asked.
    struct Memory {
        bytes question;
        Day answer;
        Day askedOn;
    }

    uint256 private constant KEPT = 16;

    BusinessCalendar public immutable calendar;
    Memory[] private _memories;
    uint16[] private _numbers;

    uint256 public amended;
    uint256 public entered;
    uint256 public remembered;
    /// Acts of members who do not operate the calendar that went through nevertheless.
    uint256 public trespasses;

    constructor(BusinessCalendar calendar_) {
        calendar = calendar_;
        _numbers = [2025, 2026];
    }

    function memories() external view returns (Memory[] memory) {
        return _memories;
    }

    function yearsEntered() external view returns (uint16[] memory) {
        return _numbers;
    }

    function setYear(uint256 member, uint256 year, uint256 low, uint256 high) external {
        uint16 number = uint16(bound(year, 2024, 2030));
        uint256[2] memory bitmap = [low | 1, (high >> 147) | 1];
        if (_act(member, abi.encodeCall(IBusinessCalendar.setYear, (number, bitmap, "notice")))) {
            ++entered;
            _numbers.push(number);
        }
    }

    /// Turns over days near today, before as well as after it.
    function amendDay(uint256 member, uint256 offset) external {
        Day day = Day.wrap(uint32(Day.unwrap(today()) + bound(offset, 0, 24) - 8));
        bool toBusinessDay = true;
        try calendar.isBusinessDay(day) returns (bool already) {
            toBusinessDay = !already;
        } catch {}
        if (_act(member, abi.encodeCall(IBusinessCalendar.amendDay, (day, toBusinessDay, bytes32("notice")))))
            ++amended;
    }

    function letTimePass(uint256 duration) external {
        skip(bound(duration, 1 hours, 20 days));
    }

    /// Asks for a day around today.
    function ask(uint256 kind, uint256 offset, uint256 count) external {
        Day day = Day.wrap(uint32(Day.unwrap(today()) + bound(offset, 0, 40) - 30));
        count = bound(count, 1, 20);
        kind = bound(kind, 0, 3);
        bytes memory question;
        if (kind == 0) question = abi.encodeCall(IBusinessCalendar.nextBusinessDay, (day));
        else if (kind == 1) question = abi.encodeCall(IBusinessCalendar.addBusinessDays, (day, count));
        else if (kind == 2) question = abi.encodeCall(IBusinessCalendar.endOfPeriod, (day, count));
        else question = abi.encodeCall(IBusinessCalendar.endOfMonths, (day, count % 2));

        (bool answered, bytes memory answer) = address(calendar).staticcall(question);
        if (!answered) return;
        Memory memory told = Memory({question: question, answer: abi.decode(answer, (Day)), askedOn: today()});
        if (_memories.length < KEPT) _memories.push(told);
        else _memories[remembered % KEPT] = told;
        ++remembered;
    }

    /// Two members try, one after the other; the second one operates the calendar.
    function _act(uint256 member, bytes memory data) private returns (bool done) {
        member = bound(member, 1, 4) * 2;
        vm.prank(address(uint160(member - 1)));
        (done, ) = address(calendar).call(data);
        if (done) ++trespasses;
        vm.prank(address(uint160(member)));
        (done, ) = address(calendar).call(data);
    }
}

contract BusinessCalendarInvariant is Test {
    BusinessCalendar private _calendar;
    CalendarHandler private _handler;

    function setUp() external {
        IBusinessCalendar.FoundingYear[] memory founding = new IBusinessCalendar.FoundingYear[](2);
        for (uint16 i; i < 2; ++i) {
            founding[i].year = 2025 + i;
            founding[i].bitmap = [uint256(keccak256(abi.encode(i))), uint256(keccak256(abi.encode(i, i))) >> 147];
            founding[i].evidence = "notice";
        }
        _calendar = BusinessCalendar(deploy("BusinessCalendar", abi.encode(new EightMembers(), founding)));
        _handler = new CalendarHandler(_calendar);
        targetContract(address(_handler));
    }

    /// X-104: an answer up to the day of asking never changes; a later one is never drawn back to that day or before.
    /// All that can take a later answer away is that it now needs a year that is missing.
    function invariant_X104_AnswersStayOnceTheirDayHasCome() external view {
        CalendarHandler.Memory[] memory memories = _handler.memories();
        for (uint256 i; i < memories.length; ++i) {
            CalendarHandler.Memory memory told = memories[i];
            (bool answered, bytes memory result) = address(_calendar).staticcall(told.question);
            if (told.answer <= told.askedOn) {
                assertTrue(answered, "X-104: a past answer is still there");
                assertTrue(abi.decode(result, (Day)) == told.answer, "X-104: a past answer changed");
            } else if (answered) {
                assertTrue(abi.decode(result, (Day)) > told.askedOn, "X-104: a later answer was drawn back");
            } else {
                bytes32 reason = bytes4(result);
                assertEq(reason, IBusinessCalendar.CalendarYearMissing.selector, "X-104: why there is no answer");
            }
        }
    }

    /// X-104: a year that has been entered is never missing again, nor entered anew.
    function invariant_X104_YearsStay() external view {
        uint16[] memory numbers = _handler.yearsEntered();
        for (uint256 i; i < numbers.length; ++i) {
            uint256[2] memory words = _calendar.businessDays(numbers[i]);
            assertTrue(words[0] != 0 && words[1] != 0, "X-104: a year went missing");
            for (uint256 j; j < i; ++j) {
                assertTrue(numbers[i] != numbers[j], "X-104: a year was entered twice");
            }
        }
    }

    /// Only the calendar's operators change it.
    function invariant_OnlyOperatorsAct() external view {
        assertEq(_handler.trespasses(), 0, "a member who is no operator changed the calendar");
    }

    /// A run in which nothing happens proves nothing.
    function afterInvariant() external view {
        assertGt(_handler.remembered(), 0, "no question was answered");
        assertGt(_handler.amended(), 0, "no day was amended");
        assertGt(_handler.entered(), 0, "no year was entered");
    }
}
