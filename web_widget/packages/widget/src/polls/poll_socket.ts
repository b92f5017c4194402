/**
 * The frames of a WebSocket by HTTP, for networks that let no WebSocket through: requests that the server holds
 * until it has something to say. Frames are numbered in both directions, so that a request or an answer that was
 * lost is sent again and nothing is heard twice.
 */
import type { SocketLike } from "../core/connection.ts";

/** Longer than the server lets a request wait. */
const PATIENCE_MS = 40_000;
const RETRY_MS = 500;
const FAILURES_MAX = 3;
/** What one request carries at most; the server takes 64 frames and 64 KiB. */
const FRAMES_MAX = 32;
const CHARACTERS_MAX = 16_000;
/** One that waits, and one that brings what was said meanwhile. */
const REQUESTS_MAX = 2;

interface Answer {
  readonly session?: string;
  readonly first: number;
  readonly frames: readonly unknown[];
  readonly got: number;
  readonly close?: number;
}

export class PollSocket implements SocketLike {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;

  private readonly url: URL;
  private session: string | undefined;
  /** What is not known to have arrived; the number of the first. */
  private outgoing: string[] = [];
  private first = 1;
  /** How many of `outgoing` some request has carried. */
  private carried = 0;
  private got = 0;
  private failures = 0;
  private closed = false;
  private due = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly requests = new Set<AbortController>();

  constructor(server: string) {
    this.url = new URL("/v1/chat/poll", server);
    // As a socket does: whoever made it first says what to do then.
    void Promise.resolve().then(() => this.onopen?.());
  }

  send(frame: string): void {
    this.outgoing.push(frame);
    this.askSoon();
  }

  close(): void {
    if (this.closed) return;
    this.end();
    // The server need not wait for us; if it does not hear, it ends the session by itself.
    if (this.session !== undefined) this.fetch({ leave: true }, { keepalive: true }).catch(() => undefined);
  }

  private end(): void {
    this.closed = true;
    clearTimeout(this.timer);
    for (const request of this.requests) request.abort();
  }

  private lost(): void {
    if (this.closed) return;
    this.end();
    this.onclose?.();
  }

  /** Frames that are said together go together. */
  private askSoon(): void {
    if (this.due) return;
    this.due = true;
    void Promise.resolve().then(() => {
      this.due = false;
      this.ask();
    });
  }

  private ask(): void {
    const room = this.session === undefined ? 1 : REQUESTS_MAX;
    // What finds no room goes with the next request, which follows when one of these is answered.
    if (this.closed || this.timer !== undefined || this.requests.size >= room) return;
    const request = new AbortController();
    const patience = setTimeout(() => request.abort(), PATIENCE_MS);
    this.requests.add(request);
    const frames = this.batch();
    this.carried = frames.length;
    const body = {
      first: this.first,
      frames: frames.map((text) => JSON.parse(text) as unknown),
      got: this.got,
    };
    this.fetch(body, { signal: request.signal })
      .then(async (response) => {
        const answer = response.ok ? ((await response.json()) as Answer) : undefined;
        this.requests.delete(request);
        if (answer !== undefined) this.take(answer);
        else this.refused(response);
      })
      .catch(() => {
        this.requests.delete(request);
        this.failed(RETRY_MS * 2 ** this.failures);
      })
      .finally(() => clearTimeout(patience));
  }

  private batch(): string[] {
    let characters = 0;
    const fits = (frame: string, index: number): boolean => {
      characters += frame.length;
      return index === 0 || (index < FRAMES_MAX && characters <= CHARACTERS_MAX);
    };
    const end = this.outgoing.findIndex((frame, index) => !fits(frame, index));
    return this.outgoing.slice(0, end < 0 ? undefined : end);
  }

  private fetch(body: object, options: RequestInit): Promise<Response> {
    return fetch(this.url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(this.session !== undefined && { Authorization: `Bearer ${this.session}` }),
      },
      body: JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
      ...options,
    });
  }

  private take(answer: Answer): void {
    this.failures = 0;
    this.session ??= answer.session;
    while (this.first <= answer.got && this.outgoing.shift() !== undefined) {
      this.first++;
      if (this.carried > 0) this.carried--;
    }
    let number = answer.first;
    for (const frame of answer.frames) {
      if (this.closed) return;
      if (number++ !== this.got + 1) continue;
      this.got++;
      this.onmessage?.({ data: JSON.stringify(frame) });
    }
    if (answer.close !== undefined) return this.lost();
    // An older request that a newer one has relieved needs no successor.
    if (this.requests.size === 0 || this.outgoing.length > this.carried) this.askSoon();
  }

  /** The session is over, or the server wants a pause, or what stands before it does. */
  private refused(response: Response): void {
    const { status } = response;
    if (status !== 429 && status < 500) return this.lost();
    const seconds = Number(response.headers.get("Retry-After") ?? 0);
    this.failed(Math.max(RETRY_MS * 2 ** this.failures, seconds * 1000 || 0));
  }

  private failed(waitMs: number): void {
    if (this.closed) return;
    if (this.session === undefined || ++this.failures > FAILURES_MAX) return this.lost();
    if (this.requests.size > 0 || this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.ask();
    }, waitMs);
  }
}
