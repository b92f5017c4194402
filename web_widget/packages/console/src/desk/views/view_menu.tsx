import { DeleteOutlined, StarOutlined } from "@ant-design/icons";
import type { SavedView } from "@yingda/protocol";
import { Button, Checkbox, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../session/session_context.ts";
import { useViewCounts } from "./use_view_counts.ts";
import { useViews } from "./use_views.ts";
import "./views.css";

const NAME_MAX = 40;

interface ViewMenuProps {
  readonly page: SavedView["page"];
  /** What is shown now, as it stands in the address. */
  readonly query: string;
  readonly onOpen: (query: string) => void;
}

interface SaveViewProps {
  readonly mayShare: boolean;
  readonly onSave: (name: string, shared: boolean) => void;
}

function SaveView({ mayShare, onSave }: SaveViewProps) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const save = (): void => {
    if (name.trim() === "") return;
    onSave(name.trim(), shared);
    setName("");
    setShared(false);
  };
  return (
    <>
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
      {mayShare && (
        <Checkbox
          checked={shared}
          onChange={(event) => setShared(event.target.checked)}
          data-testid="share-view"
        >
          {t("views.share")}
        </Checkbox>
      )}
    </>
  );
}

interface ViewListProps {
  readonly views: readonly SavedView[];
  readonly query: string;
  readonly onOpen: (query: string) => void;
  /** Absent where one may not. */
  readonly onRemove: ((id: string) => void) | undefined;
}

function ViewList({ views, query, onOpen, onRemove }: ViewListProps) {
  const { t } = useTranslation();
  const counts = useViewCounts(views);
  return (
    <ul>
      {views.map((view, at) => (
        <li key={view.id}>
          <button
            type="button"
            className="view-open"
            aria-current={view.query === query ? "true" : undefined}
            onClick={() => onOpen(view.query)}
            data-testid="view"
          >
            <span>{view.name}</span>
            {counts[at] !== null && (
              <span className="view-count" data-testid="view-count">
                {counts[at]}
              </span>
            )}
          </button>
          {onRemove !== undefined && (
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t("views.remove", { name: view.name })}
              title={t("views.remove", { name: view.name })}
              onClick={() => onRemove(view.id)}
              data-testid="remove-view"
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Menu({ page, query, onOpen, onClose }: ViewMenuProps & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { role } = useSession();
  const mayShare = role === "supervisor" || role === "admin";
  const own = useViews(page, "own");
  const shared = useViews(page, "shared");
  const open = (wanted: string): void => {
    onOpen(wanted);
    onClose();
  };
  return (
    <div className="view-menu" data-testid="view-menu">
      {own.views.length + shared.views.length === 0 && <p className="context-none">{t("views.none")}</p>}
      {own.views.length > 0 && (
        <ViewList views={own.views} query={query} onOpen={open} onRemove={own.remove} />
      )}
      {shared.views.length > 0 && (
        <>
          <p className="view-group">{t("views.shared")}</p>
          <ViewList
            views={shared.views}
            query={query}
            onOpen={open}
            onRemove={mayShare ? shared.remove : undefined}
          />
        </>
      )}
      <SaveView
        mayShare={mayShare}
        onSave={(name, everybody) => (everybody ? shared : own).add(name, query)}
      />
      {(own.failed || shared.failed) && (
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
