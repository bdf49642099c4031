/** Disputes over what was delivered, how it is used, and how uses were counted; and what is owed out of the purse. */
import type { Context } from "../shared/context.ts";
import { yuan } from "../shared/format.ts";
import { amount, whole, yesNo } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { type Kind, kindOf, type Outcome, outcomeInWords } from "./outcomes.ts";
import {
  evidenceOf,
  fromEvent,
  participantOr,
  theAsset,
  theDispute,
  theLicence,
  thePerson,
  theSale,
} from "./things.ts";

/** What is claimed or decided, by the kind's own options. */
function outcomeOf({ args }: Context, kind: Kind, isDecision: boolean): Outcome {
  const value =
    kind === "Quality"
      ? args.optional("refund", amount)
      : kind === "Misuse"
        ? args.optional("forfeit", amount)
        : args.optional("strike", whole);
  const upheld = isDecision ? args.parsed("upheld", "yes or no", yesNo) : true;
  return { upheld, ends: args.flag("ends"), amount: value ?? 0n };
}

/** What is decided of the dispute that --dispute names. */
export async function outcomeIn(context: Context): Promise<Outcome> {
  return outcomeOf(context, await kindOf(context, await theDispute(context)), true);
}

const opening = (kind: Kind, of: (context: Context) => Promise<bigint>, thing: string) =>
  writes(async (context, actor) => {
    const { suite, words } = context;
    const id = await of(context);
    const claim = outcomeOf(context, kind, false);
    return {
      contract: suite.dataDisputes,
      method: `open${kind}`,
      args: [id, claim, evidenceOf(context)],
      sentence: `${actor.name} disputes ${thing} ${id} (${kind.toLowerCase()}) and claims ${outcomeInWords(kind, claim)}.`,
      data: ([simulated], happened) => ({ dispute: fromEvent(happened, "DisputeOpened", "dispute") ?? simulated }),
      next: async ({ happenings }) => {
        const dispute = BigInt(String(fromEvent(happenings, "DisputeOpened", "dispute")));
        const { respondent } = await suite.dataDisputes.disputeInfo(dispute);
        return [words.command(`data answer-dispute ${dispute} --evidence-file …`, await words.handle(respondent))];
      },
    };
  });

export const openQuality = opening("Quality", theSale, "purchase");
export const openMisuse = opening("Misuse", theLicence, "the use of licence");
export const openMetering = opening("Metering", theLicence, "the metering of licence");

export const answerDispute = writes(async (context, actor) => {
  const dispute = await theDispute(context);
  return {
    contract: context.suite.dataDisputes,
    method: "answer",
    args: [dispute, evidenceOf(context)],
    sentence: `${actor.name} answers dispute ${dispute}.`,
  };
});

export const proposeOutcome = writes(async (context, actor) => {
  const dispute = await theDispute(context);
  const kind = await kindOf(context, dispute);
  const outcome = outcomeOf(context, kind, true);
  return {
    contract: context.suite.dataDisputes,
    method: "propose",
    args: [dispute, outcome],
    sentence: `${actor.name} proposes to end dispute ${dispute} with ${outcomeInWords(kind, outcome)}.`,
    next: [context.words.command(`data accept-outcome ${dispute}`, "<the other side>")],
  };
});

export const acceptOutcome = writes(async (context, actor) => {
  const dispute = await theDispute(context);
  const kind = await kindOf(context, dispute);
  const { proposal } = await context.suite.dataDisputes.disputeInfo(dispute);
  const outcome = { upheld: proposal.upheld, ends: proposal.ends, amount: proposal.amount };
  return {
    contract: context.suite.dataDisputes,
    method: "acceptOutcome",
    args: [dispute, outcome],
    sentence: `${actor.name} agrees to end dispute ${dispute} with ${outcomeInWords(kind, outcome)}.`,
  };
});

const ending = (method: "concede" | "withdraw" | "lapse", sentence: (name: string, dispute: bigint) => string) =>
  writes(async (context, actor) => {
    const dispute = await theDispute(context);
    return {
      contract: context.suite.dataDisputes,
      method,
      args: [dispute],
      sentence: sentence(actor.name, dispute),
    };
  });

export const concede = ending("concede", (name, dispute) => `${name} gives in to dispute ${dispute}.`);
export const withdrawDispute = ending("withdraw", (name, dispute) => `${name} takes dispute ${dispute} back.`);
export const lapseDispute = ending(
  "lapse",
  (name, dispute) => `${name} has dispute ${dispute} dismissed: nobody has decided it in time.`,
);

export const decide = writes(async (context, actor) => {
  const dispute = await theDispute(context);
  const kind = await kindOf(context, dispute);
  const outcome = outcomeOf(context, kind, true);
  return {
    contract: context.suite.dataDisputes,
    method: "decide",
    args: [dispute, outcome, evidenceOf(context)],
    sentence: `${actor.name} decides dispute ${dispute}: ${outcomeInWords(kind, outcome)}.`,
  };
});

export const passOn = writes(async (context, actor) => {
  const { suite, words } = context;
  const asset = await theAsset(context);
  return {
    contract: suite.dataRevenue,
    method: "passOn",
    args: [asset],
    sentence: `${actor.name} has ${yuan(await suite.dataRevenue.waitingAt(asset))} of royalties that wait at ${words.asset(asset)} split.`,
  };
});

export const claim = writes(async (context, actor) => {
  const { suite, words } = context;
  const named = await participantOr(context, "of");
  const participant = named === 0n ? actor.participant : named;
  const owed = await suite.dataRevenue.owedTo(participant);
  return {
    contract: suite.dataRevenue,
    method: "claimFor",
    args: [participant],
    sentence: `${await words.participant(participant)} is paid ${yuan(owed)}, its shares of revenue from data.`,
  };
});

export const claimForPerson = writes(async (context) => {
  const { suite } = context;
  const person = await thePerson(context);
  return {
    contract: suite.dataRevenue,
    method: "claimForPerson",
    args: [person],
    sentence: `Person ${person} is paid ${yuan(await suite.dataRevenue.owedToPerson(person))} for the use of its data.`,
  };
});
