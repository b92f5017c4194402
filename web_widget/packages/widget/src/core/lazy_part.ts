/** A file of the widget that is fetched when it is first needed, and asked for until it is there. */
import { backoffDelay } from "@yingda/protocol";

export class LazyPart<Parts> {
  loaded: Parts | undefined;
  private loading: Promise<Parts> | undefined;
  /** How often in a row the file could not be had. */
  private failures = 0;
  private readonly watchers = new Set<() => void>();
  private readonly first: () => Promise<Parts>;
  private readonly fileName: () => string | undefined;

  /** `fileName`: beside this very file; not known where nothing has been built. */
  constructor(first: () => Promise<Parts>, fileName: () => string | undefined) {
    this.first = first;
    this.fileName = fileName;
  }

  get missing(): boolean {
    return this.failures > 0;
  }

  load(fetchParts = () => this.fetch()): Promise<Parts> {
    this.loading ??= fetchParts().then(
      (parts) => {
        this.failures = 0;
        this.loaded = parts;
        this.tell();
        return parts;
      },
      (error: unknown) => {
        this.loading = undefined;
        this.failures++;
        this.tell();
        throw error;
      },
    );
    return this.loading;
  }

  /** Keeps asking while the server is away, until what is returned is called. */
  when(run: (parts: Parts) => void): () => void {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = (): void => {
      this.load().then(
        (parts) => {
          if (!stopped) run(parts);
        },
        () => {
          if (!stopped) timer = setTimeout(attempt, backoffDelay(this.failures, 1));
        },
      );
    };
    attempt();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }

  /** Asks for nothing itself. */
  whenThere(run: (parts: Parts) => void): () => void {
    const stop = this.watch(() => {
      if (this.loaded === undefined) return;
      stop();
      run(this.loaded);
    });
    if (this.loaded !== undefined) {
      stop();
      run(this.loaded);
    }
    return stop;
  }

  watch(look: () => void): () => void {
    this.watchers.add(look);
    return () => void this.watchers.delete(look);
  }

  private tell(): void {
    for (const look of [...this.watchers]) look();
  }

  /** Some browsers remember for the life of a page that a file could not be had: another address is asked anew. */
  private fetch(): Promise<Parts> {
    const name = this.fileName();
    if (this.failures === 0 || name === undefined) return this.first();
    const again = new URL(`${name}?again=${this.failures}`, import.meta.url);
    return import(/* @vite-ignore */ again.href) as Promise<Parts>;
  }
}
