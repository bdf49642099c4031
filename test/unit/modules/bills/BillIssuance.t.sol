// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IBusinessCalendar} from "../../../../contracts/kernel/interfaces/IBusinessCalendar.sol";
import {IParticipantRegistry} from "../../../../contracts/kernel/interfaces/IParticipantRegistry.sol";
import {ITradeRegistry} from "../../../../contracts/kernel/interfaces/ITradeRegistry.sol";
import {BillIssuance} from "../../../../contracts/modules/bills/BillIssuance.sol";
import {IBillIssuance} from "../../../../contracts/modules/bills/interfaces/IBillIssuance.sol";
import {IBillRegistry} from "../../../../contracts/modules/bills/interfaces/IBillRegistry.sol";
import {Periods} from "../../../../contracts/modules/bills/types/BillTypes.sol";
import {Test} from "../../../utils/Test.sol";

/// @notice How many periods there can be; this test orders them itself.
contract BillIssuancePeriodsTest is Test {
    BillIssuance private _issuance;

    function setUp() external {
        _issuance = BillIssuance(
            deploy(
                "BillIssuance",
                abi.encode(
                    deploy("AccessManager", abi.encode(this)),
                    IParticipantRegistry(address(0)),
                    IBillRegistry(address(0)),
                    ITradeRegistry(address(0)),
                    IBusinessCalendar(address(0))
                )
            )
        );
    }

    /// A bill keeps the index of its periods in a byte: the 256th set is the last.
    function test_RevertWhen_AllIndexesArePeriods() external {
        for (uint256 i = 1; i < 256; ++i) {
            vm.expectEmit(address(_issuance));
            emit IBillIssuance.PeriodsSet(uint8(i), _periods(uint8(i)));
            _issuance.setPeriods(_periods(uint8(i)));
        }
        assertEq(_issuance.currentPeriods().tenorMonths, 255, "the last set");
        vm.expectRevert(IBillIssuance.BillPeriodsInvalid.selector);
        _issuance.setPeriods(_periods(6));
    }

    function _periods(uint8 tenorMonths) private pure returns (Periods memory) {
        return
            Periods({
                tenorMonths: tenorMonths,
                acceptanceDays: 3,
                presentationDays: 10,
                noticeDays: 3,
                principalMonths: 24,
                recourseMonths: 6,
                againMonths: 3
            });
    }
}
