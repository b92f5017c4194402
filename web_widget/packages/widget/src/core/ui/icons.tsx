/** The few icons there are, as paths: no font, no request. Decoration: the words stand beside or in a label. */

const PATHS = {
  close: "M6 6 18 18M18 6 6 18",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5a7.5 7.5 0 0 1 15 0",
  alarm:
    "M12 8v5M12 16.5v.01M10.3 3.9 2.5 17.5A2 2 0 0 0 4.2 20.5h15.6a2 2 0 0 0 1.7-3L13.7 3.9a2 2 0 0 0-3.4 0Z",
  send: "M12 20V5M5.5 11 12 4.5 18.5 11",
  bot: "M5 9h14v10H5zM12 9V5M9.5 13v2M14.5 13v2M12 4.5v.01",
  check: "M5 12.5 10 17.5 19 7",
  clip: "M20 11.5 12 19.5a5 5 0 0 1-7-7l8.5-8.5a3.5 3.5 0 0 1 5 5L10 17.5a2 2 0 0 1-3-3l7.5-7.5",
  down: "M12 5v14M6 13l6 6 6-6",
  phone: "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1Z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return <Drawing name={name} path={PATHS[name]} />;
}

/** For one that a later part alone needs. */
export function Drawing({ name, path }: { readonly name: string; readonly path: string }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}
