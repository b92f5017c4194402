/** Somebody's own promise to the visitor, with its time running until it is kept. */
import type { ChatEventOf } from "@yingda/protocol";
import { useWidget } from "../core/ui/context.ts";
import { Deadline } from "./deadline.tsx";
import { commitmentOf } from "./order_rules.ts";
import { useLaterTexts } from "./text.ts";

export function PromiseCard({ event }: { readonly event: ChatEventOf<"promise"> }) {
  const { state } = useWidget();
  const words = useLaterTexts();
  const commitment = commitmentOf(state.conversation.events, event);
  return (
    <li class="card promise" data-testid="yd-promise">
      <p class="card-title">{words.promised(event.agent.name)}</p>
      <p>{event.text}</p>
      {commitment?.status === "kept" ? <p class="kept">{words.promiseKept}</p> : <Deadline due={event.due} />}
    </li>
  );
}
