package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.PrefillChunk;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.LongTable;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a block drafter the target's context features: at once where it drafts, and late where it
 * does not. Engine thread only.
 *
 * <p>Projecting features into the drafter's cache costs a good part of what a small target's pass
 * does. So as long as nobody drafts, a step's features are only held; after some steps, what is
 * still wanted of them is copied to a buffer; and they are projected when their sequence drafts.
 * Those of a sequence that ends before are not projected at all. If the buffer is full, whoever
 * waits for most tokens is served to make room.
 *
 * <p>Invariant: the features of a sequence go to the cache in the order of its tokens; once some
 * wait, the next ones wait behind them.
 */
final class ContextReader {

  /** Bound of the buffer, whatever the model. */
  private static final long BUFFER_BYTES = 64L << 20;

  /** Passes whose features are held before they are copied, all at once. */
  private static final int MOST_HELD = 64;

  private final TensorScope scope;
  private final TorchProgram program;
  private final int tokensPerSlot;
  private final int featureWidth;
  private final ElementType type;
  private final int mostRows;
  private Optional<Buffer> buffer = Optional.empty();
  private Map<Sequence, Late> late = new HashMap<>();
  private final List<Held> held = new ArrayList<>();
  private TensorScope holding;
  private int heldRows;
  private long pass;

  private record Buffer(Tensor rows, PendingFeatures pending) {}

  /** Tokens of one pass: where they stand in it, and whose they are. */
  private record Part(int first, Sequence sequence, int position, int count) {}

  /** What is late of one pass. */
  private record Held(long pass, Tensor features, List<Part> parts) {}

  /** A sequence since it got its slot: what came before is somebody else's. */
  private static final class Late {
    private final long since;
    private int tokens;

    Late(long since) {
      this.since = since;
    }
  }

  /**
   * Starts with nothing late.
   *
   * @param scope owns what waits
   * @param program has the drafter's cache
   * @param featureWidth numbers a token
   * @param mostTokens that can ever wait
   */
  ContextReader(
      TensorScope scope,
      TorchProgram program,
      int tokensPerSlot,
      int featureWidth,
      ElementType type,
      long mostTokens) {
    this.scope = scope;
    this.program = program;
    this.tokensPerSlot = tokensPerSlot;
    this.featureWidth = featureWidth;
    this.type = type;
    long fitting = BUFFER_BYTES / ((long) featureWidth * type.bytes());
    this.mostRows = (int) Math.max(1, Math.min(fitting, mostTokens));
    holding = scope.child();
  }

  /** How many tokens of each decoding sequence wait. */
  List<Integer> waiting(BatchPlan plan) {
    return plan.decoding().stream().map(this::waiting).toList();
  }

  private int waiting(Sequence sequence) {
    Late known = late.get(sequence);
    return (known == null ? 0 : known.tokens)
        + buffer.map(b -> b.pending().count(sequence)).orElse(0);
  }

  /** Projects what waits of the sequences that draft now. */
  void catchUp(BatchPlan plan, DraftPlan drafts) {
    List<Sequence> drafting = drafts.rows().stream().map(plan.decoding()::get).toList();
    if (drafting.stream().anyMatch(sequence -> waiting(sequence) > 0)) {
      settle(plan, pass + 1); // a slot may be somebody else's by now
      keepHeld();
      project(drafting);
    }
  }

  /** Projects what the buffer has of some sequences. */
  private void project(List<Sequence> sequences) {
    Buffer from = buffer();
    LongTable table = new LongTable(3);
    for (PendingFeatures.Kept one : from.pending().take(sequences)) {
      table.add(one.row(), one.position(), entry(one.sequence(), one.position()));
    }
    append(List.of(from.rows()), table);
  }

  private long entry(Sequence sequence, int position) {
    return (long) sequence.slot() * tokensPerSlot + position;
  }

  /** Projects some rows of features; the table has their places, positions and cache entries. */
  private void append(List<Tensor> features, LongTable table) {
    if (table.columns() == 0) {
      return;
    }
    try (TensorScope step = scope.child()) {
      program.number(
          "append_some", features, row(step, table, 0), row(step, table, 1), row(step, table, 2));
    }
  }

  private static Tensor row(TensorScope scope, LongTable table, int row) {
    int columns = table.columns();
    return scope.longs(Arrays.copyOfRange(table.toArray(), row * columns, (row + 1) * columns));
  }

