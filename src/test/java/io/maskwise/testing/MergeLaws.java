package io.maskwise.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * The law that everything mergeable obeys: any split, any order, empty parts included, gives the same as the whole.
 *
 * <p>The value must have an {@code equals} that compares its whole state.
 *
 * @param whole makes the value of a list of parts at once, of none at all for an empty list
 * @param merge combines two values
 */
public record MergeLaws<P, V>(Function<List<P>, V> whole, BinaryOperator<V> merge) {
    private static final int RANDOM_SPLITS = 10;

    /** Checks every law on these parts, splitting and reordering them at random. */
    public void hold(List<P> parts, long seed) {
        V expected = whole.apply(parts);
        V empty = whole.apply(List.of());
        assertSame("merged with nothing before", merge.apply(empty, expected), expected);
        assertSame("merged with nothing after", merge.apply(expected, empty), expected);
        assertSame("nothing merged with nothing", merge.apply(empty, whole.apply(List.of())), empty);
        assertSame("written and read", copy(expected), expected);
        halvesAreTheWhole(parts, expected);
        Random random = new Random(seed);
        for (int split = 0; split < RANDOM_SPLITS; split++) {
            List<P> shuffled = new ArrayList<>(parts);
            Collections.shuffle(shuffled, random);
            assertSame("parts in another order", whole.apply(shuffled), expected);
            assertSame("random split", inAnyOrder(split(shuffled, random), random), expected);
        }
        assertSame("a merge left its arguments alone", whole.apply(parts), expected);
    }

    private void halvesAreTheWhole(List<P> parts, V expected) {
        V first = whole.apply(parts.subList(0, parts.size() / 2));
        V second = whole.apply(parts.subList(parts.size() / 2, parts.size()));
        V empty = whole.apply(List.of());
        assertSame("two halves", merge.apply(first, second), expected);
        assertSame("two halves, the other way round", merge.apply(second, first), expected);
        assertSame("nothing between halves", merge.apply(merge.apply(first, empty), second), expected);
        assertSame("first half unchanged by merging", whole.apply(parts.subList(0, parts.size() / 2)), first);
    }

    private List<V> split(List<P> parts, Random random) {
        List<V> values = new ArrayList<>(List.of(whole.apply(List.of())));
        int first = 0;
        while (first < parts.size()) {
            int last = first + random.nextInt(parts.size() - first + 1);
            values.add(whole.apply(parts.subList(first, last)));
            first = last;
        }
        return values;
    }

    /** Merges neighbours at random until one is left, so that the merges form any tree. */
    private V inAnyOrder(List<V> values, Random random) {
        while (values.size() > 1) {
            int at = random.nextInt(values.size() - 1);
            V merged = merge.apply(values.get(at), copy(values.remove(at + 1)));
            values.set(at, merged);
        }
        return values.get(0);
    }

    private void assertSame(String what, V actual, V expected) {
        assertThat(actual).as(what).isEqualTo(expected).hasSameHashCodeAs(expected);
    }

    /** The value after Java serialization, as Spark sends it. */
    @SuppressWarnings("unchecked") // what is read is what was written
    private V copy(V value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(value);
            }
            return (V) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
