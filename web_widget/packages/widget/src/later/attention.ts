/** Calls back a visitor who looks elsewhere: by the title of the page, and by a short sound. */

const FLASH_MS = 1500;
/** Two notes, a third apart: heard, and not startling. */
const NOTES_HZ = [659, 784] as const;
const NOTE_S = 0.14;
const LOUDNESS = 0.06;

export class Attention {
  private own = "";
  private theirs = "";
  private timer: ReturnType<typeof setInterval> | undefined;

  call(words: string, sound: boolean): void {
    if (sound) chime();
    if (!document.hidden) return;
    this.rest();
    this.own = words;
    this.flash();
    // Who wants no motion gets the words, standing.
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.timer = setInterval(() => this.flash(), FLASH_MS);
    }
    document.addEventListener("visibilitychange", this.seen);
  }

  rest(): void {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.seen);
    // A page that has renamed itself meanwhile keeps its new name.
    if (this.own !== "" && document.title === this.own) document.title = this.theirs;
    this.own = "";
  }

  private readonly seen = (): void => {
    if (!document.hidden) this.rest();
  };

  private flash(): void {
    if (document.title === this.own) document.title = this.theirs;
    else {
      this.theirs = document.title;
      document.title = this.own;
    }
  }
}

/** Only after the visitor has touched the page: before that browsers allow none, and nobody wants it. */
function chime(): void {
  // Not in every browser that we serve, whatever the types say.
  const activation = (navigator as { userActivation?: UserActivation }).userActivation;
  if (activation?.hasBeenActive !== true || typeof AudioContext === "undefined") return;
  const audio = new AudioContext();
  const volume = audio.createGain();
  volume.gain.value = LOUDNESS;
  volume.connect(audio.destination);
  NOTES_HZ.forEach((hertz, index) => {
    const note = audio.createOscillator();
    note.frequency.value = hertz;
    note.connect(volume);
    note.start(audio.currentTime + index * NOTE_S);
    note.stop(audio.currentTime + (index + 1) * NOTE_S);
    if (index === NOTES_HZ.length - 1) note.onended = () => void audio.close();
  });
}
