package io.flinkdomino.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** Settings that only training has. */
public final class TrainOptions {

  public static final ConfigOption<TrainKind> KIND =
      key("kind")
          .enumType(TrainKind.class)
          .defaultValue(TrainKind.DOMINO)
          .withDescription(
              "What is trained: domino or dflash, a draft model for the target that model names;"
                  + " autoregressive, a small causal language model that drafts for it; or target, a"
                  + " causal language model from scratch, whose config.json and tokenizer lie in the"
                  + " folder that model names.");

  public static final ConfigOption<String> SHAPE =
      key("shape")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder whose config.json says the shapes of the model to train. Without it they are the target's,"
                  + " with draft-layers layers and, for a block, block-size positions.");

  public static final ConfigOption<Integer> DRAFT_LAYERS =
      key("draft-layers")
          .intType()
          .defaultValue(5)
          .withDescription("Layers of the draft model, 1 to 64, unless shape says it.");

  public static final ConfigOption<Integer> BLOCK_SIZE =
      key("block-size")
          .intType()
          .defaultValue(16)
          .withDescription(
              "Positions of one draft pass, 2 to 64, unless shape says it: so many draft tokens at"
                  + " most.");

  public static final ConfigOption<String> MASK_TOKEN =
      key("mask-token")
          .stringType()
          .defaultValue("<|mask|>")
          .withDescription(
              "What stands for positions still unknown, unless shape says it: a token of the"
                  + " tokenizer, or the number of an id that no text has.");

  public static final ConfigOption<String> HELD_OUT =
      key("held-out")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File of conversations that nothing is learned from: losses and acceptance lengths over"
                  + " them show what was learned.");

  public static final ConfigOption<Boolean> RESUME =
      key("resume")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Goes on from the newest checkpoint in output, to the same losses as a run that was"
                  + " never broken off; all settings but the number of threads and the feature cache"
                  + " must be the same.");

  public static final ConfigOption<Integer> EPOCHS =
      key("epochs")
          .intType()
          .defaultValue(6)
          .withDescription("How often each row is learned from, 1 to 10000, unless steps says it.");

  public static final ConfigOption<Integer> STEPS =
      key("steps")
          .intType()
          .defaultValue(0)
          .withDescription("Updates of the weights; 0 for as many as epochs need.");

  public static final ConfigOption<Integer> BATCH_ROWS =
      key("batch-rows")
          .intType()
          .defaultValue(16)
          .withDescription("Rows that one update learns from, 1 to 65536.");

  public static final ConfigOption<Integer> PASS_ROWS =
      key("pass-rows")
          .intType()
          .defaultValue(4)
          .withDescription(
              "Rows that go through the models at once, 1 to 4096; gradients of the passes of a batch"
                  + " add up. Fewer need less memory and change nothing but rounding.");

  public static final ConfigOption<Integer> ANCHORS =
      key("anchors")
          .intType()
          .defaultValue(256)
          .withDescription(
              "Most blocks of a row that one update learns from, 1 to 4096. More learn more from the"
                  + " same target pass.");

  public static final ConfigOption<Double> LEARNING_RATE =
      key("learning-rate")
          .doubleType()
          .defaultValue(6e-4)
          .withDescription("Highest learning rate, above 0 and at most 1.");

  public static final ConfigOption<Double> WARM_UP =
      key("warm-up")
          .doubleType()
          .defaultValue(0.04)
          .withDescription(
              "Share of steps, 0 to 1, in which the learning rate rises; then it falls along a"
                  + " cosine.");

  public static final ConfigOption<Double> WEIGHT_DECAY =
      key("weight-decay")
          .doubleType()
          .defaultValue(0.0)
          .withDescription("Decoupled decay of AdamW, 0 to 1.");

  public static final ConfigOption<Double> CLIP_NORM =
      key("clip-norm")
          .doubleType()
          .defaultValue(1.0)
          .withDescription("Global norm that gradients are scaled down to, above 0.");

  public static final ConfigOption<Double> GAMMA =
      key("gamma")
          .doubleType()
          .defaultValue(7.0)
          .withDescription(
              "After how many places in a block a label's weight falls to 1 / e, above 0.");

  public static final ConfigOption<Double> DECAY_RATIO =
      key("decay-ratio")
          .doubleType()
          .defaultValue(0.5)
          .withDescription(
              "Share of steps, 0 to 1, after which the base logits have handed the loss over to the"
                  + " corrected ones; 0 for no curriculum.");

  public static final ConfigOption<Boolean> MIXED_PRECISION =
      key("mixed-precision")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Multiplies matrices in bfloat16; weights and all else stay in float32. Faster where the"
                  + " machine has instructions for it, by a half on a CPU with AMX.");

  public static final ConfigOption<Long> SEED =
      key("seed")
          .longType()
          .defaultValue(1L)
          .withDescription("Decides first weights, order of rows and anchors.");

  public static final ConfigOption<Integer> EVALUATE_EVERY =
      key("evaluate-every")
          .intType()
          .defaultValue(100)
          .withDescription("Steps between evaluations of held-out, from 1.");

  public static final ConfigOption<Integer> CHECKPOINT_EVERY =
      key("checkpoint-every")
          .intType()
          .defaultValue(500)
          .withDescription("Steps between checkpoints, from 1. Ctrl-C writes one too.");

  public static final ConfigOption<String> FEATURE_CACHE =
      key("feature-cache")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder where the target's context features of each row, in float32, are kept when they"
                  + " are first computed, so that later epochs, evaluations and runs skip the target's"
                  + " pass. Other weights or layers of the target have a file of their own, which says so"
                  + " inside, too: a renamed one is refused. When the disk is full, the rest is computed"
                  + " each time. Each row"
                  + " goes through the target alone then, so losses differ by rounding, a millionth"
                  + " at first, from those without a cache; they do not depend on what it holds. It saves"
                  + " the target's part of a step: with the golden pair a third at 16 anchors a row and"
                  + " little from 64 on, more where the target is large beside its drafter.");

  public static final ConfigOption<MemorySize> FEATURE_CACHE_SIZE =
      key("feature-cache-size")
          .memoryType()
          .defaultValue(MemorySize.parse("8 gb"))
          .withDescription(
              "Size that one target's file in feature-cache may have, 1 mb to 1 tb; rows that do not"
                  + " fit are computed each time. A token takes 4 bytes for each hidden value of each"
                  + " layer whose features the drafter reads.");

  public static final ConfigOption<Integer> TRAIN_THREADS =
      key("threads")
          .intType()
          .defaultValue(0)
          .withDescription("Threads within one tensor operation; 0 for one a processor.");

  private TrainOptions() {}
}
