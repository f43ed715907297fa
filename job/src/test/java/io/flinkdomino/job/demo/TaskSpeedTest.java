package io.flinkdomino.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskSpeedTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void speedIsThatOfTokensBehindTheFirst() {
    Map<String, TaskDecoding> drafting =
        collected(completion("lists", 21, 40), completion("lists", 11, 20));
    Map<String, TaskDecoding> targetOnly =
        collected(completion("lists", 21, 100), completion("lists", 11, 50));

    assertThat(TaskSpeed.of(drafting, targetOnly))
        .containsExactly(new TaskSpeed("lists", 2, 4, 500, 200, 2.5));
  }

  @Test
  void tasksAreToldApart() {
    Map<String, TaskDecoding> both =
        collected(completion("lists", 21, 40), completion("code", 5, 8), completion(null, 5, 8));

    assertThat(TaskSpeed.of(both, both))
        .extracting(TaskSpeed::task)
        .containsExactly("code", "lists");
    assertThat(TaskSpeed.of(both, collected(completion("code", 5, 8))))
        .extracting(TaskSpeed::task)
        .containsExactly("code");
  }

  private static Map<String, TaskDecoding> collected(ObjectNode... completions) {
    OutputCollector outputs = new OutputCollector(prompt -> 1, (completion, prompt) -> {});
    for (int i = 0; i < completions.length; i++) {
      outputs.completion(Integer.toString(i), completions[i], 0);
    }
    return outputs.byTask();
  }

  private static ObjectNode completion(@Nullable String task, int tokens, double decodeMillis) {
    ObjectNode completion = JSON.createObjectNode().put("index", 0);
    completion.putObject("usage").put("completion_tokens", tokens);
    completion.putObject("timings").put("decode_ms", decodeMillis);
    ObjectNode acceptance = completion.putObject("acceptance");
    acceptance.put("steps", 5).put("accepted", 15);
    if (task != null) {
      completion.putObject("metadata").put("task", task);
    }
    return completion;
  }
}
