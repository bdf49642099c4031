import { expect } from "chai";
import { AbiCoder, concat, id, keccak256, Signature, TypedDataEncoder, Wallet } from "ethers";
import { hashTypedData } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Domain, SignedAct } from "../../bindings/src/eip712.ts";
import { personaOf } from "../../deploy/data/personas.ts";
import { usccBytes } from "../../deploy/founders.ts";
import { type BindingsKit, bindingsKit } from "../utils/bindings.ts";

type Fields<List extends string> = List extends `${infer Type} ${infer Name},${infer Rest}`
  ? [{ name: Name; type: Type }, ...Fields<Rest>]
  : List extends `${infer Type} ${infer Name}`
    ? [{ name: Name; type: Type }]
    : [];

type Place = Parameters<SignedAct<"", []>["typedData"]>[0];

type BindKey = SignedAct<"BindKey", Fields<"uint64 person,bytes32 keyX,bytes32 keyY,uint256 nonce,uint256 deadline">>;

interface Acts {
  consent: SignedAct<"Consent", Fields<"address account,bytes18 uscc,uint8 scopes,uint256 nonce,uint256 deadline">>;
  application: SignedAct<
    "Application",
    Fields<"bytes18 uscc,string name,uint8 size,address wallet,bytes32 evidence,uint256 nonce,uint256 deadline">
  >;
  walletConsent: SignedAct<"WalletConsent", Fields<"address wallet,uint32 participant,uint256 nonce,uint256 deadline">>;
  permit: SignedAct<"Permit", Fields<"address owner,address spender,uint256 value,uint256 nonce,uint256 deadline">>;
  registration: SignedAct<
    "Registration",
    Fields<"uint64 person,uint32 programme,bytes32 commitment,uint40 area,uint8 category,uint32 bank,bytes32 keyX,bytes32 keyY,bytes32 evidence,uint256 nonce,uint256 deadline">
  >;
  proposals: SignedAct<"Proposals", Fields<"uint64 person,bytes32[] proposals,uint256 nonce,uint256 deadline">>;
  reliefKeysBindKey: BindKey;
  dataConsentsBindKey: BindKey;
  giveConsent: SignedAct<
    "GiveConsent",
    Fields<"uint64 person,uint32 asset,uint8 sensitivity,uint8 purpose,uint32 recipient,uint32 until,uint256 nonce,uint256 deadline">
  >;
  redemption: SignedAct<
    "Redemption",
    Fields<"address account,uint32 programme,uint32 merchant,uint64 points,bytes32 order,uint256 nonce,uint256 deadline">
  >;
  exchange: SignedAct<
    "Exchange",
    Fields<"uint32 programme,address account,uint64 points,uint64 atLeast,uint256 nonce,uint256 deadline">
  >;
  pointsTransfer: SignedAct<
    "PointsTransfer",
    Fields<"uint32 programme,address account,address to,uint64 points,uint256 nonce,uint256 deadline">
  >;
  chooseBank: SignedAct<"ChooseBank", Fields<"uint64 person,uint32 bank,uint256 nonce,uint256 deadline">>;
  reliefKeysDomain: (place: Place) => Domain;
  dataConsentsDomain: (place: Place) => Domain;
  pointsRedemptionDomain: (place: Place) => Domain;
  pointsExchangeDomain: (place: Place) => Domain;
  participantRegistryDomain: (place: Place) => Domain;
  settlementTokenDomain: (place: Place) => Domain;
}

type Hex = `0x${string}`;

const FAR = 2n ** 40n;

