/** What to call somebody who may not have said a name. */
import type { VisitorIdentity } from "@yingda/protocol";
import type { TFunction } from "i18next";

const SHORT = 4;

export function visitorName(t: TFunction, visitor: VisitorIdentity, conversation: string): string {
  if (visitor.name !== undefined && visitor.name !== "") return visitor.name;
  const id = visitor.external_id ?? conversation;
  return t("visitor.unnamed", { id: id.slice(-SHORT) });
}
