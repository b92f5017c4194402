/** Files that go with a reply: each is uploaded as soon as it is chosen, and sent with the words. */
import type { Evidence } from "@yingda/protocol";
import { newId } from "@yingda/protocol";
import { useContext, useEffect, useRef, useState } from "react";
import { SessionContext } from "../../session/session_context.ts";
import type { UploadFailure } from "./upload.ts";
import { UploadError, upload } from "./upload.ts";

/** As many as one frame may name. */
export const FILES_MAX = 10;

export interface ChosenFile {
  readonly key: string;
  readonly conversation: string;
  readonly file: File;
  readonly part: number;
  readonly evidence?: Evidence;
  readonly failed?: UploadFailure;
}

export interface Files {
  readonly files: readonly ChosenFile[];
  /** More were chosen than one message takes. */
  readonly tooMany: boolean;
  readonly busy: boolean;
  readonly ids: readonly string[];
  readonly add: (chosen: readonly File[]) => void;
  readonly retry: (key: string) => void;
  readonly remove: (key: string) => void;
  readonly clear: () => void;
}

export function useFiles(conversation: string): Files {
  const session = useContext(SessionContext);
  // Of all conversations: who looks into another one for a moment finds them again.
  const [all, setFiles] = useState<readonly ChosenFile[]>([]);
  const files = all.filter((each) => each.conversation === conversation);
  const [tooMany, setTooMany] = useState(false);
  const running = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const open = running.current;
    return () => open.forEach((each) => each.abort());
  }, []);

  const change = (key: string, values: Partial<ChosenFile>): void =>
    setFiles((now) => now.map((each) => (each.key === key ? { ...each, ...values } : each)));
  const begin = async ({ key, file, conversation: whose }: ChosenFile): Promise<void> => {
    const stop = new AbortController();
    running.current.set(key, stop);
    // As it is now: they may have logged in again since.
    const state = session?.store.getState();
    const csrf = state !== undefined && "session" in state ? state.session.csrf : "";
    const onProgress = (part: number): void => change(key, { part });
    try {
      const evidence = await upload({ file, conversation: whose, csrf, signal: stop.signal, onProgress });
      change(key, { evidence, part: 1 });
    } catch (error) {
      if (!stop.signal.aborted) change(key, { failed: error instanceof UploadError ? error.why : "network" });
    } finally {
      running.current.delete(key);
    }
  };
  const add = (chosen: readonly File[]): void => {
    const room = FILES_MAX - files.length;
    const fresh = chosen
      .slice(0, room)
      .map((file): ChosenFile => ({ key: newId(), conversation, file, part: 0 }));
    setTooMany(chosen.length > room);
    setFiles((now) => [...now, ...fresh]);
    fresh.forEach((each) => void begin(each));
  };
  const retry = (key: string): void => {
    const again = files.find((each) => each.key === key);
    if (again === undefined) return;
    const fresh: ChosenFile = { key, conversation: again.conversation, file: again.file, part: 0 };
    setFiles((now) => now.map((each) => (each.key === key ? fresh : each)));
    void begin(again);
  };
  const remove = (key: string): void => {
    running.current.get(key)?.abort();
    setTooMany(false);
    setFiles((now) => now.filter((each) => each.key !== key));
  };
  const clear = (): void => {
    setTooMany(false);
    setFiles((now) => now.filter((each) => each.conversation !== conversation));
  };
  const ids = files.flatMap(({ evidence }) => (evidence === undefined ? [] : [evidence.id]));
  return { files, tooMany, busy: ids.length < files.length, ids, add, retry, remove, clear };
}
