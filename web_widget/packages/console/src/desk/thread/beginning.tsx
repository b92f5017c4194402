import { Button } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../desk_context.ts";
import type { Conversation } from "../model/state.ts";
import { firstPos } from "../model/state.ts";

export interface Back {
  readonly reading: boolean;
  readonly older: boolean;
  readonly read: () => void;
}

/** Above the first message: that there are earlier ones, or that there are none. */
export function Beginning({ context: { reading, older, read } }: { readonly context: Back }) {
  const { t } = useTranslation();
  return (
    <div className="thread-beginning" data-testid="thread-beginning">
      {!older ? (
        <span>{t("thread.begins")}</span>
      ) : (
        <Button type="link" size="small" loading={reading} onClick={read} data-testid="read-back">
          {t(reading ? "thread.reading_back" : "thread.read_back")}
        </Button>
      )}
    </div>
  );
}

/** What it needs to know of a conversation. */
export function useBack(conversation: Conversation): Back {
  const desk = useDesk();
  const { id, readingBack } = conversation;
  const older = firstPos(conversation) > 1;
  return useMemo(
    () => ({ reading: readingBack, older, read: () => void desk.readBack(id) }),
    [readingBack, older, desk, id],
  );
}
