import type { ReactNode } from 'react';
import type { Tones } from './tones.ts';

/** Fresh goods and clothes in a 96 × 96 field, standing on y = 86. */
type Drawing = (tones: Tones) => ReactNode;
const LEAF = '#4f9a4a';
const STALK = '#6b4a2f';
const BONE = '#fbf4ea';

export const fruit: Drawing = ({ base, deep, pale }) => (
  <>
    <path d="M48 30c-6-6-28-6-30 18-1 20 14 38 23 38 4 0 4-2 7-2s3 2 7 2c9 0 24-18 23-38-2-24-24-24-30-18z" fill={base} />
    <path d="M63 84c8-5 16-20 15-36-1-12-7-18-14-20 6 16 6 38-1 56z" fill={deep} opacity=".35" />
    <path d="M26 52c0-9 4-15 10-17" stroke={pale} strokeWidth="4" strokeLinecap="round" fill="none" />
    <path d="M48 31c0-8 1-13 4-18" stroke={STALK} strokeWidth="4" strokeLinecap="round" fill="none" />
    <path d="M52 20c5-9 14-11 22-8-2 9-12 14-22 8z" fill={LEAF} />
  </>
);

export const leaf: Drawing = ({ base, deep, pale, glow }) => (
  <>
    <path d="M42 60c-2 8-4 18-4 26h20c0-8-2-18-4-26z" fill={glow} />
    <path d="M48 66C26 72 12 56 18 42c-4-12 8-20 14-18 2-12 18-16 24-8 12-4 24 6 20 18 8 10 0 30-28 32z" fill={base} />
    <path d="M48 66c14-6 24-18 26-32 6 10 2 30-26 32z" fill={deep} opacity=".45" />
    <path d="M48 84V36M48 58l-14-12M48 52l13-12M48 68l-16-8M48 64l16-9" stroke={pale} strokeWidth="3" strokeLinecap="round" fill="none" />
  </>
);

export const bread: Drawing = ({ base, deep, pale }) => (
  <>
    <path d="M14 58c-4-18 14-34 38-36s34 14 32 26c-1 6-6 8-6 14v12a10 10 0 0 1-10 10H26a10 10 0 0 1-10-10z" fill={base} />
    <path d="M16 74v-8h62v8a10 10 0 0 1-10 10H26a10 10 0 0 1-10-10z" fill={deep} opacity=".4" />
    <path d="M30 36c6 4 8 10 6 18M46 31c6 4 8 11 6 19M62 31c5 4 7 10 5 18" stroke={pale} strokeWidth="5" strokeLinecap="round" fill="none" />
  </>
);

export const meat: Drawing = ({ base, deep, pale }) => (
  <>
    <path d="M18 40c2-16 20-26 38-22s28 18 26 36-16 30-32 28c-8-1-10-8-18-10S16 58 18 40z" fill={pale} />
    <path d="M24 41c2-12 16-19 30-16s22 14 20 28-12 23-24 22c-7-1-9-7-15-10s-12-12-11-24z" fill={base} />
    <path d="M35 42c5-7 13-9 20-6M42 54c6-4 14-4 20 0" stroke={pale} strokeWidth="4" strokeLinecap="round" fill="none" />
    <circle cx="36" cy="53" r="6" fill={BONE} />
    <circle cx="36" cy="53" r="2.5" fill={deep} />
  </>
);

export const fish: Drawing = ({ base, deep, pale, glow }) => (
  <>
    <path d="M10 52c8-16 22-24 36-24 12 0 20 6 26 14l14-12c2 8 0 14-4 21 4 7 6 13 4 21L72 61c-6 9-15 15-27 15-14 0-27-8-35-24z" fill={base} />
    <path d="M10 52c8 6 20 10 34 10 12 0 21-4 28-9v8c-6 9-15 15-27 15-14 0-27-8-35-24z" fill={pale} />
    <path d="M42 28c4-7 10-10 18-10-1 6-1 10 1 14z" fill={deep} />
    <path d="M34 40c4 8 4 16 0 23" stroke={deep} strokeWidth="3" strokeLinecap="round" fill="none" />
    <circle cx="24" cy="47" r="4.5" fill={glow} />
    <circle cx="24" cy="47" r="2.2" fill="#16211e" />
    <path d="M46 44c3 1 3 5 0 6M54 44c3 1 3 5 0 6" stroke={glow} strokeWidth="2.5" strokeLinecap="round" fill="none" />
  </>
);

export const egg: Drawing = ({ base, deep, pale, glow }) => (
  <>
    <ellipse cx="29" cy="54" rx="15" ry="20" fill={pale} />
    <ellipse cx="67" cy="54" rx="15" ry="20" fill={pale} />
    <path d="M48 22c11 0 18 14 18 28s-7 24-18 24-18-10-18-24 7-28 18-28z" fill={base} />
    <path d="M40 36c2-4 4-6 7-7" stroke={glow} strokeWidth="4" strokeLinecap="round" fill="none" />
    <path d="M10 60h76l-6 22a6 6 0 0 1-6 4H22a6 6 0 0 1-6-4z" fill={deep} />
    <path d="M10 60c6 8 14 8 19 0 6 8 13 8 19 0 6 8 13 8 19 0 5 8 13 8 19 0v4H10z" fill={glow} opacity=".5" />
  </>
);

export const shirt: Drawing = ({ base, deep, pale }) => (
  <>
    <path d="M34 14c4 8 24 8 28 0l22 12-8 20-10-4v40a4 4 0 0 1-4 4H34a4 4 0 0 1-4-4V42l-10 4-8-20z" fill={base} />
    <path d="M34 14c4 8 24 8 28 0l5 3c-6 13-32 13-38 0z" fill={deep} />
    <path d="M30 42V30M66 42V30" stroke={deep} strokeWidth="2.5" strokeLinecap="round" opacity=".6" />
    <path d="M38 52h20" stroke={pale} strokeWidth="5" strokeLinecap="round" />
    <path d="M38 62h12" stroke={pale} strokeWidth="5" strokeLinecap="round" />
  </>
);
