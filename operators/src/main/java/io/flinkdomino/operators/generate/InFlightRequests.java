package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.prompt.GenerationRequest;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalLong;

/**
 * The prompts an operator holds, bounded by count and bytes. Mailbox thread only.
 *
 * <p>Requests are told apart by identity: two prompts may well have the same id and text.
 */
final class InFlightRequests {

  private final int maxCount;
  private final long maxBytes;
  private final int maxSequenceTokens;
  private final IdentityHashMap<GenerationRequest, InFlightRequest> held = new IdentityHashMap<>();
  private long bytes;

  /**
   * Holds nothing yet.
   *
   * @param maxBytes of their state, as {@link StateSize} says it
   * @param maxSequenceTokens most tokens of prompt and completion together
   */
  InFlightRequests(int maxCount, long maxBytes, int maxSequenceTokens) {
    this.maxCount = maxCount;
    this.maxBytes = maxBytes;
    this.maxSequenceTokens = maxSequenceTokens;
  }

  void add(InFlightRequest inFlight) {
    held.put(inFlight.prompt().request(), inFlight);
    bytes += bytesOf(inFlight);
  }

  InFlightRequest remove(GenerationRequest request) {
    InFlightRequest inFlight = held.remove(request);
    if (inFlight == null) {
      throw new IllegalStateException("request " + request.id() + " is not in flight");
    }
    bytes -= bytesOf(inFlight);
    return inFlight;
  }

  /** Whether another prompt may come. A single prompt beyond the byte bound still fits alone. */
  boolean hasRoom() {
    return held.size() < maxCount && bytes < maxBytes;
  }

  int size() {
    return held.size();
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /** Takes out all of them, in order of arrival. */
  List<InFlightRequest> removeAll() {
    List<InFlightRequest> all = all();
    held.clear();
    bytes = 0;
    return all;
  }

  /** Arrival number of the oldest one. */
  OptionalLong oldestArrival() {
    return held.values().stream().mapToLong(InFlightRequest::arrival).min();
  }

  /** All of them, in order of arrival. */
  List<InFlightRequest> all() {
    return held.values().stream()
        .sorted(Comparator.comparingLong(InFlightRequest::arrival))
        .toList();
  }

  private long bytesOf(InFlightRequest request) {
    return StateSize.of(request.source(), request.prompt(), maxSequenceTokens);
  }
}
