/** Tells the visitor how far whoever has the conversation has read, while the page is looked at. */
import { useEffect } from "react";
import { useDesk } from "../desk_context.ts";
import type { Conversation } from "../model/state.ts";

export function useReadMark(id: string, conversation: Conversation | undefined, mine: boolean): void {
  const desk = useDesk();
  const seq = conversation?.loaded === true ? lastSaid(conversation) : 0;
  useEffect(() => {
    const look = (): void => {
      if (mine && seq > 0 && !document.hidden) desk.read(id, seq);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [desk, id, seq, mine]);
}

/** The number of the visitor's last words; what else happens needs no reading. */
function lastSaid({ events }: Conversation): number {
  const said = events.filter((event) => event.kind === "message" && event.from.role === "visitor");
  return said.at(-1)?.seq ?? 0;
}
