import { Suspense, lazy } from "react";
import type { DialogName } from "./dialog_name.ts";
import "./dialogs.css";

const TransferDialog = lazy(async () => ({
  default: (await import("./transfer_dialog.tsx")).TransferDialog,
}));
const PromiseDialog = lazy(async () => ({ default: (await import("./promise_dialog.tsx")).PromiseDialog }));
const ResolveDialog = lazy(async () => ({ default: (await import("./resolve_dialog.tsx")).ResolveDialog }));
const ShortcutsDialog = lazy(async () => ({
  default: (await import("./shortcuts_dialog.tsx")).ShortcutsDialog,
}));

interface DialogsProps {
  readonly open: DialogName | null;
  readonly conversation: string | null;
  readonly onClose: () => void;
}

function Chosen({ open, conversation, onClose }: DialogsProps) {
  if (open === "shortcuts") return <ShortcutsDialog onClose={onClose} />;
  if (open === null || conversation === null) return null;
  const props = { conversation, onClose };
  switch (open) {
    case "transfer":
      return <TransferDialog {...props} />;
    case "promise":
      return <PromiseDialog {...props} />;
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
