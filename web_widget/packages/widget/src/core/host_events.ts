/** What the host page hears of a conversation. */
import { outbox, type ChatEvent, type ChatServerFrame } from "@yingda/protocol";
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

/** A flow that began or ended, and one that the page asked for and does not get. */
export function tellHostOf(
  frame: ChatServerFrame,
  waiting: outbox.Outbox,
  emit: (name: WidgetEventName, detail: unknown) => void,
): void {
  if (frame.type === "flow") emit("flow", { flow: frame.flow, stage: frame.stage });
  if (frame.type !== "error" || outbox.isTransient(frame.code)) return;
  const asked = waiting.find((entry) => entry.frame.id === frame.id)?.frame;
  if (asked?.type !== "event") return;
  const { message, fields } = frame;
  emit("error", { code: "flow", flow: asked.flow ?? asked.name, message, fields });
}
