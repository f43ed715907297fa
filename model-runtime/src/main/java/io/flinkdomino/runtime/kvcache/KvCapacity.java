package io.flinkdomino.runtime.kvcache;

/**
 * How many sequences fit the KV memory budget at once, and how long each may get.
 *
 * @param slots sequences that can run at once
 * @param tokensPerSlot cache entries of a slot: the longest sequence and one block of drafts
 */
public record KvCapacity(int slots, int tokensPerSlot) {

  /**
   * Divides a memory budget into slots.
   *
   * @param budgetBytes memory for keys and values, of target and drafter together
   * @param bytesPerToken what both models remember of one token
   * @param maxBatch most slots wanted
   * @throws IllegalArgumentException if not even one slot fits
   */
  public static KvCapacity within(
      long budgetBytes, long bytesPerToken, int tokensPerSlot, int maxBatch) {
    long slotBytes = bytesPerToken * tokensPerSlot;
    long slots = Math.min(maxBatch, budgetBytes / slotBytes);
    if (slots < 1) {
      throw new IllegalArgumentException(
          "kv-memory must hold at least one sequence of "
              + tokensPerSlot
              + " tokens, which takes "
              + slotBytes
              + " bytes, got "
              + budgetBytes
              + " bytes; raise kv-memory or lower max-sequence-tokens");
    }
    return new KvCapacity((int) slots, tokensPerSlot);
  }
}
