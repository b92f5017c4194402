/**
 * A shop's own colour, made readable: whatever `--yd-accent` a page sets, words on it and in it keep the contrast
 * of 4.5 to 1 that small text needs. A colour that has it is left as it is.
 */

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const ENOUGH = 4.5;

export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** As WCAG 2 defines it. */
function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const mix = (from: Rgb, to: Rgb, share: number): Rgb =>
  from.map((part, index) => Math.round(part + ((to[index] ?? 0) - part) * share)) as unknown as Rgb;

/** The nearest colour on the way to `goal` that will do. */
function until(color: Rgb, goal: Rgb, enough: (candidate: Rgb) => boolean): Rgb {
  for (let share = 0; share < 1; share += 0.04) {
    const candidate = mix(color, goal, share);
    if (enough(candidate)) return candidate;
  }
  return goal;
}

/** The four colours that are made of the shop's one, on panels of the colour `surface`. */
export function brandColors(accent: Rgb, surface: Rgb): Readonly<Record<string, string>> {
  const dark = luminance(surface) < 0.2;
  const fill = until(accent, BLACK, (color) => contrast(color, WHITE) >= ENOUGH);
  const soft = mix(surface, fill, dark ? 0.3 : 0.14);
  const text = until(fill, dark ? WHITE : BLACK, (color) =>
    [soft, surface].every((ground) => contrast(color, ground) >= ENOUGH),
  );
  const css = (color: Rgb): string => `rgb(${color.join(" ")})`;
  return {
    "--yd-accent": css(fill),
    "--yd-accent-hover": css(mix(fill, BLACK, 0.2)),
    "--yd-accent-soft": css(soft),
    "--yd-accent-text": css(text),
  };
}

/** A colour of any notation as the screen shows it. */
function rgbOf(color: string): Rgb | undefined {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d");
  if (context === null || !CSS.supports("color", color)) return undefined;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
  return [r, g, b];
}

/** Looks at what the page has set on `element`, and sets on all `targets` what can be read. */
export function applyBrand(element: HTMLElement, targets: readonly HTMLElement[], ours: string[]): void {
  const names = ["--yd-accent", "--yd-accent-hover", "--yd-accent-soft", "--yd-accent-text"];
  for (const { style } of targets) for (const name of names) style.removeProperty(name);
  const styles = getComputedStyle(element);
  const accent = styles.getPropertyValue("--yd-accent").trim();
  if (accent === "" || ours.includes(accent.toUpperCase())) return;
  const [color, surface] = [rgbOf(accent), rgbOf(styles.getPropertyValue("--yd-surface").trim())];
  if (color === undefined || surface === undefined) return;
  for (const [name, value] of Object.entries(brandColors(color, surface))) {
    for (const { style } of targets) style.setProperty(name, value);
  }
}
