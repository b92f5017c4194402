import { formatDue } from "@yingda/protocol";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNow } from "../../app/use_now.ts";
import { DateField } from "../date_field.tsx";
import { useLocale } from "../desk_context.ts";
import { Field } from "./field.tsx";
import { fromLocalInput, quickTimes, toLocalInput } from "./promise_times.ts";

interface DueFieldProps {
  readonly value: string;
  readonly label?: string;
  /** Submitting was tried: an empty box is an error now. */
  readonly tried: boolean;
  readonly onChange: (value: string) => void;
}

/** A day and a time, and those that are mostly meant. */
export function DueField({ value, label, tried, onChange }: DueFieldProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const time = fromLocalInput(value);
  const past = time !== null && time.getTime() <= now;
  const missing = tried && time === null ? t("promise.due_missing") : undefined;
  const hint = time === null || past ? undefined : t("promise.reads", { due: formatDue(time, now, locale) });
  return (
    <>
      <Field label={label ?? t("promise.due")} hint={hint} error={past ? t("promise.due_past") : missing}>
        {(ids) => <DateField {...ids} time value={value} onChange={onChange} data-testid="promise-due" />}
      </Field>
      <div className="quick-times" role="group" aria-label={t("promise.quick")}>
        {quickTimes(new Date(now)).map(({ key, at }) => (
          <Button
            key={key}
            size="small"
            onClick={() => onChange(toLocalInput(at))}
            data-testid={`promise-${key}`}
          >
            {t(`promise.times.${key}`)}
          </Button>
        ))}
      </div>
    </>
  );
}
