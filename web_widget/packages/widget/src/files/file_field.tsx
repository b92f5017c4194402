/** A form's field for files: chosen, photographed, pasted or dropped there; they go with the form. */
import { useEffect, useRef } from "preact/hooks";
import type { FormField } from "@yingda/protocol";
import { ACCEPTED_TYPES, type LocalFile, type Parcel } from "../core/parcel.ts";
import { useWidget } from "../core/ui/context.ts";
import { Icon } from "../core/ui/icons.tsx";
import { FileRow } from "./file_row.tsx";
import { fileSize, problemWords, useFileTexts } from "./text.ts";

interface FileFieldProps {
  readonly id: string;
  readonly field: FormField;
  /** The key of the form. */
  readonly form: string;
  readonly wrong: boolean;
}

function useFieldFiles(form: string, field: string) {
  const { controller, state } = useWidget();
  const draft = state.parcels.find((parcel) => parcel.state === "draft" && parcel.form?.key === form);
  const files = draft?.files.filter((file) => file.field === field) ?? [];
  const add = (list: Iterable<File>): void => {
    // A list of an input empties when the input does.
    const chosen = Array.from(list);
    controller.uploads((uploads) => void uploads.add(chosen, { form, field }));
  };
  return { draft, files, add };
}

export function FileField({ id, field, form, wrong }: FileFieldProps) {
  const { state } = useWidget();
  const words = useFileTexts();
  const { draft, files, add } = useFieldFiles(form, field.name);
  const box = useIncoming(add);
  const there = typeof field.value === "string" && field.value !== "" ? field.value : undefined;
  return (
    <div class="file-field" ref={box} data-testid="yd-file-field" data-wrong={wrong}>
      {there !== undefined && <p class="small">{words.fieldThere(there)}</p>}
      <ul class="tray-files">
        {files.map((file) => (
          <FileRow key={file.id} file={file} testId="yd-field-file">
            <span class="small">{fileSize(file.blob.size)}</span>
          </FileRow>
        ))}
      </ul>
      <Picker id={id} name={field.name} add={add} more={files.length > 0} busy={state.preparing > 0} />
      <Notes draft={draft} field={field.name} files={files} />
    </div>
  );
}

/** What is pasted or dropped here is meant for this field, and not for the chat around it. */
function useIncoming(add: (files: Iterable<File>) => void) {
  const box = useRef<HTMLDivElement>(null);
  const latestRef = useRef(add);
  useEffect(() => {
    latestRef.current = add;
  });
  useEffect(() => {
    const field = box.current;
    const take = (event: Event, list: FileList | undefined): void => {
      if (!list?.length) return;
      event.preventDefault();
      event.stopPropagation();
      latestRef.current(list);
    };
    const paste = (event: ClipboardEvent): void => take(event, event.clipboardData?.files);
    const drop = (event: DragEvent): void => {
      take(event, event.dataTransfer?.files);
      // The panel shows where files may be dropped, and has not heard that they were.
      field?.closest(".drop")?.classList.remove("drop");
    };
    field?.addEventListener("paste", paste);
    field?.addEventListener("drop", drop);
    return () => {
      field?.removeEventListener("paste", paste);
      field?.removeEventListener("drop", drop);
    };
  }, []);
  return box;
}

interface PickerProps {
  readonly id: string;
  readonly name: string;
  readonly add: (files: Iterable<File>) => void;
  readonly more: boolean;
  readonly busy: boolean;
}

/** No `capture`: phones then offer camera and album, with it the camera alone. */
function Picker({ id, name, add, more, busy }: PickerProps) {
  const words = useFileTexts();
  const picker = useRef<HTMLInputElement>(null);
  const action = more ? words.fieldMore : words.fieldAdd;
  return (
    <>
      {/* Named like its field, so that the form finds it when something is wrong with it. */}
      <button
        type="button"
        class="button file-add"
        id={id}
        name={name}
        data-testid="yd-field-add"
        onClick={() => picker.current?.click()}
      >
        <Icon name="clip" />
        {busy ? words.fieldBusy : action}
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={ACCEPTED_TYPES.join()}
        data-testid="yd-field-input"
        onChange={({ currentTarget }) => {
          add(currentTarget.files ?? []);
          // The same file again is a choice again.
          currentTarget.value = "";
        }}
      />
    </>
  );
}

interface NotesProps {
  readonly draft: Parcel | undefined;
  readonly field: string;
  readonly files: readonly LocalFile[];
}

/** What can be added, or why something could not be. */
function Notes({ draft, field, files }: NotesProps) {
  const { texts } = useWidget();
  const words = useFileTexts();
  const refused = draft?.problem !== undefined && draft.refusedIn === field ? draft.problem : undefined;
  return (
    <>
      {files.length === 0 && <p class="small">{words.fieldHint}</p>}
      {draft?.unkept === true && files.length > 0 && (
        <p class="problem" role="alert">
          {words.trayUnkept}
        </p>
      )}
      {refused !== undefined && (
        <p class="problem" role="alert" data-testid="yd-field-refused">
          {texts.labelled(draft?.refused ?? "", problemWords(refused, words, texts))}
        </p>
      )}
    </>
  );
}
