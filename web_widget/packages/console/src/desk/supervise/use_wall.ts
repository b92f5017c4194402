/** The board on a wall: the whole screen, dark, and large enough to be read from across the room. */
import type { Theme } from "@yingda/protocol";
import type { RefObject } from "react";
import { useEffect, useRef, useState } from "react";
import { usePreferences } from "../../app/preferences.ts";

export interface Wall {
  readonly board: RefObject<HTMLElement | null>;
  readonly shown: boolean;
  /** Undefined where the browser has no such thing. */
  readonly toggle: (() => void) | undefined;
}

export function useWall(): Wall {
  const board = useRef<HTMLElement>(null);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    let before: Theme | null = null;
    const show = (now: boolean): void => {
      setShown(now);
      // For as long as it hangs there: what this person chose stays their choice.
      if (now && before === null) {
        before = usePreferences.getState().theme;
        usePreferences.setState({ theme: "dark" });
      } else if (!now && before !== null) {
        usePreferences.setState({ theme: before });
        before = null;
      }
    };
    const follow = (): void => show(board.current !== null && document.fullscreenElement === board.current);
    document.addEventListener("fullscreenchange", follow);
    return () => {
      document.removeEventListener("fullscreenchange", follow);
      show(false);
    };
  }, []);
  const toggle = (): void => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    else void board.current?.requestFullscreen();
  };
  return { board, shown, toggle: document.fullscreenEnabled ? toggle : undefined };
}
