/** What a device keeps of parcels: what is known of them, and the bytes of their files by themselves. */
import type { LocalFile, Parcel } from "../core/parcel.ts";
import { below, type Records, type Vault } from "../core/store.ts";

interface StoredParcel extends Omit<Parcel, "files"> {
  readonly files: readonly (Omit<LocalFile, "blob"> & { readonly blob?: Blob })[];
}

export class ParcelStore {
  private readonly vault: Vault;
  /** Whose bytes are stored, by parcel. */
  private readonly blobs = new Map<string, readonly string[]>();

  constructor(vault: Vault) {
    this.vault = vault;
  }

  /** As whichever tab led last has left them. */
  read(records: Records): readonly Parcel[] {
    const blobs = new Map(records);
    return below<StoredParcel>(records, "parcel:").map((parcel) => {
      this.blobs.set(
        parcel.id,
        parcel.files.map(({ id }) => id),
      );
      const files = parcel.files.map((file) => {
        const blob = (blobs.get(`blob:${file.id}`) as Blob | undefined) ?? file.blob;
        return blob === undefined ? { ...file, blob: new Blob(), missing: true } : { ...file, blob };
      });
      return { ...parcel, files, unkept: undefined };
    });
  }

  /** The bytes once and by themselves: they are many, and where they have got to changes often. */
  async save(parcel: Parcel): Promise<boolean> {
    const { id, files } = parcel;
    const known = [...this.blobs.values()].flat();
    const gone = this.blobs.get(id);
    this.blobs.set(
      id,
      files.map((file) => file.id),
    );
    const bare = files.map((file) => ({ ...file, blob: undefined }));
    const writes = [
      this.vault.put(`parcel:${id}`, { ...parcel, files: bare }),
      ...files
        .filter((file) => file.missing !== true && !known.includes(file.id))
        .map((file) => this.saveBlob(id, file)),
    ];
    this.forgetBlobs(gone);
    return !(await Promise.all(writes)).includes(false);
  }

  forget(id: string): void {
    const gone = this.blobs.get(id);
    this.blobs.delete(id);
    this.vault.remove(`parcel:${id}`);
    this.forgetBlobs(gone);
  }

  /** One for which there was no room is tried again with the parcel's next change. */
  private async saveBlob(parcel: string, { id, blob }: LocalFile): Promise<boolean> {
    const kept = await this.vault.put(`blob:${id}`, blob);
    const known = this.blobs.get(parcel);
    if (!kept && known !== undefined) {
      this.blobs.set(
        parcel,
        known.filter((one) => one !== id),
      );
    }
    return kept;
  }

  /** But for those that another parcel has by now. */
  private forgetBlobs(ids: readonly string[] = []): void {
    const used = [...this.blobs.values()].flat();
    for (const id of ids) if (!used.includes(id)) this.vault.remove(`blob:${id}`);
  }
}
