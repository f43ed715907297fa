package io.flinkdomino.runtime.length;

/**
 * What drafting is expected to bring.
 *
 * @param rows how many sequences draft, those with the best prospects first; 0 for none
 * @param length how far
 * @param rate tokens a nanosecond of the whole batch
 * @param undraftedRate the same if nobody drafts
 */
record Outlook(int rows, int length, double rate, double undraftedRate) {

  /** How many times as many tokens come as without drafting. */
  double gain() {
    return rate / undraftedRate;
  }

  boolean drafts() {
    return rows > 0;
  }
}
