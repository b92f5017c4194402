export interface DialogProps {
  readonly conversation: string;
  readonly onClose: () => void;
}
