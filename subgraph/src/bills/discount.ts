/** BillDiscount. What it sells, the market and the registry tell. */
import { TraderSet } from "../../generated/templates/BillDiscount/BillDiscount";
import { party } from "../store/participants";
import { newTraderEvent, setTrader } from "../store/terms";

export function handleTraderSet(event: TraderSet): void {
  const participant = party(event, event.params.participant);
  const trader = setTrader(event, participant, event.params.admitted);
  newTraderEvent(event, trader).save();
}
