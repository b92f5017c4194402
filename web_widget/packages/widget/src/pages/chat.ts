/**
 * /chat: the widget as a page of its own. `#flow=complaint` and `#urgent` start the urgent complaint; with `#frame`
 * it is the inside of a widget whose host page wants it isolated, and waits for that page's word.
 */
import type { CoreModule } from "../options.ts";
import { framed } from "./framed.ts";

const parameters = new URLSearchParams(location.hash.slice(1));
const locale = parameters.get("locale");
const flow = parameters.has("urgent") ? "urgent" : parameters.get("flow");

// By its address: the one file that the embedded widget uses too.
const load = async (): Promise<CoreModule> =>
  (await import(/* @vite-ignore */ `/${__CORE_FILE__}`)) as CoreModule;

async function fill(): Promise<void> {
  const core = await load();
  const handle = await core.mount({ mode: "page", ...(locale !== null && { locale }) }, (name) => {
    if (name === "ready" && flow !== null) {
      handle.startFlow(flow);
      // Once: reloading the page must not complain again.
      history.replaceState(null, "", location.pathname + location.search);
    }
  });
}

// A link that somebody has copied out of a frame is a page like any other.
if (parameters.has("frame") && parent !== window) framed(load);
else void fill();
