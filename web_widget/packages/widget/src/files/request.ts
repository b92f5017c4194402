/** A request with the conversation's key. XMLHttpRequest, because `fetch` does not tell how far an upload has come. */
export interface UploadTarget {
  readonly server: string;
  readonly token: string;
  /** What the token is for: files that are uploaded belong to it. */
  readonly conversation: string;
}

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: XMLHttpRequestBodyInit;
  readonly onProgress?: (sentBytes: number) => void;
  readonly timeoutMs?: number;
}

/** Always answers: a request that did not get through has the status 0. */
export function ask(
  { server, token }: UploadTarget,
  { method = "POST", path, headers = {}, body, onProgress, timeoutMs = 0 }: Asked,
  request = new XMLHttpRequest(),
): Promise<XMLHttpRequest> {
  return new Promise((done) => {
    if (onProgress !== undefined) request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onloadend = () => done(request);
    request.open(method, new URL(path, server));
    request.timeout = timeoutMs;
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(body);
  });
}
