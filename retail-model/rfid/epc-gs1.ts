import type { Element } from '../gs1/element-string.ts';
import { gs1CheckDigit } from '../gs1/gtin.ts';
import type { LegacyEpc } from './epc-legacy.ts';

/** The GS1 elements that an EPC stands for (TDS §7); none for GID, ADI and USDoD, which are not keys of GS1. */
export const gs1ElementsOf = ({ scheme, fields }: LegacyEpc): readonly Element[] => {
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = fields;
  switch (scheme.slice(0, scheme.lastIndexOf('-'))) {
    case 'sgtin':
      return [{ ai: '01', value: indicatorFirst(first, second) }, { ai: '21', value: third }];
    case 'sscc':
      return [{ ai: '00', value: indicatorFirst(first, second) }];
    case 'sgln': {
      const location = { ai: '414', value: withCheckDigit(first + second) };
      return third === '0' ? [location] : [location, { ai: '254', value: third }];
    }
    case 'grai':
      return [{ ai: '8003', value: `0${withCheckDigit(first + second)}${third}` }];
    case 'giai':
      return [{ ai: '8004', value: first + second }];
    case 'gsrn':
      return [{ ai: '8018', value: withCheckDigit(first + second) }];
    case 'gsrnp':
      return [{ ai: '8017', value: withCheckDigit(first + second) }];
    case 'gdti':
      return [{ ai: '253', value: withCheckDigit(first + second) + third }];
    case 'cpi':
      return [{ ai: '8010', value: first + second }, { ai: '8011', value: third }];
    case 'sgcn':
      return [{ ai: '255', value: withCheckDigit(first + second) + third }];
    case 'itip':
      return [{ ai: '8006', value: indicatorFirst(first, second) + third + fourth }, { ai: '21', value: fifth }];
    default:
      return [];
  }
};

/** The form of the standard's examples, `(01) 80614141123458 (21) 6789`. */
export const spacedElementString = (elements: readonly Element[]): string => elements.map(({ ai, value }) => `(${ai}) ${value}`).join(' ');

/** Indicator and extension digit stand before the company prefix in the key, but after it in the EPC. */
const indicatorFirst = (companyPrefix: string, reference: string): string =>
  withCheckDigit(reference.slice(0, 1) + companyPrefix + reference.slice(1));

const withCheckDigit = (digits: string): string => `${digits}${gs1CheckDigit(digits)}`;
