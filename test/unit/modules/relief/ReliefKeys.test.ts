import { expect } from "chai";
import { id } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { ReliefKeys } from "../../../../types/index.js";
import { digestOf, fieldsOf, makePasskey, type Passkey, sign } from "../../../utils/passkeys.ts";
import { ethers, foundedSuite } from "../../../utils/suite.ts";

const CONFIRM = "Confirm(uint64 person,uint32 payout,uint16 line,uint64 amount,uint256 nonce,uint256 deadline)";
const MEET = "Appointment(uint64 person,address account,uint256 nonce,uint256 deadline)";

describe("ReliefKeys", function () {
  it("smoke", async function () {
    const { suite } = await foundedSuite();
    const keys = suite.reliefKeys;
    const part = await ethers.getImpersonatedSigner(await suite.reliefReviews.getAddress());
    const passkey = makePasskey();
    const values = { account: part.address };
    const a = await sign(keys, passkey, 0n, MEET, values);
    const tx = await keys.connect(part).introduce(7, 0, passkey.publicKey, id(MEET), fieldsOf(MEET, values), a);
    console.log((await tx.wait())?.gasUsed);
    expect(await keys.nonceOf(7)).to.equal(1);
    const v = { payout: 1, line: 2, amount: 3n };
    expect(await digestOf(keys, 7n, CONFIRM, v)).to.equal(
      await keys.digestOf(7, id(CONFIRM), fieldsOf(CONFIRM, v), 2n ** 35n),
    );
    const b = await sign(keys, passkey, 7n, CONFIRM, v);
    const t2 = await keys.connect(part).requireAsserted(7, id(CONFIRM), fieldsOf(CONFIRM, v), b);
    console.log((await t2.wait())?.gasUsed);
  });
});
