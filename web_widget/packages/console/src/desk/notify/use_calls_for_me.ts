/** Sounds, and notifications while the page is not looked at, as far as somebody asked for them. */
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../desk_context.ts";
import type { DeskState } from "../model/state.ts";
import { rowOf } from "../model/state.ts";
import { isQuiet, useSettings } from "../settings.ts";
import { visitorName } from "../visitor.ts";
import { showOnDesktop } from "./desktop.ts";
import type { Happening } from "./happenings.ts";
import { happenings } from "./happenings.ts";
import { play } from "./sound.ts";

export function useCallsForMe(open: (conversation: string) => void): void {
  const { t } = useTranslation();
  const desk = useDesk();
  const tell = useEffectEvent((happening: Happening, state: DeskState): void => {
    const settings = useSettings.getState();
    if (isQuiet(settings)) return;
    const { sound, desktop } = settings;
    if (sound) play(happening.kind === "message" ? "message" : "urgent");
    if (!desktop || document.visibilityState === "visible") return;
    const visitor = rowOf(state, happening.conversation)?.visitor ?? {};
    const name = visitorName(t, visitor, happening.conversation);
    showOnDesktop({
      tag: `${happening.kind}:${happening.conversation}`,
      title: t(`notify.${happening.kind}`, { name }),
      body: happening.words,
      onOpen: () => open(happening.conversation),
    });
  });
  useEffect(
    () =>
      desk.store.subscribe((after, before) => {
        for (const happening of happenings(before, after)) tell(happening, after);
      }),
    [desk],
  );
}
