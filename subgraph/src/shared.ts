/** What several contracts emit alike. */
import { AuthorityUpdated } from "../generated/Docket/Docket";
import { PartsWired } from "../generated/templates/BillRegistry/BillRegistry";
import { setAuthority } from "./store/access";
import { wireParts } from "./store/directory";

export function handleAuthorityUpdated(event: AuthorityUpdated): void {
  setAuthority(event, event.params.authority);
}

export function handlePartsWired(event: PartsWired): void {
  wireParts(event, event.params.parts);
}
