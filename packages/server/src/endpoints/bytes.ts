import {
  artifactAnswer,
  type HttpAnswer,
  type HttpRequest,
  jsonAnswer,
  parseByteRange,
  refuseHiddenClimb,
} from '@millrace/mlflow-rest';
import { BYTE_ROUTE, type CallContext, fromBytePath, type Services } from '@millrace/protocol';
import { MillraceError } from '@millrace/spec';

/** Artifact bytes beside tRPC: GET reads, PUT writes and answers the receipt. */
export const createByteEndpoint =
  (services: Services) =>
  async (request: HttpRequest, path: string, context: CallContext): Promise<HttpAnswer> => {
    const given = fromBytePath(path);
    const target = 'location' in given ? given : { ...given, path: given.path ?? '' };
    const artifact = refuseHiddenClimb('location' in target ? target.location : target.path);
    switch (request.method) {
      case 'GET':
      case 'HEAD': {
        const range = parseByteRange(request.header('range'));
        const content = await services['artifacts.read']({ target, range }, context);
        return artifactAnswer(content, { path: artifact, ranged: range !== undefined });
      }
      case 'PUT':
        return jsonAnswer(await services['artifacts.write']({ target, body: request.stream() }, context));
      default:
        throw new MillraceError(
          'BAD_REQUEST',
          `Method ${request.method} is not allowed at ${BYTE_ROUTE}: use GET or PUT`,
          { reason: 'http/method-not-allowed' },
        );
    }
  };

export const isBytePath = (path: string): boolean => path.startsWith(`${BYTE_ROUTE}/`);
