/** One's own keys, read once at the desk and saved with each change. */
import type { SavedKeys } from "@yingda/protocol";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { HttpError, getJson, postJson } from "../app/http.ts";
import { useSession } from "../session/session_context.ts";
import type { Keys } from "./keys.ts";
import { changesOf, useKeys } from "./keys.ts";

const PATH = "/v1/desk/keys";
const KEY = ["keys"];

/** Without an answer the keys are as ever; editors have no desk, and no keys. */
export function useOwnKeys(): void {
  const { role } = useSession();
  const hear = useKeys((state) => state.hear);
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => getJson<SavedKeys>(PATH, signal),
    enabled: role !== "editor",
    staleTime: 60_000,
  });
  useEffect(() => {
    if (data !== undefined) hear(data);
  }, [data, hear]);
}

export function useSaveKeys() {
  const { csrf } = useSession();
  const client = useQueryClient();
  const { version, hear } = useKeys();
  return useMutation({
    mutationFn: (keys: Keys) => postJson<SavedKeys>(PATH, { version, keys: changesOf(keys) }, csrf, "PUT"),
    onSuccess: (saved) => {
      client.setQueryData(KEY, saved);
      hear(saved);
    },
    onError: (error) => {
      // Another tab was quicker: what it saved holds, and is shown.
      if (error instanceof HttpError && error.status === 409)
        void client.invalidateQueries({ queryKey: KEY });
    },
  });
}
