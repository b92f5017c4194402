/** Copies the words of an answer: to a colleague, to a notebook, into another chat. */
import { useState } from "preact/hooks";
import { useWidget } from "../core/ui/context.ts";
import { CopyMark } from "./marks.tsx";
import { useLaterTexts } from "./text.ts";

const SHOWN_MS = 2000;

export function useCopied(text: string) {
  const { controller } = useWidget();
  const words = useLaterTexts();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      controller.announce(words.copied);
      setTimeout(() => setCopied(false), SHOWN_MS);
    } catch {
      // Not allowed on a plain-http page; the words stand there and can be selected.
    }
  };
  return { copied, copy };
}

export function Copy({ text }: { readonly text: string }) {
  const words = useLaterTexts();
  const { copied, copy } = useCopied(text);
  return (
    <button
      type="button"
      class="copy"
      aria-label={words.copyMessage}
      data-testid="yd-copy"
      onClick={() => void copy()}
    >
      <CopyMark copied={copied} />
    </button>
  );
}
