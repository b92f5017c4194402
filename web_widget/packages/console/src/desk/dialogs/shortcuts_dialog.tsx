import { useTranslation } from "react-i18next";
import { DialogBox } from "../../app/dialog_box.tsx";
import { SHORTCUTS } from "../shortcuts.ts";

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DialogBox title={t("shortcuts.title")} onClose={onClose} width={420}>
      <dl className="shortcuts" data-testid="shortcuts-dialog">
        {SHORTCUTS.map(({ name, keys }) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`shortcuts.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="field-hint">{t("shortcuts.hint")}</p>
    </DialogBox>
  );
}
