import { afterEach, describe, expect, it, vi } from "vitest";
import { eraseOwn } from "../src/menu/my_data.tsx";

const target = { server: "https://yd.example", token: "c1.sig", conversation: "c1" };

function answers(body: unknown, ok = true) {
  const asked = vi.fn<(url: URL, init: RequestInit) => Promise<Response>>();
  asked.mockResolvedValue({ ok, json: () => Promise.resolve(body) } as Response);
  vi.stubGlobal("fetch", asked);
  return asked;
}

describe("erasing one's own data", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("asks with the chat token in a field, never in the address", async () => {
    const asked = answers({ erased: true });
    expect(await eraseOwn(target)).toEqual({ erased: true });
    const [url, init] = asked.mock.calls[0] ?? [];
    expect(String(url)).toBe("https://yd.example/v1/me");
    expect(init?.method).toBe("DELETE");
    expect(init?.headers).toEqual({ Authorization: "Bearer c1.sig" });
  });

  it("tells what work orders keep", async () => {
    answers({ erased: false, kept: { work_orders: ["GD1"], until: null } });
    expect(await eraseOwn(target)).toEqual({ erased: false, numbers: ["GD1"], until: undefined });
    answers({ erased: false, kept: { work_orders: ["GD1"], until: "2029-11-20T00:00:00Z" } });
    expect(await eraseOwn(target)).toEqual({
      erased: false,
      numbers: ["GD1"],
      until: "2029-11-20T00:00:00Z",
    });
  });

  it("never says that something is gone which is not", async () => {
    answers({}, false);
    expect(await eraseOwn(target)).toBeUndefined();
    vi.stubGlobal("fetch", () => Promise.reject(new Error("offline")));
    expect(await eraseOwn(target)).toBeUndefined();
    answers({ erased: "true" });
    expect(await eraseOwn(target)).toEqual({ erased: false, numbers: [], until: undefined });
  });
});
