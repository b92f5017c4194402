import { Button } from "antd";
import type { KeyboardEvent } from "react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox } from "../../app/dialog_box.tsx";
import type { ActionName, Keys } from "../keys.ts";
import { ACTIONS, DEFAULT_KEYS, changesOf, holderOf, isKey, keyOf, useKeys } from "../keys.ts";
import { FIXED, keysShown } from "../shortcuts.ts";
import { useSaveKeys } from "../use_own_keys.ts";

interface LineProps {
  readonly name: ActionName;
  readonly keys: Keys;
  readonly changing: boolean;
  readonly onChange: () => void;
  readonly onPress: (event: KeyboardEvent) => void;
  readonly onLeave: () => void;
}

function Line({ name, keys, changing, onChange, onPress, onLeave }: LineProps) {
  const { t } = useTranslation();
  const label = t(`shortcuts.${name}`);
  const shown = keysShown(keys, name);
  const key = keys[name].toLocaleUpperCase("en") || t("shortcuts.none");
  return (
    <div data-testid={`shortcut-${name}`}>
      <dt>{shown.length === 0 ? t("shortcuts.none") : shown.map((each) => <kbd key={each}>{each}</kbd>)}</dt>
      <dd>
        <span>{label}</span>
        <Button
          size="small"
          type={changing ? "primary" : "default"}
          aria-label={t(changing ? "shortcuts.pressing_named" : "shortcuts.change_named", { label, key })}
          onClick={onChange}
          onKeyDown={changing ? onPress : undefined}
          onBlur={changing ? onLeave : undefined}
          data-testid={`change-${name}`}
        >
          {t(changing ? "shortcuts.pressing" : "shortcuts.change")}
        </Button>
      </dd>
    </div>
  );
}

/** What to say about the last key that was pressed for an action. */
type Told =
  | { readonly kind: "taken"; readonly key: string; readonly by: ActionName }
  | { readonly kind: "unfit" | "saved" | "failed" };

function useChanging() {
  const keys = useKeys((state) => state.keys);
  const save = useSaveKeys();
  const [changing, setChanging] = useState<ActionName | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const keep = (next: Keys): void => {
    setChanging(null);
    save.mutate(next, {
      onSuccess: () => setTold({ kind: "saved" }),
      onError: () => setTold({ kind: "failed" }),
    });
  };
  const press = (name: ActionName, event: KeyboardEvent): void => {
    // Tab leads on, and a modifier alone is none yet.
    if (event.key === "Tab" || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") return setChanging(null);
    if (event.key === "Backspace" || event.key === "Delete") return keep({ ...keys, [name]: "" });
    const chord = event.ctrlKey || event.metaKey || event.altKey;
    if (chord || !isKey(event.key)) return setTold({ kind: "unfit" });
    const key = keyOf(event.key);
    const by = holderOf(keys, key, name);
    if (by !== undefined) return setTold({ kind: "taken", key: key.toLocaleUpperCase("en"), by });
    keep({ ...keys, [name]: key });
  };
  const begin = (name: ActionName): void => {
    setTold(null);
    setChanging(changing === name ? null : name);
  };
  return {
    keys,
    changing,
    told,
    press,
    begin,
    leave: () => setChanging(null),
    reset: () => keep(DEFAULT_KEYS),
  };
}

/** All keys, and which of them one would rather have elsewhere. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { keys, changing, told, press, begin, leave, reset } = useChanging();
  const own = Object.keys(changesOf(keys)).length > 0;
  const words =
    told?.kind === "taken"
      ? t("shortcuts.taken", { key: told.key, label: t(`shortcuts.${told.by}`) })
      : told !== null
        ? t(`shortcuts.${told.kind}`)
        : changing !== null
          ? t("shortcuts.press", { label: t(`shortcuts.${changing}`) })
          : "";
  return (
    <DialogBox
      title={t("shortcuts.title")}
      onClose={onClose}
      width={460}
      footer={
        <Button disabled={!own} onClick={reset} data-testid="shortcuts-reset">
          {t("shortcuts.reset")}
        </Button>
      }
    >
      <div className="dialog-body">
        <dl className="shortcuts" data-testid="shortcuts-dialog">
          {ACTIONS.map((name) => (
            <Line
              key={name}
              name={name}
              keys={keys}
              changing={changing === name}
              onChange={() => begin(name)}
              onPress={(event) => press(name, event)}
              onLeave={leave}
            />
          ))}
          {(["palette", "help"] as const).map((name) => (
            <div key={name}>
              <dt>
                <kbd>{FIXED[name]}</kbd>
              </dt>
              <dd>
                <span>{t(`shortcuts.${name}`)}</span>
              </dd>
            </div>
          ))}
        </dl>
        <p
          className={told !== null && told.kind !== "saved" ? "field-error" : "field-hint"}
          role="status"
          data-testid="shortcuts-told"
        >
          {words}
        </p>
        <p className="field-hint">{t("shortcuts.hint")}</p>
      </div>
    </DialogBox>
  );
}
