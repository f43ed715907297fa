package io.flinkdomino.runtime.length;

/**
 * When a step does what does not pay, to learn what could not be learned otherwise. Counts steps,
 * never time. Engine thread only.
 *
 * <p>While nobody drafts, a few drafts tell whether that should change: as often as a small share
 * of the time allows, but twice in 200 steps unless that costs more than a twentieth. After one
 * that was kept the next come soon, then at doubling intervals. While drafting, a step without it
 * tells what it costs, the more seldom the more drafting gains; and a step with half or twice the
 * length tells what other lengths cost and are worth.
 */
final class Probes {

  private static final double SHARE = 0.005;
  private static final double MOST_SHARE = 0.045;
  private static final int SOONEST = 8;
  private static final int LATEST = 90;
  private static final int LATEST_OF_ALL = 150;
  private static final int UNDRAFTED_AT_FIRST = 3;
  private static final int BETWEEN_UNDRAFTED = 64;
  private static final int MOST_BETWEEN_UNDRAFTED = 1000;
  private static final int BETWEEN_LENGTHS = 40;

  private int undrafted;
  private int sinceUndrafted;
  private int sinceDrafted;
  private int sinceOtherLength;
  private boolean longerNext;
  private int patience = LATEST_OF_ALL;

  /** Takes note of what became of a step that drafted although it would not. */
  void probed(boolean kept) {
    // A drafter that is kept at times but never pays must not be probed soon for ever.
    patience = kept && patience >= LATEST ? SOONEST : Math.min(2 * patience, LATEST_OF_ALL);
  }

  /** Takes note of what a step did. */
  void stepped(boolean drafted) {
    undrafted += drafted ? 0 : 1;
    sinceUndrafted = drafted ? sinceUndrafted + 1 : 0;
    sinceDrafted = drafted ? 0 : sinceDrafted + 1;
    sinceOtherLength += drafted ? 1 : 0;
  }

  /**
   * Whether a step that would draft should not.
   *
   * @param gain how many times as many tokens come with drafting
   */
  boolean undrafted(double gain) {
    double interval = Math.min(BETWEEN_UNDRAFTED * gain * gain, MOST_BETWEEN_UNDRAFTED);
    return undrafted < UNDRAFTED_AT_FIRST || sinceUndrafted >= interval;
  }

  /** The length that a step should draft which would draft so far. */
  int length(int length, int longest) {
    if (sinceOtherLength < BETWEEN_LENGTHS) {
      return length;
    }
    sinceOtherLength = 0;
    longerNext = !longerNext;
    return longerNext ? Math.min(longest, 2 * length) : Math.max(1, length / 2);
  }

  /**
   * Whether a step that would not draft should.
   *
   * @param price what that costs more than the step, in steps
   */
  boolean drafted(double price) {
    double cheap = Math.min(price / SHARE, LATEST);
    double dear = Math.min(price / MOST_SHARE, LATEST_OF_ALL);
    return sinceDrafted + 1 >= Math.min(patience, Math.max(SOONEST, Math.max(cheap, dear)));
  }
}
