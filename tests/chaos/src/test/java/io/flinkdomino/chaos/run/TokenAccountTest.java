package io.flinkdomino.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.chaos.values.Field;
import io.flinkdomino.chaos.values.JvmValues;
import io.flinkdomino.chaos.values.Subject;
import io.flinkdomino.chaos.values.ValuesFile;
import io.flinkdomino.chaos.values.ValuesFile.Values;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that was killed and one that lives on. */
class TokenAccountTest {

  @TempDir Path folder;

  private JvmValues killed;
  private JvmValues living;

  @BeforeEach
  void twoJvms() {
    killed = jvm(1, 500, 480, 60);
    living = jvm(2, 900, 900, 30);
  }

  /** One engine and one operator attempt, open both. */
  private JvmValues jvm(long pid, long decoded, long decodedAtSample, long sinceCheckpoint) {
    ValuesFile file = ValuesFile.create(folder.resolve(pid + "-0.values"));
    file.begin(Subject.ENGINE).set(Field.DECODED_TOKENS, decoded);
    Values attempt = file.begin(Subject.OPERATOR);
    attempt.set(Field.DECODED_TOKENS, decodedAtSample);
    attempt.set(Field.SINCE_CHECKPOINT, sinceCheckpoint);
    attempt.set(Field.SAMPLES, 1);
    return new JvmValues(pid, 0, file);
  }

  private TokenAccount account(long delivered) {
    return TokenAccount.of(List.of(killed, living), List.of(living), delivered);
  }

  @Test
  void boundIsWhatTheDeadSaidAndWhatTheyDecodedSince() {
    TokenAccount account = account(1_350);
    assertThat(account.again()).isEqualTo(50);
    assertThat(account.lastSaid()).isEqualTo(60);
    assertThat(account.sinceSaid()).isEqualTo(20);
    assertThat(account.bound()).isEqualTo(80);
    assertThat(account.measured()).isTrue();
  }

  @Test
  void attemptThatEndedInAJvmThatLivesCounts() {
    Values ended = living.operators().get(0);
    ended.set(Field.DECODED_AT_CLOSE, 905);
    ended.set(Field.CLOSED, 1);
    assertThat(account(1_350).bound()).isEqualTo(80 + 30 + 5);
  }

  @Test
  void isNotMeasuredWhereTheMetricIsMissing() {
    killed.operators().get(0).set(Field.SINCE_CHECKPOINT, -1);
    assertThat(account(1_350).measured()).isFalse();
  }
}
