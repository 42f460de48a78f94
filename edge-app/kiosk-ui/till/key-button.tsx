import { Button, type ButtonProps } from 'edge-app/ui-kit/button.tsx';

/** A button that names the key which does the same. */
export function KeyButton({ shortcut, children, ...rest }: ButtonProps & { readonly shortcut: string }) {
  return <Button {...rest} aria-keyshortcuts={shortcut} className={`key-button ${rest.className ?? ''}`}>{children}<kbd>{shortcut}</kbd></Button>;
}
