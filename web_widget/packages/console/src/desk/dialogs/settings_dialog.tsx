import { Button, Select, Switch } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, popupInside } from "../../app/dialog_box.tsx";
import { askForNotifications, notificationRight } from "../notify/desktop.ts";
import { play } from "../notify/sound.ts";
import { QuietSetting } from "./quiet_setting.tsx";
import { AWAY_CHOICES, UNDO_CHOICES, useSettings } from "../settings.ts";

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}

function Choice({ name, label, hint, checked, disabled = false, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="setting">
      <Switch
        checked={checked}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-hint`}
        onChange={onChange}
        data-testid={`setting-${name}`}
      />
      <div>
        <p id={`${id}-label`} className="setting-label">
          {label}
        </p>
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      </div>
    </div>
  );
}

/** The browser asks once: what it was told is said here, too. */
function Desktop() {
  const { t } = useTranslation();
  const { desktop, change } = useSettings();
  const [right, setRight] = useState(notificationRight);
  const turn = async (on: boolean): Promise<void> => {
    const given = on ? await askForNotifications() : right;
    setRight(given);
    change({ desktop: on && given === "granted" });
  };
  return (
    <Choice
      name="desktop"
      label={t("settings.desktop")}
      hint={t(right === "denied" ? "settings.desktop_denied" : "settings.desktop_hint")}
      checked={desktop && right === "granted"}
      disabled={right === "denied" || right === "missing"}
      onChange={(on) => void turn(on)}
    />
  );
}

function Away() {
  const { t } = useTranslation();
  const id = useId();
  const { awayMinutes, change } = useSettings();
  return (
    <div className="field">
      <label htmlFor={id}>{t("settings.away")}</label>
      <Select
        id={id}
        value={awayMinutes}
        getPopupContainer={popupInside}
        options={AWAY_CHOICES.map((value) => ({
          value,
          label: value === 0 ? t("settings.away_never") : t("settings.away_minutes", { count: value }),
        }))}
        onChange={(value) => change({ awayMinutes: value })}
        data-testid="setting-away"
      />
    </div>
  );
}

export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const undo = useId();
  const { undoSeconds, keys, enterSends, sound, change } = useSettings();
  return (
    <DialogBox title={t("settings.title")} onClose={onClose}>
      <div className="dialog-body" data-testid="settings-dialog">
        <Desktop />
        <Choice
          name="sound"
          label={t("settings.sound")}
          hint={t("settings.sound_hint")}
          checked={sound}
          onChange={(on) => {
            change({ sound: on });
            if (on) play("message");
          }}
        />
        <Button className="sound-try" size="small" disabled={!sound} onClick={() => play("urgent")}>
          {t("settings.sound_try")}
        </Button>
        <QuietSetting />
        <Choice
          name="keys"
          label={t("settings.keys")}
          hint={t("settings.keys_hint")}
          checked={keys}
          onChange={(on) => change({ keys: on })}
        />
        <Choice
          name="enter"
          label={t("settings.enter")}
          hint={t("settings.enter_hint")}
          checked={enterSends}
          onChange={(on) => change({ enterSends: on })}
        />
        <Away />
        <div className="field">
          <label htmlFor={undo}>{t("settings.undo")}</label>
          <Select
            id={undo}
            value={undoSeconds}
            getPopupContainer={popupInside}
            options={UNDO_CHOICES.map((value) => ({
              value,
              label: value === 0 ? t("settings.undo_off") : t("settings.undo_seconds", { count: value }),
            }))}
            onChange={(value) => change({ undoSeconds: value })}
            data-testid="setting-undo"
          />
        </div>
      </div>
    </DialogBox>
  );
}
