import { MillraceError } from '@millrace/spec';

export const tooLarge = (limit: number): MillraceError =>
  new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `The request body is too large: at most ${limit} bytes are taken`,
    {
      reason: 'http/body-too-large',
    },
  );
