/** Changes what a page keeps in its address; an empty value takes the name away. */
import { useCallback } from "react";
import type { SetURLSearchParams } from "react-router";

export function useSearchChange(setParams: SetURLSearchParams) {
  return useCallback(
    (values: Readonly<Record<string, string>>) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(values)) {
            if (value === "") after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
}
