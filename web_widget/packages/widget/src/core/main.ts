/** The core's interface to the loader and to the full page. */
import type { CoreModule, WidgetHandle, WidgetOptions } from "../options.ts";
import { Controller } from "./controller.ts";
import { YingdaChat } from "./element.tsx";

const NAME = "yingda-chat";
type Emit = Parameters<CoreModule["mount"]>[1];

export const mount = (options: WidgetOptions, emit: Emit): WidgetHandle => {
  if (customElements.get(NAME) === undefined) customElements.define(NAME, YingdaChat);
  const controller = new Controller(options, { emit });
  const element = document.createElement(NAME);
  if (!(element instanceof YingdaChat)) throw new Error("another copy of the widget is on this page");
  element.attach(controller);
  element.place(options.position ?? "right");
  document.body.append(element);

  const hurry = (): void => controller.client.hurry();
  const seen = (): void => {
    if (document.hidden) return;
    hurry();
    controller.markRead();
  };
  addEventListener("online", hurry);
  addEventListener("offline", hurry);
  document.addEventListener("visibilitychange", seen);
  void controller.begin();

  return {
    open: () => controller.open(),
    close: () => controller.close(),
    toggle: () => (controller.state.open ? controller.close() : controller.open()),
    startFlow: (id, slots) => {
      controller.open();
      controller.startFlow(id, slots);
    },
    openArticle: (id) => {
      controller.open();
      controller.showArticle(id);
    },
    openWorkOrder: (number) => {
      controller.open();
      controller.showOrder(number);
    },
    track: (name) => controller.say({ type: "event", name }),
    requestHuman: (reason) => {
      controller.open();
      controller.requestHuman(reason);
    },
    newMessage: (prefill) => {
      controller.open();
      controller.prefill(prefill);
    },
    update: (change) => {
      controller.update(change);
      if (change.position !== undefined) element.place(change.position);
    },
    getUnread: () => controller.unread(),
    getVisitorId: () => controller.client.state.session?.conversation,
    getConfig: () => controller.knownConfig(),
    shutdown: () => {
      removeEventListener("online", hurry);
      removeEventListener("offline", hurry);
      document.removeEventListener("visibilitychange", seen);
      element.detach();
      return controller.forget();
    },
  };
};
