import { useTranslation } from "react-i18next";
import type { SlotEntry } from "../slots.ts";

/** Each value with the words it came from, so that a wrong one is seen and not believed. */
export function SlotsList({ slots }: { readonly slots: readonly SlotEntry[] }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      {slots.map(({ name, label, value, source }) => (
        <div key={name} data-testid="slot">
          <dt>{label}</dt>
          <dd>
            {value}
            {source !== undefined && <q className="slot-source">{t("context.source", { words: source })}</q>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