describe("signed acts of the bindings", function () {
  let kit: BindingsKit;
  let acts: Acts;

  before(async function () {
    kit = await bindingsKit();
    acts = (await kit.load("eip712")) as Acts;
  });

  it("have the contracts' domains", async function () {
    const { participants, money, reliefKeys, dataConsents, pointsRedemption, pointsExchange } = kit.suite;
    for (const [contract, domain] of [
      [participants, acts.participantRegistryDomain],
      [reliefKeys, acts.reliefKeysDomain],
      [dataConsents, acts.dataConsentsDomain],
      [pointsRedemption, acts.pointsRedemptionDomain],
      [pointsExchange, acts.pointsExchangeDomain],
      [money, acts.settlementTokenDomain],
    ] as const) {
      const { name, version, chainId, verifyingContract } = await contract.eip712Domain();
      expect(domain({ chainId, verifyingContract })).to.deep.equal({
        name,
        version,
        chainId: Number(chainId),
        verifyingContract,
      });
    }
    const verifyingContract = await money.getAddress();
    const separator = TypedDataEncoder.hashDomain(
      acts.settlementTokenDomain({ chainId: kit.chain.id, verifyingContract }),
    );
    expect(separator).to.equal(await money.DOMAIN_SEPARATOR());
  });

  it("have the contracts' type hashes", async function () {
    expect(id(acts.consent.encodedType)).to.equal(await kit.suite.participants.CONSENT_TYPEHASH());
    expect(id(acts.application.encodedType)).to.equal(await kit.suite.participants.APPLICATION_TYPEHASH());
    expect(id(acts.walletConsent.encodedType)).to.equal(await kit.suite.participants.WALLET_TYPEHASH());
    expect(id(acts.reliefKeysBindKey.encodedType)).to.equal(await kit.suite.reliefKeys.BIND_KEY_TYPEHASH());
    expect(id(acts.dataConsentsBindKey.encodedType)).to.equal(await kit.suite.dataConsents.BIND_KEY_TYPEHASH());
    expect(id(acts.giveConsent.encodedType)).to.equal(await kit.suite.dataConsents.GIVE_CONSENT_TYPEHASH());
    expect(id(acts.redemption.encodedType)).to.equal(await kit.suite.pointsRedemption.REDEMPTION_TYPEHASH());
    expect(id(acts.exchange.encodedType)).to.equal(await kit.suite.pointsExchange.EXCHANGE_TYPEHASH());
    expect(id(acts.pointsTransfer.encodedType)).to.equal(await kit.suite.pointsExchange.POINTS_TRANSFER_TYPEHASH());
    // EIP-2612.
    expect(id(acts.permit.encodedType)).to.equal("0x6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9");
  });

  it("X-100: are what a passkey's holder signs for another part of the module", async function () {
    const { reliefKeys } = kit.suite;
    const place = { chainId: kit.chain.id, verifyingContract: await reliefKeys.getAddress() };
    const coder = AbiCoder.defaultAbiCoder();
    const [person, deadline] = [(1n << 32n) | 7n, FAR - 1n];
    const rest = { person, nonce: 0n, deadline };
    const chosen = hashTypedData(acts.chooseBank.typedData(place, { bank: 4, ...rest }));
    const bank = coder.encode(["uint32"], [4]);
    expect(chosen).to.equal(await reliefKeys.digestOf(person, id(acts.chooseBank.encodedType), bank, deadline));
    const list: Hex[] = [`0x${"56".repeat(32)}`, `0x${"78".repeat(32)}`];
    const proposed = hashTypedData(acts.proposals.typedData(place, { proposals: list, ...rest }));
    const hashed = keccak256(concat(list));
    expect(proposed).to.equal(await reliefKeys.digestOf(person, id(acts.proposals.encodedType), hashed, deadline));
  });

  it("are the same digest to ethers and viem", function () {
    const place = { chainId: kit.chain.id, verifyingContract: `0x${"12".repeat(20)}` };
    const account: Hex = `0x${"34".repeat(20)}`;
    const uscc: Hex = `0x${"56".repeat(18)}`;
    const typed = acts.consent.typedData(place, { account, uscc, scopes: 7, nonce: 0n, deadline: FAR });
    const { domain, types, message } = typed;
    expect(hashTypedData(typed)).to.equal(TypedDataEncoder.hash(domain, types, message));
  });

  it("X-100: have digests that never change: golden vectors", function () {
    const place = { chainId: 20_260_105, verifyingContract: `0x${"12".repeat(20)}` };
    const account: Hex = `0x${"34".repeat(20)}`;
    const uscc = usccBytes("91520115MA6H00011J") as Hex;
    const evidence: Hex = `0x${"56".repeat(32)}`;
    const name = "黔岭装备制造有限公司";
    const rest = { nonce: 3n, deadline: FAR };
    const consent = acts.consent.typedData(place, { account, uscc, scopes: 7, ...rest });
    expect(hashTypedData(consent)).to.equal("0xbcd74d2619f7daa511849b523a79f0c4fffbe068432d05503d7685ff57087ab3");
    const application = acts.application.typedData(place, { uscc, name, size: 4, wallet: account, evidence, ...rest });
    expect(hashTypedData(application)).to.equal("0x9f97f59d37aa391e34d08c62506cf10f69e1067db0ca7ae38daed0e748b33fb2");
    const walletConsent = acts.walletConsent.typedData(place, { wallet: account, participant: 7, ...rest });
    expect(hashTypedData(walletConsent)).to.equal("0xf2c17ac2b5109d1250bbbd6257df1ad699c78e56d23299c3337ee12a068ea4fd");
    const [one, two, three]: [Hex, Hex, Hex] = [`0x${"11".repeat(32)}`, `0x${"22".repeat(32)}`, `0x${"33".repeat(32)}`];
    const household = { programme: 1, commitment: one, area: 520_112_101_201, category: 2, bank: 4, evidence };
    const registration = { person: 1n << 32n, ...household, keyX: two, keyY: three, ...rest };
    expect(hashTypedData(acts.registration.typedData(place, registration))).to.equal(
      "0x3fbe4f402ca7e291608c3aa450fe12995f8edd14bb1db6a7bcea964ebb9d880f",
    );
    const proposals = acts.proposals.typedData(place, { person: 7n, proposals: [one, two], ...rest });
    expect(hashTypedData(proposals)).to.equal("0xe68859fbe55c1f8988e5bd8c596e0c518b4daa6e5fe0f678d98ad836b8d0467c");
    const points = { programme: 2, account, points: 1n << 33n, ...rest };
    const redemption = acts.redemption.typedData(place, { merchant: 9, order: evidence, ...points });
    expect(hashTypedData(redemption)).to.equal("0xf8a37cf74e4288b63a9dada7db269ace0ff3d403151137ef2ee34c0e34b95b23");
    const exchange = acts.exchange.typedData(place, { atLeast: 7n, ...points });
    expect(hashTypedData(exchange)).to.equal("0x5103eda1e6fd453e520c1f0df4c6e44225e1c64136e284ce81c7f8315ef9efab");
    const transfer = acts.pointsTransfer.typedData(place, { to: `0x${"78".repeat(20)}`, ...points });
    expect(hashTypedData(transfer)).to.equal("0x7ccc42a25895e58ec34fa407ea5f4b5c98edb811fc7b356e51ac56d6bcaa390c");
  });

  it("X-100: are what each contract that keeps passkeys asks of a person, in its own domain", async function () {
    const { reliefKeys, dataConsents } = kit.suite;
    const [keyX, keyY]: [Hex, Hex] = [`0x${"12".repeat(32)}`, `0x${"34".repeat(32)}`];
    const message = { person: 7n, keyX, keyY, nonce: 0n, deadline: FAR - 1n };
    for (const [keys, act] of [
      [reliefKeys, acts.reliefKeysBindKey],
      [dataConsents, acts.dataConsentsBindKey],
    ] as const) {
      const place = { chainId: kit.chain.id, verifyingContract: await keys.getAddress() };
      expect(hashTypedData(act.typedData(place, message))).to.equal(
        await keys.digestOf(7, id(act.encodedType), `${keyX}${keyY.slice(2)}`, FAR - 1n),
      );
    }
  });

  it("X-100: are what a person signs for a use of its data", async function () {
    const { dataConsents } = kit.suite;
    const place = { chainId: kit.chain.id, verifyingContract: await dataConsents.getAddress() };
    const scope = { asset: 3, sensitivity: 0, purpose: 1, recipient: 24 };
    const typed = acts.giveConsent.typedData(place, {
      person: 7n,
      ...scope,
      until: 20_500,
      nonce: 0n,
      deadline: FAR - 1n,
    });
    const fields = AbiCoder.defaultAbiCoder().encode(
      ["uint32", "uint8", "uint8", "uint32", "uint32"],
      [3, 0, 1, 24, 20_500],
    );
    expect(hashTypedData(typed)).to.equal(
      await dataConsents.digestOf(7, id(acts.giveConsent.encodedType), fields, FAR - 1n),
    );
  });

  it("X-100: are what a user signs to redeem points", async function () {
    const { pointsRedemption } = kit.suite;
    const place = { chainId: kit.chain.id, verifyingContract: await pointsRedemption.getAddress() };
    const order: Hex = `0x${"56".repeat(32)}`;
    const account: Hex = `0x${"34".repeat(20)}`;
    const message = { account, programme: 2, merchant: 9, points: 100n, order, nonce: 3n, deadline: FAR };
    expect(hashTypedData(acts.redemption.typedData(place, message))).to.equal(await pointsRedemption.digestOf(message));
  });

  it("are accepted: a wallet consents to be bound, signed with ethers", async function () {
    const { participants } = kit.suite;
    const { provider } = participants.runner ?? {};
    const administrator = new Wallet(personaOf("huaxi").privateKey, provider);
    const account = Wallet.createRandom();
    const place = { chainId: kit.chain.id, verifyingContract: await participants.getAddress() };
    const message = {
      account: account.address as Hex,
      uscc: usccBytes(personaOf("huaxi").uscc) as Hex,
      scopes: 1,
      nonce: await participants.nonces(account.address),
      deadline: FAR,
    };
    const { domain, types } = acts.consent.typedData(place, message);
    const signature = await account.signTypedData(domain, types, message);
    await (await participants.connect(administrator).bindAccount(account.address, 1, 0, [], FAR, signature)).wait();
    expect(await participants.participantOf(account.address)).to.equal(
      await participants.participantOf(administrator.address),
    );
  });

  it("are accepted: an allowance by permit, signed with viem", async function () {
    const { money, billPayment } = kit.suite;
    const bank = personaOf("guanshan");
    const owner = privateKeyToAccount(bank.privateKey as Hex);
    const place = { chainId: kit.chain.id, verifyingContract: await money.getAddress() };
    const spender = (await billPayment.getAddress()) as Hex;
    const message = {
      owner: owner.address,
      spender,
      value: 500n,
      nonce: await money.nonces(owner.address),
      deadline: FAR,
    };
    const { v, r, s } = Signature.from(await owner.signTypedData(acts.permit.typedData(place, message)));
    await (await money.permit(owner.address, spender, 500n, FAR, v, r, s)).wait();
    expect(await money.allowance(owner.address, spender)).to.equal(500n);
  });
});
