/** Two short sounds made here: nothing is loaded, and they are told apart without looking. */

export type SoundName = "message" | "urgent";

const notes: Readonly<Record<SoundName, readonly number[]>> = {
  message: [660, 880],
  urgent: [880, 660, 880, 660],
};
const NOTE_S = 0.12;
const LOUDNESS = 0.12;

let context: AudioContext | undefined;

export function play(name: SoundName): void {
  try {
    context ??= new AudioContext();
    const audio = context;
    void audio.resume();
    notes[name].forEach((frequency, index) => {
      const from = audio.currentTime + index * NOTE_S;
      const tone = new OscillatorNode(audio, { frequency });
      const level = new GainNode(audio, { gain: 0 });
      level.gain.setValueAtTime(LOUDNESS, from);
      level.gain.exponentialRampToValueAtTime(0.001, from + NOTE_S);
      tone.connect(level).connect(audio.destination);
      tone.start(from);
      tone.stop(from + NOTE_S);
    });
  } catch {
    // No sound device, or the page was never touched: the tab's title and the lists still tell.
  }
}
