/** Hands a text to the person as a file, without a round trip to any server. */
export function downloadText(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own reference by the time the click returns.
  setTimeout(() => { URL.revokeObjectURL(url); }, 0);
}
