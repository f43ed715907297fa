package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.prompt.GenerationRequest;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The prompts an operator holds, bounded by count and bytes. Mailbox thread only.
 *
 * <p>Requests are told apart by identity: two prompts may well have the same id and text.
 */
final class InFlightRequests {

  private final int maxCount;
  private final long maxBytes;
  private final IdentityHashMap<GenerationRequest, InFlightRequest> held = new IdentityHashMap<>();
  private long bytes;

  InFlightRequests(int maxCount, long maxBytes) {
    this.maxCount = maxCount;
    this.maxBytes = maxBytes;
  }

  void add(GenerationRequest request, InFlightRequest inFlight) {
    held.put(request, inFlight);
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

  /** What a checkpoint keeps, in order of arrival. */
  List<HeldPrompt> snapshot() {
    return held.values().stream()
        .sorted(Comparator.comparingLong(InFlightRequest::arrival))
        .map(request -> new HeldPrompt(request.source(), request.attempt()))
        .toList();
  }

  private static long bytesOf(InFlightRequest request) {
    byte[] value = request.source().value();
    return value == null ? 0 : value.length;
  }
}
