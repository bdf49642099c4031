/** What DataTransfers, DataOffers and DataPledges ask one participant to sign for another. None of their acts is signed in advance. */
import { RequestAnswered, RequestOpened } from "../../generated/templates/DataTransfers/DataTransfers";
import { answerDataRequest, loadDataRequest, newDataRequestEvent, openDataRequest } from "../store/dataSecurity";

export function handleDataRequestOpened(event: RequestOpened): void {
  const request = openDataRequest(event);
  newDataRequestEvent(event, "RequestOpened", request.from, request).save();
}

export function handleDataRequestAnswered(event: RequestAnswered): void {
  const request = loadDataRequest(event, event.params.request);
  if (request === null) return;
  answerDataRequest(event, request, event.params.status);
  const actor = request.status == "Withdrawn" ? request.from : request.to;
  newDataRequestEvent(event, "RequestAnswered", actor, request).save();
}
