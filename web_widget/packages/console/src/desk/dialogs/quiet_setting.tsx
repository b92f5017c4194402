import { formatClock } from "@yingda/protocol";
import { Button, Select } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { popupInside } from "../../app/dialog_box.tsx";
import { useNow } from "../../app/use_now.ts";
import { useLocale } from "../desk_context.ts";
import { isQuiet, useSettings } from "../settings.ts";

const MINUTES = [30, 60, 120, 480] as const;
const MINUTE_MS = 60_000;

/** Nobody wants to be rung at in a meeting: quiet for a while, which ends by itself. */
export function QuietSetting() {
  const { t } = useTranslation();
  const id = useId();
  const locale = useLocale();
  const now = useNow();
  const { quietUntil, change } = useSettings();
  const quiet = isQuiet({ quietUntil }, now);
  return (
    <div className="field">
      <label htmlFor={id}>{t("care.quiet.label")}</label>
      <p className="field-hint">{t("care.quiet.hint")}</p>
      {quiet ? (
        <Button id={id} onClick={() => change({ quietUntil: 0 })} data-testid="setting-quiet-end">
          {t("care.quiet.until", { at: formatClock(quietUntil, locale) })} · {t("care.quiet.end")}
        </Button>
      ) : (
        <Select<number>
          id={id}
          value={0}
          getPopupContainer={popupInside}
          options={[
            { value: 0, label: t("care.quiet.off") },
            ...MINUTES.map((value) => ({ value, label: t(`care.quiet.minutes_${value}`) })),
          ]}
          onChange={(minutes) => change({ quietUntil: Date.now() + minutes * MINUTE_MS })}
          data-testid="setting-quiet"
        />
      )}
    </div>
  );
}
