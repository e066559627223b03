/** The codes of errors that no shopper can mend. New ones may come: treat them as `INTERNAL`. */
export type ErrorCode =
  | "BAD_REQUEST"
  | "BAD_USER_INPUT"
  | "CONFLICT_RETRY"
  | "COST_EXCEEDED"
  | "DOCUMENT_NOT_TRUSTED"
  | "FORBIDDEN"
  | "GRAPHQL_PARSE_FAILED"
  | "GRAPHQL_VALIDATION_FAILED"
  | "INTERNAL"
  | "METHOD_NOT_ALLOWED"
  | "NOT_ACCEPTABLE"
  | "PAYLOAD_TOO_LARGE"
  | "PERSISTED_QUERY_NOT_FOUND"
  | "THROTTLED"
  | "TIMEOUT"
  | "UNAUTHENTICATED"
  | "UNAVAILABLE"
  | "UNSUPPORTED_MEDIA_TYPE";

/** One entry of `errors` in an answer. */
export interface ApiFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: ErrorCode; readonly traceId?: string; readonly field?: readonly string[] };
}

/** The engine refused the request, or could not carry it out. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode;
  readonly traceId: string | undefined;

  constructor(
    readonly faults: readonly ApiFault[],
    readonly status: number,
    /** Seconds to wait before asking again, with `THROTTLED` and `UNAVAILABLE`. */
    readonly retryAfterSeconds: number | undefined,
  ) {
    const first = faults[0];
    super(first?.message ?? `HTTP status ${status}`);
    this.code = first?.extensions?.code ?? "INTERNAL";
    this.traceId = first?.extensions?.traceId;
  }
}

/** Nothing usable came back: no connection, a time-out, or an answer that is not GraphQL. Whether it was done is unknown. */
export class TransportError extends Error {
  override readonly name = "TransportError";

  constructor(
    message: string,
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What every mutation answers with when it refuses. */
export interface UserError {
  readonly code: string;
  readonly field?: readonly string[] | null;
  readonly message: string;
}

/** A mutation that was carried out, or every reason why it was not. */
export type Outcome<T, E extends UserError> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly errors: readonly [E, ...E[]] };

/** The refusal of a mutation, thrown by {@link expectDone} only. */
export class RefusedError<E extends UserError> extends Error {
  override readonly name = "RefusedError";

  constructor(readonly errors: readonly [E, ...E[]]) {
    super(errors.map((error) => `${error.code}: ${error.message}`).join("; "));
  }
}

interface Payload<E extends UserError> {
  readonly userErrors: readonly E[];
}

type ErrorOf<P> = P extends Payload<infer E> ? E : never;

/** Reads a payload: its entity, or why it has none. */
export function outcome<P extends Payload<UserError>, K extends Exclude<keyof P, "userErrors">>(
  payload: P | null | undefined,
  entity: K,
): Outcome<NonNullable<P[K]>, ErrorOf<P>> {
  const [first, ...others] = (payload?.userErrors ?? []) as readonly ErrorOf<P>[];
  if (first !== undefined) {
    return { done: false, errors: [first, ...others] };
  }
  const value = payload?.[entity];
  if (value === null || value === undefined) {
    throw new TransportError(`The answer has neither ${String(entity)} nor errors`);
  }
  return { done: true, value };
}

/** As {@link outcome}, for callers to whom a refusal is a surprise. */
export function expectDone<P extends Payload<UserError>, K extends Exclude<keyof P, "userErrors">>(
  payload: P | null | undefined,
  entity: K,
): NonNullable<P[K]> {
  const result = outcome(payload, entity);
  if (!result.done) {
    throw new RefusedError(result.errors);
  }
  return result.value;
}
