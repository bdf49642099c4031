const act = (name: string, fields: string): string =>
  `${name}(uint64 person,${fields === "" ? "" : `${fields},`}uint256 nonce,uint256 deadline)`;

const SCOPE = "uint32 asset,uint8 sensitivity,uint8 purpose,uint32 recipient";

/** Acts that persons sign with their passkeys, as EIP-712 types; the contracts' documentation has them. */
export const ACTS = {
  BindKey: act("BindKey", "bytes32 keyX,bytes32 keyY"),
  Enrol: act("Enrol", "bytes32 commitment,bytes32 keyX,bytes32 keyY"),
  GiveConsent: act("GiveConsent", `${SCOPE},uint32 until`),
  RemoveKey: act("RemoveKey", "uint8 key"),
  SetPayee: act("SetPayee", "address account"),
  WithdrawAllConsents: act("WithdrawAllConsents", ""),
  WithdrawConsent: act("WithdrawConsent", SCOPE),
} as const;
