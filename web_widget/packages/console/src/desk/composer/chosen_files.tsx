import { CloseOutlined, PaperClipOutlined, ReloadOutlined } from "@ant-design/icons";
import { Button, Progress } from "antd";
import type { ChangeEvent } from "react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { sizeWords } from "../evidence/evidence.ts";
import type { ChosenFile, Files } from "./use_files.ts";
import { FILES_MAX } from "./use_files.ts";

interface ChosenProps {
  readonly chosen: ChosenFile;
  readonly onRetry: () => void;
  readonly onRemove: () => void;
}

function Chosen({ chosen, onRetry, onRemove }: ChosenProps) {
  const { t } = useTranslation();
  const { file, part, evidence, failed } = chosen;
  const state = failed !== undefined ? "failed" : evidence === undefined ? "sending" : "there";
  return (
    <li className={`chosen chosen-${state}`} data-testid="chosen-file" data-state={state}>
      <PaperClipOutlined />
      <span className="chosen-name">{file.name}</span>
      <span className="chosen-size">{sizeWords(file.size)}</span>
      {state === "sending" && (
        <Progress
          percent={Math.round(part * 100)}
          size="small"
          showInfo={false}
          aria-label={t("files.progress", { name: file.name })}
        />
      )}
      {failed !== undefined && (
        <>
          <span role="alert">{t(`files.failed.${failed}`)}</span>
          <Button
            type="text"
            size="small"
            icon={<ReloadOutlined />}
            aria-label={t("files.retry", { name: file.name })}
            onClick={onRetry}
          />
        </>
      )}
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={t("files.remove", { name: file.name })}
        onClick={onRemove}
        data-testid="remove-file"
      />
    </li>
  );
}

/** What was chosen, how far it is, and what went wrong with it. */
export function ChosenFiles({ files }: { readonly files: Files }) {
  const { t } = useTranslation();
  if (files.files.length === 0) return null;
  return (
    <ul className="chosen-files" aria-label={t("files.title")}>
      {files.files.map((chosen) => (
        <Chosen
          key={chosen.key}
          chosen={chosen}
          onRetry={() => files.retry(chosen.key)}
          onRemove={() => files.remove(chosen.key)}
        />
      ))}
      {files.tooMany && (
        <li role="alert" className="chosen chosen-failed">
          {t("files.too_many", { max: FILES_MAX })}
        </li>
      )}
    </ul>
  );
}

export function ChooseFiles({ onChoose }: { readonly onChoose: (files: readonly File[]) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    onChoose([...(event.target.files ?? [])]);
    // The same file may be chosen again.
    event.target.value = "";
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("files.choose")}
        onChange={choose}
        data-testid="file-input"
      />
      <Button
        type="text"
        icon={<PaperClipOutlined />}
        aria-label={t("files.choose")}
        title={t("files.choose_hint")}
        onClick={() => input.current?.click()}
        data-testid="choose-files"
      />
    </>
  );
}
