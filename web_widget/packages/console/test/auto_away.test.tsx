/** Whoever has left their desk is offered nobody. */
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Notices } from "../src/desk/notices.tsx";
import { useSettings } from "../src/desk/settings.ts";
import { useAutoAway } from "../src/desk/use_auto_away.ts";
import type { FakePort } from "./fake_port.ts";
import { welcome } from "./builders.ts";
import { renderDesk } from "./harness.tsx";

const MINUTE = 60_000;

function Watch() {
  useAutoAway();
  return null;
}

async function onDuty(status: "online" | "away" = "online"): Promise<FakePort> {
  const { port } = await renderDesk(
    <Notices>
      <Watch />
    </Notices>,
  );
  const { agent } = welcome();
  act(() => port.say(welcome({ agent: { ...agent, status } })));
  return port;
}

/** Time goes by, and the server answers as it does. */
function pass(port: FakePort, minutes: number): void {
  for (let left = minutes * MINUTE; left > 0; left -= 10_000) {
    act(() => {
      vi.advanceTimersByTime(10_000);
      port.say({ type: "pong" });
    });
  }
}

const wentAway = (port: FakePort): boolean =>
  port.sent.some((frame) => frame.type === "presence" && frame.status === "away");

describe("who does nothing for a while", () => {
  beforeEach(() => {
    window.localStorage.clear();
    useSettings.setState({ awayMinutes: 15 });
    vi.useFakeTimers();
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it("is away, with the reason, and is told so", async () => {
    const port = await onDuty();
    pass(port, 14);
    expect(wentAway(port)).toBe(false);
    pass(port, 2);
    const told = port.sent.find((frame) => frame.type === "presence" && frame.status === "away");
    expect(told).toEqual({ type: "presence", status: "away", capacity: 5, reason: "idle" });
    expect(screen.getByText("已 15 分钟无操作，自动设为离开")).toBeTruthy();
  });

  it("is not when there is a key, a click, or another tab in use", async () => {
    const port = await onDuty();
    pass(port, 10);
    fireEvent.keyDown(document.body, { key: "a" });
    pass(port, 10);
    fireEvent.pointerDown(document.body);
    pass(port, 10);
    window.localStorage.setItem("yd.desk.active_at", String(Date.now()));
    pass(port, 14);
    expect(wentAway(port)).toBe(false);
  });

  it("stays as they are when they are away already, or want none of it", async () => {
    const away = await onDuty("away");
    pass(away, 60);
    expect(wentAway(away)).toBe(false);
    cleanup();
    useSettings.setState({ awayMinutes: 0 });
    const never = await onDuty();
    pass(never, 60);
    expect(wentAway(never)).toBe(false);
  });
});
