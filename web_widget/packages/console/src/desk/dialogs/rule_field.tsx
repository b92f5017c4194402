import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { Field } from "./field.tsx";

interface RuleFieldProps {
  readonly value: string;
  readonly tried: boolean;
  readonly hint: string;
  readonly onChange: (rule: string) => void;
}

/** What a decision rests on: an article's id, or the rule's name. */
export function RuleField({ value, tried, hint, onChange }: RuleFieldProps) {
  const { t } = useTranslation();
  const missing = tried && value.trim() === "" ? t("rule.missing") : undefined;
  return (
    <Field label={t("rule.label")} hint={hint} error={missing}>
      {(ids) => (
        <Input
          {...ids}
          value={value}
          maxLength={200}
          onChange={(event) => onChange(event.target.value)}
          data-testid="rule"
        />
      )}
    </Field>
  );
}
