/** The Enter key in the presence of an input method. */

export interface KeyPress {
  readonly key: string;
  readonly isComposing: boolean;
  readonly keyCode: number;
  readonly shiftKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
  readonly metaKey?: boolean;
}

/**
 * An input method is at work. Safari fires `compositionend` before the Enter that ended it, with
 * `isComposing` already false; only the key code 229 still tells.
 */
export function isComposing(event: KeyPress): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Enter with Ctrl or ⌘: what sends where Enter alone breaks the line. */
export function isSendChord(event: KeyPress): boolean {
  if (event.key !== "Enter" || isComposing(event)) return false;
  return (
    ((event.ctrlKey ?? false) || (event.metaKey ?? false)) &&
    !(event.shiftKey ?? false) &&
    !(event.altKey ?? false)
  );
}

/** Enter that means "send": no composition, no Shift (new line), no other modifier. */
export function isSendKey(event: KeyPress): boolean {
  if (event.key !== "Enter" || isComposing(event)) return false;
  return (
    !(event.shiftKey ?? false) &&
    !(event.altKey ?? false) &&
    !(event.ctrlKey ?? false) &&
    !(event.metaKey ?? false)
  );
}
