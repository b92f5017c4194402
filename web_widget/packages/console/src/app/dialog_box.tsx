import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import "./dialog_box.css";

interface DialogBoxProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly width?: number;
  /** Absent: it cannot be closed, only answered. */
  readonly onClose?: () => void;
}

/**
 * The browser's own modal dialog: focus stays inside, the page behind is inert, Esc closes. antd's Modal
 * writes style elements without a nonce, which the page's policy refuses.
 */
export function DialogBox({ title, children, footer, width = 480, onClose }: DialogBoxProps) {
  const { t } = useTranslation();
  const titleId = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      className="dialog-box"
      style={{ inlineSize: width }}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <header>
        <h2 id={titleId}>{title}</h2>
        {onClose !== undefined && (
          <Button
            type="text"
            icon={<CloseOutlined />}
            aria-label={t("common.close")}
            onClick={onClose}
            data-testid="dialog-close"
          />
        )}
      </header>
      {children}
      {footer !== undefined && <footer>{footer}</footer>}
    </dialog>
  );
}

interface SubmitProps {
  readonly label: string;
  readonly disabled?: boolean;
  /** Somebody loses something by it. */
  readonly danger?: boolean;
  readonly testId: string;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
}

export function SubmitOrCancel({
  label,
  disabled = false,
  danger = false,
  testId,
  onSubmit,
  onCancel,
}: SubmitProps) {
  const { t } = useTranslation();
  return (
    <>
      <Button onClick={onCancel} data-testid="dialog-cancel">
        {t("common.cancel")}
      </Button>
      <Button
        type={danger ? "default" : "primary"}
        danger={danger}
        disabled={disabled}
        onClick={onSubmit}
        data-testid={testId}
      >
        {label}
      </Button>
    </>
  );
}

/** A pop-up inside a dialog has to be its child, or the dialog's layer covers it. */
export function popupInside(trigger: HTMLElement): HTMLElement {
  return trigger.closest("dialog") ?? document.body;
}
