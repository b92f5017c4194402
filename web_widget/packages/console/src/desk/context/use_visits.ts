/** The other conversations of the same customer. */
import type { Visits } from "@yingda/protocol";
import { useQuery } from "@tanstack/react-query";
import { getJson, withQuery } from "../../app/http.ts";
import { useDeskState } from "../desk_context.ts";
import { ownership } from "../model/state.ts";

export const visitsKey = (conversation: string): readonly string[] => ["visits", conversation];

export function useVisits(conversation: string, wanted = true) {
  // Whoever takes the customer may read more than whoever only looks at the queue.
  const whose = useDeskState((state) => ownership(state, conversation));
  return useQuery({
    queryKey: [...visitsKey(conversation), whose],
    enabled: wanted,
    queryFn: ({ signal }) => getJson<Visits>(withQuery("/v1/desk/visits", { conversation }), signal),
    staleTime: 60_000,
  });
}
