/** The other conversations of the same customer. */
import type { Visits } from "@yingda/protocol";
import { useQuery } from "@tanstack/react-query";
import { getJson, withQuery } from "../../app/http.ts";

export const visitsKey = (conversation: string): readonly string[] => ["visits", conversation];

export function useVisits(conversation: string, wanted = true) {
  return useQuery({
    queryKey: visitsKey(conversation),
    enabled: wanted,
    queryFn: ({ signal }) => getJson<Visits>(withQuery("/v1/desk/visits", { conversation }), signal),
    staleTime: 60_000,
  });
}
