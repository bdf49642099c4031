import { actOf } from "../shared/authenticator.ts";

/** Acts that households and officers sign, as EIP-712 types; the contracts' documentation has them. */
export const ACTS = {
  Appeal: actOf("Appeal", "uint64 entry,bytes32 evidence"),
  Appointment: actOf("Appointment", "address account,uint32 participant,uint40 area,bytes32 identity"),
  BindKey: actOf("BindKey", "bytes32 keyX,bytes32 keyY"),
  ChooseBank: actOf("ChooseBank", "uint32 bank"),
  Confirm: actOf("Confirm", "uint32 payout,uint16 line,uint64 amount"),
  ConfirmHelp: actOf("ConfirmHelp", "uint32 help"),
  Dispute: actOf("Dispute", "uint32 payout,uint16 line,uint64 amount,bytes32 evidence"),
  Exit: actOf("Exit", "uint64 household,bytes32 evidence"),
  Feedback: actOf("Feedback", "uint32 project,uint8 rating,bytes32 evidence"),
  Proposals: actOf("Proposals", "bytes32[] proposals"),
  Registration: actOf(
    "Registration",
    "uint32 programme,bytes32 commitment,uint40 area,uint8 category,uint32 bank,bytes32 keyX,bytes32 keyY,bytes32 evidence",
  ),
  RemoveKey: actOf("RemoveKey", "uint8 key"),
  UseVoucher: actOf("UseVoucher", "uint32 round,uint32 merchant,uint64 amount,bytes32 goods"),
} as const;
