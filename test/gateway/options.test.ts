import { expect } from "chai";
import { readOptions } from "../../scripts/gateway/options.ts";

describe("Data gateway: options", () => {
  it("takes what is usual for what is not said", () => {
    expect(readOptions(["--store", "test"])).to.deep.equal({
      store: "test",
      host: "127.0.0.1",
      port: 8765,
      batch: 100,
      flushSeconds: 60,
      maxLag: 30,
    });
    const said = ["--store", "test", "--port", "0", "--batch", "1", "--network", "besu", "--as", "7"];
    expect(readOptions(said)).to.include({ port: 0, batch: 1, network: "besu", as: "7" });
  });

  it("says what is wrong, and what would be right", () => {
    expect(() => readOptions([])).to.throw("--store is missing. Give the content's folder.");
    expect(() => readOptions(["--store", "nowhere"])).to.throw('--store is "nowhere", which is not there.');
    for (const [option, value] of [
      ["batch", "0"],
      ["batch", "10001"],
      ["flush", "1.5"],
      ["max-lag", "soon"],
      ["port", "65536"],
    ] as const) {
      expect(() => readOptions(["--store", "test", `--${option}`, value])).to.throw(
        `--${option} is "${value}". Give a`,
      );
    }
    expect(() => readOptions(["--stor", "test"])).to.throw("--stor");
  });
});
