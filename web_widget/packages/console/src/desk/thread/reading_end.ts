/**
 * Whether the end of a scrolled list is being read. The list tells a moment late that its reader has left the end,
 * and what is scheduled in that moment would pull them back: so their own movement counts at once.
 */
export class ReadingEnd {
  #left = false;
  #top = 0;
  #height = 0;
  #room = 0;
  /** The scroll bar is in somebody's hand. */
  held = false;

  get left(): boolean {
    return this.#left;
  }

  /** To be called for every scroll of `element`, whoever caused it. */
  scrolled(element: HTMLElement): void {
    const { scrollTop, scrollHeight, clientHeight } = element;
    // Where the content or its frame changed size, the browser or the list may have moved it, and not the reader.
    const moved = this.held || (scrollHeight === this.#height && clientHeight === this.#room);
    const up = scrollTop < this.#top - 1;
    if (up && moved) this.#left = true;
    else if (!up && isAtEnd(element)) this.#left = false;
    this.#note(element);
  }

  /** A wheel, a finger or a key says so before anything has moved. */
  pulledUp(element: HTMLElement): void {
    if (element.scrollTop > 0) this.#left = true;
    this.#note(element);
  }

  /** Something else is shown on purpose. */
  leave(): void {
    this.#left = true;
  }

  /** Wanted to be read from here on. */
  returned(): void {
    this.#left = false;
  }

  #note({ scrollTop, scrollHeight, clientHeight }: HTMLElement): void {
    this.#top = scrollTop;
    this.#height = scrollHeight;
    this.#room = clientHeight;
  }
}

function isAtEnd({ scrollTop, scrollHeight, clientHeight }: HTMLElement): boolean {
  return scrollHeight - clientHeight - scrollTop <= 2;
}

const KEYS_UP = new Set(["ArrowUp", "PageUp", "Home"]);

/** Keeps `end` told; returns what stops it. */
export function watchReading(element: HTMLElement, end: ReadingEnd): () => void {
  const onScroll = (): void => end.scrolled(element);
  const onWheel = ({ deltaY }: WheelEvent): void => {
    if (deltaY < 0) end.pulledUp(element);
  };
  let finger = 0;
  const onTouchStart = ({ touches }: TouchEvent): void => void (finger = touches[0]?.clientY ?? 0);
  const onTouchMove = ({ touches }: TouchEvent): void => {
    if ((touches[0]?.clientY ?? finger) > finger) end.pulledUp(element);
  };
  const onKey = ({ key, shiftKey }: KeyboardEvent): void => {
    if (KEYS_UP.has(key) || (key === " " && shiftKey)) end.pulledUp(element);
  };
  const onDown = ({ target }: PointerEvent): void => void (end.held = target === element);
  const onUp = (): void => void (end.held = false);
  const passive = { passive: true };
  element.addEventListener("scroll", onScroll, passive);
  element.addEventListener("wheel", onWheel, passive);
  element.addEventListener("touchstart", onTouchStart, passive);
  element.addEventListener("touchmove", onTouchMove, passive);
  element.addEventListener("keydown", onKey, passive);
  element.addEventListener("pointerdown", onDown, passive);
  window.addEventListener("pointerup", onUp, passive);
  return () => {
    element.removeEventListener("keydown", onKey);
    element.removeEventListener("pointerdown", onDown);
    window.removeEventListener("pointerup", onUp);
    element.removeEventListener("scroll", onScroll);
    element.removeEventListener("wheel", onWheel);
    element.removeEventListener("touchstart", onTouchStart);
    element.removeEventListener("touchmove", onTouchMove);
  };
}
