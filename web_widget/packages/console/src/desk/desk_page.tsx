import { Drawer } from "antd";
import { Suspense, lazy, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { useMedia } from "../app/use_media.ts";
import { useSession } from "../session/session_context.ts";
import { requestMode } from "./composer/composer_signals.ts";
import { ConnectionBanner } from "./connection_banner.tsx";
import { ContextPane } from "./context/context_pane.tsx";
import { DeskContext, useDesk, useDeskState } from "./desk_context.ts";
import type { DialogName } from "./dialogs/dialog_name.ts";
import { Dialogs } from "./dialogs/dialogs.tsx";
import { edits } from "./learning/edits.ts";
import { ListPane, useSortedRows } from "./list/list_pane.tsx";
import { useStoredList } from "./list/use_stored_list.ts";
import { openOrder } from "./model/orders.ts";
import { ownership, rowOf } from "./model/state.ts";
import { Notices } from "./notices.tsx";
import { OfferBanner } from "./offer_banner.tsx";
import { usePlace } from "./place.ts";
import { Rail } from "./rail.tsx";
import type { ShortcutName } from "./shortcuts.ts";
import { useShortcuts } from "./shortcuts.ts";
import { ThreadPane } from "./thread/thread_pane.tsx";
import { useCallsForMe } from "./notify/use_calls_for_me.ts";
import { useOwnKeys } from "./use_own_keys.ts";
import { useNotices } from "./use_notices.ts";
import { useRuntime } from "./use_runtime.ts";
import { useAutoAway } from "./use_auto_away.ts";
import { useTitle } from "./use_title.ts";
import "./desk.css";

const SupervisePage = lazy(async () => ({
  default: (await import("./supervise/supervise_page.tsx")).SupervisePage,
}));

const LearningPage = lazy(async () => ({
  default: (await import("./learning/learning_page.tsx")).LearningPage,
}));

const FiguresPage = lazy(async () => ({
  default: (await import("./figures/figures_page.tsx")).FiguresPage,
}));

const OrdersPage = lazy(async () => ({
  default: (await import("./orders/orders_page.tsx")).OrdersPage,
}));

const AdminPage = lazy(async () => ({
  default: (await import("./admin/admin_page.tsx")).AdminPage,
}));

export function DeskPage() {
  const { name } = useSession();
  // Somebody else logging in over an expired session gets a desk of their own.
  return <OwnDesk key={name} owner={name} />;
}

function OwnDesk({ owner }: { readonly owner: string }) {
  const runtime = useRuntime(owner);
  return (
    <DeskContext value={runtime}>
      <Notices>
        <Desk />
      </Notices>
    </DeskContext>
  );
}

/** Dialogs that need no conversation of one's own. */
const NOT_OWNED: ReadonlySet<DialogName> = new Set([
  "shortcuts",
  "settings",
  "palette",
  "take_over",
  "mute",
  "whisper",
]);

/** What keys and buttons do, in one place. */
function useActions() {
  const desk = useDesk();
  const place = usePlace();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const live = useSortedRows(place);
  const stored = useStoredList(place);
  const rows = stored?.rows ?? live;
  const { conversation, open } = place;

  const claim = useCallback(
    (id: string) => {
      if (desk.claim(id)) open(id);
    },
    [desk, open],
  );
  const takeOver = (reason: string): void => {
    if (conversation !== null) desk.claim(conversation, reason);
  };
  const claimNext = (): void => {
    const next = desk.next();
    if (next !== null) claim(next);
  };
  const step = (by: 1 | -1): void => {
    const at = rows.findIndex((row) => row.conversation === conversation);
    const next = rows[at === -1 ? 0 : at + by];
    if (next !== undefined) open(next.conversation);
  };
  const onOwn = (run: () => void): void => {
    if (conversation !== null && ownership(desk.store.getState(), conversation) === "mine") run();
  };
  const resolve = (): void => {
    const state = desk.store.getState();
    const held = conversation === null ? undefined : state.conversations[conversation];
    if (conversation !== null && openOrder(held?.context ?? null, rowOf(state, conversation)) !== null)
      setDialog("resolve");
  };
  const commands: Readonly<Record<ShortcutName, () => void>> = {
    next: () => step(1),
    previous: () => step(-1),
    claim: claimNext,
    reply: () => onOwn(() => requestMode("reply")),
    note: () => onOwn(() => requestMode("note")),
    promise: () => onOwn(() => setDialog("promise")),
    search: () => document.querySelector<HTMLElement>("[data-testid=search]")?.focus(),
    transfer: () => onOwn(() => setDialog("transfer")),
    snooze: () => onOwn(() => setDialog("snooze")),
    resolve: () => onOwn(resolve),
    palette: () => setDialog("palette"),
    help: () => setDialog("shortcuts"),
  };
  return { desk, place, stored, dialog, setDialog, claim, takeOver, claimNext, step, commands };
}

interface ContextSideProps {
  readonly conversation: string;
  readonly drawer: boolean;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A column where there is room for it, a drawer where there is not. */
function ContextSide({ conversation, drawer, open, onClose }: ContextSideProps) {
  const { t } = useTranslation();
  if (!drawer) {
    return (
      <aside className="context-pane" aria-label={t("context.title")} data-testid="context-pane">
        <ContextPane key={conversation} conversation={conversation} />
      </aside>
    );
  }
  if (!open) return null;
  return (
    <Drawer
      open
      mask={false}
      title={t("context.title")}
      onClose={onClose}
      size={360}
      data-testid="context-drawer"
    >
      <ContextPane key={conversation} conversation={conversation} />
    </Drawer>
  );
}

/** The supervisors' pages stand in place of the lists; the desk behind them stays on duty. */
function useSupervising() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const may = useDeskState((state) => state.me?.role === "supervisor" || state.me?.role === "admin");
  const open = useCallback(
    (conversation: string) => void navigate(`/desk?conversation=${encodeURIComponent(conversation)}`),
    [navigate],
  );
  return {
    supervising: may && pathname === "/desk/supervise",
    counting: may && pathname === "/desk/figures",
    administering: may && pathname === "/desk/admin",
    ordering: pathname === "/desk/orders",
    open,
  };
}

/** Editors have no conversations: for them the desk is the learning queue. */
function useLearning(): boolean {
  const { pathname } = useLocation();
  const { role } = useSession();
  return role === "editor" || (edits(role) && pathname === "/desk/learning");
}

/** The list, the conversation and its context, as far as there is room for them side by side. */
function Columns({ actions }: { readonly actions: ReturnType<typeof useActions> }) {
  const { place, stored, claim, claimNext, step, setDialog } = actions;
  const drawer = useMedia("(max-width: 1179px)");
  const narrow = useMedia("(max-width: 899px)");
  const [drawerOpen, setDrawerOpen] = useState(false);
  const showList = !narrow || place.conversation === null;
  const showThread = !narrow || place.conversation !== null;
  return (
    <div className="desk-columns">
      {showList && (
        <ListPane
          place={place}
          alone={!showThread}
          stored={stored}
          onClaim={claim}
          onClaimNext={claimNext}
          onStep={step}
        />
      )}
      {showThread && (
        <ThreadPane
          conversation={place.conversation}
          onClaim={claim}
          onDialog={setDialog}
          onBack={narrow ? () => place.open(null) : undefined}
          onContext={drawer ? () => setDrawerOpen(true) : undefined}
        />
      )}
      {place.conversation !== null && (
        <ContextSide
          conversation={place.conversation}
          drawer={drawer}
          open={drawerOpen}
          onClose={() => setDrawerOpen(false)}
        />
      )}
    </div>
  );
}

function Desk() {
  const actions = useActions();
  const { desk, place, dialog, setDialog, claim, takeOver, commands } = actions;
  const owned = useDeskState(
    (state) => place.conversation !== null && ownership(state, place.conversation) === "mine",
  );
  const { supervising, counting, administering, ordering, open } = useSupervising();
  const learning = useLearning();
  useNotices(open);
  useCallsForMe(open);
  useTitle();
  useAutoAway();
  useShortcuts((name) => commands[name]());
  useOwnKeys();
  useEffect(() => desk.select(place.conversation), [desk, place.conversation]);

  const closeDialog = useCallback(() => setDialog(null), [setDialog]);
  return (
    <div className="desk" data-testid="desk">
      <Rail onHelp={() => setDialog("shortcuts")} onSettings={() => setDialog("settings")} />
      <div className="desk-work">
        <ConnectionBanner />
        <OfferBanner onClaim={claim} />
        <Suspense fallback={null}>
          {learning ? (
            <LearningPage />
          ) : supervising ? (
            <SupervisePage onOpen={open} />
          ) : counting ? (
            <FiguresPage />
          ) : administering ? (
            <AdminPage onOpen={open} />
          ) : ordering ? (
            <OrdersPage onOpen={open} />
          ) : (
            <Columns actions={actions} />
          )}
        </Suspense>
      </div>
      <Dialogs
        open={owned || (dialog !== null && NOT_OWNED.has(dialog)) ? dialog : null}
        conversation={place.conversation}
        owned={owned}
        onRun={(name) => commands[name]()}
        onTakeOver={takeOver}
        onClose={closeDialog}
      />
    </div>
  );
}
