/** Roots of receivables, their notes and chains, and requests. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  Note,
  NoteTransfer,
  Receivable,
  ReceivableDocument,
  ReceivableEvent,
  ReceivableFlow,
  ReceivableInstruction,
  ReceivableRequest,
  TradeClaims,
} from "../../generated/schema";
import {
  ReceivableOpened,
  ReceivableProposed,
  ReceivableProposedTermsDocumentsStruct,
} from "../../generated/templates/ReceivableIssuance/ReceivableIssuance";
import {
  InstructionSet,
  NoteSplit,
  NoteTransferred,
  RequestOpened,
} from "../../generated/templates/ReceivableRegistry/ReceivableRegistry";
import { joinOrder, orderOf, sequenceOf, stamp } from "./acts";
import { dueOn } from "./calendar";
import { currentPart } from "./directory";
import { Ground, namesIn, nameOf, NoteMark, ReceivableAct, RequestStatus } from "./enums";
import { actId, facilityId, instructionId, noteId, place, receivableId, registryOf, requestId } from "./ids";
import { notice, unknown } from "./notices";
import { party } from "./participants";
import { versionOf } from "./suite";
import { claimId, subjectId } from "./trade";
import { dateOf, dayOf, int, long, unitsOf } from "./values";
