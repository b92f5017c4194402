/** What an agent promises a customer. */
import type { zhPromise } from "./zh_promise.ts";

export const enPromise: typeof zhPromise = {
  title: "Promise the customer",
  hint: "The customer sees these words and the time. You and a supervisor are told when it is missed.",
  text: "What you promise",
  placeholder: "For example: check the top-up and get back to you",
  text_missing: "Say what you promise.",
  due: "At the latest",
  due_missing: "Choose the latest time.",
  due_past: "This time has passed. Choose one to come.",
  reads: "The customer sees: {{due}}",
  quick: "Common times",
  times: {
    in_30_min: "In 30 min",
    in_2_h: "In 2 h",
    today_18: "Today 18:00",
    tomorrow_12: "Tomorrow 12:00",
  },
  submit: "Tell the customer",
};
