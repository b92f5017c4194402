import { beforeEach, describe, expect, it } from "vitest";
import { ReadingEnd, watchReading } from "../src/desk/thread/reading_end.ts";

let element: HTMLElement;
let end: ReadingEnd;

function size(scrollHeight: number, clientHeight: number): void {
  Object.defineProperties(element, {
    scrollHeight: { value: scrollHeight, configurable: true },
    clientHeight: { value: clientHeight, configurable: true },
  });
}

function scrollTo(top: number): void {
  element.scrollTop = top;
  element.dispatchEvent(new Event("scroll"));
}

beforeEach(() => {
  element = document.createElement("div");
  end = new ReadingEnd();
  size(2000, 500);
  watchReading(element, end);
  scrollTo(1500);
});

describe("the end of the thread", () => {
  it("is left with the first movement up", () => {
    scrollTo(1480);
    expect(end.left).toBe(true);
  });

  it("is left by a wheel or a finger before anything has moved", () => {
    element.dispatchEvent(new WheelEvent("wheel", { deltaY: -3 }));
    expect(end.left).toBe(true);
  });

  it("is left by a key, and by the scroll bar, also while a row grows", () => {
    element.dispatchEvent(new KeyboardEvent("keydown", { key: "PageUp" }));
    expect(end.left).toBe(true);
    scrollTo(1500);
    expect(end.left).toBe(false);
    element.dispatchEvent(new MouseEvent("pointerdown"));
    size(2040, 500);
    scrollTo(1300);
    expect(end.left).toBe(true);
  });

  it("is not left by a wheel down", () => {
    element.dispatchEvent(new WheelEvent("wheel", { deltaY: 3 }));
    expect(end.left).toBe(false);
  });

  it("is not left when a fold closes and the browser moves the rest", () => {
    size(1800, 500);
    scrollTo(1300);
    expect(end.left).toBe(false);
  });

  it("is not left when the list grows under the reader", () => {
    size(2600, 500);
    scrollTo(1500);
    expect(end.left).toBe(false);
  });

  it("is read again once the reader is back", () => {
    scrollTo(900);
    scrollTo(1400);
    expect(end.left).toBe(true);
    scrollTo(1500);
    expect(end.left).toBe(false);
  });

  it("is not taken for reached by the first pixel of a movement away", () => {
    element.dispatchEvent(new WheelEvent("wheel", { deltaY: -100 }));
    scrollTo(1498);
    expect(end.left).toBe(true);
  });
});
