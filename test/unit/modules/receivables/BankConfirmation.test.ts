/** Confirmation by a bank (保兑) of ReceivableIssuance. */
import { expect } from "chai";
import { encodeBytes32String, id, zeroPadValue, toBeHex } from "ethers";
import { day, freezeMoney, goTo, order, RequestStatus } from "../../../utils/bills.ts";
import {
  bankConfirmed,
  type Certificate,
  DUE_DAY,
  FACE,
  fanned,
  opened,
  proposed,
  PURSE,
  ReceivableAct,
  receivableDesk,
  type ReceivableDesk,
  RootStatus,
} from "../../../utils/receivables.ts";
import type { Actor } from "../../../utils/suite.ts";

const FEE = 2_500n;

describe("ReceivableIssuance: confirmation by a bank", () => {
  let desk: ReceivableDesk;
  let issuance: ReceivableDesk["suite"]["receivableIssuance"];
  let registry: ReceivableDesk["suite"]["receivableRegistry"];
  let certificate: Certificate;

  beforeEach(async () => {
    desk = await receivableDesk();
    issuance = desk.suite.receivableIssuance;
    registry = desk.suite.receivableRegistry;
    certificate = await opened(desk);
  });

  const ask = (bank: Actor, { by = desk.qianling, root = certificate.root, fee = FEE, lastDay = 0n } = {}) =>
    issuance.connect(by.signer).requestConfirmation(root, bank.id, fee, lastDay);
  /** Asks, and gives the request. */
  const asked = async (bank: Actor, root = certificate.root) => {
    const request = await issuance.connect(desk.qianling.signer).requestConfirmation.staticCall(root, bank.id, FEE, 0);
    await ask(bank, { root });
    return request;
  };
  const sign = (by: Actor, request: bigint) => issuance.connect(by.signer).sign(request);

  it("asks for the bank's signature under the whole root, and names the fee", async () => {
    const { qianling, baiyunling } = desk;
    const request = await asked(baiyunling);
    const { from, to, subject, lo, hi, act, status, lastDay, terms } = await registry.requestInfo(request);
    expect([from, to, subject, lo, hi]).to.deep.equal([qianling.id, baiyunling.id, certificate.note, 1n, FACE]);
    expect([act, status, lastDay]).to.deep.equal([ReceivableAct.Confirmation, RequestStatus.Open, day(DUE_DAY) - 1n]);
    expect(terms).to.equal(zeroPadValue(toBeHex(FEE), 32));
    expect((await registry.rootInfo(certificate.root)).confirmer).to.equal(0n);
  });

  it("names the bank when it signs, and has its fee paid from wallet to wallet", async () => {
    const { qianling, baiyunling, suite } = desk;
    const request = await asked(baiyunling);
    const transaction = sign(baiyunling, request);
    await expect(transaction)
      .to.emit(issuance, "ReceivableConfirmed")
      .withArgs(certificate.root, baiyunling.id, qianling.id, FEE);
    expect(await suite.money.balanceOf(qianling.wallet)).to.equal(PURSE - FEE);
    expect(await suite.money.balanceOf(baiyunling.wallet)).to.equal(PURSE + FEE);
    expect(await suite.money.balanceOf(issuance)).to.equal(0n);
    const { confirmer, status } = await registry.rootInfo(certificate.root);
    expect([confirmer, status]).to.deep.equal([baiyunling.id, RootStatus.Open]);
  });

  it("may be free, and then needs no allowance", async () => {
    const { qianling, baiyunling, suite } = desk;
    await suite.money.connect(qianling.signer).approve(issuance, 0);
    const { root } = await bankConfirmed(desk, {}, baiyunling, 0n);
    expect((await registry.rootInfo(root)).confirmer).to.equal(baiyunling.id);
    expect(await suite.money.balanceOf(baiyunling.wallet)).to.equal(PURSE);
  });

  it("is about the root, whatever its notes are doing", async () => {
    const { nanming, huaxi, baiyunling } = desk;
    const request = await asked(baiyunling);
    await fanned(desk, certificate.note, nanming, huaxi, 3);
    await registry.connect(nanming.signer).transfer(certificate.note, 5n, desk.wudang.id, id("trade"), 0);
    await sign(baiyunling, request);
    expect((await registry.rootInfo(certificate.root)).confirmer).to.equal(baiyunling.id);
  });

  it("binds nobody and costs nothing when the fee cannot be paid: allowance, balance, or money frozen", async () => {
    const { qianling, baiyunling, suite } = desk;
    const request = await asked(baiyunling);
    await suite.money.connect(qianling.signer).approve(issuance, FEE - 1n);
    await expect(sign(baiyunling, request)).to.be.revertedWithCustomError(suite.money, "ERC20InsufficientAllowance");
    await suite.money.connect(qianling.signer).approve(issuance, FEE);
    await freezeMoney(desk, qianling, PURSE - FEE + 1n);
    await expect(sign(baiyunling, request)).to.be.revertedWithCustomError(
      suite.money,
      "ERC7943InsufficientUnfrozenBalance",
    );
    expect((await registry.rootInfo(certificate.root)).confirmer).to.equal(0n);
    expect((await registry.requestInfo(request)).status).to.equal(RequestStatus.Open);
  });

  it("R-11: the obligor confirms nothing for itself, be it a bank", async () => {
    const { guanshan, nanming } = desk;
    const own = await opened(desk, { obligor: guanshan, supplier: nanming });
    await expect(ask(guanshan, { by: guanshan, root: own.root }))
      .to.be.revertedWithCustomError(issuance, "ReceivableConfirmerIsObligor")
      .withArgs(own.root, guanshan.id);
  });

  it("reverts for anybody but the obligor", async () => {
    for (const by of [desk.nanming, desk.baiyunling, desk.guanshan]) {
      await expect(ask(desk.baiyunling, { by }))
        .to.be.revertedWithCustomError(issuance, "ReceivableNotObligor")
        .withArgs(certificate.root, by.id, desk.qianling.id);
    }
  });

  it("reverts when who is asked is no bank, or is one no more when it signs", async () => {
    const { huaxi, financeCompany, baiyunling, suite } = desk;
    for (const other of [huaxi, financeCompany]) {
      await expect(ask(other))
        .to.be.revertedWithCustomError(suite.participants, "QualificationMissing")
        .withArgs(other.id, encodeBytes32String("BANK"));
    }
    await expect(ask({ ...huaxi, id: 0n })).to.be.revertedWithCustomError(suite.participants, "QualificationMissing");
    const request = await asked(baiyunling);
    await order(desk, "revokeQualification", [baiyunling.id, encodeBytes32String("BANK")]);
    await expect(sign(baiyunling, request)).to.be.revertedWithCustomError(suite.participants, "QualificationMissing");
  });

  it("is given once: the second of two banks that were asked cannot sign any more", async () => {
    const { guanshan, baiyunling } = desk;
    const [first, second] = [await asked(baiyunling), await asked(guanshan)];
    await sign(baiyunling, first);
    await expect(sign(guanshan, second))
      .to.be.revertedWithCustomError(issuance, "ReceivableAlreadyConfirmed")
      .withArgs(certificate.root, baiyunling.id);
    await expect(ask(guanshan)).to.be.revertedWithCustomError(issuance, "ReceivableAlreadyConfirmed");
    expect((await registry.rootInfo(certificate.root)).confirmer).to.equal(baiyunling.id);
  });

  it("is for an open root before its due day", async () => {
    const { baiyunling, qianling } = desk;
    const { root } = await proposed(desk);
    await expect(ask(baiyunling, { root }))
      .to.be.revertedWithCustomError(issuance, "RootWrongStatus")
      .withArgs(root, RootStatus.Proposed, RootStatus.Open);
    await expect(ask(baiyunling, { root: 99n }))
      .to.be.revertedWithCustomError(registry, "RootUnknown")
      .withArgs(99n);
    await goTo("2026-06-29", "23:00:00");
    const request = await asked(baiyunling);
    await goTo(DUE_DAY, "00:00:00");
    await expect(sign(baiyunling, request))
      .to.be.revertedWithCustomError(registry, "RequestLapsed")
      .withArgs(request, day(DUE_DAY) - 1n);
    await expect(issuance.connect(qianling.signer).requestConfirmation(certificate.root, baiyunling.id, 0, 0))
      .to.be.revertedWithCustomError(issuance, "RootDue")
      .withArgs(certificate.root, day(DUE_DAY));
  });

  it("takes the last day to sign that it is given, before the due day", async () => {
    await expect(ask(desk.baiyunling, { lastDay: day(DUE_DAY) })).to.be.revertedWithCustomError(
      registry,
      "RequestLastDayOutOfRange",
    );
    await ask(desk.baiyunling, { lastDay: day("2026-01-05") });
  });

  it("R-8: a bank that refuses is bound to nothing, and the obligor may take back what it asked", async () => {
    const { qianling, guanshan, baiyunling } = desk;
    const [refused, withdrawn] = [await asked(baiyunling), await asked(guanshan)];
    await registry.connect(baiyunling.signer).refuse(refused);
    await registry.connect(qianling.signer).withdrawRequest(withdrawn);
    await expect(sign(baiyunling, refused)).to.be.revertedWithCustomError(registry, "RequestNotOpen");
    await expect(sign(guanshan, withdrawn)).to.be.revertedWithCustomError(registry, "RequestNotOpen");
    expect((await registry.rootInfo(certificate.root)).confirmer).to.equal(0n);
  });
});
