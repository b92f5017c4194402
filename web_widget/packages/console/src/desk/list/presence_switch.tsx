import { Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState } from "../desk_context.ts";

const CAPACITIES = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20];
/** Sent as these words, so that every language shows its own; the last one says nothing. */
const REASONS = ["break", "meal", "meeting", "training", "wrap_up", "other"] as const;
/** Nobody chooses it: the desk says so of whoever has left. */
const IDLE = "idle";
type Reason = (typeof REASONS)[number] | typeof IDLE;

/** Why nobody should be given to somebody who is here: seen by supervisors. */
function AwayReason() {
  const { t } = useTranslation();
  const desk = useDesk();
  const me = useDeskState((state) => state.me);
  const live = useDeskState((state) => state.phase === "live");
  const reasons: readonly Reason[] = me?.reason === IDLE ? [IDLE, ...REASONS] : REASONS;
  const reason = reasons.find((one) => one === me?.reason) ?? "other";
  if (me === null) return null;
  return (
    <Select
      size="small"
      variant="borderless"
      className="presence-reason"
      value={reason}
      disabled={!live}
      aria-label={t("presence.reason")}
      popupMatchSelectWidth={false}
      options={reasons.map((value) => ({ value, label: t(`presence.reasons.${value}`) }))}
      onChange={(next) => desk.presence("away", me.capacity, next)}
      data-testid="presence-reason"
    />
  );
}

/** On duty or away, and how many conversations at once. */
export function PresenceSwitch() {
  const { t } = useTranslation();
  const desk = useDesk();
  const me = useDeskState((state) => state.me);
  const live = useDeskState((state) => state.phase === "live");
  const busy = useDeskState(
    // What is set aside takes up no place.
    ({ held, mine }) => held - mine.filter(({ snooze }) => snooze !== undefined).length,
  );
  if (me === null) return <div className="presence" aria-busy="true" />;
  const online = me.status === "online";
  const sizes = CAPACITIES.includes(me.capacity)
    ? CAPACITIES
    : [...CAPACITIES, me.capacity].sort((a, b) => a - b);
  return (
    <div className="presence" role="group" aria-label={t("presence.title")}>
      <Switch
        checked={online}
        disabled={!live}
        aria-label={t("presence.switch")}
        onChange={(next) => desk.presence(next ? "online" : "away", me.capacity, next ? "" : "break")}
        data-testid="presence-switch"
      />
      <span
        className={online ? "presence-word presence-online" : "presence-word"}
        data-testid="presence-status"
      >
        {t(online ? "presence.online" : "presence.away")}
      </span>
      {!online && <AwayReason />}
      <span className="presence-load" data-testid="presence-load">
        {t("presence.load", { count: busy })}
      </span>
      <Select
        size="small"
        variant="borderless"
        value={me.capacity}
        disabled={!live}
        aria-label={t("presence.capacity")}
        popupMatchSelectWidth={false}
        options={sizes.map((value) => ({ value, label: t("presence.at_most", { count: value }) }))}
        onChange={(capacity) => desk.presence(me.status, capacity, me.reason)}
        data-testid="presence-capacity"
      />
    </div>
  );
}
