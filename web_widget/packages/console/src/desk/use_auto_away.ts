/** Whoever has left their desk is offered nobody: after a while without a key or a click they are away. */
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { safeStorage } from "../app/storage.ts";
import { useDesk } from "./desk_context.ts";
import { useNotification } from "./notices.tsx";
import { useSettings } from "./settings.ts";

/** Every tab of this browser tells and reads it: one of them is enough. */
const KEY = "yd.desk.active_at";
const TELL_EVERY_MS = 5_000;
const LOOK_EVERY_MS = 10_000;
const MINUTE_MS = 60_000;
const SIGNS = ["pointerdown", "keydown", "wheel"] as const;

export function useAutoAway(): void {
  const { t } = useTranslation();
  const desk = useDesk();
  const notification = useNotification();
  const minutes = useSettings((settings) => settings.awayMinutes);
  useEffect(() => {
    if (minutes === 0) return undefined;
    const lasting = safeStorage("local");
    let told = 0;
    const tell = (): void => {
      const now = Date.now();
      if (now - told < TELL_EVERY_MS) return;
      told = now;
      lasting.setItem(KEY, String(now));
    };
    const look = (): void => {
      const { me, phase } = desk.store.getState();
      const active = Math.max(told, Number(lasting.getItem(KEY) ?? 0));
      const idle = Date.now() - active >= minutes * MINUTE_MS;
      if (!idle || phase !== "live" || me?.status !== "online") return;
      desk.presence("away", me.capacity, "idle");
      const description = t("presence.idle_hint");
      notification.info({
        key: "idle",
        title: t("presence.idle", { count: minutes }),
        description,
        duration: 0,
      });
    };
    tell();
    for (const sign of SIGNS) window.addEventListener(sign, tell, { capture: true, passive: true });
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, tell, { capture: true });
    };
  }, [desk, minutes, notification, t]);
}
