package io.flinkdomino.runtime.admission;

/** Why one prompt gets no completion; one code per cause, the same in results and dead letters. */
public enum FailureReason {
  /** The record is not what its wire format says: broken Avro or JSON, no value, not UTF-8. */
  UNREADABLE,
  /** A field is missing, of the wrong type, or outside its range. */
  INVALID_FIELD,
  /** A field is known but this release cannot honour its value. */
  UNSUPPORTED_FIELD,
  /** The prompt alone does not fit the context or the KV memory budget. */
  PROMPT_TOO_LONG,
  /** The chat template refused the conversation. */
  TEMPLATE_FAILED,
  /** A completion is larger than the broker takes. */
  COMPLETION_TOO_LARGE,
  /** The deadline that the request named passed before all its completions were there. */
  DEADLINE_EXCEEDED,
  /** So many attempts to decode it failed without a new token that it is given up. */
  ATTEMPTS_EXHAUSTED,
  /** The record was a tombstone: a key without a value. */
  TOMBSTONE
}
