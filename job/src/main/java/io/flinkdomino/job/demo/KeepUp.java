package io.flinkdomino.job.demo;

import io.flinkdomino.job.options.KafkaSettings;
import io.flinkdomino.job.options.PromptTopics;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;

/** Tells the user of a demo that stays up how to talk to it. */
final class KeepUp {

  private KeepUp() {}

  static void explain(PrintStream out, Path home, URI dashboard, KafkaSettings kafka) {
    String console = "java -cp '" + Demo.brokerLib(home) + "/*' org.apache.kafka.tools.";
    String servers = " --bootstrap-server " + kafka.bootstrapServers();
    String prompts = ((PromptTopics.Named) kafka.promptTopics()).names().get(0);
    out.println();
    out.println("Everything stays up until Ctrl-C. Dashboard: " + dashboard);
    out.println("Send a prompt, one line of JSON each:");
    out.println("  " + console + "ConsoleProducer" + servers + " --topic " + prompts);
    out.println(
        "  {\"messages\":[{\"role\":\"user\",\"content\":\"Tell a short story about Noah and"
            + " apples.\"}],\"max_tokens\":96}");
    out.println("Read completions, each visible at the next checkpoint:");
    out.println(
        "  "
            + console
            + "consumer.ConsoleConsumer"
            + servers
            + " --topic "
            + kafka.outputTopics().completions()
            + " --from-beginning --isolation-level read_committed");
  }
}
