import { connect } from "../shared/chain.ts";
import { Refused } from "../shared/failures.ts";
import { dayAt, startOf, timeOf } from "../shared/format.ts";
import { date, until } from "../shared/parse.ts";
import { calls } from "../shared/run.ts";

const NINE = 9n * 3_600n;

export default calls(async ({ args, hre }) => {
  const { connection, isDevelopment, network } = await connect(hre);
  const { provider } = connection.ethers;
  const now = async (): Promise<bigint> => BigInt((await provider.getBlock("latest"))?.timestamp ?? 0);
  const before = await now();
  const to = args.text("to");
  if (to === undefined) {
    return {
      json: { time: timeOf(before), timestamp: before, day: dayAt(before) },
      text: `It is ${timeOf(before)} (UTC+8) on ${network}.`,
    };
  }
  if (!isDevelopment) {
    throw new Refused(
      "NotOurClock",
      `The clock of ${network} is not ours to move.`,
      "Only the development chain's clock moves.",
    );
  }
  const target = to.includes(":") ? until(to, "--to") : startOf(date(to, "--to")) + NINE;
  if (target <= before) {
    throw new Refused(
      "TimePassed",
      `It is ${timeOf(before)} already; the clock only goes forward.`,
      "Give a later --to.",
    );
  }
  const { provider: rpc } = connection;
  await rpc.request({ method: "evm_setNextBlockTimestamp", params: [Number(target)] });
  await rpc.request({ method: "evm_mine", params: [] });
  const after = await now();
  return {
    json: { time: timeOf(after), timestamp: after, day: dayAt(after), before: timeOf(before) },
    text: `It was ${timeOf(before)}; now it is ${timeOf(after)} (UTC+8).`,
  };
});
