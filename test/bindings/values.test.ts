import { expect } from "chai";
import { hexlify, keccak256 } from "ethers";
import fc from "fast-check";
import { keccak256 as viemKeccak256 } from "viem";
import type * as Values from "../../bindings/src/values/index.ts";
import { personas } from "../../deploy/data/personas.ts";
import { type BindingsKit, bindingsKit } from "../utils/bindings.ts";

const LAST_DAY = 2 ** 32 - 1;

describe("values of the bindings", function () {
  let kit: BindingsKit;
  let values: typeof Values;

  before(async function () {
    kit = await bindingsKit();
    values = (await kit.load("values")) as typeof Values;
  });

  describe("days", function () {
    it("are the days of the calendar contract, in UTC+8", async function () {
      const { calendar } = kit.suite;
      for (const time of [
        "2026-01-04T15:59:59Z",
        "2026-01-04T16:00:00Z",
        "2026-07-01T00:00:00Z",
        "2096-02-29T23:00:00Z",
      ]) {
        const timestamp = Date.parse(time) / 1000;
        expect(values.dayAt(timestamp)).to.equal(Number(await calendar.dayOf(timestamp)));
        expect(values.dayAt(BigInt(timestamp))).to.equal(values.dayAt(timestamp));
      }
    });

    it("are dates, and dates are days", function () {
      expect(values.dayOf("1970-01-02")).to.equal(1);
      expect(values.dateOf(values.dayOf("2028-02-29"))).to.equal("2028-02-29");
      expect(values.dateOf(20_635n)).to.equal("2026-07-01");
      fc.assert(fc.property(fc.integer({ min: 1, max: 2_000_000 }), (day) => values.dayOf(values.dateOf(day)) === day));
    });

    it("begin at their first second", function () {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: LAST_DAY }), (day) => {
          const start = values.startOf(day);
          return values.dayAt(start) === day && values.dayAt(start - 1) === day - 1;
        }),
      );
    });

    it("are refused when there is no such date", function () {
      for (const text of ["2026-02-29", "2026-2-1", "1970-01-01", "1969-12-31", "01.07.2026", ""]) {
        expect(() => values.dayOf(text), text).to.throw(RangeError, "is no date");
      }
      expect(() => values.dateOf(values.NO_DAY)).to.throw(RangeError, "Day 0 stands for no day");
    });
  });

  describe("amounts", function () {
    it("are shown as yuan and read back", function () {
      expect(values.yuan(0n)).to.equal("¥0.00");
      expect(values.yuan(5n)).to.equal("¥0.05");
      expect(values.yuan(123_456n)).to.equal("¥1,234.56");
      expect(values.yuan(-123_456_789n)).to.equal("-¥1,234,567.89");
      fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n }), (fen) => values.fenOf(values.yuan(fen)) === fen));
    });

    it("are read as people write them", function () {
      for (const text of ["1234.5", "1,234.50", "¥1234.50", " ¥1,234.5 "])
        expect(values.fenOf(text)).to.equal(123_450n);
    });

    it("are refused when they are none", function () {
      for (const text of ["", "1.234", "1,23.00", "1,2345", ".5", "1.", "-1", "1e3", "¥", "１２"]) {
        expect(() => values.fenOf(text), text).to.throw(RangeError, "is no amount");
      }
    });
  });

  it("join a bill and a number to the id of a holding", function () {
    expect(values.holdingId(7)).to.equal((7n << 32n) | 1n);
    const id = values.holdingId(4_294_967_295n, 4_294_967_295);
    expect(id).to.equal(2n ** 64n - 1n);
    expect([values.billOf(id), values.numberOnBill(id)]).to.deep.equal([4_294_967_295, 4_294_967_295]);
    expect(() => values.holdingId(0)).to.throw(RangeError, "0 is no number");
    expect(() => values.holdingId(1, 2n ** 32n)).to.throw(RangeError, "is no number");
  });

  it("join a receivable and a number to the id of a note", function () {
    expect(values.noteId(7)).to.equal((7n << 32n) | 1n);
    const id = values.noteId(3, 2n);
    expect([values.receivableOf(id), values.numberOnReceivable(id)]).to.deep.equal([3, 2]);
    expect(() => values.noteId(1, 0)).to.throw(RangeError, "0 is no number of a receivable or note");
  });

  it("household ids are those of the contracts", function () {
    const id = values.householdId(3, 7n);
    expect(id).to.equal((3n << 32n) | 7n);
    expect([values.programmeOf(id), values.numberInProgramme(id)]).to.deep.equal([3, 7]);
    // Whom one signs as that is not known yet.
    expect(values.newHousehold(3)).to.equal(3n << 32n);
    expect(() => values.householdId(3, 0)).to.throw(RangeError, "0 is no number of a programme or household");
    expect(() => values.newHousehold(0)).to.throw(RangeError, "is no number");
  });

  it("join an ask and a number to the id of a quote", function () {
    expect(values.quoteId(3, 2n)).to.equal((3n << 32n) | 2n);
    const id = values.quoteId(4_294_967_295n, 4_294_967_295);
    expect([values.askOf(id), values.numberOnAsk(id)]).to.deep.equal([4_294_967_295, 4_294_967_295]);
    expect(() => values.quoteId(0, 1)).to.throw(RangeError, "0 is no ask");
    expect(() => values.quoteId(1, 2n ** 32n)).to.throw(RangeError, "is no quote");
  });

  it("commit to a sealed quote as the market does", async function () {
    const { market } = kit.suite;
    const uint32 = fc.integer({ min: 1, max: LAST_DAY });
    const salt = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => hexlify(bytes));
    const rate = fc.integer({ min: 0, max: 1_000_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({ ask: uint32, buyer: uint32, rate, lastDay: uint32, salt }),
        async ({ ask, buyer, rate, lastDay, salt }) => {
          const expected = await market.commitmentOf(ask, buyer, rate, lastDay, salt);
          const quote = { ask, buyer, rate, lastDay, salt };
          return [keccak256, viemKeccak256].every((hash) => values.commitmentOf(quote, hash) === expected);
        },
      ),
      { numRuns: 500 },
    );
    const quote = { ask: 1, buyer: 2, rate: 18_500, lastDay: 20_000, salt: `0x${"ab".repeat(32)}` };
    expect(() => values.commitmentOf({ ...quote, rate: 1_000_001 }, keccak256)).to.throw(RangeError, "is no rate");
    expect(() => values.commitmentOf({ ...quote, salt: "0xab" }, keccak256)).to.throw(RangeError, "is no salt");
  });

  it("know a bill's number by its check digit", function () {
    const number = 599_970_100_001_120_260_105_000_000_010n;
    const digits = [...Array(10).keys()].map((last) => values.billNumberText(number / 10n).slice(1) + String(last));
    expect(digits.filter(values.isBillNumber)).to.have.length(1);
    expect(values.isBillNumber("5")).to.equal(false);
  });

  it("know unified social credit codes, and their bytes", function () {
    for (const { uscc } of personas) {
      expect(values.isUscc(uscc)).to.equal(true);
      expect(values.usccText(values.usccBytes(uscc))).to.equal(uscc);
    }
    expect(values.isUscc("91520115MA6H00011K")).to.equal(false);
    expect(values.isUscc("91520115MA6H0001")).to.equal(false);
    expect(() => values.usccBytes("91520115MAOH00011J")).to.throw(RangeError, "is no unified social credit code");
  });

  it("pack short texts into 32 bytes", function () {
    expect(values.bytes32Of("bills")).to.equal(`0x62696c6c73${"0".repeat(54)}`);
    for (const text of ["", "INVOICE", "票据 2026-1", "a".repeat(31)]) {
      expect(values.textOf(values.bytes32Of(text))).to.equal(text);
    }
    expect(values.textOf(`0x${"ff".repeat(32)}`)).to.equal(`0x${"ff".repeat(32)}`);
    expect(() => values.bytes32Of("a".repeat(32))).to.throw(RangeError, "is too long: 32 bytes, at most 31");
  });
});
