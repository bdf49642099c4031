/** A participant changes its wallet: by itself, or by order when the key is lost. Rights stay, money follows, the old key is nobody's. */
import { expect } from "chai";
import { concat, encodeBytes32String, id, MaxUint256, Signature, type Wallet } from "ethers";
import { Scopes } from "../../../../deploy/data/terms.ts";
import { applicationDraft, consentToSign, serviceDraft, signDraft, walletDraft } from "../../../../deploy/founders.ts";
import {
  applicationOf,
  applied,
  bound,
  council,
  court,
  DAY,
  decree,
  freeze,
  halt,
  newcomer,
  now,
  type Office,
  regulator,
  rotated,
  stranger,
} from "../../../utils/orders.ts";
import { type Actor, approvedOrder, ethers, foundedSuite, networkHelpers } from "../../../utils/suite.ts";

const heir = stranger("heir");
const clerk = stranger("clerk");

describe("ParticipantRegistry: wallets", () => {
  let office: Office;
  let participants: Office["suite"]["participants"];
  let money: Office["suite"]["money"];
  let nanming: Actor;
  let huaxi: Actor;

  beforeEach(async () => {
    office = await foundedSuite();
    ({ participants, money } = office.suite);
    ({ nanming, huaxi } = office);
    await money.connect(office.clearing.signer).issue(nanming.wallet, 1_000n, id("deposit 1"));
    await money.connect(office.clearing.signer).issue(huaxi.wallet, 500n, id("deposit 2"));
  });

  const consent = async (wallet = heir, participant = nanming.id, deadline = 0n) =>
    signDraft(participants, wallet, walletDraft(wallet.address, participant), deadline || (await now()) + DAY);

  /** By order of the council and a regulator. */
  const replaced = async (wallet = heir) => {
    const { deadline, signature } = await consent(wallet);
    await decree(office, "replaceWallet", nanming.id, wallet.address, deadline, signature);
  };

  const unknown = (attempt: Promise<unknown>, account: string) =>
    expect(attempt).to.be.revertedWithCustomError(participants, "AccountUnknown").withArgs(account);

  const ways: [string, () => Promise<unknown>][] = [
    ["rotateWallet", () => rotated(office, nanming, heir)],
    ["replaceWallet", () => replaced()],
  ];

  for (const [name, change] of ways) {
    describe(name, () => {
      it("K-5: moves the whole balance, makes none and loses none", async () => {
        const supply = await money.totalSupply();
        const totals = await money.totals();
        await change();
        expect(await money.balanceOf(nanming.wallet)).to.equal(0n);
        expect(await money.balanceOf(heir)).to.equal(1_000n);
        expect(await money.totalSupply()).to.equal(supply);
        expect(await money.totals()).to.deep.equal(totals);
      });

      it("emits AccountReleased, AccountBound and WalletChanged", async () => {
        const from = await ethers.provider.getBlockNumber();
        await change();
        const { filters } = participants;
        const [released] = await participants.queryFilter(filters.AccountReleased(), from + 1);
        const [bind] = await participants.queryFilter(filters.AccountBound(), from + 1);
        const [changed] = await participants.queryFilter(filters.WalletChanged(), from + 1);
        expect([...(released?.args ?? [])]).to.deep.equal([nanming.id, nanming.wallet]);
        expect([...(bind?.args ?? [])].slice(0, 4)).to.deep.equal([nanming.id, heir.address, Scopes.ALL, 0n]);
        expect([...(changed?.args ?? [])]).to.deep.equal([nanming.id, nanming.wallet, heir.address]);
      });

      it("K-7: the new wallet is the participant's one wallet with all scopes, the old one serves nobody", async () => {
        await change();
        expect(await participants.walletOf(nanming.id)).to.equal(heir.address);
        expect(await participants.participantOf(heir)).to.equal(nanming.id);
        expect([...(await participants.accountInfo(heir))]).to.deep.equal([nanming.id, Scopes.ALL, false, 0n]);
        expect([...(await participants.accountInfo(nanming.wallet))]).to.deep.equal([0n, 0n, false, 0n]);
      });

      it("standing, code, qualifications and other accounts stay as they are", async () => {
        await bound(office, nanming, clerk);
        const before = await participants.participantInfo(nanming.id);
        await change();
        const after = await participants.participantInfo(nanming.id);
        expect([after.standing, after.size, after.uscc, after.name, after.admittedAt]).to.deep.equal([
          before.standing,
          before.size,
          before.uscc,
          before.name,
          before.admittedAt,
        ]);
        expect(await participants.participantByUscc(before.uscc)).to.equal(nanming.id);
        expect(await participants.isQualified(nanming.id, encodeBytes32String("ENTERPRISE"))).to.equal(true);
        expect(await participants.participantOf(clerk)).to.equal(nanming.id);
        await money.connect(heir).transfer(huaxi.wallet, 1_000n);
      });

      it("X-64, X-65: the old wallet moves nothing any more, as holder, spender, signer of a permit or administrator", async () => {
        await money.connect(huaxi.signer).approve(nanming.wallet, MaxUint256);
        await money.connect(nanming.signer).approve(huaxi.wallet, MaxUint256);
        await change();
        const old = money.connect(nanming.signer);
        await unknown(old.transfer(huaxi.wallet, 0n), nanming.wallet);
        await unknown(old.transferFrom(huaxi.wallet, heir.address, 1n), nanming.wallet);
        // What it had allowed is an allowance on an empty account that nobody may pay into.
        await expect(
          money.connect(huaxi.signer).transferFrom(nanming.wallet, huaxi.wallet, 1n),
        ).to.be.revertedWithCustomError(participants, "AccountUnknown");
        await unknown(money.connect(huaxi.signer).transfer(nanming.wallet, 1n), nanming.wallet);
        expect(await money.allowance(heir, huaxi.wallet)).to.equal(0n);

        const deadline = (await now()) + DAY;
        const { name, version, chainId, verifyingContract } = await money.eip712Domain();
        const signed = await nanming.signer.signTypedData(
          { name, version, chainId, verifyingContract },
          {
            Permit: [
              { name: "owner", type: "address" },
              { name: "spender", type: "address" },
              { name: "value", type: "uint256" },
              { name: "nonce", type: "uint256" },
              { name: "deadline", type: "uint256" },
            ],
          },
          { owner: nanming.wallet, spender: huaxi.wallet, value: 7n, nonce: 0n, deadline },
        );
        const { v, r, s } = Signature.from(signed);
        await money.permit(nanming.wallet, huaxi.wallet, 7n, deadline, v, r, s);
        await unknown(money.connect(huaxi.signer).transferFrom(nanming.wallet, huaxi.wallet, 0n), nanming.wallet);
        await expect(money.permit(heir, huaxi.wallet, 7n, deadline, v, r, s)).to.be.revertedWithCustomError(
          money,
          "ERC2612InvalidSigner",
        );

        await unknown(participants.connect(nanming.signer).releaseAccount(heir), nanming.wallet);
        await unknown(bound(office, nanming, clerk), nanming.wallet);
        await unknown(rotated(office, nanming, stranger("another heir")), nanming.wallet);
      });

      it("K-11: a freeze follows: the new wallet can send as little as the old one", async () => {
        await freeze(office, nanming.id);
        await change();
        expect(await money.balanceOf(heir)).to.equal(1_000n);
        await expect(money.connect(heir).transfer(huaxi.wallet, 1n)).to.be.revertedWithCustomError(
          participants,
          "ParticipantIsFrozen",
        );
        await money.connect(huaxi.signer).transfer(heir, 1n);
      });

      it("works when the participant is suspended or expelled, or the money module is halted", async () => {
        await decree(office, "suspend", nanming.id);
        await decree(office, "expel", nanming.id);
        await halt(office, "money");
        await change();
        expect(await money.balanceOf(heir)).to.equal(1_000n);
      });

      it("a vote given by the old wallet counts on, and the new wallet cannot give another: X-78", async () => {
        const { docket } = office.suite;
        nanming = office.guanshan;
        const call = { target: participants, name: "suspend", args: [huaxi.id] };
        const { order, calls } = await approvedOrder(
          office.suite,
          [call],
          [
            [office.guanshan, "Council"],
            [office.qianling, "Council"],
          ],
        );
        await change();
        await expect(docket.connect(heir).approve(order, 1n, calls))
          .to.be.revertedWithCustomError(docket, "DocketAlreadyApproved")
          .withArgs(order, office.guanshan.id);
        await unknown(docket.connect(office.guanshan.signer).withdrawApproval(order, calls), office.guanshan.wallet);
        await docket.connect(office.baiyunling.signer).approve(order, 1n, calls);
        await docket.execute(order, calls);
      });
    });
  }

  describe("who may", () => {
    it("rotateWallet reverts when the caller is not the wallet, whatever its scopes", async () => {
      await bound(office, nanming, clerk, { scopes: Scopes.ALL });
      const { deadline, signature } = await consent();
      for (const caller of [clerk, stranger("nobody")]) {
        await unknown(participants.connect(caller).rotateWallet(heir, deadline, signature), caller.address);
      }
      // The consent is to another participant.
      await expect(participants.connect(huaxi.signer).rotateWallet(heir, deadline, signature))
        .to.be.revertedWithCustomError(participants, "AccountConsentInvalid")
        .withArgs(heir.address);
      await participants.connect(nanming.signer).rotateWallet(heir, deadline, signature);
    });

    it("X-86: replaceWallet needs what seats need: no authority hands out wallets alone, nor two of them at once", async () => {
      const { deadline, signature } = await consent();
      const call = {
        target: participants,
        name: "replaceWallet",
        args: [nanming.id, heir.address, deadline, signature],
      };
      for (const approvals of [
        court(office),
        regulator(office),
        council(office),
        [...court(office), ...regulator(office)],
      ]) {
        const { order, calls } = await approvedOrder(office.suite, [call], approvals);
        await expect(office.suite.docket.execute(order, calls)).to.be.revertedWithCustomError(
          office.suite.docket,
          "DocketApprovalsShort",
        );
      }
    });

    it("X-95: a council that is lost, and the last regulator's key, can be replaced without them, after 30 days", async () => {
      const { docket } = office.suite;
      for (const [key, route, others] of [
        ["clearing", 1, regulator],
        ["regulator", 2, council],
      ] as const) {
        const lost = office[key];
        const wallet = stranger(`new ${key}`);
        const draft = walletDraft(wallet.address, lost.id);
        const { deadline, signature } = await signDraft(participants, wallet, draft, (await now()) + 90n * DAY);
        const args = [lost.id, wallet.address, deadline, signature];
        const { order, calls } = await approvedOrder(
          office.suite,
          [{ target: participants, name: "replaceWallet", args, route }],
          [...others(office), ...court(office)],
        );
        const from = await docket.executableFrom(order, calls);
        expect(from).to.equal((await now()) + 30n * DAY);
        await networkHelpers.time.setNextBlockTimestamp(from - 1n);
        await expect(docket.execute(order, calls)).to.be.revertedWithCustomError(docket, "DocketTooEarly");
        await docket.execute(order, calls);
        expect(await participants.voterOf(wallet)).to.equal(lost.id);
        office = { ...office, [key]: { ...lost, signer: wallet } };
      }
    });

    it("K-3: the token lets balances follow for the registry alone; the follower is set once", async () => {
      for (const caller of [nanming.signer, office.court.signer]) {
        await expect(money.connect(caller).followWallet(nanming.wallet, huaxi.wallet))
          .to.be.revertedWithCustomError(money, "MoneyCallerNotRegistry")
          .withArgs(caller.address);
      }
      expect(await participants.walletFollower()).to.equal(await money.getAddress());
    });

    it("reverts for nobody and for an applicant", async () => {
      const applicant = await applied(office, newcomer(1));
      for (const [participant, error] of [
        [99n, "ParticipantUnknown"],
        [applicant, "ParticipantWrongStanding"],
      ] as const) {
        const { deadline, signature } = await consent(heir, participant);
        const call = { target: participants, name: "replaceWallet", args: [participant, heir, deadline, signature] };
        const { order, calls } = await approvedOrder(
          office.suite,
          [{ ...call, args: [participant, heir.address, deadline, signature] }],
          [...council(office), ...regulator(office)],
        );
        await expect(office.suite.docket.execute(order, calls)).to.be.revertedWithCustomError(participants, error);
      }
    });
  });

  describe("the new wallet", () => {
    it("K-7: reverts when it serves somebody, the same participant included", async () => {
      await bound(office, nanming, clerk);
      for (const [taken, holder] of [
        [clerk.address, nanming.id],
        [nanming.wallet, nanming.id],
        [huaxi.wallet, huaxi.id],
      ] as const) {
        await expect(participants.connect(nanming.signer).rotateWallet(taken, MaxUint256, "0x"))
          .to.be.revertedWithCustomError(participants, "AccountTaken")
          .withArgs(taken, holder);
      }
    });

    it("K-10: reverts when it is a contract that speaks for others", async () => {
      for (const contract of [office.suite.authority, participants, money, office.suite.billPayment]) {
        const account = await contract.getAddress();
        await expect(participants.connect(nanming.signer).rotateWallet(account, MaxUint256, "0x"))
          .to.be.revertedWithCustomError(participants, "AccountForbidden")
          .withArgs(account);
      }
    });

    it("X-98: reverts without its consent, with one that was used, is late or was given for something else", async () => {
      const refused = (attempt: Promise<unknown>, wallet = heir.address) =>
        expect(attempt).to.be.revertedWithCustomError(participants, "AccountConsentInvalid").withArgs(wallet);
      const rotate = (owner: Actor, wallet: Wallet, given: { deadline: bigint; signature: string }) =>
        participants.connect(owner.signer).rotateWallet(wallet, given.deadline, given.signature);

      const deadline = (await now()) + DAY;
      await refused(rotate(nanming, heir, { deadline, signature: "0x" }));
      const firm = newcomer(1);
      for (const draft of [
        serviceDraft(heir.address, nanming.uscc, Scopes.ALL),
        applicationDraft({ ...applicationOf(firm), wallet: heir.address }),
        walletDraft(heir.address, huaxi.id),
      ]) {
        await refused(rotate(nanming, heir, await signDraft(participants, heir, draft, deadline)));
      }
      const given = await consent(heir, nanming.id, deadline);
      await refused(rotate(nanming, heir, { ...given, deadline: deadline + 1n }));
      await refused(rotate(nanming, clerk, given), clerk.address);
      await networkHelpers.time.setNextBlockTimestamp(deadline);
      await rotate(nanming, heir, given);

      // Back to the old wallet, and once more with the first consent.
      await rotated(office, { id: nanming.id, signer: heir }, nanming.signer);
      await expect(rotate(nanming, heir, given)).to.be.revertedWithCustomError(participants, "AccountConsentExpired");
      const again = await consent();
      await rotate(nanming, heir, again);
      await rotated(office, { id: nanming.id, signer: heir }, nanming.signer);
      await refused(rotate(nanming, heir, again));
    });

    it("K-7: an application with a wallet that was taken meanwhile is not admitted", async () => {
      const firm = { ...newcomer(1), wallet: heir };
      const applicant = await applied(office, firm);
      await rotated(office, nanming, heir);
      const call = { target: participants, name: "admit", args: [applicant] };
      const { order, calls } = await approvedOrder(office.suite, [call], council(office));
      await expect(office.suite.docket.execute(order, calls))
        .to.be.revertedWithCustomError(participants, "AccountTaken")
        .withArgs(heir.address, nanming.id);
    });

    it("may be a contract account, which then acts (ERC-1271)", async () => {
      const officers = [stranger("maker"), stranger("checker")];
      const joint = await ethers.deployContract("JointWallet", [officers.map(({ address }) => address)]);
      const account = await joint.getAddress();
      const sign = (digest: string) => concat(officers.map((one) => one.signingKey.sign(digest).serialized));
      const deadline = (await now()) + DAY;
      const draft = walletDraft(account, nanming.id);
      const { domain, types, message } = await consentToSign(participants, account, draft, deadline);
      const signature = sign(ethers.TypedDataEncoder.hash(domain, types, message));
      await participants.connect(nanming.signer).rotateWallet(account, deadline, signature);
      const data = money.interface.encodeFunctionData("transfer", [huaxi.wallet, 1_000n]);
      await joint.execute(money, data, sign(await joint.digestOf(money, data)));
      expect(await money.balanceOf(huaxi.wallet)).to.equal(1_500n);

      // And back to a key, by its own act.
      const back = await consent();
      const rotate = participants.interface.encodeFunctionData("rotateWallet", [
        heir.address,
        back.deadline,
        back.signature,
      ]);
      await joint.execute(participants, rotate, sign(await joint.digestOf(participants, rotate)));
      expect(await participants.walletOf(nanming.id)).to.equal(heir.address);
    });
  });
});
