package io.flinkdomino.chaos.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.chaos.values.ValuesFile.Values;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesFileTest {

  @TempDir Path folder;

  @Test
  void showsOthersWhatWasWrittenWithoutClosing() {
    ValuesFile own = ValuesFile.create(folder.resolve("1-2.values"));
    Values engine = own.begin(Subject.ENGINE);
    Values operator = own.begin(Subject.OPERATOR);
    engine.set(Field.DECODED_TOKENS, 7);
    operator.set(Field.SINCE_CHECKPOINT, -1);
    operator.set(Field.CLOSED, 1);

    JvmValues seen = new ValuesFolder(folder).all().iterator().next();

    assertThat(seen.pid()).isEqualTo(1);
    assertThat(seen.decodedTokens()).isEqualTo(7);
    assertThat(seen.engines()).singleElement().matches(Values::isOpen);
    assertThat(seen.operators()).singleElement().matches(values -> !values.isOpen());
    assertThat(seen.operators().get(0).get(Field.SINCE_CHECKPOINT)).isEqualTo(-1);
  }

  @Test
  void processIdThatComesAgainMeansTheNewestFile() {
    ValuesFile.create(folder.resolve("1-9.values")).begin(Subject.ENGINE);
    ValuesFile newer = ValuesFile.create(folder.resolve("1-10.values"));
    newer.begin(Subject.ENGINE).set(Field.DECODED_TOKENS, 5);

    assertThat(new ValuesFolder(folder).of(List.of(1L)))
        .singleElement()
        .matches(jvm -> jvm.decodedTokens() == 5);
  }

  @Test
  void fieldsDoNotOverlap() {
    ValuesFile file = ValuesFile.create(folder.resolve("1-3.values"));
    Values first = file.begin(Subject.ENGINE);
    Values second = file.begin(Subject.ENGINE);
    for (Field field : Field.values()) {
      first.set(field, 1 + field.index());
      second.set(field, 100 + field.index());
    }
    for (Field field : Field.values()) {
      assertThat(first.get(field)).isEqualTo(1 + field.index());
      assertThat(second.get(field)).isEqualTo(100 + field.index());
    }
  }
}
