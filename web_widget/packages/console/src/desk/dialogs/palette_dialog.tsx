import { isComposing } from "@yingda/protocol";
import type { KeyboardEvent } from "react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { DialogBox } from "../../app/dialog_box.tsx";
import { useSession } from "../../session/session_context.ts";
import { edits } from "../learning/edits.ts";
import { useKeys } from "../keys.ts";
import type { ShortcutName } from "../shortcuts.ts";
import { SHORTCUTS, keysShown } from "../shortcuts.ts";

/** What needs a conversation of one's own. */
const OWNED: ReadonlySet<ShortcutName> = new Set([
  "reply",
  "note",
  "promise",
  "transfer",
  "snooze",
  "resolve",
]);

interface Command {
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  readonly run: () => void;
}

export interface PaletteProps {
  /** The conversation that is open is one's own. */
  readonly owned: boolean;
  readonly onRun: (name: ShortcutName) => void;
  readonly onClose: () => void;
}

function useCommands({ owned, onRun }: PaletteProps): readonly Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { role } = useSession();
  const supervises = role === "supervisor" || role === "admin";
  const serves = role !== "editor";
  const keys = useKeys((state) => state.keys);
  const acts = SHORTCUTS.filter((name) => name !== "palette" && serves && (owned || !OWNED.has(name))).map(
    (name) => ({
      key: name,
      label: t(`shortcuts.${name}`),
      hint: keysShown(keys, name).join(" "),
      run: () => onRun(name),
    }),
  );
  const places: readonly (readonly [boolean, string, string])[] = [
    [serves, "/desk", t("shell.desk")],
    [serves, "/desk/orders", t("shell.orders")],
    [supervises, "/desk/supervise", t("shell.supervise")],
    [supervises, "/desk/figures", t("figures.title")],
    [edits(role), "/desk/learning", t("shell.learning")],
    [supervises, "/desk/admin", t("shell.admin")],
  ];
  const goes = places
    .filter(([may]) => may)
    .map(([, path, label]) => ({
      key: path,
      label: t("palette.go", { label }),
      hint: "",
      run: () => void navigate(path),
    }));
  return [...acts, ...goes];
}

interface CommandsProps {
  readonly id: string;
  readonly found: readonly Command[];
  readonly chosen: Command | undefined;
  readonly onRun: (command: Command) => void;
}

function Commands({ id, found, chosen, onRun }: CommandsProps) {
  const { t } = useTranslation();
  return (
    <div id={id} role="listbox" aria-label={t("palette.title")} className="palette-list">
      {found.map((command) => (
        // The keys are the box's above: it names the one that is chosen.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={command.key}
          id={`${id}-${command.key}`}
          role="option"
          tabIndex={-1}
          aria-selected={command === chosen}
          className="palette-item"
          onClick={() => onRun(command)}
          data-testid="palette-item"
        >
          {command.label}
          {command.hint !== "" && <kbd>{command.hint}</kbd>}
        </div>
      ))}
    </div>
  );
}

/** Everything that can be done here, found by typing. */
export function PaletteDialog(props: PaletteProps) {
  const { t } = useTranslation();
  const list = useId();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const wanted = words.trim().toLowerCase();
  const found = useCommands(props).filter(
    ({ key, label }) => label.toLowerCase().includes(wanted) || key.toLowerCase().includes(wanted),
  );
  const chosen = found[Math.min(at, found.length - 1)];
  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    props.onClose();
    // The dialog gives the focus back first.
    setTimeout(command.run, 0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent)) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter") run(chosen);
    else setAt((now) => (Math.min(now, found.length - 1) + step + found.length) % Math.max(1, found.length));
  };
  return (
    <DialogBox title={t("palette.title")} onClose={props.onClose} width={480}>
      <div className="dialog-body palette" data-testid="palette">
        <input
          className="palette-words"
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={chosen === undefined ? undefined : `${list}-${chosen.key}`}
          aria-label={t("palette.words")}
          placeholder={t("palette.words")}
          value={words}
          onChange={({ target }) => {
            setWords(target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          data-testid="palette-words"
        />
        <Commands id={list} found={found} chosen={chosen} onRun={run} />
        {found.length === 0 && (
          <p className="field-hint" role="status">
            {t("palette.nothing")}
          </p>
        )}
      </div>
    </DialogBox>
  );
}
