/** /chat: the widget as a page of its own. `#flow=complaint` and `#urgent` start the urgent complaint. */
import type { CoreModule } from "../options.ts";

const parameters = new URLSearchParams(location.hash.slice(1));
const locale = parameters.get("locale");
const flow = parameters.has("urgent") ? "urgent" : parameters.get("flow");

// By its address: the one file that the embedded widget uses too.
const core = (await import(/* @vite-ignore */ `/${__CORE_FILE__}`)) as CoreModule;
const handle = core.mount({ mode: "page", ...(locale !== null && { locale }) }, (name) => {
  if (name === "ready" && flow !== null) {
    handle.startFlow(flow);
    // Once: reloading the page must not complain again.
    history.replaceState(null, "", location.pathname + location.search);
  }
});
