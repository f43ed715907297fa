package io.flinkdomino.runtime.length;

import io.flinkdomino.runtime.draft.DraftBlock;
import io.flinkdomino.runtime.draft.DraftPlan;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Chooses for most tokens per time, from what steps cost on this device and from what became of
 * drafts. Engine thread only.
 *
 * <p>A step's tokens are one a sequence and the drafts that are kept; its time is that of drafting
 * and that of the pass. Before drafting the two are weighed with what drafts were worth of late,
 * after it with what each draft is worth. What would never be learned that way is probed ({@link
 * Probes}). Decision 0011 explains the rule.
 */
public final class AdaptiveLength implements LengthChooser {

  private static final int FIRST_DRAFTS = 4;
  private static final int PROBED_DRAFTS = 2;

  /** Steps without drafts before the next look whether they pay: looking costs time, too. */
  private static final int PAUSE = 7;

  private static final int ROWS_A_PROBE = 16;

  private final int longest;
  private final PassCosts passes;
  private final DraftCosts draftCosts = new DraftCosts();
  private final Acceptances acceptances;
  private final RecentDrafts recent;
  private final DraftPlanner planner;
  private final Probes probes = new Probes();
  private Map<Object, SequenceRecord> records = new HashMap<>();

  // The step under way.
  private StepShape shape = new StepShape(List.of(), List.of(), List.of(), 0);
  private DraftPlan plan = DraftPlan.NONE;
  private double rate;
  private int pause;
  private boolean verifiesAll;
  private boolean probing;
  private int[][] levels = {};
  private int[] verified = {};

  /**
   * Starts hopeful.
   *
   * @param longest most drafts of a sequence, at least 1
   * @param mostRows most sequences that decode at once
   */
  public AdaptiveLength(int longest, int mostRows) {
    this.longest = longest;
    passes = new PassCosts(mostRows * (longest + 1) + 1);
    acceptances = new Acceptances(longest);
    recent = new RecentDrafts(acceptances);
    planner = new DraftPlanner(passes, draftCosts, recent, longest);
  }

  @Override
  public DraftPlan plan(StepShape next) {
    shape = next;
    remember(next.sequences());
    verifiesAll = false;
    probing = false;
    levels = new int[next.rows()][0];
    verified = new int[next.rows()];
    plan = next.rows() == 0 ? DraftPlan.NONE : choose(next);
    return plan;
  }

  /** Those who do not take part are forgotten: who comes back starts anew. */
  private void remember(List<?> sequences) {
    Map<Object, SequenceRecord> known = records;
    records = new HashMap<>();
    for (Object sequence : sequences) {
      SequenceRecord record = known.get(sequence);
      records.put(sequence, record == null ? new SequenceRecord() : record);
    }
  }

  private SequenceRecord record(int row) {
    return records.get(shape.sequences().get(row));
  }

  private DraftPlan choose(StepShape next) {
    if (pause-- > 0) {
      return DraftPlan.NONE;
    }
    int[] order = order(next.rows());
    if (!passes.known() || !draftCosts.known() || !recent.any()) {
      return firstPlan(order);
    }
    double[] factors = Arrays.stream(order).mapToDouble(row -> record(row).factor()).toArray();
    int groups = countSplits(next.splits());
    Outlook outlook = planner.outlook(factors, next.prefillTokens(), groups);
    rate = outlook.rate();
    pause = outlook.drafts() ? 0 : PAUSE;
    if (!outlook.drafts()) {
      probing = probes.drafted(price(next, groups));
      verifiesAll = probing;
      return probing ? probe(next) : DraftPlan.NONE;
    }
    if (probes.undrafted(outlook.gain())) {
      return DraftPlan.NONE;
    }
    int length = probes.length(outlook.length(), longest);
    verifiesAll = length != outlook.length();
    return plan(Arrays.copyOf(order, outlook.rows()), length);
  }

  /** Nothing is known of passes, then nothing of drafts. */
  private DraftPlan firstPlan(int[] order) {
    rate = 0;
    return probes.undrafted(1) ? DraftPlan.NONE : plan(order, Math.min(longest, FIRST_DRAFTS));
  }

