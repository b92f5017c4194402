/**
 * What the server's configuration says at this moment: from the cache at once, from the server as soon as it
 * answers. With it comes whether the visitor has yet to agree to the privacy page before anything is sent.
 */
import type { Locale } from "@yingda/protocol";
import { cachedConfig, fetchConfig, hasCachedConfig, type WidgetConfig } from "./config.ts";
import type { LocalValues } from "./store.ts";

const AGAIN_MS = 4000;
const AGREED = "consent";

export interface Configured {
  readonly config: WidgetConfig;
  /** The visitor has not agreed yet: nothing is sent, and the composer is not there. */
  readonly consentDue: boolean;
}

export class Configuration {
  now: Configured;
  /** Whether visitors must agree first is known; before that nothing may be sent either. */
  known: boolean;
  /** The server was asked and did not answer. */
  failed = false;
  private readonly server: string;
  private readonly values: () => LocalValues;
  private readonly changed: () => void;
  private locale: Locale;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(server: string, values: () => LocalValues, locale: Locale, changed: () => void) {
    this.server = server;
    this.values = values;
    this.changed = changed;
    this.locale = locale;
    this.known = hasCachedConfig(values(), locale);
    this.now = this.judged(cachedConfig(values(), locale));
  }

  /** In another language. */
  speak(locale: Locale): void {
    this.locale = locale;
    this.now = this.judged(cachedConfig(this.values(), locale));
    void this.load();
  }

  async load(): Promise<void> {
    const { locale } = this;
    const config = await fetchConfig(this.server, this.values(), locale);
    if (locale !== this.locale) return;
    if (config !== undefined) {
      this.known = true;
      this.now = this.judged(config);
    } else if (!this.known) this.timer = setTimeout(() => void this.load(), AGAIN_MS);
    this.failed = config === undefined;
    this.changed();
  }

  /** To the page as it is called now; to another one the visitor is asked anew. */
  agree(): void {
    this.values().write(AGREED, this.now.config.policy_url);
    this.now = this.judged(this.now.config);
    this.changed();
  }

  /** Somebody else is here, who has or has not agreed. */
  judgeAgain(): void {
    this.now = this.judged(this.now.config);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private judged(config: WidgetConfig): Configured {
    const agreed = config.policy_url !== undefined && this.values().read(AGREED) === config.policy_url;
    return { config, consentDue: config.consent && !agreed };
  }
}
