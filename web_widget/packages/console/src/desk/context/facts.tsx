import type { ReactNode } from "react";

export type Fact = readonly [label: string, value: ReactNode];

export function Facts({ facts, label }: { readonly facts: readonly Fact[]; readonly label?: string }) {
  return (
    <dl className="facts" aria-label={label}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
