/** What one person has on this device: their values, what is stored, their conversation and their files. */
import { ChatClient, type ClientPorts } from "./client.ts";
import { browserSocket, type SocketLike } from "./connection.ts";
import { Files, type FilesPorts } from "./files.ts";
import { browserPolls } from "./later.tsx";
import { BrowserStore, LocalValues, type ChatStore } from "./store.ts";
import type { MakeTabs } from "./tabs.ts";

/** Of the browser, unless a test brings its own. */
export interface DevicePorts {
  readonly store?: (values: LocalValues) => ChatStore;
  readonly openSocket?: () => SocketLike;
  readonly polls?: () => (() => SocketLike) | undefined;
  readonly tabs?: MakeTabs;
}

export interface BelongingsPorts
  extends
    FilesPorts,
    Pick<ClientPorts, "hello" | "onChange" | "mayConnect" | "onArrived" | "onFrame" | "onProofRefused"> {}

export class Belongings {
  readonly values: LocalValues;
  readonly store: ChatStore;
  readonly client: ChatClient;
  readonly files: Files;

  constructor(person: string, server: string, device: DevicePorts, ports: BelongingsPorts) {
    this.values = new LocalValues("yingda:", person);
    this.store = device.store?.(this.values) ?? new BrowserStore(this.values);
    this.client = new ChatClient({
      ...ports,
      openSocket: device.openSocket ?? (() => browserSocket(server)),
      polls: device.polls ?? (() => browserPolls(server)),
      store: this.store,
      onRole: () => void this.files.changeRole(),
      onParcels: (message) => this.files.hear(message),
      onForgotten: () => this.files.drop(),
      person,
      tabs: device.tabs,
    });
    this.files = new Files(this.client, this.store, server, ports);
  }
}
