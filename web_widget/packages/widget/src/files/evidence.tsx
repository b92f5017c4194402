/** The files of a message. Their bytes are fetched with the conversation's own key, when they come into view. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Evidence } from "@yingda/protocol";
import type { Controller } from "../core/controller.ts";
import { download } from "../core/download.ts";
import { useWidget } from "../core/ui/context.ts";
import { Picture } from "./picture.tsx";
import { fileSize, useFileTexts } from "./text.ts";
import { Viewer } from "./viewer.tsx";

export function EvidenceFiles({ files }: { readonly files: readonly Evidence[] }) {
  return (
    <ul class="files" data-testid="yd-evidence">
      {files.map((file) => (
        <li key={file.id} class="file">
          <EvidenceFile file={file} />
        </li>
      ))}
    </ul>
  );
}

async function fetchFile(controller: Controller, id: string): Promise<Blob | undefined> {
  const target = controller.uploadTarget();
  if (target === undefined) return undefined;
  const response = await fetch(new URL(`/v1/evidence/${encodeURIComponent(id)}`, target.server), {
    credentials: "omit",
    headers: { Authorization: `Bearer ${target.token}` },
  });
  return response.ok ? response.blob() : undefined;
}

/** True once the element has been in view, or at once where nobody can tell. */
function useSeen(target: { readonly current: Element | null }): boolean {
  const [seen, setSeen] = useState(typeof IntersectionObserver === "undefined");
  useEffect(() => {
    if (seen || target.current === null) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
    });
    observer.observe(target.current);
    return () => observer.disconnect();
  }, [seen, target]);
  return seen;
}

function EvidenceFile({ file: { id, name, media_type: type, size } }: { readonly file: Evidence }) {
  const { controller, state } = useWidget();
  const words = useFileTexts();
  const [blob, setBlob] = useState<Blob>();
  const [enlarged, setEnlarged] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const seen = useSeen(button);
  const wanted = seen && type.startsWith("image/") && state.conversation.link === "live";
  useEffect(() => {
    if (!wanted || blob !== undefined) return;
    fetchFile(controller, id).then(setBlob, () => undefined);
  }, [wanted, blob, controller, id]);
  const open = async (): Promise<void> => {
    const bytes = blob ?? (await fetchFile(controller, id).catch(() => undefined));
    if (bytes === undefined) {
      controller.announce(words.openFailed);
      return;
    }
    setBlob(bytes);
    if (type.startsWith("image/")) setEnlarged(true);
    else download(bytes, name);
  };
  return (
    <>
      <button type="button" ref={button} class="file-button" onClick={() => void open()}>
        <span class="hidden">{words.open}</span>
        <Picture blob={blob} />
        <span class="file-name">{name}</span>
        <span class="small">{fileSize(size)}</span>
      </button>
      {enlarged && blob !== undefined && <Viewer blob={blob} name={name} close={() => setEnlarged(false)} />}
    </>
  );
}
