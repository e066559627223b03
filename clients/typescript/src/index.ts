export { Client, idempotencyKey } from "./client.js";
export type { ClientOptions, Language, Operation, RequestOptions } from "./client.js";
export { ApiError, expectDone, outcome, RefusedError, TransportError } from "./errors.js";
export type { ApiFault, ErrorCode, Outcome, UserError } from "./errors.js";
