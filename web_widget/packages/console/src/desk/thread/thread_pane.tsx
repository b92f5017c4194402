import { useTranslation } from "react-i18next";
import { CareBars } from "../care/care_bars.tsx";
import { Composer } from "../composer/composer.tsx";
import { useDeskState } from "../desk_context.ts";
import type { DialogName } from "../dialogs/dialog_name.ts";
import { openOrder } from "../model/orders.ts";
import { ownership, rowOf } from "../model/state.ts";
import { visitorName } from "../visitor.ts";
import { Announcer } from "./announcer.tsx";
import { HandoffCard } from "./handoff_card.tsx";
import { ThreadFoot } from "./thread_foot.tsx";
import { ThreadHead } from "./thread_head.tsx";
import { Transcript } from "./transcript.tsx";
import { useReadMark } from "./use_read_mark.ts";
import "./thread.css";

interface ThreadPaneProps {
  readonly conversation: string | null;
  readonly onClaim: (conversation: string) => void;
  readonly onDialog: (name: DialogName) => void;
  readonly onBack: (() => void) | undefined;
  readonly onContext: (() => void) | undefined;
}

function NothingOpen() {
  const { t } = useTranslation();
  const waiting = useDeskState((state) => state.waiting);
  return (
    <main className="thread-pane thread-nothing" aria-label={t("thread.title")} data-testid="thread-empty">
      <div className="empty">
        <p className="empty-title">{t("thread.nothing_open")}</p>
        <p>{waiting > 0 ? t("thread.nothing_waiting", { count: waiting }) : t("thread.nothing_hint")}</p>
      </div>
    </main>
  );
}

function ThreadSkeleton() {
  const { t } = useTranslation();
  return (
    <div className="transcript skeleton-thread" role="status" aria-label={t("common.loading")}>
      <div />
      <div />
      <div />
    </div>
  );
}

export function ThreadPane({ conversation: id, ...rest }: ThreadPaneProps) {
  // A new conversation starts with nothing of the last one: place, fold, draft.
  return id === null ? <NothingOpen /> : <OpenThread key={id} conversation={id} {...rest} />;
}

function OpenThread({
  conversation: id,
  onClaim,
  onDialog,
  onBack,
  onContext,
}: ThreadPaneProps & { readonly conversation: string }) {
  const { t } = useTranslation();
  const held = useDeskState((state) => state.conversations[id]);
  const row = useDeskState((state) => rowOf(state, id));
  const owner = useDeskState((state) => ownership(state, id));
  useReadMark(id, held, owner === "mine");
  const context = held?.context ?? null;
  const name = visitorName(t, row?.visitor ?? context?.visitor ?? {}, id);
  return (
    <main
      className="thread-pane"
      aria-label={t("thread.title_named", { name })}
      data-testid="thread"
      data-conversation={id}
    >
      <ThreadHead
        conversation={id}
        name={name}
        row={row}
        owned={owner === "mine"}
        canResolve={openOrder(context, row) !== null}
        onDialog={onDialog}
        onBack={onBack}
        onContext={onContext}
      />
      {row !== undefined && <CareBars row={row} owned={owner === "mine"} />}
      {context !== null && held !== undefined && <HandoffCard conversation={held} context={context} />}
      {held?.loaded === true ? <Transcript conversation={held} /> : <ThreadSkeleton />}
      {held !== undefined && <Announcer conversation={held} />}
      {owner === "mine" ? (
        <Composer conversation={id} visitorTypingAt={held?.visitorTypingAt ?? null} />
      ) : (
        <ThreadFoot
          conversation={id}
          ownership={owner}
          onClaim={onClaim}
          onTakeOver={() => onDialog("take_over")}
        />
      )}
    </main>
  );
}
