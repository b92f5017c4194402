/** From a value to the customer's message that it came from. */
const listeners = new Set<(words: string) => void>();

export function onShowMessage(listener: (words: string) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Brings the visitor's newest message with these words into view. */
export function showMessageWith(words: string): void {
  listeners.forEach((listener) => listener(words));
}
