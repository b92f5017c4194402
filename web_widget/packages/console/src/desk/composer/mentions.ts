/** Colleagues who can be called in a note: those who may see the conversation. */
import type { DeskRow, Locale, StaffMember } from "@yingda/protocol";
import { nameIn } from "@yingda/protocol";

function maySee(member: StaffMember, row: DeskRow | undefined): boolean {
  if (member.role === "supervisor" || member.role === "admin") return true;
  if (member.role !== "agent" || row === undefined || row.handling === "bot") return false;
  return member.teams.length === 0 || member.teams.includes(row.team);
}

export interface Callable {
  readonly id: string;
  readonly name: string;
  readonly role: StaffMember["role"];
}

export function callable(
  staff: readonly StaffMember[],
  row: DeskRow | undefined,
  me: string | undefined,
  locale: Locale,
): readonly Callable[] {
  return staff
    .filter((member) => member.id !== me && maySee(member, row))
    .map(({ id, name, names, role }) => ({ id, name: nameIn(names, locale, name), role }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}

/** Whom a note calls: each name is taken out where it stands, the longest first, so that 小王 is not in 小王八. */
export function calledIn(text: string, staff: readonly Callable[]): readonly string[] {
  let rest = text.replaceAll("＠", "@");
  const called: string[] = [];
  for (const { id, name } of [...staff].sort((a, b) => b.name.length - a.name.length)) {
    if (name === "" || !rest.includes(`@${name}`)) continue;
    called.push(id);
    rest = rest.replaceAll(`@${name}`, " ");
  }
  return called;
}
