/** A small picture of a file. On a canvas: a host page may allow no images at all. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Drawing } from "../core/ui/icons.tsx";
import { drawn, scaleOf } from "./image.ts";

const SIDE_PX = 192;

interface PictureProps {
  readonly blob: Blob | undefined;
  /** Not only as a small one to know it by. */
  readonly whole?: boolean;
}

/** `blob` absent: not there yet. What is no picture, or cannot be read as one, is shown as a sheet of paper. */
export function Picture({ blob, whole = false }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    let gone = false;
    if (blob?.type.startsWith("image/") !== true) return undefined;
    createImageBitmap(blob).then(
      (bitmap) => {
        const { width, height } = bitmap;
        const scale = whole ? scaleOf(width, height) : Math.min(1, SIDE_PX / Math.min(width, height));
        if (!gone && canvas.current !== null) drawn(bitmap, scale, canvas.current);
        bitmap.close();
        if (!gone) setShown(true);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [blob, whole]);
  return (
    <span class="picture">
      {/* Its name stands beside it. */}
      <canvas ref={canvas} aria-hidden="true" hidden={!shown} />
      {!shown && <Drawing name="file" path="M6 3h8l5 5v13H6zM14 3v5h5" />}
    </span>
  );
}
