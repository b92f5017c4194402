/** What the host page hears of a conversation. */
import type { ChatEvent } from "@yingda/protocol";
import type { WidgetEventName } from "../options.ts";

export function tellHost(event: ChatEvent, emit: (name: WidgetEventName, detail: unknown) => void): void {
  switch (event.kind) {
    case "queue":
      return emit("handoff", { stage: "queued", position: event.position });
    case "agent_joined":
      return emit("handoff", { stage: "connected", agent: event.agent.name });
    case "work_order":
      return emit("work_order", { number: event.number, status: event.status });
    case "rated":
      return emit("csat", { score: event.score });
    case "message":
      return emit("message", { role: event.from.role, text: event.text });
  }
}
