/** Settings of this device. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Locale } from "@yingda/protocol";
import type { TextSize, ThemeChoice } from "../options.ts";
import type { Controller } from "../core/controller.ts";
import { download } from "../core/download.ts";
import { MailTranscript } from "./mail_transcript.tsx";
import { transcriptHtml, transcriptName, transcriptText } from "./transcript.ts";
import { MyData } from "./my_data.tsx";
import { MyOrders } from "./my_orders.tsx";
import { useWidget } from "../core/ui/context.ts";
import { useMenuTexts } from "./text.ts";

const MARGIN_PX = 8;

interface PickProps<T extends string> {
  readonly name: string;
  readonly legend: string;
  readonly value: T;
  readonly choices: readonly (readonly [T, string])[];
  readonly pick: (value: T) => void;
}

function Pick<T extends string>({ name, legend, value, choices, pick }: PickProps<T>) {
  return (
    <fieldset class="pick">
      <legend>{legend}</legend>
      {choices.map(([id, label]) => (
        <label key={id} class="pick-choice">
          <input type="radio" name={name} value={id} checked={id === value} onChange={() => pick(id)} />
          <span lang={name === "locale" ? id : undefined}>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** No higher than what there is of the panel below the header: it scrolls by itself, and the header stays. */
function useRoom(boxRef: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const fit = (): void => {
      const box = boxRef.current;
      const panel = box?.closest(".panel");
      if (box === null || !panel) return;
      const room = panel.getBoundingClientRect().bottom - box.getBoundingClientRect().top;
      box.style.maxBlockSize = `${room - MARGIN_PX}px`;
    };
    fit();
    addEventListener("resize", fit);
    return () => removeEventListener("resize", fit);
  });
}

interface SwitchProps {
  readonly name: string;
  readonly label: string;
  readonly on: boolean;
  readonly turn: (on: boolean) => void;
}

function Switch({ name, label, on, turn }: SwitchProps) {
  return (
    <label class={`pick-choice switch-${name}`}>
      <input
        type="checkbox"
        checked={on}
        data-testid={`yd-${name}`}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

export function Menu({ close }: { readonly close: () => void }) {
  const { controller, state } = useWidget();
  const texts = useMenuTexts();
  const box = useRef<HTMLDivElement>(null);
  const { locale, theme, textSize, sound, wide } = state.preferences;
  useRoom(box);
  useEffect(() => box.current?.querySelector<HTMLElement>("input:checked")?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    // The menu closes first; the panel takes the next Esc.
    event.preventDefault();
    event.stopPropagation();
    (box.current?.parentElement?.querySelector('[aria-expanded="true"]') as HTMLElement | null)?.focus();
    close();
  };
  return (
    // Esc is for the whole group of settings; each of them is a control of its own.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div class="menu" ref={box} onKeyDown={onKeyDown} data-testid="yd-menu-panel">
      <MyOrders close={close} />
      <Pick<Locale>
        name="locale"
        legend={texts.language}
        value={locale}
        choices={[
          ["zh-CN", "中文"],
          ["en", "English"],
        ]}
        pick={(value) => controller.prefer({ locale: value })}
      />
      <Pick<TextSize>
        name="size"
        legend={texts.textSize}
        value={textSize}
        choices={[
          ["normal", texts.textNormal],
          ["large", texts.textLarge],
        ]}
        pick={(value) => controller.prefer({ textSize: value })}
      />
      <Pick<ThemeChoice>
        name="theme"
        legend={texts.theme}
        value={theme}
        choices={[
          ["auto", texts.themeAuto],
          ["light", texts.themeLight],
          ["dark", texts.themeDark],
        ]}
        pick={(value) => controller.prefer({ theme: value })}
      />
      <div class="pick">
        <Switch name="sound" label={texts.sound} on={sound} turn={(on) => controller.prefer({ sound: on })} />
        {/* In a frame and on a page of its own it has what there is. */}
        {controller.mode === "panel" && (
          <Switch name="wide" label={texts.wide} on={wide} turn={(on) => controller.prefer({ wide: on })} />
        )}
      </div>
      <DeviceActions />
    </div>
  );
}

function save(content: string, type: string, ending: string): void {
  download(new Blob([content], { type: `${type};charset=utf-8` }), `${transcriptName()}.${ending}`);
}

const fileOf = (content: string): File =>
  new File([content], `${transcriptName()}.txt`, { type: "text/plain;charset=utf-8" });

/** Not on every desk, and not on plain-http pages, whatever the types say. */
function sharable(): boolean {
  const device = navigator as Partial<Pick<Navigator, "canShare" | "share">>;
  return device.share !== undefined && device.canShare?.({ files: [fileOf("")] }) === true;
}

/** Mail, a messenger, a printer: whatever the device offers, by the visitor's own account there. */
function share(controller: Controller): void {
  const files = [fileOf(transcriptText(controller))];
  // Whoever thinks better of it has not failed at anything.
  navigator.share({ files, title: transcriptName() }).catch(() => undefined);
}

function DeviceActions() {
  const { controller, state } = useWidget();
  const texts = useMenuTexts();
  const [sure, setSure] = useState(false);
  const policy = state.config.policy_url;
  return (
    <div class="menu-actions">
      <p>
        {texts.transcript}{" "}
        <button
          type="button"
          class="link"
          data-testid="yd-transcript"
          onClick={() => save(transcriptText(controller), "text/plain", "txt")}
        >
          {texts.transcriptText}
        </button>{" "}
        <button
          type="button"
          class="link"
          data-testid="yd-transcript-html"
          onClick={() => save(transcriptHtml(controller), "text/html", "html")}
        >
          {texts.transcriptHtml}
        </button>
        {sharable() && (
          <>
            {" "}
            <button type="button" class="link" data-testid="yd-share" onClick={() => share(controller)}>
              {texts.transcriptShare}
            </button>
          </>
        )}
      </p>
      <MailTranscript />
      {policy !== undefined && (
        <a class="link" href={policy} target="_blank" rel="noopener noreferrer">
          {texts.policy}
        </a>
      )}
      <button
        type="button"
        class="link"
        onClick={() => {
          if (sure) void controller.forget().then(() => location.reload());
          setSure(true);
        }}
      >
        {sure ? texts.forgetConfirm : texts.forget}
      </button>
      <MyData />
    </div>
  );
}
