/** What the bot offers before anybody has said anything. Not an event: it comes with the configuration. */
import { useWidget } from "./context.ts";
import { VoiceLabel } from "./voice_label.tsx";

export function Greeting() {
  const { controller, state, texts, settleFocus } = useWidget();
  const { greeting, suggestions } = state.config;
  const { events, outbox } = state.conversation;
  const silent =
    outbox.length === 0 &&
    !state.parcels.some((parcel) => parcel.state !== "draft") &&
    !events.some((event) => event.kind === "message" && event.from.role === "visitor");
  if (greeting === "" && suggestions.length === 0) return null;
  return (
    <li class="message bot" data-testid="yd-greeting">
      <VoiceLabel from={{ role: "bot" }} />
      {greeting !== "" && (
        <div class="bubble" part="bubble bubble-bot">
          {greeting}
        </div>
      )}
      {silent && suggestions.length > 0 && (
        <ul class="options" aria-label={texts.suggestions}>
          {suggestions.map(({ label, text }) => (
            <li key={label}>
              <button
                type="button"
                class="option"
                data-testid="yd-suggestion"
                onClick={() => {
                  controller.say({ type: "message", text });
                  settleFocus();
                }}
              >
                {label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
