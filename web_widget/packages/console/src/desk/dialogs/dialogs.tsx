import { Suspense, lazy } from "react";
import type { ShortcutName } from "../shortcuts.ts";
import type { DialogName } from "./dialog_name.ts";
import "./dialogs.css";

const TransferDialog = lazy(async () => ({
  default: (await import("./transfer_dialog.tsx")).TransferDialog,
}));
const PromiseDialog = lazy(async () => ({ default: (await import("./promise_dialog.tsx")).PromiseDialog }));
const AskDialog = lazy(async () => ({ default: (await import("./ask_dialog.tsx")).AskDialog }));
const ResolveDialog = lazy(async () => ({ default: (await import("./resolve_dialog.tsx")).ResolveDialog }));
const TakeOverDialog = lazy(async () => ({
  default: (await import("./take_over_dialog.tsx")).TakeOverDialog,
}));
const SnoozeDialog = lazy(async () => ({
  default: (await import("../care/snooze_dialog.tsx")).SnoozeDialog,
}));
const ReturnDialog = lazy(async () => ({
  default: (await import("../care/return_dialog.tsx")).ReturnDialog,
}));
const MuteDialog = lazy(async () => ({ default: (await import("../care/mute_dialog.tsx")).MuteDialog }));
const WhisperDialog = lazy(async () => ({
  default: (await import("../care/whisper_dialog.tsx")).WhisperDialog,
}));
const SettingsDialog = lazy(async () => ({
  default: (await import("./settings_dialog.tsx")).SettingsDialog,
}));
const ShortcutsDialog = lazy(async () => ({
  default: (await import("./shortcuts_dialog.tsx")).ShortcutsDialog,
}));

const PaletteDialog = lazy(async () => ({ default: (await import("./palette_dialog.tsx")).PaletteDialog }));

interface DialogsProps {
  readonly owned: boolean;
  readonly onRun: (name: ShortcutName) => void;
  readonly open: DialogName | null;
  readonly conversation: string | null;
  readonly onTakeOver: (reason: string) => void;
  readonly onClose: () => void;
}

function Chosen({ open, conversation, owned, onRun, onTakeOver, onClose }: DialogsProps) {
  if (open === "palette") return <PaletteDialog owned={owned} onRun={onRun} onClose={onClose} />;
  if (open === "shortcuts") return <ShortcutsDialog onClose={onClose} />;
  if (open === "settings") return <SettingsDialog onClose={onClose} />;
  if (open === null || conversation === null) return null;
  const props = { conversation, onClose };
  switch (open) {
    case "transfer":
      return <TransferDialog {...props} />;
    case "promise":
      return <PromiseDialog {...props} />;
    case "ask":
      return <AskDialog {...props} />;
    case "snooze":
      return <SnoozeDialog {...props} />;
    case "return":
      return <ReturnDialog {...props} />;
    case "mute":
      return <MuteDialog {...props} />;
    case "whisper":
      return <WhisperDialog {...props} />;
    case "take_over":
      return <TakeOverDialog {...props} onTakeOver={onTakeOver} />;
    case "resolve":
      return <ResolveDialog {...props} />;
  }
}

export function Dialogs(props: DialogsProps) {
  return (
    <Suspense fallback={null}>
      <Chosen {...props} />
    </Suspense>
  );
}
