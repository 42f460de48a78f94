import type { ReactNode } from 'react';
import type { Tones } from './tones.ts';

/** Packaged goods in a 96 × 96 field, standing on y = 86. */
type Drawing = (tones: Tones) => ReactNode;

export const bottle: Drawing = ({ base, deep, pale, glow }) => (
  <>
    <rect x="42" y="8" width="12" height="11" rx="3" fill={deep} />
    <path d="M42 21h12v9c0 5 10 8 10 19v31a6 6 0 0 1-6 6H38a6 6 0 0 1-6-6V49c0-11 10-14 10-19z" fill={base} />
    <path d="M32 52h32v20H32z" fill={glow} />
    <path d="M37 58h22M37 64h14" stroke={base} strokeWidth="3" strokeLinecap="round" />
    <path d="M38 47c1-5 4-8 7-11" stroke={pale} strokeWidth="3" strokeLinecap="round" fill="none" />
  </>
);

export const can: Drawing = ({ base, deep, pale, glow }) => (
  <>
    <path d="M31 18l4-6h26l4 6v62l-4 6H35l-4-6z" fill={base} />
    <path d="M31 18l4-6h26l4 6z" fill={pale} />
    <path d="M31 80h34l-4 6H35z" fill={deep} />
    <circle cx="48" cy="49" r="13" fill={glow} />
    <path d="M48 41c5 6 7 8 7 11a7 7 0 0 1-14 0c0-3 2-5 7-11z" fill={base} />
    <path d="M36 24v50" stroke={pale} strokeWidth="3" strokeLinecap="round" />
  </>
);

export const carton: Drawing = ({ base, deep, pale, glow }) => (
  <>
    <path d="M34 10h28v9H34z" fill={deep} />
    <path d="M34 19h28l8 14H26z" fill={pale} />
    <path d="M26 33h44v53H26z" fill={base} />
    <path d="M56 33h14v53H56z" fill={deep} opacity=".35" />
    <path d="M26 50c8-5 14 5 22 0s10-3 22 1v16c-9-4-14 4-22 0s-14 3-22-1z" fill={glow} />
  </>
);

export const bag: Drawing = ({ base, deep, pale, glow }) => (
  <>
    <path d="M28 16c6 3 10-2 20 0s14 3 20 0l4 62c-8 4-14 8-24 8s-16-4-24-8z" fill={base} />
    <path d="M28 16c6 3 10-2 20 0s14 3 20 0l-1-6c-6 2-10-1-19 0s-13 2-19 0z" fill={deep} />
    <ellipse cx="48" cy="52" rx="16" ry="14" fill={glow} />
    <path d="M40 55c3-9 9-11 16-10-1 8-7 13-16 10zm0 0l-3 4" stroke={base} strokeWidth="2.5" strokeLinecap="round" fill={pale} />
  </>
);

export const box: Drawing = ({ base, deep, pale, glow }) => (
  <>
    <path d="M20 34l30-12 28 8v44L48 86 20 76z" fill={base} />
    <path d="M20 34l28 9v43L20 76z" fill={pale} />
    <path d="M20 34l30-12 28 8-30 13z" fill={glow} />
    <path d="M48 43l30-13v44L48 86z" fill={base} />
    <path d="M35 28l29 9v11l7-3V34L42 25z" fill={deep} opacity=".7" />
  </>
);

export const jar: Drawing = ({ base, deep, pale, glow }) => (
  <>
    <rect x="30" y="12" width="36" height="13" rx="4" fill={deep} />
    <path d="M34 25h28c8 4 10 9 10 16v35a10 10 0 0 1-10 10H34a10 10 0 0 1-10-10V41c0-7 2-12 10-16z" fill={pale} />
    <path d="M24 44c12 5 20-5 32-2 8 2 12 1 16 0v34a10 10 0 0 1-10 10H34a10 10 0 0 1-10-10z" fill={base} />
    <rect x="32" y="52" width="32" height="20" rx="4" fill={glow} />
    <path d="M38 59h20M38 65h12" stroke={base} strokeWidth="3" strokeLinecap="round" />
  </>
);

export const cup: Drawing = ({ base, deep, pale, glow }) => (
  <>
    <path d="M26 22h44l-6 58a7 7 0 0 1-7 6H39a7 7 0 0 1-7-6z" fill={base} />
    <path d="M22 14h52a3 3 0 0 1 3 3v6H19v-6a3 3 0 0 1 3-3z" fill={deep} />
    <path d="M28 40h40l-2 22H30z" fill={glow} />
    <path d="M40 51a8 8 0 1 0 16 0 8 8 0 0 0-16 0z" fill={base} />
    <path d="M44 49a5 5 0 0 1 5-3" stroke={pale} strokeWidth="2.5" strokeLinecap="round" fill="none" />
  </>
);

export const tube: Drawing = ({ base, deep, pale, glow }) => (
  <>
    <path d="M30 10h36l-5 58H35z" fill={base} />
    <path d="M28 8h40v8H28z" fill={pale} />
    <path d="M35 68h26l-2 6H37z" fill={deep} />
    <rect x="39" y="74" width="18" height="12" rx="2" fill={deep} />
    <path d="M33 28h30l-2 22H35z" fill={glow} />
    <path d="M40 36h16M40 42h10" stroke={base} strokeWidth="3" strokeLinecap="round" />
  </>
);

export const roll: Drawing = ({ base, deep, pale, glow }) => (
  <>
    <path d="M22 30c0-8 12-14 26-14s26 6 26 14v42c0 8-12 14-26 14s-26-6-26-14z" fill={pale} />
    <ellipse cx="48" cy="30" rx="26" ry="14" fill={glow} />
    <ellipse cx="48" cy="30" rx="10" ry="5.5" fill={deep} />
    <path d="M22 50c0 8 12 14 26 14s26-6 26-14v16c0 8-12 14-26 14s-26-6-26-14z" fill={base} />
    <path d="M30 60v10M40 64v10" stroke={pale} strokeWidth="3" strokeLinecap="round" />
  </>
);
