import { FileTextOutlined, PlayCircleOutlined } from "@ant-design/icons";
import type { Evidence } from "@yingda/protocol";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { evidenceHref, isPicture } from "./evidence.ts";
import "./evidence.css";

const Viewer = lazy(async () => ({ default: (await import("./evidence_viewer.tsx")).EvidenceViewer }));

function Face({ file }: { readonly file: Evidence }) {
  if (isPicture(file)) return <img src={evidenceHref(file)} alt="" loading="lazy" />;
  return file.media_type.startsWith("video/") ? <PlayCircleOutlined /> : <FileTextOutlined />;
}

/** What was sent, small; a click shows it in full. */
export function EvidenceStrip({ files }: { readonly files: readonly Evidence[] }) {
  const { t } = useTranslation();
  const [at, setAt] = useState<number | null>(null);
  if (files.length === 0) return null;
  return (
    <>
      <ul className="evidence-strip" aria-label={t("evidence.title")}>
        {files.map((file, index) => (
          <li key={file.id}>
            <button
              type="button"
              className="evidence-face"
              aria-label={t("evidence.open", { name: file.name })}
              title={file.name}
              onClick={() => setAt(index)}
              data-testid="evidence"
            >
              <Face file={file} />
              <span className="evidence-name">{file.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {at !== null && (
        <Suspense fallback={null}>
          <Viewer files={files} at={at} onMove={setAt} onClose={() => setAt(null)} />
        </Suspense>
      )}
    </>
  );
}
