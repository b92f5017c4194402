import { DisconnectOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNow } from "../app/use_now.ts";
import { useDesk, useDeskState, useLocale } from "./desk_context.ts";

function useSyncedAt(): string | null {
  const locale = useLocale();
  const syncedAt = useDeskState((state) => state.syncedAt);
  if (syncedAt === null) return null;
  return new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(syncedAt);
}

function Retry() {
  const { t } = useTranslation();
  const retryAt = useDeskState((state) => state.retryAt);
  const now = useNow();
  const seconds = retryAt === null ? 0 : Math.max(0, Math.ceil((retryAt - now) / 1000));
  return (
    <span className="banner-retry">
      {seconds > 0 ? t("connection.retry_in", { seconds }) : t("connection.retrying")}
    </span>
  );
}

/** One line while the server cannot be heard: how old the screen is, and that nothing written is lost. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const desk = useDesk();
  const phase = useDeskState((state) => state.phase);
  const waiting = useDeskState((state) => state.outbox.filter((item) => item.delivery !== "failed").length);
  const known = useDeskState((state) => state.me !== null);
  const synced = useSyncedAt();
  if (phase === "live" || phase === "expired" || (phase === "connecting" && !known)) return null;
  return (
    <div className="banner banner-offline" role="status" data-testid="connection-banner">
      <DisconnectOutlined />
      <strong>{t("connection.lost")}</strong>
      {synced !== null && <span data-testid="synced-at">{t("connection.synced", { time: synced })}</span>}
      {waiting > 0 && <span>{t("connection.outbox", { count: waiting })}</span>}
      <Retry />
      <Button size="small" onClick={() => desk.reconnect()} data-testid="reconnect-now">
        {t("connection.now")}
      </Button>
    </div>
  );
}
