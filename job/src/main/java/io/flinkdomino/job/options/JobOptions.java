package io.flinkdomino.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.operators.registry.SchemaRegistration;
import io.flinkdomino.operators.registry.SubjectNaming;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * Every setting of the job. {@link OptionGroup} says which belong together; {@code docs/options.md}
 * is made from both.
 */
public final class JobOptions {

  public static final ConfigOption<String> MODEL =
      key("model")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder of the target model in Hugging Face layout: config.json, safetensors files"
                  + " and, for prompts that are text, tokenizer.json. Required; demo brings its own.");

  public static final ConfigOption<String> DRAFT =
      key("draft")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "What drafts: the folder of a draft model (Domino, DFlash, or a causal language model"
                  + " of the target's vocabulary), prompt-lookup to draft from prompt and completion"
                  + " themselves, or none to decode with the target alone. Changes the speed, not the"
                  + " tokens. Required; demo brings its own. For train, optional: a model to start from.");

  public static final ConfigOption<String> DEVICE =
      key("device")
          .stringType()
          .defaultValue("auto")
          .withDescription(
              "Where the models run: auto, cpu or cuda:N. auto gives each task slot a GPU of its own"
                  + " where Flink manages them (external-resources: gpu); elsewhere it takes the"
                  + " first that the tensor library sees, else the CPU. Slots share a GPU that"
                  + " cuda:N names.");

  public static final ConfigOption<WeightType> DTYPE =
      key("dtype")
          .enumType(WeightType.class)
          .defaultValue(WeightType.AUTO)
          .withDescription(
              "Number type of weights and KV cache: auto, float32, bfloat16 or float16. auto is"
                  + " float32 on a CPU and bfloat16 on a GPU. train computes in float32, its auto, and"
                  + " writes float32 or bfloat16.");

  public static final ConfigOption<MemorySize> KV_MEMORY =
      key("kv-memory")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(1024))
          .withDescription(
              "Memory for the KV cache of each task slot, at least 1 mb. Bounds how many tokens all"
                  + " running sequences may hold together; a sequence that does not fit waits.");

  public static final ConfigOption<Integer> MAX_BATCH =
      key("max-batch")
          .intType()
          .defaultValue(16)
          .withDescription(
              "Most sequences decoded together in one task slot, 1 to 1024. More raises throughput"
                  + " and the time each token takes.");

  public static final ConfigOption<Integer> MAX_SEQUENCE_TOKENS =
      key("max-sequence-tokens")
          .intType()
          .defaultValue(0)
          .withDescription(
              "Most tokens of prompt and completion together, at least 2; 0 takes the model's own"
                  + " limit. A prompt that alone does not fit becomes a dead letter; train cuts conversations.");

  public static final ConfigOption<String> VERIFIED_LENGTH =
      key("verified-length")
          .stringType()
          .defaultValue("adaptive")
          .withDescription(
              "How many draft tokens of a sequence the target verifies a step: adaptive, as many as"
                  + " bring most tokens per second by what steps cost and drafts were worth so far, down"
                  + " to none; all that the drafter proposes (a block; 8 of a causal language model or"
                  + " prompt-lookup); or a number from 1. It changes the speed, not the tokens.");

  public static final ConfigOption<Integer> PREFILL_TOKENS =
      key("prefill-tokens")
          .intType()
          .defaultValue(512)
          .withDescription(
              "Most prompt tokens that one decode step prefills besides decoding, 1 to 65536. Fewer"
                  + " let running sequences go on sooner beside a long prompt.");

  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      key("bootstrap-servers")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Kafka brokers to connect to first: host:port, separated by commas. Required.");

  public static final ConfigOption<String> KAFKA_PROPERTIES =
      key("kafka-properties")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Java properties file of settings for every Kafka client, such as TLS and SASL;"
                  + " kafka.KEY wins over it. Its values stay out of the job graph: each machine"
                  + " that runs a client reads the file at this path, again after each restart.");

  public static final ConfigOption<String> PROMPT_TOPICS =
      key("prompt-topics")
          .stringType()
          .defaultValue("prompts")
          .withDescription("Topics to read prompts from, separated by commas. They must exist.");

  public static final ConfigOption<String> PROMPT_TOPIC_PATTERN =
      key("prompt-topic-pattern")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Regular expression of topics to read prompts from, instead of prompt-topics."
                  + " Topics created later join within five minutes.");

  public static final ConfigOption<String> GROUP_ID =
      key("group-id")
          .stringType()
          .defaultValue("flink-domino")
          .withDescription(
              "Consumer group under which read positions are committed at each checkpoint.");

  public static final ConfigOption<String> START_OFFSETS =
      key("start-offsets")
          .stringType()
          .defaultValue("committed")
          .withDescription(
              "Where to start without a checkpoint: earliest, latest, committed (the group's"
                  + " positions, earliest where it has none) or timestamp:T with T in milliseconds"
                  + " since the epoch or as in 2026-01-31T12:00:00Z.");

  public static final ConfigOption<String> COMPLETION_TOPIC =
      key("completion-topic")
          .stringType()
          .defaultValue("completions")
          .withDescription("Topic for completions. It must exist.");

  public static final ConfigOption<String> METRICS_TOPIC =
      key("metrics-topic")
          .stringType()
          .defaultValue("acceptance-metrics")
          .withDescription("Topic for acceptance metrics. It must exist.");

  public static final ConfigOption<String> DEAD_LETTER_TOPIC =
      key("dead-letter-topic")
          .stringType()
          .defaultValue("dead-letters")
          .withDescription("Topic for prompts that get no completion. It must exist.");

  public static final ConfigOption<DeliveryGuarantee> DELIVERY_GUARANTEE =
      key("delivery-guarantee")
          .enumType(DeliveryGuarantee.class)
          .defaultValue(DeliveryGuarantee.EXACTLY_ONCE)
          .withDescription(
              "exactly-once: outputs become visible to read_committed consumers at each checkpoint."
                  + " at-least-once: visible at once, and may repeat after a failure.");

  public static final ConfigOption<WireFormat> PROMPT_FORMAT =
      key("prompt-format")
          .enumType(WireFormat.class)
          .defaultValue(WireFormat.JSON)
          .withDescription("Encoding of prompts: json or avro (binary PromptRecord).");

  public static final ConfigOption<WireFormat> OUTPUT_FORMAT =
      key("output-format")
          .enumType(WireFormat.class)
          .defaultValue(WireFormat.JSON)
          .withDescription("Encoding of completions, metrics and dead letters: json or avro.");

  public static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX =
      key("transactional-id-prefix")
          .stringType()
          .defaultValue("flink-domino")
          .withDescription(
              "Start of the transactional ids on the broker. Two jobs that share a broker must"
                  + " differ here, or they abort each other's transactions.");

  public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      key("transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "When the broker aborts an open transaction; longer than checkpoint-interval and at"
                  + " most the broker's transaction.max.timeout.ms. A job that is down for longer"
                  + " loses what its last checkpoint had not committed yet.");

  public static final ConfigOption<MemorySize> MAX_RECORD_SIZE =
      key("max-record-size")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(1))
          .withDescription(
              "Largest output record, 16 kb to 1 gb, and no more than max.message.bytes of the"
                  + " output topics. A larger completion becomes a dead letter.");

  public static final ConfigOption<Duration> METRICS_WINDOW =
      key("metrics-window")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "Time that one record of the metrics topic covers, 100 ms to 1 h, per task slot.");

  public static final ConfigOption<String> SCHEMA_REGISTRY_URL =
      key("schema-registry-url")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Root of a schema registry's Confluent API, http or https; several, separated by"
                  + " commas, are tried in turn. Prompts and outputs then have Confluent's header, a"
                  + " magic byte and the schema's id. Only with prompt-format and output-format avro.");

  public static final ConfigOption<SubjectNaming> SUBJECT_NAMING =
      key("subject-naming")
          .enumType(SubjectNaming.class)
          .defaultValue(SubjectNaming.TOPIC)
          .withDescription(
              "Subjects of the outputs' schemas, as Confluent's strategies name them: topic"
                  + " (TOPIC-value), record (the record's full name) or topic-record (TOPIC-RECORD).");

  public static final ConfigOption<SchemaRegistration> SCHEMA_REGISTRATION =
      key("schema-registration")
          .enumType(SchemaRegistration.class)
          .defaultValue(SchemaRegistration.REGISTER)
          .withDescription(
              "How the job finds the ids of the schemas it writes, at start: register puts them in"
                  + " the registry, lookup expects them there.");

  public static final ConfigOption<String> SCHEMA_REGISTRY_PROPERTIES =
      key("schema-registry-properties")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Java properties file with what the registry asks for: basic.auth.credentials.source"
                  + " (USER_INFO) and basic.auth.user.info, schema.registry.ssl.truststore.* and"
                  + " schema.registry.ssl.keystore.* (location, password, type),"
                  + " schema.registry.ssl.key.password. Every TaskManager reads it at this path, so"
                  + " that no secret travels with the job.");

  public static final ConfigOption<Integer> MAX_ATTEMPTS =
      key("max-attempts")
          .intType()
          .defaultValue(4)
          .withDescription(
              "A prompt becomes a dead letter when so many attempts to decode it failed without a"
                  + " new token, 1 to 100: by an error of the engine, or with the process. The last"
                  + " two attempts it runs alone, so that nobody else fails with it or is blamed for"
                  + " it.");

  public static final ConfigOption<String> ATTEMPT_JOURNAL =
      key("attempt-journal")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder or URI where each task slot notes which prompts it starts, one small file for"
                  + " each group, so that a prompt that kills its process before a checkpoint is"
                  + " found; every TaskManager must see the same files there. Two jobs must not share"
                  + " one. Without, flink-domino-attempts/GROUP-ID below the folder of the checkpoints,"
                  + " as each TaskManager knows it (generate: flink-domino-attempts/generate). none"
                  + " for no journal.");

  public static final ConfigOption<Double> MAX_DEAD_LETTER_PERCENT =
      key("max-dead-letter-percent")
          .doubleType()
          .defaultValue(0.0)
          .withDescription(
              "Stops the job for good when more than this share of the last dead-letter-window"
                  + " prompts of one task slot became dead letters, below 100. Counts anew after a"
                  + " restart, and from 20 prompts on. 0 never stops it.");

  public static final ConfigOption<Integer> DEAD_LETTER_WINDOW =
      key("dead-letter-window")
          .intType()
          .defaultValue(1000)
          .withDescription(
              "Over how many prompts of a task slot, the last ones, max-dead-letter-percent is"
                  + " taken, 1 to 1000000. More react later and to less.");

  public static final ConfigOption<Integer> PARALLELISM =
      key("parallelism")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Task slots, 1 to 1024, each with its own batch and KV cache; the weights are shared."
                  + " More slots than prompt partitions stay idle. On a cluster, Flink's own"
                  + " parallelism holds where this is not given.");

  public static final ConfigOption<Integer> IN_FLIGHT =
      key("in-flight")
          .intType()
          .defaultValue(0)
          .withDescription(
              "Most prompts one task slot holds, running and waiting; at least max-batch. 0 means"
                  + " 2 x max-batch. The rest stays in the source, so that checkpoints are small.");

  public static final ConfigOption<MemorySize> IN_FLIGHT_MEMORY =
      key("in-flight-memory")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(64))
          .withDescription(
              "Most bytes that the prompts one task slot holds may take in a checkpoint, their"
                  + " completions at full length, at least 1 mb.");

  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      key("checkpoint-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "Time between checkpoints, 100 ms to 1 h. With exactly-once it is also how long a"
                  + " finished completion may stay invisible. On a cluster, its"
                  + " execution.checkpointing.interval holds where this is not given.");

  public static final ConfigOption<String> CHECKPOINT_DIR =
      key("checkpoint-dir")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder or URI for checkpoints. With a folder, run goes on from the newest checkpoint"
                  + " found there. Without, checkpoints end with the process: Ctrl-C finishes the"
                  + " prompts in flight first, but a crash loses them.");

  public static final ConfigOption<OnStop> ON_STOP =
      key("on-stop")
          .enumType(OnStop.class)
          .defaultValue(OnStop.FINISH)
          .withDescription(
              "What run does with the prompts in flight on Ctrl-C: finish decodes them to their"
                  + " ends; keep puts them into a savepoint in checkpoint-dir, with the tokens they"
                  + " have, and the next run goes on from there. On a cluster, flink stop keeps and"
                  + " flink stop --drain finishes.");

  public static final ConfigOption<Integer> DASHBOARD_PORT =
      key("dashboard-port")
          .intType()
          .defaultValue(0)
          .withDescription(
              "Port of Flink's dashboard on localhost, 1 to 65535; 0 takes a free one. The address"
                  + " is printed at start. Not on a cluster, which has its own.");

  public static final ConfigOption<String> INPUT =
      key("input")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with one JSON prompt per line, for train one conversation, for evaluate either, in"
                  + " UTF-8. Required.");

  public static final ConfigOption<String> OUTPUT =
      key("output")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder for completions.jsonl and errors.jsonl, for the trained model, or for"
                  + " evaluation.json and completions.jsonl; created if absent. Files of these names"
                  + " there are replaced. Required, but for evaluate.");

  public static final ConfigOption<MemorySize> MAX_LINE_SIZE =
      key("max-line-size")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(1))
          .withDescription(
              "Longest line of the input, 1 kb to 256 mb. A longer one is cut and becomes an error"
                  + " line, for train and evaluate a bad row.");

  public static final ConfigOption<Boolean> KEEP =
      key("keep")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Leaves broker, job and dashboard up after the summary, until Ctrl-C, and prints how"
                  + " to send prompts.");

  public static final ConfigOption<String> SUMMARY_FILE =
      key("summary-file")
          .stringType()
          .noDefaultValue()
          .withDescription("File to write the closing summary to, as JSON. Replaced if present.");

  public static final ConfigOption<Integer> PORT =
      key("port")
          .intType()
          .defaultValue(0)
          .withDescription(
              "Port of the Kafka broker on 127.0.0.1, 1 to 65535; 0 takes a free one.");

  public static final ConfigOption<String> PROMPTS =
      key("prompts")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with one JSON prompt per line to send instead of the bundled ones.");

  private JobOptions() {}
}
