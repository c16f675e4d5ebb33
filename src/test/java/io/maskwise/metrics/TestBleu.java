package io.maskwise.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.sequence.Mask;
import io.maskwise.testing.MergeLaws;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestBleu {
    static IntStream seeds() {
        return IntStream.rangeClosed(1, 20);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    private static Bleu bleu(String text, String reference) {
        Bleu bleu = new Bleu();
        bleu.add(words(text), words(reference));
        return bleu;
    }

    private static List<List<Integer>> pair(Random random) {
        List<Integer> reference = random.ints(random.nextInt(9), 0, 4).boxed().toList();
        List<Integer> text = reference.stream()
                .map(token -> random.nextInt(4) == 0 ? 9 : token)
                .limit(random.nextInt(10))
                .toList();
        return List.of(text, reference);
    }

    private static Bleu ofPairs(List<List<List<Integer>>> pairs) {
        Bleu bleu = new Bleu();
        pairs.forEach(pair -> bleu.add(pair.get(0), pair.get(1)));
        return bleu;
    }

    private static List<List<List<Integer>>> pairs(int seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> pair(random)).limit(12).toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anySplitAndOrderMergesToTheWhole(int seed) {
        new MergeLaws<>(TestBleu::ofPairs, Bleu::merge).hold(pairs(seed), seed);
    }

    /** Padded with tokens that would match each other. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsUnderTheMaskIsNotThere(int seed) {
        Random random = new Random(seed);
        List<List<List<Integer>>> pairs = pairs(seed);
        int[][][] ids = new int[2][pairs.size()][20];
        boolean[][][] masks = new boolean[2][pairs.size()][20];
        for (int side = 0; side < 2; side++) {
            for (int row = 0; row < pairs.size(); row++) {
                List<Integer> tokens = pairs.get(row).get(side);
                int step = 0;
                for (int token : tokens) {
                    step += random.nextInt(2);
                    masks[side][row][step] = true;
                    ids[side][row][step++] = token;
                }
            }
        }
        Bleu bleu = new Bleu();
        bleu.add(ids[0], Mask.of(masks[0]), ids[1], Mask.of(masks[1]));
        assertThat(bleu).isEqualTo(ofPairs(pairs));
    }

    @Test
    void theExampleOfThePaperIsClipped() {
        assertThat(bleu("the the the the the the the", "the cat is on the mat").precision(1))
                .isEqualTo(2.0 / 7);
    }

    @Test
    void theSameTextIsPerfectAndAShorterOneIsPaidFor() {
        assertThat(bleu("a b c d e", "a b c d e").value()).isEqualTo(1);
        assertThat(bleu("a b c d", "a b c d e").value()).isCloseTo(Math.exp(-0.25), within(1e-15));
        assertThat(bleu("a b c d e", "a b c d").brevityPenalty()).isEqualTo(1);
    }

    @Test
    void whereNothingIsRightOrWrittenItIsZero() {
        assertThat(new Bleu().value()).isEqualTo(0);
        assertThat(bleu("", "a b c d").value()).isEqualTo(0);
        assertThat(bleu("a b c d", "").value()).isEqualTo(0);
        assertThat(bleu("a b c", "a b c").value()).as("no four in a row").isEqualTo(0);
        assertThat(new Bleu().brevityPenalty()).isEqualTo(0);
    }

    @Test
    void aWrongBatchIsRefusedAndChangesNothing() {
        Bleu bleu = new Bleu();
        Mask one = Mask.allReal(1, 2);
        Mask two = Mask.allReal(2, 2);
        assertThatThrownBy(() -> bleu.add(new int[1][2], one, new int[2][2], two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid references: 2 rows (must be 1, as the texts)");
        assertThatThrownBy(() -> bleu.add(new int[1][3], one, new int[1][2], one))
                .hasMessage("Invalid texts: row 0 has 3 steps (must be 2, as the mask)");
        assertThat(bleu).isEqualTo(new Bleu());
    }
}
