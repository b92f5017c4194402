import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { usePreferences } from "./app/preferences.ts";
import { applyTheme } from "./app/theme.ts";
import { sessionApi } from "./session/api.ts";
import { SessionStore } from "./session/session_store.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("#root is missing");
// Before the first paint, so that a dark screen never flashes white.
applyTheme(usePreferences.getState().theme);
createRoot(root).render(<App session={new SessionStore(sessionApi)} />);