  /** Takes in the features of a pass, or holds them. */
  void read(BatchPlan plan, DraftBlock block, ContextFeatures context) {
    pass++;
    settle(plan, pass);
    List<Part> parts = new ArrayList<>();
    List<Part> now = new ArrayList<>();
    split(plan, block, parts, now);
    if (parts.isEmpty()) {
      program.number("append", context.features(), context.positions(), context.entries());
      return;
    }
    LongTable table = new LongTable(3);
    now.forEach(part -> addTo(table, part, 0));
    append(List.of(context.features()), table);
    hold(parts, context.features());
  }

  /**
   * Forgets who is not in the plan, and what a sequence had that starts over.
   *
   * @param next the first pass that counts for those who are new
   */
  private void settle(BatchPlan plan, long next) {
    Map<Sequence, Late> known = late;
    late = new HashMap<>();
    for (Sequence sequence : plan.sequences()) {
      Late before = known.get(sequence);
      late.put(sequence, before == null ? new Late(next) : before);
    }
    for (PrefillChunk chunk : plan.chunks()) {
      if (chunk.start() == 0) {
        late.put(chunk.sequence(), new Late(next));
      }
    }
    buffer.ifPresent(b -> b.pending().settle(plan));
  }

  /** Who drafted is served now, and so are prompts if anybody drafted; but not past what waits. */
  private void split(BatchPlan plan, DraftBlock block, List<Part> parts, List<Part> now) {
    boolean anybody = block.plan().length() > 0;
    Set<Integer> drafting = new HashSet<>(block.plan().rows());
    int at = 0;
    for (int row = 0; row < plan.decoding().size(); row++) {
      Sequence sequence = plan.decoding().get(row);
      int count = block.drafted().get(row) + 1;
      Part part = new Part(at, sequence, sequence.committedTokens() - 1, count);
      (drafting.contains(row) ? now : parts).add(part);
      at += count;
    }
    for (PrefillChunk chunk : plan.chunks()) {
      Part part = new Part(at, chunk.sequence(), chunk.start(), chunk.count());
      (anybody && waiting(chunk.sequence()) == 0 ? now : parts).add(part);
      at += chunk.count();
    }
  }

  private void addTo(LongTable table, Part part, int shift) {
    for (int i = 0; i < part.count(); i++) {
      int position = part.position() + i;
      table.add(shift + part.first() + i, position, entry(part.sequence(), position));
    }
  }

  private void hold(List<Part> parts, Tensor features) {
    held.add(new Held(pass, holding.adopt(features), parts));
    for (Part part : parts) {
      late.get(part.sequence()).tokens += part.count();
    }
    heldRows += (int) features.shape()[0];
    if (held.size() == MOST_HELD || heldRows > mostRows) {
      keepHeld();
    }
  }

  /** Copies what is held to the buffer, or if it has no room for so much, projects it. */
  private void keepHeld() {
    List<Part> wanted = new ArrayList<>();
    int rows = 0;
    int count = 0;
    for (Held one : held) {
      for (Part part : one.parts()) {
        Late known = late.get(part.sequence());
        if (known != null && known.since <= one.pass()) {
          wanted.add(new Part(rows + part.first(), part.sequence(), part.position(), part.count()));
          count += part.count();
        }
      }
      rows += (int) one.features().shape()[0];
    }
    List<Tensor> features = held.stream().map(Held::features).toList();
    if (count > mostRows) {
      project(wanted.stream().map(Part::sequence).distinct().toList());
      LongTable table = new LongTable(3);
      wanted.forEach(part -> addTo(table, part, 0));
      append(features, table);
    } else if (count > 0) {
      keep(wanted, count, features);
    }
    late.values().forEach(known -> known.tokens = 0);
    held.clear();
    heldRows = 0;
    holding.close();
    holding = scope.child();
  }

  private void keep(List<Part> parts, int count, List<Tensor> features) {
    Buffer to = buffer();
    while (to.pending().freeRows() < count) {
      project(List.of(to.pending().longest()));
    }
    LongTable table = new LongTable(2);
    for (Part part : parts) {
      for (int i = 0; i < part.count(); i++) {
        table.add(part.first() + i, to.pending().keep(part.sequence(), part.position() + i));
      }
    }
    try (TensorScope step = scope.child()) {
      program.number("keep", to.rows(), features, row(step, table, 0), row(step, table, 1));
    }
  }

  private Buffer buffer() {
    if (buffer.isEmpty()) {
      Tensor rows = scope.lasting(type, mostRows, featureWidth);
      buffer = Optional.of(new Buffer(rows, new PendingFeatures(mostRows)));
    }
    return buffer.get();
  }
}
