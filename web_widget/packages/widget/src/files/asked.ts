/**
 * What a tab has asked of the one that leads, until that has done it: a leader may be gone before it has heard.
 * A file on its way to the leader is still being made ready: what is sent now would go without it.
 */
import { newId } from "@yingda/protocol";
import type { ParcelCommand } from "../core/parcel.ts";
import type { UploadPorts } from "./upload_ports.ts";

export class Asked {
  private readonly commands = new Map<string, ParcelCommand>();
  private readonly ports: Pick<UploadPorts, "post" | "preparing">;

  constructor(ports: Pick<UploadPorts, "post" | "preparing">) {
    this.ports = ports;
  }

  ask(command: ParcelCommand): void {
    const id = newId();
    this.commands.set(id, command);
    if (command.do === "add") this.ports.preparing(1);
    this.post(id, command);
  }

  /** Of a leader that may be new, and has not heard any of it. */
  again(): void {
    for (const [id, command] of this.commands) this.post(id, command);
  }

  /** The leader has done it. */
  settle(id: string): void {
    const command = this.commands.get(id);
    this.commands.delete(id);
    if (command?.do === "add") this.ports.preparing(-1);
  }

  /** This tab leads now, and does it itself. */
  takeOver(obey: (id: string, command: ParcelCommand) => void): void {
    for (const [id, command] of [...this.commands]) {
      obey(id, command);
      this.settle(id);
    }
  }

  private post(id: string, command: ParcelCommand): void {
    this.ports.post({ type: "parcel_command", id, command });
  }
}
