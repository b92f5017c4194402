import { EditOutlined } from "@ant-design/icons";
import { formatWhen } from "@yingda/protocol";
import { Button } from "antd";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState, useLocale, useServerNow, useStaffName } from "../desk_context.ts";
import { ownership } from "../model/state.ts";
import type { SlotEntry } from "../slots.ts";
import { showMessageWith } from "../thread/find_message.ts";

const SlotDialog = lazy(async () => ({ default: (await import("./slot_dialog.tsx")).SlotDialog }));

interface SlotsListProps {
  readonly conversation: string;
  readonly slots: readonly SlotEntry[];
}

function Changed({ change }: { readonly change: NonNullable<SlotEntry["change"]> }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const staffName = useStaffName();
  return (
    <span className="slot-change" data-testid="slot-change">
      {t("slots.changed", {
        name: staffName(change.by.id, change.by.name),
        when: formatWhen(change.at, now, locale),
        was: change.was,
      })}
    </span>
  );
}

/** Each value with the words it came from, so that a wrong one is seen, not believed, and put right. */
export function SlotsList({ conversation, slots }: SlotsListProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [editing, setEditing] = useState<string | null>(null);
  const may = useDeskState(
    (state) =>
      ownership(state, conversation) === "mine" ||
      state.me?.role === "supervisor" ||
      state.me?.role === "admin",
  );
  const edited = slots.find(({ name }) => name === editing);
  const edit = (name: string): void => {
    // What stands there may be older than what the server has.
    desk.refresh(conversation);
    setEditing(name);
  };
  return (
    <>
      <dl className="facts">
        {slots.map(({ name, label, value, source, change }) => (
          <div key={name} data-testid="slot" data-slot={name}>
            <dt>{label}</dt>
            <dd>
              <span className="slot-value">
                {value}
                {may && (
                  <Button
                    type="text"
                    size="small"
                    icon={<EditOutlined />}
                    aria-label={t("slots.edit", { label })}
                    title={t("slots.edit", { label })}
                    onClick={() => edit(name)}
                    data-testid="edit-slot"
                  />
                )}
              </span>
              {change !== undefined && <Changed change={change} />}
              {source !== undefined && (
                <button
                  type="button"
                  className="slot-source"
                  title={t("slots.show_source")}
                  onClick={() => showMessageWith(source)}
                  data-testid="slot-source"
                >
                  <q>{t("context.source", { words: source })}</q>
                </button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <Suspense fallback={null}>
        {edited !== undefined && (
          <SlotDialog conversation={conversation} slot={edited} onClose={() => setEditing(null)} />
        )}
      </Suspense>
    </>
  );
}
