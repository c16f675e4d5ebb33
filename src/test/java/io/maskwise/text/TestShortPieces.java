package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TestShortPieces {
    /** Where a piece would stand in a table of 4,096 places. */
    private static long place(long piece) {
        return (piece * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - 12);
    }

    @Test
    void piecesOfOnePlaceAreToldApartOrForgotten() {
        SplittableRandom random = new SplittableRandom(1);
        long[] crowded = random.longs(1L << 8, 1L << 56)
                .filter(piece -> place(piece) == 77)
                .distinct()
                .limit(40)
                .toArray();
        ShortPieces pieces = new ShortPieces();
        int remembered = 0;
        for (int index = 0; index < crowded.length; index++) {
            remembered += pieces.remember(crowded[index], index) ? 1 : 0;
        }
        assertThat(remembered).isEqualTo(16);
        assertKnownOrForgotten(pieces, crowded, 16);

        long[] others = random.longs(20_000, 1L << 8, 1L << 56).distinct().toArray();
        for (int other = 0; other < others.length; other++) { // the table grows several times
            pieces.remember(others[other], 100 + other);
        }
        assertKnownOrForgotten(pieces, crowded, 10);
        int known = 0;
        for (int other = 0; other < others.length; other++) {
            int index = pieces.index(others[other]);
            known += index == 100 + other ? 1 : 0;
            assertThat(index).isIn(100 + other, RememberedTokens.STRANGER);
        }
        assertThat(known).isGreaterThan(19_900);
    }

    private static void assertKnownOrForgotten(ShortPieces pieces, long[] crowded, int atLeast) {
        int known = 0;
        for (int index = 0; index < crowded.length; index++) {
            int found = pieces.index(crowded[index]);
            known += found == index ? 1 : 0;
            assertThat(found).isIn(index, RememberedTokens.STRANGER);
        }
        assertThat(known).isGreaterThanOrEqualTo(atLeast);
    }
}
