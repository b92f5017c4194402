import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { popupInside } from "../../app/dialog_box.tsx";
import { Field } from "./field.tsx";
import { RuleField } from "./rule_field.tsx";
import type { Verdict } from "./verdict.ts";
import { OUTCOMES } from "./verdict.ts";

interface VerdictFieldsProps {
  readonly value: Verdict;
  readonly tried: boolean;
  readonly testId: string;
  readonly onChange: (verdict: Verdict) => void;
}

export function VerdictFields({ value, tried, testId, onChange }: VerdictFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t("outcome.label")}>
        {(ids) => (
          <Select
            {...ids}
            value={value.outcome}
            options={OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
            getPopupContainer={popupInside}
            onChange={(outcome) => onChange({ ...value, outcome })}
            data-testid={testId}
          />
        )}
      </Field>
      {value.outcome === "refused" && (
        <RuleField
          value={value.rule}
          tried={tried}
          hint={t("rule.hint")}
          onChange={(rule) => onChange({ ...value, rule })}
        />
      )}
    </>
  );
}
