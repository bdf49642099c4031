const act = (name: string, fields: string): string =>
  `${name}(uint64 person,${fields === "" ? "" : `${fields},`}uint256 nonce,uint256 deadline)`;

/** Acts that households and officers sign, as EIP-712 types; the contracts' documentation has them. */
export const ACTS = {
  Appeal: act("Appeal", "uint64 entry,bytes32 evidence"),
  Appointment: act("Appointment", "address account,uint32 participant,uint40 area,bytes32 identity"),
  BindKey: act("BindKey", "bytes32 keyX,bytes32 keyY"),
  ChooseBank: act("ChooseBank", "uint32 bank"),
  Confirm: act("Confirm", "uint32 payout,uint16 line,uint64 amount"),
  ConfirmHelp: act("ConfirmHelp", "uint32 help"),
  Dispute: act("Dispute", "uint32 payout,uint16 line,uint64 amount,bytes32 evidence"),
  Exit: act("Exit", "uint64 household,bytes32 evidence"),
  Feedback: act("Feedback", "uint32 project,uint8 rating,bytes32 evidence"),
  Proposals: act("Proposals", "bytes32[] proposals"),
  Registration: act(
    "Registration",
    "uint32 programme,bytes32 commitment,uint40 area,uint8 category,uint32 bank,bytes32 keyX,bytes32 keyY,bytes32 evidence",
  ),
  RemoveKey: act("RemoveKey", "uint8 key"),
  UseVoucher: act("UseVoucher", "uint32 round,uint32 merchant,uint64 amount,bytes32 goods"),
} as const;
