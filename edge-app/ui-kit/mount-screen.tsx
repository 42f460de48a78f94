import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import './tokens.css';

/** Puts a screen into the page's `<div id="screen">`. */
export function mountScreen(screen: ReactNode): void {
  const place = document.getElementById('screen');
  if (!place) throw new Error('The page has no element with the id "screen"');
  createRoot(place).render(<StrictMode>{screen}</StrictMode>);
}
