/**
 * The parts that few visitors need come in a file of their own, fetched once the panel is open, so that opening
 * it costs no more than the core. A part that is shown before its file is there follows as soon as it is.
 */
import type { ComponentType, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { backoffDelay } from "@yingda/protocol";
import type * as LaterParts from "../later/index.ts";

type Later = typeof LaterParts;

let parts: Later | undefined;
let loading: Promise<Later> | undefined;
/** How often in a row the file could not be had. */
let failures = 0;
const watchers = new Set<() => void>();

/** Some browsers remember for the life of a page that a file could not be had: another address is asked anew. */
function fetchLater(): Promise<Later> {
  if (failures === 0 || typeof __LATER_FILE__ === "undefined") return import("../later/index.ts");
  const again = new URL(`${__LATER_FILE__}?again=${failures}`, import.meta.url);
  return import(/* @vite-ignore */ again.href) as Promise<Later>;
}

export const loadLater = (): Promise<Later> => loadBy(fetchLater);

export function loadBy(fetchParts: () => Promise<Later>): Promise<Later> {
  loading ??= fetchParts().then(
    (loaded) => {
      failures = 0;
      parts = loaded;
      tell();
      return loaded;
    },
    (error: unknown) => {
      loading = undefined;
      failures++;
      tell();
      throw error;
    },
  );
  return loading;
}

function tell(): void {
  for (const watch of [...watchers]) watch();
}

/** Whether the file could not be had, and a way to ask at once. */
export function useLaterTrouble(): { readonly missing: boolean; readonly retry: () => void } {
  const [missing, setMissing] = useState(failures > 0);
  useEffect(() => {
    const watch = (): void => setMissing(failures > 0);
    watch();
    watchers.add(watch);
    return () => void watchers.delete(watch);
  }, []);
  return { missing, retry: () => void loadLater().catch(() => undefined) };
}

/** Keeps asking while the server is away, until `stop`. */
export function whenLater(run: (loaded: Later) => void): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const attempt = (): void => {
    loadLater().then(
      (loaded) => {
        if (!stopped) run(loaded);
      },
      () => {
        if (!stopped) timer = setTimeout(attempt, backoffDelay(failures, 1));
      },
    );
  };
  attempt();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** `Before`: what stands there until the file has come. */
function later<P extends object>(
  pick: (loaded: Later) => ComponentType<P>,
  Before?: FunctionComponent<P>,
): FunctionComponent<P> {
  return function Part(props) {
    const [, draw] = useState(false);
    useEffect(() => (parts === undefined ? whenLater(() => draw(true)) : undefined), []);
    if (parts === undefined) return Before === undefined ? null : <Before {...props} />;
    const Component = pick(parts);
    return <Component {...props} />;
  };
}

export const FormCard = later((loaded) => loaded.FormCard);
export const Menu = later((loaded) => loaded.Menu);
export const Survey = later((loaded) => loaded.Survey);
export const Tray = later((loaded) => loaded.Tray);
export const ParcelMessage = later((loaded) => loaded.ParcelMessage);
export const EvidenceFiles = later(
  (loaded) => loaded.EvidenceFiles,
  ({ files }) => <p class="small">{files.map(({ name }) => name).join(" · ")}</p>,
);
export const WorkOrderCard = later((loaded) => loaded.WorkOrderCard);
export const QueueCard = later((loaded) => loaded.QueueCard);
export const PromiseCard = later((loaded) => loaded.PromiseCard);