  /** Rows, those with the best prospects first; neighbours stay together where they are alike. */
  private int[] order(int rows) {
    return IntStream.range(0, rows)
        .boxed()
        .sorted(Comparator.comparingLong((Integer row) -> -record(row).rank()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static DraftPlan plan(int[] rows, int length) {
    return new DraftPlan(Arrays.stream(rows).sorted().boxed().toList(), length, true);
  }

  /** What a probe costs beyond the step that it is part of, in steps. */
  private double price(StepShape next, int groups) {
    DraftPlan probe = probe(next);
    int tokens = next.rows() + next.prefillTokens();
    double step = passes.nanos(tokens, groups);
    int drafts = probe.rows().size() * probe.length();
    double probed = passes.nanos(tokens + drafts, next.rows() == 1 ? groups : groups + 1);
    int unread = probe.rows().stream().mapToInt(row -> next.unread().get(row)).sum();
    double drafting = draftCosts.nanos(probe.rows().size(), probe.length(), unread);
    return (drafting + probed - step) / step;
  }

  /** A few short drafts, where the drafter has least to catch up with. */
  private DraftPlan probe(StepShape next) {
    int[] rows =
        IntStream.range(0, next.rows())
            .boxed()
            .sorted(Comparator.comparingInt((Integer row) -> next.unread().get(row)))
            .limit(1 + next.rows() / ROWS_A_PROBE)
            .mapToInt(Integer::intValue)
            .toArray();
    return plan(rows, Math.min(longest, PROBED_DRAFTS));
  }

  private static int countSplits(boolean[] splits) {
    int count = 0;
    for (boolean split : splits) {
      count += split ? 1 : 0;
    }
    return count;
  }

  @Override
  public DraftBlock verified(DraftBlock block) {
    return plan.isEmpty()
        ? block
        : block.verifying(lengths(block.drafted(), block.sureness(), block.columns()));
  }

  /**
   * How many drafts each row verifies.
   *
   * @param drafted drafts of each row
   * @param sureness of the drafts of those that draft, so many columns each; or empty
   */
  List<Integer> lengths(List<Integer> drafted, float[] sureness, int columns) {
    double[][] survivals = new double[shape.rows()][0];
    for (int i = 0; i < plan.rows().size(); i++) {
      int row = plan.rows().get(i);
      levels[row] = new int[drafted.get(row)];
      for (int position = 0; position < levels[row].length; position++) {
        levels[row][position] =
            sureness.length == 0
                ? Acceptances.UNKNOWN
                : Acceptances.level(sureness[i * columns + position]);
      }
      survivals[row] = survivals(row, levels[row].length);
      recent.add(asked(levels[row]));
    }
    verified =
        verifiesAll
            ? Arrays.stream(levels).mapToInt(row -> row.length).toArray()
            : choose(survivals);
    return Arrays.stream(verified).boxed().toList();
  }

  /** The levels of all drafts that a row was asked for. */
  private int[] asked(int[] made) {
    int[] asked = Arrays.copyOf(made, plan.length());
    Arrays.fill(asked, made.length, asked.length, RecentDrafts.NOT_MADE);
    return asked;
  }

  private int[] choose(double[][] survivals) {
    int tokens = shape.rows() + shape.prefillTokens();
    return new VerifiedDrafts(passes, survivals, shape.splits(), tokens, rate).choose();
  }

  /** The probability of each draft that it is kept. */
  private double[] survivals(int row, int count) {
    double[] survivals = new double[count];
    double factor = record(row).factor();
    double survival = 1;
    for (int position = 0; position < count; position++) {
      survival *= acceptances.of(position, levels[row][position]);
      survivals[position] = Math.min(1, factor * survival);
    }
    return survivals;
  }

  @Override
  public void stepped(List<Integer> accepted, StepCost cost) {
    int rows = shape.rows();
    if (rows == 0) {
      return;
    }
    double weight = (double) rows / (rows + shape.prefillTokens());
    int unread = plan.rows().stream().mapToInt(row -> shape.unread().get(row)).sum();
    draftCosts.observe(
        plan.rows().size(), plan.length(), unread, (double) cost.draftNanos(), weight);
    int tokens = rows + shape.prefillTokens() + Arrays.stream(verified).sum();
    passes.observe(tokens, cost.groups(), (double) cost.restNanos(), weight);
    for (int row : plan.rows()) {
      count(row, accepted.get(row));
    }
    records.values().forEach(SequenceRecord::step);
    acceptances.step();
    recent.changed();
    if (probing) {
      probes.probed(plan.rows().stream().anyMatch(row -> accepted.get(row) > 0));
    }
    probes.stepped(!plan.isEmpty());
  }

  private void count(int row, int accepted) {
    double expected = 0;
    double survival = 1;
    for (int position = 0; position < verified[row]; position++) {
      survival *= acceptances.of(position, levels[row][position]);
      expected += survival;
    }
    record(row).count(expected, accepted);
    for (int position = 0; position < Math.min(accepted + 1, verified[row]); position++) {
      acceptances.count(position, levels[row][position], position < accepted);
    }
  }
}
