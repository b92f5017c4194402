import { Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState } from "../desk_context.ts";

const CAPACITIES = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20];

/** On duty or away, and how many conversations at once. */
export function PresenceSwitch() {
  const { t } = useTranslation();
  const desk = useDesk();
  const me = useDeskState((state) => state.me);
  const live = useDeskState((state) => state.phase === "live");
  const busy = useDeskState((state) => state.mine.length);
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
        onChange={(next) => desk.presence(next ? "online" : "away", me.capacity)}
        data-testid="presence-switch"
      />
      <span
        className={online ? "presence-word presence-online" : "presence-word"}
        data-testid="presence-status"
      >
        {t(online ? "presence.online" : "presence.away")}
      </span>
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
        onChange={(capacity) => desk.presence(me.status, capacity)}
        data-testid="presence-capacity"
      />
    </div>
  );
}
