import { ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'FieldProblem' })
export class FieldProblemDto {
  /**
   * Path of the wrong field in the request.
   * @example 'inputData.input_file'
   */
  field: string;

  /**
   * What would be right.
   * @example 'is required'
   */
  message: string;

  /** Line of the mistake, counted from 1; only for YAML documents. */
  line?: number;

  /** Column of the mistake, counted from 1; only for YAML documents. */
  column?: number;
}

/** RFC 9457 problem details, with the `error`, `timestamp` and `path` of the original system. */
@ApiSchema({ name: 'Problem' })
export class ProblemDto {
  /** @example 'about:blank' */
  type: string;

  /**
   * The name of the HTTP status.
   * @example 'Bad Request'
   */
  title: string;

  /** @example 400 */
  status: number;

  /** What went wrong, in words for the person who sent the request. */
  detail: string;

  /**
   * The path that was asked for.
   * @example '/process-records'
   */
  instance: string;

  /** Same as `title`. */
  error: string;

  /** When it happened. */
  timestamp: Date;

  /** Same as `instance`. */
  path: string;

  /** Finds the request in the server's log; also in the `X-Request-Id` header. */
  requestId?: string;

  /** Every wrong field of an invalid request. */
  errors?: FieldProblemDto[];
}
