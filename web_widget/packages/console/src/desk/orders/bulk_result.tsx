import { CheckCircleFilled, CloseCircleFilled, LoadingOutlined, RollbackOutlined } from "@ant-design/icons";
import { isErrorCode } from "@yingda/protocol";
import { Button } from "antd";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { DialogBox } from "../../app/dialog_box.tsx";
import { refusalWords } from "../refusal_words.ts";
import { visitorName } from "../visitor.ts";
import type { BulkItem, BulkRun } from "./bulk.ts";

function why(t: TFunction, { outcome }: BulkItem): string {
  const code = outcome?.code ?? "unavailable";
  if (outcome?.changedBy !== undefined) return t("refusal.changed_by", { name: outcome.changedBy });
  if (code === "not_found" && outcome?.message?.includes("not on duty") === true) return t("orders.off_duty");
  if (code === "conflict") return t("orders.conflict");
  return isErrorCode(code) ? refusalWords(t, code) : t("refusal.unknown");
}

function Result({ item }: { readonly item: BulkItem }) {
  const { t } = useTranslation();
  const { outcome, undone = false } = item;
  if (outcome === null)
    return (
      <>
        <LoadingOutlined /> {t("orders.waiting")}
      </>
    );
  if (outcome.state === "failed")
    return (
      <span className="bulk-failed">
        <CloseCircleFilled /> {why(t, item)}
      </span>
    );
  return (
    <span className="bulk-done">
      {undone ? <RollbackOutlined /> : <CheckCircleFilled />} {t(undone ? "orders.undone" : "orders.done")}
    </span>
  );
}

interface BulkResultProps {
  readonly run: BulkRun;
  readonly onUndo: () => void;
  readonly onClose: () => void;
}

/** What became of each: nothing that failed hides behind what went well. */
export function BulkResult({ run, onUndo, onClose }: BulkResultProps) {
  const { t } = useTranslation();
  const done = run.items.filter(({ outcome }) => outcome?.state === "done").length;
  const failed = run.items.filter(({ outcome }) => outcome?.state === "failed").length;
  const undoable = run.items.filter(({ undo, undone }) => undo !== undefined && undone !== true).length;
  return (
    <DialogBox
      title={t(`orders.result_${run.act.kind}`)}
      width={560}
      onClose={onClose}
      footer={
        <>
          {undoable > 0 && (
            <Button disabled={run.busy} onClick={onUndo} data-testid="bulk-undo">
              {t("orders.undo", { count: undoable })}
            </Button>
          )}
          <Button type="primary" disabled={run.busy} onClick={onClose} data-testid="bulk-close">
            {t("common.close")}
          </Button>
        </>
      }
    >
      <div className="dialog-body" data-testid="bulk-result">
        <p role="status">{t("orders.result", { done, failed, all: run.items.length })}</p>
        <ul className="bulk-list">
          {run.items.map((item) => (
            <li key={item.row.number} data-testid="bulk-item" data-state={item.outcome?.state ?? "waiting"}>
              <span>
                <span className="mono">{item.row.number}</span>{" "}
                {visitorName(t, item.row.visitor, item.row.conversation)}
              </span>
              <Result item={item} />
            </li>
          ))}
        </ul>
      </div>
    </DialogBox>
  );
}
