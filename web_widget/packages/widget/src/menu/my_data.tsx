/** What a visitor may do with what the server has about them: take a copy, and have it erased. */
import { useEffect, useRef, useState } from "preact/hooks";
import { download } from "../core/download.ts";
import { useWidget } from "../core/ui/context.ts";
import type { UploadTarget } from "../files/upload.ts";
import { ask } from "./ask.ts";
import { useMenuTexts } from "./text.ts";

/** `numbers`: of the work orders that keep it; without `until`, one of them is still open. */
export type Erased =
  | { readonly erased: true }
  | { readonly erased: false; readonly numbers: readonly string[]; readonly until?: string }
  | undefined;

/** Nothing when the server could not be asked, or did not do it. */
export async function eraseOwn(target: UploadTarget): Promise<Erased> {
  try {
    const response = await ask(target, "/v1/me", "DELETE");
    if (!response.ok) return undefined;
    const { erased, kept } = (await response.json()) as {
      erased?: unknown;
      kept?: { work_orders?: readonly string[]; until?: string | null };
    };
    if (erased === true) return { erased };
    return { erased: false, numbers: kept?.work_orders ?? [], until: kept?.until ?? undefined };
  } catch {
    return undefined;
  }
}

type Stage = "asks" | "working" | "failed" | { readonly kept: string };

interface QuestionProps {
  readonly working: boolean;
  readonly sure: () => void;
  readonly back: () => void;
}

function Question({ working, sure, back }: QuestionProps) {
  const { state } = useWidget();
  const texts = useMenuTexts();
  const box = useRef<HTMLDivElement>(null);
  // The button that asked is gone: whoever listens or types goes on here.
  useEffect(() => box.current?.focus(), []);
  return (
    <div
      ref={box}
      class="menu-actions"
      role="group"
      tabIndex={-1}
      aria-label={texts.erase}
      data-testid="yd-erase-ask"
    >
      <p>{texts.eraseGoes}</p>
      <p>{texts.eraseStays(state.config.case_days)}</p>
      <button type="button" class="link" data-testid="yd-erase-sure" disabled={working} onClick={sure}>
        {texts.eraseSure}
      </button>
      <button type="button" class="link" disabled={working} onClick={back}>
        {texts.back}
      </button>
    </div>
  );
}

export function MyData() {
  const { controller, state } = useWidget();
  const texts = useMenuTexts();
  const [stage, setStage] = useState<Stage>();
  const target = controller.uploadTarget();
  if (target === undefined) return null;
  const take = async (): Promise<void> => {
    const response = await ask(target, "/v1/me/export", "GET").catch(() => undefined);
    if (response?.ok) download(await response.blob(), `${target.conversation}.json`);
    else setStage("failed");
  };
  const erase = async (): Promise<void> => {
    setStage("working");
    const outcome = await eraseOwn(target);
    if (outcome === undefined) {
      setStage("failed");
      return;
    }
    if (outcome.erased) return controller.forget().then(() => location.reload());
    const { numbers, until } = outcome;
    const day =
      until === undefined ? undefined : new Date(until).toLocaleDateString(state.preferences.locale);
    setStage({ kept: texts.eraseKept(numbers.join(" "), day) });
  };
  const says = stage === "failed" ? texts.eraseFailed : typeof stage === "object" ? stage.kept : "";
  return (
    <>
      <button type="button" class="link" data-testid="yd-export" onClick={() => void take()}>
        {texts.exportOwn}
      </button>
      {stage !== "asks" && stage !== "working" && (
        <button type="button" class="link" data-testid="yd-erase" onClick={() => setStage("asks")}>
          {texts.erase}
        </button>
      )}
      {(stage === "asks" || stage === "working") && (
        <Question working={stage === "working"} sure={() => void erase()} back={() => setStage(undefined)} />
      )}
      <p role="status">{says}</p>
    </>
  );
}
