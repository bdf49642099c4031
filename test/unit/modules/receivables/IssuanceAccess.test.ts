/** Who may act at ReceivableIssuance: when the module is halted, when a party is frozen or suspended. */
import { expect } from "chai";
import { id } from "ethers";
import { day, freeze, halt, suspend } from "../../../utils/bills.ts";
import {
  applied,
  type Certificate,
  opened,
  openTermsOf,
  proposed,
  ReceivableAct,
  receivableDesk,
  type ReceivableDesk,
} from "../../../utils/receivables.ts";
import { ethers } from "../../../utils/suite.ts";

type Ready = Certificate & { request?: bigint; facility: bigint };
type Party = "qianling" | "nanming" | "guanshan" | "baiyunling";

/** An act as far as all but its last step, which is returned. */
interface Act {
  ready: (desk: ReceivableDesk) => Promise<Ready>;
  act: (desk: ReceivableDesk, ready: Ready) => Promise<unknown>;
  /** Who acts, and who else must be in good standing for it. */
  by: Party;
  others?: Party[];
  mode: "Dispose" | "Preserve";
}

const issuanceOf = (desk: ReceivableDesk, party: Party) => desk.suite.receivableIssuance.connect(desk[party].signer);

const agreed = async (desk: ReceivableDesk): Promise<Ready> => {
  const certificate = await cancelling(desk);
  const { nanming, huaxi, suite } = desk;
  // Another note, whose holder has not agreed.
  await suite.receivableRegistry.connect(huaxi.signer).instruct(nanming.id, {
    acts: 1n << ReceivableAct.Transfer,
    ceiling: 1_000n,
    tenor: 400n,
    until: day("2026-12-31"),
  });
  await suite.receivableRegistry.connect(nanming.signer).transfer(certificate.note, 5n, huaxi.id, id("trade"), 0);
  await issuanceOf(desk, "nanming").agreeToCancel(certificate.note);
  return certificate;
};

const cancelling = async (desk: ReceivableDesk): Promise<Ready> => {
  const certificate = await opened(desk);
  await issuanceOf(desk, "qianling").proposeCancellation(certificate.root, id("reason"));
  return certificate;
};

const acts: Record<string, Act> = {
  grantFacility: {
    ready: opened,
    act: (desk) => issuanceOf(desk, "guanshan").grantFacility(desk.qianling.id, 1, day("2026-12-31")),
    by: "guanshan",
    others: ["qianling"],
    mode: "Dispose",
  },
  changeFacility: {
    ready: opened,
    act: (desk) => issuanceOf(desk, "guanshan").changeFacility(desk.facility, 1, day("2026-12-31")),
    by: "guanshan",
    mode: "Dispose",
  },
  closeFacility: {
    ready: opened,
    act: (desk) => issuanceOf(desk, "guanshan").closeFacility(desk.facility),
    by: "guanshan",
    mode: "Preserve",
  },
  open: {
    ready: opened,
    act: async (desk) => issuanceOf(desk, "qianling").open((await termsOf(desk)).terms, 0),
    by: "qianling",
    others: ["nanming", "guanshan"],
    mode: "Dispose",
  },
  applyTo: {
    ready: opened,
    act: async (desk) => {
      const { terms } = await termsOf(desk);
      return issuanceOf(desk, "nanming").applyTo({ ...terms, counterparty: desk.qianling.id }, 0);
    },
    by: "nanming",
    others: ["qianling", "guanshan"],
    mode: "Dispose",
  },
  "sign an opening": {
    ready: proposed,
    act: (desk, { request = 0n }) => issuanceOf(desk, "nanming").sign(request),
    by: "nanming",
    others: ["qianling", "guanshan"],
    mode: "Dispose",
  },
  "sign an application": {
    ready: applied,
    act: (desk, { request = 0n }) => issuanceOf(desk, "qianling").sign(request),
    by: "qianling",
    others: ["nanming", "guanshan"],
    mode: "Dispose",
  },
  requestConfirmation: {
    ready: opened,
    act: (desk, { root }) => issuanceOf(desk, "qianling").requestConfirmation(root, desk.baiyunling.id, 1, 0),
    by: "qianling",
    others: ["baiyunling"],
    mode: "Dispose",
  },
  "sign a confirmation": {
    ready: async (desk) => {
      const certificate = await opened(desk);
      await issuanceOf(desk, "qianling").requestConfirmation(certificate.root, desk.baiyunling.id, 1, 0);
      return { ...certificate, request: 2n };
    },
    act: (desk, { request = 0n }) => issuanceOf(desk, "baiyunling").sign(request),
    by: "baiyunling",
    others: ["qianling"],
    mode: "Dispose",
  },
  proposeCancellation: {
    ready: opened,
    act: (desk, { root }) => issuanceOf(desk, "qianling").proposeCancellation(root, id("reason")),
    by: "qianling",
    mode: "Dispose",
  },
  withdrawCancellation: {
    ready: cancelling,
    act: (desk, { root }) => issuanceOf(desk, "qianling").withdrawCancellation(root),
    by: "qianling",
    mode: "Preserve",
  },
  agreeToCancel: {
    ready: cancelling,
    act: (desk, { note }) => issuanceOf(desk, "nanming").agreeToCancel(note),
    by: "nanming",
    mode: "Dispose",
  },
  withdrawAgreement: {
    ready: agreed,
    act: (desk, { note }) => issuanceOf(desk, "nanming").withdrawAgreement(note),
    by: "nanming",
    mode: "Preserve",
  },
};

