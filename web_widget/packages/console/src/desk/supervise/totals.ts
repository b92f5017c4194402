/** Sums of the wallboard. */
import type { Overview } from "@yingda/protocol";

export interface Totals {
  readonly waiting: number;
  readonly withAgents: number;
  readonly online: number;
  readonly away: number;
  /** Conversations that those on duty could still take. */
  readonly room: number;
}

export function totals({ teams, agents }: Overview): Totals {
  const online = agents.filter(({ status }) => status === "online");
  return {
    waiting: teams.reduce((sum, team) => sum + team.waiting, 0),
    withAgents: teams.reduce((sum, team) => sum + team.with_agents, 0),
    online: online.length,
    away: agents.filter(({ status }) => status === "away").length,
    room: online.reduce((sum, { capacity, load }) => sum + Math.max(0, capacity - load), 0),
  };
}

export function longestWaitMs({ teams }: Overview, now: number): number {
  const since = teams.flatMap(({ oldest_queued_at: at }) => (at === undefined ? [] : [Date.parse(at)]));
  return since.length === 0 ? 0 : Math.max(0, now - Math.min(...since));
}
