/** What the file for those who send or see files holds. */
import files from "./files.css?inline";

export { EvidenceFiles } from "./evidence.tsx";
export { FileField } from "./file_field.tsx";
export { ParcelMessage } from "./parcel_message.tsx";
export { ParcelStore } from "./parcel_store.ts";
export { Tray } from "./tray.tsx";
export { upload } from "./upload.ts";
export { Uploads } from "./uploads.ts";
export const styles = files;
