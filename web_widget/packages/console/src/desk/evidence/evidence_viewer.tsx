import { DownloadOutlined, LeftOutlined, RightOutlined } from "@ant-design/icons";
import type { Evidence } from "@yingda/protocol";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox } from "../../app/dialog_box.tsx";
import { evidenceHref, isPicture, sizeWords } from "./evidence.ts";

function Shown({ file }: { readonly file: Evidence }) {
  const { t } = useTranslation();
  const [failed, setFailed] = useState(false);
  if (failed) return <p role="alert">{t("evidence.failed")}</p>;
  if (isPicture(file)) {
    return <img src={evidenceHref(file)} alt={file.name} onError={() => setFailed(true)} />;
  }
  if (file.media_type.startsWith("video/")) {
    // What a customer filmed has no captions to offer.
    // eslint-disable-next-line jsx-a11y/media-has-caption
    return <video src={evidenceHref(file)} controls onError={() => setFailed(true)} />;
  }
  return <p>{t("evidence.no_preview")}</p>;
}

interface EvidenceViewerProps {
  readonly files: readonly Evidence[];
  readonly at: number;
  readonly onMove: (at: number) => void;
  readonly onClose: () => void;
}

/** One piece of evidence in full, with what proves that it is the one that was sent. */
export function EvidenceViewer({ files, at, onMove, onClose }: EvidenceViewerProps) {
  const { t } = useTranslation();
  const file = files[at];
  if (file === undefined) return null;
  const step = (by: number, icon: React.ReactNode, label: string): React.ReactNode => (
    <Button
      icon={icon}
      aria-label={label}
      disabled={files[at + by] === undefined}
      onClick={() => onMove(at + by)}
    />
  );
  const footer = (
    <>
      {files.length > 1 && step(-1, <LeftOutlined />, t("evidence.previous"))}
      {files.length > 1 && step(1, <RightOutlined />, t("evidence.next"))}
      <Button icon={<DownloadOutlined />} href={evidenceHref(file)} download={file.name}>
        {t("evidence.download")}
      </Button>
    </>
  );
  return (
    <DialogBox title={file.name} width={860} onClose={onClose} footer={footer}>
      <div className="evidence-viewer" key={file.id} data-testid="evidence-viewer">
        <Shown file={file} />
        <p className="evidence-facts">
          {t("evidence.facts", { at: at + 1, count: files.length, size: sizeWords(file.size) })}
          {file.sha256 !== undefined && (
            <span className="mono" title={file.sha256}>
              SHA-256 {file.sha256.slice(0, 16)}…
            </span>
          )}
        </p>
      </div>
    </DialogBox>
  );
}
