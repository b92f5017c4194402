/** A day, or a day and a time, in the language of the desk: the browser's own box follows the browser's. */
import type { Locale } from "@yingda/protocol";
import { DatePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { popupInside } from "../app/dialog_box.tsx";
import { useLocale } from "./desk_context.ts";

interface DateFieldProps {
  /** "2026-11-23", with `time` "2026-11-23T18:00"; empty: none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly time?: boolean;
  readonly id?: string;
  readonly "aria-label"?: string;
  readonly "aria-describedby"?: string | undefined;
  readonly "aria-invalid"?: boolean | undefined;
  /** antd's red border. */
  readonly status?: "error" | "";
  readonly "data-testid"?: string;
}

const STORED = { day: "YYYY-MM-DD", time: "YYYY-MM-DDTHH:mm" } as const;

/** The first is shown; what is typed may look like any of them. */
const FORMATS: Readonly<Record<Locale, Readonly<Record<"day" | "time", string[]>>>> = {
  "zh-CN": {
    day: ["YYYY年M月D日", "YYYY-MM-DD", "YYYY-M-D", "YYYY/M/D"],
    time: ["YYYY年M月D日 HH:mm", "YYYY-MM-DD HH:mm", "YYYY-MM-DDTHH:mm", "YYYY/M/D HH:mm"],
  },
  en: {
    day: ["D MMM YYYY", "YYYY-MM-DD", "YYYY-M-D", "YYYY/M/D"],
    time: ["D MMM YYYY HH:mm", "YYYY-MM-DD HH:mm", "YYYY-MM-DDTHH:mm", "YYYY/M/D HH:mm"],
  },
};

export function DateField({ value, onChange, time = false, ...rest }: DateFieldProps) {
  const locale = useLocale();
  const kind = time ? "time" : "day";
  const shown = value === "" ? null : dayjs(value);
  return (
    <DatePicker
      {...rest}
      value={shown?.isValid() === true ? shown : null}
      format={FORMATS[locale][kind]}
      {...(time && { showTime: { format: "HH:mm" } })}
      needConfirm={false}
      allowClear={!time}
      getPopupContainer={popupInside}
      onChange={(next) => onChange(next?.format(STORED[kind]) ?? "")}
    />
  );
}
