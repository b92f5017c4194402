/**
 * The parts that few visitors need come in files of their own, so that opening the panel costs no more than the
 * core: the later parts once the panel is open, then forms, the menu and the parts for files. A part that is shown
 * before its file is there follows as soon as it is.
 */
import type { RichNode } from "@yingda/protocol";
import type { ComponentType, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type * as FileParts from "../files/index.ts";
import type * as FormParts from "../forms/index.ts";
import type * as LaterParts from "../later/index.ts";
import type * as MenuParts from "../menu/index.ts";
import type * as PollParts from "../polls/index.ts";
import type { SocketLike } from "./connection.ts";
import { LazyPart } from "./lazy_part.ts";
import { Options } from "./ui/options.tsx";

export const laterParts = new LazyPart<typeof LaterParts>(
  () => import("../later/index.ts"),
  () => (typeof __LATER_FILE__ === "undefined" ? undefined : __LATER_FILE__),
);
export const formParts = new LazyPart<typeof FormParts>(
  () => import("../forms/index.ts"),
  () => (typeof __FORMS_FILE__ === "undefined" ? undefined : __FORMS_FILE__),
);
export const fileParts = new LazyPart<typeof FileParts>(
  () => import("../files/index.ts"),
  () => (typeof __FILES_FILE__ === "undefined" ? undefined : __FILES_FILE__),
);
/** After the later parts, so that the menu is there when the network is not. */
const menuParts = new LazyPart<typeof MenuParts>(
  () => import("../menu/index.ts"),
  () => (typeof __MENU_FILE__ === "undefined" ? undefined : __MENU_FILE__),
);

const pollParts = new LazyPart<typeof PollParts>(
  () => import("../polls/index.ts"),
  () => (typeof __POLLS_FILE__ === "undefined" ? undefined : __POLLS_FILE__),
);

/** For networks without WebSocket; few need it. */
export function browserPolls(server: string): (() => SocketLike) | undefined {
  const parts = pollParts.loaded;
  if (parts !== undefined) return () => new parts.PollSocket(server);
  pollParts.load().catch(() => undefined);
  return undefined;
}

export const whenLater = (run: (parts: typeof LaterParts) => void): (() => void) => laterParts.when(run);
export const whenFiles = (run: (parts: typeof FileParts) => void): (() => void) => fileParts.when(run);

/** Of the later parts, and then of those that follow them. */
export function whenStyles(adopt: (css: string) => void): () => void {
  const stops = [
    laterParts.when(({ styles }) => {
      adopt(styles);
      // One after the other, behind what is on the screen: a file may be chosen when the network has gone.
      formParts
        .load()
        .then(() => menuParts.load())
        .then(() => fileParts.load())
        .catch(() => undefined);
    }),
    menuParts.whenThere(({ styles }) => adopt(styles)),
    fileParts.whenThere(({ styles }) => adopt(styles)),
  ];
  return () => stops.forEach((stop) => stop());
}

/** What a visitor may miss; polls are none of it. */
const shownParts = [laterParts, formParts, menuParts, fileParts];

/** Whether a file could not be had, and a way to ask at once. */
export function useLaterTrouble(): { readonly missing: boolean; readonly retry: () => void } {
  const wanting = (): boolean => shownParts.some((part) => part.missing);
  const [missing, setMissing] = useState(wanting);
  useEffect(() => {
    const look = (): void => setMissing(wanting());
    look();
    const stops = shownParts.map((part) => part.watch(look));
    return () => stops.forEach((stop) => stop());
  }, []);
  const retry = (): void => {
    for (const part of shownParts) if (part.missing) part.load().catch(() => undefined);
  };
  return { missing, retry };
}

/** `Before`: what stands there until the file has come. */
function lazy<Parts, P extends object>(
  part: LazyPart<Parts>,
  pick: (loaded: Parts) => ComponentType<P>,
  Before?: FunctionComponent<P>,
): FunctionComponent<P> {
  return function Part(props) {
    const [, draw] = useState(false);
    useEffect(() => (part.loaded === undefined ? part.when(() => draw(true)) : undefined), []);
    if (part.loaded === undefined) return Before === undefined ? null : <Before {...props} />;
    const Component = pick(part.loaded);
    return <Component {...props} />;
  };
}

export const Consent = lazy(laterParts, (loaded) => loaded.Consent);
export const Copy = lazy(laterParts, (loaded) => loaded.Copy);
export const Feedback = lazy(laterParts, (loaded) => loaded.Feedback);
export const FormCard = lazy(formParts, (loaded) => loaded.FormCard);
export const Menu = lazy(menuParts, (loaded) => loaded.Menu);
export const ArticleView = lazy(menuParts, (loaded) => loaded.ArticleView);
export const Line = lazy(laterParts, (loaded) => loaded.Line);
export const OrderStatus = lazy(laterParts, (loaded) => loaded.OrderStatus);
export const QueueCard = lazy(laterParts, (loaded) => loaded.QueueCard);
interface WordsProps {
  readonly nodes: readonly RichNode[];
  readonly text: string;
  readonly article?: { readonly id: string; readonly title: string; readonly seq: number };
}
/** Without its file an answer is all there, in plain words. */
export const RichWords = lazy<typeof LaterParts, WordsProps>(
  laterParts,
  (loaded) => loaded.RichWords,
  ({ text }) => <p class="plain">{text}</p>,
);
export const WayBack = lazy(formParts, (loaded) => loaded.WayBack);
export const Several = lazy(formParts, (loaded) => loaded.Several, Options);
export const Survey = lazy(laterParts, (loaded) => loaded.Survey);
export const Teaser = lazy(laterParts, (loaded) => loaded.Teaser);
export const Typing = lazy(laterParts, (loaded) => loaded.Typing);
export const WorkOrderCard = lazy(laterParts, (loaded) => loaded.WorkOrderCard);
export const ParcelMessage = lazy(fileParts, (loaded) => loaded.ParcelMessage);
export const Tray = lazy(fileParts, (loaded) => loaded.Tray);
export const FileField = lazy(fileParts, (loaded) => loaded.FileField);
export const EvidenceFiles = lazy(
  fileParts,
  (loaded) => loaded.EvidenceFiles,
  ({ files }) => <p class="small">{files.map(({ name }) => name).join(" · ")}</p>,
);
