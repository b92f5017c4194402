/** How this agent likes to look at lists: kept by the server, the same at every desk they sit down at. */
import type { SavedView, SavedViews } from "@yingda/protocol";
import { newId } from "@yingda/protocol";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getJson, postJson } from "../../app/http.ts";
import { useSession } from "../../session/session_context.ts";

const PATH = "/v1/desk/views";
const KEY = ["views"];

export function useViews(page: SavedView["page"]) {
  const { csrf } = useSession();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => getJson<SavedViews>(PATH, signal),
    staleTime: 60_000,
  });
  const all = query.data?.views ?? [];
  const save = useMutation({
    mutationFn: (views: readonly SavedView[]) =>
      postJson<SavedViews>(PATH, { version: query.data?.version ?? 0, views }, csrf, "PUT"),
    onSuccess: (saved) => client.setQueryData(KEY, saved),
    // Another tab was quicker: what it saved is shown, and nothing of it is lost.
    onError: () => void client.invalidateQueries({ queryKey: KEY }),
  });
  return {
    views: all.filter((view) => view.page === page),
    failed: save.isError,
    add: (name: string, query: string) => save.mutate([...all, { id: newId(), name, page, query }]),
    remove: (id: string) => save.mutate(all.filter((view) => view.id !== id)),
  };
}
