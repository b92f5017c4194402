import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Locale } from "@yingda/protocol";
import type { Controller } from "../controller.ts";
import type { WidgetState } from "../widget_state.ts";
import type { Texts } from "../text/index.ts";

export interface Widget {
  readonly controller: Controller;
  readonly state: WidgetState;
  readonly texts: Texts;
  readonly locale: Locale;
  /** After the visitor has answered something: the next words go into the composer. */
  readonly focusComposer: () => void;
  /** For when what was pressed is gone: to the composer; where that brings up a keyboard, to the log. */
  readonly settleFocus: () => void;
}

export const WidgetContext = createContext<Widget | undefined>(undefined);

export function useWidget(): Widget {
  const widget = useContext(WidgetContext);
  if (widget === undefined) throw new Error("a part of the widget stands outside of it");
  return widget;
}

/** The server's time, renewed at the given pace. */
export function useNow(everyMs: number): number {
  const { controller } = useWidget();
  const [now, setNow] = useState(() => controller.serverNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(controller.serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [controller, everyMs]);
  return now;
}
