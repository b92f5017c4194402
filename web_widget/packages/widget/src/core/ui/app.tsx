/** The panel: its frame, how it opens and closes, and who has the focus. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Controller } from "../controller.ts";
import { Banners } from "./banners.tsx";
import { ArticleView, Consent, Teaser } from "../later.tsx";
import { Composer } from "./composer.tsx";
import { WidgetContext, type Widget } from "./context.ts";
import { Header } from "./header.tsx";
import { LiveRegion } from "./live_region.tsx";
import { Log } from "./log.tsx";

const TOUCH = "(pointer: coarse)";
/** Below this width the panel fills the screen, and is modal: there is nothing beside it. */
const FULL_SCREEN = "(max-width: 480px)";

export function App({ controller }: { readonly controller: Controller }) {
  const [state, setState] = useState(controller.state);
  useEffect(() => {
    const draw = (): void => setState(controller.state);
    // What has happened since it was drawn first, when nobody listened yet.
    draw();
    return controller.subscribe(draw);
  }, [controller]);
  const composerRef = useRef<HTMLTextAreaElement>(null);
  const focusComposer = useCallback(() => composerRef.current?.focus(), []);
  const settleFocus = useCallback(() => {
    const composer = composerRef.current;
    const log = matchMedia(TOUCH).matches
      ? composer?.form?.parentElement?.querySelector<HTMLElement>(".log")
      : null;
    (log ?? composer)?.focus();
  }, []);
  const widget = useMemo<Widget>(
    () => ({
      controller,
      state,
      texts: controller.texts,
      locale: state.preferences.locale,
      focusComposer,
      settleFocus,
    }),
    [controller, state, focusComposer, settleFocus],
  );
  const parts = (
    <>
      <Header />
      <Banners />
      {state.article && <ArticleView key={state.article.id} {...state.article} />}
      <Log />
      {state.consentDue ? <Consent /> : <Composer inputRef={composerRef} />}
      {/* Inside: what stands beside a modal dialog is not read out. */}
      <LiveRegion />
    </>
  );
  return (
    /* What is half typed or half filled in is one person's: another begins with nothing of it. */
    <WidgetContext.Provider key={state.person} value={widget}>
      {controller.mode === "page" ? (
        <main class="panel page" part="panel" data-testid="yd-panel">
          {parts}
        </main>
      ) : (
        <Panel open={state.open} controller={controller} composer={composerRef} label={controller.texts.name}>
          {parts}
        </Panel>
      )}
      {state.greeting && state.config.greeting !== "" && !state.open && <Teaser />}
    </WidgetContext.Provider>
  );
}

interface PanelProps {
  readonly open: boolean;
  readonly controller: Controller;
  readonly composer: { readonly current: HTMLTextAreaElement | null };
  readonly label: string;
  readonly children: preact.ComponentChildren;
}

function Panel({ open, controller, composer, label, children }: PanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null || !open) return undefined;
    // In a frame the page around it decides how large it is.
    const full = controller.mode === "panel" && matchMedia(FULL_SCREEN).matches;
    // showModal makes the host page inert by itself; show leaves it usable beside the panel.
    if (full) element.showModal();
    else element.show();
    // On a phone the keyboard would cover half of what there is to read.
    if (full) element.focus();
    else composer.current?.focus();
    const unlock = full ? lockScroll() : undefined;
    return () => {
      unlock?.();
      element.close();
    };
  }, [open, composer, controller]);
  useVisualViewport(dialog);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    controller.close("keyboard");
  };
  return (
    // The dialog takes Esc for everything in it; what can be pressed are the buttons inside.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      class="panel"
      part="panel"
      aria-label={label}
      tabIndex={-1}
      data-testid="yd-panel"
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        controller.close("keyboard");
      }}
    >
      {open && children}
    </dialog>
  );
}

function lockScroll(): () => void {
  const { style } = document.documentElement;
  const before = style.overflow;
  style.overflow = "hidden";
  return () => (style.overflow = before);
}

/** iOS lays its keyboard over the page without telling CSS: only the visual viewport knows what can be seen. */
function useVisualViewport(target: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (viewport === null) return undefined;
    const follow = (): void => {
      target.current?.style.setProperty("--vv-height", `${viewport.height}px`);
      target.current?.style.setProperty("--vv-top", `${viewport.offsetTop}px`);
    };
    follow();
    viewport.addEventListener("resize", follow);
    viewport.addEventListener("scroll", follow);
    return () => {
      viewport.removeEventListener("resize", follow);
      viewport.removeEventListener("scroll", follow);
    };
  }, [target]);
}
