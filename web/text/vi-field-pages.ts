// The Vietnamese words that the survey pages use beyond those of the first page.
import { viCodes } from './vi-codes.ts';
import { viField } from './vi-field.ts';

export const viFieldPages = { ...viCodes, field: viField } as const;
