package io.maskwise.spark;

import io.maskwise.model.ParameterVector;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A part of one of the vectors that workers give, combined by itself.
 *
 * <p>The outcome does not depend on how vectors are cut, as every value is averaged by itself.
 *
 * @param vector which of the vectors, from 0
 * @param start the place of its first value
 * @param end the place after its last value
 */
record Stretch(int vector, int start, int end) implements Serializable {
    /** What an array's header takes, and more: with it, an array must not be longer than whole regions of G1's heap. */
    private static final int HEADER = 16;

    /** Values of a stretch, at least, where it stays in one JVM: most models are one, and need not be cut and copied. */
    private static final int HERE = (1 << 22) - HEADER;

    /** The same where it is sent: so many that asking for it takes less time than getting it. */
    static final int SENT = (1 << 20) - HEADER;

    /** Stretches of a vector, at most: the driver's registry has an entry for each of every worker. */
    private static final int MOST = 1024;

    /** Cuts vectors of the given lengths, which are to be left there. */
    static List<Stretch> of(List<Integer> lengths, StoredBlocks blocks) {
        int least = blocks.isLocal() ? HERE : SENT;
        return IntStream.range(0, lengths.size())
                .boxed()
                .flatMap(vector -> of(vector, lengths.get(vector), least))
                .toList();
    }

    private static Stream<Stretch> of(int vector, int length, int least) {
        int values = Math.max(least, partsOf(length, MOST));
        return IntStream.range(0, partsOf(length, values))
                .map(index -> index * values)
                .mapToObj(start -> new Stretch(vector, start, start + Math.min(values, length - start)));
    }

    /** How many parts of a size it takes. */
    private static int partsOf(int length, int size) {
        return length / size + (length % size == 0 ? 0 : 1);
    }

    int length() {
        return end - start;
    }

    /** Its name among those of one worker, or of the averages. */
    String name() {
        return "vector" + vector + "_from" + start;
    }

    /** The part of its vector. */
    ParameterVector of(ParameterVector whole) {
        return whole.slice(start, end);
    }
}
