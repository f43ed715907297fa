package io.flinkdomino.runtime.train.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which rows each step learns from: every row once an epoch, in an order that seed and epoch decide
 * alone. Rows of similar length go together, because a batch is padded to its longest.
 */
public final class BatchOrder {

  /** Batches among which rows are sorted by length. */
  private static final int WINDOW = 32;

  private final List<TokenRow> rows;
  private final int batchRows;
  private final long seed;
  private int epoch = -1;
  private List<List<TokenRow>> batches = List.of();

  /**
   * An order over rows.
   *
   * @param rows at least one
   * @param batchRows rows a step; the last batch of an epoch may have fewer
   */
  public BatchOrder(List<TokenRow> rows, int batchRows, long seed) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("rows must not be empty");
    }
    this.rows = List.copyOf(rows);
    this.batchRows = batchRows;
    this.seed = seed;
  }

  /** Steps of one epoch. */
  public int stepsPerEpoch() {
    return (rows.size() + batchRows - 1) / batchRows;
  }

  /** The rows of a step, counted from 0. */
  public List<TokenRow> batch(int step) {
    int wanted = step / stepsPerEpoch();
    if (wanted != epoch) {
      batches = arrange(new Random(31 * seed + wanted));
      epoch = wanted;
    }
    return batches.get(step % stepsPerEpoch());
  }

  private List<List<TokenRow>> arrange(Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
    Collections.shuffle(order, random);
    List<List<TokenRow>> arranged = new ArrayList<>();
    int window = WINDOW * batchRows;
    for (int from = 0; from < order.size(); from += window) {
      arranged.addAll(batches(order.subList(from, Math.min(order.size(), from + window)), random));
    }
    return arranged;
  }

  private List<List<TokenRow>> batches(List<Integer> window, Random random) {
    List<TokenRow> sorted =
        window.stream().map(rows::get).sorted(Comparator.comparingInt(TokenRow::length)).toList();
    List<List<TokenRow>> batches = new ArrayList<>();
    for (int from = 0; from < sorted.size(); from += batchRows) {
      batches.add(sorted.subList(from, Math.min(sorted.size(), from + batchRows)));
    }
    Collections.shuffle(batches, random);
    return batches;
  }
}
