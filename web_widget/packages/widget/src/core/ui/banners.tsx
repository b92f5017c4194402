/** One line each between header and log: what to call in an emergency, and that the connection is gone. */
import { useLaterTrouble } from "../later.tsx";
import { useWidget } from "./context.ts";
import { Icon } from "./icons.tsx";

export function Banners() {
  const { state, texts } = useWidget();
  const { emergency } = state.config;
  const { link, outbox } = state.conversation;
  const waiting = outbox.filter((entry) => entry.state === "queued").length;
  const offline = state.started && link === "offline";
  const later = useLaterTrouble();
  return (
    <>
      {emergency.length > 0 && (
        <p class="emergency" part="emergency" data-testid="yd-emergency">
          <Icon name="phone" />
          <span>{texts.emergency}</span>
          {emergency.map(({ label, tel }) => (
            <a key={tel} href={`tel:${tel}`}>
              {label} {tel}
            </a>
          ))}
        </p>
      )}
      {offline && (
        <p class="offline" role="status" data-testid="yd-offline">
          {waiting > 0 ? texts.offlineWaiting(waiting) : texts.offline}
        </p>
      )}
      {later.missing && !offline && (
        <p class="offline" role="status" data-testid="yd-later-missing">
          {texts.laterMissing}{" "}
          <button type="button" class="chip" onClick={later.retry}>
            {texts.retry}
          </button>
        </p>
      )}
    </>
  );
}
