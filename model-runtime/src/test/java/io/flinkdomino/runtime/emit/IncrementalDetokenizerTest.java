package io.flinkdomino.runtime.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.prompt.GoldenFiles;
import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.prompt.TokenizerFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncrementalDetokenizerTest {

  private static final String EMOJI = "\uD83D\uDE00";
  private static final int IM_END = 2;
  private static final int MASK = 3;

  private static Tokenizer tiny;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    tiny = Tokenizer.open(GoldenFiles.TINY_TARGET.resolve("tokenizer.json"));
  }

  @AfterAll
  static void close() {
    tiny.close();
  }

  /** One text for each token, then what was left. */
  private static List<String> texts(Tokenizer tokenizer, int... ids) {
    IncrementalDetokenizer detokenizer = new IncrementalDetokenizer(tokenizer, true);
    String[] texts = new String[ids.length + 1];
    for (int i = 0; i < ids.length; i++) {
      texts[i] = detokenizer.add(ids[i]);
    }
    texts[ids.length] = detokenizer.flush();
    return List.of(texts);
  }

  private static int[] join(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
  }

  @Test
  void plainTextComesWithItsTokens() {
    int[] ids = tiny.encode("Noah has apples.");

    List<String> texts = texts(tiny, ids);

    for (int i = 0; i < ids.length; i++) {
      assertThat(texts.get(i)).isEqualTo(tiny.decode(new int[] {ids[i]}, true));
    }
    assertThat(texts.get(ids.length)).isEmpty();
  }

  @Test
  void multiTokenCharacterComesWithItsLastToken() {
    int[] ids = tiny.encode(EMOJI);
    assertThat(ids).as("one token a byte").hasSize(4);

    assertThat(texts(tiny, ids)).containsExactly("", "", "", EMOJI, "");
  }

  @Test
  void multiTokenCharacterThatNeverEndsIsLeftToTheFlush() {
    int[] ids = Arrays.copyOf(tiny.encode(EMOJI), 3);

    assertThat(texts(tiny, ids)).containsExactly("", "", "", "\uFFFD");
  }

  @Test
  void textBrokenOffInsideACharacterComesWithTheNextWholeOne() {
    int[] begun = Arrays.copyOf(tiny.encode(EMOJI), 2);

    assertThat(texts(tiny, join(begun, tiny.encode("a")))).containsExactly("", "", "\uFFFDa", "");
  }

  @Test
  void specialTokensHaveNoText() {
    int[] a = tiny.encode("a");

    assertThat(texts(tiny, join(a, new int[] {IM_END, MASK}, a)))
        .containsExactly("a", "", "", "a", "");
  }

  @Test
  void specialTokenInsideACharacterDoesNotBreakIt() {
    int[] emoji = tiny.encode(EMOJI);
    int[] special = {IM_END};
    int[] ids = join(Arrays.copyOf(emoji, 2), special, Arrays.copyOfRange(emoji, 2, 4));

    assertThat(texts(tiny, ids)).containsExactly("", "", "", "", EMOJI, "");
  }

  @Test
  void addedTokenThatIsNotSpecialIsText() throws IOException {
    try (Tokenizer tokenizer = TokenizerFiles.tinyWithOrdinaryMask(folder)) {
      assertThat(texts(tokenizer, IM_END, MASK, IM_END)).containsExactly("", "<|mask|>", "", "");
    }
  }

  @Test
  void byteFallbackCharacterComesWithItsLastByte() throws IOException {
    try (Tokenizer tokenizer = TokenizerFiles.byteFallback(folder)) {
      int[] ids = tokenizer.encode("a漢b" + EMOJI);

      assertThat(texts(tokenizer, ids))
          .containsExactly("a", "", "", "漢", "b", "", "", "", EMOJI, "");
    }
  }

  @Test
  void onlyTheFirstSpaceOfTheWholeTextIsDropped() throws IOException {
    try (Tokenizer tokenizer = TokenizerFiles.byteFallback(folder)) {
      int[] ids = tokenizer.encode("\u2581a\u2581b\u2581\u2581c");

      assertThat(texts(tokenizer, ids)).containsExactly("", "a", " ", "b", " ", " ", "c", "");
    }
  }

  @Test
  void longWaitEndsWithTheFirstWholeCharacter() {
    int[] continuation = Arrays.copyOfRange(tiny.encode(EMOJI), 3, 4);
    int[] manyBytes = new int[100];
    Arrays.fill(manyBytes, continuation[0]);

    List<String> texts = texts(tiny, join(manyBytes, tiny.encode(EMOJI), tiny.encode("a")));

    assertThat(texts.subList(0, 103)).containsOnly("");
    assertThat(texts.subList(103, 106)).containsExactly("\uFFFD".repeat(100) + EMOJI, "a", "");
  }

  @Test
  void longRunOfSpecialTokensIsNotInTheWay() {
    int[] specials = IntStream.range(0, 100).map(i -> IM_END).toArray();

    List<String> texts = texts(tiny, join(specials, tiny.encode("a"), specials, tiny.encode("b")));

    assertThat(texts.get(100)).isEqualTo("a");
    assertThat(texts.get(201)).isEqualTo("b");
    assertThat(String.join("", texts)).isEqualTo("ab");
  }

  @Test
  void textsJoinedAreTheDecodingOfAllTokens() {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      int[] ids = random.ints(random.nextInt(60), 0, tiny.vocabularySize()).toArray();

      assertThat(String.join("", texts(tiny, ids))).isEqualTo(tiny.decode(ids, true));
    }
  }

  @Test
  void noTextBreaksACharacterOfRealText() {
    int[] ids = tiny.encode("größe 漢字 " + EMOJI + EMOJI + " é Ω ﷽ \uD834\uDD1E.");

    assertThat(texts(tiny, ids)).noneMatch(text -> text.contains("\uFFFD"));
  }
}
