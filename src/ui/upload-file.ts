export interface UploadProgress {
  sent_bytes: number;
  total_bytes: number;
}

export interface Uploaded {
  status: number;
  /** The answer's JSON, or null where there is none. */
  answer: unknown;
}

/**
 * Sends a file as the bare body of a POST, with its name in `X-File-Name` (percent-encoded UTF-8), and tells how far it
 * has come. Rejects when the connection breaks or `signal` stops it. `readUpload` is the other end.
 */
export function uploadFile(
  url: string,
  file: File,
  { onProgress, signal }: { onProgress: (progress: UploadProgress) => void; signal?: AbortSignal },
): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    // fetch can not tell how much of a body has been sent.
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = ({ loaded, total }) => onProgress({ sent_bytes: loaded, total_bytes: total });
    request.onload = () => resolve({ status: request.status, answer: parsed(request.responseText) });
    request.onerror = () => reject(new Error('the connection broke'));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