/** Documents are confirmed before a party is frozen: the trade registry has a door of its own. */
const prepared = new WeakMap<ReceivableDesk, Awaited<ReturnType<typeof openTermsOf>>>();
const termsOf = async (desk: ReceivableDesk) => {
  const terms = prepared.get(desk) ?? (await openTermsOf(desk));
  prepared.set(desk, terms);
  return terms;
};

describe("ReceivableIssuance: who may act", () => {
  let desk: ReceivableDesk;

  beforeEach(async () => {
    desk = { ...(await receivableDesk()) };
    await termsOf(desk);
  });

  for (const [name, { ready, act, by, others = [], mode }] of Object.entries(acts)) {
    describe(name, () => {
      const error = async (stopped: Party, means: "freeze" | "suspend") => {
        const before = await ready(desk);
        await (means === "freeze" ? freeze : suspend)(desk, desk[stopped]);
        return () => act(desk, before);
      };

      for (const [means, reason] of [
        ["freeze", "ParticipantIsFrozen"],
        ["suspend", "ParticipantWrongStanding"],
      ] as const) {
        if (mode === "Preserve") {
          it(`goes on for one that is under "${means}"`, async () => {
            await (
              await error(by, means)
            )();
          });
        } else {
          for (const party of [by, ...others]) {
            it(`reverts while ${party} is under "${means}"`, async () => {
              await expect((await error(party, means))()).to.be.revertedWithCustomError(
                desk.suite.participants,
                reason,
              );
            });
          }
        }
      }

      it(
        mode === "Preserve" ? "goes on while the module is halted" : "reverts while the module is halted",
        async () => {
          const before = await ready(desk);
          await halt(desk, "receivables");
          const attempt = act(desk, before);
          if (mode === "Preserve") await attempt;
          else await expect(attempt).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantModuleHalted");
        },
      );

      it("reverts for an account of nobody", async () => {
        const before = await ready(desk);
        const [stranger] = await ethers.getSigners();
        if (stranger === undefined) throw new Error("The network has no accounts.");
        const nobody = { ...desk, [by]: { ...desk[by], signer: stranger } };
        prepared.set(nobody, await termsOf(desk));
        await expect(act(nobody, before)).to.be.revertedWithCustomError(desk.suite.participants, "AccountUnknown");
      });
    });
  }
});
