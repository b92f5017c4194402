/** The server's greeting, suggestions and emergency numbers; kept, so that they are there when it is not. */
import type { Locale } from "@yingda/protocol";
import type { LocalValues } from "./store.ts";

export interface WidgetConfig {
  readonly brand: string;
  readonly greeting: string;
  readonly suggestions: readonly { readonly label: string; readonly text: string }[];
  readonly emergency: readonly { readonly label: string; readonly tel: string }[];
  readonly urgent_label: string;
  readonly policy_url?: string;
  /** Nothing of the visitor's is sent before they have agreed to that page. */
  readonly consent: boolean;
  /** How long work orders stay after their end. */
  readonly case_days: number;
}

const EMPTY: WidgetConfig = {
  brand: "",
  greeting: "",
  suggestions: [],
  emergency: [],
  urgent_label: "",
  consent: false,
  case_days: 1095,
};

const keyFor = (locale: Locale): string => `config:${locale}`;

/** Whatever came is only trusted as far as its shape goes. */
export function decodeConfig(value: unknown): WidgetConfig {
  if (typeof value !== "object" || value === null) return EMPTY;
  const source = value as Partial<Record<keyof WidgetConfig, unknown>>;
  const text = (field: unknown): string => (typeof field === "string" ? field : "");
  const pairs = <K extends string>(list: unknown, second: K): ({ label: string } & Record<K, string>)[] =>
    (Array.isArray(list) ? (list as Partial<Record<string, unknown>>[]) : [])
      .map((item) => ({ label: text(item.label), [second]: text(item[second]) }))
      .filter(
        (item): item is { label: string } & Record<K, string> => item.label !== "" && item[second] !== "",
      );
  const policy = text(source.policy_url);
  const policy_url = /^https?:|^\//.test(policy) ? policy : undefined;
  return {
    brand: text(source.brand),
    greeting: text(source.greeting),
    suggestions: pairs(source.suggestions, "text"),
    emergency: pairs(source.emergency, "tel"),
    urgent_label: text(source.urgent_label),
    policy_url,
    // Without a page there would be nothing to agree to.
    consent: source.consent === true && policy_url !== undefined,
    case_days: Number(source.case_days ?? EMPTY.case_days),
  };
}

export function hasCachedConfig(values: LocalValues, locale: Locale): boolean {
  return values.read(keyFor(locale)) !== undefined;
}

export function cachedConfig(values: LocalValues, locale: Locale): WidgetConfig {
  return decodeConfig(values.read(keyFor(locale)));
}

export async function fetchConfig(
  server: string,
  values: LocalValues,
  locale: Locale,
): Promise<WidgetConfig | undefined> {
  try {
    const response = await fetch(new URL(`/v1/widget/config?locale=${locale}`, server), {
      credentials: "omit",
    });
    if (!response.ok) return undefined;
    const config = decodeConfig(await response.json());
    values.write(keyFor(locale), config);
    return config;
  } catch {
    return undefined;
  }
}
