import type { ReactNode } from "react";
import { useId } from "react";

export interface FieldIds {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
  /** antd's red border. */
  readonly status: "error" | "";
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly children: (ids: FieldIds) => ReactNode;
}

/** A label, its control and what is wrong with it, tied together for assistive technology. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const words = error ?? hint;
  const described = words === undefined ? undefined : `${id}-words`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-describedby": described,
        "aria-invalid": error !== undefined,
        status: error === undefined ? "" : "error",
      })}
      {words !== undefined && (
        <p
          id={described}
          className={error === undefined ? "field-hint" : "field-error"}
          role={error === undefined ? undefined : "alert"}
        >
          {words}
        </p>
      )}
    </div>
  );
}
