/** A desk with a played server, for component tests. */
import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { VirtuosoMockContext } from "react-virtuoso";
import { loadLanguage } from "../src/app/i18n.ts";
import { queries } from "../src/desk/answers.ts";
import { DeskContext } from "../src/desk/desk_context.ts";
import { DeskRuntime } from "../src/desk/runtime.ts";
import { FakePort } from "./fake_port.ts";

export async function renderDesk(children: ReactNode) {
  await loadLanguage("zh-CN");
  const port = new FakePort();
  const desk = new DeskRuntime({
    owner: "李敏",
    port,
    sessionAlive: () => Promise.resolve(true),
    lasting: window.localStorage,
    tab: window.sessionStorage,
  });
  desk.start();
  const view = render(
    <VirtuosoMockContext value={{ viewportHeight: 600, itemHeight: 60 }}>
      <QueryClientProvider client={queries}>
        <DeskContext value={desk}>{children}</DeskContext>
      </QueryClientProvider>
    </VirtuosoMockContext>,
  );
  return { port, desk, view };
}
