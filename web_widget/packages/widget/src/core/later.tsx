/**
 * The parts that few visitors need come in a file of their own, fetched once the panel is open, so that opening
 * it costs no more than the core. A part that is shown before its file is there follows as soon as it is.
 */
import type { ComponentType, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type * as LaterParts from "../later/index.ts";

type Later = typeof LaterParts;

const RETRY_MS = 4000;
let parts: Later | undefined;
let loading: Promise<Later> | undefined;

export function loadLater(): Promise<Later> {
  loading ??= import("../later/index.ts").then(
    (loaded) => (parts = loaded),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
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
        if (!stopped) timer = setTimeout(attempt, RETRY_MS);
      },
    );
  };
  attempt();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

function later<P extends object>(pick: (loaded: Later) => ComponentType<P>): FunctionComponent<P> {
  return function Part(props) {
    const [, draw] = useState(false);
    useEffect(() => (parts === undefined ? whenLater(() => draw(true)) : undefined), []);
    if (parts === undefined) return null;
    const Component = pick(parts);
    return <Component {...props} />;
  };
}

export const Copy = later((loaded) => loaded.Copy);
export const FormCard = later((loaded) => loaded.FormCard);
export const Menu = later((loaded) => loaded.Menu);
export const Survey = later((loaded) => loaded.Survey);
export const Tray = later((loaded) => loaded.Tray);
export const ParcelMessage = later((loaded) => loaded.ParcelMessage);
export const EvidenceFiles = later((loaded) => loaded.EvidenceFiles);
export const WorkOrderCard = later((loaded) => loaded.WorkOrderCard);
export const QueueCard = later((loaded) => loaded.QueueCard);
export const PromiseCard = later((loaded) => loaded.PromiseCard);
