/** Who one is talking to, and the two ways out of the bot that nothing may hide. */
import { useState } from "preact/hooks";
import { handlingOf } from "../timeline.ts";
import { Menu } from "../later.tsx";
import { called, queueWords } from "../words.ts";
import { useWidget } from "./context.ts";
import { Icon } from "./icons.tsx";

function useStatus(): { readonly text: string; readonly tone: "bot" | "human" | "off" } {
  const { controller, state, texts, locale } = useWidget();
  const { conversation } = state;
  if (state.consentDue) return { text: texts.statusConsent, tone: "off" };
  if (conversation.link !== "live" && state.started) {
    const first = conversation.session === undefined && conversation.link === "connecting";
    return { text: first ? texts.statusConnecting : texts.statusOffline, tone: "off" };
  }
  const handling = handlingOf(conversation);
  switch (handling.by) {
    case "agent":
      return { text: texts.statusAgent(called(handling, texts)), tone: "human" };
    case "queue":
      return {
        text: queueWords(handling.queue, texts, locale, controller.serverNow()),
        tone: handling.queue.online > 0 ? "human" : "off",
      };
    case "asked":
      return { text: texts.statusAsked, tone: "human" };
    case "bot":
      return { text: texts.statusBot, tone: "bot" };
  }
}

export function Header() {
  const { controller, texts } = useWidget();
  const [menuOpen, setMenuOpen] = useState(false);
  return (
    <div class="header" part="header">
      <div class="header-top">
        <Title />
        <button
          type="button"
          class="icon-button"
          aria-label={texts.menu}
          aria-expanded={menuOpen}
          data-testid="yd-menu"
          onClick={() => setMenuOpen(!menuOpen)}
        >
          <Icon name="more" />
        </button>
        {controller.mode !== "page" && (
          <button
            type="button"
            class="icon-button"
            aria-label={texts.close}
            data-testid="yd-close"
            onClick={() => controller.close("keyboard")}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      <WaysOut />
      {menuOpen && <Menu close={() => setMenuOpen(false)} />}
    </div>
  );
}

function Title() {
  const { controller, state, texts } = useWidget();
  const status = useStatus();
  const { brand } = state.config;
  // At /chat it is the page's own heading.
  const Heading = controller.mode === "page" ? "h1" : "h2";
  return (
    <div class="header-title">
      <Heading>{brand === "" ? texts.name : brand}</Heading>
      <p class={`status status-${status.tone}`} data-testid="yd-status">
        {status.text}
      </p>
    </div>
  );
}

function WaysOut() {
  const { controller, state, texts } = useWidget();
  const { urgent_label: urgentLabel } = state.config;
  return (
    <div class="header-actions">
      <button
        type="button"
        class="button human"
        part="human"
        data-testid="yd-human"
        onClick={() => controller.requestHuman()}
      >
        <Icon name="person" />
        {texts.human}
      </button>
      <button
        type="button"
        class="button urgent"
        part="urgent"
        data-testid="yd-urgent"
        onClick={() => controller.urgentComplaint()}
      >
        <Icon name="alarm" />
        {urgentLabel === "" ? texts.urgent : urgentLabel}
      </button>
    </div>
  );
}
