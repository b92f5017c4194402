import { DeleteOutlined, StarOutlined } from "@ant-design/icons";
import type { SavedView } from "@yingda/protocol";
import { Button, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useViews } from "./use_views.ts";
import "./views.css";

const NAME_MAX = 40;

interface ViewMenuProps {
  readonly page: SavedView["page"];
  /** What is shown now, as it stands in the address. */
  readonly query: string;
  readonly onOpen: (query: string) => void;
}

function SaveView({ onSave }: { readonly onSave: (name: string) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const save = (): void => {
    if (name.trim() === "") return;
    onSave(name.trim());
    setName("");
  };
  return (
    <div className="view-save">
      <Input
        size="small"
        value={name}
        maxLength={NAME_MAX}
        placeholder={t("views.name")}
        aria-label={t("views.name")}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={save}
        data-testid="view-name"
      />
      <Button size="small" disabled={name.trim() === ""} onClick={save} data-testid="save-view">
        {t("views.save")}
      </Button>
    </div>
  );
}

function Menu({ page, query, onOpen, onClose }: ViewMenuProps & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { views, failed, add, remove } = useViews(page);
  return (
    <div className="view-menu" data-testid="view-menu">
      {views.length === 0 && <p className="context-none">{t("views.none")}</p>}
      <ul>
        {views.map((view) => (
          <li key={view.id}>
            <button
              type="button"
              className="view-open"
              aria-current={view.query === query ? "true" : undefined}
              onClick={() => {
                onOpen(view.query);
                onClose();
              }}
              data-testid="view"
            >
              {view.name}
            </button>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t("views.remove", { name: view.name })}
              title={t("views.remove", { name: view.name })}
              onClick={() => remove(view.id)}
              data-testid="remove-view"
            />
          </li>
        ))}
      </ul>
      <SaveView onSave={(name) => add(name, query)} />
      {failed && (
        <p className="field-error" role="alert">
          {t("views.failed")}
        </p>
      )}
    </div>
  );
}

/** Views under a name: what is shown now can be kept, and what was kept comes back. */
export function ViewMenu(props: ViewMenuProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const leave = (event: Event): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) === true) return;
      setOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
    };
  }, [open]);
  return (
    <div
      ref={box}
      className="views"
      onKeyDown={(event) => {
        if (event.key === "Escape") setOpen(false);
      }}
      role="presentation"
    >
      <Button icon={<StarOutlined />} aria-expanded={open} onClick={() => setOpen(!open)} data-testid="views">
        {t("views.title")}
      </Button>
      {open && <Menu {...props} onClose={() => setOpen(false)} />}
    </div>
  );
}
