/** One of several that may be ticked. */

interface TickProps {
  readonly id: string;
  readonly name?: string;
  readonly label: string;
  readonly on: boolean;
  readonly change: (on: boolean) => void;
}

export function Tick({ id, name, label, on, change }: TickProps) {
  return (
    <label class="radio" for={id}>
      <input
        type="checkbox"
        id={id}
        name={name}
        checked={on}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}
