import { actOf } from "../shared/authenticator.ts";

const SCOPE = "uint32 asset,uint8 sensitivity,uint8 purpose,uint32 recipient";

/** Acts that persons sign about their data, as EIP-712 types; the contract's documentation has them. */
export const ACTS = {
  BindKey: actOf("BindKey", "bytes32 keyX,bytes32 keyY"),
  Enrol: actOf("Enrol", "bytes32 commitment,bytes32 keyX,bytes32 keyY"),
  GiveConsent: actOf("GiveConsent", `${SCOPE},uint32 until`),
  RemoveKey: actOf("RemoveKey", "uint8 key"),
  SetPayee: actOf("SetPayee", "address account"),
  WithdrawAllConsents: actOf("WithdrawAllConsents"),
  WithdrawConsent: actOf("WithdrawConsent", SCOPE),
} as const;
