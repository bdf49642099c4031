/** Rules of a programme, as options say them. */
import type { Context } from "../shared/context.ts";
import { amount, whole, yesNo } from "../shared/parse.ts";

export interface Rules {
  noticeDays: bigint;
  receiptDays: bigint;
  continuesInObservation: boolean;
  householdCeiling: bigint;
  actCeiling: bigint;
  minimumLot: bigint;
}

/** What a programme has when nothing else is said. */
const USUAL: Rules = {
  noticeDays: 7n,
  receiptDays: 10n,
  continuesInObservation: false,
  householdCeiling: 0n,
  actCeiling: 0n,
  minimumLot: 10_000n,
};

export const rulesIn = ({ args }: Context, usual: Rules = USUAL): Rules => ({
  noticeDays: args.optional("noticeDays", whole) ?? usual.noticeDays,
  receiptDays: args.optional("receiptDays", whole) ?? usual.receiptDays,
  continuesInObservation: args.optional("continues", yesNo) ?? usual.continuesInObservation,
  householdCeiling: args.optional("householdCeiling", amount) ?? usual.householdCeiling,
  actCeiling: args.optional("actCeiling", amount) ?? usual.actCeiling,
  minimumLot: args.optional("minimumLot", amount) ?? usual.minimumLot,
});
