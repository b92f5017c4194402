/** How this agent likes to look at lists: kept by the server, the same at every desk they sit down at. */
import type { SavedView, SavedViews } from "@yingda/protocol";
import { newId } from "@yingda/protocol";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getJson, postJson } from "../../app/http.ts";
import { useSession } from "../../session/session_context.ts";

const PATH = "/v1/desk/views";

/** One's own, or those that everybody has, which supervisors keep. */
export function useViews(page: SavedView["page"], whose: "own" | "shared") {
  const { csrf } = useSession();
  const client = useQueryClient();
  const path = whose === "own" ? PATH : `${PATH}/shared`;
  const key = ["views", whose];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => getJson<SavedViews>(path, signal),
    staleTime: 60_000,
  });
  const all = query.data?.views ?? [];
  const save = useMutation({
    mutationFn: (views: readonly SavedView[]) =>
      postJson<SavedViews>(path, { version: query.data?.version ?? 0, views }, csrf, "PUT"),
    onSuccess: (saved) => client.setQueryData(key, saved),
    // Another tab was quicker: what it saved is shown, and nothing of it is lost.
    onError: () => void client.invalidateQueries({ queryKey: key }),
  });
  return {
    views: all.filter((view) => view.page === page),
    failed: save.isError,
    add: (name: string, query: string) => save.mutate([...all, { id: newId(), name, page, query }]),
    remove: (id: string) => save.mutate(all.filter((view) => view.id !== id)),
  };
}
