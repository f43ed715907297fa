package io.flinkdomino.runtime.draft;

/**
 * What followed when the newest tokens of a sequence stood together the last time.
 *
 * @param tokens none if even the newest token is new
 * @param sureness 0 to 1, the more of the newest tokens stood together, the higher
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Continuation(int[] tokens, float sureness) {

  static final Continuation NONE = new Continuation(new int[0], 0);
}
